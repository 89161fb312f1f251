"""One slip is one message at its place, wherever it is made in the files and however much depends on it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from advisor.knowledge import Problem, shipped
from advisor.knowledge.document import scan_document, scan_text
from advisor.knowledge.forms.key_reference import FILES
from advisor.knowledge.loading import study
from advisor.knowledge.reading.directory import Origin

from .conftest import CHOIR, HERE, SMALL, Defect
from .defects_of_contexts import DEFECTS_OF_CONTEXTS
from .slips import OF_GROUPS, OF_KEYS, OF_TEXTS, OF_WORDS, Slip, slips
from .test_planted_errors import DEFECTS

BRANDS = shipped("rules") / "community-management"
KB = "knowledge-base.yaml"
SPACES = "questionnaire/spaces.yaml"
PEOPLE = "questionnaire/people.yaml"

read_once = cache(scan_document)


@cache
def planted(base: Path) -> tuple[Slip, ...]:
    return tuple(slips(base, planted(SMALL) if base == CHOIR else ()))


def told(base: Path, file: str, text: str) -> tuple[Problem, ...]:
    """Every problem of a knowledge base in which one file has another text."""
    spoilt = base / file
    reading = Origin(lambda path: scan_text(str(path), text) if path == spoilt else read_once(path))
    return study(base, reading)[1]


def place(base: Path, problem: Problem) -> tuple[str, int]:
    return Path(problem.at.file).relative_to(base).as_posix(), problem.at.line


@pytest.mark.parametrize("kind", [*OF_KEYS, *OF_WORDS, *OF_TEXTS, *OF_GROUPS])
@pytest.mark.parametrize("base", [SMALL, CHOIR], ids=["small", "choir"])
def test_a_slip_of_the_hand_is_told_once_in_its_line(base: Path, kind: str) -> None:
    of_this_kind = [slip for slip in planted(base) if slip.kind == kind]
    assert of_this_kind

    for slip in of_this_kind:
        problems = told(base, slip.file, slip.text)

        assert [place(base, one) for one in problems] == [(slip.file, slip.line)], (slip.place, *map(str, problems))
        assert problems[0].message.endswith((".", "?"))


def test_a_slip_is_planted_in_every_key_that_there_is() -> None:
    misspelt = {re.split("[/ ]", slip.place)[-1] for base in (SMALL, CHOIR) for slip in planted(base)}
    in_neither = {"aside", "code", "drop", "from", "matter", "pending", "reason", "retired", "said_by", "switched_off"}
    chosen_by_authors = {"words"}
    known = {key.name for _, kinds in FILES for _, keys in kinds for key in keys}
    assert known - misspelt <= in_neither | chosen_by_authors


@pytest.mark.parametrize(("base", "defects"), [(SMALL, DEFECTS), (CHOIR, DEFECTS_OF_CONTEXTS)], ids=["small", "choir"])
def test_a_planted_defect_brings_no_warning_along(base: Path, defects: list[Defect]) -> None:
    for defect in defects:
        text = (base / defect.file).read_text("utf-8").replace(defect.old, defect.new.replace(HERE, ""))

        assert len(told(base, defect.file, text)) == 1, (defect.new, *map(str, told(base, defect.file, text)))


class Wide(NamedTuple):
    """A slip that much depends on: what it is, where it is made, what must be said, and where if not in that line.

    Where is a file and a line of it, or words of it.
    """

    what: str
    base: Path
    file: str
    old: str
    new: str
    says: str
    at: tuple[str, int | str] | None = None


WIDE = [
    Wide("choices for a choice", BRANDS, SPACES, "    type: choice\n", "    type: ⌖choices\n",
         'places do not go with "type: choices"'),
    Wide("a language for another", BRANDS, KB, "[fr, en]", "[fr, ⌖de]", 'Did you mean "en"?'),
    Wide("a language that is not one", BRANDS, KB, "[fr, en]", "[fr, ⌖eng]", "use two letters"),
    Wide("a language left out", BRANDS, KB, "[fr, en]", "⌖[fr]", "Name it here: [fr, en]"),
    Wide("a language without texts", BRANDS, KB, "[fr, en]", "[fr, en, ⌖de]", "no text is in it. Translate"),
    Wide("an option misspelt where it stands", BRANDS, SPACES, "{id: running,", "{id: ⌖runing,",
         'Did you mean "running"?'),
    Wide("an option of which its question says more", BRANDS, SPACES, "{id: idle, label", "{id: ⌖idel, label",
         'Did you mean "idle"?'),
    Wide("a section of the brand that was one of spaces", BRANDS, SPACES, "for_each: space\n", "⌖",
         "write for_each: space above", (SPACES, "{unwise_now: yes}")),
    Wide("a section of the brand that was one of choirs", CHOIR, "questionnaire/choirs.yaml", "for_each: choir\n", "⌖",
         'the missing key "for_each"', ("questionnaire/choirs.yaml", 1)),
    Wide("a section of spaces that was one of the brand", BRANDS, PEOPLE, "section: people\n",
         "section: people\nfor_each: ⌖space\n", 'do not go with "for_each: space"'),
    Wide("the list of a context called otherwise", BRANDS, KB, "    list: spaces\n", "    list: ⌖space_list\n",
         'Did you mean "spaces"?'),
    Wide("a context misspelt where it stands", BRANDS, KB, "- id: space\n", "- id: ⌖spce\n", 'Did you mean "space"?'),
    Wide("a theme misspelt where it stands", BRANDS, KB, "- id: moderation\n", "- id: ⌖modration\n",
         'Did you mean "moderation"?'),
    Wide("a phase misspelt where it stands", BRANDS, KB, "- id: repair\n", "- id: ⌖reapir\n", 'Did you mean "repair"?'),
    Wide("a word misspelt where it stands", BRANDS, KB, "  people:\n", "  ⌖poeple:\n", 'Did you mean "people"?'),
    Wide("a question misspelt where it stands", BRANDS, SPACES, "- id: space_state\n", "- id: ⌖spaec_state\n",
         'Did you mean "space_state"?'),
    Wide("a conclusion misspelt where it stands", BRANDS, "conclusions/1-spaces.yaml", "  - id: aggregation\n",
         "  - id: ⌖agregation\n", 'Did you mean "aggregation"?'),
    Wide("a source misspelt where it stands", BRANDS, "sources.yaml", "  - id: S4\n", "  - id: ⌖SS4\n",
         'Did you mean "S4"?'),
    Wide("a bound too low", SMALL, "questionnaire/workshop.yaml", "    max: 200\n", "    max: ⌖20\n",
         'do not go with "max: 20"'),
    Wide("a file of rules without rules", SMALL, "conclusions/state.yaml", "rules:\n", "⌖zzz:\n", '"zzz"'),
    Wide("a colon lost", CHOIR, "cases/village-school.yaml", "  fires: [", "  fires⌖ [", "A colon is missing"),
    Wide("advice that speaks of each instance no more", CHOIR, "advice/choirs.yaml",
         "  - id: merry-choirs\n    for_each: choir\n    kind: strength\n    theme: singers\n    when: {choir_state",
         "  - id: merry-choirs\n    kind: strength\n    theme: singers\n    when: {⌖choir_state",
         "write for_each: choir"),
    Wide("another kind of advice", CHOIR, "advice/choirs.yaml",
         "  - id: two-sore-points\n    kind: gap\n", "  - id: two-sore-points\n    kind: ⌖strength\n",
         "Remove them, or say another kind."),
]  # fmt: skip


@pytest.mark.parametrize("slip", WIDE, ids=lambda slip: slip.what)
def test_a_slip_on_which_much_depends_is_told_once_where_it_is_made(slip: Wide) -> None:
    text = (slip.base / slip.file).read_text("utf-8")
    assert slip.old in text
    spoilt = text.replace(slip.old, slip.new, 1)

    (problem,) = told(slip.base, slip.file, spoilt.replace(HERE, ""))

    before = spoilt[: spoilt.index(HERE)].split("\n")
    assert slip.says in problem.message
    file, line = slip.at or (slip.file, len(before))
    if isinstance(line, str):
        line = spoilt[: spoilt.index(line)].count("\n") + 1
    assert place(slip.base, problem) == (file, line)
    assert slip.at or problem.at.column == len(before[-1]) + 1


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ('{fr: "Retirez l’annonce.", en "Take it down."}', 'A colon with a space behind it is missing after "en"'),
        ('{fr: "Retirez l’annonce.", en:"Take it down."}', 'A colon with a space behind it is missing after "en"'),
        ('{fr: Retirez l’annonce, vite, en: "Take it down."}', 'A text with commas stands in quotes: "…".'),
        ('{fr: “Retirez l’annonce, vite”, en: "Take it down."}', "Typographic quotation marks"),
        ('{fr: « Retirez, vite », en: "Take it down."}', 'A text with commas stands in quotes: "…".'),
        ('{fr: "Retirez l’annonce.", eng: "Take it down."}', 'Did you mean "en"?'),
        ('{fr: "Retirez l’annonce.", pt: "Take it down."}', "The text lacks en."),
        ('{fr: Retirez l’annonce.", en: "Take it down."}', "ends with a quotation mark and begins with none"),
        ('{fr: Retirez, vite, l’annonce.", en: "Take it down."}', "ends with a quotation mark and begins with none"),
        ('{fr: "Retirez l’annonce, en: "Take it down."}', "A quoted text that begins here is never closed"),
        ('{fr: "Retirez l’annonce.", en: "Take it down.}', "A quoted text that begins here is never closed"),
        ("{}", "lacks the languages fr and en"),
        ("{fr: {{ brand }}, en: x}", "put it in quotes"),
    ],
)
def test_what_is_amiss_with_the_languages_of_a_text_is_told_once(typed: str, says: str) -> None:
    file = "advice/service.yaml"
    text = (SMALL / file).read_text("utf-8")
    good = re.search(r"recommendation: (\{fr: \"Retirez.*\})\n", text)
    assert good is not None

    (problem,) = told(SMALL, file, text.replace(good[1], typed))

    assert says in problem.message
    assert place(SMALL, problem) == (file, text[: good.start()].count("\n") + 1)
