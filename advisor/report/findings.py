"""Advice as findings: each with what was seen, why it matters, what to do, on what evidence, from what source."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.advice.assessment import AssessedAdvice
from advisor.advice.finding import in_force
from advisor.inference.result import Outcome
from advisor.knowledge.model import PROBLEM_KINDS, Advice, Kind

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
        fires = self._top(Outcome.FIRES, None)
        self._numbers = {one.id: one.position for one in fires if one.position is not None}

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
        """Advice of an outcome that is not part of another and not withheld."""
        return tuple(
            one
            for one in self._all
            if one.outcome is outcome
            and one.subsumed_by is None
            and not one.withheld_by
            and (kinds is None or one.kind in kinds)
        )

    def finding(self, assessed: AssessedAdvice) -> FindingView:
        """One piece of advice in words, its sub-points included."""
        advice = self.kb.advice[assessed.entries[0]]
        texts = in_force(advice, assessed)
        return FindingView(
            id=assessed.id,
            number=self._numbers.get(assessed.id),
            kind=self.labels.kind(assessed.kind),
            severity=self.labels.severity(assessed.severity),
            phase=self.labels.phase(assessed.phase),
            effort=self.labels.effort(assessed.effort),
            theme=self.theme(assessed.theme),
            title=self.voice.say(texts.title, assessed),
            observed=self.voice.paragraphs(texts.observed, assessed),
            consequence=self.voice.paragraphs(texts.consequence, assessed),
            recommendation=self.voice.paragraphs(texts.recommendation, assessed),
            steps=self.voice.paragraphs(texts.steps, assessed),
            nuance=self.voice.paragraphs(texts.nuance, assessed),
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
        says = advice.postpone_while[proviso[1]].says
        return self.voice.paragraphs([says] if says is not None else [], assessed)

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
        advice = self.kb.advice[assessed.entries[0]]
        proviso = assessed.because.proviso
        says = advice.unless[proviso[1]].says if proviso and proviso[0] == "unless" else None
        return Considered(
            id=assessed.id,
            title=self.voice.title(assessed),
            reason=self.voice.say(says, assessed),
            evidence=self.reasons.evidence(assessed.because),
        )
