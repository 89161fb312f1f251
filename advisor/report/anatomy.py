"""The anatomy of a finding: its labelled parts in reading order, for formats that have no template."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.knowledge.french import capital
from advisor.language import Catalogue

from .appendix_view import BibliographyEntry
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


GRAVE = ("critical", "major")
"""Severities of findings that the brief edition tells with all their steps."""


def parts(finding: FindingView, words: Catalogue, *, full: bool) -> tuple[Part, ...]:
    """What was seen, why it matters, what to do, what else to weigh; absent parts left out.

    The brief edition leaves out the nuance, and all steps but the first of what is not grave.
    """
    grave = finding.own or (finding.severity is not None and finding.severity.id in GRAVE)
    steps = finding.steps if full or grave else finding.steps[:1]
    matters = words.gettext("What it is worth") if finding.kind.id in WORTH else words.gettext("Why it matters")
    every = (
        Part(words.gettext("What we saw"), finding.observed),
        Part(matters, finding.consequence),
        Part(words.gettext("What to do"), finding.recommendation, steps, act=True),
        Part(words.gettext("In fairness"), finding.nuance if full else ()),
    )
    return tuple(part for part in every if part.paragraphs or part.steps)


def tags(finding: FindingView) -> tuple[str, ...]:
    """Severity or kind, theme and effort in words."""
    return tuple(tag.word for tag in (finding.severity or finding.kind, finding.theme, finding.effort) if tag)


def impact(finding: FindingView) -> str:
    """Severity in words; the kind for what has none."""
    return finding.severity.word if finding.severity else finding.kind.word


def effort(finding: FindingView, words: Catalogue) -> str:
    """Effort as a level in words, a dash if it has none."""
    for level, word in EFFORT_LEVELS.items():
        if finding.effort and finding.effort.id == level:
            return words.gettext(word)
    return "–"


def why(finding: FindingView) -> str:
    """Why a finding matters, in a line."""
    return (*finding.consequence, *finding.observed, *finding.recommendation)[0]


def could_change(finding: FindingView, words: Catalogue) -> str:
    """The question whose answer could still change a finding, and how many more there are."""
    asked, *others = finding.open_questions
    said = words.gettext("What could change this: %(question)s", question=asked)
    if not others:
        return said
    more = words.ngettext("and one more question", "and %(n)s more questions", len(others))
    return f"{said} ({more})"


def charges(finding: FindingView, words: Catalogue) -> tuple[str, ...]:
    """Who is in charge of a finding, by when, and when what it concerns falls due, as far as it is known."""
    dates = (
        words.gettext("by %(date)s", date=finding.due) if finding.due else "",
        words.gettext("due %(date)s", date=finding.deadline) if finding.deadline else "",
    )
    said = [one for one in dates if one]
    return (finding.owner, *said) if finding.owner else (*map(capital, said[:1]), *said[1:])


def opening_of(evidence: Evidence, words: Catalogue) -> str:
    """How the conclusions of an evidence are introduced."""
    quoted = evidence.said or evidence.quoted_at
    return words.gettext("And because we conclude") if quoted else words.gettext("Because we conclude")


def denial_of(evidence: Evidence, words: Catalogue) -> str:
    """How the conclusions that do not hold are introduced."""
    denied = len(evidence.denied)
    if evidence.said or evidence.quoted_at or evidence.holding:
        return words.ngettext("And because this is not so", "And because none of this is so", denied)
    return words.ngettext("Because this is not so", "Because none of this is so", denied)


def reference(article: BibliographyEntry) -> tuple[str, str, str]:
    """An article in the bibliography: the author, the title (to be set off) and where and when it appeared."""
    appeared = ", ".join(part for part in (article.publication, article.year) if part)
    return f"{article.author}, ", article.title, f", {appeared}."


def sources(finding: FindingView, words: Catalogue) -> str:
    """The sources of a finding on one line; empty without sources."""
    return words.listed(f"{one.label}, {', '.join(one.claims)}" for one in finding.citations)
