"""The profile in words: the state of a theme, its counts, and how it turned between two Assessments."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.knowledge.model import SEVERITIES, Severity
from advisor.language import C_, N_, Messages, catalogue
from advisor.language.enumeration import apart

from .assessment import ThemeProfile, ThemeState

STATES = Messages(
    {
        ThemeState.AT_RISK: "at risk",
        ThemeState.TO_PUT_RIGHT: "to put right",
        ThemeState.TO_IMPROVE: "to improve",
        ThemeState.IN_ORDER: "in order",
        ThemeState.NOT_JUDGED: "not judged",
    }
)
COUNTS = Messages(
    {
        "critical.one": C_("count", "critical"),
        "critical.other": C_("count", "critical"),
        "major.one": C_("count", "major"),
        "major.other": C_("count", "major"),
        "moderate.one": C_("count", "moderate"),
        "moderate.other": C_("count", "moderate"),
        "minor.one": C_("count", "minor"),
        "minor.other": C_("count", "minor"),
        "in_order.one": C_("count", "in order"),
        "in_order.other": C_("count", "in order"),
        "not_known.one": C_("count", "not known"),
        "not_known.other": C_("count", "not known"),
    }
)
"""What is counted, of one point and of several: to put right by severity, in order, not known."""
TURNED = N_("{what}: {before} → {after}")


def counts_of(profile: ThemeProfile) -> dict[str, int]:
    """The counts of a theme, those to put right by severity first."""
    by_severity: dict[str, int] = {severity: profile.to_put_right.get(severity, 0) for severity in SEVERITIES}
    return {**by_severity, "in_order": profile.in_order, "not_known": profile.not_known}


class ProfileWords:
    """Says profiles in one language."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._catalogue = catalogue(language)

    def state(self, profile: ThemeProfile | None) -> str:
        """The state in a word; a dash where there is no such theme."""
        return "–" if profile is None else STATES.said(self._language)[profile.state]

    def put_right(self, profile: ThemeProfile) -> str:
        """What is to be put right, by severity: `1 critical, 2 major`; a dash where there is nothing."""
        return ", ".join(self._counted(what, count) for what, count in profile.to_put_right.items()) or "–"

    def counts(self, profile: ThemeProfile) -> str:
        """Every count that is not nought: `1 critical, 3 in order, 2 not known`; a dash where there is none."""
        return ", ".join(self._counted(what, n) for what, n in counts_of(profile).items() if n) or "–"

    def turned(self, before: ThemeProfile | None, after: ThemeProfile | None) -> str:
        """From word to word, then the counts that differ; one word where the state is the same."""
        words = dict.fromkeys((self.state(before), self.state(after)))
        return apart((" → ".join(words), *self._moved(before, after)), self._language)

    def regraded(self, before: Severity | None, after: Severity | None) -> str:
        """From severity to severity; a dash for none."""
        return " → ".join(self._count(one, 1) if one else "–" for one in (before, after))

    def _moved(self, before: ThemeProfile | None, after: ThemeProfile | None) -> Iterator[str]:
        if before is not None and after is not None:
            later = counts_of(after)
            for what, n in counts_of(before).items():
                if n != later[what]:
                    said = self._count(what, 2)
                    yield self._catalogue.plain(TURNED).format(what=said, before=n, after=later[what])

    def _counted(self, what: str, count: int) -> str:
        return f"{count} {self._count(what, count)}"

    def _count(self, what: str, count: int) -> str:
        return COUNTS.count(what, count, self._language)
