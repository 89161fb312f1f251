"""What texts print of a client's answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from advisor.advice import Wording, assess
from advisor.answers import parse_answers
from advisor.knowledge import load, shipped

KB = load(Path(__file__).parents[1] / "knowledge_bases" / "brands")


def said(label: Any) -> tuple[str, str]:
    """What the advice that prints `community_label` says of this answer, and the answer in full."""
    answers = {"brand": "Bank", "date": "2026-11-20", "answers": {"community_label": label}}
    wording = Wording(KB, assessed := assess(KB, parse_answers(answers, KB)), "en")
    advice = assessed.advised("call-an-audience-an-audience")
    return wording.say(KB.advice[advice.id].observed, advice), wording.answer("community_label")


def test_a_text_prints_what_is_affirmed_of_an_answer_known_in_part() -> None:
    text, answer = said({"yes": ["page_audience"], "no": ["fans_or_followers"]})
    assert "“the audience of the page”" in text
    assert "fans or followers" in answer


def test_a_text_prints_the_whole_of_an_answer_known_wholly() -> None:
    text, answer = said(["page_audience", "fans_or_followers"])
    assert f"“{answer}”" in text


def test_people_are_called_as_the_brand_calls_them_and_a_fitting_name_stands_in_where_it_did_not_say() -> None:
    kb = load(shipped("rules") / "community-management")

    def called(answers: dict[str, Any], language: str) -> set[str]:
        sheet = parse_answers({"brand": "Town", "date": "2026-11-20", "answers": answers}, kb)
        assessed = assess(kb, sheet)
        wording = Wording(kb, assessed, language)
        return {wording.say({language: "{{ people }}"}, advice) for advice in assessed.advice}

    assert called({"people_called": "residents"}, "en") == {"residents"}
    assert called({"people_called": "residents"}, "fr") == {"habitants"}
    assert called({"activities": ["media"]}, "en") == {"readers"}
    assert called({}, "en") == {"customers"}
