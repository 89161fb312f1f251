"""`advisor rules check`: everything that is wrong or doubtful about the files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from advisor.knowledge import Problem, examine, shipped
from advisor.knowledge.mending import mend
from advisor.knowledge.problem import InputError
from advisor.knowledge.reading.directory import paths

from ..options import SHIPPED, Failure, Refusal, kb_option
from .exchange import FoundRecord, Looked, Remark
from .printing import KbCommand, counted, print_found, record_option
from .watching import watch, watch_option


@click.command("check", cls=KbCommand)
@record_option
@click.option("--strict", is_flag=True, help="End with status 1 if there is a warning.")
@click.option("--fix", "fixing", is_flag=True, help="First repair what leaves no choice, and say what was changed.")
@watch_option
@kb_option
def command(form: str, strict: bool, fixing: bool, watching: bool, kb_directory: Path | None) -> None:
    """Report every error and warning at once, as file:line:column: CODE message.

    Prints nothing when all is well. Exit status 1 if there is an error; warnings alone leave it 0 but for --strict.

    --fix repairs misspelt words for which only one can be meant, typographic quotation marks around a text, the lost
    first one of a pair, and tabs in front of a line; each repair is tried first and kept only if the problem is gone.
    What remains is reported.
    """
    directory = kb_directory if kb_directory is not None else shipped("rules") / SHIPPED
    if not watching:
        _look(directory, form, strict, fixing)
    elif fixing:
        raise click.UsageError("--fix changes the files that --watch waits for. Give one of the two.")
    else:
        watch(directory, lambda: _look(directory, form, strict, fixing=False))


def _look(directory: Path, form: str, strict: bool, fixing: bool) -> None:
    if fixing:
        _fix(directory)
    try:
        problems = examine(directory)
    except InputError as error:
        problems = error.problems
    print_found(
        form,
        (problem.render() for problem in problems),
        lambda: [_as_json(problem) for problem in problems],
        lambda: _record(directory, problems, strict),
    )
    errors = sum(not problem.warning for problem in problems)
    if errors or (strict and problems):
        raise Refusal(f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}.")


def _fix(directory: Path) -> None:
    """Repair the files, and say on the error stream what was changed."""
    if not directory.is_dir():
        return  # The examination says so.
    try:
        repairs = mend(directory)
    except OSError as error:
        raise Failure(f"{error.filename}: cannot be written: {error.strerror}.") from None
    for repair in repairs:
        click.echo(f"{repair.problem.at}: {repair.problem.code} repaired", err=True)
        click.echo(f"  - {repair.before.strip()}\n  + {repair.after.strip()}", err=True)


def _record(directory: Path, problems: Sequence[Problem], strict: bool) -> FoundRecord:
    """A test for each file."""
    remarks: dict[str, list[Remark]] = {str(path): [] for _, path in paths(directory) if path.is_file()}
    for one in problems:
        fails = strict or not one.warning
        remark = Remark(one.at, one.code, one.message, "warning" if one.warning else "error", fails=fails)
        remarks.setdefault(one.at.file, []).append(remark)
    return FoundRecord("rules check", tuple(Looked(file, "check", tuple(found)) for file, found in remarks.items()), {})


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
