"""`advisor rules …`: the workbench of those who write rules. It speaks English."""

from __future__ import annotations

import json
from pathlib import Path

import click

from advisor.analysis.trial import try_all
from advisor.knowledge import Problem, examine, shipped
from advisor.knowledge.problem import InputError

from .options import SHIPPED, Refusal, kb_option, knowledge_base


@click.group("rules")
def group() -> None:
    """Check, test and explore a knowledge base."""


@group.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@kb_option
def check(form: str, kb_directory: Path | None) -> None:
    """Report every error and warning at once, as file:line:column: CODE message.

    Prints nothing when all is well. Exit status 1 if there is an error; warnings alone leave it 0.
    """
    directory = kb_directory if kb_directory is not None else shipped("rules") / SHIPPED
    try:
        problems = examine(directory)
    except InputError as error:
        problems = error.problems
    if form == "json":
        click.echo(json.dumps([_as_json(problem) for problem in problems], ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            click.echo(problem.render())
    errors = sum(not problem.warning for problem in problems)
    if errors:
        raise Refusal(f"{errors} error(s), {len(problems) - errors} warning(s).")


@group.command("test")
@kb_option
def test(kb_directory: Path | None) -> None:
    """Run every example and case; show each failure with the condition and the answers it read."""
    trial = try_all(knowledge_base(kb_directory, drafts=True))
    for failure in trial.failures:
        click.echo(f"{failure.at}: {failure.name}: {failure.message}")
        for line in failure.details:
            click.echo(f"    {line}")
    click.echo(f"{trial.examples} examples and {trial.cases} cases run, {len(trial.failures)} failed.")
    if trial.failures:
        raise Refusal("Mend the rule or the expectation.")


def _as_json(problem: Problem) -> dict[str, object]:
    return {
        "file": problem.at.file,
        "line": problem.at.line,
        "column": problem.at.column,
        "code": problem.code,
        "warning": problem.warning,
        "message": problem.message,
        "about": problem.about,
    }
