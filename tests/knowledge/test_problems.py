"""A problem reads well wherever it is printed, whatever the input put into it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from advisor.knowledge.condition import Position
from advisor.knowledge.problem import InputError, Problem, did_you_mean, listed, problem_of, quoted, suggest
from advisor.language import Phrase

AT = Position("a.yaml", 5, 7)


def test_headline_is_file_line_column_code_message() -> None:
    assert Problem("E021", "No.", AT).headline() == "a.yaml:5:7: E021 No."


def test_message_speaks_the_language_asked_for_or_english() -> None:
    problem = problem_of("E015", Phrase("There is no such file. Check the name and the directory."), AT)
    french, english = "Ce fichier n’existe pas. Vérifiez le nom et le dossier.", str(problem.message)
    assert (problem.said("fr"), problem.said("en"), problem.said("xx")) == (french, english, english)
    assert InputError([problem]).render("fr") == f"a.yaml:5:7: E015 {french}"


def test_problems_are_sorted_by_place_and_not_repeated() -> None:
    later, earlier = Problem("E021", "b", Position("a", 9, 1)), Problem("E022", "a", Position("a", 2, 30))
    assert InputError([later, earlier, later]).problems == (earlier, later)


def test_caret_stays_under_its_column_in_a_very_long_line() -> None:
    source = "x" * 5000 + "HERE" + "y" * 5000
    line, caret = Problem("E021", "No.", Position("a", 1, 5001), source=source).render().splitlines()[1:]
    assert line[caret.index("^") :].startswith("HERE")
    assert len(line) < 130


@given(st.text(max_size=200), st.integers(1, 250))
def test_no_input_can_forge_lines_or_terminal_codes(source: str, column: int) -> None:
    problem = Problem("E021", f"Bad {quoted(source)}.", Position("a", 1, column), source=source.split("\n")[0])
    rendered = problem.render()
    assert len(rendered.split("\n")) in (1, 3)
    assert all(character.isprintable() or character in "\n\t\u00a0" for character in rendered)


def test_suggestions_see_through_case_hyphens_and_slips() -> None:
    candidates = ["criticism_handling", "team_size", "presence"]
    assert suggest("criticsm_handling", candidates) == "criticism_handling"
    assert suggest("Team-Size", candidates) == "team_size"
    assert suggest("weather", candidates) is None
    assert suggest("x" * 10_000, candidates) is None
    assert suggest("presence", candidates) is None


def test_sentences_are_whole_in_both_languages() -> None:
    assert did_you_mean("presense", ["presence"]) == ' Did you mean "presence"?'
    assert did_you_mean("presense", ["presence"], "fr") == " Vouliez-vous dire «\u00a0presence\u00a0»\u00a0?"
    assert did_you_mean("x", ["presence"]) == ""
    assert listed(["a", "b", "c"]) == "a, b or c"
    assert listed(["a", "b"], "fr") == "a ou b"
    assert quoted("a\x1b[31m\n") == '"a\\u001b[31m\\n"'
