"""Every answer quoted once: where a second finding rests on it, the place that has it is named instead.

In go the parts of a report in their order; out come the same parts, whose evidence quotes what no earlier part does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from .appendix_view import Reached
from .finding_view import Evidence, FindingView, ReportPlace, Said
from .told import Diagnosis
from .view import Considered


class Quoting:
    """Remembers where each answer was quoted; `numbered` and `titled` make the name of a place."""

    def __init__(self, numbered: Callable[[int], str], titled: Callable[[str], str]) -> None:
        self._numbered = numbered
        self._titled = titled
        self._places: dict[str, ReportPlace] = {}

    def diagnoses(self, diagnoses: Iterable[Diagnosis]) -> tuple[Diagnosis, ...]:
        """Conclusions of the diagnosis, each a place of its own."""
        return tuple(
            replace(one, evidence=self._once(one.evidence, self._concluded(one.conclusion, one.statement)))
            for one in diagnoses
        )

    def findings(self, findings: Iterable[FindingView]) -> tuple[FindingView, ...]:
        """Findings with their sub-points, which stand at their place."""
        return tuple(self._finding(one, None) for one in findings)

    def considered(self, considered: Iterable[Considered]) -> tuple[Considered, ...]:
        """Advice that exceptions set aside."""
        return tuple(
            replace(
                one, evidence=self._once(one.evidence, ReportPlace(f"considered-{one.id}", self._titled(one.title)))
            )
            for one in considered
        )

    def reached(self, reached: Iterable[Reached]) -> tuple[Reached, ...]:
        """Conclusions of the appendix: what earlier parts quote is named."""
        return tuple(
            replace(one, because=self._once(one.because, self._concluded(one.conclusions[0], one.title)))
            for one in reached
        )

    def _concluded(self, conclusion: str, title: str) -> ReportPlace:
        return ReportPlace(f"conclusion-{conclusion}", self._titled(title))

    def _finding(self, finding: FindingView, above: ReportPlace | None) -> FindingView:
        name = self._numbered(finding.number) if finding.number else self._titled(finding.title)
        place = above or ReportPlace(f"finding-{finding.id}", name)
        evidence = self._once(finding.evidence, place)
        return replace(
            finding, evidence=evidence, sub_points=tuple(self._finding(one, place) for one in finding.sub_points)
        )

    def _once(self, evidence: Evidence, here: ReportPlace) -> Evidence:
        """The evidence without what stands elsewhere already; the places where that is, in the report's order."""
        fresh: list[Said] = []
        elsewhere: dict[str, ReportPlace] = {}
        for said in evidence.said:
            place = self._places.setdefault(said.question, here)
            if place is here or place == here:
                fresh.append(said)
            else:
                elsewhere.setdefault(place.name, place)
        elsewhere.pop(here.name, None)
        return replace(evidence, said=tuple(fresh), quoted_at=tuple(elsewhere.values()))
