"""What an evaluation needs to know of a knowledge base whatever the answers: its tests, and what depends on what."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from graphlib import TopologicalSorter
from itertools import groupby
from typing import TypeVar

from advisor.answers.answer import FALSE, UNDETERMINED, AnswerState, EffectiveAnswer, EffectiveAnswers, Truth
from advisor.answers.comparison import truth
from advisor.answers.kleene import conjunction, counted, disjunction, negation
from advisor.knowledge.condition import (
    AllOf,
    AnswerTest,
    AnyOf,
    ConclusionTest,
    Condition,
    CountOf,
    Not,
    OpenList,
    parts_of,
)
from advisor.knowledge.model import Advice, ConclusionRule, KnowledgeBase

from .condition_key import choosing, judging
from .kept import KeptWith
from .support import Support

Test = AnswerTest | ConclusionTest | OpenList
TESTS = (AnswerTest, ConclusionTest, OpenList)
"""The same for `isinstance`, which takes a tuple of classes in a third of the time."""
Connective = Callable[[Iterable[Truth]], Truth]
Key = TypeVar("Key")
Known = TypeVar("Known")

MOST_REMEMBERED = 2_000


class DependencyIndex:
    """What an evaluation needs to know of a ground knowledge base and no answer changes.

    `questions` numbers the questions, then the keys of incomplete lists, which reasons cite like questions. `tests` are
    the distinct elementary tests, those on answers first, in interview order. `place` maps the identity of every
    condition, and of every part of one, to its place among the `distinct` ones: first the tests, then what is built of
    them; of each `connectives` has what joins its parts, and `parts` their places. `judging` has the places of the
    condition of each advice, of its exceptions and of its postponements, `choosing` those of what texts are chosen by.
    `order` lists the conclusions, each after those its rules read. `own` has what each test rests on by itself,
    whatever makes its question relevant and its conclusion what it is; `settled` has that where nothing can make it
    differ, and None elsewhere. `non_monotonic` are the questions and conclusions whose relevance or value can turn
    round when an answer is missing, rather than only become undetermined: through an exception, or a test of whether
    something is answered; `turning` are the places of the conditions that have such a part. `behind` has, as a bit
    mask, every question that the condition of an advice reads, directly or through conclusions.

    Raises graphlib.CycleError (a ValueError) where conclusions read each other in a cycle.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self.conditions = tuple(_conditions(kb))
        found = [part for condition in self.conditions for part in _within(condition)]
        leaves = [part for part in found if isinstance(part, TESTS)]
        lists = dict.fromkeys(leaf.context for leaf in leaves if isinstance(leaf, OpenList))
        self.questions = {id: number for number, id in enumerate((*kb.questions, *lists))}
        self.conclusions = {id: number for number, id in enumerate(kb.conclusions)}
        order = {id: number for number, id in enumerate((*kb.questions, *kb.conclusions, *lists))}
        self.tests: tuple[Test, ...] = tuple(sorted(dict.fromkeys(leaves), key=lambda leaf: order[_read(leaf)]))
        self.distinct: tuple[Condition, ...] = tuple(dict.fromkeys((*self.tests, *found)))
        places = {part: place for place, part in enumerate(self.distinct)}
        self.connectives = tuple(map(connective, self.distinct))
        self.parts = tuple(tuple(places[part] for part in parts_of(one)) for one in self.distinct)
        # Python 3.12.1 takes a bare `id(part)` here for the `id` of the comprehensions above.
        self.place = {identity: places[part] for identity, part in zip(map(id, found), found, strict=True)}
        self.choosing = tuple((key, self.place[id(condition)]) for key, condition, _ in choosing(kb))
        self.judging = {advice.id: self._clauses(advice) for advice in kb.advice.values()}
        self.own = tuple(self._own(test, 1 << 3 * place) for place, test in enumerate(self.tests))
        qualified = {question.id for question in kb.questions.values() if question.relevant_when is not None}
        self.settled = tuple(
            None if isinstance(test, ConclusionTest) or _read(test) in qualified else own
            for test, own in zip(self.tests, self.own, strict=True)
        )
        self._tests_on = {
            question: tuple(tests)
            for question, tests in groupby((t for t in self.tests if isinstance(t, AnswerTest)), lambda t: t.question)
        }
        self._judged: dict[tuple[str, EffectiveAnswer], list[Truth]] = {}
        self._questions_of: dict[int, tuple[str, ...]] = {}
        self._conclusions_of: dict[int, tuple[str, ...]] = {}
        self.rules_for: dict[str, tuple[ConclusionRule, ...]] = {
            id: tuple(rule for rule in kb.rules.values() if id in rule.conclude) for id in kb.conclusions
        }
        read = {
            id: [leaf for rule in rules for part in _parts(rule) for leaf in tests_of(part)]
            for id, rules in self.rules_for.items()
        }
        graph = {
            id: [leaf.conclusion for leaf in found if isinstance(leaf, ConclusionTest)] for id, found in read.items()
        }
        self.order = tuple(TopologicalSorter(graph).static_order())
        self.non_monotonic = self._non_monotonic(kb, read)
        behind: dict[str, int] = {id: 1 << number for id, number in self.questions.items()}
        for conclusion in self.order:
            behind[conclusion] = union(behind, read[conclusion])
        turns = partial(_turns, self.non_monotonic)
        self.turning = frozenset(place for place, part in enumerate(self.distinct) if any(map(turns, tests_of(part))))
        self.behind = {advice.id: union(behind, tests_of(advice.when)) for advice in kb.advice.values()}

    def judged(self, readable: EffectiveAnswers, scope_open: bool) -> list[Truth | None]:
        """The value of every test on an answer at its place; at every other place None.

        Values are remembered answer by answer, for loops that change one answer at a time.
        """
        values: list[Truth | None] = []
        for question, tests in self._tests_on.items():
            answer = readable[question]
            if scope_open and is_not_applicable(answer):
                values += [UNDETERMINED] * len(tests)
                continue
            key = (question, answer)
            known = self._judged.get(key)
            if known is None:
                known = _remember(self._judged, key, [truth(test, answer) for test in tests])
            values += known
        return values + [None] * (len(self.distinct) - len(values))

    def questions_of(self, mask: int) -> tuple[str, ...]:
        """The questions of a bit mask, the first question being the lowest bit."""
        known = self._questions_of.get(mask)
        return _remember(self._questions_of, mask, _names(self.questions, mask)) if known is None else known

    def conclusions_of(self, mask: int) -> tuple[str, ...]:
        """The conclusions of a bit mask, the first conclusion being the lowest bit."""
        known = self._conclusions_of.get(mask)
        return _remember(self._conclusions_of, mask, _names(self.conclusions, mask)) if known is None else known

    def _clauses(self, advice: Advice) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
        unless, postpone_while = (
            tuple(self.place[id(proviso.when)] for proviso in provisos)
            for provisos in (advice.unless, advice.postpone_while)
        )
        return self.place[id(advice.when)], unless, postpone_while

    def _own(self, test: Test, leaf: int) -> Support:
        if isinstance(test, ConclusionTest):
            return Support(conclusions=1 << self.conclusions[test.conclusion], leaves=leaf)
        read = 1 << self.questions[_read(test)]
        return Support(answers=read, direct=read, leaves=leaf)

    def _non_monotonic(self, kb: KnowledgeBase, read: Mapping[str, Sequence[Test]]) -> frozenset[str]:
        non_monotonic: set[str] = set()
        turns = partial(_turns, non_monotonic)
        for question in kb.questions.values():
            if question.relevant_when is not None and any(map(turns, tests_of(question.relevant_when))):
                non_monotonic.add(question.id)
        for id in self.order:
            if any(rule.unless for rule in self.rules_for[id]) or any(map(turns, read[id])):
                non_monotonic.add(id)
        return frozenset(non_monotonic)


def connective(condition: Condition) -> Connective | None:
    """What the value of a condition is made by from those of its parts; None for one without a connective."""
    if isinstance(condition, AllOf):
        return conjunction
    if isinstance(condition, AnyOf):
        return disjunction
    if isinstance(condition, CountOf):
        return partial(counted, least=condition.least, most=condition.most)
    return _turned if isinstance(condition, Not) else None


def _turns(non_monotonic: Container[str], leaf: Test) -> bool:
    """Whether a missing answer can turn a test round."""
    if isinstance(leaf, AnswerTest):
        return leaf.operator == "answered" or leaf.question in non_monotonic
    return isinstance(leaf, ConclusionTest) and leaf.conclusion in non_monotonic


def _turned(values: Iterable[Truth]) -> Truth:
    (value,) = values
    return negation(value)


def bits(mask: int) -> Iterator[int]:
    """The places of the bits that are set, lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def union(masks: Mapping[str, int], tests: Iterable[Test]) -> int:
    """The masks of everything that some tests read, together."""
    mask = 0
    for test in tests:
        mask |= masks[_read(test)]
    return mask


def _names(numbers: Mapping[str, int], mask: int) -> tuple[str, ...]:
    names = tuple(numbers)
    return tuple(names[number] for number in bits(mask))


def _remember(memory: dict[Key, Known], key: Key, value: Known) -> Known:
    if len(memory) >= MOST_REMEMBERED:
        memory.clear()
    memory[key] = value
    return value


def tests_of(condition: Condition) -> Iterator[Test]:
    """The elementary tests of a ground condition and its incomplete lists, left to right, repetitions included."""
    if isinstance(condition, TESTS):
        yield condition
    for part in parts_of(condition):
        yield from tests_of(part)


def _within(condition: Condition) -> Iterator[Condition]:
    """A condition and all its parts, each before its own."""
    yield condition
    for part in parts_of(condition):
        yield from _within(part)


def _read(leaf: Test) -> str:
    if isinstance(leaf, OpenList):
        return leaf.context
    return leaf.question if isinstance(leaf, AnswerTest) else leaf.conclusion


def _parts(rule: ConclusionRule) -> Iterator[Condition]:
    yield rule.when
    for proviso in rule.unless:
        yield proviso.when


def _conditions(kb: KnowledgeBase) -> Iterator[Condition]:
    for question in kb.questions.values():
        yield from (one for one in (question.relevant_when, question.ask_when) if one is not None)
    for _, conditions, _ in judging(kb):
        yield from conditions
    for _, condition, _ in choosing(kb):
        yield condition


index_of = KeptWith(DependencyIndex)
"""The index of a knowledge base."""


def is_not_applicable(answer: EffectiveAnswer) -> bool:
    """Whether a question is out of the brand's scope: declared so, or made so by an earlier answer."""
    return answer.relevance is FALSE or answer.answer.state is AnswerState.NOT_APPLICABLE
