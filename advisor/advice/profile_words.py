"""The profile in words: the state of a theme, its counts, and how it turned between two Assessments.

Spaces before French punctuation are no-break ones, written as escapes.
"""

from __future__ import annotations

from collections.abc import Iterator

from advisor.knowledge.model import SEVERITIES, Severity

from .assessment import ThemeProfile, ThemeState

STATES: dict[str, dict[ThemeState, str]] = {
    "en": {
        ThemeState.AT_RISK: "at risk",
        ThemeState.TO_PUT_RIGHT: "to put right",
        ThemeState.TO_IMPROVE: "to improve",
        ThemeState.IN_ORDER: "in order",
        ThemeState.NOT_JUDGED: "not judged",
    },
    "fr": {
        ThemeState.AT_RISK: "en danger",
        ThemeState.TO_PUT_RIGHT: "à corriger",
        ThemeState.TO_IMPROVE: "à améliorer",
        ThemeState.IN_ORDER: "en ordre",
        ThemeState.NOT_JUDGED: "non évalué",
    },
}
COUNTS: dict[str, dict[str, tuple[str, str]]] = {
    "en": {
        "critical": ("critical", "critical"),
        "major": ("major", "major"),
        "moderate": ("moderate", "moderate"),
        "minor": ("minor", "minor"),
        "in_order": ("in order", "in order"),
        "not_known": ("not known", "not known"),
    },
    "fr": {
        "critical": ("critique", "critiques"),
        "major": ("majeur", "majeurs"),
        "moderate": ("modéré", "modérés"),
        "minor": ("mineur", "mineurs"),
        "in_order": ("en ordre", "en ordre"),
        "not_known": ("inconnu", "inconnus"),
    },
}
"""What is counted, of one point and of several: to put right by severity, in order, not known."""
TURNED = {"en": "{what}: {before} → {after}", "fr": "{what}\u00a0: {before} → {after}"}
JOINT = {"en": "; ", "fr": "\u00a0; "}


def counts_of(profile: ThemeProfile) -> dict[str, int]:
    """The counts of a theme, those to put right by severity first."""
    by_severity: dict[str, int] = {severity: profile.to_put_right.get(severity, 0) for severity in SEVERITIES}
    return {**by_severity, "in_order": profile.in_order, "not_known": profile.not_known}


class ProfileWords:
    """Says profiles in one language; English in one the interface does not speak."""

    def __init__(self, language: str) -> None:
        self._language = language if language in STATES else "en"

    def state(self, profile: ThemeProfile | None) -> str:
        """The state in a word; a dash where there is no such theme."""
        return "–" if profile is None else STATES[self._language][profile.state]

    def put_right(self, profile: ThemeProfile) -> str:
        """What is to be put right, by severity: `1 critical, 2 major`; a dash where there is nothing."""
        return ", ".join(self._counted(what, count) for what, count in profile.to_put_right.items()) or "–"

    def counts(self, profile: ThemeProfile) -> str:
        """Every count that is not nought: `1 critical, 3 in order, 2 not known`; a dash where there is none."""
        return ", ".join(self._counted(what, n) for what, n in counts_of(profile).items() if n) or "–"

    def turned(self, before: ThemeProfile | None, after: ThemeProfile | None) -> str:
        """From word to word, then the counts that differ; one word where the state is the same."""
        words = dict.fromkeys((self.state(before), self.state(after)))
        return JOINT[self._language].join((" → ".join(words), *self._moved(before, after)))

    def regraded(self, before: Severity | None, after: Severity | None) -> str:
        """From severity to severity; a dash for none."""
        return " → ".join(COUNTS[self._language][one][0] if one else "–" for one in (before, after))

    def _moved(self, before: ThemeProfile | None, after: ThemeProfile | None) -> Iterator[str]:
        if before is not None and after is not None:
            later = counts_of(after)
            for what, n in counts_of(before).items():
                if n != later[what]:
                    said = COUNTS[self._language][what][1]
                    yield TURNED[self._language].format(what=said, before=n, after=later[what])

    def _counted(self, what: str, count: int) -> str:
        return f"{count} {COUNTS[self._language][what][count > 1]}"
