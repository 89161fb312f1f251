"""`advisor rules claims`: the claims of the sources, and what became of each."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

import click

from advisor.analysis.workbench.claims_table import ClaimRow, ClaimsTable, claims_table
from advisor.knowledge.model import KnowledgeBase
from advisor.knowledge.provenance import Source

from ..options import kb_option, knowledge_base
from .printing import KbCommand, format_option, print_json

WIDTH = 110


@click.command("claims", cls=KbCommand)
@format_option
@kb_option
def command(form: str, kb_directory: Path | None) -> None:
    """Show for each article which claims are carried by what, and shown at work where.

    At the end: claims without a rule, claims whose examples do not exercise them, rules without a claim.
    """
    kb = knowledge_base(kb_directory, drafts=True)
    table = claims_table(kb)
    if form == "json":
        print_json(_as_json(table))
        return
    for line in _lines(kb, table):
        click.echo(line)


def _lines(kb: KnowledgeBase, table: ClaimsTable) -> Iterator[str]:
    for source in kb.sources.values():
        rows = [row for row in table.rows if row.claim.source == source.id]
        yield from _source(source, rows)
    carried = sum(row.state == "carried" for row in table.rows)
    explained = sum(row.state == "not used" for row in table.rows)
    missing = len(table.missing)
    yield f"{len(table.rows)} claims: {carried} carried, {explained} not used for a reason, {missing} missing."
    yield from _listed("Claims without a rule", table.missing)
    yield from _listed("Claims not shown at work by what they name", table.unsound)
    yield from _listed("Rules and advice without a claim", table.without_claim)


def _source(source: Source, rows: list[ClaimRow]) -> Iterator[str]:
    year = f" ({source.year})" if source.year else ""
    yield f"{source.id}  {source.author}, {source.title}{year}: {len(rows)} claims"
    for row in rows:
        by = ", ".join(row.carriers) or (f"not used: {row.claim.not_used}" if row.claim.not_used else "NOTHING")
        lead = f"  {row.claim.id:<7} {row.claim.weight:<7} "
        yield from textwrap.wrap(by, WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead))
        for showing in row.showings:
            fault = "" if showing.exercises else "  DOES NOT EXERCISE IT"
            yield f"{' ' * len(lead)}← {showing.name}{fault}"
    yield ""


def _listed(title: str, ids: tuple[str, ...]) -> Iterator[str]:
    text = f"{title}: {', '.join(ids) if ids else 'none'}."
    yield from textwrap.wrap(text, WIDTH, subsequent_indent="  ", break_on_hyphens=False)


def _as_json(table: ClaimsTable) -> dict[str, object]:
    return {
        "claims": [
            {
                "id": row.claim.id,
                "source": row.claim.source,
                "weight": row.claim.weight,
                "state": row.state,
                "not_used": row.claim.not_used,
                "carried_by": list(row.carriers),
                "shown_by": [{"name": one.name, "exercises": list(one.exercises)} for one in row.showings],
            }
            for row in table.rows
        ],
        "claims_without_rule": list(table.missing),
        "claims_not_shown": list(table.unsound),
        "entries_without_claim": list(table.without_claim),
    }
