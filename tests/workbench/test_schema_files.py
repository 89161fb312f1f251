"""Schemas are written, named by every file, and up to date in what is shipped."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from advisor.knowledge import load
from advisor.knowledge.document import read_document
from advisor.knowledge.schema import modeline, modelines, schema_files

from .conftest import BASES, SHIPPED, Bench


@pytest.mark.parametrize("directory", [SHIPPED, BASES / "garden"], ids=lambda path: path.name)
def test_committed_schemas_are_up_to_date(directory: Path) -> None:
    """If this fails: advisor rules schema (with --kb for another knowledge base), and commit the result."""
    for name, text in schema_files(load(directory, drafts=True)).items():
        assert (directory / "schema" / name).read_text("utf-8") == text, f"advisor rules schema --kb {directory}"


@pytest.mark.parametrize("directory", [SHIPPED, BASES / "garden"], ids=lambda path: path.name)
def test_every_file_names_the_schema_it_is_valid_under(directory: Path) -> None:
    """If this fails: advisor rules schema --modelines."""
    files = [path for path in directory.rglob("*.yaml") if path.parent.name != "schema"]
    assert len(files) > 8
    for path in files:
        first = path.read_text("utf-8").splitlines()[0]
        named = (path.parent / first.partition("$schema=")[2]).resolve()
        schema = json.loads(named.read_text("utf-8"))
        jsonschema.Draft7Validator(schema).validate(read_document(path).value)
        assert first + "\n" == modeline(path, directory / "schema")


def test_stale_schemas_are_named_and_renewed(garden: Bench) -> None:
    assert garden.run("schema", "--check") == ""
    garden.run("new", "question", "compost", "--section", "beds")
    said = garden.run("schema", "--check", status=1)
    assert "advice.schema.json:1:1: out of date; run advisor rules schema." in said
    garden.run("schema")
    assert garden.run("schema", "--check") == ""
    advice = json.loads((garden.directory / "schema" / "advice.schema.json").read_text("utf-8"))
    assert "compost" in advice["definitions"]["condition"]["properties"]


def test_the_line_is_put_on_top_once_and_replaces_another(garden: Bench) -> None:
    path = garden.directory / "advice" / "soil.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.partition("\n")[2], "utf-8")
    other = garden.directory / "checks.yaml"
    checks = other.read_text("utf-8")
    other.write_text(checks.replace("schema/checks", "elsewhere/checks"), "utf-8")
    garden.run("schema", "--modelines")
    assert path.read_text("utf-8") == text
    assert other.read_text("utf-8") == checks
    assert modelines(load(garden.directory), garden.directory / "schema") == {}


def test_schemas_speak_the_language_asked_for(garden: Bench) -> None:
    out = garden.directory.parent / "schemas"
    garden.run("schema", "-o", str(out), "--lang", "fr")
    assert "Combien de planches" in (out / "advice.schema.json").read_text("utf-8")
    garden.run("schema", "--lang", "de", status=2)
