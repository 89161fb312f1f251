"""Advice as findings: each with what was seen, why it matters, what to do, on what evidence, from what source."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.advice.assessment import AssessedAdvice
from advisor.inference.result import Outcome
from advisor.knowledge.model import PROBLEM_KINDS, Addition, Advice, Kind

from .finding_view import Citation, FindingView, Label
from .labels import Labels
from .reasons import Reasons
from .view import Considered
from .voice import Voice

NUMBERED: tuple[Kind, ...] = (*PROBLEM_KINDS, "opportunity")
"""Kinds that stand among the findings and in the plan; strengths and asks have sections of their own."""


class FindingViews:
    """Makes the findings of one Assessment."""

    def __init__(self, voice: Voice, reasons: Reasons, labels: Labels) -> None:
        self.voice = voice
        self.kb = voice.kb
        self.reasons = reasons
        self.labels = labels
        self._all = voice.assessment.advice
        self._numbers = {one.id: number for number, one in enumerate(self._top(Outcome.FIRES, NUMBERED), start=1)}

    def firing(self, *kinds: Kind) -> tuple[FindingView, ...]:
        """Top-level advice of these kinds that fires, in order."""
        return tuple(self.finding(one) for one in self._top(Outcome.FIRES, kinds))

    def postponed(self) -> tuple[FindingView, ...]:
        """Top-level advice that is postponed, in order."""
        return tuple(self.finding(one) for one in self._top(Outcome.POSTPONED, None))

    def number(self, advice: str) -> int | None:
        """The number of a finding, of its parent for a sub-point; None if it has none."""
        parent = self.voice.assessment.advised(advice).subsumed_by
        return self._numbers.get(parent or advice)

    def _top(self, outcome: Outcome, kinds: Iterable[Kind] | None) -> tuple[AssessedAdvice, ...]:
        return tuple(
            one
            for one in self._all
            if one.outcome is outcome and one.subsumed_by is None and (kinds is None or one.kind in kinds)
        )

    def finding(self, assessed: AssessedAdvice) -> FindingView:
        """One piece of advice in words, its sub-points included."""
        advice = self.kb.advice[assessed.id]
        added = [advice.add[index] for index in assessed.additions]
        say = self.voice.paragraphs
        parts: tuple[Advice | Addition, ...] = (advice, *added)
        return FindingView(
            id=assessed.id,
            number=self._numbers.get(assessed.id),
            kind=self.labels.kind(assessed.kind),
            severity=self.labels.severity(assessed.severity),
            phase=self.labels.phase(assessed.phase),
            effort=self.labels.effort(assessed.effort),
            theme=self.theme(assessed.theme),
            title=self.voice.say(advice.title),
            observed=say(advice.observed, *(one.observed for one in added)),
            consequence=say(advice.consequence, *(one.consequence for one in added)),
            recommendation=say(advice.recommendation, *(one.recommendation for one in added)),
            steps=say(*(step.text for part in parts for step in part.steps)),
            nuance=say(advice.nuance, *(one.nuance for one in added)),
            evidence=self.reasons.evidence(assessed.because),
            to_confirm=self.reasons.confirmations(assessed.reservations),
            until=self._until(advice, assessed),
            citations=self._citations(assessed.claims),
            sub_points=tuple(self.finding(child) for child in self._all if child.subsumed_by == assessed.id),
        )

    def theme(self, theme: str) -> Label:
        """A theme with its title."""
        return Label(theme, self.voice.say(self.kb.themes[theme].title))

    def _until(self, advice: Advice, assessed: AssessedAdvice) -> tuple[str, ...]:
        proviso = assessed.because.proviso
        if assessed.outcome is not Outcome.POSTPONED or proviso is None:
            return ()
        return self.voice.paragraphs(advice.postpone_while[proviso[1]].says)

    def _citations(self, claims: Iterable[str]) -> tuple[Citation, ...]:
        by_source: dict[str, list[str]] = {}
        for claim in claims:
            by_source.setdefault(self.kb.claims[claim].source, []).append(claim)
        return tuple(
            Citation(source, self._source_label(source), tuple(by_source[source]))
            for source in self.kb.sources
            if source in by_source
        )

    def _source_label(self, source: str) -> str:
        article = self.kb.sources[source]
        author = self.voice.quote(article.author)
        return f"{author} ({article.year})" if article.year else author

    def considered(self) -> tuple[Considered, ...]:
        """Advice whose condition holds and that an exception sets aside."""
        return tuple(
            self._considered(one) for one in self._all if one.outcome is Outcome.EXCEPTED and one.when.value == "true"
        )

    def _considered(self, assessed: AssessedAdvice) -> Considered:
        advice = self.kb.advice[assessed.id]
        proviso = assessed.because.proviso
        says = advice.unless[proviso[1]].says if proviso and proviso[0] == "unless" else None
        return Considered(
            id=assessed.id,
            title=self.voice.say(advice.title),
            reason=self.voice.say(says),
            evidence=self.reasons.evidence(assessed.because),
        )
