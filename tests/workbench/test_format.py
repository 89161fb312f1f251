"""`rules format` changes how files look and never what they say."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.knowledge import load, shipped
from advisor.knowledge.document import scan_text
from advisor.knowledge.formatting import LayoutError, formatted
from advisor.knowledge.problem import InputError

from .conftest import BASES, SHIPPED, Bench

ROOTS = [SHIPPED, *sorted(path for path in BASES.iterdir() if path.is_dir())]


@pytest.mark.parametrize(
    ("typed", "laid_out"),
    [
        ("a: 1\r\nb: 2\r\n", "a: 1\nb: 2\n"),
        ("\ufeffa: 1", "a: 1\n"),
        ("\n\na: 1   \n\n\n\nb: 2\n\n", "a: 1\n\nb: 2\n"),
        ("a:\n- b\n- c\nd: 1\n", "a:\n  - b\n  - c\nd: 1\n"),
        ("a:\n    b:\n        c: 1\n    d: 2\n", "a:\n  b:\n    c: 1\n  d: 2\n"),
        ("a:\n-   b: 1\n    c: 2\n-   b: 3\n", "a:\n  - b: 1\n    c: 2\n  - b: 3\n"),
        ("a: { b:   1 , c: [ 2,3 ] }\n", "a: {b: 1, c: [2, 3]}\n"),
        ("a:    1  # why\n", "a: 1  # why\n"),
        ("a:\n    # of b\n    b: 1\n# of c\nc: 2\n", "a:\n  # of b\n  b: 1\n# of c\nc: 2\n"),
        ("a:\n    b: |\n        x\n          y\n\n        z\n", "a:\n  b: |\n      x\n        y\n\n      z\n"),
        ("a:\n    b: \"x\n        y\"\n    c: 1\n", "a:\n  b: \"x\n      y\"\n  c: 1\n"),
        ("a:\n    c: {d: 1,\n        e: 2}\n", "a:\n  c: {d: 1,\n      e: 2}\n"),
        ("a:\n  - - b\n    - c\n  -\n    d: 1\n", "a:\n  - - b\n    - c\n  -\n    d: 1\n"),
        ("a: \"no  {  change ,  here\"  \n", "a: \"no  {  change ,  here\"\n"),
    ],
)  # fmt: skip
def test_the_layout(typed: str, laid_out: str) -> None:
    assert formatted(typed, "a.yaml") == laid_out
    assert formatted(laid_out, "a.yaml") == laid_out


@pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.name)
def test_every_file_of_a_knowledge_base_says_the_same_and_stays_so(root: Path, tmp_path: Path) -> None:
    copy = tmp_path / root.name
    shutil.copytree(root, copy)
    for path in copy.rglob("*.yaml"):
        text = path.read_text("utf-8")
        new = formatted(text, str(path))
        assert formatted(new, str(path)) == new
        path.write_text(new, "utf-8")
    assert load(copy, drafts=True).fingerprint == load(root, drafts=True).fingerprint


words = st.text("ab:#-, {}[]'\"|é\n  ", max_size=12)
values = st.recursive(
    st.none() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcd"), inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["when", "title", "steps"]), values, min_size=1, max_size=3),
    st.integers(2, 7),
    st.sampled_from([None, True, False]),
    st.sampled_from([None, "|", '"', ">"]),
    st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["# why", "", "   ", "    # in"])), max_size=4),
)
def test_whatever_is_written_says_the_same_with_all_its_comments(
    value: object, indent: int, flow: bool | None, style: str | None, between: list[tuple[int, str]]
) -> None:
    lines = yaml.safe_dump(value, indent=indent, default_flow_style=flow, default_style=style, width=30).split("\n")
    for place, line in between:
        lines.insert(min(place, len(lines)), line)
    text = "\n".join(lines)
    before, problems = scan_text("a.yaml", text)
    if before is None or problems:
        with pytest.raises(InputError):
            formatted(text, "a.yaml")
        return
    new = formatted(text, "a.yaml")
    after, _ = scan_text("a.yaml", new)
    assert after is not None
    assert after.value == before.value
    assert "".join(new.split()) == "".join(text.split())
    assert formatted(new, "a.yaml") == new


def test_line_breaks_of_other_systems_are_left_alone() -> None:
    with pytest.raises(LayoutError, match="line feeds"):
        formatted('a: "b\u2028c"\n', "a.yaml")


def test_the_command_lays_out_what_needs_it_and_keeps_permissions(garden: Bench) -> None:
    assert garden.run("format", "--check") == ""
    path = garden.directory / "advice/soil.yaml"
    before = path.read_text("utf-8")
    path.write_bytes(before.replace("\n", "  \r\n").encode())
    path.chmod(0o640)
    said = garden.run("format", "--check", status=1)
    assert f"{path}: would be laid out anew." in said
    assert b"\r" in path.read_bytes()
    assert garden.run("format") == f"{path}: laid out anew.\n"
    assert path.read_text("utf-8") == before
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert garden.run("format") == ""


def test_only_the_files_named_are_laid_out(garden: Bench) -> None:
    for name in ("advice/soil.yaml", "checks.yaml"):
        path = garden.directory / name
        path.write_text(path.read_text("utf-8") + "\n\n", "utf-8")
    said = garden.run("format", str(garden.directory / "checks.yaml"))
    assert said == f"{garden.directory / 'checks.yaml'}: laid out anew.\n"


def test_a_file_that_cannot_be_read_is_left_alone_and_the_others_laid_out(garden: Bench) -> None:
    broken, other = garden.directory / "advice/soil.yaml", garden.directory / "checks.yaml"
    broken.write_text("advice:\n\t- id: x\n", "utf-8")
    other.write_text(other.read_text("utf-8") + "\n\n", "utf-8")
    said = garden.run("format", status=1)
    assert f"{broken}:2:1: E007 There is a tab here." in said
    assert f"{other}: laid out anew." in said
    assert broken.read_text("utf-8") == "advice:\n\t- id: x\n"


def test_what_rules_new_makes_has_the_layout(tmp_path: Path, garden: Bench) -> None:
    made = tmp_path / "made"
    garden.run("new", "knowledge-base", str(made), "--lang", "en", "--lang", "fr", kb=False)
    garden.run("format", "--check", "--kb", str(made), kb=False)
    for words in (
        ("advice", "x-y", "--theme", "soil"),
        ("conclusion", "x_y"),
        ("question", "q_q", "--section", "beds"),
    ):
        garden.run("new", *words)
    garden.run("new", "case", "some-case")
    garden.run("format", "--check")


@pytest.mark.parametrize("base", sorted(path.name for path in shipped("rules").iterdir() if path.is_dir()))
def test_what_is_shipped_is_laid_out(base: str) -> None:
    assert Bench(shipped("rules") / base).run("format", "--check") == ""
