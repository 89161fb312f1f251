"""Whether the rule engine and the evaluator agree, and what is raised where they do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from advisor.answers.answer import TRUE, Truth

from .condition_key import Clause, ConditionKey
from .error import InferenceError
from .firings import Firing
from .result import Verdicts

MOST_NAMED = 5
CLAUSES: tuple[Clause, ...] = ("when", "unless", "postpone_while")


class Disagreement(InferenceError):
    """The engine and the evaluator differ: there is no basis to advise on.

    `engine` and `evaluator` are the two results; `differences` say, one by one, where they differ.
    """

    def __init__(self, engine: Verdicts, evaluator: Verdicts, differences: Sequence[str]) -> None:
        named = "; ".join(differences[:MOST_NAMED])
        further = len(differences) - MOST_NAMED
        more = f"; and {further} more" if further > 0 else ""
        super().__init__(
            f"the rule engine and the evaluator differ: {named}{more}. The assessment was stopped rather than "
            f"advise on a doubtful basis; please report it with the answers file"
        )
        self.engine = engine
        self.evaluator = evaluator
        self.differences = tuple(differences)


def compare(engine: Verdicts, evaluator: Verdicts) -> Iterator[str]:
    """Every difference between two sets of verdicts, in words."""
    if engine == evaluator:
        return
    yield from _compare("conclusion", engine.conclusions, evaluator.conclusions)
    yield from _compare("conclusion rule", engine.rules, evaluator.rules)
    yield from _compare("check", engine.checks, evaluator.checks)
    for place, clause in enumerate(CLAUSES):
        first = {id: values[place] for id, values in engine.advice.items()}
        second = {id: values[place] for id, values in evaluator.advice.items()}
        yield from _compare(f"`{clause}` of the advice", first, second)
    yield from _compare("", _by_name(engine.texts), _by_name(evaluator.texts))


def unsupported(verdicts: Verdicts, firings: Iterable[Firing]) -> Iterator[str]:
    """Every condition held true for which no rule of the engine fired over what is certain.

    A conclusion without a firing is a proof nobody could read, even where the values agree.
    """
    fired = {one.key for one in firings if one.certain}
    for key in _true(verdicts):
        if key not in fired:
            yield f"{_named(key)} is true, but no rule of the engine fired for it"


def _true(verdicts: Verdicts) -> Iterator[ConditionKey]:
    for id, value in verdicts.rules.items():
        if value is TRUE:
            yield ConditionKey("rule", id)
    for id, value in verdicts.checks.items():
        if value is TRUE:
            yield ConditionKey("check", id)
    for id, values in verdicts.advice.items():
        for clause, value in zip(CLAUSES, values, strict=True) if TRUE in values else ():
            if value is TRUE:
                yield ConditionKey("advice", id, clause)
    for key, value in verdicts.texts.items():
        if value is TRUE:
            yield key


def _named(key: ConditionKey) -> str:
    if key.kind == "rule":
        return f"the conclusion rule {key.id}"
    if key.kind == "check":
        return f"the check {key.id}"
    place = "".join(f" {number}" for number in key.place)
    return f"`{key.clause}{place}` of the {key.kind} {key.id}"


def _compare(what: str, engine: Mapping[str, Truth], evaluator: Mapping[str, Truth]) -> Iterator[str]:
    for id in (*evaluator, *(id for id in engine if id not in evaluator)):
        first, second = engine.get(id), evaluator.get(id)
        if first is not second:
            yield f"{what} {id}".lstrip() + f" is {_said(first)} for the engine and {_said(second)} for the evaluator"


def _by_name(texts: Mapping[ConditionKey, Truth]) -> dict[str, Truth]:
    return {_named(key): value for key, value in texts.items()}


def _said(value: Truth | None) -> str:
    return "missing" if value is None else value.value
