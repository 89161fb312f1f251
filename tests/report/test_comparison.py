"""Before and after, as a consultant hands it over: on the screen, as JSON, as a page and as a PDF."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advisor.advice import assess
from advisor.advice.before_after import compare
from advisor.answers import parse_answers
from advisor.answers.review import OwnAdvice, Review, ReviewedAdvice
from advisor.cli import main
from advisor.knowledge import load
from advisor.report import compose
from advisor.report.comparison_view import ComparedSide, compose_comparison

from .documents import html_elements, squeezed, words_of
from .rendered import KNOWLEDGE_BASE, assessment, comparison, knowledge_base

CASES = KNOWLEDGE_BASE / "cases"
BEFORE, AFTER = CASES / "x18-criticism-removed.yaml", CASES / "x18-conduct-enforced.yaml"


def compared(*arguments: str | Path) -> Result:
    return CliRunner(env={"ADVISOR_KB": str(KNOWLEDGE_BASE)}).invoke(main, ["compare", *map(str, arguments)])


def test_the_page_tells_what_became_of_the_situation_the_findings_and_the_answers() -> None:
    kb = knowledge_base()
    html = comparison("x18-criticism-removed", "x18-conduct-enforced", "en")
    said = words_of("html", html.encode())
    for word in ("Resolved", "Strengths gained", "Where you stand", "Profile by theme", "Answers that changed"):
        assert word in said
    resolved = html.split('id="resolved"')[1].split("</table>")[0]
    assert "Stop removing lawful criticism" in resolved
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", html.split('id="situation"')[1].split("</table>")[0], re.DOTALL)
    told = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows[1:]]
    sides = [assessment(case) for case in ("x18-criticism-removed", "x18-conduct-enforced")]
    words = {"true": "Yes", "false": "No", "undetermined": "Undecided"}
    expected = {
        squeezed(conclusion.title["en"]): [words[side.concluded(id).value.value] for side in sides]
        for id, conclusion in kb.conclusions.items()
        if conclusion.shown and any(side.concluded(id).value.value == "true" for side in sides)
    }
    assert {squeezed(title): values for title, *values in told} == expected
    assert any(before != after for _, before, after in told)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_identical_before_and_after_say_that_nothing_changed(lang: str) -> None:
    done = compared(BEFORE, BEFORE, "--lang", lang)
    assert done.exit_code == 0
    assert {"fr": "Rien n’a changé", "en": "Nothing has changed"}[lang] in done.output
    assert {"fr": "Réponses modifiées\u00a0: 0", "en": "Answers that changed: 0"}[lang] in done.output
    for word in ("Résolu", "Nouveau", "Resolved", "New", "Où en est", "Where the brand"):
        assert word not in done.output
    document = json.loads(compared(BEFORE, BEFORE, "--json").stdout)
    assert {one["status"] for one in document["advice"]} == {"persisting"}
    assert all(one["before"] == one["after"] for one in (*document["conclusions"], *document["profile"]))
    assert document["changed_answers"] == []


def test_the_screen_names_the_conclusions_that_turned() -> None:
    done = compared(BEFORE, AFTER, "--lang", "fr")
    document = json.loads(compared(BEFORE, AFTER, "--json").stdout)
    kb = knowledge_base()
    turned = [
        one for one in document["conclusions"] if one["before"] != one["after"] and kb.conclusions[one["id"]].shown
    ]
    assert turned
    for one in turned:
        word = "désormais établi" if one["after"] == "true" else "n’est plus établi"
        assert f"· {word}\u00a0: {kb.conclusions[one['id']].title['fr']}" in done.output


def test_the_counts_are_those_of_the_two_reports_as_reviewed() -> None:
    kb, cases = knowledge_base(), ("x18-criticism-removed", "x18-conduct-enforced")
    sides = [ComparedSide(kb, assessment(case)) for case in cases]
    out = next(one for one in assessment(cases[1]).advice if one.position == 1).id
    own = OwnAdvice("own-1", "Visit the club", "Go and listen.", severity="minor")
    review = Review(begun=True, advice={out: ReviewedAdvice(left_out="not now")}, own=(own, replace(own, id="own-2")))
    for later in (sides[1], ComparedSide(kb, sides[1].assessment, review)):
        view = compose_comparison(compare(*(side.assessment for side in sides)), sides[0], later, language="en")
        points = [
            sum(one.severity is not None for one in compose(kb, s.assessment, language="en", review=s.review).ranked)
            for s in (sides[0], later)
        ]
        assert view.counts == f"Points to put right: {points[0]} before, {points[1]} now."
        told = {row.id for group in view.groups for row in group.rows}
        assert (out in told) is (later is sides[1])


def test_where_the_headline_counts_more_than_the_reports_it_says_what() -> None:
    kb, cases = knowledge_base(), ("x18-criticism-removed", "x18-conduct-enforced")
    for earlier, later in (cases, cases[::-1]):
        before, after = assessment(earlier), assessment(later)
        view = compose_comparison(
            compare(before, after), ComparedSide(kb, before), ComparedSide(kb, after), language="en"
        )
        counted = {what: int(n) for n, what in re.findall(r"(\d+) ([a-z ]+)", view.headline)}
        points = [int(n) for n in re.findall(r"\d+", view.counts)]
        held = counted["resolved"] + counted["persisting"] + counted.get("no longer judged", 0)
        holds = counted["newly arisen"] + counted["persisting"] + counted.get("newly seen", 0)
        assert ([held, holds] == points) is (view.counts_note == "")
    same = compose_comparison(compare(after, after), ComparedSide(kb, after), ComparedSide(kb, after), language="en")
    assert same.counts_note == ""


def test_the_earlier_plan_is_gone_through_and_the_next_steps_are_the_later_first_three() -> None:
    kb = knowledge_base()
    before, after = (assessment(f"x18-{case}") for case in ("criticism-removed", "conduct-enforced"))
    first = next(one for one in before.advice if one.position == 1).id
    due = Review(begun=True, advice={first: ReviewedAdvice(owner="Inès", due="2026-12-15")})
    sides = ComparedSide(kb, before, due), ComparedSide(kb, after)
    view = compose_comparison(compare(before, after), *sides, language="en")
    status = {one.id: one.status for one in compare(before, after).advice}
    numbered = sorted((one for one in before.advice if one.position), key=lambda one: one.position or 0)
    fires = [one.id for one in numbered if one.outcome.value == "fires"]
    assert [one.kept for one in view.kept] == [status[id] == "resolved" for id in fires]
    assert view.kept[0].charge == "Inès, by 15 December 2026"
    assert {one.became for one in view.kept if one.kept} == {"Kept"}
    assert [one.id for one in view.next_steps] == list(after.first_three)


def test_dates_the_wrong_way_round_are_warned_of(tmp_path: Path) -> None:
    later = tmp_path / "later.yaml"
    later.write_text(re.sub(r"(?m)^date: .*$", "date: 2030-01-01", BEFORE.read_text("utf-8")), "utf-8")
    done = compared(later, AFTER, "--lang", "en")
    assert "later.yaml is the later of the two" in done.stderr
    html = compared(later, AFTER, "--lang", "fr", "--format", "html", "-o", tmp_path)
    assert html.exit_code == 0
    assert "Les dates sont inversées" in next(tmp_path.glob("*.html")).read_text("utf-8")


def test_page_and_pdf_are_written_and_say_the_same(tmp_path: Path) -> None:
    done = compared(BEFORE, AFTER, "--lang", "fr", "--format", "html,pdf", "-o", tmp_path)
    assert done.exit_code == 0, done.output
    files = {path.suffix[1:]: path.read_bytes() for path in tmp_path.iterdir()}
    assert set(files) == {"html", "pdf"}
    headings = [
        text
        for text in re.findall(r"<h[23][^>]*>(.*?)</h[23]>", files["html"].decode())
        for text in [re.sub(r"<[^>]+>", "", text)]
    ]
    assert len(headings) > 5
    assert [text for text in headings if squeezed(text) not in squeezed(words_of("pdf", files["pdf"]))] == []
    ids = [attributes["id"] for _, attributes in html_elements(files["html"]) if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_changes_of_the_rules_are_told_from_changes_of_the_answers(tmp_path: Path) -> None:
    earlier = tmp_path / "kb"
    shutil.copytree(KNOWLEDGE_BASE, earlier)
    file = earlier / "knowledge-base.yaml"
    file.write_text(re.sub(r"(?m)^version: .*$", 'version: "0.0.9"', file.read_text("utf-8")), "utf-8")
    rules = earlier / "advice" / "moderation.yaml"
    before, advice = rules.read_text("utf-8").split("  - id: publish-conduct-rules\n")
    assert "when: {conduct_rules: none}" in advice
    # Under the earlier rules the advice needed something else, which this brand does not have.
    changed = advice.replace("when: {conduct_rules: none}", "when: {conduct_rules: applied_unevenly}", 1)
    rules.write_text(f"{before}  - id: publish-conduct-rules\n{changed}", "utf-8")
    answers = CASES / "nearly-everything-wrong.yaml"
    told = json.loads(compared(answers, answers, "--before-kb", earlier, "--json").stdout)
    (moved,) = [one for one in told["advice"] if one["id"] == "publish-conduct-rules"]
    assert (moved["status"], moved["causes"]) == ("new", ["rules"])
    assert told["changed_answers"] == []
    done = compared(answers, answers, "--before-kb", earlier, "--lang", "fr")
    assert "Base de connaissances\u00a0: 0.0.9 auparavant" in done.output
    assert "(règles modifiées)" in done.output
    html = compared(answers, answers, "--before-kb", earlier, "--lang", "fr", "--format", "html", "-o", tmp_path)
    assert html.exit_code == 0
    (page,) = tmp_path.glob("*.html")
    assert re.search(r"\([^()]*\brègles modifiées\)", page.read_text("utf-8"))


def test_two_brands_are_pointed_out_and_compared_all_the_same() -> None:
    done = compared(CASES / "healthy.yaml", BEFORE, "--lang", "en")
    assert done.exit_code == 0
    brands = [knowledge_base().cases[id].document["brand"] for id in ("healthy", BEFORE.stem)]
    assert done.stderr.strip() == f"These are two brands: {brands[0]} before, {brands[1]} after."
    assert compared(BEFORE, AFTER).stderr == ""


def test_a_comparison_takes_own_templates_and_stylesheets(tmp_path: Path) -> None:
    own = tmp_path / "own" / "report"
    (own / "styles").mkdir(parents=True)
    (own / "page.html").write_text(
        '{% extends "shipped/report/page.html" %}{% block footer %}<p>Atelier Nord</p>{% endblock %}', "utf-8"
    )
    (own / "styles" / "pages.css").write_text('@page{@bottom-center{content:"Lyon"}}', "utf-8")
    done = compared(BEFORE, AFTER, "--format", "html,pdf", "-o", tmp_path / "out", "--templates", own.parent)
    assert done.exit_code == 0, done.output
    (page,), (sheets,) = (tmp_path / "out").glob("*.html"), (tmp_path / "out").glob("*.pdf")
    assert "Atelier Nord" in words_of("html", page.read_bytes())
    printed = subprocess.run(["pdftotext", str(sheets), "-"], capture_output=True, check=True).stdout.decode()
    assert printed.count("Lyon") == printed.count("\f") - 1, "the cover has no margins"


def test_what_no_longer_stands_is_told_as_it_stood_and_where() -> None:
    kb = load(KNOWLEDGE_BASE.parent / "choir")

    def side(date: str, fees: object, mood: list[str]) -> ComparedSide:
        sung = {"choir_state": "rehearses", "singers": 20, "solo_fees": fees, "mood": mood}
        choirs = [{"id": "altos", "name": "Altos", "answers": sung}]
        return ComparedSide(kb, assess(kb, parse_answers({"brand": "S", "date": date, "choirs": choirs}, kb)))

    before = side("2026-11-20", {"is": "decided", "due": "2026-11-24"}, ["leavers"])
    after = side("2027-03-01", "no", ["laughter"])
    found = compare(before.assessment, after.assessment)
    view = compose_comparison(found, before, after, language="en")
    (row,) = next(group.rows for group in view.groups if group.id == "resolved")
    assert (row.title, row.badge.word) == ("Do not begin to pay soloists", "Major")
    (strained,) = (one for one in view.situation if one.id == "strained@altos")
    assert (strained.title, strained.before, strained.after) == ("The choir is strained (Altos)", "Yes", "No")
