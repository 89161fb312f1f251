"""`advisor rules test`: the examples and cases of a knowledge base, and what they leave untried."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.analysis.workbench.coverage import Coverage, CoveredPart, coverage
from advisor.analysis.workbench.notation import typed_condition
from advisor.analysis.workbench.trial import FailedTrial, Trial, try_all

from ..options import Refusal, kb_option, knowledge_base
from .printing import format_option, print_json


@click.command("test")
@click.option(
    "--coverage", "with_coverage", is_flag=True, help="List what no example or case tries, with a percentage."
)
@click.option(
    "--threshold",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="End with status 1 when the coverage is lower. Implies --coverage.",
)
@format_option
@kb_option
def command(with_coverage: bool, threshold: float | None, form: str, kb_directory: Path | None) -> None:
    """Run every example and case; show each failure with the condition and the answers it read.

    With --coverage, list the conditions (each comparison and each all, any, not) that are never true or never
    false in any of them, the advice that never fires and the conclusions never reached.
    """
    kb = knowledge_base(kb_directory, drafts=True)
    trial = try_all(kb)
    covered = coverage(kb) if with_coverage or threshold is not None else None
    if form == "json":
        print_json(_as_json(trial, covered, threshold))
    else:
        _print_trial(trial)
        if covered is not None:
            _print_coverage(covered)
    if trial.failures:
        raise Refusal("Mend the rule or the expectation.")
    if covered is not None and threshold is not None and covered.percentage < threshold:
        raise Refusal(
            f"The coverage of {_percent(covered.percentage)} is below the threshold of {_percent(threshold)}."
        )


def _print_trial(trial: Trial) -> None:
    for failure in trial.failures:
        click.echo(f"{failure.at}: {failure.name}: {failure.message}")
        for line in failure.details:
            click.echo(f"    {line}")
    examples, cases = _counted(trial.examples, "example"), _counted(trial.cases, "case")
    click.echo(f"{examples} and {cases} run, {len(trial.failures)} failed.")


def _print_coverage(covered: Coverage) -> None:
    for part in covered.gaps:
        click.echo(
            f"{part.condition.at}: {part.missing}: {typed_condition(part.condition)} ({part.owner}, {part.clause})"
        )
    for advice in covered.never_fired:
        click.echo(f"{advice.at}: the advice {advice.id} never fires.")
    for conclusion in covered.never_reached:
        click.echo(f"{conclusion.at}: the conclusion {conclusion.id} is never reached.")
    click.echo(f"Coverage: {_percent(covered.percentage)} ({covered.tried} of {covered.points}).")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _percent(value: float) -> str:
    """A percentage that never rounds up to a whole it has not reached."""
    return f"{int(value * 10) / 10:g} %"


def _as_json(trial: Trial, covered: Coverage | None, threshold: float | None) -> dict[str, object]:
    values: dict[str, object] = {
        "examples": trial.examples,
        "cases": trial.cases,
        "failures": [_failure(failure) for failure in trial.failures],
    }
    if covered is not None:
        values["coverage"] = {
            "percentage": covered.percentage,
            "threshold": threshold,
            "points": covered.points,
            "tried": covered.tried,
            "conditions": [_gap(part) for part in covered.gaps],
            "advice_never_fired": [advice.id for advice in covered.never_fired],
            "conclusions_never_reached": [conclusion.id for conclusion in covered.never_reached],
        }
    return values


def _failure(failure: FailedTrial) -> dict[str, object]:
    return {
        "file": failure.at.file,
        "line": failure.at.line,
        "column": failure.at.column,
        "name": failure.name,
        "message": failure.message,
        "details": list(failure.details),
    }


def _gap(part: CoveredPart) -> dict[str, object]:
    at = part.condition.at
    return {
        "file": at.file,
        "line": at.line,
        "column": at.column,
        "entry": part.owner,
        "clause": part.clause,
        "condition": typed_condition(part.condition),
        "never_true": not part.was_true,
        "never_false": not part.was_false,
    }
