"""The questionnaire as a form: one self-contained HTML page, to fill in on the screen or to print, and for PDF.

On the screen its scripts show one question or table at a time and save an answers file; without them it is paper.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from advisor.knowledge import shipped
from advisor.knowledge.model import Context, KnowledgeBase, Question

from .form_data import Asked, form_data, questions_of
from .form_fields import FormOption, FormQuestion, form_question
from .list_columns import columns as columns_of
from .speech import Speech

TEMPLATE = "questionnaire/form.html"
SCRIPTS = tuple(f"questionnaire/{name}.js" for name in ("relevance", "answers", "check", "form"))
WHOLE = Asked()


@dataclass(frozen=True)
class FormTable:
    """A table: its options once, over the rows. `others` is the one that answers all rows still open, if one does."""

    id: str
    ask: str
    help: str
    options: tuple[FormOption, ...]
    rows: tuple[FormQuestion, ...]
    others: FormOption | None


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
    is asked for above it; `columns` are those of its questions that the page asks for all of the list together."""

    id: str
    number: int
    title: str
    blocks: tuple[FormQuestion | FormTable, ...]
    each: FormList | None
    names: bool
    columns: tuple[FormQuestion, ...]


@dataclass(frozen=True)
class FormScript:
    """What the page runs (`text`, with the `hash` its policy names) and the JSON that it reads (`data`)."""

    text: Markup
    hash: str
    data: Markup


def render_form(
    kb: KnowledgeBase,
    language: str,
    fonts: Mapping[int, str],
    *,
    asked: Asked = WHOLE,
    templates: Path | None = None,
    script: bool = True,
) -> str:
    """The form as an HTML document; what it is given decides its text.

    `fonts` maps weights to WOFF2 files in base64; `asked` says of whom and which sections; `templates` is a directory
    whose files replace shipped ones. Without `script` it is a page to print. Raises jinja2.TemplateError for a faulty
    template.
    """
    speech = Speech(kb, language)
    included = questions_of(kb, asked.sections)
    sections = tuple(_sections(kb, speech, included))
    environment = _environment(templates)
    return environment.get_template(TEMPLATE).render(
        language=language,
        say=speech.say,
        title=speech.text(kb.title),
        version=kb.version,
        sections=sections,
        total=len(included),
        fonts=fonts,
        head={"brand": asked.brand, "date": asked.date, "filled_in_by": asked.respondent, "role": asked.role},
        script=_script(environment, form_data(kb, speech, asked, included)) if script else None,
    )


def _script(environment: ImmutableSandboxedEnvironment, told: Mapping[str, object]) -> FormScript:
    assert environment.loader is not None
    text = "\n".join(environment.loader.get_source(environment, name)[0] for name in SCRIPTS)
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    # Within a script element only "<" could end what is data.
    data = json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return FormScript(Markup(text), digest, Markup(data))


def _sections(kb: KnowledgeBase, speech: Speech, included: Collection[str]) -> Iterator[FormSection]:
    """The sections with a question on the form; a context's list is asked for above the first about it."""
    listed: set[str] = set()
    leading = columns_of(kb)
    for number, section in enumerate(kb.sections, start=1):
        questions = tuple(one for one in section.questions if one.id in included)
        if not questions:
            continue
        each = _list(kb.contexts[section.for_each], speech) if section.for_each else None
        names = each is not None and each.id not in listed
        listed |= {each.id} if each else set()
        blocks = tuple(_blocks(questions, kb, speech))
        columns = tuple(form_question(one, speech) for one in questions if one.id in leading.get(section.id, ()))
        yield FormSection(section.id, number, speech.text(section.title), blocks, each, names, columns)


def _list(context: Context, speech: Speech) -> FormList:
    return FormList(context.id, speech.text(context.ask), speech.text(context.help), speech.text(context.title))


def _blocks(asked: tuple[Question, ...], kb: KnowledgeBase, speech: Speech) -> Iterator[FormQuestion | FormTable]:
    """Questions of a section, rows of a table together."""
    for id, group in groupby(asked, key=lambda question: question.table):
        questions = tuple(form_question(question, speech) for question in group)
        if id is None:
            yield from questions
        else:
            table = kb.tables[id]
            options = questions[0].options
            others = next((one for one in options if one.value == table.all_others), None)
            yield FormTable(id, speech.text(table.ask), speech.text(table.help), options, questions, others)


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
