"""The fields of a form: what it shows of one question, on paper, on a screen, in the browser."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.knowledge.model import Question

from .relevance_words import in_words
from .speech import Speech
from .voices import DECIDED

SHORT = 44
"""Characters of a label that fits half the width of a sheet."""


@dataclass(frozen=True)
class FormOption:
    """One box to tick; `value` is the option's id, as in the answers file."""

    value: str
    label: str
    alone: bool


@dataclass(frozen=True)
class FormQuestion:
    """One question as the form shows it. `expects` says how to answer, `short` that options stand two abreast,
    `dated` which option has a day on which it falls due, if one has."""

    id: str
    number: str
    ask: str
    help: str
    only_if: str
    type: str
    options: tuple[FormOption, ...]
    short: bool
    dated: str
    expects: str
    unit: str
    low: int | None
    high: int | None


def form_question(question: Question, speech: Speech) -> FormQuestion:
    """What a form shows of a question."""
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
        dated=dated_option(question),
        expects=_expected(question, speech),
        unit=speech.text(question.unit),
        low=question.min,
        high=question.max,
    )


def dated_option(question: Question) -> str:
    """The option that says when something will happen, empty where there is none."""
    return DECIDED if question.type == "choice" and any(one.id == DECIDED for one in question.options) else ""


def _expected(question: Question, speech: Speech) -> str:
    if question.type == "choices":
        return speech.say("form.several")
    if question.type == "number" and question.min is not None and question.max is not None:
        return speech.say("form.range", low=speech.decimal(question.min), high=speech.decimal(question.max))
    return speech.say("form.words") if question.type == "text" else speech.say("form.single")
