"""What clients, knowledge bases and brand kits hold is printed as words: never run, followed, fetched or obeyed."""

from __future__ import annotations

import dataclasses
import io
import json
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml

from advisor.advice import Assessment, assess
from advisor.answers import parse_answers, read_answers
from advisor.knowledge import InputError, load
from advisor.knowledge.model import KnowledgeBase
from advisor.language.typography import LONGEST_WORD

from .confinement import reaching_out, watched
from .conftest import SMALL
from .documents import (
    W,
    docx_parts,
    docx_texts,
    everything_in,
    html_elements,
    markdown_kinds,
    passages_of,
    squeezed,
    words_of,
    written,
)
from .hostile import (
    BRAND,
    CONTROLS,
    FIELDS,
    INVISIBLE,
    LINKS,
    MARKDOWN,
    MARKUP,
    SECRET,
    TEMPLATE,
    Attack,
    harmless,
    review_with,
)

# Tests that look at the same reports run in one process, which makes them once.
pytestmark = pytest.mark.xdist_group("hostile-input")

ENDLESS = "W" * 100_000
PRINTED = ("aria-label", "alt", "content", "title", "data-imprint")
"""Attributes that hold words and neither run nor fetch."""


def answers_with(overloaded: dict[str, Any], bait: str, words: Callable[[str], str]) -> dict[str, Any]:
    """An answers file with something hostile wherever a client or consultant may write, passed through `words`."""
    fetches = f'file://{bait} <img src="file://{bait}"> url(file://{bait}) @import "{bait}";'
    said = {key: words(text) for key, text in {"fetch": fetches, "controls": CONTROLS, "fields": FIELDS}.items()}
    return {
        **overloaded,
        "brand": words(BRAND),
        "consultant": words(f"{FIELDS} \u202egnp.exe\x07"),
        "knowledge_base": {"id": "bicycle-workshop", "version": words("1.0</p><script>x</script>\u202e\x07]]>")},
        "answers": {
            **overloaded["answers"],
            "club_contact": words(f"{MARKUP} {TEMPLATE}\n{LINKS}\n\n{MARKDOWN}"),
            "spare_parts": {"state": "not_applicable", "because": words(f"{MARKUP} {LINKS} {TEMPLATE}")},
            "supplier_strike": {"state": "not_applicable", "because": said["controls"]},
        },
        "notes": {
            "services": {"text": words(MARKDOWN), "visible_to": "client"},
            "repair_wait": {"text": words(TEMPLATE), "visible_to": "client"},
            "complaints": {"text": said["fields"], "visible_to": "client"},
            "complaint_reply": {"text": said["controls"], "visible_to": "client"},
            "advertised_delay": {"text": said["fetch"], "visible_to": "client"},
            "mechanics": {"text": words(f"{MARKUP} {BRAND}"), "visible_to": "client"},
        },
    }


def _made_of(
    kb: KnowledgeBase, make: Callable[[Callable[[str], str]], dict[str, Any]], directory: Path, **options: Any
) -> Attack:
    """The reports of one answers file, as it is and from harmless words."""
    hostile, peaceful = (parse_answers(make(words), kb) for words in (lambda text: text, harmless))
    assessed = assess(kb, hostile)
    with watched() as heard:
        reports = written(kb, assessed, directory, review=hostile.review, **options)
    spared = {"formats": ("html", "docx", "md", "json"), "review": peaceful.review}
    calm = written(kb, assess(kb, peaceful), directory / "peaceful", **options, **spared)
    places = tuple(sorted(set(re.findall(r"\bat-[a-z0-9-]+", json.dumps(make(harmless))))))
    return Attack(reports, heard, calm, options.get("edition", "full"), places)


@pytest.fixture(scope="module")
def garden() -> KnowledgeBase:
    """A knowledge base with a context, on gardens and their greenhouses."""
    return load(SMALL.parent / "garden")


@pytest.fixture(scope="module", params=["answers", "review-full", "review-brief"])
def attack(
    request: pytest.FixtureRequest,
    small: KnowledgeBase,
    garden: KnowledgeBase,
    bait: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Attack:
    what, _, edition = request.param.partition("-")
    directory = tmp_path_factory.mktemp("attack")
    if what == "answers":
        document = dict(small.cases["overloaded"].document)
        return _made_of(small, lambda words: answers_with(document, bait, words), directory)
    document = dict(garden.cases["under-glass"].document)
    return _made_of(garden, lambda words: review_with(document, bait, words), directory, edition=edition, internal=True)


def test_a_hostile_brand_is_printed_letter_by_letter(attack: Attack, format: str) -> None:
    said = words_of(format, attack.reports[format])
    assert squeezed(BRAND) in squeezed(said)
    assert re.search(r"(?<![0-9a-f])49(?![0-9a-f])|603729", said) is None


@pytest.mark.parametrize(
    "text", [MARKUP, TEMPLATE, LINKS, FIELDS, MARKDOWN], ids=["markup", "template", "links", "fields", "md"]
)
def test_hostile_words_lose_no_letter(attack: Attack, format: str, text: str) -> None:
    assert squeezed(text) in squeezed(words_of(format, attack.reports[format]))


def test_what_is_hostile_is_printed_in_each_place_where_it_was_put(attack: Attack, format: str) -> None:
    said = squeezed(words_of(format, attack.reports[format]))
    places = {place: squeezed(place) in said for place in attack.places}
    # The brief edition leaves notes on answers to the full one, JSON the consultant's editing to the answers file.
    spared = {
        place
        for place in places
        if (format == "json" and place in ("at-opening", "at-reason", "at-note-of-consultant"))
        or (
            attack.edition == "brief"
            and format not in ("html", "json")
            and place.startswith(("at-note-g", "at-reason"))
        )
    }
    assert {place for place, printed in places.items() if not printed} == spared


def test_no_invisible_character_reaches_a_report(attack: Attack, format: str) -> None:
    said = passages_of(format, attack.reports[format])
    raw = [] if format == "pdf" else [everything_in(format, attack.reports[format])]
    # The bytes of pictures and fonts in a Word package are none of it.
    raw = [json.dumps(json.loads(raw[0]), ensure_ascii=False)] if format == "json" else raw
    if format == "docx":
        raw = [
            part.decode("utf-8") for name, part in docx_parts(attack.reports[format]).items() if name.endswith("xml")
        ]
    assert [found for text in (*said, *raw) for found in INVISIBLE.findall(text)] == []
    assert "gnp.exe" in squeezed("\n".join(said))


def test_hostile_words_make_no_element_in_html(attack: Attack) -> None:
    def built(content: bytes) -> list[tuple[str, list[tuple[str, str]]]]:
        return [
            (tag, sorted((name, "" if name in PRINTED else value) for name, value in attributes.items()))
            for tag, attributes in html_elements(content)
        ]

    assert built(attack.reports["html"]) == built(attack.peaceful["html"])
    elements = html_elements(attack.reports["html"])
    assert not {"script", "iframe", "object", "embed", "form", "base"} & {tag for tag, _ in elements}
    for _, attributes in elements:
        assert not [name for name in attributes if name.startswith("on")]
        assert attributes.get("href", "#").startswith("#")
        assert attributes.get("src", "data:image/png;base64,").startswith("data:image/png;base64,")


def test_html_forbids_browsers_to_run_or_fetch_anything(attack: Attack) -> None:
    (policy,) = [
        attributes["content"]
        for tag, attributes in html_elements(attack.reports["html"])
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert "script-src" not in rules
    assert rules["font-src"] == rules["img-src"] == "data:"


def test_hostile_words_make_no_action_link_or_attachment_in_pdf(attack: Attack) -> None:
    with pikepdf.open(io.BytesIO(attack.reports["pdf"])) as document:
        seen = 0
        for one in document.objects:
            if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
                seen += 1
                keys = set(one.keys())
                assert not keys & {
                    "/JS",
                    "/JavaScript",
                    "/URI",
                    "/AA",
                    "/OpenAction",
                    "/EmbeddedFiles",
                    "/EF",
                    "/RichMedia",
                }
                assert str(one.get("/S", "")) not in ("/URI", "/Launch", "/JavaScript", "/GoToR", "/SubmitForm")
        assert seen > 100


def test_hostile_words_make_no_field_link_or_part_in_docx(attack: Attack) -> None:
    parts, peaceful = docx_parts(attack.reports["docx"]), docx_parts(attack.peaceful["docx"])
    assert parts.keys() == peaceful.keys()
    for name in parts:
        if name.endswith(".rels"):
            assert parts[name] == peaceful[name]
            assert b'TargetMode="External"' not in parts[name]
    roots = docx_texts(attack.reports["docx"])
    assert [[one.tag for one in root.iter()] for root in roots] == [
        [one.tag for one in root.iter()] for root in docx_texts(attack.peaceful["docx"])
    ]
    fields = [(one.text or "").split()[0] for root in roots for one in root.iter(f"{W}instrText")]
    contents = {"PAGEREF", "TOC"} if attack.edition == "full" else set()
    assert set(fields) == {"NUMPAGES", "PAGE", *contents}
    assert {fields.count(one) for one in ("NUMPAGES", "PAGE", *contents - {"PAGEREF"})} == {1}
    assert not [
        one
        for root in roots
        for kind in ("fldSimple", "hyperlink", "object", "altChunk")
        for one in root.iter(W + kind)
        # Contents and names of findings lead to headings, and nothing else leads anywhere.
        if not (kind == "hyperlink" and set(one.keys()) == {f"{W}anchor", f"{W}history"})
    ]


def test_hostile_words_make_no_markup_in_markdown(attack: Attack) -> None:
    assert markdown_kinds(attack.reports["md"]) == markdown_kinds(attack.peaceful["md"])
    kinds = set(markdown_kinds(attack.reports["md"]))
    assert not kinds & {
        "html_block",
        "html_inline",
        "link_open",
        "image",
        "code_inline",
        "fence",
        "code_block",
        "s_open",
    }
    # Wikis make links of bare addresses too; a backslash keeps them from it.
    raw = attack.reports["md"].decode("utf-8")
    assert not re.search(r"https?://|\bwww\.|\w@\w", raw)


def test_hostile_words_change_nothing_but_words_in_json(attack: Attack) -> None:
    def shape(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: shape(each) for key, each in value.items()}
        return [shape(each) for each in value] if isinstance(value, list) else type(value)

    hostile, peaceful = (json.loads(one["json"]) for one in (attack.reports, attack.peaceful))
    assert shape(hostile) == shape(peaceful)
    assert Assessment.model_validate(hostile["assessment"]).brand == BRAND


def test_nothing_is_opened_fetched_or_started_for_hostile_words(attack: Attack, bait: str, format: str) -> None:
    assert reaching_out(attack.heard, bait) == []
    assert any(one.startswith("open ") for one in attack.heard), "the watch heard nothing at all"
    assert SECRET not in everything_in(format, attack.reports[format])


def test_the_watch_hears_a_file_a_name_and_a_process(bait: str) -> None:
    with watched() as heard:
        Path(bait).read_text("utf-8")
        with socket.socket() as connection:
            connection.settimeout(0.1)
            connection.connect_ex(("127.0.0.1", 9))
        subprocess.run([sys.executable, "-c", ""], check=True)
    events = {one.split()[0] for one in reaching_out(heard, bait)}
    assert {"open", "socket.connect", "subprocess.Popen"} <= events


def test_a_word_of_100_kb_is_cut_in_every_format(
    small: KnowledgeBase, overloaded: dict[str, Any], tmp_path: Path
) -> None:
    overloaded["brand"] = overloaded["consultant"] = ENDLESS
    overloaded["answers"] |= {
        "club_contact": f"Ask {ENDLESS} please",
        "spare_parts": {"state": "not_applicable", "because": ENDLESS},
    }
    overloaded["notes"] = {"services": {"text": f"{ENDLESS} {ENDLESS}", "visible_to": "client"}}
    reports = written(small, assess(small, parse_answers(overloaded, small)), tmp_path)
    for name, content in reports.items():
        said = squeezed(words_of(name, content))
        longest = max(map(len, re.findall("W+", said)))
        assert 100 <= longest <= LONGEST_WORD, name
        assert "W…" in said
        assert len(content) < 400_000


def test_control_characters_in_an_answers_file_are_refused_where_they_stand(
    small: KnowledgeBase, overloaded: dict[str, Any], tmp_path: Path
) -> None:
    file = tmp_path / "brand.yaml"
    file.write_text(yaml.safe_dump({**overloaded, "brand": "Vélos\x07", "consultant": "A\x1b[31mB"}), "utf-8")
    with pytest.raises(InputError) as refused:
        read_answers(file, small)
    lines = file.read_text("utf-8").split("\n")
    assert [lines[problem.at.line - 1].split(":")[0] for problem in refused.value.problems] == ["brand", "consultant"]


def test_an_answers_file_may_say_anything_else(
    small: KnowledgeBase, overloaded: dict[str, Any], tmp_path: Path
) -> None:
    def printable(text: str) -> str:
        return re.sub("[\x00-\x08\x0b-\x1f]", "", text)

    typed = answers_with(overloaded, "bait", printable)
    file = tmp_path / "brand.yaml"
    file.write_text(yaml.safe_dump(typed), "utf-8")
    assert dataclasses.replace(read_answers(file, small), path=None) == parse_answers(typed, small)


def test_a_text_of_100_kb_in_an_answers_file_is_refused_where_it_stands(small: KnowledgeBase, tmp_path: Path) -> None:
    file = tmp_path / "brand.yaml"
    file.write_text(f"brand: Vélos\ndate: 2026-11-20\nanswers:\n  club_contact: {ENDLESS}\n", "utf-8")
    with pytest.raises(InputError) as refused:
        read_answers(file, small)
    (problem,) = refused.value.problems
    assert (problem.at.line, problem.at.column) == (4, 17)
    assert len(problem.message) < 500
