"""`rules play` shows what turns when an answer changes, down to the words that would be printed."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from advisor.cli.rules import group
from advisor.knowledge import examine

from .conftest import SHIPPED, Bench


def played(bench: Bench, *words: str, lines: str) -> list[str]:
    """What is shown at the beginning and after each line."""
    result = CliRunner().invoke(group, ["play", *words, "--kb", str(bench.directory)], input=lines)
    assert result.exception is None, result.exception
    return result.output.split("play > ")


def test_a_changed_answer_turns_parts_conclusions_outcome_and_texts(garden: Bench) -> None:
    start, evening, _, most, none, _ = played(
        garden, "plant-water-lovers", lines="1 evening\nbeds 4\nsame_plants=most\n3 none\n"
    )
    assert start.startswith("plant-water-lovers: undetermined\n  open: beds\n")
    assert "✓ watering any of morning, evening  ← [evening]" in evening
    assert "? soil_tired: ? same-plants-again" in evening
    assert "plant-water-lovers: postponed (grow)" in most
    assert "✓ soil_tired: ✓ same-plants-again" in most
    assert "plant-water-lovers: fires (grow)" in none
    assert "en  title:          Plant what likes water" in none
    assert "fr  title:          Plantez ce qui aime l'eau" in none


def test_a_variant_is_chosen_by_what_is_answered_of_one_instance(choir: Bench) -> None:
    _, done, decided, back, _ = played(
        choir,
        "pay-no-soloists",
        lines="solo_fees done\nsolo_fees {is: decided, due: 2000-01-05}\nsolo_fees -\n",
    )
    assert "pay-no-soloists: fires (moderate, mend)" in done
    assert "en  title:          Pay no soloists\n      observed:       Soloists are paid in “Choir”." in done
    assert "pay-no-soloists: fires (major, decide, variant 1)" in decided
    assert "fr  title:          Ne commencez pas à payer des solistes" in decided
    assert "undetermined" in back
    assert "title:" not in back, "what does not fire prints nothing"


def test_answers_of_several_instances_and_the_example_to_keep(choir: Bench) -> None:
    lines = "altos.mood quarrels\naltos.choir_state rehearses\nbasses.2 leavers\nbasses.1 rehearses\nyaml\n"
    *_, last, kept, _ = played(choir, "two-are-strained", lines=lines)
    assert "two-are-strained: yes" in last
    assert "✓ strained@basses: ✓ strain-is-heard@basses" in last
    example = next(line for line in kept.splitlines() if line.startswith("- {name"))
    choir.plant("conclusions/state.yaml", "    conclude: [torn]\n    examples:\n",
                f"    conclude: [torn]\n    examples:\n      {example.replace('…', 'as played')}\n")  # fmt: skip
    assert [problem for problem in examine(choir.directory) if not problem.warning] == []
    assert "1 example and 0 cases run, 0 failed." in choir.run("test", "two-are-strained/as played")


def test_play_begins_with_an_example_and_forgets(garden: Bench) -> None:
    start, cleared, loaded, _ = played(
        garden, "rest-the-beds", "--example", "all moved", lines="clear\nexample same plants for years\n"
    )
    assert "rest-the-beds: does_not_apply" in start
    assert "rest-the-beds: undetermined" in cleared
    assert "rest-the-beds: fires" in loaded


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("wattering noon", 'Did you mean "watering"?'),
        ("watering noone", "noon"),
        ("watering [noon", "cannot be read"),
        ("beds many", "whole number"),
        ("beds", "How many"),
        ("bed.watering noon", "is asked once"),
        ("99 noon", 'no question "99"'),
        ("show", "Type help for what can be typed."),
        ("soil_tired yes", '"soil_tired" is a conclusion: it follows from '),
        ("beds -", "Nothing changes"),
        ("example all moved", "has no example"),
        ("help", "or Ctrl-D"),
    ],
)
def test_what_cannot_be_used_changes_nothing(line: str, message: str, garden: Bench) -> None:
    _, answer, after, _ = played(garden, "plant-water-lovers", lines=f"{line}\n\n")
    assert message in answer
    assert "Traceback" not in answer
    assert after.strip() == ""


def test_what_is_no_advice_and_no_rule_is_refused_with_what_is_meant(garden: Bench, small: Bench) -> None:
    assert "Play one of its rules: same-plants-again" in garden.run("play", "soil_tired", status=1)
    assert 'Did you mean "rest-the-beds"?' in garden.run("play", "rest-the-bed", status=1)
    assert "its status is deprecated" in small.run("play", "hang-a-sign", status=1)
    assert 'Did you mean "all moved"?' in garden.run("play", "rest-the-beds", "--example", "all move", status=1)


def test_advice_of_the_shipped_knowledge_base_can_be_played_with() -> None:
    start, _ = played(Bench(SHIPPED), "stop-automating", lines="")
    assert start.startswith("stop-automating: ")
