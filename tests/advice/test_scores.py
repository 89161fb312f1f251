"""Scores: the arithmetic of the appendix, held against hand-made cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.advice.assessment import AssessedAdvice, Because
from advisor.advice.scores import printed, theme_scores
from advisor.answers import Truth
from advisor.inference import Outcome
from advisor.knowledge import load

KB = load(Path(__file__).parent.parent / "knowledge_bases" / "small")


def advice(
    id: str,
    outcome: Outcome,
    severity: str | None = "major",
    kind: str = "mistake",
    theme: str = "service",
    under: str | None = None,
) -> AssessedAdvice:
    return AssessedAdvice.model_validate(
        {
            "id": id,
            "entries": (id,),
            "outcome": outcome,
            "kind": kind,
            "theme": theme,
            "severity": severity,
            "subsumed_by": under,
            "when": Truth.TRUE,
            "because": Because(),
        }
    )


def test_a_score_is_the_share_of_judged_weight_that_holds_nothing_against_the_brand() -> None:
    (score,) = theme_scores(
        KB,
        [
            advice("a", Outcome.FIRES, "major"),
            advice("b", Outcome.POSTPONED, "minor"),
            advice("c", Outcome.DOES_NOT_APPLY, "critical"),
            advice("d", Outcome.DOES_NOT_APPLY, "moderate"),
        ],
    )
    assert (score.problems, score.judged) == (5, 15)
    assert score.score == pytest.approx(100 * 10 / 15)
    assert score.confidence == 1


def test_unknown_answers_lower_confidence_and_never_the_score() -> None:
    judged = [advice("a", Outcome.FIRES), advice("b", Outcome.DOES_NOT_APPLY)]
    (before,) = theme_scores(KB, judged)
    (after,) = theme_scores(KB, [*judged, advice("c", Outcome.UNDETERMINED, "critical")])
    assert after.score == before.score
    assert after.confidence == pytest.approx(8 / 16)
    assert after.shown, "0.5 is the last confidence that is shown"


def test_below_the_stated_confidence_the_score_is_not_shown() -> None:
    (score,) = theme_scores(
        KB,
        [
            advice("a", Outcome.FIRES),
            advice("b", Outcome.UNDETERMINED, "critical"),
            advice("c", Outcome.UNDETERMINED, "minor"),
        ],
    )
    assert not score.shown
    assert score.score == 0


@pytest.mark.parametrize("outcome", [Outcome.EXCEPTED, Outcome.OUT_OF_SCOPE])
def test_excepted_and_out_of_scope_count_nowhere(outcome: Outcome) -> None:
    judged = [advice("a", Outcome.FIRES), advice("b", Outcome.DOES_NOT_APPLY)]
    (with_it,) = theme_scores(KB, [*judged, advice("c", outcome, "critical")])
    (without,) = theme_scores(KB, judged)
    assert with_it == without


def test_nothing_judged_is_no_score() -> None:
    (score,) = theme_scores(KB, [advice("a", Outcome.OUT_OF_SCOPE)])
    assert (score.score, score.shown, score.confidence) == (None, False, 0)


def test_a_sub_point_leaves_the_sums_under_a_parent_of_the_same_theme_only() -> None:
    parent = advice("a", Outcome.FIRES, "critical")
    same = advice("b", Outcome.FIRES, "minor", under="a")
    other = advice("c", Outcome.FIRES, "minor", theme="riders", under="a")
    scores = {score.theme: score for score in theme_scores(KB, [parent, same, other])}
    assert scores["service"].judged == 8
    assert scores["riders"].judged == 1


def test_strengths_opportunities_and_asks_weigh_nothing() -> None:
    assert not theme_scores(
        KB, [advice(kind, Outcome.FIRES, None, kind) for kind in ("strength", "opportunity", "ask")]
    )


@pytest.mark.parametrize(("exact", "shown"), [(62.5, 63), (62.4999, 62), (0.5, 1), (100.0, 100)])
def test_printed_figures_round_halves_upwards(exact: float, shown: int) -> None:
    assert printed(exact) == shown
