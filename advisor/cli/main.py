"""The `advisor` command and its subcommands."""

from __future__ import annotations

import os

import click

from advisor import __version__

from .lazy import LazyGroup

COMMANDS = {
    "answers": ("advisor.cli.answers", "group"),
    "assess": ("advisor.cli.assess", "command"),
    "compare": ("advisor.cli.compare", "command"),
    "interview": ("advisor.cli.interview", "command"),
    "portfolio": ("advisor.cli.many_brands", "command"),
    "questionnaire": ("advisor.cli.questionnaire", "command"),
    "report": ("advisor.cli.report", "command"),
    "review": ("advisor.cli.review_command", "group"),
    "roadmap": ("advisor.cli.roadmap", "command"),
    "rules": ("advisor.cli.rules", "group"),
    "serve": ("advisor.cli.serve", "command"),
    "what-if": ("advisor.cli.explanations", "what_if_command"),
    "why": ("advisor.cli.explanations", "why_command"),
    "why-not": ("advisor.cli.explanations", "why_not_command"),
}


@click.group(cls=LazyGroup, lazily=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="advisor")
def main() -> None:
    """Advise brands on community management, and say why."""
    if os.environ.get("ADVISOR_ENGINE"):
        from advisor.inference import UnknownEngine
        from advisor.inference.engines import chosen_engine

        try:
            chosen_engine()
        except UnknownEngine as error:
            raise click.UsageError(str(error)) from None
