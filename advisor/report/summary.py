"""Page one: the message, the first three, what to keep and to find out; and how much is known where that is little."""

from __future__ import annotations

from math import floor

from advisor.advice.assessment import ThemeState
from advisor.answers.answer import AnswerState
from advisor.language.typography import ended, first_sentence

from .finding_view import ON_PAGE_ONE, FindingView
from .reasons import Reasons
from .to_answer import awaits_decision, title_or_deed, to_answer
from .view import Provisional, ReportParts, Summary
from .voice import Voice

FURTHER = 3
KEEP = 4
KEEP_ALONE = 6
"""Strengths named where nothing is to be done first: there is room, and they are the news."""
DOES_WELL = 8
"""The strengths from which a report that is provisional may say that nothing known calls for a change."""
HALF_KNOWN = 0.5
"""The share known from which such a report may also answer what is on the table with it."""
FIND_OUT = 3
CLASHES = 3
"""Contradictions told on page one."""
ASK = 5
"""Questions named on page one where much is still to be asked."""


def summary(reasons: Reasons, parts: ReportParts) -> Summary:
    """Page one of a report, from its parts."""
    voice = reasons.voice
    matter = reasons.note(voice.kb.matter) if voice.kb.matter else None
    strengths, open_points = parts.strengths, parts.open_points
    first = tuple(one for one in parts.findings if one.severity)[:ON_PAGE_ONE]
    provisional = _provisional(voice, parts)
    headline = _message(voice, parts, first[0] if first else None)
    keep = KEEP if first else KEEP_ALONE
    return Summary(
        headline=headline,
        matter=matter or "",
        answer=_answer(reasons, parts, headline) if matter else (),
        provisional=provisional,
        unjudged="" if provisional else _unjudged(voice, parts),
        counts=_counts(voice, parts),
        first=first,
        further=parts.opportunities[: FURTHER - len(first)],
        keep=tuple(strengths[:keep]),
        keep_more=max(0, len(strengths) - keep),
        find_out=() if provisional else tuple(open_points[:FIND_OUT]),
        find_out_more=max(0, len(open_points) - (ASK if provisional else FIND_OUT)),
        contradicted=tuple(one.says for one in parts.contradictions[:CLASHES]),
        find_out_nothing=""
        if open_points or parts.contradictions
        else parts.open_besides or voice.gettext("Nothing: no open question can change this advice."),
    )


def _answer(reasons: Reasons, parts: ReportParts, headline: str) -> tuple[str, ...]:
    """What to answer to what is on the table: the changes, else what weighs most, or that little is known."""
    voice = reasons.voice
    if told := to_answer(reasons, parts.findings, parts.asks, headline):
        return told
    ranked = [one for one in parts.findings if one.number is not None][:ON_PAGE_ONE]
    if len(ranked) == 1 and (severity := ranked[0].severity):
        says = voice.gettext("There is one point to put right, and it is %(severity)s.", severity=severity.word.lower())
        return says, f"{title_or_deed(ranked[0], headline)} ({ranked[0].number})."
    if ranked:
        return tuple(f"{title_or_deed(one, headline)} ({_weight(one)})." for one in ranked)
    if parts.open_points and (_little_known(voice, parts) or awaits_decision(voice)):
        return (voice.gettext("What is known does not answer it yet: settle first what remains to be found out."),)
    return (voice.gettext("Nothing that is known calls for a change: keep what goes well as it is."),)


def _weight(finding: FindingView) -> str:
    """The number of a finding and how grave it is: what answers whoever asks whether something matters."""
    return f"{finding.number}, {finding.severity.word.lower()}" if finding.severity else f"{finding.number}"


def _little_known(voice: Voice, parts: ReportParts) -> bool:
    """Whether too little is known to say that nothing calls for a change: not even half, or little that goes well."""
    much = voice.assessment.known >= HALF_KNOWN and len(parts.strengths) >= DOES_WELL
    return voice.assessment.provisional and not much


def _message(voice: Voice, parts: ReportParts, first: FindingView | None) -> str:
    """The one message: of a conclusion that the first finding rests on, else the first finding and why it matters."""
    said = voice.message(first.id if first and not first.own else None)
    if said and (first is None or not first.own):
        return said
    if first is None:
        if voice.assessment.provisional and len(parts.strengths) < DOES_WELL:
            return voice.gettext("Too little is known yet to say how things stand.")
        if voice.assessment.provisional:
            return voice.gettext("What is known calls for no repair; the rest could not be judged yet.")
        return voice.gettext("Nothing in the answers calls for repair now.")
    why = first_sentence(first.consequence[0]) if first.consequence else ""
    return f"{ended(first.title)} {why}".strip()


def _provisional(voice: Voice, parts: ReportParts) -> Provisional | None:
    if not voice.assessment.provisional:
        return None
    known = voice.percent(floor(100 * voice.assessment.known))  # rounded up it could read as enough
    answered, asked = _answered(voice)
    says = voice.gettext(
        "Provisional: with %(answered)s of %(asked)s answers in, %(known)s of the points that a first interview can "
        "settle can be judged; grave ones weigh more. What is not named here has not been examined; that is no sign "
        "that it is in order. The next questions to ask:",
        answered=answered,
        asked=asked,
        known=known,
    )
    return Provisional(says, tuple(one.in_short for one in parts.open_points[:ASK]))


def _unjudged(voice: Voice, parts: ReportParts) -> str:
    """How many themes could not be judged, where those are most: silence on them must not read like health.

    Where nothing is to be put right and much goes well, a word among the counts is enough.
    """
    themes = _open_themes(voice, parts)
    if not themes or _goes_well(parts):
        return ""
    return voice.gettext(
        "In %(unjudged)s of %(themes)s themes questions are still open that keep them from being judged as a whole. "
        "That a point there is not mentioned does not mean that it is in order.",
        **themes,
    )


def _open_themes(voice: Voice, parts: ReportParts) -> dict[str, str]:
    """How many themes could not be judged, and of how many, where those are most."""
    unjudged = sum(one.state.id == ThemeState.NOT_JUDGED for one in parts.profile)
    if 2 * unjudged <= len(parts.profile):
        return {}
    return {"unjudged": voice.number(unjudged), "themes": voice.number(len(parts.profile))}


def _goes_well(parts: ReportParts) -> bool:
    return not parts.problems and len(parts.strengths) >= DOES_WELL


def _answered(voice: Voice) -> tuple[str, str]:
    """How many answers there are, and how many there would be with those that are missing.

    They are no questions as page one counts these: one of those may take an answer for each of its rows and spaces.
    """
    answered = sum(one.state is AnswerState.ANSWERED for one in voice.assessment.answers)
    missing = sum(one.state is not AnswerState.ANSWERED for one in voice.assessment.still_to_ask())
    return voice.number(answered), voice.number(answered + missing)


def _counts(voice: Voice, parts: ReportParts) -> str:
    """What the report holds; how much is known where that does not stand above already."""
    found, kept = len(parts.problems), len(parts.strengths)
    answered, asked = _answered(voice)
    themes = _open_themes(voice, parts) if _goes_well(parts) and not voice.assessment.provisional else {}
    said = (
        voice.ngettext("One point to put right", "%(n)s points to put right", found) if found else "",
        voice.ngettext("one strength", "%(n)s strengths", kept) if kept else "",
        ""
        if voice.assessment.provisional
        else voice.gettext("%(answered)s of %(asked)s answers in", answered=answered, asked=asked),
        voice.gettext("questions still open in %(unjudged)s of %(themes)s themes", **themes) if themes else "",
    )
    return " · ".join(part for part in said if part)
