"""Parts that lead nowhere: questions nobody reads, conclusions nobody uses, themes without advice."""

from __future__ import annotations

from collections.abc import Iterator

from ..condition import AllOf, AnswerTest, AnyOf, ConclusionTest, Condition, conclusions_read
from ..model import Option, Question, Table
from ..problem import Problem, listed, quoted
from ..reading.names import Namespace
from .reads import conditions, printed, printing, tests_on
from .subject import Subject


def questions_never_read(subject: Subject) -> Iterator[Problem]:
    """W002: no condition, check or text reads the question."""
    read = tests_on(subject).keys() | printed(subject)
    for question in subject.kb.questions.values():
        if question.id not in read:
            at = subject.position("questions", question.id, "id")
            message = f"Nothing reads the question {quoted(question.id)}: use it in a condition, or stop asking it."
            yield subject.warning("W002", message, at, question.id)


def conclusions_never_used(subject: Subject) -> Iterator[Problem]:
    """W003: nothing reads the conclusion, and the report neither shows it nor begins with it."""
    read = {id for owned in conditions(subject) for id in conclusions_read(owned.condition)}
    changes = (change for question in subject.kb.questions.values() for change in question.changeable)
    read.update(id for change in changes if change.when is not None for id in conclusions_read(change.when))
    read.update(id for id in subject.kb.summary if subject.kb.conclusions[id].headline)
    read.update(id for text in printing(subject) for id in text.holding)
    for conclusion in subject.kb.conclusions.values():
        if conclusion.id not in read and not conclusion.shown:
            at = subject.position("conclusions", conclusion.id, "id")
            message = f"Nothing reads {quoted(conclusion.id)}, and it is not shown. Use it, or write shown: yes."
            yield subject.warning("W003", message, at, conclusion.id)


def conclusions_never_derivable(subject: Subject) -> Iterator[Problem]:
    """W004: every rule for the conclusion demands two things that exclude each other."""
    rules = {id: [rule for rule in subject.live_rules() if id in rule.conclude] for id in subject.kb.conclusions}
    never: set[str] = set()
    while True:
        found = {
            id
            for id, deriving in rules.items()
            if deriving and id not in never and all(_impossible(rule.when, never, subject) for rule in deriving)
        }
        if not found:
            break
        never |= found
    for id in subject.kb.conclusions:
        if id in never:
            at = subject.position("conclusions", id, "id")
            message = f"{quoted(id)} can never be concluded: every rule for it demands what contradicts itself."
            yield subject.warning("W004", message, at, id)


def _impossible(condition: Condition, never: set[str], subject: Subject) -> bool:
    """Whether a condition cannot hold, as far as its writing shows; exactness is the solver's matter."""
    if isinstance(condition, AnyOf):
        return all(_impossible(part, never, subject) for part in condition.parts)
    left: dict[str, set[str]] = {}
    for part in _conjuncts(condition):
        if isinstance(part, AnyOf) and _impossible(part, never, subject):
            return True
        if isinstance(part, ConclusionTest):
            if part.value and part.conclusion in never:
                return True
            key, values = part.conclusion, {str(part.value)}
        elif isinstance(part, AnswerTest) and part.operator in ("is", "any_of") and isinstance(part.value, tuple):
            if subject.kb.questions[part.question].type == "choices":
                continue
            key, values = part.question, set(part.value)
        else:
            continue
        left[key] = left.get(key, values) & values
        if not left[key]:
            return True
    return False


def _conjuncts(condition: Condition) -> Iterator[Condition]:
    if isinstance(condition, AllOf):
        for part in condition.parts:
            yield from _conjuncts(part)
    else:
        yield condition


def options_nobody_distinguishes(subject: Subject) -> Iterator[Problem]:
    """W005: choosing the option, or another one instead, changes no condition and no text.

    Rows of a table share their options: it is enough that one of them tells two apart.
    """
    tests, prints = tests_on(subject), printed(subject)
    for table in subject.kb.tables.values():
        if not prints.intersection(table.rows):
            shared = [test for row in table.rows for test in tests.get(row, ())]
            yield from _indistinct(subject, table, shared) if shared else ()
    for question in subject.kb.questions.values():
        if question.id in prints or question.id not in tests or question.table is not None:
            continue
        if question.type == "choice":
            yield from _indistinct(subject, question, tests[question.id])
        elif question.type == "choices":
            mentioned = {id for test in tests[question.id] if isinstance(test.value, tuple) for id in test.value}
            for index, option in enumerate(question.options):
                if option.id not in mentioned and not option.alone:
                    message = f"No condition reads the option {quoted(option.id)} of {quoted(question.id)}."
                    at = subject.position("questions", question.id, "options", index, "id")
                    yield subject.warning("W005", message, at, f"{question.id}/{option.id}")


def _indistinct(subject: Subject, question: Question | Table, tests: list[AnswerTest]) -> Iterator[Problem]:
    namespace: Namespace = "tables" if isinstance(question, Table) else "questions"
    alike: dict[tuple[bool, ...], list[tuple[int, Option]]] = {}
    for index, option in enumerate(question.options):
        seen_by = tuple(isinstance(test.value, tuple) and option.id in test.value for test in tests)
        alike.setdefault(seen_by, []).append((index, option))
    for group in alike.values():
        if len(group) > 1:
            index, option = group[1]
            others = listed(quoted(other.id) for _, other in group if other is not option)
            message = f"No condition tells the option {quoted(option.id)} of {quoted(question.id)} from {others}."
            at = subject.position(namespace, question.id, "options", index, "id")
            yield subject.warning("W005", message, at, f"{question.id}/{option.id}")


def themes_without_advice(subject: Subject) -> Iterator[Problem]:
    """W006: no advice belongs to the theme."""
    used = {advice.theme for advice in subject.live_advice()}
    for theme in subject.kb.themes.values():
        if theme.id not in used:
            at = subject.position("themes", theme.id, "id")
            message = f"No advice belongs to the theme {quoted(theme.id)}. Give it some, or remove the theme."
            yield subject.warning("W006", message, at, theme.id)


def deprecated_entries_referred_to(subject: Subject) -> Iterator[Problem]:
    """W017: a link to advice that no longer runs has no effect."""
    deprecated = {advice.id: advice for advice in subject.kb.advice.values() if advice.status == "deprecated"}
    for advice in subject.live_advice():
        for key, ids in (("subsumes", advice.subsumes), ("conflicts_with", advice.conflicts_with)):
            for id in ids:
                if id in deprecated:
                    successor = deprecated[id].replaced_by
                    remedy = f"Name {quoted(successor)} instead." if successor else "Remove it."
                    at = subject.place_in_list("advice", advice.id, key, id)
                    yield subject.warning("W017", f"{quoted(id)} is deprecated. {remedy}", at, advice.id)


def declared_for_nothing(subject: Subject) -> Iterator[Problem]:
    """W019: a context that nothing is asked of, or a word that no text prints."""
    asked = {section.for_each for section in subject.kb.sections}
    for context in subject.kb.contexts.values():
        if context.id not in asked:
            at = subject.position("contexts", context.id, "id")
            message = f"No section is asked for each {context.id}: write for_each: {context.id} in one, or remove it."
            yield subject.warning("W019", message, at, context.id)
    used = {word for text in printing(subject) for word in text.words}
    for word, choices in subject.kb.words.items():
        if word not in used and choices:
            message = f"No text prints {{{{ {word} }}}}. Use the word, or remove it."
            yield subject.warning("W019", message, choices[0].at, word)
