"""The one-page summary: what a managing director has to know and to decide.

How much fits on the page is decided here from lengths of texts alone, so that it is the same everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from advisor.advice.assessment import ThemeState
from advisor.answers.answer import AnswerState

from .typography import first_sentence
from .view import Diagnosis, Figure, ReportParts, Summary
from .voice import Voice

FIRST = 3
FURTHER = 3
KEEP = 4
FIND_OUT = 3
STANDING = 6
UNSETTLED = 2
ROOM = 900
"""Characters the conclusions may take on the page, their meanings included."""


def summary(voice: Voice, parts: ReportParts) -> Summary:
    """The summary of a report, from its parts."""
    strengths, open_points = parts.strengths, parts.open_points
    standing, unsettled = parts.standing, parts.unsettled
    by_id = {finding.id: finding for finding in (*parts.problems, *parts.asks)}
    opening = tuple(by_id[id] for id in parts.first if id in by_id)
    shown = _fitting(standing)
    return Summary(
        headline=voice.headline(),
        figures=_figures(voice, parts),
        standing=shown,
        standing_more=len(standing) - len(shown),
        unsettled=tuple(unsettled[:UNSETTLED]) if len(shown) + min(len(unsettled), UNSETTLED) <= STANDING else (),
        first=opening,
        further=parts.opportunities[: FURTHER - len(opening)],
        keep=tuple(strengths[:KEEP]),
        keep_more=max(0, len(strengths) - KEEP),
        keep_nothing="" if strengths else voice.gettext("Your answers establish no strength yet."),
        find_out=tuple(open_points[:FIND_OUT]),
        find_out_more=max(0, len(open_points) - FIND_OUT),
        find_out_nothing=""
        if open_points or parts.contradictions
        else parts.open_besides or voice.gettext("Nothing: no open question can change this advice."),
    )


def _fitting(standing: Sequence[Diagnosis]) -> tuple[Diagnosis, ...]:
    """The first conclusions, with their meanings if all fit, else with the first sentence of each as far as it fits."""
    fitting = []
    room = ROOM
    whole = sum(len(one.title) + len(one.meaning) for one in standing) <= ROOM
    for diagnosis in standing[:STANDING]:
        meaning = diagnosis.meaning if whole else first_sentence(diagnosis.meaning)
        if len(diagnosis.title) + len(meaning) > room:
            meaning = ""
        if len(diagnosis.title) <= room:
            fitting.append(replace(diagnosis, meaning=meaning, to_confirm=(), settle=(), other_ways=0))
            room -= len(diagnosis.title) + len(meaning)
    return tuple(fitting)


def _figures(voice: Voice, parts: ReportParts) -> tuple[Figure, ...]:
    found, kept = len(parts.problems), len(parts.strengths)
    grave = sum(one.state in (ThemeState.AT_RISK, ThemeState.TO_PUT_RIGHT) for one in voice.assessment.profile)
    answered = sum(one.state is AnswerState.ANSWERED for one in voice.assessment.answers)
    missing = sum(one.state is not AnswerState.ANSWERED for one in voice.assessment.still_to_ask())
    return (
        Figure(voice.number(found), voice.ngettext("finding to act on", "findings to act on", found)),
        Figure(
            voice.number(grave),
            voice.ngettext("theme at risk or to put right", "themes at risk or to put right", grave),
        ),
        Figure(voice.number(kept), voice.ngettext("strength to keep", "strengths to keep", kept)),
        Figure(f"{voice.number(answered)}/{voice.number(answered + missing)}", voice.gettext("questions answered")),
    )
