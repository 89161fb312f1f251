"""Findings as blocks: each with its parts, its evidence and its sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .anatomy import denial_of, opening_of, parts, sources, tags
from .blocks import Block, Heading, ListPoint, Passage, PointList, Span, Term, Tone, Words, plain
from .catalogue import Catalogue
from .finding_view import Concluded, Confirmation, Evidence, FindingView, Said


class FindingBlocks:
    """Sets out findings, and the evidence they share with other parts of the report."""

    def __init__(self, words: Catalogue) -> None:
        self.words = words
        self.say = words.gettext

    def finding(self, finding: FindingView, level: int) -> Iterator[Block]:
        """A finding with all its parts, under a heading of this level."""
        number = f"{finding.number} · " if finding.number else ""
        yield Heading(number + finding.title, level)
        yield Passage(plain(" · ".join(tags(finding))), Tone.TAGS)
        for until in finding.until:
            yield Passage((Span(self.say("Later, %(until)s", until=until), bold=True),), Tone.NOTICE)
        for part in parts(finding, self.words):
            yield Passage(plain(part.label), Tone.LABEL)
            for text in part.paragraphs:
                yield Passage(plain(text), Tone.ACTION if part.act else Tone.PLAIN)
            if part.steps:
                yield PointList(tuple(ListPoint(plain(step)) for step in part.steps), Tone.ACTION, ordered=True)
        yield from self.confirmations(finding.to_confirm)
        yield from self.evidence(finding.evidence)
        if finding.citations:
            yield Passage(plain(f"{self.say('Sources')} – {sources(finding, self.words)}"), Tone.SMALL)
        yield Passage(plain(self.say("Reference: %(id)s", id=finding.id)), Tone.SMALL)
        for point in finding.sub_points:
            yield from self.finding(point, level + 1)

    def confirmations(self, confirmations: Iterable[Confirmation]) -> Iterator[Block]:
        """What remains to be confirmed."""
        for one in confirmations:
            yield Passage(Term(self.say("To be confirmed"), one.effect), Tone.NOTICE)
            yield PointList(tuple(ListPoint(plain(question.asked)) for question in one.questions), Tone.NOTICE)

    def evidence(self, evidence: Evidence) -> Iterator[Block]:
        """Why: the answers and conclusions of one step."""
        for label, points in (
            (self.say("Because you said"), tuple(ListPoint(self.said(said)) for said in evidence.said)),
            (opening_of(evidence, self.words), tuple(map(self._concluded, evidence.holding))),
            (denial_of(evidence, self.words), tuple(ListPoint(plain(one.title)) for one in evidence.denied)),
        ):
            if points:
                yield Passage(plain(label), Tone.WHY)
                yield PointList(points, Tone.EVIDENCE)

    def _concluded(self, one: Concluded) -> ListPoint:
        more = plain(self.words.ngettext("and one more answer", "and %(n)s more answers", one.more))
        return ListPoint(plain(one.title), (*map(self.said, one.said), *((more,) if one.more else ())))

    def said(self, said: Said) -> Words:
        """An answer, with the client's note if it has one."""
        note = f" ({self.say('Note:')} {said.note})" if said.note else ""
        return Span(f"{said.asked} "), Span(said.answered, bold=True), Span(note)
