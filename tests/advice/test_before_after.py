"""Before and after: what became graver or milder, and how each theme turned from word to word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from advisor.advice import assess
from advisor.advice.assessment import Assessment, ThemeState
from advisor.advice.before_after import ComparedAdvice, compare
from advisor.analysis.explanation.whatif import told, what_if
from advisor.answers import parse_answers
from advisor.knowledge import load

CHOIR = load(Path(__file__).parent.parent / "knowledge_bases" / "choir")
SOON = {"is": "decided", "due": "2026-11-25"}
"""Fees that begin in five days: the variant of the advice that is graver."""


def choir(id: str, **answers: Any) -> dict[str, Any]:
    return {"id": id, "name": id.title(), "answers": {"choir_state": "rehearses", "mood": ["laughter"], **answers}}


def school(*choirs: dict[str, Any], **answers: Any) -> dict[str, Any]:
    brand = {"teaches": "adults", "concert_hall": "yes", "merge_choirs": "no", "sell_piano": "no", **answers}
    return {"brand": "School", "date": "2026-11-20", "answers": brand, "choirs": list(choirs)}


def assessed(brand: dict[str, Any]) -> Assessment:
    return assess(CHOIR, parse_answers(brand, CHOIR))


PAID, ABOUT_TO_BE_PAID = school(choir("altos", solo_fees="done")), school(choir("altos", solo_fees=SOON))


@pytest.mark.parametrize(
    ("before", "after", "status"),
    [(PAID, ABOUT_TO_BE_PAID, "graver"), (ABOUT_TO_BE_PAID, PAID, "milder"), (PAID, PAID, "persisting")],
)
def test_what_stands_on_both_sides_became_graver_or_milder_or_persists(
    before: dict[str, Any], after: dict[str, Any], status: str
) -> None:
    found = compare(assessed(before), assessed(after))
    (fees,) = [one for one in found.advice if one.id == "pay-no-soloists"]
    assert fees.status == status
    assert (fees.severity_before == fees.severity) is (status == "persisting")
    assert fees.causes == (() if status == "persisting" else ("answers",))
    assert found.unchanged is (status == "persisting")


def test_what_concerns_a_space_arises_with_it_goes_with_it_and_is_found_again_by_its_name() -> None:
    alone, both = school(choir("altos")), school(choir("altos"), choir("basses", solo_fees="done"))
    renamed = school(choir("altos"), {**choir("deep-voices", solo_fees="done"), "name": "BASSES"})

    def fees(before: dict[str, Any], after: dict[str, Any]) -> str:
        (found,) = [one for one in compare(assessed(before), assessed(after)).advice if "pay-no-soloists" in one.id]
        return found.status

    assert fees(alone, both) == "new"
    assert fees(both, alone) == "resolved"
    assert fees(both, renamed) == "persisting"


def test_reversed_dates_are_noticed() -> None:
    earlier, later = assessed(PAID), assessed({**PAID, "date": "2027-05-20"})
    assert not compare(earlier, later).reversed
    assert compare(later, earlier).reversed


def test_themes_turn_from_word_to_word() -> None:
    found = compare(assessed(PAID), assessed(school(choir("altos", solo_fees="no"))))
    singers, house = found.profile
    assert singers.before
    assert singers.after
    assert (singers.before.state, singers.after.state) == (ThemeState.TO_IMPROVE, ThemeState.IN_ORDER)
    assert singers.differs
    assert not house.differs
    assert house.counted


def test_praise_that_is_withheld_is_not_told_as_gained() -> None:
    merging = school(choir("altos", solo_fees="no"), merge_choirs="decided")
    found = compare(assessed(merging), assessed(school(choir("altos", solo_fees="no"))))
    (tuned,) = [one for one in found.conclusions if one.id == "in_tune"]
    assert tuned.withheld
    assert isinstance(found.advice[0], ComparedAdvice)


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            [
                "Graver or milder",
                "  ~ Do not begin to pay soloists (pay-no-soloists): moderate → major",
                "  Singers: to improve → to put right; major: 0 → 1; moderate: 1 → 0",
            ],
        ),
        (
            "fr",
            [
                "Plus graves ou moins graves",
                "  ~ Ne commencez pas à payer des solistes (pay-no-soloists)\u00a0: modéré → majeur",
                "  Chanteurs\u00a0: à améliorer → à corriger\u00a0; majeurs\u00a0: 0 → 1\u00a0; modérés\u00a0: 1 → 0",
            ],
        ),
    ],
)
def test_what_if_tells_what_becomes_graver_and_how_the_theme_turns(language: str, lines: list[str]) -> None:
    later = parse_answers(ABOUT_TO_BE_PAID, CHOIR)
    changes = {"solo_fees@altos": later.given["solo_fees@altos"]}
    found = what_if(CHOIR, parse_answers(PAID, CHOIR), changes)
    said = list(told(CHOIR, found, language))
    assert [line for line in said if line in lines] == lines
    (graded,) = found.difference.document()["regraded"]
    assert graded == {"advice": "pay-no-soloists", "before": "moderate", "after": "major"}
