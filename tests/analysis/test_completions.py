"""The outlook says what writing down every completion says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from typing import Any, TypeVar

from advisor.advice.build import build
from advisor.advice.profile import WEIGHTS
from advisor.analysis.prospect import outlook
from advisor.analysis.solver.completion import is_open
from advisor.answers import Answer, Answers, AnswerState, Choices, EffectiveAnswer, Truth, effective
from advisor.answers.answer import Range, Remaining
from advisor.inference.evaluator import Evaluation
from advisor.inference.infer import evaluate, evaluate_readable
from advisor.inference.result import Inference, Outcome
from advisor.knowledge.condition import AllOf, AnswerTest, AnyOf, Condition, CountOf, Not, OpenList
from advisor.knowledge.model import Advice, ConclusionRule, KnowledgeBase

from .small import complete, knowledge, open_lists_of, over_spaces, situation

Entry = TypeVar("Entry", ConclusionRule, Advice)

SEEDS = range(250)
STANDS = (Outcome.FIRES, Outcome.POSTPONED)


def frozen(kb: KnowledgeBase, now: dict[str, EffectiveAnswer], lists: Mapping[int, bool] = {}) -> KnowledgeBase:
    """The same knowledge base with every `answered` replaced by what it comes to now, and lists by what they add."""
    a_question = next(iter(kb.questions))
    always = Not(AllOf((AnswerTest(a_question, "answered", ("yes",)), AnswerTest(a_question, "answered", ("no",)))))

    def settled(condition: Condition) -> Condition:
        if isinstance(condition, AnswerTest) and condition.operator == "answered":
            seen = now[condition.question]
            if seen.answer.state is AnswerState.WAITING:
                # In a completion it is answered if it turns out to apply.
                return Not(always) if condition.value == ("yes",) else replace(condition, value=("yes",))
            applies = seen.relevance is not Truth.FALSE and seen.answer.state is not AnswerState.NOT_APPLICABLE
            given = seen.answer.state is AnswerState.ANSWERED
            return always if applies and given == (condition.value == ("yes",)) else Not(always)
        if isinstance(condition, (AllOf, AnyOf, CountOf)):
            return replace(condition, parts=tuple(settled(part) for part in condition.parts))
        if isinstance(condition, Not):
            return Not(settled(condition.part))
        if isinstance(condition, OpenList):
            return AllOf(()) if lists[condition.number] else AnyOf(())
        return condition

    def entry(one: Entry) -> Entry:
        changes: dict[str, Any] = {"when": settled(one.when)}
        for clause in ("unless", "postpone_while", "add"):
            if hasattr(one, clause):
                provisos = getattr(one, clause)
                changes[clause] = tuple(replace(proviso, when=settled(proviso.when)) for proviso in provisos)
        return replace(one, **changes)

    return replace(
        kb,
        rules={id: entry(rule) for id, rule in kb.rules.items()},
        advice={id: entry(advice) for id, advice in kb.advice.items()},
        questions={
            id: question
            if question.relevant_when is None
            else replace(question, relevant_when=settled(question.relevant_when))
            for id, question in kb.questions.items()
        },
    )


def fits(complete: Answer, known: Answer) -> bool:
    """Whether a complete answer agrees with what is known of it."""
    value, of = complete.value, known.value
    if isinstance(of, Choices):
        return isinstance(value, Choices) and of.yes <= value.yes and of.no <= value.no
    if isinstance(of, Remaining):
        return value in of.options
    return not isinstance(of, Range) or (isinstance(value, int) and of.at_least <= value <= of.at_most)


def completions(kb: KnowledgeBase, given: Answers) -> list[dict[str, Answer]]:
    """Every way to complete the answers, as the recorded answers by question."""
    readable = effective(kb, given)
    ways = []
    for id, question in kb.questions.items():
        seen = readable[id]
        waits = seen.answer.state is AnswerState.WAITING
        if not is_open(seen) and not waits:
            ways.append([seen.answer])
        else:
            ways.append([one for one in complete(question) if fits(one, seen.answer)])
    return [dict(zip(kb.questions, way, strict=True)) for way in product(*ways)]


def outcomes(kb: KnowledgeBase, given: Answers) -> dict[tuple[object, ...], Inference]:
    numbers = sorted(open_lists_of(kb))
    found: dict[tuple[object, ...], Inference] = {}
    for added in product((True, False), repeat=len(numbers)):
        still = frozen(kb, dict(effective(kb, given)), dict(zip(numbers, added, strict=True)))
        for way in completions(kb, given):
            completion: tuple[object, ...] = (*way.values(), *added)
            found[completion] = evaluate_readable(still, effective(still, replace(given, given=way)))
    return found


def first_three(kb: KnowledgeBase, inference: Inference) -> list[str]:
    assessment = build(kb, Answers("–", "2026-11-20", {}), inference)
    return [
        one.id
        for one in assessment.advice
        if one.outcome is Outcome.FIRES and one.position is not None and one.severity
    ][:3]


def test_certainty_ranking_and_first_three_agree_with_every_completion() -> None:
    seen = dict.fromkeys(("certain", "impossible", "open", "settled", "unsettled"), 0)
    for seed in SEEDS:
        kb = knowledge(seed)
        given = situation(kb, seed)
        now, then = evaluate(kb, given), outcomes(kb, given)
        agree_on_certainty(kb, given, then, seen)
        found = outlook(kb, given)
        settled = all(first_three(kb, inference) == first_three(kb, now) for inference in then.values())
        assert found.first_settled == settled, seed
        seen["settled" if settled else "unsettled"] += 1
        readable = effective(kb, given)
        order = [(readable[one.question].relevance is not Truth.TRUE, -one.weight) for one in found.ask_next]
        assert order == sorted(order), "surely relevant questions first, then the weightiest"
        for one in found.ask_next:
            severities = [kb.advice[id].severity for id in one.settles]
            assert one.weight == sum(WEIGHTS[severity] if severity else 1 for severity in severities)
    assert all(count > 5 for count in seen.values()), seen


def test_certainty_agrees_with_every_completion_over_spaces_and_lists_that_may_have_more() -> None:
    seen = dict.fromkeys(("certain", "impossible", "open", "lists"), 0)
    for _, kb, given in over_spaces(range(1200), 10**5):
        if len(open_lists_of(kb)) <= 4 and len(completions(kb, given)) <= 100:
            seen["lists"] += bool(open_lists_of(kb))
            agree_on_certainty(kb, given, outcomes(kb, given), seen)
    assert all(count > 5 for count in seen.values()), seen


def agree_on_certainty(
    kb: KnowledgeBase, given: Answers, then: dict[tuple[object, ...], Inference], seen: dict[str, int]
) -> None:
    """Hold what the outlook says of every advice, and of what would settle it, against all completions."""
    found = outlook(kb, given)
    expected = {}
    for id, result in evaluate(kb, given).advice.items():
        if result.outcome is Outcome.UNDETERMINED or result.reservations:
            came = [inference.advice[id].outcome for inference in then.values()]
            kept = STANDS if result.outcome is Outcome.POSTPONED else (Outcome.FIRES,)
            certain = all(outcome in kept for outcome in came)
            impossible = not any(outcome in STANDS for outcome in came)
            expected[id] = "certain" if certain else "impossible" if impossible else "open"
    assert {one.advice: one.certainty for one in found.advice} == expected
    for certainty in expected.values():
        seen[certainty] += 1
    asked = {id for id, answer in effective(kb, given).items() if is_open(answer)}
    assert {one.question: set(one.settles) for one in found.ask_next} == pivotal(kb, then, expected, asked)


def pivotal(
    kb: KnowledgeBase, then: dict[tuple[object, ...], Inference], certainties: dict[str, str], asked: set[str]
) -> dict[str, set[str]]:
    """The open advice that each question decides in some completion, of those to be asked."""
    found: dict[str, set[str]] = {}
    for place, question in enumerate(kb.questions):
        groups: dict[tuple[object, ...], list[Inference]] = {}
        for way, inference in then.items():
            groups.setdefault((*way[:place], *way[place + 1 :]), []).append(inference)
        settles = {
            id
            for id, certainty in certainties.items()
            if certainty == "open"
            and any(
                len({(one.advice[id].outcome is Outcome.FIRES, one.advice[id].outcome in STANDS) for one in group}) > 1
                for group in groups.values()
            )
        }
        if settles and question in asked:
            found[question] = settles
    return found


def test_advice_given_because_something_is_unknown_stays_when_it_is_found_out() -> None:
    for seed in SEEDS:
        kb = knowledge(seed)
        asking = next(iter(kb.questions))
        advice = Advice("ask", "ask", "t", AnswerTest(asking, "answered", ("no",)), {"en": "ask"}, {"en": "ask"})
        kb = replace(kb, advice={**kb.advice, "ask": advice})
        given = Answers("–", "2026-11-20", {})
        if Evaluation(kb, effective(kb, given)).outcome("ask") is Outcome.FIRES:
            assert outlook(kb, given).certainty("ask") is None
            assert all(inference.advice["ask"].outcome is Outcome.FIRES for inference in outcomes(kb, given).values())
            return
    raise AssertionError("no knowledge base to try it on")
