"""Conditions as authors write them, read into the typed tree of `advisor.knowledge.condition`.

A mapping joins its parts. A condition stands at a level: the brand's, or that of one instance of a context; what is
asked or concluded of each instance is read there or through a quantifier.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from ..condition import AllOf, AnyOf, ConclusionTest, Condition, CountOf, Not, Quantified
from ..document import Document, Steps
from ..model import Question
from ..problem import Ground, did_you_mean, listed, quoted
from .elementary_tests import OPERATORS, elementary_tests
from .entry import Entry, Findings, kind_of
from .levels import UNKNOWN
from .names import Names
from .written_node import WrittenNode, joined

COMBINATORS = ("all", "any", "not")
QUANTIFIERS: tuple[Literal["for_some", "for_every"], ...] = ("for_some", "for_every")
COUNT = "count_of"
OVER = ("where", "holds")
"""What a quantifier says of the instances of a context."""
BELOW = (*OVER, "conditions", "at_least", "at_most")
"""What stands under a quantifier or a count and nowhere else by itself."""
MOST_COUNTED = 12
FOREIGN: Mapping[str, str] = {"or": "any", "and": "all", "some": "for_some", "every": "for_every", "count": "count_of"}
"""Words that people bring along from elsewhere, with what they are called in conditions."""
RESERVED = frozenset((*COMBINATORS, *QUANTIFIERS, COUNT, *OVER, *OPERATORS, "when", "says", "conditions"))
"""Words with a meaning in conditions, which no question or conclusion can be called."""


class ConditionReader:
    """Reads conditions of one knowledge base. `questions` holds those that could be read so far.

    `level` is the context at one instance of which the conditions stand, None for the brand; `declared` the place of
    the key that says so.
    """

    def __init__(self, names: Names, questions: Mapping[str, Question], findings: Findings) -> None:
        self.names = names
        self.questions = questions
        self.findings = findings
        self.level: str | None = None
        self.declared: tuple[Ground, ...] = ()
        self.out_of_reach = False

    def at_level(self, level: str | None, declared: tuple[Ground, ...] = ()) -> ConditionReader:
        """A reader of conditions about one instance of a context; about the brand where none is named."""
        reader = ConditionReader(self.names, self.questions, self.findings)
        reader.level, reader.declared = level, declared or self.declared
        return reader

    def of(self, entry: Entry, key: str, *, required: bool = False) -> Condition | None:
        """The condition under a key of an entry; None if it is absent or cannot be read."""
        if entry.get(key, required=required) is None:
            return None
        condition = self.at(entry.document, (*entry.steps, key))
        entry.lost = entry.lost or condition is None
        return condition

    def at(self, document: Document, steps: Steps) -> Condition | None:
        """The condition at these steps; None after noting why it cannot be read."""
        return _WrittenCondition(self, document, steps).condition()


class _WrittenCondition(WrittenNode):
    """A condition, or one key of it. The reader says at which level it stands and what can be read there."""

    def __init__(self, reader: ConditionReader, document: Document, steps: Steps) -> None:
        super().__init__(reader.findings, document, steps)
        self.reader = reader

    def below(self, *steps: str | int) -> _WrittenCondition:
        return _WrittenCondition(self.reader, self.document, (*self.steps, *steps))

    def condition(self) -> Condition | None:
        if not isinstance(self.value, dict):
            hint = " To say that all or any of several must hold, write {all: […]} or {any: […]}."
            self.wrong(
                "E041",
                "A condition consists of a question or conclusion and its value, such as {team_size: 1}, "
                f"not {kind_of(self.value)}.{hint if isinstance(self.value, list) else ''}",
            )
            return None
        if not self.value:
            self.wrong("E041", "This condition is empty. Say what must hold, such as {team_size: 1}.")
            return None
        above = next((key for key in self.value if key in (COUNT, *QUANTIFIERS)), None)
        stray = next((key for key in self.value if key in BELOW), None)
        if above is not None and stray is not None:
            message = f"Indent {quoted(stray)} further: it belongs under {quoted(above)}."
            self.wrong("E041", message, self.below(stray).key())
            return None
        parts = [self.below(key).part(key) for key in self.value]
        return joined(parts, self.at)

    def part(self, key: str) -> Condition | None:
        if key in ("all", "any"):
            return self.several(key)
        if key == "not":
            part = self.condition()
            return None if part is None else Not(part, self.key())
        if key in QUANTIFIERS:
            return self.quantified(key)
        if key == COUNT:
            return self.counted()
        names = self.reader.names
        if names.knows(key, "conclusions", "questions") and not self.within_reach(key):
            return None
        if names.knows(key, "tables"):
            rows = listed(question.id for question in self.reader.questions.values() if question.table == key)
            self.wrong("E043", f"{quoted(key)} is a table: name one of its rows, {rows}.", self.key())
            return None
        if names.knows(key, "conclusions"):
            return self.conclusion(key)
        if names.knows(key, "questions"):
            question = self.reader.questions.get(key)
            if question is None:
                return None
            return elementary_tests(question, names.asking(key, question.table), self)
        if key in RESERVED:
            message = f"{quoted(key)} stands under a question, such as {{team_size: {{{key}: …}}}}, not by itself."
            self.wrong("E041", message, self.key())
            return None
        unknown = names.unknown(key, "questions", "conclusions")
        if key in FOREIGN:
            self.wrong("E033", f"{quoted(key)} is written {FOREIGN[key]} here.", self.key())
        elif unknown:
            written = (*COMBINATORS, *QUANTIFIERS, COUNT)
            combinator = did_you_mean(key, written) if "Did you mean" not in unknown else ""
            self.wrong("E033", unknown + combinator, self.key())
        return None

    def within_reach(self, id: str) -> bool:
        """Whether a question or conclusion can be read at this level without a quantifier; told if not."""
        context = self.reader.names.levels.get(id)
        if context in (None, UNKNOWN) or self.reader.level in (context, UNKNOWN):
            return True
        if self.reader.out_of_reach:
            return False  # One remedy serves them all.
        self.reader.out_of_reach = True
        written = f"{{{context}: {{holds: {{{id}: …}}}}}}"
        self.wrong(
            "E047",
            f"{quoted(id)} has a value for each {context}, and this is not about one {context}. "
            f"Say of which: for_some: {written} or for_every: {written}; or write for_each: {context} above.",
            self.key(),
            (*self.reader.declared, *self.reader.names.declaring(id)),
        )
        return False

    def conditions(self, key: str) -> tuple[Condition, ...] | None:
        """The conditions of a list under a key."""
        if not isinstance(self.value, list):
            self.wrong("E041", f"{quoted(key)} takes a list of conditions, not {kind_of(self.value)}.")
            return None
        if not self.value:
            self.wrong("E041", f"The list under {quoted(key)} is empty. Remove it or say what must hold.")
            return None
        parts = [self.below(index).condition() for index in range(len(self.value))]
        known = tuple(part for part in parts if part is not None)
        return known if len(known) == len(parts) else None

    def several(self, key: str) -> Condition | None:
        parts = self.conditions(key)
        if parts is None or len(parts) == 1:
            return parts[0] if parts else None
        return AllOf(parts, self.key()) if key == "all" else AnyOf(parts, self.key())

    def quantified(self, quantifier: str) -> Condition | None:
        context = self.context(quantifier, ())
        if context is None:
            return None
        over = self.below(context).over(context)
        kind: Literal["for_some", "for_every"] = "for_some" if quantifier == "for_some" else "for_every"
        return None if over is None else Quantified(kind, context, over.where, over.holds, at=self.key())

    def context(self, key: str, beside: tuple[str, ...]) -> str | None:
        """The context that a quantifier or a count names, beside the keys it may have as well."""
        known = self.reader.names.ids("contexts")
        example = known[0] if known else "space"
        named = [one for one in self.value if one not in beside] if isinstance(self.value, dict) else []
        if len(named) != 1:
            message = (
                f"{quoted(key)} takes one context and what is said of it, such as {{{example}: {{holds: {{…}}}}}}."
            )
            self.wrong("E041", message)
            return None
        if named[0] not in known:
            unknown = self.reader.names.unknown(named[0], "contexts")
            if unknown:
                self.wrong("E035", unknown, self.below(named[0]).key())
            return None
        return str(named[0])

    def over(self, context: str) -> Quantified | None:
        """`where` and `holds` of a quantifier, read at the level of its context."""
        if not isinstance(self.value, dict) or not self.value:
            self.wrong("E041", "Say what must hold of it, such as {holds: {…}}, perhaps only of some: {where: {…}}.")
            return None
        found: dict[str, Condition | None] = {}
        for key in self.value:
            if key not in OVER:
                hint = did_you_mean(key, OVER) or f" Known here: {', '.join(OVER)}."
                self.wrong("E021", f"A quantifier has no key {quoted(key)}.{hint}", self.below(key).key())
                found[key] = None
            else:
                found[key] = self.reader.at_level(context).at(self.document, (*self.steps, key))
        if None in found.values():
            return None
        return Quantified("for_some", context, found.get("where"), found.get("holds"), at=self.key())

    def counted(self) -> Condition | None:
        if not isinstance(self.value, dict):
            example = "{at_least: 2, conditions: […]}"
            self.wrong("E041", f"{quoted(COUNT)} takes a number and what is counted, such as {example}.")
            return None
        bounds = [key for key in self.value if key in ("at_least", "at_most")]
        strange = [key for key, value in self.value.items() if key not in BELOW and isinstance(value, int)]
        if not bounds and strange:
            hint = did_you_mean(strange[0], BELOW[2:]) or f" Known here: {', '.join(BELOW[2:])}."
            self.wrong("E021", f"A count has no key {quoted(strange[0])}.{hint}", self.below(strange[0]).key())
            return None
        if not bounds:
            self.wrong("E041", f"{quoted(COUNT)} lacks a number: say at_least, at_most or both.", self.key())
            return None
        if "conditions" in self.value:
            for key in self.value:
                if key not in ("at_least", "at_most", "conditions"):
                    hint = did_you_mean(key, ("at_least", "at_most", "conditions"))
                    self.wrong("E021", f"A count has no key {quoted(key)}.{hint}", self.below(key).key())
                    return None
            parts = self.below("conditions").conditions("conditions")
            if parts is None:
                return None
            if len(parts) > MOST_COUNTED:
                message = f"No more than {MOST_COUNTED} conditions can be counted, and these are {len(parts)}."
                self.wrong("E041", message, self.below("conditions").key())
                return None
            limits = self.limits(bounds, len(parts))
            return None if limits is None else CountOf(parts, *limits, at=self.key())
        context = self.context(COUNT, ("at_least", "at_most"))
        over = None if context is None else self.below(context).over(context)
        limits = self.limits(bounds, MOST_COUNTED)
        if context is None or over is None or limits is None:
            return None
        return Quantified("count_of", context, over.where, over.holds, *limits, at=self.key())

    def limits(self, bounds: list[str], parts: int) -> tuple[int | None, int | None] | None:
        """The least and the most of a count over so many parts; told where it always or never holds."""
        found: dict[str, int] = {}
        for key in bounds:
            value = self.below(key).value
            least, most = (1, parts) if key == "at_least" else (0, parts - 1)
            if not isinstance(value, int):
                self.wrong("E044", f"{quoted(key)} takes a whole number, not {kind_of(value)}.", self.below(key).at)
            elif not least <= value <= most:
                message = f"Of {parts} that are counted, {quoted(key)} makes sense from {least} to {most}, not {value}."
                self.wrong("E045", message, self.below(key).at)
            else:
                found[key] = value
        if len(found) < len(bounds):
            return None
        if "at_least" in found and "at_most" in found and found["at_least"] > found["at_most"]:
            self.wrong("E045", "at_least is more than at_most, so this can never hold.", self.below("at_most").at)
            return None
        return found.get("at_least"), found.get("at_most")

    def conclusion(self, id: str) -> Condition | None:
        if isinstance(self.value, dict):
            operator = next(iter(self.value), "")
            self.wrong(
                "E043",
                f"{quoted(id)} is a conclusion: it is yes or no, and takes no {quoted(operator)}.",
                self.document.key_position((*self.steps, operator)),
            )
        elif self.value in ("yes", "no"):
            return ConclusionTest(id, self.value == "yes", self.key())
        else:
            self.wrong("E044", f"{quoted(id)} is a conclusion: write yes or no, not {kind_of(self.value)}.")
        return None
