"""Hostile lines in a brand kit are printed as words in every format."""

from __future__ import annotations

import pytest
import yaml

from advisor.advice import assess
from advisor.answers import read_answers
from advisor.knowledge.model import KnowledgeBase
from advisor.report import read_brand_kit

from .conftest import SMALL
from .documents import (
    W,
    docx_texts,
    everything_in,
    html_elements,
    markdown_kinds,
    squeezed,
    words_of,
    written,
)
from .hostile import BRAND, INVISIBLE, LINKS, MARKUP, TEMPLATE

# Tests that look at the same reports run in one process, which makes them once.
pytestmark = pytest.mark.xdist_group("hostile-brand-kit")


@pytest.fixture(scope="module")
def disguised(small: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Reports under a brand kit whose lines are hostile."""
    directory = tmp_path_factory.mktemp("kit")
    lines = {"name": f"{BRAND} \u202e\u2066", "footer": MARKUP, "contact": {"fr": LINKS[:150], "en": TEMPLATE}}
    (directory / "brand-kit.yaml").write_text(yaml.safe_dump(lines), "utf-8")
    answers = read_answers(SMALL / "cases" / "overloaded.yaml", small)
    return written(small, assess(small, answers), directory, brand_kit=read_brand_kit(directory))


@pytest.mark.parametrize("format", ["html", "pdf", "docx", "md"])
def test_hostile_lines_of_a_brand_kit_are_printed_letter_by_letter(disguised: dict[str, bytes], format: str) -> None:
    said = squeezed(everything_in("pdf", disguised["pdf"]) if format == "pdf" else words_of(format, disguised[format]))
    assert squeezed(BRAND) in said
    assert squeezed(LINKS[:150]) in said
    if format != "pdf":
        assert squeezed(MARKUP) in said
    assert INVISIBLE.search(words_of(format, disguised[format])) is None


def test_hostile_lines_of_a_brand_kit_make_nothing(disguised: dict[str, bytes]) -> None:
    tags = {tag for tag, _ in html_elements(disguised["html"])}
    assert not tags & {"script", "img", "b", "comment"}
    assert not {"html_block", "html_inline", "link_open", "image"} & set(markdown_kinds(disguised["md"]))
    fields = [
        (one.text or "").split()[0] for root in docx_texts(disguised["docx"]) for one in root.iter(f"{W}instrText")
    ]
    assert set(fields) == {"NUMPAGES", "PAGE", "PAGEREF", "TOC"}
    assert {fields.count(one) for one in ("NUMPAGES", "PAGE", "TOC")} == {1}
