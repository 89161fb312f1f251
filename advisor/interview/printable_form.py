"""The questionnaire as a printable form: one self-contained HTML page, for the screen, the printer and PDF."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from advisor.knowledge import shipped
from advisor.knowledge.model import Context, KnowledgeBase, Question, Section

from .relevance_words import in_words
from .speech import Speech

SHORT = 44
"""Characters of a label that fits half the width of a sheet."""
TEMPLATE = "questionnaire/form.html"


@dataclass(frozen=True)
class FormOption:
    """One box to tick; `value` is the option's id, as in the answers file."""

    value: str
    label: str
    alone: bool


@dataclass(frozen=True)
class FormQuestion:
    """One question as the form shows it. `expects` says how to answer, `short` that options stand two abreast."""

    id: str
    number: str
    ask: str
    help: str
    only_if: str
    type: str
    options: tuple[FormOption, ...]
    short: bool
    expects: str
    unit: str
    low: int | None
    high: int | None


@dataclass(frozen=True)
class FormTable:
    """A table: its options once, over the rows."""

    id: str
    ask: str
    help: str
    options: tuple[FormOption, ...]
    rows: tuple[FormQuestion, ...]


@dataclass(frozen=True)
class FormList:
    """The list of a context, asked for before its first section; `title` is that of one of its instances."""

    id: str
    ask: str
    help: str
    title: str


@dataclass(frozen=True)
class FormSection:
    """One section of the form. `each` is there where it is filled in once for each of a list, `names` where that list
    is asked for above it."""

    id: str
    number: int
    title: str
    blocks: tuple[FormQuestion | FormTable, ...]
    each: FormList | None
    names: bool


def render_form(kb: KnowledgeBase, language: str, fonts: Mapping[int, str], *, templates: Path | None = None) -> str:
    """The form as an HTML document; the same knowledge base and language give the same text.

    `fonts` maps weights to WOFF2 files in base64; `templates` is a directory whose files replace shipped ones.
    Raises jinja2.TemplateError for a faulty template.
    """
    speech = Speech(kb, language)
    first = {section.for_each: section.id for section in reversed(kb.sections)}
    sections = tuple(
        FormSection(
            section.id,
            number,
            speech.text(section.title),
            tuple(_blocks(section, kb, speech)),
            _list(kb.contexts[section.for_each], speech) if section.for_each else None,
            names=section.for_each is not None and first[section.for_each] == section.id,
        )
        for number, section in enumerate(kb.sections, start=1)
    )
    return (
        _environment(templates)
        .get_template(TEMPLATE)
        .render(
            language=language,
            say=speech.say,
            title=speech.text(kb.title),
            version=kb.version,
            sections=sections,
            total=len(kb.questions),
            fonts=fonts,
        )
    )


def _list(context: Context, speech: Speech) -> FormList:
    return FormList(context.id, speech.text(context.ask), speech.text(context.help), speech.text(context.title))


def _blocks(section: Section, kb: KnowledgeBase, speech: Speech) -> Iterator[FormQuestion | FormTable]:
    """The questions of a section, rows of a table together."""
    for id, group in groupby(section.questions, key=lambda question: question.table):
        questions = tuple(_question(question, speech) for question in group)
        if id is None:
            yield from questions
        else:
            table = kb.tables[id]
            yield FormTable(id, speech.text(table.ask), speech.text(table.help), questions[0].options, questions)


def _question(question: Question, speech: Speech) -> FormQuestion:
    only_if = ""
    if question.relevant_when is not None:
        only_if = speech.say("form.only_if", condition=in_words(question.relevant_when, speech))
    labels = [speech.option(question, option.id) for option in question.options]
    return FormQuestion(
        id=question.id,
        number=speech.number(question),
        ask=speech.text(question.ask),
        help=speech.text(question.help),
        only_if=only_if,
        type=question.type,
        options=tuple(FormOption(one.id, speech.option(question, one.id), one.alone) for one in question.options),
        short=len(question.options) > 2 and all(len(label) <= SHORT for label in labels),
        expects=_expected(question, speech),
        unit=speech.text(question.unit),
        low=question.min,
        high=question.max,
    )


def _expected(question: Question, speech: Speech) -> str:
    if question.type == "choices":
        return speech.say("form.several")
    if question.type == "number" and question.min is not None and question.max is not None:
        return speech.say("form.range", low=speech.decimal(question.min), high=speech.decimal(question.max))
    return speech.say("form.words") if question.type == "text" else speech.say("form.single")


@lru_cache(maxsize=4)
def _environment(own: Path | None) -> ImmutableSandboxedEnvironment:
    places = [*([own] if own is not None else []), shipped("templates")]
    return ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(place) for place in places]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
