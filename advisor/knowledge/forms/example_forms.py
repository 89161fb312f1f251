"""The form of examples beside a rule or advice; what they answer is validated with the answers of cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..condition import Position
from ..expectation import Example
from ..problem import quoted
from ..reading.conditions import ConditionReader
from ..reading.entry import Entry, kind_of
from .form import Key
from .parts import Parts
from .shapes import LINE, YES_NO, Schema, described, keys, listing, reference, words

OUTCOMES = ("fires", "postponed", "excepted", "does_not_apply", "out_of_scope", "undetermined")
VALUES = ("yes", "no", "undetermined")


@dataclass(frozen=True)
class Expectation:
    """What an example says must come of its answers, by its keys; `foreign` are keys of the other kind of entry."""

    read: Callable[[Entry], str | None]
    schema: Schema
    foreign: Callable[[Entry], None]


@dataclass(frozen=True)
class Examples:
    """A list of examples: a name, an expectation, answers."""

    expects: Expectation

    def read(self, entry: Entry, key: Key, reader: ConditionReader) -> tuple[Example, ...] | None:
        found: list[Example] = []
        for one in entry.entries(key.name, "example"):
            name = one.line("name", required=True)
            expects = self.expects.read(one)
            answers = one.get("answers", required=True)
            if answers is not None and not isinstance(answers, dict):
                message = f"Answers are a group of keys, such as {{team_size: 1}}, not {kind_of(answers)}."
                one.error("E082", message, one.position("answers"))
            self.expects.foreign(one)
            one.close()
            if name is not None and name in (other.name for other in found):
                message = f"There is another example {quoted(name)} here. Choose another name."
                one.error("E031", message, one.position("name"))
            if name is not None and expects is not None and isinstance(answers, dict):
                found.append(Example(name, expects, answers, one.at, self.place(one)))
        return tuple(found) or None

    @staticmethod
    def place(one: Entry) -> Position:
        """Where an example says what it expects."""
        return one.key_position(next(key for key in ("fires", "outcome", "concludes") if one.has(key)))

    def schema(self, parts: Parts) -> Schema:
        properties = {
            "name": described(LINE, "A name for the example, unique in its entry."),
            **self.expects.schema,
            "answers": reference("example_answers"),
        }
        return listing(keys(properties, ["name", "answers"]))


def _outcome(one: Entry) -> str | None:
    fires, outcome = one.has("fires"), one.has("outcome")
    if fires and outcome:
        one.error("E081", "Say either fires or outcome, not both.", one.key_position("outcome"))
    if outcome:
        return one.word("outcome", OUTCOMES)
    if fires:
        word = one.word("fires", ("yes", "no"))
        return None if word is None else {"yes": "fires", "no": "not_fires"}[word]
    if not one.has("concludes"):
        message = "Say what must come of it: fires: yes, fires: no, or outcome: postponed and the like."
        one.lacks(["fires", "outcome"], "E081", message, one.at)
    return None


def _not_of_advice(one: Entry) -> None:
    if one.has("concludes"):
        message = f"Only rules for conclusions have {quoted('concludes')}; advice has fires or outcome."
        one.error("E081", message, one.key_position("concludes"))


def _not_of_rules(one: Entry) -> None:
    for key in ("fires", "outcome"):
        if one.has(key):
            message = f"Advice {key}; a rule for conclusions {quoted('concludes')}."
            one.error("E081", message, one.key_position(key))


OUTCOME = Expectation(_outcome, {"fires": YES_NO, "outcome": words(OUTCOMES)}, _not_of_advice)
CONCLUDES = Expectation(
    lambda one: one.word("concludes", VALUES, required=True), {"concludes": words(VALUES)}, _not_of_rules
)
