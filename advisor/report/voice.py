"""The report's voice: texts and answers of one Assessment as one language prints them.

Joins the knowledge base's wording with the interface's messages; everything it returns is cleaned and
typographically set.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from advisor.advice.assessment import AssessedAdvice, AssessedConclusion, Assessment, RecordedAnswer
from advisor.advice.way_out import AnswerChange
from advisor.advice.wording import Wording
from advisor.knowledge.french import capital
from advisor.knowledge.ground_id import declared_id, instance_of
from advisor.knowledge.model import KnowledgeBase, Text
from advisor.language import Catalogue, catalogue
from advisor.language.enumeration import apart
from advisor.language.typography import clean, line, shortened, spaced, typeset

from .told import InstanceNames

LONGEST_NAME = 120
"""Characters of a name that a report prints; a longer one is shortened."""


class Voice:
    """Says everything one report says. `assessment` is the one given, with the brand's name fit to print."""

    def __init__(self, kb: KnowledgeBase, assessment: Assessment, language: str) -> None:
        self.language = language
        self.assessment = assessment.model_copy(update={"brand": self.name(assessment.brand) or "–"})
        self.catalogue: Catalogue = catalogue(language)
        self.gettext = self.catalogue.gettext
        self.ngettext = self.catalogue.ngettext
        self.date, self.number, self.percent = self.catalogue.date, self.catalogue.number, self.catalogue.percent
        self._wording = Wording(kb, self.assessment, language)
        self._recorded = {one.question: one for one in assessment.answers}
        self.declared = kb
        self.kb = self._wording.kb

    def say(self, text: Text | None, about: AssessedAdvice | None = None) -> str:
        """A text of the knowledge base, of the advice it is `about`; empty for None."""
        return typeset(clean(self._wording.say(text, about)), self.language) if text else ""

    def title(self, assessed: AssessedAdvice) -> str:
        """The title in force of an advice."""
        return typeset(clean(self._wording.title(assessed)), self.language)

    def message(self, first: str | None) -> str:
        """The one sentence of a conclusion that what comes first rests on; empty where none may be said of it."""
        return typeset(clean(self._wording.message(first)), self.language)

    def concluded(self, conclusion: AssessedConclusion) -> str:
        """The title in force of a conclusion, with the instance it is about where it is about one."""
        return typeset(clean(self._wording.concluded(conclusion)), self.language)

    def names(self, instances: Iterable[str]) -> tuple[str, ...]:
        """What people call these instances of a context."""
        return tuple(self.name(name) for name in self._wording.names(instances))

    def named(self, said: str, instances: Iterable[str]) -> str:
        """What was said, with the names of the instances it is said of in brackets, if there are any."""
        return self._of(said, self.names(instances))

    def paragraphs(self, texts: Iterable[Text], about: AssessedAdvice) -> tuple[str, ...]:
        """Texts of an advice, one paragraph each, empty ones left out."""
        return tuple(said for text in texts if (said := self.say(text, about)))

    def asked(self, question: str) -> str:
        """A question as it was asked, with the instance it was asked of where it was asked of one."""
        return self.asked_of([question])

    def asked_of(self, questions: Sequence[str]) -> str:
        """A question that was asked of several instances, with their names."""
        names = self.names(one for question in questions if (one := instance_of(question)) is not None)
        return self._of(self.asked_alone(questions[0]), names)

    def to_ask(self, questions: Sequence[str], most: int | None = None) -> str:
        """A question still to be asked, of several instances or, with its own question first, of rows of a table.

        No more than the first so many rows are named.
        """
        alike: dict[str, list[str]] = {}
        for one in questions:
            alike.setdefault(declared_id(one), []).append(one)
        declared = self.kb.questions.get(questions[0])
        if declared is None or declared.table is None:
            return " · ".join(self.asked_of(of_one) for of_one in alike.values())
        named = [self._row(of_one) for of_one in alike.values()][:most]
        if more := len(alike) - len(named):
            named.append(self.ngettext("and one more", "and %(n)s more", more))
        rows, question = spaced(" · ".join(named), self.language), self._asked_of_table(declared.table)
        if _goes_on(question):
            return f"{question} {rows}"
        return self.gettext("%(question)s – %(row)s", question=question, row=rows)

    def in_short(self, questions: Sequence[str], most: int) -> str:
        """A question still to be asked as `to_ask` has it, without its rows where there are several of them."""
        declared = self.kb.questions.get(questions[0])
        several = len({declared_id(one) for one in questions}) > 1
        whole = self._asked_of_table(declared.table) if declared is not None and declared.table is not None else ""
        if not whole or not several or _goes_on(whole):
            return self.to_ask(questions, most)
        return self._of(
            whole, self.names(dict.fromkeys(one for id in questions if (one := instance_of(id)) is not None))
        )

    @cached_property
    def instances(self) -> InstanceNames:
        """What the instances of each context are called, all of them."""
        listed = (self.names(one.id for one in context.instances) for context in self.assessment.contexts)
        return InstanceNames(tuple(map(frozenset, listed)), self.gettext("everywhere"))

    def _of(self, said: str, names: Sequence[str]) -> str:
        return f"{said} ({', '.join(self.instances.among(names))})" if names else said

    def _row(self, questions: Sequence[str]) -> str:
        """A row of a table, asked of several instances, below the question of the table."""
        names = self.names(one for question in questions if (one := instance_of(question)) is not None)
        return self._of(self._printed(questions[0]), names)

    def _printed(self, question: str) -> str:
        """A question as written; a row with a capital, unless the question of its table goes on in it."""
        asked = typeset(clean(self._wording.asked(question)), self.language)
        declared = self.kb.questions.get(question)
        if declared is None or declared.table is None or _goes_on(self._asked_of_table(declared.table)):
            return asked
        return capital(asked)

    def _asked_of_table(self, table: str) -> str:
        return typeset(clean(self._wording.say(self.kb.tables[table].ask)), self.language)

    def screen_of(self, question: str) -> str:
        """What is asked together: the table of a row, else the question itself, as declared."""
        declared = self.kb.questions.get(question)
        return declared_id(declared.table if declared is not None and declared.table else question)

    def asked_alone(self, question: str) -> str:
        """A question as it was asked, without the instance it was asked of; a row as it is understood by itself."""
        asked, declared = self._printed(question), self.kb.questions.get(question)
        if declared is not None and declared.table is not None:
            whole = self._asked_of_table(declared.table)
            return f"{whole} {asked}" if _goes_on(whole) else asked
        return asked

    def answer(self, question: str) -> str:
        """The recorded answer to a question, in words."""
        said = clean(self._wording.answer(question))
        answer = self.recorded(question)
        own_words = answer is not None and answer.text is not None
        said = spaced(said, self.language) if own_words else typeset(said, self.language)
        if answer is None:
            return said
        belonging = [self.gettext("due %(date)s", date=self.date(answer.due))] if answer.due else []
        if answer.said_on:
            belonging.append(self.gettext("said on %(date)s, not asked again", date=self.date(answer.said_on)))
        if answer.accounts:
            belonging.insert(0, self._accounts(question, answer))
        return f"{said} ({', '.join(belonging)})" if belonging else said

    def _accounts(self, question: str, answer: RecordedAnswer) -> str:
        """What each of several people said of one question, with their names."""
        names = {one.id: self.name(one.name) for one in self.assessment.respondents}
        said = [
            self.gettext(
                "%(who)s says: %(said)s",
                who=names.get(one.said_by or "") or self.name(one.said_by or ""),
                said=typeset(clean(self._wording.recorded(self.kb.questions[question], one)), self.language),
            )
            for one in answer.accounts
        ]
        return apart(said, self.language)

    def option(self, question: str, option: str) -> str:
        """One option of a question."""
        return typeset(clean(self._wording.option(self.kb.questions[question], option)), self.language)

    def change(self, change: AnswerChange, elsewhere: Sequence[AnswerChange] = ()) -> str | None:
        """A change as advice, where the knowledge base has words for it, with every instance it is about."""
        said = self._wording.change(change, elsewhere)
        return None if said is None else typeset(clean(said), self.language)

    def enumeration(self, said: Sequence[str]) -> str:
        """What was said already, joined as the language joins a list."""
        return self._wording.enumeration(said)

    def alternatives(self, said: Sequence[str]) -> str:
        """What was said already, of which one holds."""
        return self._wording.alternatives(said)

    def apart(self, said: Sequence[str]) -> str:
        """What was said already, where each may hold commas."""
        return apart(said, self.language)

    def in_a_sentence(self, question: str) -> str:
        """The recorded answer to a question where it is part of a sentence."""
        return clean(self._wording.in_a_sentence(question))

    def recorded(self, question: str) -> RecordedAnswer | None:
        """The recorded answer to a question; None for a list of instances."""
        return None if self._wording.lists(question) is not None else self._recorded[question]

    def quote(self, text: str) -> str:
        """Someone's own words: cleaned, not a letter changed."""
        return spaced(clean(text), self.language)

    @staticmethod
    def name(text: str) -> str:
        """A name on one line, shortened if it would not fit on a cover."""
        return shortened(line(text), LONGEST_NAME)


def _goes_on(question: str) -> bool:
    """Whether the question of a table is completed by its rows: `How many…`."""
    return question.endswith("…")
