"""The PDF report: the HTML document laid out on sheets, tagged for screen readers, the same bytes every time.

WeasyPrint needs the Pango libraries and is imported only when a PDF is asked for, so that a machine without
them still gets its HTML.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from .error import FormatUnavailable
from .pdf_structure import mended
from .templating import environment

FORMAT = "pdf"
SHEETS = "report/styles/pages.css"
ALLOWED = ("data:font/woff2;base64,", "data:image/png;base64,")
"""What the document may fetch: the fonts and the logo it carries in itself."""

INSTALL = {
    "en": "On Debian or Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. "
    "On macOS: brew install pango.",
    "fr": "Sous Debian ou Ubuntu : apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. "
    "Sous macOS : brew install pango.",
}


def render_pdf(html: str, *, language: str, templates: Path | None = None, sheets: str = SHEETS) -> bytes:
    """The PDF of an HTML document: PDF/UA-1, tagged, with bookmarks; the same HTML gives the same bytes.

    `sheets` names the stylesheet of the sheets, of which `templates` may hold one of its own. FormatUnavailable if
    Pango is missing.
    """
    weasyprint = _weasyprint()
    sheet_style = environment(language, templates).get_template(sheets).render()
    fetcher = _fetcher()
    fonts = weasyprint.text.fonts.FontConfiguration()
    document = weasyprint.HTML(string=html, url_fetcher=fetcher)
    laid_out = document.write_pdf(
        stylesheets=[weasyprint.CSS(string=sheet_style, url_fetcher=fetcher, font_config=fonts)],
        font_config=fonts,
        pdf_variant="pdf/ua-1",
        pdf_identifier=hashlib.sha256(html.encode("utf-8")).digest()[:16],
        presentational_hints=False,
    )
    return mended(laid_out)


def _weasyprint() -> Any:
    try:
        import weasyprint
        import weasyprint.text.fonts
    except OSError as error:
        raise FormatUnavailable(
            FORMAT,
            f"The PDF needs the Pango libraries, which are missing here. {INSTALL['en']}",
            f"Le PDF a besoin des bibliothèques Pango, absentes de cette machine. {INSTALL['fr']}",
        ) from error
    return weasyprint


@lru_cache(maxsize=1)
def _fetcher() -> Any:
    """The one door through which anything is fetched: it lets nothing through but what the document carries."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    class Carried(URLFetcher):  # type: ignore[misc]
        """Serves data the document embeds and refuses everything else."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if not url.startswith(ALLOWED):
                raise FatalURLFetchingError(f"The report may not fetch {url[:100]}")
            return super().fetch(url, headers)

    return Carried(allowed_protocols={"data"}, allow_redirects=False)
