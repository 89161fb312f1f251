"""`rules new` gives valid, commented beginnings in the right place, and never writes over anything."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from advisor.analysis.workbench.trial import try_example
from advisor.cli import main
from advisor.knowledge import examine, load
from advisor.knowledge.forms.advice import KINDS
from advisor.knowledge.forms.question_forms import TYPES
from advisor.knowledge.reading.lists import WrittenInBrackets, added_to_list

from .conftest import BASES, SHIPPED, Bench


def errors(directory: Path) -> list[str]:
    return [problem.headline() for problem in examine(directory) if not problem.warning]


def contents(directory: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(directory.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("base", ["small", "garden"])
@pytest.mark.parametrize("kind", KINDS)
def test_advice_of_every_kind_is_a_valid_draft(base: str, kind: str, bench: Callable[[str], Bench]) -> None:
    one = bench(base)
    theme = next(iter(load(one.directory).themes))
    said = one.run("new", "advice", "a-new-thing", "--kind", kind, "--theme", theme)
    assert errors(one.directory) == []
    kb = load(one.directory, drafts=True)
    advice = kb.advice["a-new-thing"]
    assert (advice.kind, advice.theme, advice.status) == (kind, theme, "draft")
    assert f"{advice.at}: made." in said
    assert "a-new-thing" not in load(one.directory).advice, "drafts run in no report"
    entry = kb.advice["a-new-thing"]
    assert [failure for example in entry.examples for failure in try_example(kb, entry, example)] == []
    assert kind == "ask" or "#" in Path(advice.at.file).read_text("utf-8")


@pytest.mark.parametrize("type", TYPES)
def test_questions_of_every_type_go_to_the_end_of_their_section(type: str, garden: Bench) -> None:
    garden.run("new", "question", "how_many_worms", "--type", type, "--section", "beds")
    kb = load(garden.directory)
    assert kb.sections[0].questions[-1].id == "how_many_worms"
    assert kb.questions["how_many_worms"].type == type
    assert [p.code for p in examine(garden.directory) if not p.warning] == []


def test_a_conclusion_comes_with_a_draft_rule_in_the_same_file(garden: Bench) -> None:
    garden.run("new", "conclusion", "soil_rich")
    kb = load(garden.directory, drafts=True)
    assert [rule.status for rule in kb.rules_for("soil_rich")] == ["draft"]
    assert kb.conclusions["soil_rich"].at.file == kb.conclusions["soil_tired"].at.file
    assert "0 failed" in garden.run("test")
    assert examine(garden.directory) == ()


def test_a_case_lists_every_question_and_passes(garden: Bench) -> None:
    garden.run("new", "case", "roof-garden", "--brand", 'Chez "Lulu"')
    text = (garden.directory / "cases" / "roof-garden.yaml").read_text("utf-8")
    kb = load(garden.directory)
    assert all(f"{id}:" in text for id in kb.questions)
    assert kb.cases["roof-garden"].document["brand"] == 'Chez "Lulu"'
    assert kb.cases["roof-garden"].document["date"] == "2026-01-01", "taken from the other cases, not from a clock"
    garden.run("new", "case", "roof-copy", "--based-on", "tired-soil")
    assert "0 failed" in garden.run("test")
    assert 'Did you mean "tired-soil"?' in garden.run("new", "case", "x", "--based-on", "tired-soul", status=1)


REFUSED = [
    (("advice", "rest-the-beds", "--theme", "soil"), "in use already"),
    (("advice", "Rest", "--theme", "soil"), "cannot be an id"),
    (("advice", "fresh", "--theme", "soyl"), 'Did you mean "soil"?'),
    (("advice", "fresh"), "Say with --theme"),
    (("question", "beds"), "in use already"),
    (("question", "soil_tired"), "in use already"),
    (("question", "kebab-case"), "underscores"),
    (("question", "fresh", "--section", "bed"), 'Did you mean "beds"?'),
    (("conclusion", "soil_tired"), "in use already"),
    (("case", "tired-soil"), "in use already"),
]


@pytest.mark.parametrize(("words", "message"), REFUSED, ids=lambda one: " ".join(one) if isinstance(one, tuple) else "")
def test_what_is_there_stays_as_it_is(words: tuple[str, ...], message: str, garden: Bench) -> None:
    before = contents(garden.directory)
    assert message in garden.run("new", *words, status=1)
    assert contents(garden.directory) == before


def test_former_and_retired_names_are_not_given_away_again(small: Bench) -> None:
    assert 'a former name of "display-real-delays"' in small.run(
        "new", "advice", "show-delays", "--theme", "service", status=1
    )
    assert "in use already" in small.run("new", "advice", "hang-a-sign", "--theme", "service", status=1)


def test_a_faulty_knowledge_base_is_mended_first(garden: Bench) -> None:
    garden.plant("advice/soil.yaml", "kind: mistake", "kind: mistak")
    said = garden.run("new", "advice", "fresh", "--theme", "soil", status=1)
    assert 'Did you mean "mistake"?' in said
    assert "nothing was written" in said


def test_nothing_else_in_a_file_is_touched(garden: Bench) -> None:
    path = garden.directory / "conclusions" / "state.yaml"
    before = path.read_text("utf-8").replace("rules:\n", "# about the rules\nrules:   # all of them\n")
    path.write_text(before, "utf-8")
    garden.run("new", "conclusion", "soil_rich")
    after = path.read_text("utf-8").splitlines()
    remaining = iter(after)
    assert all(line in remaining for line in before.splitlines()), "every line, in the same order"
    assert after.index("# about the rules") == after.index("rules:   # all of them") - 1


def test_line_endings_and_permissions_of_a_file_stay(garden: Bench) -> None:
    path = garden.directory / "conclusions" / "state.yaml"
    before = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(before)
    path.chmod(0o600)
    garden.run("new", "conclusion", "soil_rich")
    after = path.read_bytes()
    assert len(after) > len(before)
    assert after.count(b"\n") == after.count(b"\r\n"), "no line ends otherwise"
    remaining = iter(after.splitlines(keepends=True))
    assert all(line in remaining for line in before.splitlines(keepends=True))
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.fixture
def nothing_asked(tmp_path: Path) -> Bench:
    """A knowledge base at its very beginning: a title, a theme, no question."""
    directory = tmp_path / "begun"
    directory.mkdir()
    (directory / "knowledge-base.yaml").write_text(
        """\
id: begun
version: 0.1.0
languages: [en]
title: {en: "Begun"}
sections: []
themes:
  - {id: planning, title: {en: "Planning"}}
phases: [{id: stop, title: {en: "Stop"}, meaning: {en: "What does damage."}}]
plan: [{id: now, title: {en: "Now"}, holds: [{}]}]
""",
        "utf-8",
    )
    return Bench(directory)


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        (("advice", "write-a-plan"), "has no question yet"),
        (("conclusion", "planned"), "has no question yet"),
        (("case", "first"), "has no question yet"),
        (("question", "plan_written", "--section", "start"), "has no section yet"),
    ],
    ids=lambda one: one[0] if isinstance(one, tuple) else "",
)
def test_what_a_knowledge_base_does_not_have_yet_is_asked_for_first(
    words: tuple[str, ...], missing: str, nothing_asked: Bench
) -> None:
    before = contents(nothing_asked.directory)
    assert missing in nothing_asked.run("new", *words, status=1)
    assert contents(nothing_asked.directory) == before


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("a:\n  - x\nb: 1\n", "a:\n  - x\n  - new\nb: 1\n"),
        ("a:\n- x\n", "a:\n- x\n- new\n"),
        ("a:\n    - x\n\n# of b\nb: 1", "a:\n    - x\n    - new\n\n# of b\nb: 1\n"),
        ("a: []\nb: 1\n", "a:\n  - new\nb: 1\n"),
        ("b: 1\n", "b: 1\na:\n  - new\n"),
        ("", "a:\n  - new\n"),
        ("a:  # said\n  - x  # why\n", "a:  # said\n  - x  # why\n  - new\n"),
    ],
)
def test_entries_take_over_the_layout_of_their_list(text: str, made: str) -> None:
    assert added_to_list(text, "a", "  - new\n") == made


def test_a_list_in_brackets_is_left_alone() -> None:
    with pytest.raises(WrittenInBrackets):
        added_to_list("a: [{id: x}]\n", "a", "  - new\n")


@pytest.mark.parametrize("languages", [("en",), ("fr",), ("en", "fr"), ("de", "it")], ids="-".join)
def test_a_new_knowledge_base_is_sound_and_ready_to_report(languages: tuple[str, ...], tmp_path: Path) -> None:
    new = Bench(tmp_path / "Sunday bakery")
    chosen = [word for language in languages for word in ("--lang", language)]
    new.run("new", "knowledge-base", str(new.directory), *chosen, kb=False)
    assert examine(new.directory) == ()
    kb = load(new.directory)
    assert (kb.id, kb.languages) == ("sunday-bakery", languages)
    assert "0 failed" in new.run("test", "--threshold", "100")
    assert new.json("analyse")["findings"] == []
    assert new.run("schema", "--check", "--lang", languages[0]) == ""
    before = contents(new.directory)
    assert "exists already" in new.run("new", "knowledge-base", str(new.directory), kb=False, status=1)
    assert contents(new.directory) == before


def test_from_nothing_to_a_report_without_touching_python(tmp_path: Path) -> None:
    base, out = str(tmp_path / "bakery"), str(tmp_path / "out")
    for words in (
        ["rules", "new", "knowledge-base", base, "--lang", "en", "--lang", "fr"],
        ["rules", "check", "--kb", base],
        ["assess", f"{base}/cases/first.yaml", "--kb", base],
        ["report", f"{base}/cases/first.yaml", "--kb", base, "--format", "html,md", "--lang", "fr", "-o", out],
    ):
        result = CliRunner().invoke(main, words)
        assert result.exit_code == 0, result.output
    report = (tmp_path / "out" / "first.fr.html").read_text("utf-8")
    assert "Écrivez le plan" in report


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_garden_has_grown_from_one_and_advises(language: str, tmp_path: Path) -> None:
    garden = BASES / "garden"
    assert examine(garden) == ()
    assert "0 failed" in Bench(garden).run("test")
    assert Bench(garden).json("analyse")["findings"] == []
    case, out = str(garden / "cases" / "tired-soil.yaml"), str(tmp_path)
    result = CliRunner().invoke(
        main, ["report", case, "--kb", str(garden), "--format", "html", "--lang", language, "-o", out]
    )
    assert result.exit_code == 0, result.output
    report = (tmp_path / f"tired-soil.{language}.html").read_text("utf-8")
    title = {"en": "Let the beds rest in turn", "fr": "Laissez reposer les planches à tour de rôle"}[language]
    assert title in report


def test_the_shipped_knowledge_base_takes_skeletons_too(tmp_path: Path) -> None:
    directory = tmp_path / "kb"
    shutil.copytree(SHIPPED, directory)
    one = Bench(directory)
    one.run("new", "advice", "brand-new", "--theme", "moderation")
    one.run("new", "question", "brand_new_question", "--section", "more")
    one.run("new", "conclusion", "brand_new_conclusion", "--file", "2-brand.yaml")
    assert "Say with --file" in one.run("new", "conclusion", "another", status=1)
    kb = load(directory, drafts=True)
    assert Path(kb.advice["brand-new"].at.file).name == "moderation.yaml"
    assert Path(kb.conclusions["brand_new_conclusion"].at.file).name == "2-brand.yaml"
