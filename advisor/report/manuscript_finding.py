"""Findings as blocks: each with its parts, its evidence and its sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from advisor.language import Catalogue

from .anatomy import charges, could_change, denial_of, opening_of, parts, sources, tags
from .blocks import Block, Heading, ListPoint, Passage, PointList, Span, Term, Tone, Words, listed, plain
from .finding_view import Confirmation, Evidence, FindingView, Said


class FindingBlocks:
    """Sets out findings, and the evidence they share with other parts of the report."""

    def __init__(self, words: Catalogue, *, full: bool) -> None:
        self.words = words
        self.say = words.gettext
        self.full = full

    def finding(self, finding: FindingView, level: int) -> Iterator[Block]:
        """A finding with all its parts, under a heading of this level; in the brief edition without its proof."""
        number = f"{finding.number} · " if finding.number else ""
        yield Heading(number + finding.title, level, anchor=finding.id)
        first, *others = tags(finding)
        grave = Span(first, grave=(finding.severity or finding.kind).id)
        yield Passage((grave, *(Span(f" · {one}") for one in others)), Tone.TAGS)
        for until in finding.until:
            yield Passage((Span(self.say("Not yet: %(until)s", until=until), bold=True),), Tone.NOTICE)
        if finding.ahead_of:
            yield Passage(plain(self.say("Why here: %(reason)s", reason=finding.ahead_of)))
        for part in parts(finding, self.words, full=self.full):
            if self.full:
                yield Passage(plain(part.label), Tone.LABEL)
            # On the few lines of a card what was seen is one paragraph.
            for text in part.paragraphs if self.full else filter(None, (" ".join(part.paragraphs),)):
                yield Passage(plain(text), Tone.ACTION if part.act else Tone.PLAIN)
            if part.steps:
                yield PointList(tuple(ListPoint(plain(step)) for step in part.steps), Tone.ACTION, ordered=True)
        if charged := charges(finding, self.words):
            yield Passage((Span(", ".join(charged), bold=True),))
        if finding.note:
            yield Passage((Span(finding.note, italic=True),))
        if finding.common:
            yield Passage(plain(finding.common), Tone.SMALL)
        if self.full:
            yield from self.confirmations(finding.to_confirm)
            yield from self.evidence(finding.evidence)
            if finding.citations:
                yield Passage(plain(f"{self.say('Sources')} – {sources(finding, self.words)}"), Tone.SMALL)
        elif besides := finding.told_besides():
            yield Passage(Term(self.say("Noted"), " ".join(besides)), Tone.SMALL)
        if not self.full and finding.to_confirm:
            yield Passage(plain(could_change(finding, self.words)), Tone.SMALL)
        if self.full:
            for point in finding.sub_points:
                yield from self.finding(point, level + 1)
        for point in () if self.full else finding.sub_points:
            who = ", ".join(charges(point, self.words))
            says = f"{point.beside(finding)} ({who})" if who else point.beside(finding)
            yield Passage(Term(self.say("With it: %(title)s", title=point.title), says))

    def confirmations(self, confirmations: Iterable[Confirmation]) -> Iterator[Block]:
        """What remains to be confirmed."""
        for one in confirmations:
            yield Passage(Term(self.say("To be confirmed"), one.effect), Tone.NOTICE)
            yield PointList(tuple(ListPoint(plain(screen.asked)) for screen in one.screens), Tone.NOTICE)

    def evidence(self, evidence: Evidence) -> Iterator[Block]:
        """Why: the answers and conclusions of one step."""
        for label, points in (
            (self.say("Because this is not known"), tuple(map(self.said, evidence.unanswered))),
            (self.say("Because you said"), tuple(map(self.said, evidence.answers))),
            (
                self.say("Answers quoted above:"),
                (plain(", ".join(place.name for place in evidence.quoted_at)),) if evidence.quoted_at else (),
            ),
            (opening_of(evidence, self.words), tuple(plain(one.title) for one in evidence.holding)),
            (denial_of(evidence, self.words), tuple(plain(one.title) for one in evidence.denied)),
        ):
            if points:
                yield Passage(plain(label), Tone.WHY)
                yield listed(points, Tone.EVIDENCE)

    def said(self, said: Said) -> Words:
        """An answer, with the client's note if it has one."""
        note = f" ({self.say('Note:')} {said.note})" if said.note else ""
        return Span(f"{said.asked} "), Span(said.answered, bold=True), Span(note)
