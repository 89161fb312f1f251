"""Codes are stable, documented, and every one is used; every key has its line in the documentation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from advisor.knowledge import CODES
from advisor.knowledge.codes import FINDINGS, reference
from advisor.knowledge.forms import advice, conclusions, contradictions, frame, question_forms, sources
from advisor.knowledge.forms.form import Form
from advisor.knowledge.forms.key_reference import FILES, key_reference

from .code_examples import examples_page
from .conftest import Workshop
from .whole_files import WHOLE_FILES, Script, said

ROOT = Path(__file__).parent.parent.parent
FORMS = (advice, conclusions, contradictions, frame, question_forms, sources)


def test_the_page_of_codes_is_fresh() -> None:
    assert (ROOT / "docs" / "codes.md").read_text("utf-8") == reference()


def test_no_code_has_two_meanings() -> None:
    codes = [code.code for code in CODES]
    assert len(codes) == len(set(codes))
    assert all(code.title and code.explanation.endswith((".", "?")) for code in CODES)


def test_every_code_in_the_program_is_documented_and_every_documented_one_occurs() -> None:
    source = "".join(
        path.read_text("utf-8") for path in (ROOT / "advisor").rglob("*.py") if path.name != "codes.py"
    )  # fmt: skip
    used = set(re.findall(r'"([EW]\d{3})"', source))
    assert used == {code.code for code in CODES}


def test_the_page_of_keys_is_fresh_and_has_every_key() -> None:
    page = (ROOT / "docs" / "keys.md").read_text("utf-8")
    assert page == key_reference()
    assert all(f"`{key.name}`" in page for _, kinds in FILES for _, keys in kinds for key in keys)


def test_every_form_has_its_table_on_the_page_of_keys() -> None:
    shown = {id(key) for _, kinds in FILES for _, keys in kinds for key in keys}
    forms = [value for module in FORMS for value in vars(module).values() if isinstance(value, Form)]
    assert forms
    assert [form.what for form in forms if not all(id(key) in shown for key in form.keys)] == []


def test_the_page_of_examples_is_fresh_and_has_every_code() -> None:
    page = (ROOT / "docs" / "codes-by-example.md").read_text("utf-8")
    assert page == examples_page()
    assert re.findall(r"^## (\w+)", page, re.MULTILINE) == [code.code for code in (*CODES, *FINDINGS)]


@pytest.mark.parametrize("script", WHOLE_FILES, ids=lambda script: script.code)
def test_a_fault_of_a_whole_file_comes_and_goes_with_the_commands_shown(
    script: Script, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workshop.directory)
    assert script.code in said(script.wrong, workshop.directory)
    assert script.code not in said(script.right, workshop.directory)
