"""The words of the interview, by key, in every language it speaks.

A key that depends on a number exists as `KEY.one` and `KEY.other`. Placeholders are `str.format` fields.
"""

from collections.abc import Mapping

from . import on_files, on_reviews
from .en import TEXTS as ENGLISH
from .fr import TEXTS as FRENCH

TEXTS: Mapping[str, Mapping[str, str]] = {
    "en": {**ENGLISH, **on_files.ENGLISH, **on_reviews.ENGLISH},
    "fr": {**FRENCH, **on_files.FRENCH, **on_reviews.FRENCH},
}
LANGUAGES = tuple(TEXTS)
"""Languages the interview speaks; in any other its own words are English."""

__all__ = ["LANGUAGES", "TEXTS"]
