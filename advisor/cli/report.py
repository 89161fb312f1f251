"""`advisor report`: the report of one brand, in the formats asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from advisor.advice import Assessment
from advisor.advice.benchmark import Benchmark
from advisor.analysis.explanation.journey import way_out
from advisor.analysis.prospect import outlook
from advisor.inference import release_engines
from advisor.knowledge.model import KnowledgeBase
from advisor.portfolio.comparable_brands import benchmark
from advisor.portfolio.portfolio import portfolio
from advisor.report import EDITIONS, FORMATS, PLAN_FORMATS, Edition, write_report

from .assess import assessed
from .documents import Requested, document_options, tell, writing
from .explanations import failing
from .many_brands import PortfolioRun, grouped_by
from .many_files import PHRASES
from .options import (
    answers,
    answers_argument,
    kb_option,
    knowledge_base,
    lang_option,
    language,
)


@click.command("report")
@answers_argument
@document_options(
    (*FORMATS, *PLAN_FORMATS),
    default="html,pdf",
    help="html, pdf, docx, md, json; of the plan alone xlsx, ics. Several are separated by commas.",
    beside="answers",
)
@click.option(
    "--edition",
    type=click.Choice(EDITIONS),
    default="brief",
    show_default=True,
    help="Of pdf, docx and md: what to act on, or everything it rests on as well.",
)
@click.option("--internal", is_flag=True, help="The house's own copy: full, with what was left out and why.")
@click.option(
    "--portfolio",
    "places",
    metavar="DIR",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="Say how common each finding is among the brands in DIR, where five or more were judged; none is named.",
)
@click.option("--by", metavar="QUESTION", help="Of those, only brands that share an answer to this question.")
@lang_option
@kb_option
def command(
    answers_file: Path,
    requested: Requested,
    edition: Edition,
    internal: bool,
    lang: str | None,
    kb_directory: Path | None,
    **comparison: Any,
) -> None:
    """Write the report of a brand, and print where each file is.

    Files are named STEM.LANG.EXT; those of the full edition STEM.full.LANG.EXT.
    """
    kb = knowledge_base(kb_directory)
    given = answers(answers_file, kb, lang)
    spoken = language(lang, given, kb)
    delivery = replace(
        requested.delivery(answers_file, answers_file.stem, spoken),
        edition="full" if internal else edition,
        internal=internal,
    )
    with writing(delivery.directory, spoken):
        assessment = assessed(kb, given)
        with failing():
            ahead = outlook(kb, given).model_copy(update={"way_out": way_out(kb, given, assessment)})
        ahead = ahead.model_copy(update={"benchmark": _benchmark(kb, assessment, spoken, **comparison)})
        release_engines()  # which nothing needs any more, while laying out a PDF needs as much memory
        written = write_report(kb, assessment, delivery, outlook=ahead, review=given.review)
    tell(written, spoken)


def _benchmark(
    kb: KnowledgeBase, assessment: Assessment, language: str, *, places: tuple[Path, ...], by: str | None
) -> Benchmark | None:
    """How common the findings are among the brands in some directories; None where none is named."""
    asked = grouped_by(kb, by)
    if not places:
        if by is not None:
            raise click.UsageError("--by says which brands of a --portfolio to compare with.")
        return None
    return benchmark(portfolio(kb, PortfolioRun(kb, PHRASES.said(language), places).records(), asked), assessment)
