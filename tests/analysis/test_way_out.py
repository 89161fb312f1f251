"""The way out is the best there is: what writing down every set of changes finds, and what an assessment confirms."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product

import pytest

from advisor.advice import Assessment, assess, build
from advisor.advice.finding import STANDING
from advisor.advice.profile import WEIGHTS
from advisor.advice.way_out import AnswerChange, by_act
from advisor.analysis.explanation.journey import way_out
from advisor.analysis.solver.alterable import possible_changes
from advisor.analysis.solver.shortest_way import MOST_EQUALS, ChangesOfABrand
from advisor.answers import Answer, Answers, AnswerState, Choices
from advisor.answers.answer import Remaining
from advisor.inference.infer import evaluate
from advisor.knowledge.condition import AnswerTest
from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.model import (
    EFFORTS,
    PROBLEM_KINDS,
    SEVERITIES,
    Advice,
    Before,
    Effort,
    KnowledgeBase,
    Option,
    PossibleChange,
    Question,
    Severity,
)

from .small import answers, knowledge, over_spaces, situation

MOST = 2
Changes = tuple[AnswerChange, ...]


def with_changes(kb: KnowledgeBase, seed: int) -> KnowledgeBase:
    """The same knowledge base, with changes declared at random and variants of other severity."""
    draw = random.Random(seed)

    def changes(question: Question) -> Iterator[PossibleChange]:
        for option in question.options:
            effort: Effort = draw.choice(("low", "low", "low", *EFFORTS))
            if question.type == "choices":
                beside = [one.id for one in question.options if one is not option and not one.alone]
                given_up = draw.choice(beside) if beside and draw.random() < 0.4 else None
                yield from (
                    PossibleChange(effort, add=option.id, drop=given_up),
                    PossibleChange(effort, drop=option.id),
                )
            elif draw.random() < 0.7:
                others = tuple(one.id for one in question.options if one is not option and draw.random() < 0.4)
                yield PossibleChange(effort, to=option.id, present=others)

    questions = {id: replace(one, changeable=tuple(changes(one))) for id, one in kb.questions.items()}
    advice = {
        id: replace(one, variants=tuple(replace(v, severity=draw.choice(SEVERITIES)) for v in one.variants))
        if one.severity
        else one
        for id, one in kb.advice.items()
    }
    sections = tuple(replace(s, questions=tuple(questions[q.id] for q in s.questions)) for s in kb.sections)
    return replace(kb, questions=questions, advice=advice, sections=sections)


def assessed(kb: KnowledgeBase, given: Answers) -> Assessment:
    return build(kb, given, evaluate(kb, given))


def weights(assessment: Assessment) -> dict[str, Severity]:
    """The points of an assessment, each with its gravest severity."""
    found: dict[str, Severity] = {}
    for one in assessment.advice:
        if one.kind in PROBLEM_KINDS and one.outcome in STANDING and one.severity is not None:
            id = declared_id(one.entries[0])
            found[id] = max(found.get(id, one.severity), one.severity, key=lambda severity: WEIGHTS[severity])
    return found


def weight(assessment: Assessment) -> int:
    return sum(WEIGHTS[severity] for severity in weights(assessment).values())


def changed_by_hand(kb: KnowledgeBase, given: Answers, changes: Changes) -> Answers | None:
    """The answers with changes made one by one; None where they make no sense together."""
    now = dict(given.given)
    for question in {change.question for change in changes}:
        asked, answer = kb.questions[question], given.of(question)
        own = [change for change in changes if change.question == question]
        if asked.type != "choices":
            if len(own) > 1:
                return None
            now[question] = Answer(AnswerState.ANSWERED, own[0].option)
            continue
        assert isinstance(answer.value, Choices)
        yes, no = set(answer.value.yes), set(answer.value.no)
        alone = {option.id for option in asked.options if option.alone}
        for change in own:
            if change.does == "add":
                yes, no = (yes - alone) | {change.option}, (no - {change.option}) | alone
                if change.in_place_of is not None:
                    yes, no = yes - {change.in_place_of}, no | {change.in_place_of}
            else:
                yes, no = yes - {change.option}, no | {change.option}
        names = {option.id for option in asked.options}
        if not yes and alone and answer.value.yes:
            addable = {one.add for one in asked.changeable}
            if not alone & addable or no | alone != names:
                return None
            yes = alone
        if yes & alone:
            no = names - yes
        now[question] = Answer(
            AnswerState.ANSWERED, Choices(frozenset(yes), frozenset(no - yes)), partly_known=yes | no != names
        )
    return replace(given, given=now)


Cost = tuple[int, int, int, int]


def sets_of_acts(brand: ChangesOfABrand, most: int) -> Iterator[tuple[Changes, tuple[int, int, int]]]:
    """Every set of at most so many acts, each at some of its instances: the number, the effort, and how many these are.

    The changes come in the order of the interview.
    """
    order = {change: place for place, change in enumerate(brand.made)}
    parts = [
        [part for size in range(1, len(act) + 1) for part in combinations(act, size)] for act in by_act(brand.made)
    ]
    for size in range(most + 1):
        for chosen in combinations(parts, size):
            for acts in product(*chosen):
                changes = tuple(sorted((change for act in acts for change in act), key=order.__getitem__))
                effort = sum(EFFORTS.index(act[0].effort) + 1 for act in acts)
                yield changes, (size, effort, len(changes))


def best_by_hand(kb: KnowledgeBase, given: Answers, brand: ChangesOfABrand) -> tuple[Cost, set[Changes]]:
    """The least weight, then number, effort and instances that at most `MOST` acts come to, and these sets."""
    present = {check.id for check in assessed(kb, given).checks}
    best: Cost | None = None
    sets: set[Changes] = set()
    for changes, taken in sets_of_acts(brand, MOST):
        then = changed_by_hand(brand.kb, given, changes)
        if then is None:
            continue
        found = assessed(kb, then)
        if not {check.id for check in found.checks} <= present:
            continue
        cost = (weight(found), *taken)
        if best is None or cost < best:
            best, sets = cost, set()
        if cost == best:
            sets.add(changes)
    assert best is not None
    return best, sets


def cases() -> Iterator[tuple[int, KnowledgeBase, Answers]]:
    for seed in range(300):
        kb = with_changes(knowledge(seed), seed)
        yield seed, kb, situation(kb, seed)
    for seed, kb, given in over_spaces(range(60), 3000):
        yield seed, with_changes(kb, seed), given


def test_no_other_changes_of_that_number_leave_less() -> None:
    compared = equals = eased = 0
    for seed, kb, given in cases():
        brand = ChangesOfABrand(kb, given)
        if not brand.made:
            continue
        cost, sets = best_by_hand(kb, given, brand)
        found = brand.lightest(MOST)
        assert set(found.sets) <= sets, seed
        assert len(found.sets) == min(len(sets), MOST_EQUALS), seed
        assert found.more == (len(sets) > MOST_EQUALS), seed
        compared += 1
        equals += len(sets) > 1
        eased += cost[1] > 0
    assert compared > 60
    assert equals
    assert eased > 20


def test_fewest_changes_to_nothing_critical() -> None:
    reached = 0
    for seed, kb, given in cases():
        brand = ChangesOfABrand(kb, given)
        present = {check.id for check in assessed(kb, given).checks}
        if len(brand.made) > 4:
            continue
        costs = []
        for changes, taken in sets_of_acts(brand, len(brand.acts)):
            then = changed_by_hand(brand.kb, given, changes)
            if then is None:
                continue
            found = assessed(kb, then)
            if {check.id for check in found.checks} <= present:
                critical = sum(severity == "critical" for severity in weights(found).values())
                costs.append((critical, *taken))
        changes = brand.uncritical().sets[0]
        left = sum(severity == "critical" for severity in brand.points(changes).values())
        acts = by_act(changes)
        effort = sum(EFFORTS.index(act[0].effort) + 1 for act in acts)
        assert (left, len(acts), effort, len(changes)) == min(costs), seed
        reached += bool(changes)
    assert reached > 3


def test_each_step_tells_what_is_gone_after_it() -> None:
    told = 0
    for seed, kb, given in cases():
        before = assess(kb, given)
        found = way_out(kb, given, before, most=3)
        made: Changes = ()
        stands = {one.id: one for one in before.advice if one.kind in PROBLEM_KINDS and one.outcome in STANDING}
        brand = ChangesOfABrand(kb, given)
        for step in found.best.steps:
            made = (*made, step.change, *step.elsewhere)
            after = {id for id, one in brand.results(made).items() if one.outcome in STANDING}
            gone = {*step.clears, *step.opens}
            assert gone <= stands.keys(), seed
            still = {id for id, one in stands.items() if after & set(one.entries)}
            assert gone == stands.keys() - still, seed
            stands = {id: stands[id] for id in still}
            told += len(gone)
        whole = assess(kb, brand.with_changes(made))
        assert weight(whole) == found.best.weight, seed
    assert told > 10


def yes_no(id: str, effort: Effort = "low") -> Question:
    options = tuple(Option(one, {"en": one, "fr": one}) for one in ("yes", "no"))
    return Question(
        id, "s", "yes_no", {"en": "?", "fr": "?"}, options=options, changeable=(PossibleChange(effort, to="no"),)
    )


def advice(id: str, question: str, severity: Severity, *before: str) -> Advice:
    say = {"en": id, "fr": id}
    when = AnswerTest(question, "is", ("yes",))
    return Advice(
        id, "mistake", "t", when, say, say, severity=severity, before=tuple(Before(one, say) for one in before)
    )


@pytest.fixture
def two() -> KnowledgeBase:
    """Two questions; what the second clears comes before a part of what the first does."""
    questions = [yes_no("first"), yes_no("second", "medium")]
    entries = [
        advice("gravest", "first", "critical"),
        advice("later", "first", "major"),
        advice("ahead", "second", "minor", "later"),
    ]
    base = knowledge(0)
    return replace(
        base,
        conclusions={},
        rules={},
        checks={},
        questions={one.id: one for one in questions},
        sections=(replace(base.sections[0], questions=tuple(questions)),),
        advice={one.id: one for one in entries},
    )


YES = Answer(AnswerState.ANSWERED, "yes")


def at_places(seed: int) -> tuple[KnowledgeBase, Answers]:
    """Two questions asked at three places each, and two of the brand: each answer yes is a point, where it is one."""
    draw = random.Random(seed)
    ids = [*(f"{one}@{place}" for one in ("first", "second") for place in "abc"), "third", "fourth"]
    asked = {one: yes_no(one, draw.choice(EFFORTS)) for one in ("first", "second", "third", "fourth")}
    severities = {one: draw.choice(SEVERITIES) for one in asked}
    questions = [replace(asked[declared_id(id)], id=id) for id in ids]
    entries = []
    for id in ids:
        declared, _, place = id.partition("@")
        called = f"of-{declared}@{place}" if place else f"of-{declared}"
        entries.append(advice(called, id, severities[declared]))
    base = replace(
        knowledge(0),
        conclusions={},
        rules={},
        checks={},
        questions={one.id: one for one in questions},
        sections=(replace(knowledge(0).sections[0], questions=tuple(questions)),),
        advice={one.id: one for one in entries},
    )
    no = Answer(AnswerState.ANSWERED, "no")
    return base, answers({id: draw.choice((YES, YES, no)) for id in ids})


def test_a_change_made_at_several_places_counts_as_one() -> None:
    together = 0
    for seed in range(12):
        kb, given = at_places(seed)
        brand = ChangesOfABrand(kb, given)
        cost, sets = best_by_hand(kb, given, brand)
        assert set(brand.lightest(MOST).sets) == sets, seed
        together += cost[3] > cost[1]
    assert together > 6


def test_the_order_respects_before(two: KnowledgeBase) -> None:
    given = answers({"first": YES, "second": YES})
    found = way_out(two, given, assess(two, given))
    assert [step.change.question for step in found.best.steps] == ["second", "first"]
    assert [step.clears for step in found.best.steps] == [("ahead",), ("gravest", "later")]
    assert found.uncritical is not None
    assert [step.change.question for step in found.uncritical.steps] == ["first"]


def test_only_changes_of_the_effort_asked_for_are_made(two: KnowledgeBase) -> None:
    given = answers({"first": YES, "second": YES})
    found = way_out(two, given, assess(two, given), effort="low")
    assert [step.change.question for step in found.best.steps] == ["first"]
    assert found.best.points == 1


def test_an_open_question_is_not_changed(two: KnowledgeBase) -> None:
    given = answers({"first": Answer(AnswerState.UNKNOWN), "second": YES})
    assert [step.change.question for step in way_out(two, given, assess(two, given)).best.steps] == ["second"]


def test_a_change_with_a_condition_is_one_only_where_that_is_known_to_hold(two: KnowledgeBase) -> None:
    asked = two.questions["first"]
    only_then = replace(asked.changeable[0], when=AnswerTest("second", "is", ("yes",)))
    questions = {**two.questions, "first": replace(asked, changeable=(only_then,))}
    kb = replace(two, questions=questions, sections=(replace(two.sections[0], questions=tuple(questions.values())),))
    for second, changed in ((YES, 2), (Answer(AnswerState.ANSWERED, "no"), 0), (Answer(AnswerState.UNKNOWN), 0)):
        given = answers({"first": YES, "second": second})
        assert len(way_out(kb, given, assess(kb, given)).best.steps) == changed


@pytest.mark.parametrize(
    ("known", "led_to"),
    [
        (("renewing", "decided", "considered"), ["dropped"]),
        (("decided", "gone"), []),
        (("now", "renewing"), ["stopped"]),
    ],
)
def test_what_is_done_or_planned_in_either_case_can_be_given_up(known: tuple[str, ...], led_to: list[str]) -> None:
    names = ("now", "renewing", "decided", "considered", "gone", "stopped", "dropped")
    question = Question(
        "q",
        "s",
        "choice",
        {"en": "?", "fr": "?"},
        options=tuple(Option(one, {"en": one, "fr": one}) for one in names),
        changeable=(
            PossibleChange("low", to="stopped", present=("now", "renewing")),
            PossibleChange("low", to="dropped", present=("decided", "considered")),
        ),
    )
    answer = Answer(AnswerState.ANSWERED, Remaining(known), partly_known=True)
    assert [change.option for change in possible_changes(question, question.changeable, answer, "low")] == led_to
