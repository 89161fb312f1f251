"""Every way the open questions of one brand can still be answered, as a formula.

A completion gives each open question any answer it allows, and fills in what a partly known one leaves open; "not
applicable" comes about only through `relevant_when`. What is known stays, and `answered` keeps its present truth:
finding something out must not undo advice that was given because it was not known. A waiting question that turns out
to apply counts as not answered. What a list that may have more instances adds is free, for each condition by itself.

`StillAsked` has fewer: what was asked stays as it is, however little it told, and what the interview would not ask by
itself stays unasked.
"""

from __future__ import annotations

from dataclasses import replace

from advisor.answers import Answers, AnswerState, EffectiveAnswer, Truth, effective, is_asked
from advisor.inference.grounding import ground
from advisor.knowledge.condition import OpenList, open_lists
from advisor.knowledge.model import KnowledgeBase
from advisor.knowledge.readers import Dependence, conditions

from .encoding import Encoding, turning_points
from .formula import FALSE, TRUE, Formula, Literal
from .reading import OPEN_STATES, Rails, Reading, Readings, completed, recorded


def is_open(effective: EffectiveAnswer) -> bool:
    """Whether a question is still to be answered, in whole or in part. One that waits is not to be asked yet."""
    answer = effective.answer
    if effective.relevance is Truth.FALSE or answer.state is AnswerState.WAITING:
        return False
    return answer.state in OPEN_STATES or answer.partly_known


class Completions:
    """The completions of one brand's answers.

    `formula` grows with what is asked of `encoding`. `open` lists the open questions in interview order.
    """

    def __init__(self, kb: KnowledgeBase, answers: Answers) -> None:
        kb = ground(kb, answers.instances)
        self.kb = kb
        self.formula = Formula()
        self._readable = effective(kb, answers)
        self._turns = turning_points(kb, answers.date)
        self._dependence = Dependence(kb)
        self.open = tuple(question for question, answer in self._readable.items() if is_open(answer))
        self.encoding = Encoding(kb, self.formula, Readings(self._reading))
        for condition in conditions(kb):
            for one in open_lists(condition):
                if self._may_be_told(one):
                    literal = self.formula.fresh()
                    self.encoding.lists[one.number] = Rails(literal, -literal)

    def another(self, question: str) -> Encoding:
        """The same completions with this one open question answered independently of them."""
        return self.encoding.varied([self._reading(question)], self._dependence.cone(question))

    def advice_touched_by(self, question: str) -> frozenset[str]:
        """The advice that depends on a question, through relevance and conclusions too."""
        return self._dependence.cone(question).advice

    def _may_be_told(self, one: OpenList) -> bool:
        """Whether completions tell what a list that may have more instances adds to a condition."""
        return True

    def _reading(self, question: str) -> Reading:
        effective = self._readable[question]
        reading = completed(self.formula, self.kb.questions[question], effective.answer, self._turns[question])
        waiting = effective.answer.state is AnswerState.WAITING
        return replace(reading, frozen=_answered(effective), waiting=waiting)


class StillAsked(Completions):
    """The completions in which no more is told than what the interview would still ask.

    What somebody did not know, or knew in part, stays so; and so does a list that was given without being complete. A
    question is answered where it comes to be asked, by its `relevant_when` and its `ask_when`, and else by nobody; then
    `answered` holds, and what is advised because nobody was asked may go. `kb` is as declared, for its lists' keys.
    """

    def __init__(self, kb: KnowledgeBase, answers: Answers) -> None:
        self._listed = frozenset(kb.contexts[context].key for context in answers.instances)
        super().__init__(kb, answers)
        never = (id for id in self.open if self._readable[id].answer.state is AnswerState.NOT_ASKED)
        self.open = tuple(id for id in never if is_asked(self.kb.questions[id], self._readable))

    def _may_be_told(self, one: OpenList) -> bool:
        return one.context not in self._listed

    def _reading(self, question: str) -> Reading:
        asked, seen = self.kb.questions[question], self._readable[question]
        if seen.answer.state not in (AnswerState.NOT_ASKED, AnswerState.WAITING):
            known = recorded(asked, seen.answer, self._turns[question])
            return replace(known, frozen=_answered(seen))
        reading = super()._reading(question)
        comes_up = self.formula.conjunction(
            self.encoding.condition(condition).true
            for condition in (asked.relevant_when, asked.ask_when)
            if condition is not None
        )
        if seen.relevance is Truth.TRUE:
            told = self.formula.conjunction((comes_up, self.formula.fresh()))
            reading = replace(reading, frozen=(told, -told))
        return reading.only_where(comes_up, self.formula)


def _answered(effective: EffectiveAnswer) -> tuple[Literal, Literal]:
    state = effective.answer.state
    if effective.relevance is Truth.FALSE or state is AnswerState.NOT_APPLICABLE:
        return FALSE, FALSE
    return (TRUE, FALSE) if state is AnswerState.ANSWERED else (FALSE, TRUE)
