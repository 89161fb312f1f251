"""The sections of the report: which there are, what they are called, and the sentence each opens with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisor.advice.profile import ENOUGH_KNOWN, WEIGHTS
from advisor.answers.answer import AnswerState
from advisor.language import catalogue

from .finding_view import FindingView
from .labels import SEVERITIES
from .view import PlanPhase, ReportParts, ReportSection
from .voice import Voice


def sections(voice: Voice, parts: ReportParts) -> tuple[ReportSection, ...]:
    """The sections that have something to say, in reading order, numbered from the diagnosis on."""
    say = voice.gettext

    def present() -> Iterator[tuple[str, str, str]]:
        yield "diagnosis", say("Where you stand"), ""
        if parts.findings or parts.postponed:
            yield "findings", say("Findings"), _findings_lead(voice, parts.findings)
        if parts.plan:
            yield "plan", say("Action plan"), _plan_lead(voice, parts.plan)
        if parts.strengths:
            yield "strengths", say("What you already do well"), _strengths_lead(voice, parts.strengths)
        if parts.open_points or parts.asks or parts.contradictions:
            yield "find-out", say("What to find out"), _find_out_lead(voice, parts.first_settled)
        yield "limits", say("Method and limits"), ""

    numbered = tuple(
        ReportSection(id, title, number, lead) for number, (id, title, lead) in enumerate(present(), start=1)
    )
    return (ReportSection("summary", say("In one page")), *numbered, ReportSection("appendix", say("Appendix")))


def _findings_lead(voice: Voice, findings: Sequence[FindingView]) -> str:
    problems = [one for one in findings if one.severity]
    critical = sum(1 for one in problems if one.severity and one.severity.id == "critical")
    opportunities = len(findings) - len(problems)
    parts = []
    if critical == len(problems) > 0:
        parts.append(_all_critical(voice, critical))
    elif problems:
        parts.append(voice.ngettext("One point to put right.", "%(n)s points to put right.", len(problems)))
    if 0 < critical < len(problems):
        parts.append(voice.ngettext("One of them is critical.", "%(n)s of them are critical.", critical))
    if opportunities:
        parts.append(voice.ngettext("One opportunity to seize.", "%(n)s opportunities to seize.", opportunities))
    if len(findings) > 1:
        parts.append(voice.gettext("They stand in the order in which to take them."))
    return " ".join(parts) or voice.gettext("What follows waits for its moment.")


def _all_critical(voice: Voice, points: int) -> str:
    if points == 2:
        return voice.gettext("Two points to put right, both critical.")
    return voice.ngettext("One point to put right, a critical one.", "%(n)s points to put right, all critical.", points)


def _strengths_lead(voice: Voice, strengths: Sequence[FindingView]) -> str:
    unconfirmed = sum(bool(one.to_confirm) for one in strengths)
    if unconfirmed == len(strengths):
        return voice.ngettext(
            "Your answers show one strength, to be confirmed: an answer that could change it is still open.",
            "Your answers show %(n)s strengths, all to be confirmed: answers that could change them are still open.",
            unconfirmed,
        )
    lead = voice.ngettext(
        "One strength is established by your answers. Protect it before you improve anything.",
        "%(n)s strengths are established by your answers. Protect them before you improve anything.",
        len(strengths),
    )
    if not unconfirmed:
        return lead
    return f"{lead} " + voice.ngettext(
        "One is to be confirmed: an answer that could change it is still open.",
        "%(n)s are to be confirmed: answers that could change them are still open.",
        unconfirmed,
    )


def _plan_lead(voice: Voice, plan: Sequence[PlanPhase]) -> str:
    if all(phase.waiting for phase in plan):
        return voice.gettext("Nothing to do at once; what follows waits for its moment.")
    lines, first = list(voice.kb.plan), plan[0].phase
    begins = ""
    if lines and not plan[0].waiting and first.id != lines[0].id:
        begins = voice.gettext(
            "Nothing falls under “%(none)s”: begin with “%(first)s”.", none=voice.say(lines[0].title), first=first.word
        )
    if len(plan) == 1:
        return begins
    pace = voice.gettext("Finish a line before you put weight on the next; “today” and “on Monday” count from there.")
    return f"{begins} {pace}".strip()


def _find_out_lead(voice: Voice, first_settled: bool) -> str:
    if first_settled:
        return voice.gettext(
            "Whatever the answers to these questions, your first three recommendations stay the same; "
            "the answers refine the rest."
        )
    return voice.gettext(
        "These answers would confirm, complete or change what is said above. The most useful come first."
    )


def limits(voice: Voice) -> tuple[str, ...]:
    """What the report rests on and what it does not know, in paragraphs."""
    assessment, say = voice.assessment, voice.gettext
    answered = sum(one.state is AnswerState.ANSWERED for one in assessment.answers)
    years = sorted(int(source.year) for source in voice.kb.sources.values() if source.year)
    paragraphs = [
        say(
            "The report rests on what was said in interview up to %(date)s: %(answered)s answers, taken as they were "
            "given. Nothing else was verified unless a note says so; with other answers, other advice would stand "
            "here.",
            date=voice.date(assessment.date),
            answered=voice.number(answered),
        ),
        say(
            "Each piece of advice has a condition that is compared with the answers, and is there because it holds. "
            "Critical and major findings do harm or hold everything else back; moderate and minor ones cost results. "
            "The order goes by the lines of the plan, then by severity; there is no score."
        ),
    ]
    if assessment.respondents:
        people = [f"{voice.name(one.name)} ({voice.name(one.role)})" if one.role else voice.name(one.name)
                  for one in assessment.respondents]  # fmt: skip
        paragraphs.insert(1, say("Asked: %(people)s.", people=voice.catalogue.listed(people)))
    if years:
        span = str(years[0]) if years[0] == years[-1] else f"{years[0]}–{years[-1]}"
        paragraphs.append(
            voice.ngettext(
                "The rules come from one article (%(years)s), carried over to today’s channels where the same "
                "mechanism is at work.",
                "The rules come from %(n)s articles (%(years)s), carried over to today’s channels where the same "
                "mechanism is at work.",
                len(voice.kb.sources),
                years=span,
            )
        )
    return (paragraphs[0], *taken_over(voice), *paragraphs[1:])


def taken_over(voice: Voice) -> tuple[str, ...]:
    """How many answers come from an earlier interview, and of when; nothing where none does."""
    answers = voice.assessment.answers
    days = sorted({one.said_on for one in answers if one.said_on})
    if not days:
        return ()
    earlier = sum(one.said_on is not None for one in answers)
    fresh = sum(one.said_on is None and one.state in (AnswerState.ANSWERED, AnswerState.UNKNOWN) for one in answers)
    asked = voice.ngettext(
        "One answer was given or confirmed for this report.",
        "%(n)s answers were given or confirmed for this report.",
        fresh,
    )
    kept = voice.ngettext(
        "One comes from an earlier interview (%(dates)s) and was not asked again; where it is quoted, its date stands "
        "beside it.",
        "%(n)s come from an earlier interview (%(dates)s) and were not asked again; where one is quoted, its date "
        "stands beside it.",
        earlier,
        dates=catalogue(voice.language).listed(voice.date(day) for day in days),
    )
    return (f"{asked} {kept}",)


def method(voice: Voice) -> tuple[str, ...]:
    """How the order of the findings and the profile come about, in paragraphs."""
    weights = ", ".join(f"{voice.gettext(SEVERITIES[severity]).lower()} {WEIGHTS[severity]}" for severity in WEIGHTS)
    return (
        voice.gettext(
            "Every piece of advice has a condition that is compared with your answers; nothing else decides whether "
            "it appears. Severity and phase are the judgement of the rules’ authors. Findings are ranked by the lines "
            "of the plan, then by severity, by phase and by the rank the authors gave them; what has to come before "
            "another is placed before it. A finding that another one includes becomes part of it."
        ),
        voice.gettext(
            "The profile counts points: what the rules know to look for under a theme. A point is to be put right when "
            "it holds, now or for later, alone or as part of another; in order when it was examined and does not hold; "
            "not known while it cannot be decided. What an exception sets aside and what does not concern you count "
            "nowhere."
        ),
        voice.gettext(
            "A theme is at risk with one critical point to put right, to put right with a major one, to improve with "
            "lesser ones. It is in order when nothing was found, nothing critical or major is open, and at least "
            "%(least)s of the points that a first interview can settle can be judged, by weight (%(weights)s); else it "
            "is not judged. "
            "Below %(least)s over all themes the report is provisional. There is no score: the themes do not add up.",
            least=voice.percent(round(100 * ENOUGH_KNOWN)),
            weights=weights,
        ),
    )
