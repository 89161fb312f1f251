"""What to answer to what is still to be decided: no, or yes, in the words the knowledge base has for the change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .finding_view import FindingView
from .reasons import Reasons

ANSWERED = 3
"""Answers told on page one."""


def to_answer(reasons: Reasons, ranked: Sequence[FindingView]) -> tuple[str, ...]:
    """A sentence for each thing still to be decided, with the number of the finding that gives the reasons.

    It is the change that settles the pending answer a finding rests on, told at the first such finding; the title of
    a finding whose phase is about decisions, and that no such change speaks for.
    """
    numbered = [one for one in ranked if one.number is not None]
    told: dict[str, int] = {}
    settled: set[str] = set()
    for further_back in (False, True):
        for finding in numbered:
            for question, says in _changes(reasons, finding, further_back):
                if question not in settled:
                    settled.add(question)
                    told.setdefault(says, finding.number or 0)
    phases = reasons.voice.kb.phases
    for finding in numbered:
        pending = finding.phase is not None and finding.phase.id in phases and phases[finding.phase.id].pending
        if pending and finding.number not in told.values():
            told[finding.title] = finding.number or 0
    in_order = sorted(told.items(), key=lambda one: one[1])
    return tuple(f"{says} ({number})." for says, number in in_order)[:ANSWERED]


def _changes(reasons: Reasons, finding: FindingView, further_back: bool) -> Iterator[tuple[str, str]]:
    """The pending answers a finding rests on, each with the words of the change that settles it, where it has any."""
    voice = reasons.voice
    for point in finding.walk():
        for id in reasons.rests_on(point, further_back):
            recorded, question = voice.recorded(id), voice.kb.questions[id]
            chosen = (recorded.option, *recorded.among) if recorded else ()
            options = [option for option in chosen if option is not None]
            if not options or not all(question.option(option).pending for option in options):
                continue
            for change in question.changeable:
                to = question.option(change.to) if change.to else None
                if change.says and to and not to.pending and (not change.present or options[0] in change.present):
                    yield id, voice.say(change.says)
                    break
