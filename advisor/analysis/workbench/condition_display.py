"""A condition as indented lines, each part with its value and the answer it read."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.answers import Answers, AnswerState, Choices, Truth, effective
from advisor.answers.answer import EffectiveAnswer
from advisor.inference.evaluator import Evaluation
from advisor.inference.grounding import ground
from advisor.knowledge.condition import (
    AllOf,
    AnswerTest,
    ConclusionTest,
    Condition,
    CountOf,
    Not,
    OpenList,
    parts_of,
)
from advisor.knowledge.model import Advice, ConclusionRule, KnowledgeBase

MARKS = {Truth.TRUE: "✓", Truth.FALSE: "✗", Truth.UNDETERMINED: "?"}
VALUES = {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNDETERMINED: "undetermined"}


def entry_lines(kb: KnowledgeBase, answers: Answers, entry: Advice | ConclusionRule) -> Iterator[str]:
    """The conditions of an entry (`when`, then exceptions and postponements) on these answers."""
    over = ground(kb, answers.instances)
    evaluation = Evaluation(over, effective(over, answers))
    yield "when:"
    yield from condition_lines(evaluation, entry.when, 1)
    clauses = [("unless", entry.unless)]
    if isinstance(entry, Advice):
        clauses.append(("postpone_while", entry.postpone_while))
    for clause, provisos in clauses:
        for proviso in provisos:
            yield f"{clause}:"
            yield from condition_lines(evaluation, proviso.when, 1)


def condition_lines(evaluation: Evaluation, condition: Condition, depth: int = 0) -> Iterator[str]:
    """The lines of one condition, two spaces a level."""
    mark = MARKS[evaluation.truth(condition)]
    indent = "  " * depth
    if isinstance(condition, AnswerTest):
        answer = evaluation.readable[condition.question]
        yield f"{indent}{mark} {condition.question} {_wanted(condition)}  ← {typed(answer)}"
    elif isinstance(condition, ConclusionTest):
        wanted = "yes" if condition.value else "no"
        yield f"{indent}{mark} {condition.conclusion} is {wanted}"
    elif isinstance(condition, Not):
        yield f"{indent}{mark} not"
        yield from condition_lines(evaluation, condition.part, depth + 1)
    else:
        yield f"{indent}{mark} {_joined(condition)}"
        for part in parts_of(condition):
            yield from condition_lines(evaluation, part, depth + 1)


def _joined(condition: Condition) -> str:
    """What joins the parts of a condition, in a word or two."""
    if isinstance(condition, CountOf):
        bounds = (("at least", condition.least), ("at most", condition.most))
        return "count: " + ", ".join(f"{word} {bound}" for word, bound in bounds if bound is not None)
    if isinstance(condition, OpenList):
        return f"another {condition.context}, not listed"
    return "all" if isinstance(condition, AllOf) else "any"


def _wanted(test: AnswerTest) -> str:
    operator = test.operator.replace("_", " ")
    value = str(test.value) if isinstance(test.value, int) else ", ".join(test.value)
    return f"{operator} {value}"


def typed(effective: EffectiveAnswer) -> str:
    """An answer as an author would type it."""
    answer = effective.answer
    if effective.relevance is Truth.FALSE:
        return "not applicable (irrelevant)"
    if answer.state is not AnswerState.ANSWERED:
        return str(answer.state.value).replace("_", " ")
    if isinstance(answer.value, Choices):
        chosen, ruled_out = ", ".join(sorted(answer.value.yes)), ", ".join(sorted(answer.value.no))
        return f"{{yes: [{chosen}], no: [{ruled_out}]}}" if answer.partly_known else f"[{chosen}]"
    return str(answer.value)
