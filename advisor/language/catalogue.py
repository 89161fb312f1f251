"""What the interface says in one language: its messages, dates, numbers and lists.

English is the language of the message ids; other languages have a committed `.po` file, which is compiled in
memory once per process, so that no compiled file can be stale or missing from a wheel.
"""

from __future__ import annotations

import datetime
import gettext
import io
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from .installation import shipped
from .typography import first_day, printed_on_screen, typeset

SOURCE_LANGUAGE = "en"
CONTEXT = "\x04"
"""What gettext puts between the context of a message and the message."""
LOCALES = {"en": "en_GB"}
"""Locales for dates, numbers and lists where the bare language would mean another country's habits."""


@lru_cache(maxsize=1)
def _files() -> dict[str, Path]:
    """The catalogue of each language but English."""
    return {path.parent.parent.name: path for path in sorted(shipped("templates").glob("locale/*/*/advisor.po"))}


def languages() -> tuple[str, ...]:
    """Languages the interface speaks, English first."""
    return (SOURCE_LANGUAGE, *_files())


def offered(of_base: Iterable[str]) -> tuple[str, ...]:
    """Languages one can ask for: those of a knowledge base, then those of the interface alone.

    In these the interface speaks, and the texts of the base are in the first of its own.
    """
    return tuple(dict.fromkeys((*of_base, *languages())))


def spoken(language: str | None) -> str:
    """The language itself where the interface speaks it, else English; of a locale such as `fr_CA` its language."""
    bare = (language or "").lower().partition("_")[0].partition("-")[0].partition(".")[0]
    return bare if bare in languages() else SOURCE_LANGUAGE


class Catalogue:
    """Messages, dates and numbers of one language, typographically set."""

    def __init__(self, language: str, translations: gettext.NullTranslations) -> None:
        self.language = language
        self._translations = translations
        try:
            self._locale = Locale.parse(LOCALES.get(language, language))
        except (UnknownLocaleError, ValueError):
            self._locale = Locale.parse(SOURCE_LANGUAGE)

    @property
    def region(self) -> str:
        """The language with its country, as Word names it: `fr-FR`, `en-GB`; the bare language where none is known."""
        territory = self._locale.territory or get_global("likely_subtags").get(self.language, "").rpartition("_")[2]
        return f"{self.language}-{territory}" if territory else self.language

    @property
    def endonym(self) -> str:
        """What the language calls itself, as it stands in a list to choose from."""
        name = self._locale.get_language_name(self._locale.language) or self.language
        return name[:1].upper() + name[1:]

    @property
    def day_first(self) -> bool:
        """Whether 5/11 can only be the fifth of November; in English it may be either."""
        return self.language != SOURCE_LANGUAGE and self._locale.date_formats["short"].pattern.startswith("d")

    def message(self, message: str) -> str:
        """A message with its placeholders still in it."""
        return typeset(self._found(message), self.language)

    def plain(self, message: str) -> str:
        """A message as terminals and text files have it, placeholders still in it."""
        return printed_on_screen(self._found(message), self.language)

    def plural(self, one: str, many: str, n: int) -> str:
        """The form for `n` of a message, placeholders still in it."""
        return typeset(self._counted(one, many, n), self.language)

    def plain_plural(self, one: str, many: str, n: int) -> str:
        """The form for `n` as terminals and text files have it, placeholders still in it."""
        return printed_on_screen(self._counted(one, many, n), self.language)

    def gettext(self, message: str, /, **values: object) -> str:
        """A message with `%(name)s` placeholders filled."""
        return self.message(message) % values

    def ngettext(self, one: str, many: str, n: int, /, **values: object) -> str:
        """The form for `n`, which also fills `%(n)s`."""
        return self.plural(one, many, n) % {"n": n, **values}

    def listed(self, entries: Iterable[str]) -> str:
        """Entries that may hold commas, on one line of a report with semicolons between them."""
        return self.message("; ").join(entries)

    def date(self, iso: str) -> str:
        """A date YYYY-MM-DD written out."""
        return self._first_said(datetime.date.fromisoformat(iso), "long")

    def short_date(self, day: datetime.date) -> str:
        """A date with its month abbreviated."""
        return self._first_said(day, "medium")

    def _first_said(self, day: datetime.date, format: Literal["long", "medium"]) -> str:
        """A date with the first day of a month as the language says it, where the day comes first: `1er mai`."""
        written = str(format_date(day, format=format, locale=self._locale))
        return re.sub(r"^1(?!\d)", first_day(self.language), written)

    def listing(self, words: Sequence[str], style: Literal["standard", "or"] = "standard") -> str:
        """Words joined as the language joins a list; `style` is `standard` (and) or `or`."""
        return str(format_list(list(words), style=style, locale=self._locale)) if words else ""

    def number(self, number: int) -> str:
        """A whole number with the language's grouping."""
        return str(format_decimal(number, locale=self._locale))

    def share(self, part: float) -> str:
        """A part of one as a percentage, as terminals and text files have it."""
        return printed_on_screen(str(format_percent(part, locale=self._locale)), self.language)

    def percent(self, whole: int) -> str:
        """A percentage from a whole number of hundredths."""
        return typeset(str(format_percent(whole / 100, locale=self._locale)), self.language)

    def _found(self, message: str) -> str:
        context, _, bare = message.rpartition(CONTEXT)
        return self._translations.pgettext(context, bare) if context else self._translations.gettext(bare)

    def _counted(self, one: str, many: str, n: int) -> str:
        context, _, bare = one.rpartition(CONTEXT)
        several = many.rpartition(CONTEXT)[2]
        if context:
            return self._translations.npgettext(context, bare, several, n)
        return self._translations.ngettext(bare, several, n)


@lru_cache(maxsize=8)
def catalogue(language: str) -> Catalogue:
    """The catalogue of a language; English messages for one that has no file."""
    path = _files().get(language)
    if path is None:
        return Catalogue(language, gettext.NullTranslations())
    with path.open("rb") as stream:
        messages = read_po(stream, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return Catalogue(language, gettext.GNUTranslations(compiled))
