"""The author's guide is true to the letter: every command it shows gives what it shows, edit after edit."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from advisor.knowledge import shipped
from advisor.knowledge.forms.key_reference import FILES

from .guide_keys import shown
from .transcript import Command, Edit, agrees, apply, run, steps

PAGE = (Path(__file__).parents[2] / "docs" / "writing-rules.md").read_text("utf-8")


def test_following_the_guide_gives_what_it_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(shipped("rules"), tmp_path / "rules")
    monkeypatch.chdir(tmp_path)
    for variable in ("LC_ALL", "LANG", "ADVISOR_KB"):
        monkeypatch.delenv(variable, raising=False)
    taken = list(steps(PAGE))
    for step in taken:
        if isinstance(step, Edit):
            apply(step, tmp_path)
        else:
            found = run(step, tmp_path, monkeypatch)
            assert agrees(step.output, found), f"$ {' '.join(step.words)}\nshown:\n{step.output}\nfound:\n{found}"
    assert sum(isinstance(step, Command) for step in taken) >= 20
    assert sum(isinstance(step, Edit) for step in taken) >= 8

    report = (tmp_path / "out" / "pinned-long-ago.en.html").read_text("utf-8")
    assert "Renew the pinned message" in report
    assert "The message pinned on top of Vauclair’s page announces what is no longer true." in report


def test_every_key_of_the_format_stands_in_an_edit_that_is_carried_out() -> None:
    declared = {(kind, key.name) for _, kinds in FILES for kind, keys in kinds for key in keys}
    carried_out = {key for step in steps(PAGE) if isinstance(step, Edit) for key in shown(step)}
    assert declared - carried_out == set()


@pytest.mark.parametrize(
    ("expected", "found", "same"),
    [
        ("a\n", "a\n", True),
        ("a…c\n", "abc\n", True),
        ("a\n…\nz\n", "a\nb\nc\nz\n", True),
        ("a\n…\nz\n", "a\nz\n", True),
        ("…\n", "", True),
        ("a\n", "a\nb\n", False),
        ("a\n…\nz\n", "a\nb\n", False),
        ("a.c\n", "abc\n", False),
    ],
)
def test_an_output_agrees_only_with_what_is_shown(expected: str, found: str, same: bool) -> None:
    assert agrees(expected, found) is same
