"""In the Markdown report every text reads back as the words it was, whatever they look like."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from advisor.language.typography import clean
from advisor.report.markdown import render_markdown
from advisor.report.markdown_text import escaped, paragraph, table

from .rendered import report

SPECIAL = st.text(alphabet="abc123 \\`*_{}[]()<>#+-.!|~$&:@/=\"'^\néà«»", max_size=60)
TEXTS = (SPECIAL | st.text(max_size=60)).map(clean)


def reader() -> MarkdownIt:
    return MarkdownIt("gfm-like", {"linkify": False, "html": True}).enable(["table", "strikethrough"])


def words(markdown: str) -> tuple[str, set[str]]:
    """What it reads as, and the kinds of inline markup found in it."""
    said, kinds = [], set()
    for token in reader().parse(markdown):
        kinds.add(token.type)
        for child in token.children or ():
            kinds.add(child.type)
            said.append("\n" if child.type in ("softbreak", "hardbreak") else child.content)
    return "".join(said), kinds


def plain(text: str) -> str:
    return " ".join(text.split())


@given(TEXTS)
def test_a_line_reads_back_as_it_was(text: str) -> None:
    said, kinds = words(escaped(text))
    assert plain(said) == plain(text)
    assert kinds <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}


@given(TEXTS)
def test_a_paragraph_reads_back_line_by_line(text: str) -> None:
    said, kinds = words(paragraph(text))
    assert plain(said) == plain(text.replace("\n", " ")) or said.replace("\n", "") == "".join(
        map(str.rstrip, text.split("\n"))
    )
    assert kinds <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special", "hardbreak"}


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_a_table_keeps_its_cells_apart(rows: list[tuple[str, str]]) -> None:
    made = table(["A", "B"], [[escaped(left), escaped(right)] for left, right in rows])
    tokens = reader().parse(made)
    cells = [
        plain("".join(child.content for child in token.children or ())) for token in tokens if token.type == "inline"
    ]
    assert cells == ["A", "B", *(plain(text) for row in rows for text in row)]


def test_the_report_is_headings_paragraphs_lists_and_tables() -> None:
    view = report("demo", "fr").view
    tokens = reader().parse(render_markdown(view))
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    kinds = {token.type for token in tokens} | {child.type for token in tokens for child in token.children or ()}
    assert {"table_open", "bullet_list_open", "ordered_list_open"} <= kinds
    assert not kinds & {"html_block", "html_inline", "link_open", "image", "fence", "code_block", "code_inline"}
