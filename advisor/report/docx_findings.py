"""Findings in the Word report: each with its parts, its evidence and its sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .anatomy import denial_of, opening_of, parts, sources, tags
from .catalogue import Catalogue
from .docx_body import Body, bold
from .docx_styles import ACTION, EVIDENCE, LABEL, NOTICE, SMALL, TAGS
from .finding_view import Confirmation, Evidence, FindingView, Said


class FindingWriter:
    """Writes findings, and the evidence they share with other parts of the report, into a document's body."""

    def __init__(self, body: Body, words: Catalogue) -> None:
        self.body = body
        self.words = words
        self.say = words.gettext

    def finding(self, finding: FindingView, level: int) -> None:
        """A finding with all its parts, under a heading of this level."""
        number = f"{finding.number} · " if finding.number else ""
        self.body.heading(number + finding.title, level)
        self.body.paragraph(" · ".join(tags(finding)), style=TAGS)
        for until in finding.until:
            self.body.paragraph(bold(self.say("Later, %(until)s", until=until)), style=NOTICE)
        for part in parts(finding, self.words):
            self.body.paragraph(part.label, style=LABEL)
            for text in part.paragraphs:
                self.body.paragraph(text, style=ACTION if part.act else "Normal")
            self._steps(part.steps)
        self.confirmations(finding.to_confirm)
        self.evidence(finding.evidence)
        if finding.citations:
            self.body.paragraph(f"{self.say('Sources')} – {sources(finding, self.words)}", style=SMALL)
        self.body.paragraph(self.say("Reference: %(id)s", id=finding.id), style=SMALL)
        for point in finding.sub_points:
            self.finding(point, level + 1)

    def _steps(self, steps: Sequence[str]) -> None:
        if steps:
            number = self.body.numbering()
            for step in steps:
                self.body.paragraph(step, style="List Number", numbering=number)

    def confirmations(self, confirmations: Iterable[Confirmation]) -> None:
        """What remains to be confirmed."""
        for one in confirmations:
            effect = f" – {one.effect}" if one.effect else ""
            self.body.paragraph(bold(self.say("To be confirmed")), effect, style=NOTICE)
            for said in one.questions:
                self.body.paragraph(said.asked, style=NOTICE)

    def evidence(self, evidence: Evidence) -> None:
        """Why: the answers and conclusions of one step."""
        if evidence.said:
            self.body.paragraph(self.say("Because you said"), style=LABEL)
            for said in evidence.said:
                self.said(said, EVIDENCE)
        if evidence.holding:
            self.body.paragraph(opening_of(evidence, self.words), style=LABEL)
            for one in evidence.holding:
                self.body.paragraph(one.title, style=EVIDENCE)
                for said in one.said:
                    self.said(said, "List Bullet 2")
                if one.more:
                    more = self.words.ngettext("and one more answer", "and %(n)s more answers", one.more)
                    self.body.paragraph(more, style="List Bullet 2")
        if evidence.denied:
            self.body.paragraph(denial_of(evidence, self.words), style=LABEL)
            for one in evidence.denied:
                self.body.paragraph(one.title, style=EVIDENCE)

    def said(self, said: Said, style: str) -> None:
        """An answer, with the client's note if it has one."""
        note = f" {self.say('Note:')} {said.note}" if said.note else ""
        self.body.paragraph(f"{said.asked} ", bold(said.answered), note, style=style)
