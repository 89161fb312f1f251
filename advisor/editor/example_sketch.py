"""Examples to begin with: answers that a condition asks for, and answers that miss it by one."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.knowledge.condition import AnswerTest, ConclusionTest, Condition, leaves
from advisor.knowledge.model import Advice, ConclusionRule, KnowledgeBase, Question

_DEEPEST = 4
"""Conclusions behind conclusions that are followed to their answers."""


def sketched(kb: KnowledgeBase, entry: Advice | ConclusionRule) -> tuple[str, ...]:
    """The examples that an entry lacks, each as a line of YAML; whether they hold, a test must show."""
    positive = "fires" if isinstance(entry, Advice) else "yes"
    word = "fires" if isinstance(entry, Advice) else "concludes"
    names = {example.name for example in entry.examples}
    tests = {test.question: test for test in _tests(kb, entry.when, _DEEPEST)}
    answers = {id: _answer(kb.questions[id], test, holds=True) for id, test in tests.items()}
    found = []
    if not any(example.expects == positive for example in entry.examples):
        found.append(_line(_free("holds", names), f"{word}: yes", answers))
    if all(example.expects == positive for example in entry.examples):
        missed = dict(answers)
        for id, test in list(tests.items())[:1]:
            missed[id] = _answer(kb.questions[id], test, holds=False)
        found.append(_line(_free("does-not-hold", names), f"{word}: no", missed))
    return tuple(found)


def _line(name: str, expects: str, answers: dict[str, str]) -> str:
    inner = ", ".join(f"{id}: {value}" for id, value in answers.items())
    return f"{{name: {name}, {expects}, answers: {{{inner}}}}}"


def _free(name: str, taken: set[str]) -> str:
    names = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3)))
    return next(one for one in names if one not in taken)


def _tests(kb: KnowledgeBase, condition: Condition, depth: int) -> Iterator[AnswerTest]:
    """The tests on answers behind a condition, those of conclusions by the first rule for each."""
    for leaf in leaves(condition):
        if isinstance(leaf, AnswerTest):
            yield leaf
        elif isinstance(leaf, ConclusionTest) and depth:
            for rule in kb.rules_for(leaf.conclusion)[:1]:
                yield from _tests(kb, rule.when, depth - 1)


def _answer(question: Question, test: AnswerTest, *, holds: bool) -> str:
    """An answer for which a test holds, or does not."""
    if isinstance(test.value, int):
        return str(_number(question, test, holds=holds))
    if question.type == "text" or test.operator == "answered":
        given = (test.value == ("yes",)) == holds
        return "{state: unknown}" if not given else _some(question)
    options = [option.id for option in question.options]
    wanted = (test.operator != "none_of") == holds
    fitting = [id for id in options if (id in test.value) == wanted] or options
    chosen = fitting if test.operator == "all_of" and holds else fitting[:1]
    return f"[{', '.join(chosen)}]" if question.type == "choices" else chosen[0]


def _some(question: Question) -> str:
    if question.options:
        first = question.options[0].id
        return f"[{first}]" if question.type == "choices" else first
    return str(question.min) if question.type == "number" else '"some words"'


def _number(question: Question, test: AnswerTest, *, holds: bool) -> int:
    value = test.value if isinstance(test.value, int) else 0
    low, high = question.min or 0, question.max or 0
    if test.operator in ("at_least", "more_than"):
        wanted = value + (test.operator == "more_than")
        return wanted if holds else low
    if test.operator in ("at_most", "less_than"):
        wanted = value - (test.operator == "less_than")
        return wanted if holds else high
    return value if holds else (low if value != low else high)
