"""Two answers to one question as one: what both support, or what each said.

Answers that agree as far as each goes narrow each other; two accounts that do not are kept side by side as a dispute.
When it is due, who said it and how it was asked belong to an answer and never make two of it.
"""

from __future__ import annotations

from dataclasses import replace

from advisor.knowledge.model import Question

from .answer import Account, Answer, AnswerState, Choices, Value
from .parsing import close
from .qualified import answer_of, bounds, disputed, number_between, possible, remaining


def same(first: Answer, second: Answer) -> bool:
    """Whether two answers say the same, whoever said it, and whenever that was or it is due."""
    return _bare(first) == _bare(second)


def _bare(answer: Answer) -> Answer:
    return replace(answer, due=None, read_out=False, said_by=None, said_on=None)


def agreed(question: Question, first: Answer, second: Answer) -> Answer | None:
    """The answer that both support; None where they contradict each other.

    Somebody who was not asked or does not know, without a reason, takes nothing away from somebody who does.
    """
    if same(first, second):
        return _belonging(first, first, second)
    for silent in (_not_asked, _does_not_know):
        if silent(first) or silent(second):
            return second if silent(first) else first
    if first.accounts or second.accounts or first.value is None or second.value is None:
        return None
    value = _both(question, first.value, second.value)
    if value is None:
        return None
    narrower = (second, first) if value == second.value else (first, second)
    return _belonging(answer_of(value, question), *narrower)


def _not_asked(answer: Answer) -> bool:
    return answer.state is AnswerState.NOT_ASKED


def _does_not_know(answer: Answer) -> bool:
    return answer.state is AnswerState.UNKNOWN and not answer.because


def _belonging(answer: Answer, first: Answer, second: Answer) -> Answer:
    """An answer with what belongs to the first, else to the second; one that was asked for was not read out.

    What either says as of today is not to be confirmed.
    """
    return replace(
        answer,
        due=first.due or second.due,
        said_by=first.said_by or second.said_by,
        read_out=first.read_out and second.read_out,
        said_on=max(first.said_on, second.said_on) if first.said_on and second.said_on else None,
    )


def _both(question: Question, first: Value, second: Value) -> Value | None:
    """What is left where both hold; None where nothing is."""
    if isinstance(first, Choices) and isinstance(second, Choices):
        return _both_choices(question, first, second)
    if question.type == "number":
        (low, high), (least, most) = bounds(first), bounds(second)
        low, high = max(low, least), min(high, most)
        return None if low > high else number_between(low, high)
    if question.type == "text":
        return None
    left = set(possible(first)) & set(possible(second))
    return remaining(question, left) if left else None


def _both_choices(question: Question, first: Choices, second: Choices) -> Choices | None:
    yes, no = first.yes | second.yes, first.no | second.no
    closed = close(question, yes, no) if not yes & no else None
    if closed is None or closed.yes & closed.no or sum(question.option(id).alone for id in yes) > 1:
        return None
    return closed


def in_dispute(question: Question, first: Answer, second: Answer, speakers: tuple[str, str]) -> Answer | None:
    """Both answers as accounts of one dispute; None where one of them is no account of anything.

    `speakers` are the respondents to whom the two are put down where they name none themselves.
    """
    accounts = [*accounts_of(first, speakers[0]), *accounts_of(second, speakers[1])]
    if first.value is None or second.value is None:
        return None
    answer = disputed(question, list(dict.fromkeys(accounts)))
    return replace(answer, due=first.due or second.due)


def accounts_of(answer: Answer, speaker: str) -> tuple[Account, ...]:
    """What was said, by whom; `speaker` is put down where the answer names nobody. None where nothing was answered."""
    if answer.accounts or answer.value is None:
        return answer.accounts
    return (Account(answer.value, answer.said_by or speaker),)
