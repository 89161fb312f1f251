"""`advisor rules diff OLD [NEW]`: what an edit changes, in the files and in every case or answers file."""

from __future__ import annotations

import tempfile
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import click

from advisor.advice.profile_words import ProfileWords
from advisor.analysis.explanation.difference import Difference, PlaceInOrder
from advisor.analysis.explanation.tree import WIDTH, listed
from advisor.analysis.workbench.attribution import Causes, Moved, moved_by
from advisor.analysis.workbench.revision import CaseEffect, Revision, in_turn, revision
from advisor.knowledge import shipped
from advisor.portfolio.brand_record import FaultyFile
from advisor.portfolio.gathering import Assess, assessing
from advisor.portfolio.revision_effects import Effect, judging_files
from advisor.portfolio.spreading import spread

from ..many_files import PHRASES, files_in, spreading_options, with_bar
from ..options import SHIPPED, kb_option, knowledge_base
from .printing import KbCommand, format_option, print_json
from .versions import directory_of

LANGUAGE = "en"
SAID = PHRASES.said(LANGUAGE)
ONLY = {"old": " (in OLD only)", "new": " (in NEW only)", None: ""}


@click.command("diff", cls=KbCommand)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", required=False)
@click.option(
    "--answers",
    "places",
    metavar="DIR",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="Judge the answers files of this directory in place of the cases; may be given several times.",
)
@spreading_options
@format_option
@kb_option
def command(
    old: str, new: str | None, places: tuple[Path, ...], form: str, kb_directory: Path | None, **spreading: Any
) -> None:
    """Compare two versions of a knowledge base, each a directory or a revision of git such as HEAD.

    Without NEW, OLD is compared with the knowledge base as it stands. Lists the entries added, changed and removed,
    and by each of them which cases it moves: outcomes, order and profile, and the first three findings. The entry
    that moves the first three of most cases comes first; cases that it moves alike stand together.
    """
    directory = kb_directory if kb_directory is not None else shipped("rules") / SHIPPED
    if new is not None and Path(new).is_dir():
        directory = Path(new)
    if spreading["address"] is not None and not places:
        raise click.UsageError("--dask goes with --answers: the cases of a knowledge base are judged here.")
    with tempfile.TemporaryDirectory() as scratch:
        before = knowledge_base(directory_of(old, directory, Path(scratch)), drafts=True)
        after = knowledge_base(directory if new is None else directory_of(new, directory, Path(scratch)), drafts=True)
        faults: list[FaultyFile] = []
        if places:
            made = assessing(judging_files(before, after), **spreading)
            found = revision(before, after, _effects(files_in(places, SAID), made, faults))
        else:
            jobs = spreading["jobs"]
            found = revision(before, after, spread=in_turn if jobs == 1 else partial(spread, jobs=jobs))
    moved = moved_by(before, after, found)
    if form == "json":
        print_json(_as_json(found, moved, faults))
        return
    for line in _lines(found, moved, faults, "answers files" if places else "cases"):
        click.echo(line)


def _effects(files: Sequence[Path], assess: Assess[Effect], faults: list[FaultyFile]) -> Iterator[CaseEffect]:
    """What the files come to, by the names of the files, or their paths where several have one name.

    Those that cannot be read go to the faults.
    """
    stems = Counter(path.stem for path in files)
    for path, effect in zip(files, with_bar(assess(files), len(files), SAID), strict=True):
        if isinstance(effect, FaultyFile):
            faults.append(effect)
        else:
            yield replace(effect, case=path.stem) if stems[path.stem] == 1 else effect


def _lines(found: Revision, moved: Sequence[Moved], faults: Sequence[FaultyFile], noun: str) -> Iterator[str]:
    total = f"{found.compared} {noun}"
    for kind, ids in found.added.items():
        yield from (f"+ {kind} {id}" for id in ids)
    for kind, ids in found.removed.items():
        yield from (f"- {kind} {id}" for id in ids)
    for change in found.changed:
        former = f", formerly {change.former}" if change.former != change.id else ""
        yield f"~ {change.kind} {change.id}{former}: {', '.join(change.keys)}"
    if not (found.added or found.removed or found.changed):
        yield "The entries are the same."
    yield from _alike("cannot be judged by both", [(one, [f"    {one.fault}"]) for one in found.affected if one.fault])
    for one in moved:
        first = f", the first three findings of {len(one.first_three)}" if one.first_three else ""
        heading = f"{_named(one.causes)}: {len(one.cases)} of {total}{first}"
        yield from _alike(heading, [(case, list(_difference(part))) for case, part in one.cases])
    left_out = [(one, list(_not_understood(one))) for one in found.affected if one.not_understood]
    yield from _alike("answers left out, as one version does not understand them", left_out)
    if faults:
        yield ""
        yield f"Files that could not be read ({len(faults)})"
        yield from (f"  {one.said(LANGUAGE)}" for one in faults)
    yield ""
    yield f"{len(found.affected)} of {total} come out differently."


def _named(causes: Causes) -> str:
    return " with ".join(f"{cause.kind} {cause.id}" for cause in causes) or "not traced to one entry"


def _alike(heading: str, cases: Sequence[tuple[CaseEffect, list[str]]]) -> Iterator[str]:
    """A heading, and below it the cases of which the same is to be said together; nothing without any."""
    if not cases:
        return
    yield ""
    yield from textwrap.wrap(heading, WIDTH, subsequent_indent="  ", break_on_hyphens=False)
    alike: dict[tuple[str, ...], list[str]] = {}
    for case, lines in cases:
        alike.setdefault(tuple(lines), []).append(case.case + ONLY[case.only])
    for said, names in alike.items():
        yield from listed("  ", ", ".join(names))
        yield from said


def _not_understood(case: CaseEffect) -> Iterator[str]:
    for version, question in case.not_understood:
        yield f"    {version.upper()} does not understand the answer to {question}."


def _difference(changes: Difference) -> Iterator[str]:
    for outcome in changes.outcomes:
        before = outcome.before.value if outcome.before else "not there"
        after = outcome.after.value if outcome.after else "not there"
        yield f"    {outcome.advice}: {before} → {after}"
    for conclusion in changes.conclusions:
        values = {"true": "yes", "false": "no", "undetermined": "undetermined"}
        was = values[conclusion.before.value] if conclusion.before else "not there"
        now = values[conclusion.after.value] if conclusion.after else "not there"
        yield f"    the conclusion {conclusion.conclusion}: {was} → {now}"
    if changes.moves:
        moves = [f"{move.advice} {_place(move.before)} → {_place(move.after)}" for move in changes.moves]
        yield from listed("    order: ", ", ".join(moves))
    if changes.first_three[0] != changes.first_three[1]:
        before, after = (", ".join(first) or "nothing" for first in changes.first_three)
        yield from listed("    first: ", f"{before} → {after}")
    words = ProfileWords(LANGUAGE)
    for grading in changes.regraded:
        yield f"    severity of {grading.advice}: {words.regraded(grading.before, grading.after)}"
    for theme in changes.profile:
        if theme.differs:
            yield f"    profile of {theme.theme}: {words.turned(theme.before, theme.after)}"
    for check in changes.contradictions:
        yield f"    contradiction found: {check}"
    for check in changes.settled_contradictions:
        yield f"    contradiction no longer found: {check}"


def _place(place: PlaceInOrder) -> str:
    return f"under {place.under}" if place.under else str(place.position or "–")


def _as_json(found: Revision, moved: Sequence[Moved], faults: Sequence[FaultyFile]) -> dict[str, object]:
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
        "by_cause": [
            {
                "entries": [{"kind": cause.kind, "id": cause.id} for cause in one.causes],
                "first_three_of": list(one.first_three),
                "cases": [{"case": effect.case, "difference": part.document()} for effect, part in one.cases],
            }
            for one in moved
        ],
        "cases_compared": found.compared,
        "faults": [{"file": one.file, "says": one.said(LANGUAGE)} for one in faults],
    }
