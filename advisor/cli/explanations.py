"""`advisor why`, `why-not` and `what-if`: the reasons of a result, and what would change it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from advisor.analysis.explanation.asked_about import UnknownEntry
from advisor.analysis.explanation.change import parse_changes
from advisor.analysis.explanation.explain import Explanation, why
from advisor.analysis.explanation.whatif import document, told, what_if
from advisor.analysis.explanation.whynot import why_not
from advisor.analysis.solver.counterfactual import SolverDisagreement
from advisor.answers import Answers
from advisor.inference import InferenceError
from advisor.inference.grounding import ground
from advisor.knowledge.model import KnowledgeBase

from .assess import assessed
from .options import (
    Failure,
    Refusal,
    answers,
    answers_argument,
    kb_option,
    knowledge_base,
    lang_option,
    language,
    refusing,
)

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON and nothing else.")
id_argument = click.argument("id", metavar="ID")

Explain = Callable[[KnowledgeBase, Answers, Any, str, str], Explanation]


@click.command("why")
@answers_argument
@id_argument
@json_option
@lang_option
@kb_option
def why_command(answers_file: Path, id: str, as_json: bool, lang: str | None, kb_directory: Path | None) -> None:
    """Show why an advice or a conclusion came out as it did: rules, conclusions, answers, sources.

    ID may also be the number of a finding in the report, or its title.
    """
    _explain(why, answers_file, id, as_json, lang, kb_directory)


@click.command("why-not")
@answers_argument
@id_argument
@json_option
@lang_option
@kb_option
def why_not_command(answers_file: Path, id: str, as_json: bool, lang: str | None, kb_directory: Path | None) -> None:
    """Show what keeps an advice from being given, or a conclusion from being yes, and what would change it."""
    _explain(why_not, answers_file, id, as_json, lang, kb_directory)


@click.command("what-if")
@answers_argument
@click.argument("changes", metavar="QUESTION=VALUE...", nargs=-1, required=True)
@json_option
@lang_option
@kb_option
def what_if_command(
    answers_file: Path, changes: tuple[str, ...], as_json: bool, lang: str | None, kb_directory: Path | None
) -> None:
    """Show what other answers would change. The file stays as it is.

    A value is an option, several with commas, a number, words, or unknown, na, not_asked; in braces, anything an
    answers file can hold: 'activities={no: [media]}'. A question about one instance of a list is INSTANCE.QUESTION.
    """
    kb = knowledge_base(kb_directory)
    given = answers(answers_file, kb, lang)
    spoken = language(lang, given, kb)
    with refusing(spoken):
        supposed = parse_changes(ground(kb, given.instances), changes)
    with refusing(spoken), failing():
        found = what_if(kb, given, supposed)
    _print(as_json, document(kb, found), told(kb, found, spoken))


def _explain(
    explain: Explain, answers_file: Path, id: str, as_json: bool, lang: str | None, kb_directory: Path | None
) -> None:
    kb = knowledge_base(kb_directory)
    given = answers(answers_file, kb, lang)
    spoken = language(lang, given, kb)
    assessment = assessed(kb, given)
    try:
        with failing():
            explanation = explain(kb, given, assessment, id, spoken)
    except UnknownEntry as error:
        raise Refusal(error.said(spoken)) from None
    _print(as_json, explanation.document, explanation.lines)


def _print(as_json: bool, values: Mapping[str, Any], lines: Iterable[str]) -> None:
    click.echo(json.dumps(values, ensure_ascii=False, indent=2) if as_json else "\n".join(lines))


@contextmanager
def failing() -> Iterator[None]:
    """End with status 3 where the program cannot vouch for what it found."""
    try:
        yield
    except (InferenceError, SolverDisagreement) as error:
        raise Failure(str(error)) from None
