"""What a house can change about one answer, as literals.

From an answer that is known and the changes its question declares come the answers it may turn into, and a reading
that stands for all of them. To an open question nothing is changed: finding out is no change. An option that stands
alone is what is left of choices once the last other one is dropped, where the question says that it can be added.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from advisor.advice.way_out import AnswerChange
from advisor.answers import Answer, AnswerState, Choices
from advisor.answers.answer import Remaining
from advisor.knowledge.model import EFFORTS, Effort, PossibleChange, Question

from .formula import FALSE, TRUE, Formula, Literal
from .reading import Reading, Turns, recorded


@dataclass(frozen=True)
class Alterable:
    """The reading of a question that may be changed; `made` has a literal for each change, true when it is made."""

    reading: Reading
    made: Mapping[AnswerChange, Literal] = field(default_factory=dict)


def possible_changes(
    question: Question, declared: Sequence[PossibleChange], answer: Answer, effort: Effort
) -> tuple[AnswerChange, ...]:
    """Of some declared changes those that make a difference to an answer and take no more than an effort."""
    if answer.state is not AnswerState.ANSWERED:
        return ()
    allowed = EFFORTS[: EFFORTS.index(effort) + 1]
    led_on = _led_on(declared, answer)
    found: dict[tuple[str, str], AnswerChange] = {}
    for one in declared:
        if one.effort not in allowed:
            continue
        change = AnswerChange(question=question.id, does=one.does, option=one.option, effort=one.effort)
        if change.does == "to":
            differs = one in led_on
        else:
            chosen: frozenset[str] = answer.value.yes if isinstance(answer.value, Choices) else frozenset()
            differs = isinstance(answer.value, Choices) and (one.option in chosen) == (one.does == "drop")
            if one.does == "add" and one.drop in chosen:
                change = change.model_copy(update={"in_place_of": one.drop})
        if not differs:
            continue
        if change.does == "to" or not question.option(change.option).alone:
            found.setdefault((change.does, change.option), change)
    return tuple(found.values())


def _led_on(declared: Sequence[PossibleChange], answer: Answer) -> Sequence[PossibleChange]:
    """The changes to an option that lead from all that the answer may be.

    Where there is none, and each of several changes leads from a part (what is done is stopped, what is planned is
    dropped), the one that leads from most.
    """
    now = answer.value.options if isinstance(answer.value, Remaining) else (answer.value,)
    led = [(one, _leads_from(one, now)) for one in declared if one.to is not None and one.to not in now]
    if whole := [one for one, options in led if len(options) == len(now)]:
        return whole
    if not led or not set(now) <= {option for _, options in led for option in options}:
        return ()
    return [max(led, key=lambda one: len(one[1]))[0]]


def _leads_from(change: PossibleChange, now: Collection[object]) -> list[object]:
    return [option for option in now if not change.present or option in change.present]


def changed(question: Question, answer: Answer, changes: Iterable[AnswerChange]) -> Answer:
    """The answer once the changes are made; what was due or disputed about it is so no longer."""
    changes = tuple(changes)
    if not changes:
        return answer
    if not isinstance(answer.value, Choices):
        return Answer(AnswerState.ANSWERED, changes[0].option)
    added = {one.option for one in changes if one.does == "add"}
    dropped = {option for one in changes if (option := _given_up(one)) is not None}
    alone = {option.id for option in question.options if option.alone}
    yes = (answer.value.yes - dropped | added) - (alone if added else frozenset())
    if not yes and (last := _left_alone(question)) is not None:
        yes = frozenset({last})
    no = answer.value.no | dropped | alone
    options = {option.id for option in question.options}
    value = Choices(frozenset(yes), frozenset((options if not answer.partly_known else no) - yes))
    return Answer(AnswerState.ANSWERED, value, partly_known=len(value.yes | value.no) < len(options))


def alterable(
    formula: Formula, question: Question, answer: Answer, turns: Turns, changes: tuple[AnswerChange, ...]
) -> Alterable:
    """The reading of an answer that some changes may be made to, in any combination that makes sense."""
    now = recorded(question, answer, turns)
    if not changes:
        return Alterable(now)
    made = {change: formula.fresh() for change in changes}
    stays = formula.conjunction(-literal for literal in made.values())
    within = {days: formula.conjunction((stays, literal)) for days, literal in now.within.items()}
    dated = formula.conjunction((stays, now.dated))
    if question.type == "choices":
        yes, no = _several(formula, question, now, made)
    else:
        for one, other in _pairs(made.values()):
            formula.require(-one, -other)
        selected = {stays: now}
        for change, literal in made.items():
            selected[literal] = recorded(question, changed(question, answer, [change]), turns)

        def either(rail: str, option: str) -> Literal:
            return formula.disjunction(
                chosen for chosen, reading in selected.items() if getattr(reading, rail)[option] == TRUE
            )

        yes = {option: either("yes", option) for option in now.yes}
        no = {option: either("no", option) for option in now.no}
    return Alterable(replace(now, yes=yes, no=no, within=within, dated=dated), made)


def _several(
    formula: Formula, question: Question, now: Reading, made: Mapping[AnswerChange, Literal]
) -> tuple[dict[str, Literal], dict[str, Literal]]:
    """The rails of choices, each option by itself and the one that stands alone after all others."""
    yes, no = dict(now.yes), dict(now.no)
    given_up: dict[str, list[Literal]] = {}
    for change, literal in made.items():
        if change.does == "add":
            yes[change.option] = literal
            no[change.option] = formula.conjunction((-literal, now.no[change.option]))
        if (dropped := _given_up(change)) is not None:
            given_up.setdefault(dropped, []).append(literal)
    for dropped, literals in given_up.items():
        no[dropped] = formula.disjunction(literals)
        yes[dropped] = -no[dropped]
    others = [option.id for option in question.options if not option.alone]
    last = _left_alone(question)
    added = formula.disjunction(literal for change, literal in made.items() if change.does == "add")
    nothing = formula.conjunction(no[id] for id in others)
    for option in question.options:
        if not option.alone:
            continue
        stood = formula.conjunction((now.yes[option.id], -added))
        left = nothing if option.id == last else FALSE
        yes[option.id] = formula.disjunction((stood, left))
        no[option.id] = formula.disjunction((-yes[option.id] if now.no[option.id] == TRUE else FALSE, added))
    if any(option.alone for option in question.options) and TRUE in now.yes.values():
        # Someone has to say what is left where the last option is dropped.
        formula.require(*(yes[option.id] for option in question.options))
    return yes, no


def _given_up(change: AnswerChange) -> str | None:
    """The option of choices that a change takes back."""
    return change.option if change.does == "drop" else change.in_place_of


def _left_alone(question: Question) -> str | None:
    """The option that stands alone to which dropping the last other one may lead."""
    addable = {one.add for one in question.changeable}
    return next((option.id for option in question.options if option.alone and option.id in addable), None)


def _pairs(literals: Iterable[Literal]) -> Iterator[tuple[Literal, Literal]]:
    listed = list(literals)
    return ((one, other) for place, one in enumerate(listed) for other in listed[place + 1 :])
