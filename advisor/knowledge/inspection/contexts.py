"""Quantifiers that say something else than is meant: of instances a question makes no sense for, or of none."""

from __future__ import annotations

from collections.abc import Iterator

from ..condition import AllOf, AnswerTest, Condition, Quantified, leaves, parts_of, questions_read
from ..problem import Problem, quoted
from .reads import conditions
from .subject import Subject


def gated_questions_of_every_instance(subject: Subject) -> Iterator[Problem]:
    """W020: `for_every` reads a question that does not apply everywhere, and is false for that alone."""
    for owned in conditions(subject):
        for condition in _within(owned.condition):
            if not isinstance(condition, Quantified) or condition.quantifier != "for_every":
                continue
            for leaf in leaves(condition.holds) if condition.holds is not None else ():
                if isinstance(leaf, AnswerTest) and not _chosen(subject, condition, leaf.question):
                    message = (
                        f"{quoted(leaf.question)} does not apply to every {condition.context}, and where it does not "
                        "this is false. Say under where which ones are meant."
                    )
                    yield subject.warning("W020", message, leaf.at, owned.entry)


def _chosen(subject: Subject, condition: Quantified, question: str) -> bool:
    """Whether a question applies always, or `where` reads it or something that makes it relevant."""
    gate = subject.kb.questions[question].relevant_when
    if gate is None or subject.context_of(question) != condition.context:
        return True
    named = () if condition.where is None else questions_read(condition.where)
    return any(id in named for id in (question, *questions_read(gate)))


def _within(condition: Condition) -> Iterator[Condition]:
    yield condition
    for part in parts_of(condition):
        yield from _within(part)


def praise_of_no_instance(subject: Subject) -> Iterator[Problem]:
    """W021: good news rests on `for_every`, which is true where there is no instance at all."""
    for advice in subject.live_advice():
        if advice.kind == "strength":
            yield from _without_any(subject, advice.when, advice.id)
    for rule in subject.live_rules():
        concluded = [subject.kb.conclusions.get(id) for id in rule.conclude]
        if any(conclusion is not None and conclusion.good == "yes" for conclusion in concluded):
            yield from _without_any(subject, rule.when, rule.id)


def _without_any(subject: Subject, when: Condition, entry: str) -> Iterator[Problem]:
    demanded = when.parts if isinstance(when, AllOf) else (when,)
    quantified = [part for part in demanded if isinstance(part, Quantified)]
    some: set[tuple[str, Condition | None]] = set()
    for one in quantified:
        if one.quantifier == "for_some" or (one.quantifier == "count_of" and one.least):
            some |= {(one.context, None), (one.context, one.where), (one.context, one.holds)}
    for every in quantified:
        if every.quantifier == "for_every" and (every.context, every.where) not in some:
            message = (
                f"This is true of a brand without any such {every.context}, and says something good of it. Demand one "
                f"as well: for_some: {{{every.context}: …}} with the same where."
            )
            yield subject.warning("W021", message, every.at, entry)
