"""What the interface says in one language: its messages, dates and numbers.

English is the language of the message ids; other languages have a committed `.po` file, which is compiled in
memory once per process, so that no compiled file can be stale or missing from a wheel.
"""

from __future__ import annotations

import datetime
import gettext
import io
from collections.abc import Iterable
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from advisor.advice.wording import locale_of

from .resources import shipped_templates
from .typography import NARROW, typeset

SOURCE_LANGUAGE = "en"
LANGUAGES = ("fr", "en")
"""Languages the interface speaks. In any other that a knowledge base offers, its labels are English."""


class Catalogue:
    """Messages, dates and numbers of one language, typographically set."""

    def __init__(self, language: str, translations: gettext.NullTranslations) -> None:
        self.language = language
        self._translations = translations
        try:
            self._locale = Locale.parse(locale_of(language))
        except (UnknownLocaleError, ValueError):
            self._locale = Locale.parse(SOURCE_LANGUAGE)

    def message(self, message: str) -> str:
        """A message with its placeholders still in it."""
        return typeset(self._translations.gettext(message), self.language)

    def plural(self, one: str, many: str, n: int) -> str:
        """The form for `n` of a message, placeholders still in it."""
        return typeset(self._translations.ngettext(one, many, n), self.language)

    def gettext(self, message: str, /, **values: object) -> str:
        """A message with `%(name)s` placeholders filled."""
        return self.message(message) % values

    def ngettext(self, one: str, many: str, n: int, /, **values: object) -> str:
        """The form for `n`, which also fills `%(n)s`."""
        return self.plural(one, many, n) % {"n": n, **values}

    def listed(self, entries: Iterable[str]) -> str:
        """Entries that may hold commas, on one line with semicolons between them."""
        return (f"{NARROW}; " if self.language == "fr" else "; ").join(entries)

    def date(self, iso: str) -> str:
        """A date YYYY-MM-DD written out."""
        return str(format_date(datetime.date.fromisoformat(iso), format="long", locale=self._locale))

    def number(self, number: int) -> str:
        """A whole number with the language's grouping."""
        return str(format_decimal(number, locale=self._locale))

    def percent(self, whole: int) -> str:
        """A percentage from a whole number of hundredths."""
        return typeset(str(format_percent(whole / 100, locale=self._locale)), self.language)


@lru_cache(maxsize=8)
def catalogue(language: str) -> Catalogue:
    """The catalogue of a language; English messages for one that is not in `LANGUAGES`."""
    if language == SOURCE_LANGUAGE or language not in LANGUAGES:
        return Catalogue(language, gettext.NullTranslations())
    path = shipped_templates() / "locale" / language / "LC_MESSAGES" / "report.po"
    with path.open("rb") as stream:
        messages = read_po(stream, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return Catalogue(language, gettext.GNUTranslations(compiled))
