"""The words of the interview, by key.

A key that depends on a number exists as `KEY.one` and `KEY.other`. Placeholders are `str.format` fields.
"""

from advisor.language import Messages

from . import course, on_files, on_forms, on_reviews

TEXTS = Messages({**course.TEXTS, **on_files.TEXTS, **on_forms.TEXTS, **on_reviews.TEXTS})

__all__ = ["TEXTS"]
