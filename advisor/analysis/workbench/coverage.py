"""Coverage: what the examples and cases of a knowledge base really try.

Every comparison and every combinator must be seen true and seen false at least once, and everything that can happen
must be seen to happen: advice and rules hold and do not hold, exceptions silence, postponements put off, variants,
additions and steps are printed, conclusions are reached, checks find something, options are chosen. The idea is that
of Open Policy Agent's test coverage, refined from lines to parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from advisor.answers import Answers, AnswersError, Choices, Truth, example_answers
from advisor.inference import Outcome
from advisor.inference.evaluator import Evaluation
from advisor.knowledge.condition import AllOf, AnyOf, Condition, Not, Position
from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.model import Addition, Advice, ConclusionRule, KnowledgeBase, Proviso, Step, Variant

from .trial import case_answers, evaluated

Kind = Literal["advice", "rule", "conclusion", "check", "question", "word"]
Event = Literal["holds", "does not hold", "exception", "postponement", "variant", "addition", "step", "option"]
EVENTS: tuple[Event, ...] = (
    "holds", "does not hold", "exception", "postponement", "variant", "addition", "step", "option",
)  # fmt: skip


@dataclass(frozen=True)
class CoveredPart:
    """A condition or a part of one, and whether it was ever true and ever false.

    `owner` is the id of its entry, of this kind; `clause` says where it stands there: `when`, `unless 1`,
    `postpone_while 1`, `variant 1`, `add 1`, `step 1`, `relevant_when`.
    """

    kind: Kind
    owner: str
    clause: str
    condition: Condition
    was_true: bool
    was_false: bool

    @property
    def missing(self) -> str:
        """What was never seen, in words."""
        if not self.was_true and not self.was_false:
            return "never true and never false"
        return "never false" if self.was_true else "never true"


@dataclass(frozen=True)
class CoveredEvent:
    """Something that can come of an entry, and whether it ever did.

    `name` tells it from others of its kind: the clause (`unless 1`, `variant 2`), or the id of an option.
    """

    kind: Kind
    owner: str
    event: Event
    name: str
    at: Position
    seen: bool


@dataclass(frozen=True)
class Coverage:
    """What was tried. A part counts two points (true, false), an event one."""

    parts: tuple[CoveredPart, ...]
    events: tuple[CoveredEvent, ...]

    @property
    def gaps(self) -> tuple[CoveredPart, ...]:
        """The parts that were never true or never false."""
        return tuple(part for part in self.parts if not (part.was_true and part.was_false))

    @property
    def unseen(self) -> tuple[CoveredEvent, ...]:
        """The events that never happened."""
        return tuple(event for event in self.events if not event.seen)

    @property
    def points(self) -> int:
        """Everything that could be tried."""
        return 2 * len(self.parts) + len(self.events)

    @property
    def tried(self) -> int:
        """Everything that was tried."""
        return sum(part.was_true + part.was_false for part in self.parts) + sum(event.seen for event in self.events)

    @property
    def percentage(self) -> float:
        """Tried of all points, 0 to 100; 100 where there is nothing to try."""
        return 100.0 * self.tried / self.points if self.points else 100.0

    def of(self, owners: frozenset[str]) -> Coverage:
        """What was tried of some entries."""
        return Coverage(
            tuple(part for part in self.parts if part.owner in owners),
            tuple(event for event in self.events if event.owner in owners),
        )


def coverage(kb: KnowledgeBase) -> Coverage:
    """Evaluate every example and case over the whole knowledge base. Those whose answers do not fit are left out."""
    declared = list(_places(kb))
    true, false = [False] * len(declared), [False] * len(declared)
    seen: set[tuple[Kind, str, str]] = set()
    over, places = kb, list(enumerate(declared))
    for answers in situations(kb):
        evaluation = evaluated(kb, answers)
        if evaluation.kb is not over:
            over, places = evaluation.kb, list(_numbered(declared, evaluation.kb))
        for number, place in places:
            if not (true[number] and false[number]):
                truth = evaluation.truth(place.condition)
                true[number] |= truth is Truth.TRUE
                false[number] |= truth is Truth.FALSE
        seen.update((kind, declared_id(id), name) for kind, id, name in _happened(evaluation))
    return Coverage(
        parts=tuple(
            CoveredPart(place.kind, place.owner, place.clause, place.condition, true[number], false[number])
            for number, place in enumerate(declared)
        ),
        events=tuple(
            CoveredEvent(kind, owner, event, name, at, (kind, owner, name) in seen)
            for kind, owner, event, name, at in _possible(kb)
        ),
    )


def situations(kb: KnowledgeBase) -> Iterator[Answers]:
    """The answers of every example and every case."""
    entries: list[Advice | ConclusionRule] = [*kb.rules.values(), *kb.advice.values()]
    for entry in entries:
        for example in entry.examples:
            try:
                yield example_answers(example.answers, kb, example.at, entry.for_each)
            except AnswersError:
                continue
    for case in kb.cases.values():
        try:
            yield case_answers(kb, case)
        except AnswersError:
            continue


class _Possible(NamedTuple):
    """Something that can happen: of which entry, what, how it is called, and where it stands."""

    kind: Kind
    owner: str
    event: Event
    name: str
    at: Position


def _possible(kb: KnowledgeBase) -> Iterator[_Possible]:
    for rule in kb.rules.values():
        yield from _of_entry("rule", rule)
    for advice in kb.advice.values():
        yield from _of_entry("advice", advice)
        for number, proviso in enumerate(advice.postpone_while, start=1):
            yield _Possible("advice", advice.id, "postponement", f"postpone_while {number}", proviso.when.at)
        for number, variant in enumerate(advice.variants, start=1):
            yield _Possible("advice", advice.id, "variant", f"variant {number}", variant.at)
        for number, addition in enumerate(advice.add, start=1):
            yield _Possible("advice", advice.id, "addition", f"add {number}", addition.at)
        for name, step in _steps(advice):
            yield _Possible("advice", advice.id, "step", name, step.at)
    for conclusion in kb.conclusions.values():
        yield _Possible("conclusion", conclusion.id, "holds", "holds", conclusion.at)
        for number, words in enumerate(conclusion.variants, start=1):
            yield _Possible("conclusion", conclusion.id, "variant", f"variant {number}", words.at)
    for check in kb.checks.values():
        yield _Possible("check", check.id, "holds", "holds", check.at)
    for question in kb.questions.values():
        for option in question.options:
            yield _Possible("question", question.id, "option", option.id, question.at)


def _of_entry(kind: Kind, entry: Advice | ConclusionRule) -> Iterator[_Possible]:
    yield _Possible(kind, entry.id, "holds", "holds", entry.at)
    yield _Possible(kind, entry.id, "does not hold", "does not hold", entry.at)
    for number, proviso in enumerate(entry.unless, start=1):
        yield _Possible(kind, entry.id, "exception", f"unless {number}", proviso.when.at)


def _steps(advice: Advice) -> Iterator[tuple[str, Step]]:
    """The steps of an advice that have a condition, by name."""
    named = [("", advice.steps), *((f"variant {n} ", one.steps) for n, one in enumerate(advice.variants, start=1))]
    for lead, steps in named:
        yield from ((f"{lead}step {n}", step) for n, step in enumerate(steps, start=1) if step.when is not None)


def _happened(evaluation: Evaluation) -> Iterator[tuple[Kind, str, str]]:
    """What came of one brand's answers: the kind and ground id of an entry, and the name of the event."""
    kb = evaluation.kb

    def holds(condition: Condition) -> bool:
        return evaluation.truth(condition) is Truth.TRUE

    for rule in kb.rules.values():
        if (value := evaluation.rules[rule.id]) is not Truth.UNDETERMINED:
            yield "rule", rule.id, "holds" if value is Truth.TRUE else "does not hold"
        if rule.unless and holds(rule.when):
            yield from (
                ("rule", rule.id, f"unless {n}") for n, one in enumerate(rule.unless, start=1) if holds(one.when)
            )
    for advice in kb.advice.values():
        yield from (("advice", advice.id, name) for name in _came_of(evaluation, advice))
    for id, value in evaluation.conclusions.items():
        if value is Truth.TRUE:
            yield "conclusion", id, "holds"
            variants = enumerate(kb.conclusions[id].variants, start=1)
            yield from [("conclusion", id, f"variant {n}") for n, one in variants if holds(one.when)][:1]
    yield from (("check", id, "holds") for id, value in evaluation.checks.items() if value is Truth.TRUE)
    for id, given in evaluation.readable.items():
        value_ = given.answer.value
        if given.relevance is Truth.TRUE and value_ is not None:
            options = value_.yes if isinstance(value_, Choices) else (value_,)
            yield from (("question", id, str(option)) for option in options)


def _came_of(evaluation: Evaluation, advice: Advice) -> Iterator[str]:
    outcome = evaluation.outcome(advice.id)

    def numbers(conditions: Iterator[Condition | None]) -> list[int]:
        numbered = enumerate(conditions, start=1)
        return [n for n, one in numbered if one is not None and evaluation.truth(one) is Truth.TRUE]

    if outcome is Outcome.FIRES:
        yield "holds"
    elif outcome is not Outcome.UNDETERMINED:
        yield "does not hold"
    if outcome is Outcome.EXCEPTED and evaluation.truth(advice.when) is Truth.TRUE:
        yield from (f"unless {n}" for n in numbers(one.when for one in advice.unless))
    if outcome is Outcome.POSTPONED:
        yield from (f"postpone_while {n}" for n in numbers(one.when for one in advice.postpone_while))
    if outcome in (Outcome.FIRES, Outcome.POSTPONED):
        chosen = numbers(one.when for one in advice.variants)[:1]
        yield from (f"variant {n}" for n in chosen)
        yield from (f"add {n}" for n in numbers(one.when for one in advice.add))
        replaced = next((n for n in chosen if advice.variants[n - 1].steps), None)
        lead, steps = (f"variant {replaced} ", advice.variants[replaced - 1].steps) if replaced else ("", advice.steps)
        yield from (f"{lead}step {n}" for n in numbers(step.when for step in steps))


class _Place(NamedTuple):
    """A condition or a part of one: its entry, its clause, and which part of the clause it is."""

    kind: Kind
    owner: str
    clause: str
    number: int
    condition: Condition


def _numbered(declared: list[_Place], over: KnowledgeBase) -> Iterator[tuple[int, _Place]]:
    """The parts in a ground knowledge base with the number of the declared part each came from."""
    numbers: Mapping[tuple[str, ...], int] = {
        (place.kind, place.owner, place.clause, str(place.number)): number for number, place in enumerate(declared)
    }
    whole = {(place.kind, place.owner, place.clause): place.condition for place in reversed(declared)}
    for kind, owner, clause, condition in _clauses(over):
        id = declared_id(owner)
        for number, part in enumerate(_parts(whole[kind, id, clause], condition)):
            yield numbers[kind, id, clause, str(number)], _Place(kind, owner, clause, number, part)


def _places(kb: KnowledgeBase) -> Iterator[_Place]:
    for kind, owner, clause, condition in _clauses(kb):
        for number, part in enumerate(_parts(condition, condition)):
            yield _Place(kind, owner, clause, number, part)


def _clauses(kb: KnowledgeBase) -> Iterator[tuple[Kind, str, str, Condition]]:
    for question in kb.questions.values():
        if question.relevant_when is not None:
            yield "question", question.id, "relevant_when", question.relevant_when
    for rule in kb.rules.values():
        yield "rule", rule.id, "when", rule.when
        yield from (("rule", rule.id, f"unless {n}", one.when) for n, one in enumerate(rule.unless, start=1))
    for advice in kb.advice.values():
        yield "advice", advice.id, "when", advice.when
        clauses: tuple[tuple[str, tuple[Proviso | Variant | Addition, ...]], ...] = (
            ("unless", advice.unless),
            ("postpone_while", advice.postpone_while),
            ("variant", advice.variants),
            ("add", advice.add),
        )
        for name, ones in clauses:
            yield from (("advice", advice.id, f"{name} {n}", one.when) for n, one in enumerate(ones, start=1))
        yield from (("advice", advice.id, name, step.when) for name, step in _steps(advice) if step.when is not None)
    for conclusion in kb.conclusions.values():
        variants = enumerate(conclusion.variants, start=1)
        yield from (("conclusion", conclusion.id, f"variant {n}", one.when) for n, one in variants)
    for check in kb.checks.values():
        yield "check", check.id, "when", check.when
    for id, choices in kb.words.items():
        numbered = enumerate(choices, start=1)
        yield from (("word", id, f"choice {n}", one.when) for n, one in numbered if one.when is not None)


def _parts(declared: Condition, made: Condition) -> Iterator[Condition]:
    """A ground condition with its parts as they were declared: what is said of instances is one."""
    yield made
    if isinstance(declared, Not) and isinstance(made, Not):
        yield from _parts(declared.part, made.part)
    elif isinstance(declared, (AllOf, AnyOf)) and isinstance(made, (AllOf, AnyOf)):
        for part, of in zip(declared.parts, made.parts, strict=True):
            yield from _parts(part, of)
