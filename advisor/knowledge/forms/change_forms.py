"""The form of what a house can change about an answer: of a question, of the rows of a table, of one row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ..changeable import EFFORTS, PossibleChange
from ..document import Steps
from ..model import Option
from ..problem import did_you_mean, quoted
from ..reading.conditions import ConditionReader
from ..reading.entry import Entry
from .form import Form, Key, Values
from .kinds import Conditions, Entries, Later, OneOf, OwnOption, OwnOptions, Words

SAYS = Key("says", Words(), "The change as advice, in the imperative, without a full stop.")
WHEN = Key("when", Later(Conditions()), "Only where this is known to hold as things stand.")

_OF_ALL_ROWS = (
    Key("to", OwnOption(), "The option a house can come to, of a choice, a yes_no or a row."),
    Key("from", OwnOptions(), "Only from one of these; from any other without it.", field="present"),
    Key("add", OwnOption(), "The option it can begin with, of choices."),
    Key("drop", OwnOption(), "The option it can give up, of choices."),
    Key("effort", OneOf(EFFORTS), "What that takes: low is a decision, high is months.", required=True),
    SAYS,
)
CHANGE: Form[PossibleChange] = Form("change", PossibleChange, (*_OF_ALL_ROWS, WHEN))
CHANGE_OF_ROWS: Form[PossibleChange] = Form("change", PossibleChange, _OF_ALL_ROWS)

CHANGE_OF_ROW: Form[dict[str, Any]] = Form(
    "change",
    dict,
    (
        Key("to", OwnOption(), "The option a house can come to."),
        Key("from", OwnOptions(), "Only from one of these; without it what the table says.", field="present"),
        Key("effort", OneOf(EFFORTS), "What that takes; without it what the table says."),
        SAYS,
        WHEN,
    ),
    refused={
        key: ("E062", f"{quoted(key)} does not belong here: one option is changed by to.") for key in ("add", "drop")
    },
)

CHANGEABLE = Key("changeable", Entries(CHANGE), "What a house can change about the answer, with the effort.")
CHANGEABLE_ROWS = Key(
    "changeable", Entries(CHANGE_OF_ROWS), "What a house can change about the rows that do not say so themselves."
)
CHANGEABLE_OF_ROW = Key(
    "changeable", Entries(CHANGE_OF_ROW), "What a house can change about the answer, in place of what its table says."
)


def _written(entry: Entry, count: int) -> list[Steps]:
    return [(*entry.steps, "changeable", index) for index in range(count)]


def verify_changes(entry: Entry, changes: Sequence[PossibleChange], options: Sequence[Option], type: str) -> None:
    """Note what is wrong with the changes of a question, a table or a row, given the options to choose from."""
    typed = entry.keys.get("changeable")
    if typed and type in ("number", "text"):
        message = f"The answer to a {type} question is no option to change to; remove this."
        entry.error("E062", message, entry.key_position("changeable"))
        return
    possible = [option.id for option in options]
    # A row has the options of its table, two steps above it.
    steps = entry.steps if {"options", "type"} & entry.keys.keys() else entry.steps[:-2]
    asked: Any = entry.document.at(steps)
    chosen_from = ((entry.document.file, (*steps, "options")),)
    wanted = ("add", "drop") if type == "choices" else ("to",)
    known = (*wanted, *(("from",) if type != "choices" else ()))
    misplaced = set()
    marked = [
        (steps, entry.document.marks[steps]) for steps in _written(entry, len(typed) if isinstance(typed, list) else 0)
    ]
    for index in range(len(typed) if isinstance(typed, list) else 0):
        one = entry.part("changeable", index, what="change")
        for key in ("to", "from", "add", "drop"):
            if key in one.keys and key not in known:
                misplaced.add(one.at)
                has = "choices are changed by add and drop" if type == "choices" else "one option is changed by to"
                one.error("E062", f"{quoted(key)} does not belong here: {has}.", one.key_position(key))
    for change in changes:
        at = change.at
        beneath = tuple((entry.document.file, steps) for steps, mark in marked if mark == (at.line, at.column))
        named = (change.to,) if type != "choices" else (change.add, change.drop)
        if at not in misplaced and not any(named):
            entry.error("E062", f"A change says what it leads to: {' or '.join(wanted)}.", at, beneath)
        for name in (change.to, change.add, change.drop, *change.present):
            if name is not None and possible and name not in possible:
                hint = did_you_mean(name, possible) or f" Possible: {', '.join(possible)}."
                entry.error("E034", f"{quoted(asked.get('id'))} has no option {quoted(name)}.{hint}", at, chosen_from)
        if change.add is not None and change.add == change.drop:
            entry.error("E062", f"This begins with {quoted(change.add)} and gives it up.", at)
        if change.to is not None and change.to in change.present:
            entry.error("E062", f"This leads from {quoted(change.to)} to itself.", at)


def with_conditions(
    entry: Entry, changes: Sequence[PossibleChange], reader: ConditionReader
) -> tuple[PossibleChange, ...]:
    """The changes of a question or a row with their conditions, now that these can be read."""
    typed = entry.keys.get("changeable")
    parts = [entry.part("changeable", index, what="change") for index in range(len(typed or ()))]
    read = {part.at: reader.of(part, "when") for part in parts if "when" in part.keys}
    return tuple(replace(change, when=read[change.at]) if change.at in read else change for change in changes)


def complete_rows(table: Entry, values: Values, options: Sequence[Option]) -> None:
    """Give the changes of rows what they leave to their table, and note what is wrong with them."""
    shared = {one.to: one for one in reversed(values.get("changeable", ()))}
    rows = {row["id"]: row for row in values.get("rows", ())}
    typed = table.keys.get("rows")
    for index, written in enumerate(typed if isinstance(typed, list) else ()):
        row = rows.get(str(written.get("id"))) if isinstance(written, dict) else None
        if row is None or not row.get("changeable"):
            continue
        entry = table.part("rows", index, what="row")
        changes = []
        for place, own in enumerate(row["changeable"]):
            like = shared.get(own.get("to"))
            if "effort" not in own and like is None:
                entry.part("changeable", place, what="change").get("effort", required=True)
                continue
            left = {"present": like.present, "effort": like.effort, "says": like.says} if like is not None else {}
            changes.append(PossibleChange(**{**left, **own}))
        row["changeable"] = tuple(changes)
        verify_changes(entry, row["changeable"], options, "choice")
