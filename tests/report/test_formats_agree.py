"""All formats carry the same advice in the same order, every note a client may read, and no other note."""

from __future__ import annotations

import dataclasses
import io
import json
import re
from typing import Any

import docx
import jsonschema
import pytest

from advisor.advice import Assessment, assess
from advisor.answers import parse_answers
from advisor.knowledge.model import KnowledgeBase
from advisor.report import FORMATS, ReportView, compose
from advisor.report.docx import render_docx
from advisor.report.json_document import render_json
from advisor.report.markdown import render_markdown

from . import rendered
from .documents import everything_in, html_elements, references_in, squeezed, words_of, written

# Tests that look at the same reports run in one process, which makes them once.
pytestmark = pytest.mark.xdist_group("pdf")

CLIENT = {
    "services": "Vu sur place <le 12>.",
    "mechanics": "Compté avec le chef : un seul & son apprenti.",
    "repair_wait": "Trois semaines en moyenne, " * 12 + "d'après le cahier.",
    "spare_parts": "Personne ne sait.",
    "complaints": "Relevé de novembre.",
    "loyal_riders": "Dit au téléphone.",
    "rental_fleet": "Sans objet, donc.",
}
INTERNAL = {
    "complaint_reply": "Le patron ment probablement.",
    "supplier_strike": "Ne pas parler du divorce.",
    "club_contact": "Madame Guidon cherche un autre atelier.",
    "advertised_delay": "À vérifier nous-mêmes.",
    "campaign_planned": "Budget tenu secret.",
}


@dataclasses.dataclass(frozen=True)
class Made:
    """One report in every format, with its view, its assessment and the notes given."""

    view: ReportView
    assessment: Assessment
    files: dict[str, bytes]
    client: tuple[str, ...]
    internal: tuple[str, ...]


def notes(assessment: Assessment, visible_to: str) -> tuple[str, ...]:
    return tuple(one.note for one in assessment.answers if one.note and one.note_visible_to == visible_to)


def demo() -> Made:
    shown, assessment = rendered.report("demo", "fr"), rendered.assessment("demo")
    files = {
        "html": shown.html.encode("utf-8"),
        "pdf": rendered.laid_out(shown.full, "fr").content,
        "docx": render_docx(shown.view),
        "md": render_markdown(shown.view).encode("utf-8"),
        "json": render_json(shown.view, assessment).encode("utf-8"),
    }
    return Made(shown.view, assessment, files, notes(assessment, "client"), notes(assessment, "internal"))


@pytest.fixture(scope="module", params=["demo", "annotated"])
def made(request: pytest.FixtureRequest, small: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> Made:
    if request.param == "demo":
        return demo()
    typed: dict[str, Any] = {
        "brand": "Vélos Ferrand",
        "date": "2026-11-20",
        "based_on": "overloaded-during-strike",
        "answers": {
            "rental_fleet": {"state": "not_applicable", "because": "La location est vendue."},
            "club_contact": "Madame Guidon",
        },
        "notes": {
            **{question: {"text": text, "visible_to": "client"} for question, text in CLIENT.items()},
            **{question: {"text": text, "visible_to": "internal"} for question, text in INTERNAL.items()},
            "campaign_planned": {"text": INTERNAL["campaign_planned"]},
        },
        "flags": ["spare_parts"],
    }
    assessment = assess(small, parse_answers(typed, small))
    files = written(small, assessment, tmp_path_factory.mktemp("annotated"))
    client, internal = tuple(CLIENT.values()), tuple(INTERNAL.values())
    return Made(compose(small, assessment, language="fr"), assessment, files, client, internal)


@pytest.mark.parametrize("format", [one for one in FORMATS if one != "json"])
def test_readers_find_the_same_advice_in_the_same_order(made: Made, format: str) -> None:
    told = list(made.view.advice_ids())
    assert references_in(words_of(format, made.files[format])) == told
    assert len(told) >= 4


def test_programs_find_the_same_advice_in_the_same_order(made: Made) -> None:
    document = json.loads(made.files["json"])
    assert [one["id"] for one in document["advice"]] + document["considered"] == list(made.view.advice_ids())
    anchors = [attributes["id"] for _, attributes in html_elements(made.files["html"]) if "id" in attributes]
    advice = [id.split("-", 1)[1] for id in anchors if id.startswith(("finding-", "considered-"))]
    assert advice == list(made.view.advice_ids())


def test_what_is_advised_is_what_was_assessed(made: Made) -> None:
    outcomes = {one.id: one.outcome.value for one in made.assessment.advice}
    told = made.view.advice_ids()
    assert len(set(told)) == len(told)
    assert {id for id, outcome in outcomes.items() if outcome in ("fires", "postponed", "excepted")} >= set(told)
    assert {id for id, outcome in outcomes.items() if outcome == "fires"} <= set(told)


def test_every_finding_is_told_in_every_format(made: Made, format: str) -> None:
    said = squeezed(words_of(format, made.files[format]))
    texts = [
        text
        for one in made.view.findings()
        for text in (one.title, *one.observed, *one.consequence, *one.recommendation, *one.steps, *one.nuance)
    ]
    assert [text for text in texts if squeezed(text) not in said] == []


def test_every_format_carries_the_notes_clients_may_read(made: Made, format: str) -> None:
    said = squeezed(words_of(format, made.files[format])).replace("’", "'")
    assert [note for note in made.client if squeezed(note).replace("’", "'") not in said] == []
    assert made.client


def test_no_format_carries_an_internal_note_or_a_flag(made: Made, format: str) -> None:
    whole = everything_in(format, made.files[format])
    for held in (whole, words_of(format, made.files[format])):
        held = squeezed(held).replace("’", "'")
        assert [note for note in made.internal if squeezed(note).replace("’", "'") in held] == []
    assert made.internal
    assert '"flagged": true' not in whole
    assert not re.search(r"visible_to\W+internal", whole)


def test_json_holds_an_assessment(made: Made) -> None:
    held = json.loads(made.files["json"])["assessment"]
    jsonschema.validate(held, Assessment.model_json_schema())
    assessment = Assessment.model_validate(held)
    kept = {
        "advice",
        "conclusions",
        "profile",
        "known",
        "headline",
        "provisional",
        "plan",
        "first_three",
        "to_find_out",
        "checks",
        "to_clarify",
        "brand",
        "date",
    }
    assert assessment.model_dump(include=kept) == made.assessment.model_dump(include=kept)
    hidden = {"note": None, "note_visible_to": None, "flagged": False}
    answers, given = ([one.model_copy(update=hidden) for one in each.answers] for each in (assessment, made.assessment))
    assert answers == given


def test_word_has_a_table_for_every_chart_and_section_of_answers(made: Made) -> None:
    document = docx.Document(io.BytesIO(made.files["docx"]))
    described = [chart._inline.docPr.get("descr") for chart in document.inline_shapes]
    assert len(described) == (len(made.view.matrix) > 2)
    assert all(str(point.number) in words for point in made.view.matrix for words in described)
    lines = [one for one in document.paragraphs if one._p.xpath("./w:r/w:instrText[contains(., 'PAGEREF')]")]
    bookmarks = {str(name) for name in document.element.body.xpath(".//w:bookmarkStart/@w:name")}
    assert {one._p.xpath("./w:hyperlink/@w:anchor")[0] for one in lines} <= bookmarks
    named = [one._p.xpath("string(./w:hyperlink)") for one in lines]
    assert [f"{one.number} · {one.title}" for one in made.view.ranked] == [one for one in named if " · " in one]
    grids = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    (profile,) = [grid for grid in grids if grid[0] == ["Thème", "État", "À corriger", "En ordre", "Inconnu"]]
    assert [row[:3] for row in profile[1:]] == [
        [one.theme.word, one.state.word, one.put_right] for one in made.view.profile
    ]
    plans = [grid for grid in grids if grid[0][1] == "Action"]
    assert [row[1] for grid in plans for row in grid[1:]] == [
        one.title for phase in made.view.plan for one in phase.actions
    ]
    # What the matrix shows stands in the plan: each point with its impact and its effort.
    shown = {int(row[0]): (row[1], row[2], row[3]) for grid in plans for row in grid[1:] if row[0].isdigit()}
    assert [shown[point.number][0] for point in made.view.matrix] == [point.title for point in made.view.matrix]
    assert all(row[1] and row[2] for row in shown.values())
    answers = [grid for grid in grids if grid[0][0] == "Question" and grid[0][1] == "Réponse"]
    assert [len(grid) - 1 for grid in answers] == [len(section.rows) for section in made.view.answers if section.rows]
    assert all(table._tbl.xpath("./w:tblPr/w:tblCaption/@w:val")[0] for table in document.tables)
