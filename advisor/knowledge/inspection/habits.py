"""Good habits of rule authors: what is allowed, and usually not meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..condition import AllOf, AnswerTest, AnyOf, Condition, Not, leaves, parts_of
from ..model import Advice, Conclusion
from ..problem import Problem, quoted
from ..reading.names import Namespace
from .reads import conditions
from .subject import Subject


def titles_used_twice(subject: Subject) -> Iterator[Problem]:
    """W007: two advice, or two conclusions, with the same title in some language."""
    groups: tuple[tuple[Namespace, Sequence[Advice | Conclusion]], ...] = (
        ("advice", subject.live_advice()),
        ("conclusions", list(subject.kb.conclusions.values())),
    )
    for namespace, entries in groups:
        seen: dict[tuple[str, str], str] = {}
        for entry in entries:
            for language, words in entry.title.items():
                plain = (language, " ".join(words.casefold().split()))
                if plain in seen:
                    at = subject.position(namespace, entry.id, "title", language)
                    message = f"{quoted(seen[plain])} has the same title. Say what makes the difference."
                    yield subject.warning("W007", message, at, entry.id)
                seen.setdefault(plain, entry.id)


def deprecated_without_successor(subject: Subject) -> Iterator[Problem]:
    """W010: a deprecated entry that does not say what replaced it."""
    for rule in subject.kb.rules.values():
        if rule.status == "deprecated" and rule.replaced_by is None:
            yield _without_successor(subject, "rules", rule.id)
    for advice in subject.kb.advice.values():
        if advice.status == "deprecated" and advice.replaced_by is None:
            yield _without_successor(subject, "advice", advice.id)


def _without_successor(subject: Subject, namespace: Namespace, id: str) -> Problem:
    message = f"{quoted(id)} is deprecated: say in replaced_by what has taken its place."
    return subject.warning("W010", message, subject.position(namespace, id, "id"), id)


def too_few_examples(subject: Subject) -> Iterator[Problem]:
    """W011: a stable rule or advice without an example that fires and one that does not."""
    for rule in subject.kb.rules.values():
        if rule.status == "stable":
            yield from _examples(subject, "rules", rule.id, [example.expects == "yes" for example in rule.examples])
    for advice in subject.kb.advice.values():
        if advice.status == "stable":
            fires = [example.expects == "fires" for example in advice.examples]
            yield from _examples(subject, "advice", advice.id, fires)


def _examples(subject: Subject, namespace: Namespace, id: str, holds: list[bool]) -> Iterator[Problem]:
    missing = [which for which, present in (("one in which it holds", any(holds)),
                                            ("one in which it does not", not all(holds))) if not present]  # fmt: skip
    if not holds:
        missing = ["one in which it holds and one in which it does not"]
    if missing:
        message = f"{quoted(id)} is stable and lacks an example: add {missing[0]}."
        yield subject.warning("W011", message, subject.position(namespace, id, "id"), id)


def negated_questions_that_may_not_apply(subject: Subject) -> Iterator[Problem]:
    """W012: `not` makes a test true where its question does not apply, which is seldom meant."""
    for owned in conditions(subject):
        for leaf in _negated(owned.condition, (), subject):
            message = (
                f"Where {quoted(leaf.question)} does not apply, this not makes the condition true. "
                f"Write none_of, or read what makes {quoted(leaf.question)} relevant as well."
            )
            yield subject.warning("W012", message, leaf.at, owned.entry)


def _negated(condition: Condition, beside: tuple[Condition, ...], subject: Subject) -> Iterator[AnswerTest]:
    """Negated tests on questions with a relevance of their own, unless that relevance is demanded beside them."""
    if isinstance(condition, AllOf):
        for part in condition.parts:
            yield from _negated(part, (*beside, *condition.parts), subject)
    elif isinstance(condition, AnyOf):
        for part in condition.parts:
            yield from _negated(part, beside, subject)
    elif isinstance(condition, Not):
        for leaf in leaves(condition.part):
            if isinstance(leaf, AnswerTest):
                relevance = subject.kb.questions[leaf.question].relevant_when
                if relevance is not None and not _ensured(leaf.question, relevance, beside):
                    yield leaf


def _ensured(question: str, relevance: Condition, beside: tuple[Condition, ...]) -> bool:
    demanded = set(relevance.parts) if isinstance(relevance, AllOf) else {relevance}
    return demanded <= set(beside) or any(isinstance(one, AnswerTest) and one.question == question for one in beside)


def opportunities_without_postponement(subject: Subject) -> Iterator[Problem]:
    """W013: an opportunity that waits for nothing."""
    for advice in subject.live_advice():
        if advice.kind == "opportunity" and not advice.postpone_while:
            message = f"{quoted(advice.id)} waits for nothing. Say under postpone_while what has to be in order first."
            yield subject.warning("W013", message, subject.position("advice", advice.id, "id"), advice.id)


def equal_ranks(subject: Subject) -> Iterator[Problem]:
    """W014: two advice with the same severity, or kind without one, the same phase and rank."""
    seen: dict[tuple[object, ...], str] = {}
    for advice in subject.live_advice():
        if advice.rank is not None:
            place = (advice.severity or advice.kind, advice.phase, advice.rank)
            if place in seen:
                at = subject.position("advice", advice.id, "rank")
                where = " and ".join(str(part) for part in place[:2] if part)
                message = f"{quoted(seen[place])} has the rank {advice.rank} within {where} already."
                yield subject.warning("W014", message, at, advice.id)
            seen.setdefault(place, advice.id)


def missing_ranks(subject: Subject) -> Iterator[Problem]:
    """W022: an advice without rank beside others of its severity and phase, where it may be among the first."""
    beside: dict[tuple[object, ...], list[Advice]] = {}
    for advice in subject.live_advice():
        if advice.severity in ("critical", "major"):
            beside.setdefault((advice.severity, advice.phase), []).append(advice)
    for place, group in beside.items():
        for advice in group if len(group) > 1 else ():
            if advice.rank is None:
                message = (
                    f"{quoted(advice.id)} has no rank, so it comes last of the {len(group)} advice that are "
                    f"{' and '.join(str(part) for part in place)}. Give it one."
                )
                yield subject.warning("W022", message, subject.position("advice", advice.id, "id"), advice.id)


def same_conditions(subject: Subject) -> Iterator[Problem]:
    """W015: two advice with the same condition, neither of which subsumes the other."""
    below = _descendants(subject)
    seen: dict[object, list[str]] = {}
    for advice in subject.live_advice():
        alike = seen.setdefault((advice.for_each, _normal(advice.when)), [])
        for other in alike:
            if advice.id not in below[other] and other not in below[advice.id]:
                message = (
                    f"{quoted(advice.id)} and {quoted(other)} have the same condition. "
                    "Let one subsume the other, or tell their conditions apart."
                )
                yield subject.warning("W015", message, subject.position("advice", advice.id, "id"), advice.id)
                break
        alike.append(advice.id)


def _descendants(subject: Subject) -> dict[str, set[str]]:
    below: dict[str, set[str]] = {}
    for id in subject.kb.advice:
        reached: set[str] = set()
        waiting = [id]
        while waiting:
            known = subject.kb.advice.get(waiting.pop())
            for child in known.subsumes if known else ():
                if child not in reached:
                    reached.add(child)
                    waiting.append(child)
        below[id] = reached
    return below


def _normal(condition: Condition) -> object:
    """A condition without the order of its parts and options."""
    if isinstance(condition, (AllOf, AnyOf, Not)):
        return type(condition).__name__, frozenset(_normal(part) for part in parts_of(condition))
    if isinstance(condition, AnswerTest) and isinstance(condition.value, tuple):
        return condition.question, condition.operator, frozenset(condition.value)
    return condition


def changes_without_words(subject: Subject) -> Iterator[Problem]:
    """W024: nothing says in the imperative what a change is."""
    for question in subject.kb.questions.values():
        for change in question.changeable:
            if change.says is None:
                about = f"{question.id}/{change.option}"
                message = f"No words say how {quoted(question.id)} comes to be changed: add says to the change."
                yield subject.warning("W024", message, change.at, about)
