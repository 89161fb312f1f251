"""The profile: counts and states of themes, without scores."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from advisor.advice import assess
from advisor.advice.assessment import ThemeProfile, ThemeState
from advisor.advice.profile import Point, known_overall, points, theme_profile
from advisor.advice.profile_words import COUNTS, STATES, ProfileWords, counts_of
from advisor.answers import parse_answers
from advisor.inference import Outcome
from advisor.inference.infer import infer
from advisor.inference.result import AdviceResult
from advisor.knowledge import load
from advisor.knowledge.model import Advice, Question, Variant

from .standing_advice import ANYTHING, advice, ground, result

FIRST = Question("first", "s", "yes_no", {"en": "?"})
DEEP = Question("deep", "s", "yes_no", {"en": "?"}, asked_in="deepening")
APART = result(Outcome.DOES_NOT_APPLY)


def judged(entries: list[Advice], *results: AdviceResult) -> tuple[Point, ...]:
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
        assert theme_profile("theme", found).state is expected


def test_a_question_counts_only_where_it_stands_with_a_severity() -> None:
    ask = advice("a", None, kind="ask", variants=(Variant(ANYTHING, severity="major"),))
    graded, bare = result(variant=0), result()
    assert theme_profile("theme", judged([ask], graded)).to_put_right == {"major": 1}
    assert theme_profile("theme", judged([ask], graded)).state is ThemeState.TO_PUT_RIGHT
    assert judged([ask], bare) == judged([ask], APART) == ()


def test_a_theme_without_findings_is_in_order_only_when_enough_is_known() -> None:
    entries = [advice("a", "moderate"), advice("b", "moderate"), advice("c", "moderate")]
    asked = result(Outcome.UNDETERMINED, settle=("first",))
    assert theme_profile("theme", judged(entries, APART, APART, asked)).state is ThemeState.IN_ORDER
    assert theme_profile("theme", judged(entries, APART, asked, asked)).state is ThemeState.NOT_JUDGED
    assert theme_profile("theme", judged([])).state is ThemeState.NOT_JUDGED


def test_a_grave_point_still_open_keeps_a_theme_from_being_in_order() -> None:
    entries = [*(advice(f"a{place}", "critical") for place in range(9)), advice("b", "major")]
    results = [APART] * 9
    open_first = result(Outcome.UNDETERMINED, settle=("first",))
    open_later = result(Outcome.UNDETERMINED, settle=("deep",))
    assert theme_profile("theme", judged(entries, *results, open_first)).state is ThemeState.NOT_JUDGED
    assert theme_profile("theme", judged(entries, *results, open_later)).state is ThemeState.IN_ORDER


def test_what_waits_for_the_deepening_alone_lowers_nothing() -> None:
    entries = [advice("a", "minor"), advice("b", "minor")]
    assert known_overall(judged(entries, APART, result(Outcome.UNDETERMINED, settle=("deep",)))) == 1.0
    assert known_overall(judged(entries, APART, result(Outcome.UNDETERMINED, settle=("deep", "first")))) == 0.5
    assert known_overall(judged([])) == 0.0


def test_what_is_excepted_or_out_of_scope_counts_nowhere() -> None:
    entries = [advice("a", "critical"), advice("b", "critical"), advice("c", "minor")]
    found = judged(entries, result(Outcome.EXCEPTED), result(Outcome.OUT_OF_SCOPE), APART)
    own = theme_profile("theme", found)
    assert (own.in_order, own.not_known, own.to_put_right, own.judged) == (1, 0, {}, 1)


def test_advice_of_several_spaces_weighs_once_at_the_first_of_its_outcomes() -> None:
    grave = Variant(ANYTHING, severity="critical")
    entries = [
        advice("a@x", "minor", variants=(grave,)),
        advice("a@y", "minor", variants=(grave,)),
        advice("a@z", "minor"),
    ]
    found = judged(entries, result(), result(variant=0), APART)
    own = theme_profile("theme", found)
    assert own.to_put_right == {"critical": 1}
    assert (own.judged, own.in_order) == (8, 0)


def test_strengths_and_asks_are_no_points() -> None:
    assert judged([advice("a", None, kind="strength"), advice("b", None, kind="ask")], result(), result()) == ()


def profiled(state: ThemeState, put_right: dict[Any, int], in_order: int, not_known: int) -> ThemeProfile:
    return ThemeProfile(
        theme="theme",
        state=state,
        in_order=in_order,
        to_put_right=put_right,
        not_known=not_known,
        judged=1,
        undetermined=0,
    )


def test_a_profile_is_said_in_words_and_counts() -> None:
    found = profiled(ThemeState.AT_RISK, {"critical": 1, "major": 2}, 3, 0)
    english, french = ProfileWords("en"), ProfileWords("fr")
    assert (english.state(found), french.state(found)) == ("at risk", "en danger")
    assert english.counts(found) == "1 critical, 2 major, 3 in order"
    assert french.counts(found) == "1 critique, 2 majeurs, 3 en ordre"
    assert french.put_right(found) == "1 critique, 2 majeurs"
    assert english.put_right(profiled(ThemeState.IN_ORDER, {}, 3, 0)) == "–"


def test_a_turn_tells_from_word_to_word_and_only_the_counts_that_differ() -> None:
    before = profiled(ThemeState.AT_RISK, {"critical": 1, "major": 2}, 3, 1)
    after = profiled(ThemeState.TO_PUT_RIGHT, {"major": 2}, 4, 1)
    assert ProfileWords("en").turned(before, after) == "at risk → to put right; critical: 1 → 0; in order: 3 → 4"
    assert ProfileWords("fr").turned(before, before) == "en danger"
    assert ProfileWords("en").turned(None, after) == "– → to put right"
    assert ProfileWords("en").regraded("major", None) == "major → –"


def test_every_state_and_count_has_its_words() -> None:
    assert set(STATES) == set(ThemeState)
    counted = counts_of(profiled(ThemeState.IN_ORDER, {}, 1, 0))
    assert set(COUNTS) == {f"{what}.{form}" for what in counted for form in ("one", "other")}


def test_what_the_interview_would_not_ask_lowers_nothing() -> None:
    kb = load(Path(__file__).parents[1] / "knowledge_bases" / "choir")
    choirs = [{"id": "altos", "answers": {"choir_state": "rehearses", "solo_fees": "done"}}]
    typed = {"brand": "B", "date": "2026-11-20", "answers": {"concert_hall": "no"}, "choirs": choirs}
    assessed = assess(kb, parse_answers(typed, kb))
    passed_over = [one.question for one in assessed.to_find_out if not one.to_ask]
    inferred = infer(kb, parse_answers(typed, kb))
    every = known_overall(points(inferred.kb, inferred.advice))
    assert passed_over
    assert assessed.known == known_overall(points(inferred.kb, inferred.advice, passed_over)) >= every
