"""The README promises nothing that is not there."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from advisor.cli import main

CHECKOUT = Path(__file__).resolve().parents[2]
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
PAGES = [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").glob("*.md"))]


def commands(group: click.Group, prefix: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command that does something, with the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command
        if isinstance(command, click.Group):
            yield from commands(command, (*prefix, name))
        elif not command.hidden:
            yield (*prefix, name), command


COMMANDS = dict(commands(main))


def called(text: str) -> Iterator[tuple[str, ...]]:
    """The words after each `advisor` in code, up to the first that cannot be a command's name."""
    for span in re.findall(r"`([^`\n]+)`|^    (.+)$", text, flags=re.MULTILINE):
        found = re.match(r"(?:\.venv/bin/)?advisor((?: [a-z][a-z-]*(?![\w.=/]))*)", span[0] or span[1])
        if found and found[1]:
            yield tuple(found[1].split())


def test_every_command_is_in_the_readme() -> None:
    said = set(called(README))
    authors = re.search(r"\| `advisor rules …` \|(.*)\|", README)
    assert authors
    said |= {("rules", name) for name in re.findall(r"`([a-z]+)`", authors[1])}
    editing = re.search(r"\| `advisor review FILE` \|(.*)\|", README)
    assert editing
    said |= {("review", name) for name in re.findall(r"`([a-z-]+)`", editing[1])}
    # What `rules new` can make is listed by its own help.
    assert {words for words in COMMANDS if words[:2] not in said} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_on_a_page_exists(page: Path) -> None:
    for words in called(page.read_text(encoding="utf-8")):
        assert any(words[: len(known)] == known or known[: len(words)] == words for known in COMMANDS), words


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_option_on_a_page_exists(page: Path) -> None:
    options = {"--help", "--version"}
    for command in (main, *COMMANDS.values()):
        options |= {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    text = page.read_text(encoding="utf-8")
    spans = [part for pair in re.findall(r"`([^`\n]+)`|^    (advisor .+)$", text, flags=re.MULTILINE) for part in pair]
    named = {option for span in spans for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", span)}
    foreign = {"--no-cache-dir", "--clear"}  # pip's and venv's
    assert named - options - foreign == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]*)(?:#[^)]*)?\)", text):
        if target and "://" not in target:
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_make_target_on_a_page_exists(page: Path) -> None:
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE))
    for target in re.findall(r"(?:`|^    )make ([a-z]+)", page.read_text(encoding="utf-8"), flags=re.MULTILINE):
        assert target in targets


def test_the_python_versions_named_are_those_of_the_package() -> None:
    classified = re.findall(r'"Programming Language :: Python :: 3\.(\d+)"', (CHECKOUT / "pyproject.toml").read_text())
    oldest, newest = min(map(int, classified)), max(map(int, classified))
    assert f"Python (3.{oldest} to 3.{newest})" in README
    prepare = (CHECKOUT / "tools" / "prepare.sh").read_text(encoding="utf-8")
    assert f"OLDEST='(3, {oldest})'" in prepare
    assert f"NEWEST='(3, {newest})'" in prepare
