"""A report says which few changes clear most: in every format, in its language, and with the findings it shows."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from advisor.advice import Outlook, assess
from advisor.advice.way_out import AnswerChange, RoadStep, Way, WayOut
from advisor.answers import read_answers
from advisor.answers.review import Review, ReviewedAdvice
from advisor.knowledge import load
from advisor.knowledge.model import KnowledgeBase, PossibleChange, Text
from advisor.report.composition import compose
from advisor.report.json_document import render_json
from advisor.report.markdown import render_markdown
from advisor.report.view import ReportView

BRANDS = Path(__file__).parent.parent / "knowledge_bases" / "brands"


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load(BRANDS)


def made(kb: KnowledgeBase, language: str, says: Text | None = None) -> tuple[ReportView, WayOut, str]:
    """A report with a way out of one change, which clears its findings but the second, and leaves that uncertain."""
    answers = read_answers(next(iter(sorted((BRANDS / "cases").glob("*.yaml")))), kb)
    assessment = assess(kb, answers)
    first, second, *others = [one.id for one in assessment.advice if one.position is not None]
    answered = next(one for one in assessment.answers if one.option)
    option = next(one.id for one in kb.questions[answered.question].options if one.id != answered.option)
    change = AnswerChange(question=answered.question, does="to", option=option, effort="low")
    other = change.model_copy(update={"effort": "high"})
    if says is not None:
        spoken = replace(kb.questions[answered.question], changeable=(PossibleChange("low", to=option, says=says),))
        kb = replace(kb, questions={**kb.questions, answered.question: spoken})
    way = Way(
        steps=(RoadStep(change=change, clears=(first, *others), opens=(second,)),),
        weight=4,
        points=1,
        clears=1,
        opens=1,
    )
    found = WayOut(most=3, effort="high", weight=12, points=3, best=way, equals=((other,),), uncritical=way)
    report = compose(kb, assessment, language=language, outlook=Outlook(way_out=found))
    return report, found, answered.question


@pytest.mark.parametrize(
    ("language", "headline", "still"),
    [
        ("en", "One change clears {cleared} of the {points} points to put right.", "Nothing critical is certain then"),
        ("fr", "Un changement lève {cleared} des {points} points à corriger.", "Rien de critique n’est alors certain"),
    ],
)
def test_the_way_out_is_told_with_what_it_clears(kb: KnowledgeBase, language: str, headline: str, still: str) -> None:
    report, _, question = made(kb, language)
    text = render_markdown(report, edition="brief")
    first, second = report.ranked[:2]
    points = sum(one.severity is not None for one in report.ranked)
    assert second.severity is not None
    assert headline.format(cleared=points - 1, points=points) in text.replace("\u00a0", " ")
    assert still in text
    assert report.way is not None
    assert report.way.changes[0].effects[0].split(" : ")[-1].split(": ")[-1].startswith(f"1 · {first.title}")
    assert report.way.changes[0].effects[1].endswith(f"2 · {second.title}")
    assert kb.questions[question].ask[language][:20] in report.way.changes[0].says


def test_nothing_critical_is_said_to_remain_only_where_nothing_becomes_uncertain(kb: KnowledgeBase) -> None:
    report, found, _ = made(kb, "en")
    assert report.way is not None
    steps = tuple(step.model_copy(update={"opens": ()}) for step in found.best.steps)
    settled = found.best.model_copy(update={"steps": steps, "opens": 0})
    outlook = Outlook(way_out=found.model_copy(update={"best": settled, "uncritical": settled}))
    answers = read_answers(next(iter(sorted((BRANDS / "cases").glob("*.yaml")))), kb)
    told = compose(kb, assess(kb, answers), language="en", outlook=outlook).way
    assert told is not None
    assert "Nothing critical remains then." in told.notes
    assert "Nothing critical remains then." not in report.way.notes


def test_a_change_is_told_in_the_words_of_the_knowledge_base_where_it_has_some(
    kb: KnowledgeBase,
) -> None:
    says = {"en": "Give the moderators a mandate", "fr": "Donnez un mandat aux modérateurs"}
    for language in ("en", "fr"):
        report, _, _ = made(kb, language, says)
        assert report.way is not None
        assert [change.says for change in report.way.changes] == [says[language]]
        assert f"{says[language]} – " in render_markdown(report, edition="brief")


def test_the_json_report_has_the_way_out_as_it_was_found(kb: KnowledgeBase) -> None:
    report, found, _ = made(kb, "en")
    answers = read_answers(next(iter(sorted((BRANDS / "cases").glob("*.yaml")))), kb)
    document = json.loads(render_json(report, assess(kb, answers)))
    assert WayOut.model_validate(document["way_out"]) == found


def test_a_report_without_one_says_nothing_of_it(kb: KnowledgeBase) -> None:
    answers = read_answers(next(iter(sorted((BRANDS / "cases").glob("*.yaml")))), kb)
    report = compose(kb, assess(kb, answers), language="en", outlook=Outlook())
    assert report.way is None
    assert "way out" not in render_markdown(report, edition="brief")


def test_a_way_out_that_clears_no_numbered_finding_is_not_told(kb: KnowledgeBase) -> None:
    report, found, _ = made(kb, "en")
    assert report.way is not None
    best = found.best.model_copy(
        update={"steps": tuple(step.model_copy(update={"clears": ()}) for step in found.best.steps)}
    )
    answers = read_answers(next(iter(sorted((BRANDS / "cases").glob("*.yaml")))), kb)
    outlook = Outlook(way_out=found.model_copy(update={"best": best}))
    told = compose(kb, assess(kb, answers), language="en", outlook=outlook)
    assert told.way is None
    assert "The shortest way out" in render_markdown(report, edition="brief")
    assert "The shortest way out" not in render_markdown(told, edition="brief")


def test_a_way_out_of_as_many_changes_as_it_clears_findings_is_not_told(kb: KnowledgeBase) -> None:
    report, found, _ = made(kb, "en")
    ranked = [one.id for one in report.ranked if one.severity is not None]
    assert report.way is not None
    step = found.best.steps[0]
    each = tuple(step.model_copy(update={"clears": (id,)}) for id in ranked)
    answers = read_answers(next(iter(sorted((BRANDS / "cases").glob("*.yaml")))), kb)
    best = found.best.model_copy(update={"steps": each})
    for left in (None, best.model_copy(update={"critical": ()})):
        outlook = Outlook(way_out=found.model_copy(update={"best": best, "uncritical": left}))
        assert compose(kb, assess(kb, answers), language="en", outlook=outlook).way is None


def test_with_fewer_than_three_numbered_findings_no_way_out_is_told(kb: KnowledgeBase) -> None:
    report, found, _ = made(kb, "en")
    shown = [one for one in report.ranked if one.severity is not None]
    assert len(shown) > 2
    answers = read_answers(next(iter(sorted((BRANDS / "cases").glob("*.yaml")))), kb)
    assessment = assess(kb, answers)
    left_out = {one.id: ReviewedAdvice(left_out="settled since") for one in shown[2:]}
    fewer = compose(kb, assessment, language="en", outlook=Outlook(way_out=found), review=Review(advice=left_out))
    assert fewer.way is None


def test_a_way_out_that_leaves_most_of_the_numbered_findings_is_not_told(kb: KnowledgeBase) -> None:
    report, found, _ = made(kb, "en")
    first = report.ranked[0].id
    best = found.best.model_copy(
        update={"steps": tuple(step.model_copy(update={"clears": (first,)}) for step in found.best.steps)}
    )
    answers = read_answers(next(iter(sorted((BRANDS / "cases").glob("*.yaml")))), kb)
    outlook = Outlook(way_out=found.model_copy(update={"best": best}))
    assert sum(one.severity is not None for one in report.ranked) > 2
    assert compose(kb, assess(kb, answers), language="en", outlook=outlook).way is None
