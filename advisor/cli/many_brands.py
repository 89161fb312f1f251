"""`advisor portfolio`: what many brands have in common, and what is still open about them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from advisor.knowledge.model import KnowledgeBase
from advisor.knowledge.problem import did_you_mean
from advisor.portfolio.brand_record import Record
from advisor.portfolio.gathering import Store, assessing, gathered
from advisor.portfolio.own_directory import kept_records
from advisor.portfolio.page import as_csv, as_html, told
from advisor.portfolio.portfolio import grouping_questions, portfolio
from advisor.portfolio.recorder import recording

from .many_files import PHRASES, cannot, files_in, spreading_options, with_bar
from .options import kb_option, knowledge_base, lang_option, language

SECTOR = "sector"


@click.command("portfolio")
@click.argument("places", metavar="DIR...", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--by",
    metavar="QUESTION",
    help="Compare groups of brands by their answers to this question, such as size; sector: by the first of them.",
)
@click.option("--csv", "form", flag_value="csv", help="Print a line for each brand as CSV.")
@click.option("--json", "form", flag_value="json", help="Print everything as JSON.")
@click.option("--html", "form", flag_value="html", help="Print one page of HTML.")
@spreading_options
@click.option(
    "--store",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="What was assessed is kept here for the next run (default: among your own data, by DIR and knowledge base).",
)
@lang_option
@kb_option
def command(by: str | None, form: str | None, lang: str | None, kb_directory: Path | None, **work: Any) -> None:
    """Gather the answers files of many brands: themes, frequent findings, trends, and what is not known.

    Files that cannot be assessed are listed with their fault. A run that was interrupted goes on where it stopped.
    """
    kb = knowledge_base(kb_directory)
    spoken = language(lang, None, kb)
    asked = grouped_by(kb, by)
    found = portfolio(kb, PortfolioRun(kb, PHRASES.said(spoken), **work).records(), asked)
    if form == "json":
        click.echo(found.model_dump_json(indent=2))
    elif form == "csv":
        click.echo(as_csv(found), nl=False)
    elif form == "html":
        click.echo(as_html(kb, found, spoken))
    else:
        click.echo("\n".join(told(kb, found, spoken)))


@dataclass(frozen=True)
class PortfolioRun:
    """The records of what the command line names, made as it says."""

    kb: KnowledgeBase
    said: dict[str, str]
    places: tuple[Path, ...]
    jobs: int = 1
    address: str | None = None
    store: Path | None = None

    def records(self) -> list[Record]:
        """Assess with a bar on stderr; what can go wrong on the way ends the command, with what was done kept."""
        files = files_in(self.places, self.said)
        first = self.places[0] if self.places[0].is_dir() else self.places[0].parent
        try:
            kept = self.store or kept_records(first, self.kb)
        except OSError as error:
            raise cannot(error) from None
        assess = assessing(recording(self.kb), self.jobs, self.address)
        return list(with_bar(gathered(files, Store(kept, self.kb), assess), len(files), self.said, kept))


def grouped_by(kb: KnowledgeBase, by: str | None) -> str | None:
    """The question to group by; wrong usage where there is none of that name with options, asked of the brand."""
    if by is None:
        return None
    grouping = [one.id for one in grouping_questions(kb)]
    if by == SECTOR and by not in grouping:
        return grouping[0]
    question = kb.question_called(by)
    if question is None or question.id not in grouping:
        hint = did_you_mean(by, [SECTOR, *grouping])
        raise click.BadParameter(f"{by!r} is no question of the brand with options.{hint}", param_hint="'--by'")
    return question.id
