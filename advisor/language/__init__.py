"""The words of the interface: one catalogue of messages for each language, and how each language is set and counted.

Messages are English in the code. Every other language is one file, `templates/locale/LANGUAGE/LC_MESSAGES/advisor.po`,
and what there is of those files is what the interface speaks: nothing in Python knows their names.
"""

from .catalogue import SOURCE_LANGUAGE, Catalogue, catalogue, languages, offered, spoken
from .messages import C_, N_, Messages, Phrase

__all__ = [
    "C_",
    "N_",
    "SOURCE_LANGUAGE",
    "Catalogue",
    "Messages",
    "Phrase",
    "catalogue",
    "languages",
    "offered",
    "spoken",
]
