"""While a PDF is laid out no garbage is looked for; afterwards all is as it was."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from advisor.report import ReportError, pdf, render_pdf

PAGE = "<!DOCTYPE html><html lang='en'><head><title>Choir</title></head><body><h1>Choir</h1>{}</body></html>"
BROKEN = PAGE.format("<img alt='x' src='https://example.org/x.png'>")


@pytest.fixture
def collecting(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """Whether garbage was looked for while documents were written."""
    seen: list[bool] = []
    honest = pdf._written

    def written(*given: object) -> bytes:
        seen.append(gc.isenabled())
        return honest(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(pdf, "_written", written)
    yield seen
    gc.enable()


def test_it_is_off_while_pages_are_laid_out_and_on_again_after(collecting: list[bool]) -> None:
    render_pdf(PAGE.format(""), language="en")
    assert collecting == [False]
    assert gc.isenabled()


def test_it_is_on_again_after_a_document_that_fails(collecting: list[bool]) -> None:
    with pytest.raises(ReportError):
        render_pdf(BROKEN, language="en")
    assert collecting == [False]
    assert gc.isenabled()


def test_where_it_was_off_it_stays_off(collecting: list[bool]) -> None:
    gc.disable()
    render_pdf(PAGE.format(""), language="en")
    assert not gc.isenabled()
