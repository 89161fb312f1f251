"""The forms of conclusion files: the propositions, and the rules that derive them."""

from __future__ import annotations

from typing import get_args

from ..model import SEVERITIES, Conclusion, ConclusionRule, ConclusionVariant, Polarity, Status
from ..problem import quoted
from ..reading.conditions import ConditionReader
from ..reading.entry import KEBAB, SNAKE, Entry
from ..reading.levels import UNKNOWN
from .example_forms import CONCLUDES, Examples
from .form import Form, Key, Values, as_declared
from .kinds import Conditions, Entries, Id, Ids, OneOf, Provisos, Reference, References, SomeOf, Words, YesNo

STATUSES: tuple[Status, ...] = get_args(Status)
POLARITIES: tuple[Polarity, ...] = get_args(Polarity)

VARIANT: Form[ConclusionVariant] = Form(
    "variant",
    ConclusionVariant,
    (
        Key("when", Conditions(), "Where this holds, the words below replace the conclusion's.", required=True),
        Key("title", Words(), "The proposition as a sentence."),
        Key("meaning", Words(), "What it means for the brand."),
    ),
)

CONCLUSION: Form[Conclusion] = Form(
    "conclusion",
    Conclusion,
    (
        Key(
            "id",
            Id(SNAKE, in_conditions=True),
            "Permanent id, in snake_case; questions share the namespace.",
            required=True,
        ),
        Key("for_each", Reference("contexts"), "A context: judged for each of its instances by itself."),
        Key("title", Words(), "The proposition as a sentence.", required=True),
        Key("meaning", Words(), "What it means for the brand.", required=True),
        Key("good", OneOf(POLARITIES), "Whether it is good news that it holds; neutral unless said otherwise."),
        Key("headline", Words(), "The sentence a report may begin with where it holds."),
        Key("variants", Entries(VARIANT), "Words for particular cases: the first whose `when` holds."),
        Key("withheld_while", SomeOf(SEVERITIES), "Not printed while a problem of such a severity stands."),
        Key("shown", YesNo(), "yes: belongs in the report's diagnosis even if no rule reads it."),
        Key("excludes", References("conclusions"), "Conclusions that can never hold together with this one."),
        Key("aliases", Ids(SNAKE), "Former ids; never removed."),
    ),
)


def _level_of_rule(entry: Entry, reader: ConditionReader) -> str | None:
    """The context that the rule names, or else that of what it concludes: only one of the two is told to be wrong."""
    conclude = entry.keys.get("conclude")
    concluded = [reader.names.levels.get(str(id)) for id in conclude] if isinstance(conclude, list) else []
    return as_declared(entry, reader) or next((level for level in concluded if level), None)


def _verify_rule(entry: Entry, values: Values, reader: ConditionReader) -> None:
    named = values.get("for_each")
    for id in values.get("conclude", ()):
        level = reader.names.levels.get(id)
        if level != named and UNKNOWN not in (level, reader.level):
            kind = f"concluded for each {level}" if level else "a conclusion about the brand"
            own = f"about one {named}" if named else "about the brand"
            remedy = f"Write for_each: {level}." if level else "Remove for_each, or conclude something else."
            message = f"{quoted(id)} is {kind}, and this rule is {own}. {remedy}"
            grounds = (*reader.declared, *reader.names.declaring(id))
            entry.error("E047", message, entry.key_position("conclude"), grounds)
            entry.lost = True
            break


RULE: Form[ConclusionRule] = Form(
    "rule",
    ConclusionRule,
    (
        Key("id", Id(KEBAB), "Permanent id, in kebab-case.", required=True),
        Key("for_each", Reference("contexts"), "A context: the rule is about one instance, and applied to each."),
        Key("status", OneOf(STATUSES), "stable unless said otherwise; drafts run in the rules commands only."),
        Key("replaced_by", Reference("rules"), "What has taken the place of a deprecated rule."),
        Key("when", Conditions(), "What must hold.", required=True),
        Key("unless", Provisos(says=False), "Exceptions; an unknown one does not silence the rule."),
        Key(
            "conclude",
            References("conclusions", empty="The list of conclusions is empty. Say what the rule concludes."),
            "What follows.",
            required=True,
        ),
        Key("claims", References("claims"), "The claims of the sources this rests on."),
        Key("aliases", Ids(KEBAB), "Former ids; never removed."),
        Key("examples", Examples(CONCLUDES), "Answers, and what the rule says of them."),
    ),
    _verify_rule,
    level=_level_of_rule,
    refused={
        "postpone_while": ("E058", "Only advice can be postponed. Use unless for what keeps a rule from concluding.")
    },
)
