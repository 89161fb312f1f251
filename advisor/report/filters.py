"""What the findings of a page can be filtered by, and how each is marked for it.

A filter is a list to choose from; the stylesheet hides what does not bear the mark of the choice. Marks are numbers,
so that nothing a client or an author wrote stands in a stylesheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from advisor.language import catalogue

from .finding_view import FindingView
from .view import ReportView


@dataclass(frozen=True)
class Filter:
    """One list: its id, its name, and the words to choose from, which are marked 1, 2, 3 …"""

    id: str
    name: str
    words: tuple[str, ...]


def filters(report: ReportView) -> tuple[tuple[Filter, ...], Mapping[str, Markup]]:
    """The filters that have more than one thing to choose, and the marks of each numbered finding by its id."""
    say = catalogue(report.language).gettext
    spaces = {row.id: row.name for each in report.maps for row in each.rows}
    of = {
        "theme": (say("Theme"), _words(one.theme.word for one in report.ranked)),
        "space": (
            report.maps[0].title if len(report.maps) == 1 else say("Space"),
            _words(name for id, name in spaces.items() if any(id in one.instances for one in report.ranked)),
        ),
        "severity": (say("Severity"), _words(_severity(one) for one in report.ranked)),
        "line": (say("Plan"), _words(one.line.word for one in report.ranked if one.line)),
    }
    offered = tuple(Filter(id, name, words) for id, (name, words) in of.items() if len(words) > 1)

    def borne(finding: FindingView, filter: Filter) -> str:
        words: Iterable[str] = {
            "theme": (finding.theme.word,),
            "space": tuple(spaces[id] for id in finding.instances if id in spaces),
            "severity": (_severity(finding),),
            "line": (finding.line.word,) if finding.line else (),
        }[filter.id]
        return " ".join(str(filter.words.index(word) + 1) for word in words)

    return offered, {
        one.id: Markup("").join(Markup(' data-{}="{}"').format(each.id, borne(one, each)) for each in offered)
        for one in report.ranked
    }


def _severity(finding: FindingView) -> str:
    return finding.severity.word if finding.severity else finding.kind.word


def _words(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
