"""The questionnaire on paper: a blank file that can be filled in, and a form that can be printed."""

from __future__ import annotations

import html.parser
import io
import logging
import re
from pathlib import Path

import pikepdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from fontTools.ttLib import TTFont
from playwright.sync_api import sync_playwright

from advisor.answers import read_answers
from advisor.answers.record import Record
from advisor.interview import Speech, blank_answers, render_form
from advisor.interview.relevance_words import in_words
from advisor.knowledge import load, shipped
from advisor.knowledge.model import KnowledgeBase
from tests.report.browser import launched

from .sitting import FULL, KB, ROOT, options, run, sit

CHOIR = ROOT / "tests" / "knowledge_bases" / "choir"

"""Where none is installed, the one that Playwright brought."""


def questionnaire(output: Path, lang: str = "fr", base: Path = KB) -> None:
    done = run("questionnaire", "-o", str(output), "--kb", str(base), "--lang", lang)
    assert done.exit_code == 0, done.output
    assert str(output) in done.output


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_blank_file_is_read_as_nothing_asked_once_brand_and_date_are_filled_in(
    file: Path, kb: KnowledgeBase, lang: str
) -> None:
    questionnaire(file, lang)
    text = file.read_text(encoding="utf-8")
    text = re.sub(r"^brand:", "brand: Vélos du Port", text, flags=re.MULTILINE)
    file.write_text(re.sub(r"^date:", "date: 2026-11-20", text, flags=re.MULTILINE), encoding="utf-8")
    answers = read_answers(file, kb)
    assert (answers.brand, answers.date, answers.language, dict(answers.given)) == (
        "Vélos du Port",
        "2026-11-20",
        lang,
        {},
    )


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_blank_file_shows_every_question_and_option_in_its_language(kb: KnowledgeBase, lang: str) -> None:
    text = re.sub(r"\s+(# +)?", " ", blank_answers(kb, lang)).replace("’", "'")
    for question in kb.questions.values():
        assert question.ask[lang] in text
        assert f" {question.id}:" in text
        for option in question.options:
            assert f"{option.id} " in text
            assert option.label[lang] in text


def test_a_blank_file_filled_in_by_hand_keeps_its_explanations_in_the_interview(file: Path, kb: KnowledgeBase) -> None:
    questionnaire(file)
    text = file.read_text(encoding="utf-8").replace("  mechanics:\n", "  mechanics: 4\n")
    file.write_text(text, encoding="utf-8")
    done = sit(file, "Vélos du Port", "2026-11-20", "1", "2", "quitter")
    assert done.exit_code == 0, done.output
    answers = read_answers(file, kb)
    assert answers.of("mechanics").value == 4
    assert answers.of("repair_wait").value == "week"
    now = file.read_text(encoding="utf-8")
    assert [line for line in now.splitlines() if line.lstrip().startswith("#")] == [
        line for line in text.splitlines() if line.lstrip().startswith("#")
    ]
    assert "  services: [repairs]\n" in now


def test_a_whole_interview_over_a_blank_file_equals_one_from_nothing(file: Path, kb: KnowledgeBase) -> None:
    questionnaire(file)
    sit(file, "Vélos du Port", "2026-11-20", *[typed for _, typed, _ in FULL], "")
    other = file.with_name("other.yaml")
    sit(other, "Vélos du Port", "2026-11-20", *[typed for _, typed, _ in FULL], "")
    assert read_answers(file, kb).given == read_answers(other, kb).given
    assert list(Record.open(file).keys()["answers"]) == list(kb.questions)


def test_without_a_file_the_blank_answers_go_to_standard_output(kb: KnowledgeBase) -> None:
    done = run("questionnaire", *options())
    assert done.stdout == blank_answers(kb, "fr")


def test_a_file_that_may_hold_answers_is_never_replaced_by_a_blank_one(file: Path) -> None:
    file.write_text("brand: x\n", encoding="utf-8")
    done = run("questionnaire", "-o", str(file), *options())
    assert done.exit_code == 1
    assert "existe déjà" in done.stderr
    assert file.read_text(encoding="utf-8") == "brand: x\n"


def test_an_unknown_extension_is_wrong_usage(tmp_path: Path) -> None:
    done = run("questionnaire", "-o", str(tmp_path / "form.docx"), *options())
    assert done.exit_code == 2
    assert ".pdf" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_one_line_and_status_3(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    done = run("questionnaire", "-o", str(tmp_path / "file" / "form.html"), *options())
    assert done.exit_code == 3
    assert done.stderr.count("\n") == 1


class Page(html.parser.HTMLParser):
    """What a reader, or a screen reader, finds in the form."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.controls: list[dict[str, str | None]] = []
        self.labelled: set[str | None] = set()
        self.ids: list[str] = []
        self.fetched: list[str] = []
        self._style = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self._style = tag in ("style", "script")
        if tag in ("input", "textarea"):
            self.controls.append(found)
        if tag == "label":
            self.labelled.add(found.get("for"))
        if found.get("id"):
            self.ids.append(str(found["id"]))
        self.fetched += [str(found[name]) for name in ("src", "href") if found.get(name)]

    def handle_endtag(self, tag: str) -> None:
        self._style = False

    def handle_data(self, data: str) -> None:
        if not self._style:
            self.words.append(data)

    @property
    def raw(self) -> str:
        return "".join(self.words)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words).replace("\u00a0", " ").replace("’", "'"))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_form_is_one_self_contained_page_with_every_question(tmp_path: Path, kb: KnowledgeBase, lang: str) -> None:
    output = tmp_path / "form.html"
    questionnaire(output, lang)
    text = output.read_text(encoding="utf-8")
    page = Page(text)
    assert f'<html lang="{lang}">' in text
    assert all(fetched.startswith("#") for fetched in page.fetched)
    addresses = re.findall(r'url\("?([^")]*)', text)
    assert addresses
    assert all(address.startswith("data:font/woff2;base64,") for address in addresses)
    assert "<script src" not in text
    for question in kb.questions.values():
        assert question.ask[lang] in page.text
        for option in question.options:
            assert option.label[lang] in page.text
    assert len(page.ids) == len(set(page.ids))
    unnamed = [
        control for control in page.controls if control.get("id") not in page.labelled and not control.get("aria-label")
    ]
    assert unnamed == []


def test_a_table_and_a_section_about_each_of_a_list_stand_once_on_the_form() -> None:
    text = Page(render_form(load(CHOIR), "fr", {})).text
    assert text.count("Où en sont ces projets ?") == 1
    assert text.count("En cours") == 1 + 2 + 2, "the head of the column; in each row a label, and a box to rule it out"
    on_paper = Page(render_form(load(CHOIR), "fr", {}, script=False)).text
    assert on_paper.count("En cours") == 1 + 2, "the head of the column, and a label for narrow screens in each row"
    assert text.count("Quels chœurs répètent à l'école ?") == 1
    assert "Chœur : remplissez cette section pour chaque élément" in text
    assert text.count("Combien y chantent ?") == 1


def test_questions_that_depend_on_others_say_on_which_answer(tmp_path: Path, kb: KnowledgeBase) -> None:
    text = Page(render_form(kb, "fr", {})).text
    assert "Seulement si la question 1 comprend « Réparations »" in text
    assert "Seulement si la question 7 comprend « Les délais », « Les prix » ou « La qualité du travail »" in text


def test_every_condition_of_the_shipped_knowledge_base_can_be_said(kb: KnowledgeBase) -> None:
    for base in (kb, load(shipped("rules") / "community-management")):
        for language in base.languages:
            speech = Speech(base, language)
            for question in base.questions.values():
                if question.relevant_when is not None:
                    said = in_words(question.relevant_when, speech)
                    assert said
                    assert "{" not in said


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_printed_form_is_a_tagged_pdf_with_the_same_words(tmp_path: Path, kb: KnowledgeBase, lang: str) -> None:
    output = tmp_path / "form.pdf"
    questionnaire(output, lang)
    content = output.read_bytes()
    again = tmp_path / "again.pdf"
    questionnaire(again, lang)
    assert again.read_bytes() == content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang) == lang
        assert pdf.Root.MarkInfo.Marked
        assert len(pdf.pages) >= 2


def test_the_fonts_have_every_character_of_the_form(kb: KnowledgeBase) -> None:
    bases = (kb, load(shipped("rules") / "community-management"))
    used = {one for base in bases for language in base.languages for one in Page(render_form(base, language, {})).raw}
    for font in sorted((shipped("templates") / "fonts").glob("*.woff2")):
        known = TTFont(font).getBestCmap()
        assert [one for one in used if ord(one) not in known and not one.isspace()] == [], font.name


def test_nothing_in_the_printed_form_makes_the_typesetter_complain(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger("weasyprint").propagate = True
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        questionnaire(tmp_path / "form.pdf")
        questionnaire(tmp_path / "choirs.pdf", base=CHOIR)
    assert [record.getMessage() for record in caplog.records] == []


@pytest.mark.parametrize("base", [KB, CHOIR])
@pytest.mark.parametrize("width", [1200, 320])
def test_the_form_is_accessible_on_wide_and_narrow_screens(tmp_path: Path, width: int, base: Path) -> None:
    output = tmp_path / "form.html"
    questionnaire(output, base=base)
    with sync_playwright() as playwright:
        browser = launched(playwright)
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.goto(output.as_uri())
        violations = Axe().run(page).response["violations"]
        wide = page.evaluate("document.documentElement.scrollWidth")
        browser.close()
    assert [(one["id"], one["nodes"][0]["html"]) for one in violations] == []
    assert wide <= width


def test_markup_in_a_knowledge_base_is_shown_as_typed(tmp_path: Path, kb: KnowledgeBase) -> None:
    from dataclasses import replace

    hostile = "<script>alert(1)</script> {{ 7*7 }}"
    question = replace(kb.questions["services"], ask={"fr": hostile, "en": hostile})
    section = replace(kb.sections[0], questions=(question, *kb.sections[0].questions[1:]))
    changed = replace(
        kb,
        sections=(section, *kb.sections[1:]),
        questions={**kb.questions, "services": question},
        title={"fr": hostile},
    )
    text = render_form(changed, "fr", {})
    assert "<script>alert" not in text
    assert "<script" not in render_form(changed, "fr", {}, script=False)
    assert "alert(1)" in Page(text).text
