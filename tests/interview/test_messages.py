"""The interview's words: each used, and none missing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from advisor.answers.trouble import Trouble
from advisor.interview.command import Command, command_in, words_in
from advisor.interview.messages import TEXTS
from advisor.knowledge.model import Kind, QuestionType, Severity
from advisor.language import languages

from .sitting import ROOT

SOURCES = [
    *sorted((ROOT / "advisor" / "interview").glob("*.py")),
    *(
        ROOT / "advisor" / "cli" / f"{name}.py"
        for name in ("interview", "questionnaire", "answers", "merging", "options", "review_command", "reviewing")
    ),
    ROOT / "templates" / "questionnaire" / "form.html",
]


def keys_in_use() -> set[str]:
    """Every key the sources name, whole or as a family (`kind.*`)."""
    found: set[str] = set()
    for path in SOURCES:
        found |= set(re.findall(r"[\"']([a-z_]+(?:\.[a-z_]+)*)[\"']", path.read_text(encoding="utf-8")))
    families = {
        "how": [*get_args(QuestionType), "number_unit"],
        "kind": get_args(Kind),
        "severity": get_args(Severity),
        "command": [command.value for command in Command],
        "file": [trouble.value for trouble in Trouble],
        "note": ["client", "internal", "visible_client", "visible_internal"],
        "edited": ["owner", "due", "note"],
        "edited.refused": ["several", "unknown", "own", "no_words", "first", "phase", "nothing", "nobody", "again"],
        "blank": ["brand", "date", "consultant"],
        "form": ["brand", "date", "filled_in_by", "role"],
        "relevance": [
            *("at_least", "at_most", "more_than", "less_than", "due_within"),
            *("all_of", "none_of", "is", "includes"),
        ],
    }
    found |= {f"{family}.{name}" for family, names in families.items() for name in names}
    return found | {f"{key}.help" for key in ("opening.brand", "opening.date", "na.reason", "note.text", "note.for")}


def test_no_message_is_left_over_and_none_is_missing() -> None:
    used = keys_in_use()
    known = {re.sub(r"\.(one|other)$", "", key) for key in TEXTS}
    assert known - used == set()
    heads = {key.split(".")[0] for key in known}
    asked = {key for key in used if key in heads or (key.split(".")[0] in heads and "." in key)}
    assert {key for key in asked if "." in key} - known == set()
    for path in SOURCES:
        for key in re.findall(r'\b(?:say|count|Refused)\(\s*"([a-z_.]+[a-z_])"', path.read_text(encoding="utf-8")):
            assert key in known, (path.name, key)


def test_every_command_has_words_of_its_own_in_every_language() -> None:
    for words in map(words_in, languages()):
        assert words.keys() == set(Command)
        every = [word for names in words.values() for word in names]
        assert len(every) == len(set(every))
        for command, names in words.items():
            for word in names:
                assert not any(word in others for other, others in words_in("en").items() if other is not command)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_english_words_always_work_and_case_does_not_matter(language: str) -> None:
    for command, names in words_in("en").items():
        for word in names:
            assert command_in(f" {word.upper()} ", language) == (command, "")


def test_words_after_a_command_make_it_an_answer_unless_it_takes_words() -> None:
    assert command_in("retour au calme", "fr") is None
    assert command_in("na: fermé", "fr") == (Command.NOT_APPLICABLE, "fermé")
    assert command_in("note de frais", "fr", bare=True) is None


def test_sources_are_there() -> None:
    assert all(Path(path).is_file() for path in SOURCES)
