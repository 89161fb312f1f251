"""Where a skeleton comes to stand: free ids, the texts of files with it in them, and the writing, tried first."""

from __future__ import annotations

import dataclasses
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from advisor.language.installation import shipped

from ..condition import Position
from ..loading import examine, load
from ..model import KnowledgeBase
from ..problem import Problem, did_you_mean, listed, quoted
from ..reading.entry import KEBAB, SHAPES, SNAKE
from ..reading.lists import WrittenInBrackets, added_to_list
from ..replacement import line_ending, replace
from ..schema import modeline


class SkeletonError(Exception):
    """A skeleton cannot be made; the message says why and what to do."""


@dataclass(frozen=True)
class Made:
    """What was written: where each skeleton begins, and what `examine` says of the new entries."""

    places: tuple[Position, ...]
    problems: tuple[Problem, ...] = ()


def loaded(directory: Path) -> KnowledgeBase:
    """The knowledge base a skeleton goes into, drafts included. InputError if it is faulty."""
    return load(directory, drafts=True)


def free(kb: KnowledgeBase, id: str, shape: re.Pattern[str], *kinds: str) -> None:
    """Refuse an id that is ill-formed or in use, under a former name too."""
    if not shape.fullmatch(id):
        joints = {KEBAB: "small letters, digits and hyphens", SNAKE: "small letters, digits and underscores"}
        raise SkeletonError(f"{quoted(id)} cannot be an id here: use {joints.get(shape) or SHAPES[shape]}.")
    taken = kb.aliases.get(id) or next((id for kind in kinds if id in getattr(kb, kind)), None)
    if taken is None and id in kb.inactive:
        taken = id
    if taken is not None:
        name = quoted(id) if taken == id else f"{quoted(id)}, a former name of {quoted(taken)},"
        raise SkeletonError(f"{name} is in use already; ids are permanent. Nothing was written.")


def chosen(what: str, given: str | None, known: Sequence[str], option: str | None = None) -> str:
    """The one of the known ids that was given by an option of the command line, or the only one there is."""
    if not known:
        raise SkeletonError(f"The knowledge base has no {what} yet. Make one first: advisor rules new {what} ID")
    if given is None:
        if len(known) == 1:
            return known[0]
        some = listed(known) if len(known) <= 20 else f"{', '.join(known[:20])} …"
        raise SkeletonError(f"Say with --{option or what} which {what} it belongs to: {some}.")
    if given not in known:
        hint = did_you_mean(given, known) or f" There are: {', '.join(known)}."
        raise SkeletonError(f"There is no {what} {quoted(given)}.{hint}")
    return given


def context_of(kb: KnowledgeBase, given: str | None) -> str | None:
    """The context given by `--for-each`, if any."""
    return None if given is None else chosen("context", given, tuple(kb.contexts), "for-each")


def asking(kb: KnowledgeBase) -> None:
    """Refuse what reads questions while there are none."""
    if not kb.questions:
        raise SkeletonError("The knowledge base has no question yet to read; add one first: advisor rules new question")


def rendered(template: str, languages: tuple[str, ...], **values: object) -> str:
    """The text of a skeleton."""

    def text(**said: str) -> str:
        """A text in every language of the knowledge base, in English where there is no better."""
        return "{" + ", ".join(f"{code}: {in_quotes(said.get(code, said['en']))}" for code in languages) + "}"

    # Other brackets than Jinja's own, which the texts of a knowledge base use themselves.
    environment = Environment(
        loader=FileSystemLoader(shipped("templates") / "skeletons"), undefined=StrictUndefined, autoescape=False,
        variable_start_string="[[", variable_end_string="]]", block_start_string="[%", block_end_string="%]",
        comment_start_string="[##", comment_end_string="##]", trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True,
    )  # fmt: skip
    return environment.get_template(template).render(text=text, languages=languages, **values)


def in_quotes(words: str) -> str:
    """Words as a text of YAML."""
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def top(path: Path, directory: Path) -> str:
    """What a file begins with: the line that names its schema."""
    return modeline(path, directory / "schema")


def text_of(path: Path, directory: Path) -> str:
    """What a file of the knowledge base holds, or would begin with."""
    return path.read_text(encoding="utf-8") if path.exists() else top(path, directory)


def appended(path: Path, text: str, key: str, entry: str) -> str:
    """The text of a file with an entry at the end of one of its lists."""
    return in_list(path, key, lambda: added_to_list(text, key, entry))


def in_list(path: Path, key: str, add: Callable[[], str]) -> str:
    """What `add` makes of the text of a file; a refusal where lines cannot be added to the list."""
    try:
        return add()
    except WrittenInBrackets:
        raise SkeletonError(f'{path}: the list "{key}" is written in brackets; write it line by line first.') from None


def put(directory: Path, texts: Mapping[Path, str], *ids: str) -> Made:
    """Try the texts on a copy, then write them. `ids` are the new entries."""
    problems = _tried(directory, texts)
    errors = [problem for problem in problems if not problem.warning]
    if errors:
        raise SkeletonError("The skeleton does not fit; nothing was written.\n" + "\n".join(map(str, errors)))
    places = tuple(_place(path, text, ids) for path, text in texts.items())
    for path, text in texts.items():
        if path.exists():
            replace(path, text, ending=line_ending(path))
        else:
            write_new(path, text)
    return Made(places, tuple(problem for problem in problems if problem.about in ids))


def put_in_list(directory: Path, path: Path, key: str, entry: str, *ids: str) -> Made:
    """As `put`, one entry at the end of a list of a file."""
    return put(directory, {path: appended(path, text_of(path, directory), key, entry)}, *ids)


def write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet. FileExistsError if it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(text)


def _tried(directory: Path, texts: Mapping[Path, str]) -> tuple[Problem, ...]:
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "copy"
        shutil.copytree(directory, copy, ignore=shutil.ignore_patterns("schema", ".*"))
        for path, text in texts.items():
            target = copy / path.relative_to(directory)
            target.parent.mkdir(exist_ok=True)
            target.write_text(text, encoding="utf-8")
        return tuple(_moved(problem, copy, directory) for problem in examine(copy))


def _moved(problem: Problem, copy: Path, directory: Path) -> Problem:
    """A problem of the copy, placed in the knowledge base itself."""
    file = str(directory / Path(problem.at.file).relative_to(copy))
    return dataclasses.replace(problem, at=dataclasses.replace(problem.at, file=file))


def _place(path: Path, text: str, ids: tuple[str, ...]) -> Position:
    """Where the skeleton stands in a text that is about to be written: its id, else the first line that is new."""
    former = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    lines = text.splitlines()
    begin = next((n for n, line in enumerate(lines) if former[n : n + 1] != [line]), 0) if former else 0
    for number, line in enumerate(lines[begin:], start=begin):
        if any(re.match(rf"\s*- \{{?id: {re.escape(id)}\b", line) for id in ids):
            return Position(str(path), number + 1, line.index("id:") + 1)
    indent = len(lines[begin]) - len(lines[begin].lstrip()) if former else 0
    return Position(str(path), begin + 1, indent + 1)
