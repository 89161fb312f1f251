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
from advisor.knowledge.reading.lists import WrittenInBrackets, added_to_list, added_within, word_added

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
        (("question", "plan_written", "--section", "start"), "Make one first: advisor rules new section ID"),
        (("row", "planned_row"), "Make one first: advisor rules new table ID"),
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


EVERY_KIND = [
    (("rule", "dry-by-habit", "--concludes", "soil_tired"), "rules", "dry-by-habit"),
    (("check", "odd-answers"), "checks", "odd-answers"),
    (("check", "odd-glass", "--for-each", "greenhouse"), "checks", "odd-glass"),
    (("source", "S9", "--author", 'A. "Lulu" Martin', "--title", "Notes"), "sources", "S9"),
    (("claim", "S1-99"), "claims", "S1-99"),
    (("theme", "tools"), "themes", "tools"),
    (("context", "tool", "--question", "tool_kind"), "contexts", "tool"),
    (("section", "last-words", "--question", "anything_else"), "questions", "anything_else"),
    (("section", "glass-again", "--for-each", "greenhouse"), "questions", "glass_again_first"),
    (("table", "habits", "--section", "beds", "--row", "sings_to_plants"), "questions", "sings_to_plants"),
    (("row", "build_a_pond", "--table", "projects"), "questions", "build_a_pond"),
    (("advice", "air-it", "--theme", "soil", "--for-each", "greenhouse"), "advice", "air-it"),
    (("conclusion", "too_hot", "--for-each", "greenhouse"), "conclusions", "too_hot"),
]


def test_a_skeleton_of_every_kind_is_valid_where_it_is_put(garden: Bench) -> None:
    for words, kind, id in EVERY_KIND:
        before = {path: path.read_text("utf-8") for path in garden.directory.rglob("*.yaml")}
        said = garden.run("new", *words)
        kb = load(garden.directory, drafts=True)
        entry = getattr(kb, kind)[id]
        assert f"{entry.at.file}:{entry.at.line}:" in said
        assert "--for-each" not in words or entry.for_each == "greenhouse"
        for path, text in before.items():
            remaining = iter(path.read_text("utf-8").replace("]", "").splitlines())
            assert all(any(line in one for one in remaining) for line in text.replace("]", "").splitlines()), path
    assert errors(garden.directory) == []
    assert "0 failed" in garden.run("test")


def test_a_claim_takes_the_next_number_of_its_source(garden: Bench) -> None:
    numbers = [id for id in load(garden.directory).claims if id.startswith("S1-")]
    garden.run("new", "claim", "S1")
    assert list(load(garden.directory).claims)[-1] == f"S1-{len(numbers) + 1:02}"
    assert "advisor rules new source S8" in garden.run("new", "claim", "S8-01", status=1)


def test_a_variant_goes_into_its_entry_after_those_it_has(choir: Bench) -> None:
    before = {id: len(advice.variants) for id, advice in load(choir.directory).advice.items()}
    for id in ("pay-no-soloists", "two-sore-points", "merry-choirs"):
        said = choir.run("new", "variant", id)
        kb = load(choir.directory)
        assert len(kb.advice[id].variants) == before[id] + 1
        assert kb.advice[id].variants[-1].observed == {
            "en": "What was seen in this case.",
            "fr": "Ce qui a été constaté dans ce cas.",
        }
        place = kb.advice[id].variants[-1].at
        assert any(f"{place.file}:{place.line - back}:" in said for back in (0, 1, 2)), said
    choir.run("new", "variant", "strained")
    assert len(load(choir.directory).conclusions["strained"].variants) == 2
    assert errors(choir.directory) == []
    assert 'Did you mean "strained"?' in choir.run("new", "variant", "straind", status=1)


def test_a_knowledge_base_can_be_begun_with_nothing_asked(nothing_asked: Bench) -> None:
    nothing_asked.run("new", "section", "start", "--question", "watered")
    nothing_asked.run("new", "context", "bed")
    nothing_asked.run("new", "source", "S1")
    nothing_asked.run("new", "claim", "S1")
    nothing_asked.run("new", "conclusion", "dry")
    nothing_asked.run("new", "rule", "dry-too")
    nothing_asked.run("new", "advice", "water-it")
    nothing_asked.run("new", "case", "first")
    assert errors(nothing_asked.directory) == []
    kb = load(nothing_asked.directory, drafts=True)
    assert [section.id for section in kb.sections] == ["start", "beds"]
    assert kb.advice["water-it"].phase == "stop", "a phase this knowledge base has"
    assert "0 failed" in nothing_asked.run("test")


MORE_REFUSED = [
    (("rule", "fresh"), "Say with --concludes"),
    (("rule", "fresh", "--concludes", "soil_tird"), 'Did you mean "soil_tired"?'),
    (("check", "rest-the-beds"), "in use already"),
    (("theme", "soil"), "in use already"),
    (("source", "S-1"), "letters and digits"),
    (("context", "greenhouse"), "in use already"),
    (("section", "beds"), "is there already"),
    (("row", "beds", "--table", "projects"), "in use already"),
    (("row", "fresh", "--table", "project"), 'Did you mean "projects"?'),
    (("variant", "nowhere"), "no advice and no conclusion"),
    (("advice", "fresh", "--theme", "soil", "--for-each", "greenhous"), 'Did you mean "greenhouse"?'),
]


@pytest.mark.parametrize(("id", "list"), [("bench", "benches"), ("city", "cities"), ("bay", "bays"), ("box", "boxes")])
def test_a_list_is_called_by_the_plural(id: str, list: str, nothing_asked: Bench) -> None:
    nothing_asked.run("new", "context", id)
    assert load(nothing_asked.directory).contexts[id].key == list


def test_whatever_cannot_be_put_there_is_refused(garden: Bench) -> None:
    before = contents(garden.directory)
    for words, message in MORE_REFUSED:
        assert message in garden.run("new", *words, status=1)
    assert contents(garden.directory) == before


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("a:\n  - id: x\n    b:\n      - 1\n    c: 2\n", "a:\n  - id: x\n    b:\n      - 1\n      - new\n    c: 2\n"),
        ("a:\n  - id: x\n    c: 2  # why\n\n  # of y\n  - id: y\n",
         "a:\n  - id: x\n    c: 2  # why\n    b:\n      - new\n\n  # of y\n  - id: y\n"),
        ("a:\n- id: x\n  b: []\n  c: |\n    words\n", "a:\n- id: x\n  b:\n    - new\n  c: |\n    words\n"),
        ("a:\n  - id: x\n    c: >\n      words\n      more\nz: 1\n",
         "a:\n  - id: x\n    c: >\n      words\n      more\n    b:\n      - new\nz: 1\n"),
    ],
)  # fmt: skip
def test_entries_inside_an_entry_take_over_its_layout(text: str, made: str) -> None:
    assert added_within(text, "a", "x", "b", "- new\n") == made


def test_an_entry_in_brackets_is_left_alone() -> None:
    for text in ("a:\n  - {id: x}\n", "a:\n  - id: x\n    b: [1]\n"):
        with pytest.raises(WrittenInBrackets):
            added_within(text, "a", "x", "b", "- new\n")


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("é: 1\na: [x, y]  # all\n", "é: 1\na: [x, y, new]  # all\n"),
        ("a: []\n", "a: [new]\n"),
        ("a:\n  - x\nb: 1\n", "a:\n  - x\n  - new\nb: 1\n"),
        ("a: [x,\n    y]\n", "a: [x,\n    y, new]\n"),
        ("b: 1\n", "b: 1\na: [new]\n"),
    ],
)
def test_words_are_added_in_brackets_and_out_of_them(text: str, made: str) -> None:
    assert word_added(text, "a", "new") == made
