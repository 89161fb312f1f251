"""Wording: the texts of the knowledge base and the answers of one brand, said in one language.

Knowledge-base texts are sandboxed templates over `brand` and `answer(question)`; what comes back is plain
text, to be escaped by whoever puts it into a document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from jinja2 import TemplateError

from advisor.answers.answer import AnswerState, Instance, InstanceList, Truth
from advisor.inference.grounding import ground
from advisor.knowledge.french import Enumeration
from advisor.knowledge.ground_id import declared_id, ground_id, instance_of
from advisor.knowledge.model import Advice, Context, KnowledgeBase, Question, Text
from advisor.knowledge.texts import compiled
from advisor.language import N_, Messages, catalogue
from advisor.language.enumeration import apart, joined

from .assessment import AssessedAdvice, AssessedConclusion, Assessment, RecordedAnswer
from .finding import in_force
from .headline import spoken_for
from .way_out import AnswerChange

STATES = Messages(
    {
        AnswerState.UNKNOWN: "not known",
        AnswerState.NOT_ASKED: "not asked yet",
        AnswerState.WAITING: "waits for another answer",
        AnswerState.NOT_APPLICABLE: "does not apply",
    }
)
PARTLY = Messages(
    {
        "yes": "{options}",
        "no": "not: {options}",
        "open": "the rest is still open",
        "either": "either {first} or {second}",
        "unclear": "not clear yet",
    }
)

BETWEEN = N_("{least} to {most}")
"""A number between two bounds."""

HEADLINE = Messages(
    {
        "provisional": "Provisional: {known} of the points that a first interview can settle can be judged.",
        "of": "{name}: {sentence}",
        "begin": "Begin with “{title}”.",
        "nothing": "Nothing in the answers calls for repair now.",
        "unknown": "Provisional: too little is known to say how things stand.",
    }
)
"""What a report begins with, around the sentence of the knowledge base."""

NAMED = N_("“%(title)s”")
"""A name within a sentence."""
_OPENS, _CLOSES = "\ue000", "\ue001"
_NAME = re.compile(f"{_OPENS}([^{_CLOSES}]*){_CLOSES}")
_IN_BRACKETS = re.compile(rf"\({_NAME.pattern}(?:[^(){_OPENS}{_CLOSES}]*{_NAME.pattern})*\)")

INCOMPLETE = N_("the list may be incomplete")
"""What is known of a list of instances that something waits for."""


def lists_of(assessment: Assessment) -> Mapping[str, InstanceList]:
    """The instances an Assessment is about, by context."""
    return {
        listed.context: InstanceList(
            tuple(Instance(one.id, one.name) for one in listed.instances), complete=listed.complete
        )
        for listed in assessment.contexts
    }


class WordingError(Exception):
    """A text of the knowledge base that cannot be said for this brand; the message names text and cause."""


class Wording:
    """Says texts and answers of one Assessment in one language.

    A language the interface has no words for falls back to English for the states of an answer.
    """

    def __init__(self, kb: KnowledgeBase, assessment: Assessment, language: str) -> None:
        self.declared = kb
        self.kb = ground(kb, lists_of(assessment))
        self.assessment = assessment
        self.language = language
        self._catalogue = catalogue(language)
        self._recorded = {answer.question: answer for answer in assessment.answers}
        self._names = {one.id: one.name for listed in assessment.contexts for one in listed.instances}
        self._words = {id: choices[assessment.words.get(id, -1)].forms for id, choices in kb.words.items()}

    def advice(self, assessed: AssessedAdvice) -> Advice:
        """The advice that an assessed one comes from; of several instances that of the first."""
        return self.kb.advice[assessed.entries[0]]

    def title(self, assessed: AssessedAdvice) -> str:
        """The title in force of an advice."""
        return self.say(in_force(self.advice(assessed), assessed).title, assessed)

    def concluded(self, conclusion: AssessedConclusion) -> str:
        """The title in force of a conclusion, with the instance it is about where it is about one."""
        declared = self.kb.conclusions[conclusion.id]
        variant = None if conclusion.variant is None else declared.variants[conclusion.variant].title
        title, instance = self.say(variant or declared.title), instance_of(conclusion.id)
        return title if instance is None else f"{title} ({self.names([instance])[0]})"

    def headline(self) -> str:
        """What a screen begins with: how much is known where that is little, then the one message."""
        assessment, phrases = self.assessment, HEADLINE.said(self.language)
        first = assessment.first_three[0] if assessment.first_three else None
        message = self.message(first)
        if not message and first is not None:
            message = phrases["begin"].format(title=self.title(assessment.advised(first)))
        if not message:
            return phrases["unknown" if assessment.provisional else "nothing"]
        known = self._catalogue.share(assessment.known)
        return " ".join([*([phrases["provisional"].format(known=known)] if assessment.provisional else []), message])

    def message(self, first: str | None) -> str:
        """The sentence of a conclusion that goes with what is done first (an advice id); empty where there is none.

        A sentence about something else than the first thing to do would be a second message, and is not said.
        """
        said = spoken_for(self.kb, self.assessment, first)
        return "" if said is None else self._headline_of(said, HEADLINE.said(self.language)["of"])

    def _headline_of(self, conclusion: str, named: str) -> str:
        """The sentence of a conclusion, after the names of all instances it holds of and may be printed of."""
        said, declared = self.kb.conclusions[conclusion].headline, declared_id(conclusion)
        sentence = self.say(said) if said else ""
        instances = [
            instance
            for one in self.assessment.conclusions
            if declared_id(one.id) == declared and one.value is Truth.TRUE and not one.withheld_by
            if (instance := instance_of(one.id)) is not None
        ]
        if not instances:
            return sentence
        return named.format(name=self.enumeration(self.names(instances)), sentence=sentence)

    def names(self, instances: Iterable[str]) -> tuple[str, ...]:
        """What people call these instances of a context."""
        return tuple(self._names.get(instance, instance) for instance in instances)

    def _printed(self, about: AssessedAdvice | None) -> dict[str, object]:
        """What a text may print, of an advice about some instances where there is one.

        Of an answer that is partly known only what is affirmed: the rest is to be confirmed, and said to be.
        """
        instances = about.instances if about is not None else ()

        def answer(question: str) -> str:
            asked = question if question in self._recorded or not instances else ground_id(question, instances[0])
            recorded = self._recorded[asked]
            if recorded.partly_known and recorded.yes:
                return self._labels(self.kb.questions[asked], recorded.yes)
            return self.in_a_sentence(asked)

        def holding(context: Context) -> Callable[[str], Enumeration]:
            return lambda conclusion: self._enumerated(self._holding(context, conclusion))

        words = {id: self._own(forms) for id, forms in self._words.items()}
        lists: dict[str, object] = {}
        for context in self.declared.contexts.values():
            lists[context.key] = self._enumerated(instances)
            lists[f"{context.key}_with"] = holding(context)
        return {"brand": self.assessment.brand, "answer": answer, **words, **lists}

    def _own(self, text: Text) -> str:
        """A text as written, in this language or the first of the knowledge base."""
        return text[self.language if self.language in text else self.kb.languages[0]]

    def _holding(self, context: Context, conclusion: str) -> tuple[str, ...]:
        listed = next((one for one in self.assessment.contexts if one.context == context.id), None)
        instances = [one.id for one in listed.instances] if listed is not None else []
        holds = {one.id for one in self.assessment.conclusions if one.value is Truth.TRUE}
        return tuple(one for one in instances if ground_id(conclusion, one) in holds)

    def _enumerated(self, instances: Sequence[str]) -> Enumeration:
        marked = (name.replace(_OPENS, "").replace(_CLOSES, "") for name in self.names(instances))
        return Enumeration(tuple(f"{_OPENS}{name}{_CLOSES}" for name in marked), self.enumeration)

    def _with_names(self, text: str) -> str:
        """A text whose marked names stand between quotation marks, or in brackets of their own as they are.

        What people call an instance need not fit a sentence ("Page of the brewery"); quoted it reads as a name.
        """
        quoted = self._catalogue.plain(NAMED)

        def bare(found: re.Match[str]) -> str:
            inside = _NAME.sub(r"\1", found.group()[1:-1])
            return found.group() if "(" in inside or ")" in inside else f"({inside})"

        return _NAME.sub(lambda found: quoted % {"title": found.group(1)}, _IN_BRACKETS.sub(bare, text))

    def say(self, text: Text, about: AssessedAdvice | None = None) -> str:
        """A text with names, words and answers set in; `about` is the advice it belongs to, where it has instances.

        WordingError if a template fails.
        """
        source = self._own(text)
        if "{" not in source:
            return source.strip()
        try:
            return self._with_names(compiled(source).render(self._printed(about)).strip())
        except (TemplateError, TypeError, KeyError, ValueError) as error:
            raise WordingError(f"The text “{source.strip()[:80]}” cannot be filled in: {error}") from error

    def lists(self, question: str) -> Context | None:
        """The context whose list of instances is asked for under this name; None for a question."""
        return next((one for one in self.declared.contexts.values() if one.key == question), None)

    def asked(self, question: str) -> str:
        """A question, or the one for a list of instances, as it was asked."""
        listed = self.lists(question)
        return self.say(self.kb.questions[question].ask if listed is None else listed.ask)

    def answer(self, question: str) -> str:
        """The client's answer in words: option labels, number with unit, or the state it is in.

        KeyError if the knowledge base has no such question.
        """
        if self.lists(question) is not None:
            return self._catalogue.plain(INCOMPLETE)
        return self.recorded(self.kb.questions[question], self._recorded[question])

    def in_a_sentence(self, question: str) -> str:
        """The client's answer where it is part of a sentence: of a choice that may still be many things, only that."""
        among = self._recorded[question].among if question in self._recorded else ()
        if not among:
            return self.answer(question)
        phrases = PARTLY.said(self.language)
        if len(among) > 2:
            return phrases["unclear"]
        first, second = (self.option(self.kb.questions[question], option) for option in among)
        if "," not in first + second:
            return self.alternatives([first, second])
        return phrases["either"].format(first=first, second=second)

    def recorded(self, question: Question, answer: RecordedAnswer) -> str:
        """One recorded answer in words."""
        if answer.state is not AnswerState.ANSWERED:
            words = STATES.said(self.language)[answer.state]
            return f"{words} ({answer.because})" if answer.because else words
        if answer.text is not None:
            return answer.text
        if answer.number is not None:
            number = self._catalogue.number(answer.number)
            return f"{number} {self._own(question.unit)}" if question.unit else number
        if answer.at_least is not None and answer.at_most is not None:
            least, most = (self._catalogue.number(bound) for bound in (answer.at_least, answer.at_most))
            number = self._catalogue.plain(BETWEEN).format(least=least, most=most)
            return f"{number} {self._own(question.unit)}" if question.unit else number
        if answer.among:
            return self.alternatives([self.option(question, option) for option in answer.among])
        if answer.option is not None:
            return self.option(question, answer.option)
        return self._choices(question, answer)

    def option(self, question: Question, option: str) -> str:
        """The label of one option."""
        return self._own(question.option(option).label)

    def change(self, change: AnswerChange, elsewhere: Sequence[AnswerChange] = ()) -> str | None:
        """A change as advice, with the instances it is about where it is about some; None where nothing says it."""
        meant = (change.does, change.option, change.effort)
        declared = self.kb.questions[change.question].changeable
        says = next((one.says for one in declared if (one.does, one.option, one.effort) == meant), None)
        if says is None:
            return None
        instances = [id for one in (change, *elsewhere) if (id := instance_of(one.question)) is not None]
        return f"{self.say(says)} ({self.enumeration(self.names(instances))})" if instances else self.say(says)

    def _labels(self, question: Question, options: Iterable[str]) -> str:
        return self.enumeration([self.option(question, option) for option in options])

    def _choices(self, question: Question, answer: RecordedAnswer) -> str:
        if not answer.partly_known:
            return self._labels(question, answer.yes) or "–"
        phrases = PARTLY.said(self.language)
        said = [
            phrases[key].format(options=self._labels(question, options))
            for key, options in (("yes", answer.yes), ("no", answer.no))
            if options
        ]
        return apart([*said, phrases["open"]], self.language)

    def alternatives(self, words: Sequence[str]) -> str:
        """Words of which one holds: `a, b or c`, `a, b ou c`; semicolons before words with commas of their own."""
        if any("," in word for word in words):
            return joined("or_apart", words, self.language)
        return self._catalogue.listing(words, "or")

    def enumeration(self, words: Sequence[str]) -> str:
        """Words joined as the language joins a list: `a, b and c`, `a, b et c`.

        Where a word has a comma or a conjunction of its own, semicolons keep the entries apart.
        """
        joints = (", ", joined("and", ("", ""), self.language), joined("or", ("", ""), self.language))
        if len(words) > 1 and any(joint in word for word in words for joint in joints):
            return apart(words, self.language)
        return self._catalogue.listing(words)
