"""`advisor portfolio`: what many brands have in common, and what is still open about them."""

from __future__ import annotations

import sys
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from advisor.knowledge.model import KnowledgeBase
from advisor.knowledge.problem import did_you_mean
from advisor.language import Messages
from advisor.portfolio.brand_record import Record
from advisor.portfolio.gathering import (
    Assess,
    ClusterUnavailable,
    Store,
    answers_files,
    gathered,
    in_this_process,
    over_cluster,
    over_processes,
)
from advisor.portfolio.own_directory import kept_records
from advisor.portfolio.page import as_csv, as_html, told
from advisor.portfolio.portfolio import grouping_questions, portfolio

from .options import Failure, Refusal, kb_option, knowledge_base, lang_option, language

SECTOR = "sector"
PHRASES = Messages(
    {
        "empty": "There are no answers files (*.yaml) in {places}.",
        "interrupted": "Interrupted: {done} of {all} are done and kept. Run the command again to go on.",
        "lost": "The processes that assess were killed twice. What was done is kept; try fewer --jobs.",
        "progress": "Assessing",
    }
)


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
@click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that assess.")
@click.option("--dask", "address", metavar="ADDRESS", help="Assess on a Dask cluster instead (extra: cluster).")
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
        files = answers_files(self.places)
        if not files:
            raise Refusal(self.said["empty"].format(places=", ".join(map(str, self.places))))
        first = self.places[0] if self.places[0].is_dir() else self.places[0].parent
        kept = self.store
        records: list[Record] = []
        try:
            kept = kept or kept_records(first, self.kb)
            store = Store(kept, self.kb)
            with click.progressbar(length=len(files), label=self.said["progress"], file=sys.stderr) as bar:
                for record in gathered(files, store, self._assess()):
                    records.append(record)
                    bar.update(1)
        except KeyboardInterrupt:
            raise Failure(self.said["interrupted"].format(done=len(records), all=len(files))) from None
        except ClusterUnavailable as error:
            raise Failure(str(error)) from None
        except BrokenProcessPool:
            raise Failure(self.said["lost"]) from None
        except OSError as error:
            raise Failure(f"{kept or error.filename}: {error.strerror or error}") from None
        return records

    def _assess(self) -> Assess:
        if self.address is not None:
            return over_cluster(self.kb, self.address)
        return over_processes(self.kb, self.jobs) if self.jobs > 1 else in_this_process(self.kb)


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
