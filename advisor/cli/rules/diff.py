"""`advisor rules diff OLD NEW`: what an edit changes, in the files and in every case."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from advisor.advice.profile_words import ProfileWords
from advisor.analysis.explanation.difference import Difference, PlaceInOrder
from advisor.analysis.explanation.tree import listed
from advisor.analysis.workbench.revision import CaseEffect, Revision, revision

from ..options import knowledge_base
from .printing import format_option, print_json

ONLY = {"old": " (in OLD only)", "new": " (in NEW only)", None: ""}


@click.command("diff")
@click.argument("old", metavar="OLD", type=click.Path(path_type=Path))
@click.argument("new", metavar="NEW", type=click.Path(path_type=Path))
@format_option
def command(old: Path, new: Path, form: str) -> None:
    """Compare two versions of a knowledge base, each a directory.

    Lists the entries added, changed and removed, and for every case which outcomes, order and profile change.
    """
    found = revision(knowledge_base(old, drafts=True), knowledge_base(new, drafts=True))
    if form == "json":
        print_json(_as_json(found))
        return
    for line in _lines(found):
        click.echo(line)


def _lines(found: Revision) -> Iterator[str]:
    for kind, ids in found.added.items():
        yield from (f"+ {kind} {id}" for id in ids)
    for kind, ids in found.removed.items():
        yield from (f"- {kind} {id}" for id in ids)
    for change in found.changed:
        former = f", formerly {change.former}" if change.former != change.id else ""
        yield f"~ {change.kind} {change.id}{former}: {', '.join(change.keys)}"
    if not (found.added or found.removed or found.changed):
        yield "The entries are the same."
    alike: dict[tuple[str, ...], list[str]] = {}
    for case in found.affected:
        alike.setdefault(tuple(_case(case)), []).append(case.case + ONLY[case.only])
    for lines, names in alike.items():
        yield ""
        yield from listed("case " if len(names) == 1 else "cases ", ", ".join(names))
        yield from lines
    yield ""
    yield f"{len(found.affected)} of {len(found.cases)} cases come out differently."


def _case(case: CaseEffect) -> Iterator[str]:
    for version, question in case.not_understood:
        yield f"  {version.upper()} does not understand the answer to {question}; it was left out there."
    if case.difference is None:
        yield f"  cannot be judged: {case.fault}"
        return
    yield from _difference(case.difference)


def _difference(changes: Difference) -> Iterator[str]:
    for outcome in changes.outcomes:
        before = outcome.before.value if outcome.before else "not there"
        after = outcome.after.value if outcome.after else "not there"
        yield f"  {outcome.advice}: {before} → {after}"
    for conclusion in changes.conclusions:
        values = {"true": "yes", "false": "no", "undetermined": "undetermined"}
        was = values[conclusion.before.value] if conclusion.before else "not there"
        now = values[conclusion.after.value] if conclusion.after else "not there"
        yield f"  the conclusion {conclusion.conclusion}: {was} → {now}"
    if changes.moves:
        moves = [f"{move.advice} {_place(move.before)} → {_place(move.after)}" for move in changes.moves]
        yield from listed("  order: ", ", ".join(moves))
    if changes.first_three[0] != changes.first_three[1]:
        before, after = (", ".join(first) or "nothing" for first in changes.first_three)
        yield from listed("  first: ", f"{before} → {after}")
    words = ProfileWords("en")
    for grading in changes.regraded:
        yield f"  severity of {grading.advice}: {words.regraded(grading.before, grading.after)}"
    for theme in changes.profile:
        if theme.differs:
            yield f"  profile of {theme.theme}: {words.turned(theme.before, theme.after)}"
    for check in changes.contradictions:
        yield f"  contradiction found: {check}"
    for check in changes.settled_contradictions:
        yield f"  contradiction no longer found: {check}"


def _place(place: PlaceInOrder) -> str:
    return f"under {place.under}" if place.under else str(place.position or "–")


def _as_json(found: Revision) -> dict[str, object]:
    return {
        "added": {kind: list(ids) for kind, ids in found.added.items()},
        "removed": {kind: list(ids) for kind, ids in found.removed.items()},
        "changed": [
            {"kind": one.kind, "id": one.id, "formerly": one.former, "keys": list(one.keys)} for one in found.changed
        ],
        "cases": [
            {
                "case": case.case,
                "only": case.only,
                "not_understood": [{"version": version, "question": id} for version, id in case.not_understood],
                "fault": case.fault,
                "difference": case.difference.document() if case.difference else None,
            }
            for case in found.affected
        ],
        "cases_compared": len(found.cases),
    }
