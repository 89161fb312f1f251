"""The page on the Assessment describes the Assessment: every key, every word it can hold, and its schema."""

import json
import re
from pathlib import Path
from typing import Any

from advisor.advice.assessment import FORMAT, Assessment

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "assessment.md").read_text(encoding="utf-8")
SCHEMA = Assessment.model_json_schema()


def named() -> set[str]:
    """What the page sets in code type."""
    return set(re.findall(r"`([\w ]+)`", PAGE))


def words(schema: Any) -> set[str]:
    """The words that a value can be, wherever they stand in a schema."""
    if isinstance(schema, dict):
        own = {word for word in (*schema.get("enum", ()), schema.get("const")) if isinstance(word, str)}
        return own.union(*(words(part) for part in schema.values()))
    if isinstance(schema, list):
        return set().union(*(words(part) for part in schema))
    return set()


def test_every_key_is_described() -> None:
    shapes = [SCHEMA, *SCHEMA["$defs"].values()]
    keys = {key for shape in shapes for key in shape.get("properties", {})}
    assert len(keys) > 50
    assert keys - named() == set()


def test_every_word_is_described() -> None:
    described = {
        "outcome": SCHEMA["$defs"]["Outcome"],
        "kind": SCHEMA["$defs"]["AssessedAdvice"]["properties"]["kind"],
        "state": SCHEMA["$defs"]["AnswerState"],
        "visibility": SCHEMA["$defs"]["RecordedAnswer"]["properties"]["note_visible_to"],
    }
    for name, schema in described.items():
        assert words(schema), name
        assert words(schema) <= named(), name


def test_format_is_the_one_described() -> None:
    assert f"`format` is {FORMAT}," in PAGE


def test_schema_beside_the_page_is_the_program_s() -> None:
    kept = json.loads((DOCS / "assessment.schema.json").read_text(encoding="utf-8"))
    assert kept == SCHEMA, "write it anew: python -m tests.docs.test_assessment_page"


if __name__ == "__main__":
    text = json.dumps(SCHEMA, indent=2, ensure_ascii=False) + "\n"
    (DOCS / "assessment.schema.json").write_text(text, encoding="utf-8")
