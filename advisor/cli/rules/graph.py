"""`advisor rules graph`: what depends on what, as a picture."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.analysis.workbench.graph_drawing import dot, svg
from advisor.analysis.workbench.rule_graph import graph_around, whole_graph

from ..options import Failure, Refusal, kb_option, knowledge_base, lang_option, language
from .printing import KbCommand
from .show import entries


@click.command("graph", cls=KbCommand)
@click.argument("id", metavar="[ID]", required=False)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write; ends in .svg or .dot.",
)
@lang_option
@kb_option
def command(id: str | None, output: Path, lang: str | None, kb_directory: Path | None) -> None:
    """Draw what depends on what: questions, conclusions by stratum, advice.

    With an ID only what that advice, conclusion, rule, question or check depends on, and what depends on it.
    An .svg opens in any browser; a .dot is for Graphviz.
    """
    if output.suffix not in (".svg", ".dot"):
        raise click.BadParameter("the name must end in .svg or .dot.", param_hint="'-o'")
    kb = knowledge_base(kb_directory, drafts=True)
    spoken = language(lang, None, kb)
    if id is None:
        graph = whole_graph(kb, spoken)
    else:
        found = [entry for entry in entries(kb, id) if entry.kind != "claim"]
        if not found:
            raise Refusal(f"{id} is a claim; nothing depends on it. advisor rules show {id} lists what carries it.")
        graph = graph_around(kb, found[0], spoken)
    try:
        output.write_text(svg(graph, spoken) if output.suffix == ".svg" else dot(graph), encoding="utf-8")
    except OSError as error:
        raise Failure(f"{output}: cannot be written: {error.strerror}.") from None
    boxes = sum(len(column.boxes) for column in graph.columns)
    click.echo(f"{output}: {boxes} boxes in {len(graph.columns)} columns, {len(graph.edges)} links.")
