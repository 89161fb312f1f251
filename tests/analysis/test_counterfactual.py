"""The smallest sets of changes are those an exhaustive search finds, and every one of them works."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, product
from typing import Any

from advisor.analysis.solver.counterfactual import Counterfactuals, to_conclude, to_fire
from advisor.answers import Answer, Answers, AnswerState, Choices, Truth
from advisor.inference.infer import evaluate
from advisor.inference.result import Inference, Outcome
from advisor.knowledge.condition import AllOf, AnswerTest, ConclusionTest
from advisor.knowledge.model import Advice, Check, Conclusion, ConclusionRule, KnowledgeBase, Option, Question, Section

from .small import SAY, knowledge, over_spaces, situation, situations, states

SEEDS = range(160)


def comes_to_the_same(one: Answer, other: Answer) -> bool:
    def read(answer: Answer) -> object:
        if answer.state is AnswerState.ANSWERED:
            return answer.value
        return "declared" if answer.state is AnswerState.NOT_APPLICABLE else "open"

    return read(one) == read(other)


def smallest(kb: KnowledgeBase, given: Answers, goals: dict[str, set[frozenset[str]]]) -> None:
    """Fill in, by trying everything, the minimal sets of questions to change for each goal."""
    # What is open stays as it is: that nobody was asked yet is no different answer, but it can leave relevance open.
    everything = [(one, evaluate(kb, as_open(one, given))) for one in situations(kb)]
    for goal, sets in goals.items():
        reached = [one for one, inference in everything if holds(inference, goal)]
        ways = {
            frozenset(
                id
                for id in kb.questions
                if (
                    not comes_to_the_same(one.of(id), given.of(id))
                    or (kb.questions[id].relevant_when is not None and one.of(id).state is not given.of(id).state)
                )
                and not (kb.questions[id].type == "text" and one.of(id).state is given.of(id).state)
            )
            for one in reached
        }
        sets.update(way for way in ways if not any(other < way for other in ways))


def as_open(one: Answers, given: Answers) -> Answers:
    """The answers, with what is open in them as open as it was given."""
    present = {id: given.of(id) for id, answer in one.given.items() if comes_to_the_same(answer, given.of(id))}
    return replace(one, given={**one.given, **present})


def holds(inference: Inference, goal: str) -> bool:
    if goal in inference.advice:
        return inference.advice[goal].outcome is Outcome.FIRES
    return inference.conclusions[goal].value is Truth.TRUE


def found_for(kb: KnowledgeBase, given: Answers, goal: str) -> Counterfactuals:
    return to_fire(kb, given, goal, 100) if goal in kb.advice else to_conclude(kb, given, goal, 100)


def test_the_sets_are_exactly_the_minimal_ones_and_each_leads_there() -> None:
    sizes: dict[int, int] = {}
    for seed in SEEDS:
        kb = knowledge(seed)
        if len(list(states_product(kb))) <= 400:
            are_minimal(kb, situation(kb, seed + 1), sizes)
    assert all(sizes[size] > 10 for size in (-1, 0, 1, 2)), sizes


def test_the_sets_are_minimal_over_spaces_and_lists_that_may_have_more() -> None:
    sizes: dict[int, int] = {}
    for _, kb, given in over_spaces(range(500), 250):
        are_minimal(kb, given, sizes)
    assert all(sizes[size] > 5 for size in (-1, 0, 1, 2)), sizes


def are_minimal(kb: KnowledgeBase, given: Answers, sizes: dict[int, int]) -> None:
    """Hold what is found for every goal against an exhaustive search; counts the sets by size, -1 for none."""
    goals: dict[str, set[frozenset[str]]] = {id: set() for id in chain(kb.advice, kb.conclusions)}
    smallest(kb, given, goals)
    for goal, expected in goals.items():
        found = found_for(kb, given, goal)
        named = [frozenset(change.question for change in one.changes) for one in found.sets]
        assert len(named) == len(set(named))
        assert set(named) == expected, goal
        assert [len(one) for one in named] == sorted(len(one) for one in named)
        assert not found.more
        for one in found.sets:
            sizes[len(one.changes)] = sizes.get(len(one.changes), 0) + 1
            check_every_alternative(kb, given, goal, one.changes)
        if not named:
            sizes[-1] = sizes.get(-1, 0) + 1


def states_product(kb: KnowledgeBase) -> Iterator[tuple[Answer, ...]]:
    return product(*(states(question) for question in kb.questions.values()))


def check_every_alternative(kb, given, goal, changes) -> None:  # type: ignore[no-untyped-def]
    """Each answer named for a change leads to the goal, with the first named of the others, and no other does."""
    first = {change.question: change.wanted[0] for change in changes}
    for change in changes:
        assert comes_to_the_same(change.present, given.of(change.question))
        question = kb.questions[change.question]
        numbers = change.between and [
            Answer(AnswerState.ANSWERED, number) for number in range(change.between[0], change.between[1] + 1)
        ]
        for wanted in (*change.wanted, *(numbers or ())):
            assert any(comes_to_the_same(wanted, state) or question.type == "text" for state in states(question))
            changed = replace(given, given={**given.given, **first, change.question: wanted})
            assert holds(evaluate(kb, changed), goal)


def question(id: str, *options: str) -> Question:
    return Question(id, "s", "choice", SAY, options=tuple(Option(option, SAY) for option in options))


def base(questions: list[Question], advice: list[Advice], **rest: Any) -> KnowledgeBase:
    return KnowledgeBase(
        id="k", version="1", fingerprint="", languages=("en",), title=SAY, sections=(Section("s", SAY, ()),),
        themes={}, conclusions=rest.get("conclusions", {}), rules=rest.get("rules", {}),
        advice={one.id: one for one in advice}, checks=rest.get("checks", {}), sources={}, claims={}, cases={},
        questions={one.id: one for one in questions},
    )  # fmt: skip


def answered(**options: str) -> Answers:
    return Answers("–", "2026-11-20", {id: Answer(AnswerState.ANSWERED, option) for id, option in options.items()})


def advice_when(*parts: AnswerTest | ConclusionTest) -> Advice:
    return Advice("goal", "gap", "t", AllOf(parts), SAY, SAY)


def is_(question: str, option: str) -> AnswerTest:
    return AnswerTest(question, "is", (option,))


def test_every_answer_that_would_do_is_named() -> None:
    kb = base([question("q", "a", "b", "c")], [advice_when(AnswerTest("q", "none_of", ("a",)))])
    (one,) = to_fire(kb, answered(q="a"), "goal").sets
    assert [wanted.value for wanted in one.changes[0].wanted] == ["b", "c"]


def test_every_option_that_would_do_in_a_list_is_named() -> None:
    kb = base([choices("q", "a", "b", "c", "none")], [advice_when(AnswerTest("q", "any_of", ("a", "b")))])
    (one,) = to_fire(kb, answered(), "goal").sets
    assert [said(wanted) for wanted in one.changes[0].wanted] == [("a",), ("b",)]
    assert all(wanted.partly_known for wanted in one.changes[0].wanted)
    nothing = Answer(AnswerState.ANSWERED, Choices(frozenset({"none"}), frozenset({"a", "b", "c"})))
    (one,) = to_fire(kb, Answers("–", "2026-11-20", {"q": nothing}), "goal").sets
    assert [said(wanted) for wanted in one.changes[0].wanted] == [("a",), ("b",)]
    assert not any(wanted.partly_known for wanted in one.changes[0].wanted)


def said(answer: Answer) -> tuple[str, ...]:
    assert isinstance(answer.value, Choices)
    return tuple(sorted(answer.value.yes))


def choices(id: str, *options: str) -> Question:
    listed = tuple(Option(option, SAY, option == "none") for option in options)
    return Question(id, "s", "choices", SAY, options=listed)


def test_a_number_is_given_as_the_range_that_would_do() -> None:
    number = Question("n", "s", "number", SAY, min=0, max=20)
    parts = AnswerTest("n", "at_least", 3), AnswerTest("n", "less_than", 12)
    kb = base([number], [advice_when(*parts)])
    given = Answers("–", "2026-11-20", {"n": Answer(AnswerState.ANSWERED, 1)})
    (one,) = to_fire(kb, given, "goal").sets
    assert one.changes[0].between == (3, 11)


def test_an_irrelevant_question_brings_the_one_that_gates_it() -> None:
    gated = replace(question("inner", "a", "b"), relevant_when=is_("outer", "yes"))
    kb = base([question("outer", "yes", "no"), gated], [advice_when(is_("inner", "a"))])
    (one,) = to_fire(kb, answered(outer="no"), "goal").sets
    assert [change.question for change in one.changes] == ["outer", "inner"]
    (one,) = to_fire(kb, answered(outer="no", inner="a"), "goal").sets
    assert [change.question for change in one.changes] == ["outer"]


def test_answers_that_contradict_each_other_are_named_only_where_nothing_else_would_do() -> None:
    check = Check("odd", AllOf((is_("p", "x"), is_("q", "b"))), SAY, ("p", "q"))
    kb = base(
        [question("p", "x", "y"), question("q", "a", "b", "c")],
        [advice_when(AnswerTest("q", "none_of", ("a",)))],
        checks={"odd": check},
    )
    (one,) = to_fire(kb, answered(p="x", q="a"), "goal").sets
    assert [wanted.value for wanted in one.changes[0].wanted] == ["c"]


def test_a_conclusion_is_followed_to_the_answers_behind_it() -> None:
    kb = base(
        [question("p", "x", "y"), question("q", "a", "b")],
        [advice_when(ConclusionTest("c", True))],
        conclusions={"c": Conclusion("c", SAY, SAY)},
        rules={
            "r": ConclusionRule("r", is_("p", "x"), ("c",)),
            "s": ConclusionRule("s", is_("q", "a"), ("c",)),
        },
    )
    sets = to_fire(kb, answered(p="y", q="b"), "goal").sets
    assert {one.changes[0].question for one in sets} == {"p", "q"}
    assert to_conclude(kb, answered(p="x"), "c").sets[0].changes == ()


def test_only_so_many_sets_are_listed_and_it_is_said_that_there_are_more() -> None:
    questions = [question(f"q{number}", "a", "b") for number in range(9)]
    rules = {f"r{number}": ConclusionRule(f"r{number}", is_(f"q{number}", "a"), ("c",)) for number in range(9)}
    kb = base(questions, [], conclusions={"c": Conclusion("c", SAY, SAY)}, rules=rules)
    found = to_conclude(kb, answered(), "c", 5)
    assert len(found.sets) == 5
    assert found.more
