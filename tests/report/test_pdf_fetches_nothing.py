"""The PDF is made from what the document carries: whatever it names elsewhere is refused or left out."""

from __future__ import annotations

import pytest

from advisor.report import ReportError, render_pdf

from .confinement import reaching_out, watched
from .documents import (
    everything_in,
)
from .hostile import SECRET

REACHING = [
    '<img src="file://{bait}">',
    '<img src="http://127.0.0.1:9/x.png">',
    '<img src="ftp://127.0.0.1:9/x.png">',
    '<img src="data:image/svg+xml,%3Csvg%3E%3C/svg%3E">',
    '<img src="data:text/plain,x">',
    '<link rel="stylesheet" href="file://{bait}">',
    '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
    '<link rel="attachment" href="file://{bait}">',
    '<a rel="attachment" href="file://{bait}">x</a>',
    '<object data="file://{bait}"></object>',
    '<embed src="file://{bait}">',
    '<style>@import url("file://{bait}");</style>',
    "<style>body{{background:url(http://127.0.0.1:9/x.png)}}</style>",
    "<style>@font-face{{font-family:X;src:url(file://{bait})}}p{{font-family:X}}</style><p>x</p>",
    "<style>@page{{background:url(file://{bait})}}</style>",
    '<base href="file:///"><img src="{bait}">',
]
IGNORED = [
    '<img src="{bait}">',
    '<iframe src="file://{bait}"></iframe>',
    '<svg width="9" height="9"><image href="file://{bait}" width="9" height="9"/></svg>',
    '<svg width="9" height="9"><use href="file://{bait}#a"/></svg>',
    '<video poster="file://{bait}"></video>',
    '<script src="http://127.0.0.1:9/x.js">open("{bait}")</script>',
]


def document_with(passage: str, bait: str) -> str:
    head = '<!DOCTYPE html><html lang="fr"><head><title>x</title></head>'
    return f"{head}<body><h1>x</h1>{passage.format(bait=bait)}</body></html>"


@pytest.mark.parametrize("passage", REACHING)
def test_the_pdf_refuses_to_fetch(passage: str, bait: str) -> None:
    with watched() as heard, pytest.raises(ReportError) as refused:
        render_pdf(document_with(passage, bait), language="fr")
    assert reaching_out(heard, bait) == []
    assert "data:font/woff2" in refused.value.said("fr")
    assert "Une feuille de style" in refused.value.said("fr") or "gabarit" in refused.value.said("fr")


@pytest.mark.parametrize("passage", IGNORED)
def test_the_pdf_leaves_out_what_it_may_not_fetch(passage: str, bait: str) -> None:
    with watched() as heard:
        content = render_pdf(document_with(passage, bait), language="fr")
    assert reaching_out(heard, bait) == []
    assert SECRET not in everything_in("pdf", content)
