"""The smallest sets of answers that would have to differ for an advice to fire, or a conclusion to be yes.

Found with MaxSAT over every state an answers file can record: "this answer stays" is a soft clause for each question,
so the sets come in order of size and none contains another. Within a set the answer closest to the present one is
named: a definite one rather than an unknown, no contradiction that a check would find, as few options as possible.
Every result is confirmed by the evaluator. Source of RC2: A. Ignatiev, A. Morgado, J. Marques-Silva (2019).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from pysat.examples.rc2 import RC2
from pysat.formula import WCNF

from advisor.answers import Answer, Answers, AnswerState, Choices, Truth
from advisor.answers.parsing import close
from advisor.inference.grounding import ground
from advisor.inference.infer import evaluate
from advisor.inference.result import Inference, Outcome
from advisor.knowledge.model import KnowledgeBase, Question
from advisor.knowledge.readers import questions_behind

from .encoding import Encoding, turning_points
from .formula import FALSE, Formula, Literal, Model, Oracle, oracle
from .reading import Reading, any_state, bounds, recorded

MOST_SETS = 5
NOTHING_KNOWN = Choices(frozenset(), frozenset())


class SolverDisagreement(Exception):
    """The solver and the evaluator do not agree on a set of answers: the program is at fault, not the input."""


@dataclass(frozen=True)
class NeededChange:
    """One answer that would have to differ.

    `wanted` are the answers that would do, the closest to the present one first; each of them does with the
    first of every other change. `between` gives the bounds (inclusive) of a number in place of a list.
    """

    question: str
    present: Answer
    wanted: tuple[Answer, ...]
    between: tuple[int, int] | None = None


@dataclass(frozen=True)
class Counterfactual:
    """One smallest set of changes, in interview order, and the answers with all of them made."""

    changes: tuple[NeededChange, ...]
    answers: Answers


@dataclass(frozen=True)
class Counterfactuals:
    """The smallest sets, by size. Empty with `more` false: no answers whatever lead there.

    `more` is true when there are further sets beyond those listed.
    """

    sets: tuple[Counterfactual, ...]
    more: bool


def to_fire(kb: KnowledgeBase, answers: Answers, advice: str, most: int = MOST_SETS) -> Counterfactuals:
    """What would have to differ for an advice to fire (reservations allowed). One empty set: it does fire."""
    kb = ground(kb, answers.instances)
    search = _Search(kb, answers, questions_behind(kb, kb.advice[advice]))
    return search.sets(search.encoding.fires(advice), most, lambda found: found.advice[advice].outcome is Outcome.FIRES)


def to_conclude(kb: KnowledgeBase, answers: Answers, conclusion: str, most: int = MOST_SETS) -> Counterfactuals:
    """What would have to differ for a conclusion to be yes. One empty set: it is."""
    kb = ground(kb, answers.instances)
    search = _Search(kb, answers, questions_behind(kb, conclusion))
    return search.sets(
        search.encoding.conclusion(conclusion).true,
        most,
        lambda found: found.conclusions[conclusion].value is Truth.TRUE,
    )


class _Search:
    """One brand's answers with the questions that matter left free."""

    def __init__(self, kb: KnowledgeBase, answers: Answers, free: tuple[str, ...]) -> None:
        self.kb = kb
        self.answers = answers
        self.formula = Formula()
        numbers = turning_points(kb, answers.date)
        readings: dict[str, Reading] = {
            id: any_state(self.formula, question, numbers[id])
            if id in free
            else recorded(question, answers.of(id), numbers[id])
            for id, question in kb.questions.items()
        }
        self.encoding = Encoding(kb, self.formula, readings)
        self.stays = {id: readings[id].agrees(answers.of(id), self.formula) for id in free}
        for id in free:
            self._keep_open(readings[id], answers.of(id))

    def _keep_open(self, reading: Reading, answer: Answer) -> None:
        """Demand that what stays open is open in the same way: to have asked in vain is nothing to advise."""
        if answer.state is AnswerState.NOT_ASKED:
            self.formula.require(-reading.unknown)
        elif answer.state is AnswerState.UNKNOWN and reading.unknown != FALSE:
            self.formula.require(reading.given, reading.declared, reading.unknown)

    def sets(self, goal: Literal, most: int, reached: Callable[[Inference], bool]) -> Counterfactuals:
        """Up to `most` smallest sets of questions whose answers must change for the goal, with the changes."""
        found: list[Counterfactual] = []
        more = False
        unchecked = [-self.encoding.check(id).true for id in self.kb.checks]
        with oracle(self.formula) as solver:
            for changing in self._smallest(goal):
                if len(found) == most:
                    more = True
                    break
                found.append(self._filled_in(solver, changing, goal, unchecked))
        for one in found:
            if not reached(evaluate(self.kb, one.answers)):
                raise SolverDisagreement(f"not confirmed by the evaluator: {[c.question for c in one.changes]}")
        order = {id: place for place, id in enumerate(self.kb.questions)}
        found.sort(key=lambda one: (len(one.changes), [order[change.question] for change in one.changes]))
        return Counterfactuals(tuple(found), more)

    def _smallest(self, goal: Literal) -> Iterator[tuple[str, ...]]:
        if goal == FALSE:
            return
        problem = WCNF()
        problem.extend([list(clause) for clause in (*self.formula.clauses, (goal,))])
        for stays in self.stays.values():
            problem.append([stays], weight=1)
        with RC2(problem) as search:
            for literals in search.enumerate(block=-1):
                model = Model(literals)
                yield tuple(id for id, stays in self.stays.items() if not model.holds(stays))
                if all(model.holds(stays) for stays in self.stays.values()):
                    return

    def _filled_in(
        self, solver: Oracle, changing: tuple[str, ...], goal: Literal, unchecked: list[Literal]
    ) -> Counterfactual:
        """The closest answers to change to, with everything outside the set as it is."""
        given = [goal, *(stays for id, stays in self.stays.items() if id not in changing)]
        for wish in (*unchecked, *(wish for id in changing for wish in self._wishes(id))):
            if solver.possible([*given, wish]):
                given.append(wish)
        model = solver.model(given)
        if model is None:
            raise SolverDisagreement(f"no answers for {changing}")
        wanted = {id: self.encoding.readings[id].decode(model, self.answers.of(id)) for id in changing}
        answers = replace(self.answers, given={**self.answers.given, **wanted})
        kept = [literal for literal in (goal, *self.stays.values(), *unchecked) if model.holds(literal)]
        settled = {id: self.encoding.readings[id].agrees(wanted[id], self.formula) for id in changing}
        changes = []
        for id in changing:
            given = [*kept, *(literal for other, literal in settled.items() if other != id)]
            changes.append(self._change(solver, id, wanted[id], given))
        return Counterfactual(tuple(changes), answers)

    def _wishes(self, question: str) -> list[Literal]:
        """What one would rather have of a changed answer, in order: definite, and close to the present one.

        Together the wishes settle every literal of the answer, so that it does not depend on the solver's mood.
        """
        reading = self.encoding.readings[question]
        answer = self.answers.of(question)
        wishes = [-reading.declared, reading.given]
        if reading.question.type not in ("choices", "number"):
            return [*wishes, *reading.yes.values(), -reading.dated]
        if reading.question.type == "choices" and answer.state is AnswerState.ANSWERED and not answer.partly_known:
            # What is known now would have to be otherwise, rather than not known.
            wishes.extend(self.formula.disjunction((reading.yes[option], reading.no[option])) for option in reading.yes)
        # A number rather than a range.
        wishes.extend(self.formula.disjunction((reading.reaches[one], reading.below[one])) for one in reading.reaches)
        # From the last option to the first, so that where one of several has to give way the first is named.
        return [*wishes, *reversed(reading.towards(answer))]

    def _change(self, solver: Oracle, question: str, wanted: Answer, given: list[Literal]) -> NeededChange:
        """The change of one answer with everything else that would do in its place."""
        reading = self.encoding.readings[question]
        present = self.answers.of(question)
        if wanted.state is not AnswerState.ANSWERED:
            return NeededChange(question, present, (wanted,))
        if isinstance(wanted.value, int):
            low, high = self._bounds(solver, reading, wanted, given)
            return NeededChange(question, present, (wanted,), (low, high))
        if reading.question.type in ("text", "number"):
            return NeededChange(question, present, (wanted,))
        if reading.question.type == "choices":
            swaps = (
                one for one in _swapped(reading.question, present, wanted) if self._does(solver, one, reading, given)
            )
            return NeededChange(question, present, (wanted, *swaps))
        others = (
            Answer(AnswerState.ANSWERED, option)
            for option, literal in reading.yes.items()
            if option != wanted.value and solver.possible([*given, literal])
        )
        return NeededChange(question, present, (wanted, *others))

    def _does(self, solver: Oracle, answer: Answer, reading: Reading, given: list[Literal]) -> bool:
        return solver.possible([*given, reading.agrees(answer, self.formula)])

    def _bounds(self, solver: Oracle, reading: Reading, wanted: Answer, given: list[Literal]) -> tuple[int, int]:
        """The widest range around a number within which every number would do."""
        low, high = bounds(reading.question)
        edges = [low, *reading.reaches, high + 1]
        assert isinstance(wanted.value, int)
        place = max(index for index, edge in enumerate(edges) if edge <= wanted.value)

        def does(index: int) -> bool:
            number = Answer(AnswerState.ANSWERED, edges[index])
            return solver.possible([*given, *reading.towards(number)])

        first = last = place
        while first > 0 and does(first - 1):
            first -= 1
        while last < len(edges) - 2 and does(last + 1):
            last += 1
        return edges[first], edges[last + 1] - 1


def _swapped(question: Question, present: Answer, wanted: Answer) -> Iterator[Answer]:
    """The answers that choose another option in place of the one that a wanted answer adds to the present one."""
    assert isinstance(wanted.value, Choices)
    known = present.value if isinstance(present.value, Choices) else NOTHING_KNOWN
    added = wanted.value.yes - known.yes
    if len(added) != 1:
        return
    for option in question.options:
        if option.id in wanted.value.yes:
            continue
        yes = wanted.value.yes - added | {option.id}
        left_out = known.no - yes if wanted.partly_known else frozenset(one.id for one in question.options) - yes
        closed = close(question, yes, left_out)
        if closed is not None:
            partly_known = len(closed.yes | closed.no) < len(question.options)
            yield Answer(AnswerState.ANSWERED, closed, partly_known=partly_known)
