"""The anatomy of a finding: its labelled parts in reading order, for formats that have no template."""

from __future__ import annotations

from dataclasses import dataclass

from .appendix_view import AnswerSection, BibliographyEntry
from .catalogue import Catalogue
from .finding_view import Evidence, FindingView
from .labels import EFFORT_LEVELS

WORTH = ("strength", "opportunity")
"""Kinds whose consequence is good news."""


@dataclass(frozen=True)
class Part:
    """A labelled part of a finding: paragraphs, then steps to number. `act` marks what to do."""

    label: str
    paragraphs: tuple[str, ...]
    steps: tuple[str, ...] = ()
    act: bool = False


def parts(finding: FindingView, words: Catalogue) -> tuple[Part, ...]:
    """What was seen, why it matters, what to do, what else to weigh; absent parts left out."""
    why = words.gettext("What it is worth") if finding.kind.id in WORTH else words.gettext("Why it matters")
    every = (
        Part(words.gettext("What we saw"), finding.observed),
        Part(why, finding.consequence),
        Part(words.gettext("What to do"), finding.recommendation, finding.steps, act=True),
        Part(words.gettext("In fairness"), finding.nuance),
    )
    return tuple(part for part in every if part.paragraphs or part.steps)


def tags(finding: FindingView) -> tuple[str, ...]:
    """Severity, kind, phase and effort in words."""
    return tuple(tag.word for tag in (finding.severity, finding.kind, finding.phase, finding.effort) if tag)


def impact(finding: FindingView) -> str:
    """Severity in words; the kind for what has none."""
    return finding.severity.word if finding.severity else finding.kind.word


def effort(finding: FindingView, words: Catalogue) -> str:
    """Effort as a level in words, a dash if it has none."""
    for level, word in EFFORT_LEVELS.items():
        if finding.effort and finding.effort.id == level:
            return words.gettext(word)
    return "–"


def first_words(finding: FindingView) -> str:
    """What a summary says of a finding below its title."""
    return (*finding.recommendation, *finding.observed)[0]


def opening_of(evidence: Evidence, words: Catalogue) -> str:
    """How the conclusions of an evidence are introduced."""
    return words.gettext("And because we conclude") if evidence.said else words.gettext("Because we conclude")


def denial_of(evidence: Evidence, words: Catalogue) -> str:
    """How the conclusions that do not hold are introduced."""
    denied = len(evidence.denied)
    if evidence.said or evidence.holding:
        return words.ngettext("And because this is not so", "And because none of this is so", denied)
    return words.ngettext("Because this is not so", "Because none of this is so", denied)


def unasked(section: AnswerSection, words: Catalogue) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The questions of a section without an answer, under a title for each reason; absent reasons left out."""
    every = (
        (words.gettext("Ruled out by other answers"), section.ruled_out),
        (words.gettext("Not asked yet"), section.not_asked),
    )
    return tuple((title, tuple(one.asked for one in under)) for title, under in every if under)


def reference(article: BibliographyEntry) -> tuple[str, str, str]:
    """An article in the bibliography: the author, the title (to be set off) and where and when it appeared."""
    appeared = ", ".join(part for part in (article.publication, article.year) if part)
    return f"{article.author}, ", article.title, f", {appeared}."


def sources(finding: FindingView, words: Catalogue) -> str:
    """The sources of a finding on one line; empty without sources."""
    return words.listed(f"{one.label}, {', '.join(one.claims)}" for one in finding.citations)
