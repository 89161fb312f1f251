"""YAML means what it says, and what cannot be read is one clear problem at its place, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from advisor.knowledge import InputError
from advisor.knowledge import document as reading
from advisor.knowledge.document import Document, read_document, scan_document


@pytest.fixture(params=["C", "pure"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both parsers: the one written in C, and the fallback where it is missing."""
    if request.param == "pure":
        monkeypatch.setattr(reading, "_LOADER", yaml.SafeLoader)
    else:
        assert reading._LOADER is yaml.CSafeLoader
    return str(request.param)


def written(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "some.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


@pytest.mark.usefixtures("loader")
def test_words_stay_words_and_only_decimal_integers_become_numbers(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "{yes: yes, no: no, on: on, true: true, octal: 010, time: 1:30, date: 2026-11-20, bad: 2024-13-01,\n"
        " n: 12, minus: -3, plus: +4, float: 1.5, hex: 0x1F, quoted: '7', empty: , tilde: ~,\n"
        " big: 99999999999999999999}",
    )

    assert read_document(path).value == {
        "yes": "yes", "no": "no", "on": "on", "true": "true", "octal": "010", "time": "1:30", "date": "2026-11-20",
        "bad": "2024-13-01", "n": 12, "minus": -3, "plus": "+4", "float": "1.5", "hex": "0x1F", "quoted": "7",
        "empty": None, "tilde": None, "big": "99999999999999999999",
    }  # fmt: skip


@pytest.mark.usefixtures("loader")
def test_positions_of_keys_and_values_are_known(tmp_path: Path) -> None:
    document = read_document(written(tmp_path, "a: 1\nb:\n  - c: x\n    é: y\n  - |\n    long\nlast:\n"))

    def at(*steps: str | int) -> tuple[int, int]:
        position = document.position(steps)
        return position.line, position.column

    def key(*steps: str | int) -> tuple[int, int]:
        position = document.key_position(steps)
        return position.line, position.column

    assert (key("a"), at("a")) == ((1, 1), (1, 4))
    assert (key("b", 0, "é"), at("b", 0, "é")) == ((4, 5), (4, 8))
    assert (at("b", 0), at("b", 1)) == ((3, 5), (5, 5))
    assert at("last") == (7, 1)
    assert at("b", 0, "missing", "deeper") == at("b", 0)
    assert document.line(document.position(("b", 0, "é"))) == "    é: y"


WHOLE_FILES = [
    ("E005", b"a: 1\nb: caf\xe9\n", (2, 7), "UTF-8"),
    ("E005", "a: é".encode("utf-16"), (1, 1), "UTF-8"),
    ("E006", "a: x\nb: \x07\n", (2, 4), "U+0007"),
    ("E007", "a: 1\n\tb: 2\n", (2, 1), "tab"),
    ("E007", "a: @x\n", (1, 4), "quotes"),
    ("E007", "a:\n  b: 1\n c: 2\n", (3, 2), "indentation"),
    ("E007", "a: b\nfoo\nc: d\n", (2, 1), "colon is missing"),
    ("E007", "a: - b\n", (1, 4), "list entry"),
    ("E013", "a: " + "[" * 200, (1, 43), "levels"),
    ("E013", "{a: " * 100_000, (1, 161), "levels"),
    ("E014", "a: [" + "1," * 70_000 + "]", (1, 119_999), "60,000"),
    ("E014", "a: " + "x" * 60_000, (1, 4), "50,000"),
    ("E015", "", (1, 1), "empty"),
    ("E015", "# only a remark\n", (1, 1), "empty"),
    ("E016", "- a\n- b\n", (1, 1), "keys with values"),
    ("E016", "just words\n", (1, 1), "keys with values"),
    ("E017", "a: 1\n---\nb: 2\n", (2, 1), "second document"),
]  # fmt: skip


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(("code", "content", "place", "says"), WHOLE_FILES, ids=[case[0] for case in WHOLE_FILES])
def test_what_cannot_be_read_is_one_problem_at_its_place(
    code: str, content: str | bytes, place: tuple[int, int], says: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as caught:
        read_document(written(tmp_path, content))

    (problem,) = caught.value.problems
    assert (problem.code, problem.at.line, problem.at.column) == (code, *place)
    assert says in problem.message
    assert problem.said("fr") != problem.message
    assert len(problem.render().splitlines()) <= 3
    assert all(len(line) < 250 for line in problem.render().splitlines())


def test_missing_file_directory_and_giant_are_told_apart(tmp_path: Path) -> None:
    giant = tmp_path / "giant.yaml"
    giant.write_bytes(b"a: b\n" * 2_000_000)

    def problem_of(path: Path) -> tuple[str, str]:
        document, (problem,) = scan_document(path)
        assert document is None
        assert problem.at.file == str(path)
        return problem.code, problem.message

    assert problem_of(tmp_path / "missing.yaml") == (
        "E001", "There is no such file. Check the name and the directory."
    )  # fmt: skip
    assert problem_of(giant / "below.yaml")[0] == "E001"
    assert problem_of(tmp_path)[0] == "E002"
    assert problem_of(Path("/dev/null"))[0] == "E003"
    assert problem_of(giant)[0] == "E004"
    assert "10.0 MB" in problem_of(giant)[1]
    assert problem_of(Path("nul\0byte.yaml"))[0] == "E003"


@pytest.mark.usefixtures("loader")
def test_anchors_tags_merge_keys_and_doubled_keys_are_all_reported_and_nothing_is_expanded(tmp_path: Path) -> None:
    path = written(tmp_path, "a: &x {b: !!python/object:os.system c}\nd: *x\ne:\n  <<: *x\n  f: 1\n  f: 2\n")

    document, problems = scan_document(path)

    assert [(problem.code, problem.at.line, problem.at.column) for problem in problems] == [
        ("E008", 1, 4), ("E009", 1, 11), ("E008", 2, 4), ("E010", 4, 3), ("E008", 4, 7), ("E011", 6, 3),
    ]  # fmt: skip
    assert isinstance(document, Document)
    assert document.value == {"a": {"b": "c"}, "d": None, "e": {"f": 1}}


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("escape", ["\\x00", "\\e", "\\x9f", "\\uFFFF"])
def test_characters_no_report_can_print_are_refused_even_escaped(escape: str, tmp_path: Path) -> None:
    _, (problem,) = scan_document(written(tmp_path, f'a: "x{escape}y"\n'))

    assert (problem.code, problem.at.column) == ("E006", 4)


@pytest.mark.usefixtures("loader")
def test_lone_surrogates_are_refused(tmp_path: Path) -> None:
    _, problems = scan_document(written(tmp_path, 'a: "\\ud800"\n'))

    assert [problem.code for problem in problems] in (["E006"], ["E007"])


def test_windows_line_ends_and_byte_order_mark_are_read(tmp_path: Path) -> None:
    document = read_document(written(tmp_path, b"\xef\xbb\xbfa: 1\r\nb: x\r\n"))

    assert document.value == {"a": 1, "b": "x"}
    assert (document.position(("b",)).line, document.position(("b",)).column) == (2, 4)
    assert document.line(document.position(("b",))) == "b: x"


def test_a_file_full_of_mistakes_is_not_reported_to_the_last(tmp_path: Path) -> None:
    _, problems = scan_document(written(tmp_path, "a: 1\n" * 20_000))

    assert len(problems) == reading.MOST_PROBLEMS
