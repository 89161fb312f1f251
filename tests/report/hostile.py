"""Words that would do harm if a report took them for more than words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from advisor.language.typography import clean

BRAND = "<script>alert(1)</script> {{ 7*7 }}"
MARKUP = """<img src=x onerror=alert(1)> "><b onclick='alert(2)'>&amp;&#60;</b> ]]> <!-- --> </style></title></table>"""
TEMPLATE = (
    "{{ 777*777 }} {% include 'x' %} {% for x in (1, 2) %}{{ x }}{% endfor %} {# gone #} {{ self.__class__ }} %(n)s"
)
LINKS = (
    "[text](javascript:alert(1)) javascript:alert(1) <http://127.0.0.1:9/> http://127.0.0.1:9/a www.example.org a@b.c"
)
FIELDS = '=HYPERLINK("http://127.0.0.1:9/") { INCLUDETEXT "/etc/hostname" } DDEAUTO c:\\cmd.exe "/k calc" {=1+1}'
MARKDOWN = (
    "# Head\n- point\n1. one\n> said\n| a | b |\n|---|---|\n~~~\n===\n    code\n[a]: http://127.0.0.1:9/ `x` **b**"
)
CONTROLS = (
    "\u202egnp.exe\u202c \u2066a\u2069 \u200fb\u200e \u200bc\ufeff d\x07\x08\x1b[31m e\x00 f\x85g\u2028h \U000e0041i"
)
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)
SECRET = "SECRET-OF-THE-HOUSE"
"""What a file holds that hostile words name."""


@dataclass(frozen=True)
class Attack:
    """Reports from hostile input, what was heard while they were made, and the same reports from harmless words."""

    reports: dict[str, bytes]
    heard: list[str]
    peaceful: dict[str, bytes]


def harmless(text: str) -> str:
    """A text of the same length and lines that nobody could take for anything but words."""
    return re.sub(r"\S", "x", clean(text))
