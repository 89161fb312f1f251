"""Codes are stable, documented, and every one is used."""

from __future__ import annotations

import re
from pathlib import Path

from advisor.knowledge import CODES
from advisor.knowledge.codes import reference

ROOT = Path(__file__).parent.parent.parent


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
