"""Advice as findings: each with what was seen, why it matters, what to do, on what evidence, from what source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from advisor.advice.assessment import AssessedAdvice
from advisor.advice.finding import STANDING, in_force
from advisor.answers.review import Review
from advisor.inference.result import Outcome
from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.model import Advice, Kind, Severity

from .editing import Edited
from .finding_view import Citation, FindingView, Label, joined
from .labels import Labels
from .reasons import Reasons
from .view import Considered
from .voice import Voice


class FindingViews:
    """Makes the findings of one Assessment, as the consultant's review has them."""

    def __init__(self, voice: Voice, reasons: Reasons, labels: Labels, review: Review) -> None:
        self.voice = voice
        self.kb = voice.kb
        self.reasons = reasons
        self.labels = labels
        self._all = voice.assessment.advice
        self._parents = {entry: one.subsumed_by for one in self._all for entry in one.entries}
        self._parents |= {one.id: one.subsumed_by for one in self._all}
        standing = [one for one in self._all if one.outcome in STANDING]
        self.edited = Edited(voice, labels, review, standing)
        self._left_out = {one.id for one in standing if self.edited.left_out(one)}
        fires = [one for one in self._top(Outcome.FIRES, None) if one.position is not None]
        self.ranked = self._told_apart(self.edited.in_order([self.finding(one) for one in fires]))
        """Everything that carries a number, in its order: problems, opportunities, and asks that have a severity."""
        self._numbers = {one.id: one.number for one in self.ranked}

    def firing(self, *kinds: Kind) -> tuple[FindingView, ...]:
        """Top-level advice of these kinds that fires and carries no number, in order."""
        found = self._top(Outcome.FIRES, kinds)
        return tuple(self.finding(one) for one in found if one.position is None)

    def postponed(self) -> tuple[FindingView, ...]:
        """Top-level advice that is postponed, in order."""
        return tuple(self.finding(one) for one in self._top(Outcome.POSTPONED, None))

    def _told_apart(self, findings: tuple[FindingView, ...]) -> tuple[FindingView, ...]:
        """Findings of one title in several instances, with the names of theirs: lists and plan show titles alone."""
        alike = Counter(one.title for one in findings)
        return tuple(
            replace(one, title=self.voice.named(one.title, one.instances)) if alike[one.title] > 1 else one
            for one in findings
        )

    def left_out(self, theme: str) -> tuple[Severity, ...]:
        """How grave the problems of a theme are that the review leaves out, each counted once as in the profile."""
        kept: set[str] = set()
        gone: dict[str, Severity] = {}
        for one in self._all:
            if one.outcome in STANDING and one.theme == theme and one.severity:
                declared = declared_id(one.entries[0])
                if one.id in self._left_out or one.subsumed_by in self._left_out:
                    gone.setdefault(declared, one.severity)
                else:
                    kept.add(declared)
        return tuple(severity for declared, severity in gone.items() if declared not in kept)

    def number(self, advice: str) -> int | None:
        """The number of a finding, of its parent for a sub-point; None if it has none."""
        return self._numbers.get(self._parents[advice] or advice)

    def _top(self, outcome: Outcome, kinds: Iterable[Kind] | None) -> tuple[AssessedAdvice, ...]:
        """Advice of an outcome that is not part of another, not withheld and not left out."""
        return tuple(
            one
            for one in self._all
            if one.outcome is outcome
            and one.subsumed_by is None
            and not one.withheld_by
            and one.id not in self._left_out
            and (kinds is None or one.kind in kinds)
        )

    def finding(self, assessed: AssessedAdvice) -> FindingView:
        """One piece of advice in words, its sub-points included; without a number."""
        advice = self.kb.advice[assessed.entries[0]]
        texts = in_force(advice, assessed)
        deadline = self._deadline(assessed)
        finding = FindingView(
            id=assessed.id,
            number=None,
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
            sub_points=tuple(
                self.finding(child)
                for child in self._all
                if child.subsumed_by == assessed.id and child.id not in self._left_out
            ),
            instances=assessed.instances,
            line=self._line(assessed.line),
            ahead_of=self._ahead_of(assessed),
            deadline=self.voice.date(deadline) if deadline else "",
            due_on=deadline,
        )
        return self.edited.worded(finding, assessed)

    def _line(self, line: str | None) -> Label | None:
        title = next((one.title for one in self.kb.plan if one.id == line), None)
        return Label(line, self.voice.say(title)) if line is not None and title else None

    def _ahead_of(self, assessed: AssessedAdvice) -> str:
        """Why a finding stands before the one it was pulled forward for, in a sentence; empty where it was not."""
        pulled = assessed.ahead_of
        if pulled is None:
            return ""
        because = self.kb.advice[assessed.entries[0]].before[pulled.index].because
        return self.voice.say(because, assessed)

    def _deadline(self, assessed: AssessedAdvice) -> str:
        """The first date on which anything falls due that the client said of this, as ISO; empty without."""
        read = (self.voice.recorded(id) for id in assessed.because.all_answers)
        dates = [answer.due for answer in read if answer is not None and answer.due]
        return min(dates, default="")

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
        """Advice whose condition holds and that an exception sets aside; of several instances together where alike."""
        alike: dict[tuple[str, str], list[AssessedAdvice]] = {}
        for one in self._all:
            if one.outcome is Outcome.EXCEPTED and one.when.value == "true":
                alike.setdefault((self.voice.title(one), self._exception(one)), []).append(one)
        return tuple(
            Considered(
                id=group[0].id,
                title=self.voice.named(title, dict.fromkeys(instance for one in group for instance in one.instances)),
                reason=reason,
                evidence=joined(self.reasons.evidence(one.because) for one in group),
                also=tuple(one.id for one in group[1:]),
            )
            for (title, reason), group in alike.items()
        )

    def _exception(self, assessed: AssessedAdvice) -> str:
        """What sets an advice aside, in the words of the knowledge base; empty where it has none."""
        advice = self.kb.advice[assessed.entries[0]]
        proviso = assessed.because.proviso
        says = advice.unless[proviso[1]].says if proviso and proviso[0] == "unless" else None
        return self.voice.say(says, assessed)
