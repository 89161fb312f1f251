"""Words that would do harm if a report took them for more than words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

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
    """Reports from hostile input, what was heard while they were made, and the same reports from harmless words.

    `places` are words that stand before what is hostile, one for each place where some was put.
    """

    reports: dict[str, bytes]
    heard: list[str]
    peaceful: dict[str, bytes]
    edition: str = "full"
    places: tuple[str, ...] = ()


def harmless(text: str) -> str:
    """A text of the same length and lines that nobody could take for anything but words."""
    return re.sub(r"\S", "x", clean(text))


def review_with(greenhouses: dict[str, Any], bait: str, words: Callable[[str], str]) -> dict[str, Any]:
    """An answers file with something hostile in what is new beside answers: names of contexts, people, a review."""
    everything = f"{MARKUP} {TEMPLATE}\n\n{LINKS} {FIELDS}\n\n{MARKDOWN} file://{bait} \u202egnp.exe {CONTROLS}"

    def at(place: str, text: str) -> str:
        return f"at-{place} {words(text)}"

    listed = [
        {
            **one,
            "name": at(f"name-{one['id']}", text),
            "notes": {"plants": {"text": at(f"note-g-{one['id']}", everything), "visible_to": "client"}},
        }
        for one, text in zip(greenhouses["greenhouses"]["list"], (BRAND, MARKUP, TEMPLATE, FIELDS), strict=True)
    ]
    people = [
        {**one, "name": at(f"person-{one['id']}", LINKS), "role": at(f"role-{one['id']}", MARKUP)}
        for one in greenhouses["respondents"]
    ]
    own = {
        "id": "own-1",
        "title": at("title", f"{MARKUP} {TEMPLATE} {FIELDS}"),
        "recommendation": at("recommendation", everything),
        "steps": [at("step-1", FIELDS), at("step-2", everything)],
        "severity": "major",
        "owner": at("owner", LINKS),
        "due": "2026-02-01",
    }
    edited = {
        "title": at("reworded-title", f"{TEMPLATE} {LINKS}"),
        "observed": at("reworded-observed", everything),
        "recommendation": at("reworded-recommendation", everything),
        "owner": at("owner-of-finding", f"{MARKUP} {FIELDS} {TEMPLATE}"),
        "due": "2026-02-02",
        "note": at("note-of-consultant", everything),
    }
    return {
        **greenhouses,
        "brand": words(BRAND),
        "respondents": people,
        "greenhouses": {**greenhouses["greenhouses"], "list": listed},
        "review": {
            "status": "draft",
            "opening": at("opening", everything),
            "advice": {
                "clear-what-is-ill": edited,
                "sound-under-glass": {"left_out": at("reason", everything)},
            },
            "own": [own],
            "order": ["own-1", "clear-what-is-ill"],
        },
    }
