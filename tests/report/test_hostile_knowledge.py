"""A knowledge base prints words: markup in it makes nothing, and what computes is refused or never run."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from advisor.advice import WordingError, assess
from advisor.answers import parse_answers, read_answers
from advisor.knowledge import KnowledgeBaseError, load
from advisor.knowledge.model import KnowledgeBase
from advisor.report import compose

from .confinement import reaching_out, watched
from .conftest import SMALL
from .documents import (
    docx_texts,
    html_elements,
    markdown,
    markdown_kinds,
    squeezed,
    words_of,
    written,
)
from .hostile import FIELDS, LINKS, MARKUP, Attack, harmless

# Tests that look at the same reports run in one process, which makes them once.
pytestmark = pytest.mark.xdist_group("hostile-knowledge")

TEXTS = {
    "knowledge-base.yaml": ["Conseils pour un atelier de vélos", "Les promesses"],
    "questionnaire/workshop.yaml": [
        "L'atelier",
        "Combien de mécaniciens travaillent à l'atelier ?",
        "Réparations",
        "mécaniciens",
    ],
    "conclusions/state.yaml": ["La confiance est entamée", "Les clients préviennent leurs amis."],
    "advice/service.yaml": [
        "Ne promettez plus de dates",
        "Chaque date manquée fait un mécontent.",
        "Retirez l'annonce dès aujourd'hui.",
        "Retirer l'affiche.",
        "Un délai prudent peut rester.",
    ],
    "advice/riders.yaml": ["une fois la confiance revenue"],
    "sources.yaml": [
        "Jeanne Dérailleur",
        "Tenir un atelier",
        "Cahiers du vélo",
        "Une date manquée coûte plus cher qu'une longue attente annoncée.",
    ],
}
"""Texts of the knowledge base that the report of the case prints, by file."""
SINGLE_LINE = " ".join([MARKUP, LINKS, FIELDS])


def planted(directory: Path, words: Callable[[str], str]) -> KnowledgeBase:
    """A copy of the small knowledge base in which all of `TEXTS` are replaced."""
    shutil.copytree(SMALL, directory)
    for file, texts in TEXTS.items():
        source = (directory / file).read_text("utf-8")
        for number, text in enumerate(texts):
            hostile = words(f"<script>{file[0]}{number}</script> {SINGLE_LINE}")
            assert source.count(f'"{text}"') >= 1, text
            source = source.replace(f'"{text}"', json.dumps(hostile))
        (directory / file).write_text(source, "utf-8")
    return load(directory)


@pytest.fixture(scope="module")
def infiltration(tmp_path_factory: pytest.TempPathFactory) -> Attack:
    def reports(name: str, words: Callable[[str], str], **options: Any) -> dict[str, bytes]:
        kb = planted(directory / f"{name}-rules", words)
        answers = read_answers(SMALL / "cases" / "overloaded.yaml", kb)
        return written(kb, assess(kb, answers), directory / name, **options)

    directory = tmp_path_factory.mktemp("infiltration")
    peaceful = reports("peaceful", harmless, formats=("html", "docx", "md", "json"))
    with watched() as heard:
        hostile = reports("hostile", lambda text: text)
    return Attack(hostile, heard, peaceful)


def test_markup_in_a_knowledge_base_is_printed_letter_by_letter(infiltration: Attack, format: str) -> None:
    said = squeezed(words_of(format, infiltration.reports[format]))
    expected = squeezed(FIELDS.replace('"', "")[:20])
    missing = [
        f"{file} {number}"
        for file, texts in TEXTS.items()
        for number in range(len(texts))
        # The JSON report names sources and units by id or not at all.
        if f"<script>{file[0]}{number}</script>" not in said and not (format == "json" and file[0] in "ksq")
    ]
    assert missing == []
    assert expected in said.replace("«", "").replace("»", "").replace('"', "")


def test_markup_in_a_knowledge_base_makes_nothing(infiltration: Attack) -> None:
    assert [tag for tag, _ in html_elements(infiltration.reports["html"])] == [
        tag for tag, _ in html_elements(infiltration.peaceful["html"])
    ]
    assert markdown_kinds(infiltration.reports["md"]) == markdown_kinds(infiltration.peaceful["md"])
    assert [[one.tag for one in root.iter()] for root in docx_texts(infiltration.reports["docx"])] == [
        [one.tag for one in root.iter()] for root in docx_texts(infiltration.peaceful["docx"])
    ]
    assert reaching_out(infiltration.heard, "secret.txt") == []
    assert all(token.type != "html_block" for token in markdown(infiltration.reports["md"]))


JINJA = [
    "{{ brand.__class__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ brand | attr('__class__') }}",
    "{% for x in range(1000000000) %}x{% endfor %}",
    "{% include '/etc/hostname' %}",
    "{% import 'x' as y %}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ answer.__globals__ }}",
    "{{ 'x' * 1000000000 }}",
    "{{ lipsum() }}",
]


@pytest.mark.parametrize("template", JINJA)
def test_a_text_that_computes_is_refused_where_it_stands(template: str, tmp_path: Path) -> None:
    directory = tmp_path / "rules"
    shutil.copytree(SMALL, directory)
    file = directory / "advice" / "service.yaml"
    source = file.read_text("utf-8").replace('"Un délai prudent peut rester."', json.dumps(template))
    file.write_text(source, "utf-8")
    with pytest.raises(KnowledgeBaseError) as refused:
        load(directory)
    lines = source.split("\n")
    assert {lines[problem.at.line - 1].strip()[:7] for problem in refused.value.problems} == {"nuance:"}


@pytest.mark.parametrize("template", [one for one in JINJA if "*" not in one])
def test_a_text_that_computes_is_never_run_even_unchecked(
    template: str, small: KnowledgeBase, overloaded: dict[str, Any], bait: str
) -> None:
    assessment = assess(small, parse_answers(overloaded, small))
    unchecked = dataclasses.replace(small, title={"fr": template, "en": template})
    with watched() as heard, pytest.raises(WordingError):
        compose(unchecked, assessment, language="fr")
    assert reaching_out(heard, bait) == []


def test_a_very_long_title_is_printed_whole(tmp_path: Path) -> None:
    directory = tmp_path / "rules"
    shutil.copytree(SMALL, directory)
    title = "Ne promettez " + "vraiment " * 400 + "plus de dates"
    file = directory / "advice" / "service.yaml"
    file.write_text(file.read_text("utf-8").replace("Ne promettez plus de dates", title), "utf-8")
    kb = load(directory)
    assessment = assess(kb, read_answers(SMALL / "cases" / "overloaded.yaml", kb))
    for name, content in written(kb, assessment, tmp_path / "out").items():
        assert squeezed(title) in squeezed(words_of(name, content)), name
