"""Spoils a knowledge base at random and insists on clear, positioned problems.

Run it with a count: `python tests/fuzz_knowledge.py 10000 [SEED]`. Every spoiling depends on the seed and its
number alone, and one that fails is printed with both, so that it can be repeated.
"""

from __future__ import annotations

import copy
import random
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from advisor.answers import example_answers, parse_answers
from advisor.knowledge import KnowledgeBaseError, Problem, examine, load
from advisor.knowledge.document import scan_document
from advisor.knowledge.model import Advice, ConclusionRule, KnowledgeBase
from advisor.knowledge.schema import schemas

BASES = tuple(Path(__file__).parent / "knowledge_bases" / name for name in ("small", "choir"))
"""Every means of the format occurs in one of the two."""
SEED = 20261120
LONGEST = 5.0
"""Seconds of processor time that reading may take, however spoilt the files are."""

Steps = tuple[str | int, ...]


def steps_of(value: Any, steps: Steps = ()) -> Iterator[Steps]:
    """The places of all nodes below the top."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, below in entries:
        yield (*steps, step)
        yield from steps_of(below, (*steps, step))


def holder(value: Any, steps: Steps) -> Any:
    """The mapping or list that holds the node at these steps."""
    for step in steps[:-1]:
        value = value[step]
    return value


def delete(value: Any, chance: random.Random, places: list[Steps]) -> None:
    """Take a node away."""
    place = chance.choice(places)
    del holder(value, place)[place[-1]]


def double(value: Any, chance: random.Random, places: list[Steps]) -> None:
    """Repeat a node beside itself."""
    place = chance.choice(places)
    inside = holder(value, place)
    twin = copy.deepcopy(inside[place[-1]])
    if isinstance(inside, list):
        inside.append(twin)
    else:
        inside[f"{place[-1]}{chance.choice(['', 's', '_', '-2'])}"] = twin


def swap(value: Any, chance: random.Random, places: list[Steps]) -> None:
    """Exchange two nodes that may be of different kinds."""
    first, second = chance.choice(places), chance.choice(places)
    if first != second[: len(first)] and second != first[: len(second)]:
        one, other = holder(value, first)[first[-1]], holder(value, second)[second[-1]]
        holder(value, first)[first[-1]], holder(value, second)[second[-1]] = other, one


def retype(value: Any, chance: random.Random, places: list[Steps]) -> None:
    """Put something of another kind in the place of a node."""
    place = chance.choice(places)
    strange: list[Any] = [
        None, "", " ", 0, -1, 10**17, "yes", "no", [], {}, [[]], [None], {"": 1}, {"all": []}, {"not": {}}, {"when": 3},
        {"any": [{}]}, {"answered": "yes"}, "{{", "{% if x %}", "{{ answer('nothing') }}",
        "x" * 40_000, "é\u202e\u2028", "choir", "unknown",
        {"for_some": {"choir": {"holds": {"mood": "leavers"}}}}, {"for_every": {"choir": {}}}, {"for_some": "choir"},
        {"count_of": {"at_least": 1, "conditions": [{"for_some": {}}]}}, {"count_of": {"at_most": 0, "choir": []}},
        {"list": [{"id": "one"}], "more": "yes"}, {"is": "decided", "due": "soon"}, {"not": ["done"]},
        {"accounts": [{"is": "done", "by": "a"}]}, {"at_least": 3, "at_most": 2}, "{{ choirs }}",
        "On {{ choirs_with('strained') | a }}", "The {{ people }}", [{"severity": "major"}],
        {"yes": [], "no": []}, {"state": "unknown"}, ["a"] * 300, {f"key{number}": number for number in range(300)},
    ]  # fmt: skip
    holder(value, place)[place[-1]] = chance.choice(strange)


def rename(value: Any, chance: random.Random, places: list[Steps]) -> None:
    """Misspell a key or a word."""
    place = chance.choice(places)
    inside = holder(value, place)
    if isinstance(inside, dict) and chance.random() < 0.5:
        inside[misspelt(str(place[-1]), chance)] = inside.pop(place[-1])
    elif isinstance(inside[place[-1]], str):
        inside[place[-1]] = misspelt(inside[place[-1]], chance)


def misspelt(word: str, chance: random.Random) -> str:
    """The word with one letter dropped, doubled or replaced."""
    if not word:
        return "x"
    at = chance.randrange(len(word))
    return word[:at] + chance.choice(["", word[at] * 2, "x", "_", "-", "É", word[at] + " "]) + word[at + 1 :]


def borrow(value: Any, chance: random.Random, places: list[Steps]) -> None:
    """Put a copy of one node into the place of another: ids in the wrong place, circles, later questions."""
    giver, taker = chance.choice(places), chance.choice(places)
    given = copy.deepcopy(holder(value, giver)[giver[-1]])
    holder(value, taker)[taker[-1]] = given


NODES: list[Callable[[Any, random.Random, list[Steps]], None]] = [delete, double, swap, retype, rename, borrow]


def spoil_nodes(content: bytes, chance: random.Random, path: Path) -> bytes:
    """Spoil one to four nodes of the file's tree."""
    document, _ = scan_document(path)
    if document is None:
        return content
    value: Any = copy.deepcopy(document.value)
    for _ in range(chance.randint(1, 4)):
        places = list(steps_of(value))
        if places:
            chance.choice(NODES)(value, chance, places)
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False).encode("utf-8", errors="surrogatepass")


def insert(content: bytes, chance: random.Random, what: bytes) -> bytes:
    """Put bytes in at a random place."""
    at = chance.randrange(len(content) + 1)
    return content[:at] + what + content[at:]


def behind_a_colon(content: bytes, chance: random.Random, what: bytes) -> bytes:
    """Put bytes in where a value begins."""
    places = [at for at in range(len(content)) if content.startswith(b": ", at)]
    at = chance.choice(places) + 2 if places else 0
    return content[:at] + what + content[at:]


def spoil_lines(content: bytes, chance: random.Random) -> bytes:
    """Delete, double, swap, indent or tab a line."""
    lines = content.split(b"\n")
    first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
    how = chance.randrange(6)
    if how == 0:
        del lines[first]
    elif how == 1:
        lines.insert(first, lines[first])
    elif how == 2:
        lines[first], lines[second] = lines[second], lines[first]
    elif how == 3:
        lines[first] = b" " * chance.randint(1, 5) + lines[first]
    elif how == 4:
        lines[first] = b"\t" + lines[first].lstrip()
    else:
        lines[first] = lines[first].lstrip()
    return b"\n".join(lines)


BYTES: list[bytes] = [
    b"\xff", b"\xc3", b"\xed\xa0\x80", b"\x00", b"\x07", b"\x1b[31m", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\r", b"\t",
    b"'", b'"', b"[", b"]", b"{", b"}", b":", b": ", b"- ", b"? ", b"#", b" #", b"|\n", b"%", b"@", b"`", b"---\n",
    b"...\n", b"\n\n", b"!!python/object:os.system ", b"<<: *a\n", b"\\", b",", b"~",
]  # fmt: skip
VALUES: list[bytes] = [
    b"&anchor ", b"*anchor ", b"!!int ", b"!tag ", b"!<tag:yaml.org,2002:binary> ", b"[" * 60, b"[" * 3000,
    b"{a: " * 60, b"- " * 60, b"x" * 60_000, b"'" + b"y" * 200_000 + b"'", b"|\n", b">-\n", b"{<<: {a: b}} ",
    b'"\\ud800" ', b'"\\x00" ',
    b"{{ brand }} ", b"2024-13-01 ", b"010 ", b"1:30 ", b"0x1F ", b"1e400 ", b"99999999999999999999999 ", b".inf ",
]  # fmt: skip


def spoil_bytes(content: bytes, chance: random.Random, path: Path) -> bytes:
    """Spoil the file as text, one to three times."""
    for _ in range(chance.randint(1, 3)):
        how = chance.random()
        if how < 0.35:
            content = spoil_lines(content, chance)
        elif how < 0.6:
            content = insert(content, chance, chance.choice(BYTES))
        elif how < 0.9:
            content = behind_a_colon(content, chance, chance.choice(VALUES))
        elif how < 0.95:
            content = content[: chance.randrange(len(content) + 1)]
        else:
            content = bytes(chance.randrange(256) for _ in range(chance.randrange(300)))
    return content


@contextmanager
def hurried() -> Iterator[None]:
    """Interrupts what takes too much processor time, as an error with a traceback of where it was."""

    def late(signum: int, frame: object) -> None:
        raise TimeoutError(f"reading took more than {LONGEST} s")

    before = signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def check_problem(problem: Problem, directory: Path) -> None:
    """AssertionError unless the problem has a place that exists and can be shown."""
    path = Path(problem.at.file)
    assert path == directory or directory in path.parents, problem
    lines = path.read_bytes().decode("utf-8", errors="replace").splitlines() if path.is_file() else []
    assert 1 <= problem.at.line <= len(lines) + 1, problem
    assert problem.at.column >= 1, problem
    assert problem.message.endswith((".", "?")), problem
    assert len(problem.headline()) < 2000, problem
    assert len(problem.render().split("\n")) in (1, 3), problem


def check(directory: Path) -> int:
    """Read a spoilt knowledge base as `rules check` and as every other command does; the number of problems."""
    with hurried():
        problems = examine(directory)
    errors = [problem for problem in problems if not problem.warning]
    for problem in problems:
        check_problem(problem, directory)
    with hurried():
        kb, refused = loaded(directory)
    assert refused == errors
    if kb is not None:
        assert schemas(kb)
        read_trials(kb)
    return len(problems)


def read_trials(kb: KnowledgeBase) -> None:
    """Read every case and example, as `rules test` does; InputError if one was passed over."""
    for case in kb.cases.values():
        parse_answers(case.document, kb, case.at)
    entries: list[Advice | ConclusionRule] = [*kb.rules.values(), *kb.advice.values()]
    for entry in entries:
        for example in entry.examples:
            example_answers(example.answers, kb, example.at, entry.for_each)


def loaded(directory: Path) -> tuple[KnowledgeBase | None, list[Problem]]:
    """The knowledge base, or the problems for which it is refused."""
    try:
        return load(directory, drafts=True), []
    except KnowledgeBaseError as error:
        return None, list(error.problems)


def spoil(directory: Path, number: int, seed: int) -> Path:
    """Spoil one file of a knowledge base; returns which."""
    chance = random.Random(f"{seed}/{number}")
    path = chance.choice(sorted(directory.rglob("*.yaml")))
    how = spoil_nodes if chance.random() < 0.6 else spoil_bytes
    path.write_bytes(how(path.read_bytes(), chance, path))
    return path


def fuzz(count: int, seed: int = SEED, *, start: int = 0) -> int:
    """Spoil and check that many times; returns how many were noticed. AssertionError names the one that fails."""
    noticed = 0
    with tempfile.TemporaryDirectory() as scratch:
        for base in BASES:
            shutil.copytree(base, Path(scratch) / base.name)
        for number in range(start, start + count):
            base = BASES[number % len(BASES)]
            directory = Path(scratch) / base.name
            path = spoil(directory, number, seed)
            try:
                noticed += check(directory) > 0
            except Exception as error:
                shown = path.read_bytes()[:3000].decode("utf-8", errors="replace")
                raise AssertionError(f"spoiling {number} of seed {seed} in {path.name}: {error!r}\n{shown}") from error
            path.write_bytes((base / path.relative_to(directory)).read_bytes())
    return noticed


def main() -> None:
    """Fuzz as often as the command line says."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else SEED
    noticed = fuzz(count, seed)
    print(f"{count} spoilt knowledge bases: {noticed} noticed, none without a clear problem at its place.")


if __name__ == "__main__":
    main()
