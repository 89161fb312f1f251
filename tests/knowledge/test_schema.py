"""Schemas complete what exists and refuse what does not, and they know exactly the keys that the loader reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from advisor.knowledge import load
from advisor.knowledge.document import read_document
from advisor.knowledge.reading.entry import Entry
from advisor.knowledge.schema import schemas
from advisor.knowledge.sheet.sheet_faults import KEYS

from .conftest import BASES, CHOIR, SMALL

KINDS = {"questionnaire": "questionnaire", "conclusions": "conclusions", "advice": "advice", "cases": "case"}


@pytest.fixture(scope="module")
def made() -> dict[str, dict[str, Any]]:
    return schemas(load(SMALL, drafts=True))


def faults(schema: dict[str, Any], value: object) -> list[str]:
    return [error.json_path for error in jsonschema.Draft7Validator(schema).iter_errors(value)]


@pytest.mark.parametrize("base", ["small", "garden", "choir"])
def test_every_file_of_a_sound_knowledge_base_is_valid(base: str) -> None:
    made = schemas(load(BASES / base, drafts=True))
    seen = set()
    for path in sorted((BASES / base).rglob("*.yaml")):
        kind = KINDS.get(path.parent.name, path.stem)
        seen.add(kind)
        jsonschema.Draft7Validator.check_schema(made[kind])
        assert faults(made[kind], read_document(path).value) == [], path
    assert seen == made.keys()


ADVICE: dict[str, Any] = {
    "id": "x", "kind": "risk", "theme": "service", "severity": "minor", "phase": "stop", "effort": "low",
    "when": {"mechanics": {"at_most": 3}}, "title": {"fr": "a", "en": "b"}, "observed": {"fr": "a", "en": "b"},
}  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "fault"}, {"theme": "weather"}, {"severity": "fatal"}, {"titel": "x"}, {"title": {"fr": "a"}},
        {"title": {"fr": "a", "en": "b", "de": "c"}}, {"when": {"mechanic": 1}}, {"when": {"mechanics": 51}},
        {"when": {"repair_wait": "weak"}}, {"when": {"repair_wait": {"all_of": ["week"]}}}, {"when": {}},
        {"when": {"overloaded": "maybe"}}, {"when": {"any": {"mechanics": 1}}}, {"when": {"club_contact": "x"}},
        {"subsumes": ["nothing"]}, {"kind": "strength"}, {"postpone_while": [{"overloaded": "yes"}]},
        {"examples": [{"name": "a", "fires": "maybe", "answers": {}}]},
        {"examples": [{"name": "a", "fires": "yes", "answers": {"mechanics": "three"}}]},
        {"claims": ["B9-99"]}, {"id": "Not_Kebab"},
    ],
    ids=str,
)  # fmt: skip
def test_what_the_loader_refuses_the_editor_underlines(change: dict[str, Any], made: dict[str, dict[str, Any]]) -> None:
    assert faults(made["advice"], {"advice": [ADVICE]}) == []
    assert faults(made["advice"], {"advice": [{**ADVICE, **change}]}) != []


@pytest.mark.parametrize(
    ("answer", "sound"),
    [
        ({"repair_wait": "week"}, True),
        ({"waiting_time": "week"}, True),
        ({"services": ["hire", "courses"]}, True),
        ({"services": {"no": ["rental"]}}, True),
        ({"mechanics": {"state": "unknown"}}, True),
        ({"mechanics": {"state": "not_applicable", "because": "closed"}}, True),
        ({"mechanics": {"state": "not_applicable"}}, False),
        ({"club_contact": "Madame Guidon"}, True),
        ({"mechanics": None}, True),
        ({"services": "rental"}, False),
        ({"spare_parts": True}, False),
        ({"spare_part": "yes"}, False),
    ],
    ids=str,
)
def test_answers_are_completed_in_every_state(answer: dict[str, Any], sound: bool, made: dict[str, Any]) -> None:
    case = {"brand": "x", "date": "2026-11-20", "answers": answer}
    assert (faults(made["case"], case) == []) is sound


@pytest.mark.parametrize(
    ("condition", "sound"),
    [
        ({"for_some": {"choir": {"holds": {"mood": "laughter"}}}}, True),
        ({"for_every": {"choir": {"where": {"choir_state": "planned"}, "holds": {"strained": "no"}}}}, True),
        ({"count_of": {"at_least": 2, "choir": {"holds": {"strained": "yes"}}}}, True),
        ({"count_of": {"at_most": 1, "conditions": [{"concert_hall": "no"}, {"teaches": "adults"}]}}, True),
        ({"solo_fees": {"is": "decided", "due_within": 14}}, True),
        ({"for_some": {"chior": {"holds": {"mood": "laughter"}}}}, False),
        ({"for_some": {"choir": {"hold": {"mood": "laughter"}}}}, False),
        ({"for_some": {"choir": {}}}, False),
        ({"count_of": {"at_least": 2}}, False),
        ({"solo_fees": {"is": "decide"}}, False),
    ],
    ids=str,
)
def test_conditions_over_instances_counts_and_dates_are_completed(condition: dict[str, Any], sound: bool) -> None:
    schema = schemas(load(CHOIR))["checks"]
    check = {"id": "x", "when": condition, "says": {"en": "a", "fr": "b"}, "ask_again": ["mood"]}
    assert (faults(schema, {"checks": [check]}) == []) is sound


@pytest.mark.parametrize(
    ("answers", "sound"),
    [
        ({"teaches": {"not": ["adults"]}, "concert_hall": {"is": "no", "said_by": "anne"}}, True),
        ({"merge_choirs": {"accounts": [{"is": "now", "by": "anne"}, {"is": "no", "by": "bea"}]}}, True),
        ({"sell_piano": {"is": "no", "how": "read_out"}, "merge_choirs": {"is": "decided", "due": "2026-12-01"}}, True),
        ({"choirs": [{"id": "altos", "answers": {"singers": {"at_least": 10, "at_most": 15}}}]}, True),
        ({"choirs": {"list": [{"id": "altos", "answers": {"mood": {"no": ["quarrels"]}}}], "more": "yes"}}, True),
        ({"choirs": "unknown"}, True),
        ({"choirs": [{"answers": {"mood": ["laughter"]}}]}, False),
        ({"choirs": [{"id": "altos", "answers": {"moods": ["laughter"]}}]}, False),
        ({"teaches": {"not": ["adult"]}}, False),
        ({"sell_piano": {"is": "no", "how": "aloud"}}, False),
        ({"merge_choirs": {"accounts": [{"is": "now"}]}}, False),
    ],
    ids=str,
)
def test_answers_in_part_with_dates_and_speakers_and_lists_of_instances_are_completed(
    answers: dict[str, Any], sound: bool
) -> None:
    made = schemas(load(CHOIR))
    example = {"name": "x", "fires": "yes", "answers": answers}
    advice = {**ADVICE, "theme": "house", "phase": "mend", "when": {"teaches": "adults"}, "examples": [example]}
    assert (faults(made["advice"], {"advice": [advice]}) == []) is sound
    lists = {"choirs": answers["choirs"]} if "choirs" in answers else {}
    own = {id: answer for id, answer in answers.items() if id not in lists}
    case = {"brand": "x", "date": "2026-11-20", "answers": own, **lists}
    assert (faults(made["case"], case) == []) is sound


def test_questions_are_explained_on_hover_in_the_language_asked_for(made: dict[str, Any]) -> None:
    hover = made["advice"]["definitions"]["test_repair_wait"]
    assert hover["description"] == "How long does a repair take to come back?"
    assert "- `week`: A week or more" in hover["markdownDescription"]
    french = schemas(load(SMALL), "fr")["advice"]["definitions"]["test_repair_wait"]
    assert french["description"] == "Combien de temps attend-on une réparation ?"


def test_schemas_are_the_same_in_every_run(made: dict[str, Any]) -> None:
    assert json.dumps(made) == json.dumps(schemas(load(SMALL, drafts=True)))


PLACES = {
    "the knowledge base": ("knowledge-base", "#"),
    "theme": ("knowledge-base", "themes"),
    "a questionnaire file": ("questionnaire", "#"),
    "context": ("knowledge-base", "contexts"),
    "phase": ("knowledge-base", "phases"),
    "line of the plan": ("knowledge-base", "plan"),
    "description of findings": ("knowledge-base", "plan.holds"),
    "question": ("questionnaire", "questions"),
    "option": ("questionnaire", "questions.options"),
    "table": ("questionnaire", "questions"),
    "row": ("questionnaire", "questions.rows"),
    "entry of before": ("advice", "advice.before"),
    "a conclusions file": ("conclusions", "#"),
    "conclusion": ("conclusions", "conclusions"),
    "rule": ("conclusions", "rules"),
    "an advice file": ("advice", "#"),
    "advice": ("advice", "advice"),
    "addition": ("advice", "advice.add"),
    "the checks file": ("checks", "#"),
    "check": ("checks", "checks"),
    "the sources file": ("sources", "#"),
    "source": ("sources", "sources"),
    "claim": ("sources", "claims"),
    "a case": ("case", "#"),
    "what a case expects": ("case", "expect"),
}
ONLY_IN_THE_CHOIR = {"context", "table", "row", "entry of before"}
ELSEWHERE = {
    "advice": {"concludes"}, "rule": {"postpone_while", "fires", "outcome"},
}  # fmt: skip
"""Keys the loader looks for only to say that they belong elsewhere."""


@pytest.mark.parametrize("base", [SMALL, CHOIR], ids=lambda base: base.name)
def test_schemas_and_loader_know_the_same_keys(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = schemas(load(base, drafts=True))
    read: dict[str, set[str]] = {}
    close = Entry.close

    def noting(self: Entry, **refused: Any) -> None:
        read.setdefault(self.what, set()).update(self.asked)
        close(self, **refused)

    monkeypatch.setattr(Entry, "close", noting)
    kb = load(base)
    read["a case"] = {*KEYS, *(context.key for context in kb.contexts.values())}

    assert base == CHOIR or PLACES.keys() - read.keys() == ONLY_IN_THE_CHOIR
    for what, (kind, steps) in PLACES.items():
        if what not in read:
            continue
        schema = made[kind]
        for step in [] if steps == "#" else steps.split("."):
            schema = schema["properties"][step]
            schema = schema.get("items", schema)
            schema = schema.get("anyOf", [schema])[-1 if what in ("table", "row") else 0]
        assert set(schema["properties"]) == read[what] - ELSEWHERE.get(what, set()), what


def test_no_schema_reaches_outside_itself(made: dict[str, Any]) -> None:
    for schema in made.values():
        references = set(_references(schema))
        assert all(reference.startswith("#/definitions/") for reference in references)
        assert {reference.removeprefix("#/definitions/") for reference in references} <= schema["definitions"].keys()


def _references(value: object) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"]] if "$ref" in value else []
        return own + [found for one in value.values() for found in _references(one)]
    if isinstance(value, list):
        return [found for one in value for found in _references(one)]
    return []
