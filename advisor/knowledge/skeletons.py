"""Skeletons: commented, valid beginnings of entries and of whole knowledge bases, put where they belong.

Nothing is overwritten: an entry is added at the end of its list, a file is made. Before anything is written, a copy of
the knowledge base with the skeleton in it is examined.
"""

from __future__ import annotations

import dataclasses
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from advisor.language.installation import shipped

from .condition import Position
from .forms.advice import BELONGS_TO
from .loading import examine, load
from .model import KnowledgeBase, Question
from .problem import Problem, did_you_mean, listed, quoted
from .reading.entry import KEBAB, SNAKE
from .reading.lists import WrittenInBrackets, added_to_list
from .replacement import line_ending, replace
from .schema import modeline, schema_files

FIRST_DATE = "2026-01-01"
"""The date of a case in a knowledge base that has none to take it from: cases know no clock."""


class SkeletonError(Exception):
    """A skeleton cannot be made; the message says why and what to do."""


@dataclass(frozen=True)
class Made:
    """What was written: where each skeleton begins, and what `examine` says of the new entries."""

    places: tuple[Position, ...]
    problems: tuple[Problem, ...] = ()


def new_advice(directory: Path, id: str, *, theme: str | None, kind: str = "gap") -> Made:
    """Add a draft advice to the file that holds most advice of its theme, or to a file called after it."""
    kb = _loaded(directory)
    _free(kb, id, KEBAB, "advice")
    theme = _chosen("theme", theme, tuple(kb.themes))
    files = [Path(advice.at.file) for advice in kb.advice.values() if advice.theme == theme]
    path = max(dict.fromkeys(files), key=files.count) if files else directory / "advice" / f"{theme}.yaml"
    keys = {key: kind in BELONGS_TO[key] for key in ("severity", "phase")}
    text = _rendered("advice.yaml", kb.languages, id=id, theme=theme, kind=kind, **keys, **_condition(kb))
    return _put(directory, kb, {path: _appended(path, directory, "advice", text)}, id)


def new_question(directory: Path, id: str, *, section: str | None, type: str = "choice") -> Made:
    """Add a question at the end of its section."""
    kb = _loaded(directory)
    _free(kb, id, SNAKE, "questions", "conclusions")
    section = _chosen("section", section, tuple(one.id for one in kb.sections))
    path = Path(next(one.at.file for one in kb.sections if one.id == section))
    text = _rendered("question.yaml", kb.languages, id=id, type=type)
    return _put(directory, kb, {path: _appended(path, directory, "questions", text)}, id)


def new_conclusion(directory: Path, id: str, *, file: str | None = None) -> Made:
    """Add a conclusion with one draft rule, to a file of conclusions: the only one there is, or `file`."""
    kb = _loaded(directory)
    _free(kb, id, SNAKE, "questions", "conclusions")
    rule = f"{id.replace('_', '-')}-shown"
    _free(kb, rule, KEBAB, "rules")
    folder = directory / "conclusions"
    files = sorted(path.name for path in folder.glob("*.yaml"))
    if file is None and len(files) > 1:
        raise SkeletonError(f"Say with --file which file of conclusions it belongs to: {listed(files)}.")
    name = Path(file).name if file is not None else files[0] if files else "conclusions.yaml"
    path = folder / (name if name.endswith(".yaml") else f"{name}.yaml")
    text = _appended(path, directory, "conclusions", _rendered("conclusion.yaml", kb.languages, id=id))
    more = _rendered("rule.yaml", kb.languages, id=id, rule=rule, **_condition(kb))
    return _put(directory, kb, {path: _with(path, text, "rules", more)}, id, rule)


def new_case(directory: Path, id: str, *, brand: str | None = None, based_on: str | None = None) -> Made:
    """Make a file for a whole example brand, with every question in it as a comment."""
    kb = _loaded(directory)
    _free(kb, id, KEBAB, "cases")
    _asking(kb)
    if based_on is not None and based_on not in kb.cases:
        raise SkeletonError(f"There is no case {quoted(based_on)}.{did_you_mean(based_on, kb.cases)}")
    dates = [str(case.document["date"]) for case in kb.cases.values() if "date" in case.document]
    name = brand if brand is not None else id.replace("-", " ").title()
    text = _rendered(
        "case.yaml", kb.languages, brand=_quoted(name), date=max(dates, default=FIRST_DATE), based_on=based_on,
        language=kb.languages[0], first=next(iter(kb.questions)), blank=_blank(kb),
    )  # fmt: skip
    path = directory / "cases" / f"{id}.yaml"
    return _put(directory, kb, {path: _top(path, directory) + text}, id)


def new_knowledge_base(directory: Path, *, id: str | None, title: str | None, languages: tuple[str, ...]) -> Made:
    """Make a whole knowledge base with a little of everything, sound as it stands. The directory must not exist."""
    name = id if id is not None else re.sub(r"[^a-z0-9]+", "-", directory.resolve().name.lower()).strip("-")
    if not KEBAB.fullmatch(name):
        raise SkeletonError(f"{quoted(name)} cannot be the id of a knowledge base: use small letters and hyphens.")
    for language in languages:
        if not re.fullmatch("[a-z]{2}", language):
            raise SkeletonError(f"{quoted(language)} is not a language: use two letters such as fr or en.")
    if os.path.lexists(directory) and not (directory.is_dir() and not any(directory.iterdir())):
        raise SkeletonError(f"{directory} exists already; nothing was written.")
    root = shipped("templates") / "skeletons" / "knowledge-base"
    words = {"id": name, "title": title if title is not None else name.replace("-", " ").capitalize()}
    texts = {}
    for path in sorted(root.rglob("*.yaml"), key=lambda path: (len(path.relative_to(root).parts), path)):
        place = directory / path.relative_to(root)
        made = _rendered(f"knowledge-base/{path.relative_to(root).as_posix()}", languages, **words)
        texts[place] = _top(place, directory) + made
    for place, text in texts.items():
        _write_new(place, text)
    schemas = schema_files(load(directory, drafts=True), languages[0])
    for file, text in schemas.items():
        _write_new(directory / "schema" / file, text)
    return Made(tuple(Position(str(place), 1, 1) for place in texts), examine(directory))


def _loaded(directory: Path) -> KnowledgeBase:
    return load(directory, drafts=True)


def _free(kb: KnowledgeBase, id: str, shape: re.Pattern[str], *kinds: str) -> None:
    """Refuse an id that is ill-formed or in use, under a former name too."""
    if not shape.fullmatch(id):
        joint = "hyphens" if shape is KEBAB else "underscores"
        raise SkeletonError(f"{quoted(id)} cannot be an id here: use small letters, digits and {joint}.")
    taken = kb.aliases.get(id) or next((id for kind in kinds if id in getattr(kb, kind)), None)
    if taken is None and id in kb.inactive:
        taken = id
    if taken is not None:
        name = quoted(id) if taken == id else f"{quoted(id)}, a former name of {quoted(taken)},"
        raise SkeletonError(f"{name} is in use already; ids are permanent. Nothing was written.")


def _chosen(what: str, given: str | None, known: tuple[str, ...]) -> str:
    if not known:
        raise SkeletonError(f"The knowledge base has no {what} yet it could belong to; declare one first.")
    if given is None:
        if len(known) == 1:
            return known[0]
        raise SkeletonError(f"Say with --{what} which {what} it belongs to: {listed(known)}.")
    if given not in known:
        hint = did_you_mean(given, known) or f" There are: {', '.join(known)}."
        raise SkeletonError(f"There is no {what} {quoted(given)}.{hint}")
    return given


def _asking(kb: KnowledgeBase) -> None:
    """Refuse what reads questions while there are none."""
    if not kb.questions:
        raise SkeletonError("The knowledge base has no question yet to read; add one first: advisor rules new question")


def _condition(kb: KnowledgeBase) -> dict[str, str]:
    """A condition on some question that always applies, and answers under which it holds and does not."""
    _asking(kb)
    always = [question for question in kb.questions.values() if question.relevant_when is None]
    question = next((one for one in always if len(one.options) > 1), always[0])
    if question.options:
        first, second = question.options[0].id, question.options[1].id
        yes, no = (f"[{first}]", f"[{second}]") if question.type == "choices" else (first, second)
        return _said(question, first, second, yes, no)
    if question.type == "number":
        low, high = str(question.min), str(question.max)
        return _said(question, f"{{at_least: {high}}}", low, high, low)
    return _said(question, "{answered: yes}", "{answered: no}", '"some words"', "{state: unknown}")


def _said(question: Question, holds: str, waits: str, yes: str, no: str) -> dict[str, str]:
    return {
        "holds": f"{question.id}: {holds}",
        "waits": f"{question.id}: {waits}",
        "yes_answers": f"{question.id}: {yes}",
        "no_answers": f"{question.id}: {no}",
    }


def _blank(kb: KnowledgeBase) -> list[str]:
    """Every question as a line of an answers file, the first open and the others as comments."""
    lines: list[str] = []
    for question in kb.questions.values():
        options = " | ".join(option.id for option in question.options)
        possible = options or (f"{question.min} to {question.max}" if question.type == "number" else "words")
        if question.type == "choices":
            possible = f"several of: {possible}"
        lead = "  #" if lines else "  "
        value = "" if lines else "{state: unknown}"
        lines.append(f"{lead}{question.id}: {value or '…'}    # {possible}")
    return lines


def _rendered(template: str, languages: tuple[str, ...], **values: object) -> str:
    def text(**said: str) -> str:
        """A text in every language of the knowledge base, in English where there is no better."""
        return "{" + ", ".join(f"{code}: {_quoted(said.get(code, said['en']))}" for code in languages) + "}"

    # Other brackets than Jinja's own, which the texts of a knowledge base use themselves.
    environment = Environment(
        loader=FileSystemLoader(shipped("templates") / "skeletons"), undefined=StrictUndefined, autoescape=False,
        variable_start_string="[[", variable_end_string="]]", block_start_string="[%", block_end_string="%]",
        comment_start_string="[##", comment_end_string="##]", trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True,
    )  # fmt: skip
    return environment.get_template(template).render(text=text, languages=languages, **values)


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _top(path: Path, directory: Path) -> str:
    return modeline(path, directory / "schema")


def _appended(path: Path, directory: Path, key: str, entry: str) -> str:
    text = path.read_text(encoding="utf-8") if path.exists() else _top(path, directory)
    return _with(path, text, key, entry)


def _with(path: Path, text: str, key: str, entry: str) -> str:
    try:
        return added_to_list(text, key, entry)
    except WrittenInBrackets:
        raise SkeletonError(f'{path}: the list "{key}" is written in brackets; write it line by line first.') from None


def _put(directory: Path, kb: KnowledgeBase, texts: Mapping[Path, str], *ids: str) -> Made:
    """Try the texts on a copy, then write them."""
    problems = _tried(directory, texts)
    errors = [problem for problem in problems if not problem.warning]
    if errors:
        raise SkeletonError("The skeleton does not fit; nothing was written.\n" + "\n".join(map(str, errors)))
    for path, text in texts.items():
        if path.exists():
            replace(path, text, ending=line_ending(path))
        else:
            _write_new(path, text)
    places = tuple(_place(path, text, ids) for path, text in texts.items())
    return Made(places, tuple(problem for problem in problems if problem.about in ids))


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
    for number, line in enumerate(text.splitlines(), start=1):
        if re.fullmatch(rf"\s*- id: {re.escape(ids[0])}", line):
            return Position(str(path), number, line.index("id:") + 1)
    return Position(str(path), 1, 1)


def _write_new(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
