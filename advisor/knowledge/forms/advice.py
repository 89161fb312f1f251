"""The form of advice files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from advisor.language.enumeration import joined

from ..model import (
    EFFORTS,
    PROBLEM_KINDS,
    SEVERITIES,
    Addition,
    Advice,
    Before,
    Kind,
    Variant,
)
from ..problem import listed, quoted
from ..reading.conditions import ConditionReader
from ..reading.entry import KEBAB, Entry
from .conclusions import STATUSES
from .example_forms import OUTCOME, Examples
from .form import Form, Key, Values
from .kinds import (
    Conditions,
    Declared,
    Entries,
    Id,
    Ids,
    OneOf,
    Provisos,
    Reference,
    References,
    SomeOf,
    Steps,
    Whole,
    Words,
)
from .parts import Parts
from .shapes import Schema

KINDS: tuple[Kind, ...] = get_args(Kind)
BELONGS_TO: Mapping[str, tuple[Kind, ...]] = {
    "severity": PROBLEM_KINDS,
    "phase": (*PROBLEM_KINDS, "opportunity"),
    "effort": (*PROBLEM_KINDS, "opportunity"),
}
"""The kinds of advice that have a key, and must have it."""
ASK_SEVERITIES = SEVERITIES[1:]
"""What the variant of an ask may be: a question on which a decision hangs is an action, but no critical one."""

OBSERVED = Key("observed", Words(), "What was seen at this brand. May print {{ brand }} and {{ answer('question') }}.")
SPOKEN: tuple[Key, ...] = (
    OBSERVED,
    Key("consequence", Words(), "Why it matters."),
    Key("recommendation", Words(), "What to do."),
    Key("steps", Steps(), "Two to five concrete steps; one with `when` holds in some cases only."),
    Key("nuance", Words(), "Where sources disagree or context matters."),
)
ADDED_STEPS = Key("steps", Steps(plain=True), "Concrete steps that are added.")
CLAIMS = Key("claims", References("claims"), "The claims of the sources this rests on.")


def _verify_addition(entry: Entry, values: Values, reader: ConditionReader) -> None:
    possible = [key.name for key in (*SPOKEN, CLAIMS)]
    if not entry.keys.keys() & {*possible}:
        message = "This adds nothing. Give it a text (observed, consequence, recommendation, steps, nuance) or claims."
        entry.lacks(possible, "E022", message, entry.at)


ADDITION: Form[Addition] = Form(
    "addition",
    Addition,
    (
        Key("when", Conditions(), "Where this holds, the texts below are added.", required=True),
        *(ADDED_STEPS if key.name == "steps" else key for key in SPOKEN),
        CLAIMS,
    ),
    _verify_addition,
)


def _verify_variant(entry: Entry, values: Values, reader: ConditionReader) -> None:
    if len(entry.keys) < 2:
        message = "This changes nothing. Say what replaces the base text: a text, severity, phase, rank or effort."
        entry.error("E022", message, entry.at)


VARIANT: Form[Variant] = Form(
    "variant",
    Variant,
    (
        Key("when", Conditions(), "Where this holds, what is given below replaces the base text.", required=True),
        Key("title", Words(), "The finding as a title."),
        *SPOKEN,
        Key("severity", OneOf(SEVERITIES), "How grave it is in this case."),
        Key("phase", Declared("phases"), "When it is due in this case."),
        Key("rank", Whole(0, 10_000), "Its place within severity and phase in this case."),
        Key("effort", OneOf(EFFORTS), "How much work it is in this case."),
        CLAIMS,
    ),
    _verify_variant,
    refused={
        key: ("E058", f"A variant cannot change the {key}: that makes it another advice.") for key in ("kind", "theme")
    },
)

BEFORE: Form[Before] = Form(
    "entry of before",
    Before,
    (
        Key("advice", Reference("advice"), "The advice that comes later where both fire.", required=True),
        Key("because", Words(), "Why, as the report says it.", required=True),
    ),
)


def _verify(entry: Entry, values: Values, reader: ConditionReader) -> None:
    kind = values.get("kind")
    if kind is None:
        return
    foreign = [key for key, kinds in BELONGS_TO.items() if key in entry.keys and kind not in kinds]
    if len(foreign) == 1:
        message = f"{quoted(foreign[0])} belongs to {listed(BELONGS_TO[foreign[0]])}; advice of kind {kind} has none."
        entry.error("E058", f"{message} Remove it.", entry.key_position(foreign[0]))
    elif foreign:
        keys = joined("and", map(quoted, foreign))
        message = f"{keys} do not belong to advice of kind {kind}. Remove them, or say another kind."
        entry.error("E058", message, entry.position("kind"))
    needed = [key for key, kinds in BELONGS_TO.items() if key not in entry.keys and kind in kinds]
    if needed:
        keys = f"key{'s' if len(needed) > 1 else ''} {joined('and', map(quoted, needed))}"
        entry.lacks(needed, "E058", f"Advice of kind {kind} needs the {keys}.", entry.at)
    if kind != "strength" and "withheld_while" in entry.keys:
        message = f'"withheld_while" belongs to strengths and conclusions; advice of kind {kind} has none. Remove it.'
        entry.error("E058", message, entry.key_position("withheld_while"))
    for index, variant in enumerate(values.get("variants", ())):
        _verify_kind_of_variant(entry, kind, index, variant)


def _verify_kind_of_variant(entry: Entry, kind: Kind, index: int, variant: Variant) -> None:
    for key in ("severity", "phase", "effort"):
        kinds = (*BELONGS_TO[key], "ask") if key != "effort" else BELONGS_TO[key]
        if getattr(variant, key) is not None and kind not in kinds:
            message = f"{quoted(key)} belongs to {listed(kinds)}; advice of kind {kind} has none. Remove it."
            entry.error("E058", message, entry.key_position("variants", index, key))
    if kind == "ask" and variant.severity is not None and variant.severity not in ASK_SEVERITIES:
        message = f"An ask can be {listed(ASK_SEVERITIES)}, not {variant.severity}: a question is no danger."
        entry.error("E058", message, entry.position("variants", index, "severity"))


def _constrain(parts: Parts) -> Schema:
    return {
        "allOf": [
            {
                "if": {"properties": {"kind": {"enum": list(kinds)}}},
                "then": {"required": [key]},
                "else": {"properties": {key: False}},
            }
            for key, kinds in BELONGS_TO.items()
        ]
    }


ADVICE: Form[Advice] = Form(
    "advice",
    Advice,
    (
        Key("id", Id(KEBAB), "Permanent id, in kebab-case.", required=True),
        Key("for_each", Reference("contexts"), "A context: judged for each instance; alike, they are one finding."),
        Key("status", OneOf(STATUSES), "stable unless said otherwise; drafts run in the rules commands only."),
        Key("replaced_by", Reference("advice"), "What has taken the place of a deprecated advice."),
        Key("kind", OneOf(KINDS), "What sort of advice this is.", required=True),
        Key("theme", Reference("themes"), "The chapter of the report.", required=True),
        Key("severity", OneOf(SEVERITIES), "How grave it is; not for opportunity, strength and ask."),
        Key("phase", Declared("phases"), "When it is due; not for strength and ask."),
        Key("rank", Whole(0, 10_000), "Order within severity and phase, or among strengths, lowest first."),
        Key("effort", OneOf(EFFORTS), "How much work it is; not for strength and ask."),
        Key("when", Conditions(), "What must hold.", required=True),
        Key("unless", Provisos(says=False), "Exceptions; any one of them that is known to hold suffices."),
        Key("postpone_while", Provisos(says=True), "While one of these holds the advice waits."),
        Key("withheld_while", SomeOf(SEVERITIES), "Strengths: not printed while a problem of such a severity stands."),
        Key("subsumes", References("advice"), "Advice that becomes a sub-point of this one when both fire."),
        Key("conflicts_with", References("advice"), "Advice that must never fire together with it."),
        Key("before", Entries(BEFORE), "Advice that comes after this one where both fire, and why."),
        Key("title", Words(), "The conclusion as a title; prints no answers.", required=True),
        Key("observed", OBSERVED.kind, OBSERVED.says, required=True),
        *SPOKEN[1:],
        Key("variants", Entries(VARIANT), "Particular cases: the first whose `when` holds replaces what it names."),
        Key("add", Entries(ADDITION), "Text and claims that are added where a condition holds."),
        CLAIMS,
        Key("aliases", Ids(KEBAB), "Former ids; never removed."),
        Key("examples", Examples(OUTCOME), "Answers, and what must come of them."),
    ),
    _verify,
    constrain=_constrain,
)
