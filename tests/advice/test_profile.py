"""The profile: counts and states of themes, without scores."""

from __future__ import annotations

import pytest

from advisor.advice.profile import ThemeState, counts, known_overall, points, state
from advisor.inference import Outcome
from advisor.inference.result import AdviceResult
from advisor.knowledge.model import Advice, Question, Variant

from .standing_advice import ANYTHING, advice, ground, result

FIRST = Question("first", "s", "yes_no", {"en": "?"})
DEEP = Question("deep", "s", "yes_no", {"en": "?"}, asked_in="deepening")
APART = result(Outcome.DOES_NOT_APPLY)


def judged(entries: list[Advice], *results: AdviceResult) -> tuple:  # type: ignore[type-arg]
    kb = ground(entries, [FIRST, DEEP])
    return points(kb, dict(zip(kb.advice, results, strict=True)))


@pytest.mark.parametrize(
    ("severity", "expected"),
    [
        ("critical", ThemeState.AT_RISK),
        ("major", ThemeState.TO_PUT_RIGHT),
        ("moderate", ThemeState.TO_IMPROVE),
        ("minor", ThemeState.TO_IMPROVE),
    ],
)
def test_the_gravest_finding_gives_a_theme_its_state(severity: str, expected: ThemeState) -> None:
    for outcome in (Outcome.FIRES, Outcome.POSTPONED):
        found = judged([advice("a", severity), advice("b", "minor")], result(outcome), APART)
        assert state("theme", found) is expected


def test_a_theme_without_findings_is_in_order_only_when_enough_is_known() -> None:
    entries = [advice("a", "moderate"), advice("b", "moderate"), advice("c", "moderate")]
    asked = result(Outcome.UNDETERMINED, settle=("first",))
    assert state("theme", judged(entries, APART, APART, asked)) is ThemeState.IN_ORDER
    assert state("theme", judged(entries, APART, asked, asked)) is ThemeState.NOT_JUDGED
    assert state("theme", judged([])) is ThemeState.NOT_JUDGED


def test_a_grave_point_still_open_keeps_a_theme_from_being_in_order() -> None:
    entries = [*(advice(f"a{place}", "critical") for place in range(9)), advice("b", "major")]
    results = [APART] * 9
    open_first = result(Outcome.UNDETERMINED, settle=("first",))
    open_later = result(Outcome.UNDETERMINED, settle=("deep",))
    assert state("theme", judged(entries, *results, open_first)) is ThemeState.NOT_JUDGED
    assert state("theme", judged(entries, *results, open_later)) is ThemeState.IN_ORDER


def test_what_waits_for_the_deepening_alone_lowers_nothing() -> None:
    entries = [advice("a", "minor"), advice("b", "minor")]
    assert known_overall(judged(entries, APART, result(Outcome.UNDETERMINED, settle=("deep",)))) == 1.0
    assert known_overall(judged(entries, APART, result(Outcome.UNDETERMINED, settle=("deep", "first")))) == 0.5
    assert known_overall(judged([])) == 0.0


def test_what_is_excepted_or_out_of_scope_counts_nowhere() -> None:
    entries = [advice("a", "critical"), advice("b", "critical"), advice("c", "minor")]
    found = judged(entries, result(Outcome.EXCEPTED), result(Outcome.OUT_OF_SCOPE), APART)
    own = counts("theme", found)
    assert (own.in_order, own.not_known, own.to_put_right, own.judged) == (1, 0, {}, 1)


def test_advice_of_several_spaces_weighs_once_at_the_first_of_its_outcomes() -> None:
    grave = Variant(ANYTHING, severity="critical")
    entries = [
        advice("a@x", "minor", variants=(grave,)),
        advice("a@y", "minor", variants=(grave,)),
        advice("a@z", "minor"),
    ]
    found = judged(entries, result(), result(variant=0), APART)
    own = counts("theme", found)
    assert own.to_put_right == {"critical": 1}
    assert (own.judged, own.in_order) == (8, 0)


def test_strengths_and_asks_are_no_points() -> None:
    assert judged([advice("a", None, kind="strength"), advice("b", None, kind="ask")], result(), result()) == ()
