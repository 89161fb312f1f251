"""`advisor rules test`: the examples and cases of a knowledge base, and what they leave untried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from advisor.analysis.workbench.coverage import Coverage, CoveredEvent, CoveredPart, Event, Kind, coverage
from advisor.analysis.workbench.coverage_table import table_lines
from advisor.analysis.workbench.notation import typed_condition
from advisor.analysis.workbench.trial import FailedTrial, Trial, try_all
from advisor.knowledge import shipped
from advisor.knowledge.model import KnowledgeBase
from advisor.knowledge.problem import did_you_mean, quoted

from ..options import SHIPPED, Refusal, kb_option, knowledge_base
from .exchange import FoundRecord, Looked, Remark
from .printing import KbCommand, counted, print_found, record_option, refuse_directories
from .watching import watch, watch_option

FAILED = "T001"
"""The code of a failed example or case in the forms that other programs read."""


@click.command("test", cls=KbCommand)
@click.option("--coverage", "with_coverage", is_flag=True, help="Show what no example or case tries, as a table.")
@click.option(
    "--threshold",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="End with status 1 when the coverage is lower. Implies --coverage.",
)
@click.argument("ids", metavar="[ID]...", nargs=-1)
@watch_option
@record_option
@kb_option
def command(
    ids: tuple[str, ...],
    with_coverage: bool,
    threshold: float | None,
    watching: bool,
    form: str,
    kb_directory: Path | None,
) -> None:
    """Run every example and case; show each failure with the condition and the answers it read.

    With IDs only some: an example (ENTRY/EXAMPLE), a case, or an advice, rule or conclusion with its examples and the
    cases that expect something of it.

    With --coverage, a table by entry: how many of its conditions (each comparison and each all, any, not) were seen
    true and seen false in all examples and cases, and what was seen to come of it: that it holds and does not, its
    exceptions, postponements, variants, additions and steps, the options of a question. Below it what is missing, at
    its place. Entries tried in full are left out, unless IDs name them.
    """
    refuse_directories(click.get_current_context(), ids)
    covering = with_coverage or threshold is not None

    def look() -> None:
        _look(knowledge_base(kb_directory, drafts=True), ids, covering, threshold, form)

    if watching:
        watch(kb_directory if kb_directory is not None else shipped("rules") / SHIPPED, look)
    else:
        look()


def _look(kb: KnowledgeBase, ids: tuple[str, ...], covering: bool, threshold: float | None, form: str) -> None:
    trial = _tried(kb, ids)
    covered = coverage(kb) if covering else None
    if covered is not None and ids:
        covered = covered.of(frozenset(_owner(kb, id) for id in ids))
    print_found(
        form,
        [*_trial_lines(trial), *(_coverage_lines(covered, whole=bool(ids)) if covered is not None else ())],
        lambda: _as_json(trial, covered, threshold),
        lambda: _record(trial),
    )
    if trial.failures:
        raise Refusal("Mend the rule or the expectation.")
    if covered is not None and threshold is not None and covered.percentage < threshold:
        raise Refusal(
            f"The coverage of {_percent(covered.percentage)} is below the threshold of {_percent(threshold)}."
        )


def _owner(kb: KnowledgeBase, id: str) -> str:
    """The entry that an id of the command line is about: ENTRY/EXAMPLE is about ENTRY."""
    entry = id.partition("/")[0]
    return kb.aliases.get(entry, entry)


def _tried(kb: KnowledgeBase, ids: tuple[str, ...]) -> Trial:
    """What came of the examples and cases chosen. Refusal for an id that names none of them."""
    try:
        return try_all(kb, ids or None)
    except KeyError as unknown:
        id = str(unknown.args[0])
        known = [*kb.cases, *kb.advice, *kb.rules, *kb.conclusions]
        raise Refusal(
            f"No example, case, advice, rule or conclusion is called {quoted(id)}.{did_you_mean(id, known)}"
        ) from None


def _trial_lines(trial: Trial) -> Iterator[str]:
    for failure in trial.failures:
        yield f"{failure.at}: {failure.name}: {failure.message}"
        yield from (f"    {line}" for line in failure.details)
    examples, cases = counted(len(trial.examples), "example"), counted(len(trial.cases), "case")
    yield f"{examples} and {cases} run, {len(trial.failures)} failed."


def _coverage_lines(covered: Coverage, *, whole: bool) -> Iterator[str]:
    yield ""
    if not covered.points:
        yield "Coverage: nothing to count; it is of entries, such as advice and rules, and not of cases."
        return
    yield from table_lines(covered, whole=whole)
    yield ""
    for part in covered.gaps:
        yield f"{part.condition.at}: {part.missing}: {typed_condition(part.condition)} ({part.owner}, {part.clause})"
    for event in covered.unseen:
        yield f"{event.at}: {_never(event)}"
    yield f"Coverage: {_percent(covered.percentage)} ({covered.tried} of {covered.points})."


def _never(event: CoveredEvent) -> str:
    """What never happened, as a sentence."""
    subject = f"the {event.kind} {event.owner}"
    if event.event == "option":
        return f"no answer to {event.owner} is {event.name}."
    if event.event == "holds":
        return f"{subject} {NEVER_HELD[event.kind]}."
    if event.event == "does not hold":
        return f"{subject} is never seen not to hold."
    return f"{event.name} of {subject} {NEVER[event.event]}."


NEVER_HELD: Mapping[Kind, str] = {
    "advice": "never fires",
    "rule": "never holds",
    "conclusion": "is never reached",
    "check": "never finds anything",
}
NEVER: Mapping[Event, str] = {
    "exception": "never silences it",
    "postponement": "never puts it off",
    "variant": "is never chosen",
    "addition": "is never added",
    "step": "is never printed",
}


def _record(trial: Trial) -> FoundRecord:
    """A test for each example and case."""
    remarks: dict[str, list[Remark]] = {}
    for one in trial.failures:
        remarks.setdefault(one.name, []).append(Remark(one.at, FAILED, one.message, details=one.details))
    looked = [Looked(name, "examples", tuple(remarks.get(name, ()))) for name in trial.examples]
    looked += [Looked(name, "cases", tuple(remarks.get(name, ()))) for name in trial.cases]
    return FoundRecord("rules test", tuple(looked), {FAILED: "An example or a case comes out otherwise than expected"})


def _percent(value: float) -> str:
    """A percentage that never rounds up to a whole it has not reached."""
    return f"{int(value * 10) / 10:g} %"


def _as_json(trial: Trial, covered: Coverage | None, threshold: float | None) -> dict[str, object]:
    values: dict[str, object] = {
        "examples": len(trial.examples),
        "cases": len(trial.cases),
        "failures": [_failure(failure) for failure in trial.failures],
    }
    if covered is not None:
        values["coverage"] = {
            "percentage": covered.percentage,
            "threshold": threshold,
            "points": covered.points,
            "tried": covered.tried,
            "conditions": [_gap(part) for part in covered.gaps],
            "never": [_event(event) for event in covered.unseen],
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


def _event(event: CoveredEvent) -> dict[str, object]:
    return {
        "file": event.at.file,
        "line": event.at.line,
        "column": event.at.column,
        "kind": event.kind,
        "entry": event.owner,
        "event": event.event,
        "name": event.name,
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
