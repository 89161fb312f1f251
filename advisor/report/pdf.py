"""The PDF report: the HTML document laid out on sheets, tagged for screen readers, the same bytes every time.

WeasyPrint needs the Pango libraries and is imported only when a PDF is asked for, so that a machine without
them still gets its HTML.
"""

from __future__ import annotations

import gc
import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, cast

from advisor.language import N_, Phrase

from .pdf_structure import mended, put_links_into_words
from .report_error import FormatUnavailable, ReportError
from .templating import filled

FORMAT = "pdf"
VARIANT = "pdf/ua-1"
SHEETS = "report/styles/pages.css"
ALLOWED = ("data:font/woff2;base64,", "data:image/png;base64,", "data:image/svg+xml;base64,")
"""What the document may fetch: the fonts and the logo it carries in itself."""

INSTALL = N_(
    "On Debian or Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. "
    "On macOS: brew install pango."
)

_NOTES = re.compile(r"^::(foot)?note-[^}]*}", re.MULTILINE)


def render_pdf(html: str, *, language: str, templates: Path | None = None, sheets: str = SHEETS) -> bytes:
    """The PDF of an HTML document: PDF/UA-1, tagged, with bookmarks; the same HTML gives the same bytes.

    `sheets` names the stylesheet of the sheets, of which `templates` may hold one of its own. FormatUnavailable if
    Pango is missing, ReportError if the stylesheet is faulty or anything is to be fetched.
    """
    weasyprint = _weasyprint()
    sheet_style = filled(sheets, language, templates)
    # Images and stylesheets are fetched when pages are laid out, attachments when they are written.
    with _no_fetching(), _not_collecting():
        written = _written(weasyprint, html, sheet_style)
    return mended(written)


def _written(weasyprint: Any, html: str, sheet_style: str) -> bytes:
    """The document as WeasyPrint writes it; the boxes of its pages are garbage by the end, so that they can go."""
    fetcher = _fetcher()
    fonts = weasyprint.text.fonts.FontConfiguration()
    document = _document_kind()(string=html, url_fetcher=fetcher)
    styles = [weasyprint.CSS(string=sheet_style, url_fetcher=fetcher, font_config=fonts)]
    pages = document.render(stylesheets=styles, font_config=fonts, pdf_variant=VARIANT)
    return cast(
        bytes,
        pages.write_pdf(
            finisher=put_links_into_words,
            pdf_variant=VARIANT,
            pdf_identifier=hashlib.sha256(html.encode("utf-8")).digest()[:16],
            uncompressed_pdf=True,
        ),
    )


@contextmanager
def _no_fetching() -> Iterator[None]:
    """Turn a refused fetch, which only a template or stylesheet of the user's own can cause, into a ReportError."""
    from weasyprint.urls import FatalURLFetchingError

    try:
        yield
    except FatalURLFetchingError as error:
        raise ReportError(
            Phrase(
                "{error}. A template or stylesheet may only use what is embedded as data:image/png or data:font/woff2.",
                error=error,
            )
        ) from None


@contextmanager
def _not_collecting() -> Iterator[None]:
    """Leave garbage to be collected afterwards: the boxes of a document live until it is written, so looking is idle.

    Collection is a matter of the whole process. Of two documents laid out at once the first that is done turns it on
    again, which costs the other time and nothing else.
    """
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def _weasyprint() -> Any:
    try:
        import weasyprint
        import weasyprint.text.fonts
    except OSError as error:
        raise FormatUnavailable(
            FORMAT,
            Phrase("The PDF needs the Pango libraries, which are missing here. {remedy}", remedy=Phrase(INSTALL)),
        ) from error
    return weasyprint


@lru_cache(maxsize=1)
def _document_kind() -> Any:
    """WeasyPrint's document without its styles of notes, five of which it would work out for every element."""
    import weasyprint

    own = (resources.files("weasyprint") / "css" / "html5_ua.css").read_text(encoding="utf-8")
    styles = [weasyprint.CSS(string=_NOTES.sub("", own), url_fetcher=_fetcher())]

    class WithoutNotes(weasyprint.HTML):  # type: ignore[misc]
        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
            return styles

    return WithoutNotes


@lru_cache(maxsize=1)
def _fetcher() -> Any:
    """The one door through which anything is fetched: it lets nothing through but what the document carries."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    class Carried(URLFetcher):  # type: ignore[misc]
        """Serves data the document embeds and refuses everything else."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if not url.startswith(ALLOWED):
                raise FatalURLFetchingError(url[:100])
            return super().fetch(url, headers)

    return Carried(allowed_protocols={"data"}, allow_redirects=False)
