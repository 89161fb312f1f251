"""The profile of a brand: per theme how much is in order, to be put right and not known, and the state in a word.

There are no scores. A point is a problem the knowledge base can find, or a question that stands with a severity; it
weighs 8, 4, 2 or 1 by its severity, and advice of a context weighs once, at its first of fires, postponed,
undetermined, does not apply:

    judged = weight that fires, is postponed or does not apply
    known  = judged / (judged + weight undetermined that a question the first pass still asks could settle)

What is excepted or out of scope counts nowhere.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from advisor.inference.kept import KeptWith
from advisor.inference.result import DOES_NOT_APPLY, FIRES, OPEN, POSTPONED, AdviceResult, Outcome
from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.model import PROBLEM_KINDS, SEVERITIES, KnowledgeBase, Severity

from .assessment import ThemeProfile, ThemeState
from .finding import STANDING, severity_index, severity_of

WEIGHTS: Mapping[Severity, int] = {"critical": 8, "major": 4, "moderate": 2, "minor": 1}
ENOUGH_KNOWN = 0.6
"""The share known from which a theme may be in order, and a headline is not provisional."""

COUNTED = (FIRES, POSTPONED, OPEN, DOES_NOT_APPLY)
"""The outcomes that count, in the order in which one of several instances stands for its advice."""


@dataclass(frozen=True)
class Point:
    """One problem the knowledge base can find: what became of it, and how grave it is or would be."""

    theme: str
    outcome: Outcome
    severity: Severity
    settled_in_first_pass: bool
    """Of an undetermined point: whether a question of the first pass could still settle it."""

    @property
    def weight(self) -> int:
        """What it weighs."""
        return WEIGHTS[self.severity]

    @property
    def lacking(self) -> bool:
        """Whether it lowers the share known."""
        return self.outcome is OPEN and self.settled_in_first_pass


def share_known(judged: int, undetermined: int) -> float:
    """The part of a weight that is judged; 0 where there is none."""
    return judged / (judged + undetermined) if judged + undetermined else 0.0


def points(
    kb: KnowledgeBase, results: Mapping[str, AdviceResult], passed_over: Iterable[str] = ()
) -> tuple[Point, ...]:
    """Every point of a ground knowledge base that counts, advice of a context once.

    `passed_over` are the questions that the interview does not ask by itself: what hangs on them alone is not lacking.
    """
    counted = [
        *([id for id in ids if results[id].outcome in COUNTED] for ids in _problems(kb)),
        *([id for id in ids if _stands_with_severity(kb, results, id)] for ids in _others(kb)),
    ]
    asked_first = _first_pass(kb).difference(passed_over)
    return tuple([_point(kb, results, ids, asked_first) for ids in counted if ids])


def _entries(kb: KnowledgeBase, *, problems: bool) -> tuple[tuple[str, ...], ...]:
    """The ground entries of each advice that is a problem, or of each that is none."""
    entries: dict[str, list[str]] = {}
    for id, advice in kb.advice.items():
        if (advice.kind in PROBLEM_KINDS) is problems:
            entries.setdefault(declared_id(id), []).append(id)
    return tuple(map(tuple, entries.values()))


_problems = KeptWith(lambda kb: _entries(kb, problems=True))
_others = KeptWith(lambda kb: _entries(kb, problems=False))
_first_pass = KeptWith(lambda kb: frozenset(one.id for one in kb.questions.values() if one.asked_in == "first"))


def _point(kb: KnowledgeBase, results: Mapping[str, AdviceResult], ids: Sequence[str], asked_first: Set[str]) -> Point:
    def grave(id: str) -> tuple[int, int]:
        return COUNTED.index(results[id].outcome), severity_index(_severity(kb, results, id))

    first = ids[0] if len(ids) == 1 else min(ids, key=grave)
    settled_first = any(results[id].outcome is OPEN and not asked_first.isdisjoint(results[id].settle) for id in ids)
    return Point(kb.advice[first].theme, results[first].outcome, _severity(kb, results, first), settled_first)


def _stands_with_severity(kb: KnowledgeBase, results: Mapping[str, AdviceResult], id: str) -> bool:
    return results[id].outcome in STANDING and severity_of(kb.advice[id], results[id]) is not None


def _severity(kb: KnowledgeBase, results: Mapping[str, AdviceResult], id: str) -> Severity:
    found = severity_of(kb.advice[id], results[id])
    assert found is not None, f"the problem {id} has no severity"
    return found


def profiles(kb: KnowledgeBase, points: Iterable[Point]) -> tuple[ThemeProfile, ...]:
    """The profile of every theme."""
    by_theme: dict[str, list[Point]] = {theme: [] for theme in kb.themes}
    for point in points:
        by_theme[point.theme].append(point)
    return tuple(theme_profile(theme, own) for theme, own in by_theme.items())


def theme_profile(theme: str, points: Iterable[Point]) -> ThemeProfile:
    """The profile of one theme; points of others are passed over."""
    own = [point for point in points if point.theme == theme]
    standing = [point.severity for point in own if point.outcome in STANDING]
    judged, undetermined = _weights(own)
    return ThemeProfile(
        theme=theme,
        state=_state(own, share_known(judged, undetermined)),
        in_order=sum(point.outcome is DOES_NOT_APPLY for point in own),
        to_put_right={severity: standing.count(severity) for severity in SEVERITIES if severity in standing},
        not_known=sum(point.outcome is OPEN for point in own),
        judged=judged,
        undetermined=undetermined,
    )


def less(profile: ThemeProfile, left_out: Sequence[Severity]) -> ThemeProfile:
    """A profile without points to put right that a report leaves out; with nothing else to put right, not judged."""
    if not left_out:
        return profile
    kept = {severity: count - left_out.count(severity) for severity, count in profile.to_put_right.items()}
    standing = {severity: count for severity, count in kept.items() if count > 0}
    state = _state_by(standing) or ThemeState.NOT_JUDGED
    return profile.model_copy(update={"to_put_right": standing, "state": state})


def _state_by(standing: Container[Severity]) -> ThemeState | None:
    """The state of a theme with something to put right, by how grave it is; None where there is nothing."""
    if "critical" in standing:
        return ThemeState.AT_RISK
    if "major" in standing:
        return ThemeState.TO_PUT_RIGHT
    return ThemeState.TO_IMPROVE if "moderate" in standing or "minor" in standing else None


def _state(own: list[Point], known: float) -> ThemeState:
    if (by_gravity := _state_by({point.severity for point in own if point.outcome in STANDING})) is not None:
        return by_gravity
    grave_open = any(point.lacking and point.severity in ("critical", "major") for point in own)
    return ThemeState.IN_ORDER if own and known >= ENOUGH_KNOWN and not grave_open else ThemeState.NOT_JUDGED


def known_overall(points: Iterable[Point]) -> float:
    """The share known over all themes: below `ENOUGH_KNOWN` a report is provisional."""
    return share_known(*_weights(tuple(points)))


def _weights(points: Sequence[Point]) -> tuple[int, int]:
    """The weight that is judged, and the weight that a first pass could still settle."""
    judged = sum(point.weight for point in points if point.outcome is not OPEN)
    return judged, sum(point.weight for point in points if point.lacking)
