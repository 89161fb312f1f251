"""The forms of questionnaire files: sections with their questions and tables."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from advisor.language import Messages

from ..document import Document
from ..model import Option, Pass, Question, QuestionType, Section, Table, Text
from ..problem import did_you_mean, quoted
from ..reading.conditions import ConditionReader
from ..reading.entry import KEBAB, SNAKE, Entry, Findings
from ..reading.levels import FOR_EACH, level_of
from .change_forms import (
    CHANGEABLE,
    CHANGEABLE_OF_ROW,
    CHANGEABLE_ROWS,
    complete_rows,
    verify_changes,
    with_conditions,
)
from .form import Form, Key, Values
from .kinds import (
    Conditions,
    Entries,
    Id,
    Ids,
    Later,
    OneOf,
    OwnOption,
    Reference,
    References,
    Whole,
    Words,
    YesNo,
)
from .parts import Parts
from .shapes import Schema, described, keys, listing

TYPES: tuple[QuestionType, ...] = get_args(QuestionType)
PASSES: tuple[Pass, ...] = get_args(Pass)
YES_NO = Messages({"yes": "yes", "no": "no"})
LARGEST_NUMBER = 10**9
LONGEST_LIST = 60

OPTION: Form[Option] = Form(
    "option",
    Option,
    (
        Key("id", Id(SNAKE), "Permanent id, in snake_case.", required=True),
        Key("label", Words(), "How the option reads in interview and report.", required=True),
        Key("alone", YesNo(), "yes: excludes the other options, as “none of these” does."),
        Key("pending", YesNo(), "yes: still to be decided; page one says what to answer, in the words of its change."),
        Key("aside", YesNo(), "yes: meant only where it is named; an answer with not leaves it out by itself."),
        Key("aliases", Ids(SNAKE), "Former ids; never removed."),
    ),
)


def _asked(changeable: Key) -> tuple[Key, ...]:
    """What questions and rows of tables have in common; each says in its own way what can be changed."""
    return (
        Key("help", Words(), "How to find the answer."),
        Key(
            "relevant_when",
            Later(Conditions()),
            "The question makes sense only if this holds; reads earlier questions and no conclusion.",
        ),
        Key(
            "ask_when",
            Later(Conditions()),
            "The interview asks it by itself only if this holds; it can always be answered.",
        ),
        Key(
            "pass", OneOf(PASSES), "deepening: asked after the first pass, where it can still matter.", field="asked_in"
        ),
        changeable,
        Key("aliases", Ids(SNAKE), "Former ids; never removed."),
        Key("claims", References("claims"), "The claims of the sources this rests on."),
    )


def _verify_question(entry: Entry, values: Values, reader: ConditionReader) -> None:
    type = values.get("type")
    options: tuple[Option, ...] = values.setdefault("options", ())
    if type is None:
        return
    if type == "yes_no":
        _forbid(entry, "options", "A yes_no question has the options yes and no by itself; remove this.")
        languages = entry.findings.languages
        values["options"] = tuple(
            Option(id, {language: YES_NO.said(language)[id] for language in languages}, at=entry.at) for id in YES_NO
        )
    elif type not in ("choice", "choices"):
        _forbid(entry, "options", f"A {type} question has no options; remove them or make it a choice.")
        values["options"] = ()
    else:
        verify_options(entry, options, type)
    if type == "number":
        _verify_bounds(entry, values)
    else:
        for key in ("min", "max", "unit"):
            _forbid(entry, key, f"{quoted(key)} belongs to number questions, and this is a {type}; remove it.")
            values.pop(key, None)
    verify_changes(entry, values.get("changeable", ()), values["options"], type)


def verify_options(entry: Entry, options: Sequence[Option], type: str) -> None:
    """Note what is wrong with the options of a choice, of choices or of a table."""
    if "options" not in entry.keys and "options" not in entry.missing:
        entry.get("options", required=True)
    entry.lost = entry.lost or not options
    seen: dict[str, str] = {}
    for option in options:
        for name in (option.id, *option.aliases):
            if name in seen:
                message = f"The option {quoted(name)} stands twice in {quoted(entry.keys.get('id'))}. Keep it once."
                entry.error("E031", message, option.at)
            seen.setdefault(name, option.id)
        if option.alone and type != "choices":
            message = "The options of a choice exclude each other anyway; alone belongs to choices."
            entry.error("E060", message, _within(entry, option.id).key_position("alone"))
    typed = entry.keys.get("options")
    count = len(typed) if isinstance(typed, list) else 0
    if 0 < count < 2:
        entry.error("E060", "A choice needs at least two options.", entry.key_position("options"))
    if len(options) > 1 and all(option.alone for option in options) and type == "choices":
        message = "Every option stands alone, so only one can be given: make the type choice and remove alone."
        entry.error("E060", message, entry.key_position("options"))
    if count > LONGEST_LIST:
        entry.error("E060", f"No more than {LONGEST_LIST} options can be offered.", entry.key_position("options"))


def _within(entry: Entry, option: str) -> Entry:
    ids = [str(one.get("id")) if isinstance(one, dict) else None for one in entry.keys["options"]]
    return entry.part("options", ids.index(option), what="option")


def _verify_bounds(entry: Entry, values: Values) -> None:
    for key in ("min", "max"):
        if key not in entry.keys:
            entry.get(key, required=True)
        entry.lost = entry.lost or key not in values
    low, high = values.get("min"), values.get("max")
    if low is not None and high is not None and low >= high:
        message = f"{quoted('max')} must be greater than {quoted('min')} ({low}), and it is {high}."
        entry.error("E060", message, entry.position("max"))
        entry.lost = True


def _forbid(entry: Entry, key: str, message: str) -> None:
    if key in entry.keys:
        entry.error("E060", message, entry.key_position(key))


QUESTION: Form[dict[str, Any]] = Form(
    "question",
    dict,
    (
        Key(
            "id",
            Id(SNAKE, in_conditions=True),
            "Permanent id, in snake_case; conclusions share the namespace.",
            required=True,
        ),
        Key("ask", Words(), "The question: what was seen, never a verdict.", required=True),
        Key("because", Words(), "Why it is asked."),
        Key("type", OneOf(TYPES), "choice: one option. choices: several. Numbers need min and max.", required=True),
        Key("options", Entries(OPTION, least=2), "The possible answers; a checklist has one for none."),
        Key("min", Whole(-LARGEST_NUMBER, LARGEST_NUMBER), "The smallest number that can be answered."),
        Key("max", Whole(-LARGEST_NUMBER, LARGEST_NUMBER), "The largest number that can be answered."),
        Key("unit", Words(), "What is counted."),
        *_asked(CHANGEABLE),
    ),
    _verify_question,
)

ROW: Form[dict[str, Any]] = Form(
    "row",
    dict,
    (
        Key("id", Id(SNAKE, in_conditions=True), "Permanent id of the row's question, in snake_case.", required=True),
        Key("label", Words(), "What the row asks of.", required=True, field="ask"),
        *_asked(CHANGEABLE_OF_ROW),
    ),
)


def _verify_table(entry: Entry, values: Values, reader: ConditionReader) -> None:
    options: tuple[Option, ...] = values.setdefault("options", ())
    verify_options(entry, options, "choice")
    others = values.get("all_others")
    if others is not None and options and others not in (option.id for option in options):
        ids = [option.id for option in options]
        hint = did_you_mean(others, ids) or f" Possible: {', '.join(ids)}."
        at, rests_on = entry.position("all_others"), ((entry.document.file, (*entry.steps, "options")),)
        entry.error("E034", f"The table has no option {quoted(others)}.{hint}", at, rests_on)
        values.pop("all_others")
    verify_changes(entry, values.get("changeable", ()), options, "choice")
    complete_rows(entry, values, options)
    entry.lost = entry.lost or not values.get("rows")


TABLE: Form[dict[str, Any]] = Form(
    "table",
    dict,
    (
        Key(
            "id",
            Id(SNAKE, in_conditions=True),
            "Permanent id, in snake_case; questions share the namespace.",
            required=True,
        ),
        Key("ask", Words(), "What is asked of all rows.", required=True),
        Key("help", Words(), "How to find the answers."),
        Key("type", OneOf(("table",)), "A list of rows that share their options.", required=True),
        Key("options", Entries(OPTION, least=2), "The possible answers of each row.", required=True),
        Key("rows", Entries(ROW, least=1), "The rows: each is a question of its own.", required=True),
        CHANGEABLE_ROWS,
        Key(
            "all_others", OwnOption(), "The option that “all others” stands for, where it may be said of rows together."
        ),
    ),
    _verify_table,
)


@dataclass(frozen=True)
class SectionFile:
    """One questionnaire file once read: its questions without their conditions, each with its entry."""

    id: str
    title: Text
    for_each: str | None
    questions: tuple[tuple[Question, Entry], ...]
    tables: tuple[Table, ...]
    document: Document

    def section(self, reader: ConditionReader) -> Section:
        """The section, now that every question is known and conditions can be read."""
        level = level_of(self.document.value, reader.names.places["contexts"])
        at_level = reader.at_level(level, ((self.document.file, (FOR_EACH,)),))
        questions = tuple(_with_conditions(question, entry, at_level) for question, entry in self.questions)
        return Section(self.id, self.title, questions, self.for_each, self.document.position())


def _with_conditions(question: Question, entry: Entry, reader: ConditionReader) -> Question:
    gates = ("relevant_when", "ask_when")
    read = [reader.of(entry, key) if entry.keys.get(key) is not None else None for key in gates]
    changeable = with_conditions(entry, question.changeable, reader)
    return dataclasses.replace(question, relevant_when=read[0], ask_when=read[1], changeable=changeable)


def in_interview_order(files: Sequence[SectionFile], order: Sequence[str], findings: Findings) -> list[SectionFile]:
    """The files in the order of the interview; those it does not name come last."""
    by_id: dict[str, SectionFile] = {}
    for file in files:
        if file.id in by_id:
            message = f"The section {quoted(file.id)} has a file already: {by_id[file.id].document.file}."
            findings.error(file.document, "E061", message, file.document.position(("section",)))
        by_id.setdefault(file.id, file)
    return [by_id[id] for id in order if id in by_id] + [file for file in by_id.values() if file.id not in order]


SECTION_KEYS: tuple[Key, ...] = (
    Key("section", Id(KEBAB), "Its id in knowledge-base.yaml.", required=True),
    Key("title", Words(), "The chapter of the interview.", required=True),
    Key("for_each", Reference("contexts"), "A context: the section is asked for each of its instances."),
)


def read_section(document: Document, reader: ConditionReader) -> SectionFile | None:
    """One questionnaire file."""
    file = Entry(document, (), reader.findings, "a questionnaire file")
    id, title, for_each = (key.kind.read(file, key, reader) for key in SECTION_KEYS)
    questions: list[tuple[Question, Entry]] = []
    tables: list[Table] = []
    for entry in file.entries("questions", "question", required=True):
        if entry.keys.get("type") == "table" or "rows" in entry.keys:
            entry.what = "table"
            table = TABLE.read(entry, reader)
            if table is not None:
                rows = _rows(entry, table, id or "", for_each)
                questions += rows
                tables.append(_table(table, id or "", rows))
            continue
        values = QUESTION.read(entry, reader)
        if values is not None:
            questions.append((Question(section=id or "", for_each=for_each, **values), entry))
    file.close()
    return None if id is None else SectionFile(id, title or {}, for_each, tuple(questions), tuple(tables), document)


def _rows(table: Entry, values: Values, section: str, context: str | None) -> list[tuple[Question, Entry]]:
    typed = table.keys["rows"]
    places = {str(row.get("id")): index for index, row in enumerate(typed) if isinstance(row, dict)}
    shared = {"section": section, "type": "choice", "options": values["options"], "table": values["id"]}
    changeable = values.get("changeable", ())

    def may_change(row: Mapping[str, Any]) -> Values:
        """An empty list under a row takes back what its table says of all."""
        said = "changeable" in typed[places[row["id"]]]
        return {"changeable": row.get("changeable", ()) if said else changeable}

    return [
        (
            Question(**{**row, **may_change(row)}, **shared, for_each=context),
            table.part("rows", places[row["id"]], what="row"),
        )
        for row in values["rows"]
    ]


def _table(values: Values, section: str, rows: list[tuple[Question, Entry]]) -> Table:
    kept = {key: value for key, value in values.items() if key != "type"}
    return Table(**{**kept, "section": section, "rows": tuple(question.id for question, _ in rows)})


def section_schema(parts: Parts) -> Schema:
    """What a questionnaire file may hold."""
    properties = {key.name: described(key.kind.schema(parts), key.says) for key in SECTION_KEYS}
    entry = {"anyOf": [QUESTION.schema(parts), TABLE.schema(parts)]}
    properties["questions"] = listing(entry, at_least=1)
    return keys(properties, ["section", "title", "questions"])
