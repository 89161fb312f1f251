"""`advisor rules check`: everything that is wrong or doubtful about the files."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.knowledge import Problem, examine, shipped
from advisor.knowledge.problem import InputError

from ..options import SHIPPED, Refusal, kb_option
from .printing import format_option, print_json


@click.command("check")
@format_option
@kb_option
def command(form: str, kb_directory: Path | None) -> None:
    """Report every error and warning at once, as file:line:column: CODE message.

    Prints nothing when all is well. Exit status 1 if there is an error; warnings alone leave it 0.
    """
    directory = kb_directory if kb_directory is not None else shipped("rules") / SHIPPED
    try:
        problems = examine(directory)
    except InputError as error:
        problems = error.problems
    if form == "json":
        print_json([_as_json(problem) for problem in problems])
    else:
        for problem in problems:
            click.echo(problem.render())
    errors = sum(not problem.warning for problem in problems)
    if errors:
        raise Refusal(f"{errors} error(s), {len(problems) - errors} warning(s).")


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
