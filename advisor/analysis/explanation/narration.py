"""Explanations in words: tests, answers, outcomes and sources as a consultant reads them."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.advice import Assessment, Wording
from advisor.advice.assessment import RecordedAnswer
from advisor.answers import Answer, AnswerState, Choices, Truth
from advisor.answers.answer import Range, Remaining
from advisor.inference.result import Outcome
from advisor.knowledge.condition import AnswerTest, CountOf
from advisor.knowledge.ground_id import instance_of
from advisor.knowledge.model import Advice, KnowledgeBase, Question, Text
from advisor.language import C_, Messages
from advisor.language.enumeration import joined

MARKS = {Truth.TRUE: "✓", Truth.FALSE: "✗", Truth.UNDETERMINED: "?"}

PHRASES = Messages(
    {
        "quoted": "“{words}”",
        "wants_is": "{options}",
        "wants_all_of": "{options}, all of them",
        "wants_none_of": "anything but {options}",
        "wants_none_chosen": "none of {options}",
        "wants_not_chosen": "not {options}",
        "wants_number_is": "exactly {number}",
        "wants_at_least": "{number} or more",
        "wants_at_most": "{number} or less",
        "wants_more_than": "more than {number}",
        "wants_less_than": "less than {number}",
        "incomplete": "something not listed yet, where the list is incomplete ({asked})",
        "wants_due_within": "a date at most {number} days away",
        "wants_answered_yes": "an answer",
        "wants_answered_no": "no answer yet",
        "bound_least": "at least {n}",
        "bound_most": "at most {n}",
        "bound_between": C_("bounds", "{least} to {most}"),
        "test": "{ask} expected: {wanted}; answer: {answer}",
        "question": "{ask} → {answer}",
        "looked_for": "{ask} → {answer} (the rule looks for: {wanted})",
        "yes": "yes",
        "no": "no",
        "undetermined": "undecided",
        "fires": "given",
        "postponed": "put off",
        "excepted": "held back by an exception",
        "does_not_apply": C_("outcome", "does not apply"),
        "out_of_scope": "outside what this brand has or does",
        "undetermined_advice": "undecided, for want of answers",
        "including": "including {options}",
        "without": "without {options}",
        "left_open": "left open",
        "not_applicable": "declared not applicable",
        "any_text": "an answer in words",
        "between": "from {low} to {high}",
        "from": "{low} or more",
        "up_to": "{high} or less",
        "exactly": "{low}",
    }
)


class Narration:
    """Says what explanations are made of, for one assessment in one language."""

    def __init__(self, kb: KnowledgeBase, assessment: Assessment, language: str) -> None:
        self.language = language
        self.wording = Wording(kb, assessment, language)
        self.kb = self.wording.kb
        self._lists = {context.key: context for context in kb.contexts.values()}
        self._said = PHRASES.said(language)

    def title(self, id: str) -> str:
        """The title in force of an advice or a conclusion; of a rule, what it concludes; of a check, its text.

        What is about one instance of a context is followed by the instance's name.
        """
        kb, instance = self.kb, instance_of(id)
        if id in kb.rules:
            return self.together([self.title(one) for one in kb.rules[id].conclude])
        assessment = self.wording.assessment
        if id in kb.conclusions:
            return self.wording.concluded(assessment.concluded(id))
        said = self.wording.say(kb.checks[id].says) if id in kb.checks else self.wording.title(assessment.advised(id))
        return said if instance is None else f"{said} ({self.wording.names([instance])[0]})"

    def instances(self, ids: Iterable[str]) -> str:
        """The instances that ground ids are about, by name, each with its id."""
        return self.together([f"{self.wording.names([instance_of(id) or id])[0]} ({id})" for id in ids])

    def together(self, words: list[str]) -> str:
        """An enumeration, with and."""
        return joined("and", words, self.language)

    def advice(self, id: str) -> Advice:
        """The advice of this id, which may be that of several instances told as one; KeyError if there is none."""
        ground = self.kb.advice.get(id)
        return ground if ground is not None else self.wording.advice(self.wording.assessment.advised(id))

    def text(self, text: Text) -> str:
        """A text of the knowledge base without templates, such as a question, in this language."""
        return text[self.language] if self.language in text else text[self.kb.languages[0]]

    def quoted(self, words: str) -> str:
        """Words in the language's quotation marks."""
        return self._said["quoted"].format(words=words)

    def question(self, question: str) -> str:
        """A question and its answer as recorded, on one line."""
        return self._said["question"].format(ask=self.ask(question), answer=self.answer(question))

    def ask(self, question: str) -> str:
        """The question as it is put; by the key of a list, how its context is asked for."""
        asked = self._lists[question] if question in self._lists else self.kb.questions[question]
        return self.text(asked.ask).strip()

    def answer(self, question: str) -> str:
        """The answer to a question in words; labels and the client's own words in quotation marks."""
        recorded = self.wording.assessment.answered(question)
        if recorded.yes or recorded.no:
            return self._chosen(self.kb.questions[question], recorded.yes, recorded.no)
        words = self.wording.answer(question)
        return self.quoted(words) if recorded.option is not None or recorded.text is not None else words

    def test(self, test: AnswerTest) -> str:
        """A comparison: the question, what is expected, what was answered."""
        return self._compared("test", test)

    def looked_for(self, test: AnswerTest) -> str:
        """The question and its answer, and what the rule looks for in it."""
        return self._compared("looked_for", test)

    def incomplete(self, listed: str) -> str:
        """What an incomplete list, by its key, may still hold."""
        return self._said["incomplete"].format(asked=self.ask(listed))

    def bounds(self, counted: CountOf) -> str:
        """How many parts of a count have to hold."""
        if counted.most is None:
            return self._said["bound_least"].format(n=counted.least)
        if counted.least is None:
            return self._said["bound_most"].format(n=counted.most)
        return self._said["bound_between"].format(least=counted.least, most=counted.most)

    def _compared(self, phrase: str, test: AnswerTest) -> str:
        asked, answer = self.ask(test.question), self.answer(test.question)
        return self._said[phrase].format(ask=asked, answer=answer, wanted=self.wanted(test))

    def wanted(self, test: AnswerTest) -> str:
        """What a comparison expects."""
        if isinstance(test.value, int):
            name = "number_is" if test.operator == "is" else test.operator
            return self._said[f"wants_{name}"].format(number=self._number(test.question, test.value))
        if test.operator == "answered":
            return self._said[f"wants_answered_{test.value[0]}"]
        question = self.kb.questions[test.question]
        labels = [self.quoted(self.wording.option(question, option)) for option in test.value]
        if test.operator == "all_of":
            return self._said["wants_all_of" if len(labels) > 1 else "wants_is"].format(options=self.together(labels))
        if test.operator == "none_of":
            chosen = question.type == "choices"
            options = joined("neither" if chosen else "or", labels, self.language)
            several = "wants_none_chosen" if len(labels) > 1 else "wants_not_chosen"
            return self._said[several if chosen else "wants_none_of"].format(options=options)
        return self._said["wants_is"].format(options=self._or(labels))

    def truth(self, value: Truth) -> str:
        """Yes, no or undecided."""
        return self._said[{Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNDETERMINED: "undetermined"}[value]]

    def outcome(self, outcome: Outcome) -> str:
        """What became of an advice, in a few words."""
        return self._said["undetermined_advice" if outcome is Outcome.UNDETERMINED else outcome.value]

    def given(self, question: str, answer: Answer) -> str:
        """Any answer to a question, in words."""
        if answer.state is not AnswerState.ANSWERED:
            return self.wording.recorded(
                self.kb.questions[question], RecordedAnswer(question=question, state=answer.state)
            )
        if answer.value is None or isinstance(answer.value, Choices):
            return self._choices(self.kb.questions[question], answer)
        if isinstance(answer.value, int):
            return self._number(question, answer.value)
        if isinstance(answer.value, Range):
            bounds = RecordedAnswer(
                question=question, state=answer.state, at_least=answer.value.at_least, at_most=answer.value.at_most
            )
            return self.wording.recorded(self.kb.questions[question], bounds)
        if isinstance(answer.value, Remaining):
            among = RecordedAnswer(question=question, state=answer.state, among=answer.value.options)
            return self.wording.recorded(self.kb.questions[question], among)
        if self.kb.questions[question].type == "text":
            return self.quoted(answer.value)
        return self.quoted(self.wording.option(self.kb.questions[question], answer.value))

    def alternatives(self, question: str, wanted: tuple[Answer, ...], between: tuple[int, int] | None) -> str:
        """The answers that would do, in words."""
        entry = self.kb.questions[question]
        if between is not None:
            return self._range(entry, *between)
        first = wanted[0]
        if first.state is AnswerState.NOT_APPLICABLE:
            return self._said["not_applicable"]
        if first.state is not AnswerState.ANSWERED:
            return self._said["left_open"]
        if entry.type == "text":
            return self._said["any_text"]
        return self._or([self.given(question, one) for one in wanted])

    def _choices(self, question: Question, answer: Answer) -> str:
        assert isinstance(answer.value, Choices)
        yes = tuple(option.id for option in question.options if option.id in answer.value.yes)
        no = tuple(
            # That an option which stands alone is out goes without saying once another is chosen.
            option.id
            for option in question.options
            if option.id in answer.value.no and not (yes and option.alone)
        )
        return self._chosen(question, yes, no if answer.partly_known else ())

    def _chosen(self, question: Question, yes: tuple[str, ...], no: tuple[str, ...]) -> str:
        """Options that are chosen and, of a partly known answer, those known not to be."""
        chosen = self.together([self.quoted(self.wording.option(question, option)) for option in yes])
        left_out = self._or([self.quoted(self.wording.option(question, option)) for option in no])
        if not no:
            return chosen or "–"
        said = [self._said["including"].format(options=chosen)] if yes else []
        return ", ".join([*said, self._said["without"].format(options=left_out)])

    def _range(self, question: Question, low: int, high: int) -> str:
        if low == high:
            form = "exactly"
        elif high == question.max:
            form = "from"
        elif low == question.min:
            form = "up_to"
        else:
            form = "between"
        return self._said[form].format(low=low, high=high)

    def _number(self, question: str, number: int) -> str:
        recorded = RecordedAnswer(question=question, state=AnswerState.ANSWERED, number=number)
        return self.wording.recorded(self.kb.questions[question], recorded)

    def _or(self, words: list[str]) -> str:
        return joined("or", words, self.language)
