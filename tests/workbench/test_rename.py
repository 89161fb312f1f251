"""`rules rename` and `rules retire` reach every reader, keep layout and comments, and lose nothing."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from advisor.answers import read_answers
from advisor.editor.renaming import renamed
from advisor.editor.rewriting import Rewriting
from advisor.knowledge import load

from .conftest import Bench


def texts(bench: Bench) -> dict[str, str]:
    files = sorted(bench.directory.rglob("*.yaml"))
    return {str(path.relative_to(bench.directory)): path.read_bytes().decode() for path in files}


def changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The lines that went and came, in all files."""
    return [
        line.strip()
        for name in before
        for line in difflib.unified_diff(before[name].splitlines(), after[name].splitlines(), n=0, lineterm="")
        if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("complaint_reply", "reply_to_complaints"),
        ("complaint_reply/never", "not_at_all"),
        ("promises_broken", "delays_not_kept"),
        ("a-week-is-not-kept", "one-week-is-not-kept"),
        ("stop-promising-dates", "promise-no-dates"),
        ("stop-promising-dates/promised-a-week", "a-week-was-promised"),
        ("riders", "cyclists"),
        ("repair", "mend"),
        ("customers", "clients"),
        ("B1-02", "B1-22"),
    ],
)
def test_a_renamed_thing_is_renamed_wherever_it_is_named_and_everything_holds_as_before(
    old: str, new: str, small: Bench
) -> None:
    before = texts(small)
    problems, tried = small.run("check"), small.run("test")
    small.run("rename", old, new)
    assert small.run("check").replace(new, old.rpartition("/")[2]) == problems.replace(new, old.rpartition("/")[2])
    assert small.run("test") == tried
    name = old.rpartition("/")[2]
    lines = changed(before, texts(small))
    gone = [line[1:] for line in lines if line.startswith("-")]
    come = [line[1:] for line in lines if line.startswith("+") and not line[1:].lstrip().startswith("aliases:")]
    assert gone
    assert [line.replace(f", aliases: [{name}]", "").replace(new, name) for line in come] == gone


def test_everything_that_is_defined_can_be_renamed_without_a_problem(choir: Bench) -> None:
    """Spaces of a brand, tables, words, texts and cases included; each from the same state, in memory."""
    rewriting = Rewriting(choir.directory)
    renameable = [
        one for one in rewriting.index.defined.values() if one.noun not in ("case", "source", "list of a context")
    ]
    for one in renameable:
        snake = one.name.group in ("facts", "options", "contexts", "printed")
        new = f"{one.name.id.rpartition('-')[0]}-99" if one.noun == "claim" else "zz_new" if snake else "zz-new"
        rewriting.take(renamed(rewriting.index, one.name, new))  # Raises where an error comes of it.
    assert {one.noun for one in renameable} >= {
        "question",
        "option",
        "conclusion",
        "rule",
        "advice",
        "context",
        "example",
    }


def test_a_case_that_expects_something_of_the_replacement_keeps_to_that(garden: Bench) -> None:
    case = garden.directory / "cases" / "tired-soil.yaml"
    before = case.read_text()
    garden.run("retire", "plant-water-lovers", "--for", "water-in-the-evening")
    assert "plant-water-lovers" in before
    assert "plant-water-lovers" not in case.read_text()
    assert case.read_text().count("water-in-the-evening") == before.count("water-in-the-evening")


def test_answers_that_name_the_former_id_are_read_as_before(small: Bench, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(
        "brand: Vélo\ndate: 2026-01-01\nlanguage: fr\nanswers: {complaints: [price], complaint_reply: never}\n"
    )
    small.run("rename", "complaint_reply", "reply_to_complaints")
    small.run("rename", "reply_to_complaints/never", "not_at_all")
    answers = read_answers(file, load(small.directory))
    assert str(answers.given["reply_to_complaints"].value) == "not_at_all"


def test_going_back_to_a_former_name_leaves_one_alias_each_way(small: Bench) -> None:
    small.run("rename", "repair_wait", "wait")
    assert load(small.directory).questions["wait"].aliases == ("waiting_time", "repair_wait")
    small.run("rename", "wait", "repair_wait")
    assert load(small.directory).questions["repair_wait"].aliases == ("waiting_time", "wait")


def test_aliases_written_line_by_line_stay_so(small: Bench) -> None:
    small.plant(
        "questionnaire/workshop.yaml", "    aliases: [waiting_time]", "    aliases:\n      - waiting_time  # 2024"
    )
    small.run("rename", "repair_wait", "wait")
    text = (small.directory / "questionnaire/workshop.yaml").read_text()
    assert "    aliases:\n      - repair_wait\n      - waiting_time  # 2024\n" in text


def test_line_ends_and_comments_stay(small: Bench) -> None:
    path = small.directory / "questionnaire" / "customers.yaml"
    path.write_bytes(path.read_bytes().replace(b"type: text", b"type: text  # a name").replace(b"\n", b"\r\n"))
    small.run("rename", "club_contact", "organiser")
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")
    assert b"  - id: organiser\r\n    aliases: [club_contact]\r\n" in path.read_bytes()
    assert b"type: text  # a name\r\n" in path.read_bytes()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("complaint_replies", "x", 'Did you mean "complaint_reply"?'),
        ("complaint_reply", "mechanics", "is taken by the question at"),
        ("complaint_reply", "waiting_time", 'is a former name of "repair_wait"'),
        ("complaint_reply", "Reply-To", "the id of this question: use small letters, digits and underscores"),
        ("complaint_reply", "complaint_reply", 'called "complaint_reply" already'),
        ("waiting_time", "repair_wait", 'called "repair_wait" already'),
        ("complaint_reply", "any_of", "has a meaning of its own"),
        ("B1-02", "B2-09", "begins with its source"),
        ("B1", "B9", "claims of a source begin with its id"),
    ],
)
def test_what_cannot_be_named_so_is_refused_and_nothing_written(old: str, new: str, said: str, small: Bench) -> None:
    before = texts(small)
    output = small.run("rename", old, new, status=1)
    assert said in output
    assert "Nothing was written." in output
    assert texts(small) == before


def test_of_several_things_called_the_same_the_one_of_the_kind_is_renamed(small: Bench) -> None:
    said = small.run("rename", "overloaded", "too_busy", status=1)
    assert "Say which: --kind conclusion or --kind case." in said
    small.run("rename", "overloaded", "too_busy", "--kind", "conclusion")
    kb = load(small.directory)
    assert "too_busy" in kb.conclusions
    assert "overloaded" in kb.cases
    assert 'No question is called "overloaded".' in small.run(
        "rename", "overloaded", "x", "--kind", "question", status=1
    )


def test_nothing_is_renamed_in_a_knowledge_base_with_errors(small: Bench) -> None:
    small.plant("advice/service.yaml", "severity: critical", "severity: grave")
    before = texts(small)
    assert "E024" in small.run("rename", "complaint_reply", "reply_to_complaints", status=1)
    assert texts(small) == before


def test_a_schema_beside_the_knowledge_base_is_renewed(small: Bench) -> None:
    small.run("schema")
    small.run("rename", "complaint_reply", "reply_to_complaints")
    assert small.run("schema", "--check") == ""


def test_who_names_a_retired_advice_names_its_replacement(small: Bench) -> None:
    tried = small.run("test")
    said = small.run("retire", "display-real-delays", "--for", "answer-complaints")
    assert "answer-complaints takes its place" in said
    kb = load(small.directory)
    retired = kb.inactive["display-real-delays"]
    assert (retired.status, retired.replaced_by) == ("deprecated", "answer-complaints")
    assert kb.advice["stop-promising-dates"].subsumes == ("answer-complaints",)
    assert not [line for line in small.run("check").splitlines() if "W017" in line or "W010" in line]
    assert tried


def test_without_replacement_nobody_names_what_is_retired(small: Bench) -> None:
    small.run("retire", "invite-riders")
    assert "is deprecated already" in small.run("retire", "invite-riders", status=1)
    kb = load(small.directory)
    assert kb.inactive["invite-riders"].status == "deprecated"
    assert kb.advice["no-campaign-over-broken-promises"].conflicts_with == ()
    for case in kb.cases.values():
        assert all("invite-riders" not in ids for key, ids in case.expect.items() if key != "conclusions")


def test_what_was_said_of_a_draft_goes_when_it_is_retired(small: Bench) -> None:
    made = small.run("new", "advice", "mend-tyres", "--theme", "promises").partition(":")[0]
    assert "    status: draft   " in Path(made).read_text("utf-8")
    small.run("retire", "mend-tyres")
    assert "    status: deprecated\n" in Path(made).read_text("utf-8")


def test_a_list_over_several_lines_is_filled_anew_where_it_stands(small: Bench) -> None:
    written = "[display-real-delays, invite-riders,\n      hire-a-mechanic, stop-promising-dates]\n"
    small.plant("cases/sound.yaml", "[display-real-delays, hire-a-mechanic]\n", written)
    small.plant("cases/sound.yaml", "  not_fires: [stop-promising-dates]\n", "")
    before = texts(small)["cases/sound.yaml"]
    small.run("retire", "invite-riders")
    left = "[display-real-delays,\n      hire-a-mechanic, stop-promising-dates]\n"
    assert texts(small)["cases/sound.yaml"] == before.replace(written, left)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("invite-rider",), 'Did you mean "invite-riders"?'),
        (("invite-riders", "--for", "invite-riders"), "cannot take its own place"),
        (("invite-riders", "--for", "a-week-is-not-kept"), "A rule cannot take the place of advice"),
        (("complaint_reply",), "list it under retired"),
        (("trust_damaged",), "Retire the rules that conclude it"),
    ],
)
def test_what_cannot_be_retired_is_refused_and_nothing_written(words: tuple[str, ...], said: str, small: Bench) -> None:
    before = texts(small)
    assert said in small.run("retire", *words, status=1)
    assert texts(small) == before
