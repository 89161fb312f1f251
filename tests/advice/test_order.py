"""The order of findings: plan line, severity, phase, rank, id; and what must come before what."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from advisor.advice.finding import findings
from advisor.advice.order import Placed, broken, in_order
from advisor.knowledge.model import Advice, Variant

from .standing_advice import ANYTHING, PHASES, advice, alike, ground, result


def ordered(entries: Sequence[Advice], chosen: Sequence[str] = ()) -> tuple[Placed, ...]:
    kb = ground(entries)
    return in_order(kb, findings(kb, dict.fromkeys(kb.advice, result()), alike), chosen)


def ids(placed: Sequence[Placed]) -> list[str]:
    return [one.finding.id for one in placed]


def test_findings_come_by_plan_line_severity_phase_rank_and_id() -> None:
    entries = [
        advice("h", None, kind="opportunity", phase="grow"),
        advice("g", "moderate"),
        advice("f", "major", "grow"),
        advice("e", "major", "repair"),
        advice("d", "major", "repair", rank=2),
        advice("c", "major", "repair", rank=1),
        advice("b", "major", "decide"),
        advice("a", "critical", "grow"),
    ]
    placed = ordered(entries)
    assert ids(placed) == list("abcdefgh")
    assert [one.line for one in placed] == ["now", "now", "next", "next", "next", "next", "then", "later"]
    assert not any(one.pulled for one in placed)


def test_a_variant_in_force_changes_the_place_within_severity_and_phase() -> None:
    kb = ground([advice("a", rank=1, variants=(Variant(ANYTHING, rank=3),)), advice("b", rank=2)])
    for variant, order in ((None, ["a", "b"]), (0, ["b", "a"])):
        found = findings(kb, {"a": result(variant=variant), "b": result()}, alike)
        assert ids(in_order(kb, found)) == order


def test_what_must_come_before_is_pulled_forward_into_the_line_of_what_it_precedes_with_the_reason() -> None:
    placed = ordered([advice("stop", "critical"), advice("ask", "minor", before=["stop"])])
    assert [(one.finding.id, one.line) for one in placed] == [("ask", "now"), ("stop", "now")]
    pulled = placed[0].pulled
    assert pulled is not None
    assert (pulled.ahead_of, pulled.before.because) == ("stop", {"en": "because"})


def test_a_chain_is_pulled_forward_whole() -> None:
    entries = [advice("a", "critical"), advice("b", "minor", before=["a"]), advice("c", "minor", before=["b"])]
    placed = ordered(entries)
    assert ids(placed) == ["c", "b", "a"]
    assert {one.line for one in placed} == {"now"}


def test_what_stands_first_anyway_is_not_called_pulled_forward() -> None:
    placed = ordered([advice("a", "critical", before=["b"]), advice("b", "minor")])
    assert [(one.line, one.pulled) for one in placed] == [("now", None), ("later", None)]


def test_before_acts_in_whatever_spaces_both_fire() -> None:
    entries = [
        advice("drop@page", "critical"),
        advice("drop@forum", "critical", rank=1),
        advice("ask", "minor", before=["drop"]),
    ]
    assert ids(ordered(entries))[0] == "ask"


def test_a_choice_made_by_hand_stands_first_and_the_order_it_breaks_is_told() -> None:
    entries = [advice("a", "critical"), advice("b", "minor", before=["a"]), advice("c", "minor")]
    placed = ordered(entries, chosen=["c", "a"])
    assert ids(placed) == ["c", "a", "b"]
    assert [(one.ahead_of, one.before.advice) for one in broken(placed)] == [("a", "a")]
    assert broken(ordered(entries)) == ()


names = st.sampled_from("abcdefghij")


@st.composite
def bases(draw: st.DrawFn) -> list[Advice]:
    """Advice with `before` along the alphabet only, so that it has no cycle."""
    chosen = draw(st.lists(names, min_size=1, max_size=10, unique=True))
    found = []
    for id in chosen:
        later = draw(st.lists(st.sampled_from([other for other in "abcdefghij" if other > id] or ["z"]), max_size=3))
        severity = draw(st.sampled_from(["critical", "major", "moderate", "minor"]))
        found.append(
            advice(id, severity, draw(st.sampled_from(PHASES)), before=later, rank=draw(st.none() | st.integers(0, 3)))
        )
    return found


@given(bases(), st.randoms(use_true_random=False))
def test_the_order_keeps_every_before_and_does_not_depend_on_the_order_of_the_files(
    entries: list[Advice], random: Random
) -> None:
    placed = ordered(entries)
    assert sorted(ids(placed)) == sorted(one.id for one in entries)
    assert broken(placed) == ()
    shuffled = list(entries)
    random.shuffle(shuffled)
    assert ordered(shuffled) == placed
