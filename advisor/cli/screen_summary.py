"""An Assessment on one terminal screen: 80 columns, 24 lines, in the consultant's language."""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Iterator

from babel.dates import format_date

from advisor.advice import Assessment, Wording
from advisor.advice.scores import printed
from advisor.advice.wording import locale_of
from advisor.answers import Truth
from advisor.inference.result import Outcome
from advisor.knowledge.model import KnowledgeBase

WIDTH = 80
DIAGNOSES = 3

PHRASES: dict[str, dict[str, str]] = {
    "en": {
        "diagnosis": "What we see",
        "first": "First",
        "nothing": "Nothing calls for repair in what was answered.",
        "keep": "Strengths to keep: {count}, first of all “{title}”",
        "counts": "To put right: {fires}; for later: {postponed}; undecided: {undetermined}; open questions: {open}.",
        "scores": "Scores (confidence)",
        "hidden": "– not shown: too much is unknown",
        "unjudged": "not judged",
        "contradiction": "Contradictory answers ({count})",
        "version": "Answers given under version {theirs} of the knowledge base; applied: {ours}.",
        "more": "… and {count} more",
    },
    "fr": {
        "diagnosis": "Ce que nous voyons",
        "first": "D'abord",
        "nothing": "Rien, dans les réponses données, n'appelle de réparation.",
        "keep": "Points forts à garder : {count}, à commencer par « {title} »",
        "counts": "Points à corriger : {fires} ; pour plus tard : {postponed} ; en suspens : {undetermined} ; "
        "questions ouvertes : {open}.",
        "scores": "Scores (confiance)",
        "hidden": "– non affiché : trop d'inconnues",
        "unjudged": "sans objet",
        "contradiction": "Réponses contradictoires ({count})",
        "version": "Réponses recueillies sous la version {theirs} de la base de connaissances ; appliquée : {ours}.",
        "more": "… et {count} de plus",
    },
}


def summary(kb: KnowledgeBase, assessment: Assessment, language: str) -> str:
    """The screen as text, lines no longer than 80 columns."""
    return "\n".join(_lines(kb, assessment, Wording(kb, assessment, language), language))


def _lines(kb: KnowledgeBase, assessment: Assessment, wording: Wording, language: str) -> Iterator[str]:
    said = PHRASES["fr" if language == "fr" else "en"]
    kb = wording.kb
    date = format_date(datetime.date.fromisoformat(assessment.date), format="long", locale=locale_of(language))
    yield _short(f"{assessment.brand} · {date} · {wording.say(kb.title)}")
    stamp = assessment.knowledge_base
    if stamp.answered_under:
        yield from _wrapped(said["version"].format(theirs=stamp.answered_under, ours=stamp.version))
    held = [
        wording.concluded(one)
        for one in sorted(assessment.conclusions, key=lambda one: _prominence(kb, one.id))
        if one.value is Truth.TRUE and kb.conclusions[one.id].shown and not one.withheld_by
    ]
    if held:
        yield ""
        yield said["diagnosis"]
        yield from (_short(f"  · {title}") for title in held[:DIAGNOSES])
        if len(held) > DIAGNOSES:
            yield "  " + said["more"].format(count=len(held) - DIAGNOSES)
    yield ""
    yield said["first"] if assessment.first_three else said["nothing"]
    for number, id in enumerate(assessment.first_three, start=1):
        yield _short(f"  {number}. {wording.title(assessment.advised(id))}")
    firing = [one for one in assessment.advice if one.outcome is Outcome.FIRES]
    strengths = [one.id for one in firing if one.kind == "strength" and not one.withheld_by]
    if strengths:
        title = wording.title(assessment.advised(strengths[0]))
        yield _short(said["keep"].format(count=len(strengths), title=title))
    if assessment.scores:
        yield ""
        yield said["scores"]
        yield from _scores(kb, assessment, wording, said)
    if assessment.checks:
        contradiction = said["contradiction"].format(count=len(assessment.checks))
        yield _short(f"! {contradiction}: {wording.say(kb.checks[assessment.checks[0].id].says)}")
    yield from _wrapped(
        said["counts"].format(
            fires=sum(one.severity is not None and one.subsumed_by is None for one in firing),
            postponed=sum(one.outcome is Outcome.POSTPONED for one in assessment.advice),
            undetermined=sum(one.outcome is Outcome.UNDETERMINED for one in assessment.advice),
            open=len(assessment.to_find_out),
        )
    )


def _prominence(kb: KnowledgeBase, conclusion: str) -> int:
    """What the knowledge base puts first in summaries comes first, the rest in its own order."""
    return kb.summary.index(conclusion) if conclusion in kb.summary else len(kb.summary)


def _scores(kb: KnowledgeBase, assessment: Assessment, wording: Wording, said: dict[str, str]) -> Iterator[str]:
    """Two themes a line."""
    cells = []
    for score in assessment.scores:
        title = wording.say(kb.themes[score.theme].title)
        if score.shown and score.score is not None:
            figure = f"{printed(score.score):>3} ({printed(100 * score.confidence)} %)"
        else:
            figure = "  –" if score.judged + score.undetermined else said["unjudged"]
        cells.append(f"{textwrap.shorten(title, 24, placeholder='…'):<24} {figure}")
    for left, right in zip(cells[::2], [*cells[1::2], ""], strict=False):
        yield f"  {left:<38}{right}".rstrip()
    if any(not score.shown and score.judged + score.undetermined for score in assessment.scores):
        yield "  " + said["hidden"]


def _short(line: str) -> str:
    return line if len(line) <= WIDTH else line[: WIDTH - 1].rstrip() + "…"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH)
