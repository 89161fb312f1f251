"""A third language is one `.po` file and no Python: with it the interview, the screen and the report speak it.

The language of this test is the messages themselves in brackets, made from the French catalogue, beside a copy of the
program; what people type in it is the English word after `eo-`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.pofile import write_po

from .extraction import PROJECT, messages
from .test_catalogues import committed

LANGUAGE = "eo"
SMALL = PROJECT / "tests" / "knowledge_bases" / "small"
CASE = SMALL / "cases" / "overloaded.yaml"


def bracketed(context: str, text: str) -> str:
    if context == "typed":
        return ", ".join(f"{LANGUAGE}-{word}" for word in text.split(", "))
    return f"⟦{text}⟧"


def pseudo() -> Catalog:
    made = Catalog(locale=LANGUAGE)
    for one in committed("fr"):
        if one.id:
            forms = (one.id,) if isinstance(one.id, str) else one.id
            said = tuple(bracketed(one.context or "", form) for form in forms)
            made.add(one.id, said[0] if isinstance(one.id, str) else said, context=one.context)
    return made


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program with one file more."""
    place = tmp_path_factory.mktemp("program")
    for part in ("advisor", "templates"):
        shutil.copytree(PROJECT / part, place / part, ignore=shutil.ignore_patterns("__pycache__"))
    (place / "rules").symlink_to(PROJECT / "rules")
    catalogue = place / "templates" / "locale" / LANGUAGE / "LC_MESSAGES" / "advisor.po"
    catalogue.parent.mkdir(parents=True)
    with catalogue.open("wb") as stream:
        write_po(stream, pseudo())
    return place


def run(program: Path, *arguments: str, typed: str = "") -> str:
    environment = {**os.environ, "PYTHONPATH": str(program), "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "300"}
    done = subprocess.run(
        [sys.executable, "-m", "advisor", *arguments, "--kb", str(SMALL)],
        cwd=program, env=environment, input=typed, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def left_in_english(text: str) -> list[str]:
    """Messages of three words or more that stand in a text outside brackets."""
    outside, depth = [], 0
    for character in " ".join(text.split()):
        depth += (character == "⟦") - (character == "⟧")
        outside.append(character if depth == 0 and character != "⟧" else "\n" if depth == 0 else "")
    rest = "".join(outside)
    wanted = {form for message in messages() for form in (message.one, message.many)}
    pieces = {piece.strip() for form in wanted for piece in re.split(r"%\(\w+\)s|\{\w*\}", form)}
    return [piece for piece in pieces if piece.count(" ") > 1 and piece in rest]


def test_the_interview_speaks_it_and_understands_its_words(program: Path, tmp_path: Path) -> None:
    file = tmp_path / "shop.yaml"
    replies = ["1 eo-and 2", "eo-between 2 eo-and 5", "eo-not 1", "eo-at least 20", "eo-no", "eo-unknown"]
    typed = ["Vélos du Port", "2026-11-20", *replies[:1], "eo-help", "eo-review", "", *replies[1:], "eo-quit"]
    said = run(program, "interview", str(file), "--lang", LANGUAGE, typed="\n".join([*typed, ""]))
    assert "⟦Every answer is saved at once." in said
    assert "eo-unknown" in said
    assert "⟦not known⟧" in said
    assert left_in_english(said) == []
    written = file.read_text("utf-8")
    assert f"language: {LANGUAGE}" in written
    for answer in (
        "services: [repairs, rental]",
        "mechanics: {at_least: 2, at_most: 5}",
        "repair_wait: {not: [days]}",
        "rental_fleet: {at_least: 20, at_most: 200}",
        "supplier_strike: no",
        "spare_parts: {state: unknown}",
    ):
        assert f"  {answer}\n" in written


def test_the_screen_speaks_it_where_the_file_names_it(program: Path, tmp_path: Path) -> None:
    file = tmp_path / "shop.yaml"
    answers = CASE.read_text("utf-8").partition("expect:")[0]
    file.write_text(answers.replace("language: fr", f"language: {LANGUAGE}"), "utf-8")
    said = run(program, "assess", str(file))
    assert "⟦What we see⟧" in said
    assert "⟦Findings: " in said
    assert "Vélos Ferrand" in said
    assert left_in_english(said) == []


def test_the_report_speaks_it_and_says_what_the_base_says_in_its_first_language(program: Path, tmp_path: Path) -> None:
    run(program, "report", str(CASE), "--lang", LANGUAGE, "--format", "html,docx,md", "-o", str(tmp_path))
    run(program, "report", str(CASE), "--lang", LANGUAGE, "--format", "md", "--edition", "full", "-o", str(tmp_path))
    html = (tmp_path / f"overloaded.{LANGUAGE}.html").read_text("utf-8")
    assert f'lang="{LANGUAGE}"' in html
    assert "<p>⟦Made with Community Advisor⟧</p>" in html
    assert "Embauchez un mécanicien" in html
    assert left_in_english(re.sub(r"<style.*?</style>|<[^>]*>", "\n", html, flags=re.DOTALL)) == []
    brief = (tmp_path / f"overloaded.{LANGUAGE}.md").read_text("utf-8")
    full = (tmp_path / f"overloaded.full.{LANGUAGE}.md").read_text("utf-8")
    assert "⟦What became of the advice⟧" in full
    for markdown in (brief, full):
        assert "⟦Made with Community Advisor⟧" in markdown
        assert "Embauchez un mécanicien" in markdown
        assert left_in_english(markdown) == []
