"""The few changes that take most weight off a house, exactly, by MaxSAT.

Every answer that a house can change is free to turn into what its question declares; all others stay. Soft clauses
want each problem gone, graver ones more, then few changes, then little effort, then few instances at which one is made.
The weights keep these apart, so that the optimum is that of the first, among those that of the second, and so on. No
set of changes may make a contradiction that a check would find. Source of RC2: A. Ignatiev, A. Morgado,
J. Marques-Silva (2019).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pysat.examples.rc2 import RC2Stratified
from pysat.formula import WCNF

from advisor.advice.finding import STANDING, grading_of, severity_index
from advisor.advice.profile import WEIGHTS
from advisor.advice.way_out import AnswerChange, by_act
from advisor.answers import Answers, Truth, effective
from advisor.inference.evaluator import Evaluation
from advisor.inference.grounding import ground
from advisor.inference.outcomes import problems
from advisor.inference.result import AdviceResult
from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.model import EFFORTS, PROBLEM_KINDS, SEVERITIES, Effort, KnowledgeBase, Severity

from .alterable import alterable, changed, possible_changes
from .encoding import Encoding, turning_points
from .formula import FALSE, Formula, Literal, Model

MOST_EQUALS = 5
HARDEST: Effort = EFFORTS[-1]


@dataclass(frozen=True)
class Ways:
    """Sets of changes that come to the same, each in interview order, sorted; `more` when there are others."""

    sets: tuple[tuple[AnswerChange, ...], ...]
    more: bool = False


Results = Mapping[str, AdviceResult]


def standing(kb: KnowledgeBase, results: Results) -> dict[str, Severity]:
    """The points that stand, by declared id, each with the gravest severity among its instances."""
    found: dict[str, Severity] = {}
    for id, advice in kb.advice.items():
        if advice.kind in PROBLEM_KINDS and results[id].outcome in STANDING:
            severity = grading_of(advice, results[id]).severity
            assert severity is not None, f"the problem {id} has no severity"
            former = found.get(declared_id(id))
            if former is None or severity_index(severity) < severity_index(former):
                found[declared_id(id)] = severity
    return found


def weight_of(points: Mapping[str, Severity]) -> int:
    """What points weigh together."""
    return sum(WEIGHTS[severity] for severity in points.values())


class ChangesOfABrand:
    """One brand's answers with all that the house can change about them left free."""

    def __init__(self, kb: KnowledgeBase, answers: Answers, effort: Effort = HARDEST) -> None:
        self.kb = ground(kb, answers.instances)
        self.answers = answers
        self.formula = Formula()
        self.made: dict[AnswerChange, Literal] = {}
        turns = turning_points(self.kb, answers.date)
        readings = {}
        readable = effective(self.kb, answers)
        present = Evaluation(self.kb, readable)
        for id, question in self.kb.questions.items():
            relevant = readable[id].relevance is not Truth.FALSE
            declared = [one for one in question.changeable if one.when is None or present.truth(one.when) is Truth.TRUE]
            changes = possible_changes(question, declared, answers.of(id), effort) if relevant else ()
            free = alterable(self.formula, question, answers.of(id), turns[id], changes)
            readings[id] = free.reading
            self.made.update(free.made)
        self.encoding = Encoding(self.kb, self.formula, readings)
        self._results: dict[frozenset[AnswerChange], dict[str, AdviceResult]] = {}
        self.acts = {
            acts[0].act: self.formula.disjunction(self.made[change] for change in acts) for acts in by_act(self.made)
        }
        self._graver = self._points()
        for id, found in present.checks.items():
            if found is not Truth.TRUE:
                self.formula.require(-self.encoding.check(id).true)

    def with_changes(self, changes: Sequence[AnswerChange]) -> Answers:
        """The answers once some changes are made."""
        by_question: dict[str, list[AnswerChange]] = {}
        for change in changes:
            by_question.setdefault(change.question, []).append(change)
        given = {id: changed(self.kb.questions[id], self.answers.of(id), these) for id, these in by_question.items()}
        return replace(self.answers, given={**self.answers.given, **given})

    def results(self, changes: Sequence[AnswerChange]) -> dict[str, AdviceResult]:
        """What each problem comes to with some changes made, by the evaluator and without reasons."""
        key = frozenset(changes)
        if key not in self._results:
            readable = effective(self.kb, self.with_changes(changes))
            self._results[key] = problems(Evaluation(self.kb, readable))
        return self._results[key]

    def points(self, changes: Sequence[AnswerChange]) -> dict[str, Severity]:
        """What stands with some changes made."""
        return standing(self.kb, self.results(changes))

    def lightest(self, most: int) -> Ways:
        """The sets of at most so many changes after which least weight stands; one at several instances is one."""
        beyond = self.formula.at_least(self.acts.values(), most + 1)
        wanted = []
        for levels in self._graver.values():
            milder = 0
            for severity, literal in levels:
                wanted.append((-literal, WEIGHTS[severity] - milder))
                milder = WEIGHTS[severity]
        return self._optimal([-beyond], wanted, most)

    def uncritical(self) -> Ways:
        """The fewest changes after which as little as possible is critical; of those the ones of least effort."""
        gravest = [literal for levels in self._graver.values() for name, literal in levels if name == SEVERITIES[0]]
        critical = [(-literal, 1) for literal in gravest]
        return self._optimal([], critical, len(self.made))

    def _optimal(self, demands: Sequence[Literal], wanted: Sequence[tuple[Literal, int]], most: int) -> Ways:
        """The optimal sets: first what is wanted, by weight, then few changes, little effort, and few instances."""
        efforts = {change.act: EFFORTS.index(change.effort) + 1 for change in self.made}
        one_effort = len(self.made) + 1
        one_change = (most * len(EFFORTS) + 1) * one_effort
        one_point = most * one_change + one_change
        problem = WCNF()
        # At once: `extend` looks for the largest variable again at each clause.
        problem.hard = [*map(list, self.formula.clauses), *([literal] for literal in demands)]
        problem.nv = self.formula.variables
        for literal, weight in wanted:
            if literal not in (FALSE, -FALSE):
                problem.append([literal], weight=weight * one_point)
        for act, literal in self.acts.items():
            problem.append([-literal], weight=one_change + efforts[act] * one_effort)
        for literal in self.made.values():
            problem.append([-literal], weight=1)
        found: list[tuple[AnswerChange, ...]] = []
        # Without hardening: with it, a search that ends on a level it has just hardened has lost its model.
        with RC2Stratified(problem, solver="m22", nohard=True, exhaust=True, minz=True) as search:
            best: int | None = None
            while self.made and (literals := search.compute()) is not None and best in (None, search.cost):
                best = search.cost
                model = Model(literals)
                found.append(tuple(change for change, literal in self.made.items() if model.holds(literal)))
                if len(found) > MOST_EQUALS or not found[-1]:
                    break
                # As many changes and other ones: without one of these.
                search.add_clause([-self.made[change] for change in found[-1]])
        order = {change: place for place, change in enumerate(self.made)}
        found.sort(key=lambda changes: [order[change] for change in changes])
        return Ways(tuple(found[:MOST_EQUALS]) or ((),), len(found) > MOST_EQUALS)

    def _points(self) -> dict[str, list[tuple[Severity, Literal]]]:
        """For each point the severities it can have, mildest first, with a literal for "stands at least so gravely"."""
        cases: dict[str, list[tuple[Severity, Literal]]] = {}
        for id, advice in self.kb.advice.items():
            if advice.kind in PROBLEM_KINDS:
                cases.setdefault(declared_id(id), []).extend(self._gradings(id))
        found = {}
        for id, graded in cases.items():
            levels = [name for name in reversed(SEVERITIES) if any(name == severity for severity, _ in graded)]
            found[id] = [
                (
                    level,
                    self.formula.disjunction(
                        literal for severity, literal in graded if severity_index(severity) <= severity_index(level)
                    ),
                )
                for level in levels
            ]
        return found

    def _gradings(self, id: str) -> Iterator[tuple[Severity, Literal]]:
        """Under what an advice stands with which severity."""
        advice, stands = self.kb.advice[id], self.encoding.stands(id)
        chosen = self.encoding.chosen(advice)
        for variant, literal in zip(advice.variants, chosen, strict=True):
            severity = variant.severity or advice.severity
            assert severity is not None
            yield severity, self.formula.conjunction((stands, literal))
        assert advice.severity is not None
        yield advice.severity, self.formula.conjunction((stands, *(-literal for literal in chosen)))
