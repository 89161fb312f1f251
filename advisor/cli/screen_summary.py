"""An Assessment on one terminal screen: 80 columns, 24 lines, in the consultant's language."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from advisor.advice import Assessment, Wording
from advisor.advice.assessment import ThemeState
from advisor.advice.profile_words import ProfileWords
from advisor.answers import Truth
from advisor.inference.result import Outcome
from advisor.knowledge.model import KnowledgeBase
from advisor.language import Messages, catalogue

WIDTH = 80
HEIGHT = 24
DIAGNOSES = 3

PHRASES = Messages(
    {
        "diagnosis": "What we see",
        "first": "First",
        "keep": "Strengths to keep: {count}, first of all “{title}”",
        "counts": "Findings: {fires}; for later: {postponed}; undecided: {undetermined}; open questions: {open}.",
        "profile": "Profile (points to put right/in order/not known)",
        "contradiction": "Contradictory answers ({count})",
        "version": "Answers given under version {theirs} of the knowledge base; applied: {ours}.",
        "more": "… and {count} more",
    }
)


def summary(kb: KnowledgeBase, assessment: Assessment, language: str) -> str:
    """The screen as text, lines no longer than 80 columns; the situation is cut so that all fits on `HEIGHT` lines."""
    wording = Wording(kb, assessment, language)
    lines: list[str] = []
    for diagnoses in range(DIAGNOSES, 0, -1):
        lines = list(_lines(kb, assessment, wording, diagnoses))
        if len(lines) <= HEIGHT:
            break
    return "\n".join(lines)


def _lines(kb: KnowledgeBase, assessment: Assessment, wording: Wording, diagnoses: int) -> Iterator[str]:
    language = wording.language
    said = PHRASES.said(language)
    kb = wording.kb
    date = catalogue(language).date(assessment.date)
    yield _short(f"{assessment.brand} · {date} · {wording.say(kb.title)}")
    stamp = assessment.knowledge_base
    if stamp.answered_under:
        yield from _wrapped(said["version"].format(theirs=stamp.answered_under, ours=stamp.version))
    yield from _wrapped(wording.headline())
    held = [
        wording.concluded(one)
        for one in sorted(assessment.conclusions, key=lambda one: _prominence(kb, one.id))
        if one.value is Truth.TRUE and kb.conclusions[one.id].shown and not one.withheld_by
    ]
    if held:
        yield ""
        yield said["diagnosis"]
        yield from (_short(f"  · {title}") for title in held[:diagnoses])
        if len(held) > diagnoses:
            yield "  " + said["more"].format(count=len(held) - diagnoses)
    if assessment.first_three:
        yield ""
        yield said["first"]
    for number, id in enumerate(assessment.first_three, start=1):
        yield _short(f"  {number}. {wording.title(assessment.advised(id))}")
    firing = [one for one in assessment.advice if one.outcome is Outcome.FIRES]
    strengths = [one.id for one in firing if one.kind == "strength" and not one.withheld_by]
    if strengths:
        title = wording.title(assessment.advised(strengths[0]))
        yield _short(said["keep"].format(count=len(strengths), title=title))
    yield ""
    yield said["profile"]
    yield from _profile(kb, assessment, wording)
    if assessment.checks:
        contradiction = said["contradiction"].format(count=len(assessment.checks))
        yield _short(f"! {contradiction}: {wording.say(kb.checks[assessment.checks[0].id].says)}")
    yield from _wrapped(
        said["counts"].format(
            fires=sum(one.severity is not None and one.subsumed_by is None for one in firing),
            postponed=sum(one.outcome is Outcome.POSTPONED for one in assessment.advice),
            undetermined=sum(one.outcome is Outcome.UNDETERMINED for one in assessment.advice),
            open=len(assessment.still_to_ask()),
        )
    )


def _prominence(kb: KnowledgeBase, conclusion: str) -> int:
    """What the knowledge base puts first in summaries comes first, the rest in its own order."""
    return kb.summary.index(conclusion) if conclusion in kb.summary else len(kb.summary)


def _profile(kb: KnowledgeBase, assessment: Assessment, wording: Wording) -> Iterator[str]:
    """The themes of each state after its word, the gravest state first."""
    words = ProfileWords(wording.language)
    for state in ThemeState:
        themes = [theme for theme in assessment.profile if theme.state is state and theme.points]
        if themes:
            told = (
                f"{wording.say(kb.themes[theme.theme].title)} "
                f"{sum(theme.to_put_right.values())}/{theme.in_order}/{theme.not_known}"
                for theme in themes
            )
            line = f"{words.state(themes[0])} – {' · '.join(told)}"
            yield from textwrap.wrap(line, WIDTH, initial_indent="  ", subsequent_indent="    ")


def _short(line: str) -> str:
    return line if len(line) <= WIDTH else line[: WIDTH - 1].rstrip() + "…"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH)
