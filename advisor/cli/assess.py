"""`advisor assess`: what the system makes of one answers file."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.advice import Assessment, assess
from advisor.answers import Answers
from advisor.inference import Disagreement, EngineFault, EngineLimit
from advisor.knowledge.model import KnowledgeBase

from .options import (
    Failure,
    Refusal,
    answers,
    answers_argument,
    kb_option,
    knowledge_base,
    lang_option,
    language,
    listed,
)
from .screen_summary import summary


@click.command("assess")
@answers_argument
@click.option("--json", "as_json", is_flag=True, help="Print the Assessment as JSON and nothing else.")
@lang_option
@kb_option
def command(answers_file: Path, as_json: bool, lang: str | None, kb_directory: Path | None) -> None:
    """Assess a brand: a summary on one screen, or the whole Assessment as JSON."""
    kb = knowledge_base(kb_directory)
    given = answers(answers_file, kb, lang)
    spoken = language(lang, given, kb)
    assessment = assessed(kb, given)
    click.echo(assessment.model_dump_json(indent=2) if as_json else summary(kb, assessment, spoken))


def assessed(kb: KnowledgeBase, given: Answers) -> Assessment:
    """Assess, and end with status 3 when the engines disagree or fail, 1 when the rules exceed a limit."""
    try:
        return assess(kb, given)
    except (Disagreement, EngineFault) as error:
        raise Failure(str(error)) from None
    except EngineLimit as error:
        raise Refusal(listed(error, "en")) from None
