"""The Markdown report: the whole report as plain text with headings, lists and tables, for wikis and trackers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .anatomy import denial_of, effort, first_words, impact, opening_of, parts, reference, sources, tags, unasked
from .appendix_view import AnswerSection
from .catalogue import Catalogue, catalogue
from .finding_view import Confirmation, Evidence, FindingView, Said
from .html import author, imprint
from .markdown_text import bullets, cell, escaped, numbered, paragraph, table
from .view import Diagnosis, PlanPhase, ReportSection, ReportView


def render_markdown(report: ReportView) -> str:
    """The report as a CommonMark document with tables as GitHub and most others read them."""
    blocks = _Document(report, catalogue(report.language)).blocks()
    return "\n\n".join(block for block in blocks if block) + "\n"


class _Document:
    """One report being set out as blocks of Markdown."""

    def __init__(self, report: ReportView, words: Catalogue) -> None:
        self.report = report
        self.words = words
        self.say = words.gettext
        self.sections = {section.id: section for section in report.sections}

    def blocks(self) -> Iterator[str]:
        """Every block, in the order of the report."""
        yield f"# {escaped(self.report.brand)}"
        yield f"**{escaped(self.report.title)}. {escaped(self.report.subtitle)}**"
        yield f"{escaped(self.report.date)} · {escaped(author(self.report))}"
        if self.report.kit and self.report.kit.contact_in(self.report.language):
            yield escaped(self.report.kit.contact_in(self.report.language))
        yield from self._summary()
        yield from self._diagnosis()
        yield from self._findings()
        yield from self._plan()
        yield from self._strengths()
        yield from self._find_out()
        yield from self._exceptions()
        yield from self._appendix()
        yield "---"
        yield escaped(imprint(self.report))

    def _opening(self, id: str) -> Iterator[str]:
        section = self.sections[id]
        yield f"## {_title(section)}"
        yield escaped(section.lead)

    def _summary(self) -> Iterator[str]:
        sum = self.report.summary
        yield from self._opening("summary")
        yield f"**{escaped(sum.headline)}**"
        yield bullets(f"**{escaped(figure.value)}** {escaped(figure.counts)}" for figure in sum.figures)
        if sum.standing:
            yield f"### {self._head('Where you stand')}"
            yield bullets(f"**{escaped(one.title)}.** {escaped(one.meaning)}".strip() for one in sum.standing)
        if sum.unsettled:
            yield bullets(
                f"**{escaped(one.title)}.** {escaped(self.say('Not decided yet: answers are missing.'))}"
                for one in sum.unsettled
            )
        for title, findings, nothing in (
            (self.say("To do first"), sum.first, ""),
            (self.say("To keep"), sum.keep, sum.keep_nothing),
            (self.say("To go further"), sum.further, ""),
        ):
            if findings or nothing:
                yield f"### {escaped(title)}"
                yield escaped(nothing)
                listed = [f"**{escaped(one.title)}.** {escaped(first_words(one))}" for one in findings]
                yield numbered(listed) if findings is sum.first else bullets(listed)
        if sum.find_out or sum.find_out_nothing:
            yield f"### {self._head('To find out')}"
            yield escaped(sum.find_out_nothing) or bullets(escaped(one.asked) for one in sum.find_out)
        yield from self._scores()

    def _head(self, message: str) -> str:
        return escaped(self.say(message))

    def _scores(self) -> Iterator[str]:
        if self.report.scores:
            yield f"### {escaped(self.say('Scores by theme'))}"
            yield table(
                [self.say("Theme"), self.say("Score"), self.say("Confidence")],
                (
                    [
                        cell(score.theme.word),
                        self.words.number(score.value) if score.value is not None else cell(score.words),
                        self.words.percent(score.confidence),
                    ]
                    for score in self.report.scores
                ),
            )

    def _diagnosis(self) -> Iterator[str]:
        yield from self._opening("diagnosis")
        for one in self.report.standing:
            yield f"### {escaped(one.title)}"
            yield paragraph(one.meaning)
            yield from self._evidence(one.evidence)
            yield from self._confirmations(one.to_confirm)
        if self.report.unsettled:
            yield f"### {escaped(self.say('Not decided yet'))}"
            yield bullets(map(self._unsettled, self.report.unsettled))
        if self.report.ruled_out:
            yield f"### {escaped(self.say('Ruled out'))}"
            yield escaped(self.say("Your answers show that the following is not the case for you."))
            yield bullets(escaped(one.title) for one in self.report.ruled_out)

    def _unsettled(self, one: Diagnosis) -> str:
        asked = " ".join(escaped(question.asked) for question in one.settle)
        return f"**{escaped(one.title)}.** {escaped(self.say('To ask:'))} {asked}" if asked else escaped(one.title)

    def _evidence(self, evidence: Evidence) -> Iterator[str]:
        if evidence.said:
            yield f"*{escaped(self.say('Because you said'))}*"
            yield bullets(map(self._said, evidence.said))
        if evidence.holding:
            yield f"*{escaped(opening_of(evidence, self.words))}*"
            lines = []
            for one in evidence.holding:
                lines.append(f"- {escaped(one.title)}")
                lines.extend(f"  - {self._said(said)}" for said in one.said)
                if one.more:
                    more = self.words.ngettext("and one more answer", "and %(n)s more answers", one.more)
                    lines.append(f"  - {escaped(more)}")
            yield "\n".join(lines)
        if evidence.denied:
            yield f"*{escaped(denial_of(evidence, self.words))}*"
            yield bullets(escaped(one.title) for one in evidence.denied)

    def _said(self, said: Said) -> str:
        note = f" ({escaped(self.say('Note:'))} {escaped(said.note)})" if said.note else ""
        return f"{escaped(said.asked)} **{escaped(said.answered)}**{note}"

    def _confirmations(self, confirmations: Iterable[Confirmation]) -> Iterator[str]:
        for one in confirmations:
            yield f"**{escaped(self.say('To be confirmed'))}.** {escaped(one.effect)}".rstrip()
            yield bullets(escaped(question.asked) for question in one.questions)

    def _findings(self) -> Iterator[str]:
        if "findings" not in self.sections:
            return
        yield from self._opening("findings")
        for theme in self.report.themes:
            score = f" ({escaped(theme.score.words)})" if theme.score and theme.score.value is not None else ""
            yield f"### {escaped(theme.theme.word)}{score}"
            for finding in theme.findings:
                yield from self._finding(finding, 4)
        if self.report.postponed:
            yield f"### {escaped(self.say('Later'))}"
            yield escaped(self.say("Sound advice whose moment has not come. Each says what it waits for."))
            for finding in self.report.postponed:
                yield from self._finding(finding, 4)

    def _finding(self, finding: FindingView, level: int) -> Iterator[str]:
        number = f"{finding.number} · " if finding.number else ""
        yield f"{'#' * level} {number}{escaped(finding.title)}"
        yield " · ".join(map(escaped, tags(finding)))
        for until in finding.until:
            yield f"**{escaped(self.say('Later, %(until)s', until=until))}**"
        for part in parts(finding, self.words):
            yield f"**{escaped(part.label)}**"
            yield from map(paragraph, part.paragraphs)
            yield numbered(map(escaped, part.steps))
        yield from self._confirmations(finding.to_confirm)
        yield from self._evidence(finding.evidence)
        yield self._sources(finding)
        for point in finding.sub_points:
            yield from self._finding(point, min(level + 1, 6))

    def _sources(self, finding: FindingView) -> str:
        cited = escaped(sources(finding, self.words))
        reference = escaped(self.say("Reference: %(id)s", id=finding.id))
        return f"{escaped(self.say('Sources'))} – {cited}. {reference}" if cited else reference

    def _plan(self) -> Iterator[str]:
        if "plan" not in self.sections:
            return
        yield from self._opening("plan")
        for phase in self.report.plan:
            yield f"### {escaped(phase.phase.word)}"
            if phase.purpose:
                yield escaped(phase.purpose)
            yield self._phase(phase)

    def _phase(self, phase: PlanPhase) -> str:
        later = phase.phase.id == "waiting"
        fourth = self.say("When") if later else self.say("Impact")
        rows = []
        for one in phase.actions:
            rows.append(
                [
                    str(one.number or "–"),
                    cell(one.title),
                    cell(one.theme.word),
                    cell(" ".join(one.until) if later else impact(one)),
                    cell(effort(one, self.words)),
                ]
            )
        return table([self.say("No."), self.say("Action"), self.say("Theme"), fourth, self.say("Effort")], rows)

    def _strengths(self) -> Iterator[str]:
        if "strengths" in self.sections:
            yield from self._opening("strengths")
            for finding in self.report.strengths:
                yield from self._finding(finding, 3)

    def _find_out(self) -> Iterator[str]:
        if "find-out" not in self.sections:
            return
        yield from self._opening("find-out")
        if self.report.contradictions:
            yield f"### {escaped(self.say('To clarify: answers that contradict each other'))}"
            for one in self.report.contradictions:
                yield paragraph(one.says)
                yield bullets(map(self._said, one.ask_again))
        for finding in self.report.asks:
            yield from self._finding(finding, 3)
        if self.report.open_points:
            yield f"### {escaped(self.say('Open questions'))}"
            yield table(
                [self.say("Question"), self.say("State"), self.say("Advice concerned")],
                (
                    [cell(f"{one.asked} {one.why}".strip()), cell(one.state), str(one.concerns)]
                    for one in self.report.open_in_detail()
                ),
            )
        if self.report.open_in_brief():
            yield f"*{escaped(self.say('Also open'))}*"
            yield bullets(escaped(one.asked) for one in self.report.open_in_brief())

    def _exceptions(self) -> Iterator[str]:
        if "exceptions" not in self.sections:
            return
        yield from self._opening("exceptions")
        for one in self.report.considered:
            yield f"### {escaped(one.title)}"
            if one.reason:
                yield escaped(self.say("Set aside: %(reason)s", reason=one.reason))
            yield from self._evidence(one.evidence)
            yield escaped(self.say("Reference: %(id)s", id=one.id))

    def _appendix(self) -> Iterator[str]:
        report = self.report
        yield from self._opening("appendix")
        yield f"### {escaped(self.say('Your answers'))}"
        for section in report.answers:
            yield from self._answers(section)
        if report.reached:
            yield f"### {escaped(self.say('Intermediate conclusions'))}"
            for one in report.reached:
                yield f"**{escaped(one.title)}** {escaped(one.value.word)}"
                yield from self._evidence(one.evidence)
        yield f"### {escaped(self.say('How priorities and scores are computed'))}"
        yield from map(paragraph, report.method)
        yield table(
            [self.say("What became of the advice"), self.say("Number")],
            ([cell(one.outcome.word), str(one.count)] for one in report.tally),
        )
        if report.out_of_scope:
            yield f"### {escaped(self.say('Advice that does not concern you'))}"
            yield bullets(
                f"**{escaped(one.theme.word)}** {escaped(' · '.join(one.titles))}" for one in report.out_of_scope
            )
        yield f"### {escaped(self.say('Bibliography'))}"
        for source in report.references:
            before, title, after = reference(source)
            yield f"{escaped(before)}*{escaped(title)}*{escaped(after)}"
            yield bullets(f"{escaped(id)} {escaped(words)}" for id, words in source.claims)
        yield from self._stamp()

    def _answers(self, section: AnswerSection) -> Iterator[str]:
        yield f"#### {escaped(section.title)}"
        if section.rows:
            yield table(
                [self.say("Question"), self.say("Answer"), self.say("Findings")],
                (
                    [
                        cell(row.asked),
                        cell(f"{row.answered} ({self.say('Note:')} {row.note})" if row.note else row.answered),
                        ", ".join(str(number) for number, _ in row.used_by) or "–",
                    ]
                    for row in section.rows
                ),
            )
        for title, apart in unasked(section, self.words):
            yield f"**{escaped(title)}** {escaped(' · '.join(apart))}"

    def _stamp(self) -> Iterator[str]:
        stamp = self.report.stamp
        yield f"### {escaped(self.say('Knowledge base'))}"
        version = self.say("version %(version)s", version=stamp.version)
        yield f"{escaped(stamp.title)} ({escaped(stamp.id)}), {escaped(version)}."
        if stamp.answered_under:
            yield escaped(self.say("The answers were given under version %(version)s.", version=stamp.answered_under))
        yield escaped(self.say("Fingerprint: %(fingerprint)s", fingerprint=stamp.fingerprint))


def _title(section: ReportSection) -> str:
    return f"{section.number} {escaped(section.title)}" if section.number else escaped(section.title)
