"""The way out of a brand's problems: the changes that the solver found, in order, with what each of them clears.

The order is that of the findings that come back if a change alone is not made; what must come `before` something is
changed before it. What a change clears is what it clears after those before it. The end is assessed in full, by both
engines, and must come to what the solver said.
"""

from __future__ import annotations

from collections.abc import Sequence

from advisor.advice import Assessment, assess
from advisor.advice.assessment import AssessedAdvice
from advisor.advice.finding import STANDING, severity_index, severity_of
from advisor.advice.way_out import AnswerChange, RoadStep, Way, WayOut, by_act
from advisor.answers import Answers
from advisor.inference.result import Outcome
from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.model import PROBLEM_KINDS, Effort, KnowledgeBase

from ..solver.counterfactual import SolverDisagreement
from ..solver.shortest_way import HARDEST, ChangesOfABrand, Results, weight_of

MOST_CHANGES = 3
Changes = Sequence[AnswerChange]


def way_out(
    kb: KnowledgeBase, answers: Answers, assessment: Assessment, *, most: int = MOST_CHANGES, effort: Effort = HARDEST
) -> WayOut:
    """The best way out with at most so many changes of at most an effort, and the shortest to nothing critical.

    `assessment` is that of the answers. Raises what `assess` raises, and SolverDisagreement where the full assessment
    of the changed answers does not come to what the solver found.
    """
    brand = ChangesOfABrand(kb, answers, effort)
    points = brand.points(())
    journey = _Journey(brand, kb, assessment)
    best = brand.lightest(most)
    weights = {weight_of(brand.points(changes)) for changes in best.sets}
    if len(weights) != 1:
        raise SolverDisagreement(f"sets of changes said to be equal leave weights of {sorted(weights)}")
    critical = any(severity == "critical" for severity in points.values())
    # Of sets that come to the same, the one that begins where the report begins.
    chosen = min(best.sets, key=journey.positions)
    return WayOut(
        most=most,
        effort=effort,
        weight=weight_of(points),
        points=len(points),
        best=journey.way(chosen),
        equals=tuple(changes for changes in best.sets if changes != chosen),
        more_equals=best.more,
        uncritical=journey.way(brand.uncritical().sets[0]) if critical else None,
    )


class _Journey:
    """From the present assessment of a brand along some changes."""

    def __init__(self, brand: ChangesOfABrand, kb: KnowledgeBase, assessment: Assessment) -> None:
        self.brand = brand
        self.kb = kb
        self.now = brand.results(())
        self.before = {one.id: one for one in assessment.advice if _counts(one)}
        self._gravities: dict[int, dict[str, int]] = {}

    def positions(self, changes: Changes) -> list[int]:
        """The numbers of the findings that some changes clear; those without a number come last."""
        cleared = self._cleared(self.now, self.brand.results(changes))
        return sorted(self.before[id].position or len(self.before) for id in cleared)

    def way(self, changes: Changes) -> Way:
        """The changes in order, verified by a full assessment."""
        whole, points = self.brand.results(changes), self.brand.points(changes)
        left = [one for one in assess(self.kb, self.brand.with_changes(changes)).advice if _counts(one)]
        assessed = {declared_id(one.entries[0]) for one in left}
        if assessed != points.keys():
            raise SolverDisagreement(f"assessed in full, {sorted(assessed ^ points.keys())} differ from what was found")
        stood = {declared_id(one.entries[0]) for one in self.before.values()}
        gone = stood - points.keys()
        opened = {declared_id(id) for id in whole if self._opened(id, whole)}
        return Way(
            steps=self._steps(self._in_order(changes, whole)),
            weight=weight_of(points),
            points=len(points),
            clears=len(gone - opened),
            opens=len(gone & opened),
            brings=tuple(id for id in points if id not in stood),
            critical=tuple(id for id, severity in points.items() if severity == "critical"),
        )

    def _in_order(self, changes: Changes, whole: Results) -> tuple[Changes, ...]:
        """The acts by the first finding each has a part in, what must come before another before it."""
        acts = by_act(changes)
        part_in = {
            act: self._effect(self.brand.results([one for one in changes if one not in act]), whole) for act in acts
        }
        place = {id: number for number, id in enumerate(self.before)}
        order = sorted(acts, key=lambda act: min((place[id] for id in part_in[act]), default=len(place)))
        advice = self.brand.kb.advice
        ahead_of = {
            act: {before.advice for id in part_in[act] for before in advice[self.before[id].entries[0]].before}
            for act in acts
        }
        placed: dict[tuple[AnswerChange, ...], None] = {}
        on_the_way: set[tuple[AnswerChange, ...]] = set()

        def put(act: tuple[AnswerChange, ...]) -> None:
            if act in on_the_way:
                return  # Where two have to precede each other, the order of the findings decides.
            on_the_way.add(act)
            declared = {declared_id(self.before[id].entries[0]) for id in part_in[act]}
            for other in order:
                if other != act and ahead_of[other] & declared:
                    put(other)
            placed[act] = None

        for act in order:
            put(act)
        return tuple(placed)

    def _steps(self, acts: Sequence[Changes]) -> tuple[RoadStep, ...]:
        steps = []
        former = self.now
        for number, act in enumerate(acts):
            after = self.brand.results(_of(acts[: number + 1]))
            cleared, eased = self._cleared(former, after), self._eased(former, after)
            opens = [id for id in cleared if self._is_open(id, after)]
            reached = [*cleared, *eased]
            jointly = set(reached) - self._reached(act) if number and reached else set()
            without = {place + 1: _of([*acts[:place], *acts[place + 1 : number + 1]]) for place in range(number)}
            steps.append(
                RoadStep(
                    change=act[0],
                    elsewhere=tuple(act[1:]),
                    clears=tuple(id for id in cleared if id not in opens),
                    opens=tuple(opens),
                    eases=tuple(eased),
                    jointly=tuple(id for id in reached if id in jointly),
                    together_with=tuple(
                        place for place, others in without.items() if jointly and jointly - self._reached(others)
                    ),
                    spares=self._spared(act, _of(acts)),
                )
            )
            former = after
        return tuple(steps)

    def _spared(self, act: Changes, every: Changes) -> tuple[str, ...]:
        """The points that stand neither now nor in the end, and would in the end without one of the changes."""
        stood, left = self.brand.points(()), self.brand.points(every)
        without = self.brand.points([one for one in every if one not in act])
        return tuple(id for id in without if id not in stood and id not in left)

    def _reached(self, changes: Changes) -> set[str]:
        """The findings that some changes by themselves clear or make milder."""
        return self._effect(self.now, self.brand.results(changes))

    def _effect(self, before: Results, after: Results) -> set[str]:
        return {*self._cleared(before, after), *self._eased(before, after)}

    def _cleared(self, before: Results, after: Results) -> list[str]:
        """The findings of the present assessment that stand in one state and no longer in another."""
        left = self._gravest(after)
        return [id for id in self._gravest(before) if id not in left]

    def _eased(self, before: Results, after: Results) -> list[str]:
        """The findings that stand in both states, and are milder in the later."""
        later = self._gravest(after)
        return [id for id, former in self._gravest(before).items() if id in later and later[id] > former]

    def _gravest(self, results: Results) -> dict[str, int]:
        """For each finding of which something stands the place of the gravest severity with which it does.

        Found once for each of the results, all of which the brand keeps.
        """
        found = self._gravities.get(id(results))
        if found is None:
            found = self._gravities[id(results)] = {}
            for finding, one in self.before.items():
                standing = [entry for entry in one.entries if results[entry].outcome in STANDING]
                if standing:
                    advice = self.brand.kb.advice
                    found[finding] = min(
                        severity_index(severity_of(advice[entry], results[entry])) for entry in standing
                    )
        return found

    def _is_open(self, finding: str, results: Results) -> bool:
        return any(self._opened(entry, results) for entry in self.before[finding].entries)

    def _opened(self, entry: str, results: Results) -> bool:
        """Whether an entry that stands now is undetermined then."""
        return self.now[entry].outcome in STANDING and results[entry].outcome is Outcome.UNDETERMINED


def _of(acts: Sequence[Changes]) -> list[AnswerChange]:
    return [change for act in acts for change in act]


def _counts(one: AssessedAdvice) -> bool:
    return one.kind in PROBLEM_KINDS and one.outcome in STANDING
