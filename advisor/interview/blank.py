"""The blank answers file: every question with its options as comments, to be filled in with a text editor."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from advisor.knowledge.model import Context, KnowledgeBase, Question, Section
from advisor.language.typography import WIDE

from .relevance_words import in_words
from .speech import Speech

WIDTH = 96


def blank_answers(kb: KnowledgeBase, language: str) -> str:
    """The text of a blank answers file. It can be read as answers once brand and date are filled in."""
    return "\n".join(_lines(kb, Speech(kb, language))) + "\n"


def _lines(kb: KnowledgeBase, speech: Speech) -> Iterator[str]:
    title = speech.text(kb.title)
    yield from _comment(speech.say("blank.title", title=title, id=kb.id, version=kb.version))
    yield "#"
    yield from _comment(speech.say("blank.fill_in"))
    yield from _explanations(kb, speech)
    yield ""
    for key in ("brand", "date", "consultant"):
        said = speech.say(f"blank.{key}")
        yield f"{key}:  # {said}"
    yield f"language: {speech.language}"
    yield f"knowledge_base: {{id: {kb.id}, version: {kb.version}}}"
    yield ""
    yield "answers:"
    for number, section in enumerate(kb.sections, start=1):
        if section.for_each is None:
            yield from _section(number, section, kb, speech)
    for context in kb.contexts.values():
        yield from _list(context, kb, speech)
    yield ""
    yield "notes:"
    yield "flags:"


def _section(number: int, section: Section, kb: KnowledgeBase, speech: Speech) -> Iterator[str]:
    heading = f"{number}. {speech.text(section.title)}"
    yield ""
    yield f"  # ===== {heading} {'=' * max(4, WIDTH - 12 - len(heading))}"
    for question in section.questions:
        yield ""
        if question.table is not None and kb.tables[question.table].rows[0] == question.id:
            yield from _comment(speech.text(kb.tables[question.table].ask), "", indent="  ")
            yield ""
        yield from _question(question, speech)


def _list(context: Context, kb: KnowledgeBase, speech: Speech) -> Iterator[str]:
    """The list of a context: not known as it stands, with a block to copy for each instance behind it."""
    yield ""
    yield from _comment(speech.text(context.ask))
    yield from _comment(speech.say("blank.list", key=context.key))
    yield f"{context.key}: unknown"
    yield "#  - id:"
    yield "#    name:"
    yield "#    answers:"
    for number, section in enumerate(kb.sections, start=1):
        if section.for_each == context.id:
            yield from (f"#    {line}".rstrip() for line in _section(number, section, kb, speech))


def _explanations(kb: KnowledgeBase, speech: Speech) -> Iterator[str]:
    questions = kb.questions.values()
    choice = next((question for question in questions if question.type == "choice"), None)
    choices = next((question for question in questions if question.type == "choices"), None)
    if choice is not None:
        yield from _comment(speech.say("blank.choice", example=choice.options[0].id), "  ")
    if choices is not None:
        several = [option.id for option in choices.options if not option.alone][:2]
        yield from _comment(speech.say("blank.choices", example=", ".join(several)), "  ")
        yield from _comment(speech.say("blank.partly", example=several[0]), "  ")
    yield from _comment(speech.say("blank.unknown", state="{state: unknown}"), "  ")
    reason = f'{{state: not_applicable, because: "{speech.say("blank.reason")}"}}'
    yield from _comment(speech.say("blank.not_applicable", state=reason), "  ")
    yield from _comment(speech.say("blank.then"))


def _question(question: Question, speech: Speech) -> Iterator[str]:
    yield from _comment(f"{speech.number(question)}. {speech.text(question.ask)}", "", indent="  ")
    if question.help:
        yield from _comment(speech.text(question.help), "   ", indent="  ")
    if question.relevant_when is not None:
        condition = in_words(question.relevant_when, speech)
        yield from _comment(speech.say("blank.only_if", condition=condition), "   ", indent="  ")
    if question.options:
        yield from _comment(
            speech.say("blank.several" if question.type == "choices" else "blank.single"), "   ", indent="  "
        )
        column = max(len(option.id) for option in question.options) + 3
        for option in question.options:
            label = speech.option(question, option.id)
            alone = speech.say("blank.alone")
            words = f"{label} ({alone})" if option.alone else label
            yield from _comment(words, "     " + option.id.ljust(column), indent="  ")
    else:
        yield from _comment(_expected(question, speech), "   ", indent="  ")
    yield f"  {question.id}:"


def _expected(question: Question, speech: Speech) -> str:
    if question.type != "number":
        return speech.say("blank.text")
    low = speech.decimal(question.min) if question.min is not None else ""
    high = speech.decimal(question.max) if question.max is not None else ""
    unit = speech.text(question.unit)
    if unit:
        return speech.say("blank.number_unit", low=low, high=high, unit=unit)
    return speech.say("blank.number", low=low, high=high)


def _comment(words: str, lead: str = "", *, indent: str = "") -> Iterator[str]:
    """Words as comment lines, continued below where the text begins."""
    begin = f"{indent}# {lead}"
    for line in textwrap.wrap(
        words,
        width=WIDTH,
        initial_indent=begin,
        subsequent_indent=f"{indent}# {' ' * len(lead)}",
        break_on_hyphens=False,
    ):
        # No-break spaces have kept the lines together; in a file to be edited they would only surprise.
        yield line.replace(WIDE, " ")
