"""Grounds: the fewest answers on which a value rests, with what remains to be confirmed about it.

A value that is settled rests on a set of answers such that a file with these answers alone settles it
the same way. Most of a ground is what made the condition true or false. Some of it is there because the
logic is not monotone: where an exception did not hold, an answer may be needed to keep it from holding,
for instance one that keeps `answered: no` false. Such a part is called a guard.

An undetermined value rests on the open questions that leave it undetermined.

Sets are bit masks over questions (in interview order), reservations and leaves: the grounds of a whole
knowledge base are unions of many small sets, and are wanted at every assessment.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple

from advisor.answers.kleene import negation
from advisor.answers.model import Truth
from advisor.knowledge.condition import AllOf, AnswerTest, AnyOf, ConclusionTest, Condition, Not, NotGround
from advisor.knowledge.model import Advice, ConclusionRule, Proviso

from .evaluator import Evaluation, Test, bits
from .result import Outcome, Reservation


class Role(IntEnum):
    """What a ground establishes of a leaf: its value, or only that it has not another one."""

    VALUE = 0
    NEVER_TRUE = 1
    NEVER_FALSE = 2


ROLES = tuple(Role)


class Ground(NamedTuple):
    """Bit masks: what remains to be confirmed, and what a value rests on.

    `answers` are all questions at the bottom; `direct` those read directly, and `conclusions` the conclusions
    read directly; `leaves` the tests by which they are read. A leaf's bit is three times its place among the
    tests, plus its `Role`.
    """

    reservations: int = 0
    answers: int = 0
    direct: int = 0
    conclusions: int = 0
    leaves: int = 0


NOTHING = Ground()


class Clause(NamedTuple):
    """The part of a ground that one clause of an entry contributes (`when`, `unless`, `postpone_while`)."""

    clause: str
    place: int
    ground: Ground
    guard: bool = False


class Standing(NamedTuple):
    """What the value of a rule, or the outcome of an advice, rests on, clause by clause."""

    ground: Ground
    clauses: tuple[Clause, ...]
    proviso: tuple[str, int] | None = None


class Derivation(NamedTuple):
    """What the value of a conclusion rests on: the rule that derives it, or all that do not.

    `other_ways` counts the further rules that derive it.
    """

    ground: Ground
    ways: tuple[tuple[ConclusionRule, Standing], ...]
    other_ways: int = 0


NEEDLESS = Derivation(NOTHING, ())


def together(grounds: Sequence[Ground]) -> Ground:
    """The ground of things that all have to hold."""
    if len(grounds) == 1:
        return grounds[0]
    reservations = answers = direct = conclusions = leaves = 0
    for ground in grounds:
        reservations |= ground[0]
        answers |= ground[1]
        direct |= ground[2]
        conclusions |= ground[3]
        leaves |= ground[4]
    return Ground(reservations, answers, direct, conclusions, leaves)


def weight(ground: Ground) -> tuple[int, int]:
    """How much a ground asks to be believed: reservations first, then answers."""
    return ground.reservations.bit_count(), ground.answers.bit_count()


def lightest(grounds: Iterable[Ground]) -> Ground:
    """The ground with the fewest reservations, then the fewest answers, then the first."""
    return min(grounds, key=weight)


class Grounds:
    """The grounds of every value of one evaluation.

    `rules` and `derivations` hold those of conclusion rules and conclusions, `advice` gives those of an
    advice. `irrelevance` is, for a question made not applicable, what its `relevant_when` is false by;
    `kept_relevant`, for the few questions that need it, what keeps theirs from being false.
    """

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self._reading = evaluation.reading
        self._number = evaluation.reading.questions
        self._unsteady = evaluation.reading.unsteady
        self._place = evaluation.reading.place
        self._known: dict[int, tuple[Truth, Ground]] = {}
        self._guards: dict[tuple[str, Truth], Derivation] = {}
        self._reserved: dict[tuple[str, str, int], int] = {}
        self._reservations: list[Reservation] = []
        self.irrelevance: dict[str, Ground] = {}
        self.kept_relevant: dict[str, Ground] = {}
        self.rules: dict[str, Standing] = {}
        self.derivations: dict[str, Derivation] = {}
        for question in evaluation.kb.questions.values():
            if question.relevant_when is not None:
                self._judge_relevance(question.id, question.relevant_when)
        for id in evaluation.reading.order:
            self._judge_conclusion(id)
            if id in self._unsteady:
                self._guard_conclusion(id)

    def of(self, condition: Condition) -> tuple[Truth, Ground]:
        """The value of a condition of the knowledge base and what it rests on."""
        if isinstance(condition, (AnswerTest, ConclusionTest)):
            place = self._place[id(condition)]
            known = self._known.get(place)
            if known is None:
                known = self._known[place] = self._of_test(condition, 1 << 3 * place)
            return known
        if isinstance(condition, Not):
            value, ground = self.of(condition.part)
            return negation(value), ground
        if not isinstance(condition, (AllOf, AnyOf)):
            raise NotGround(condition)
        return self._of_parts(condition, [self.of(part) for part in condition.parts])

    def guard(self, condition: Condition, never: Truth) -> Ground:
        """What keeps a condition that does not have the value `never` (true or false) from having it."""
        if isinstance(condition, AnswerTest):
            return self._guard_of_answer(condition, never)
        if isinstance(condition, ConclusionTest):
            value = never if condition.value else negation(never)
            if condition.conclusion not in self._unsteady:
                return NOTHING
            answers = self._guards[condition.conclusion, value].ground.answers
            if not answers:
                return NOTHING
            return Ground(0, answers, 0, self._conclusion(condition), self._bit(condition, never))
        if isinstance(condition, Not):
            return self.guard(condition.part, negation(never))
        if not isinstance(condition, (AllOf, AnyOf)):
            raise NotGround(condition)
        if isinstance(condition, AllOf) is (never is Truth.FALSE):
            return together([self.guard(part, never) for part in condition.parts])
        safe = (part for part in condition.parts if self.evaluation.truth(part) is not never)
        return lightest(self.guard(part, never) for part in safe)

    def advice(self, advice: Advice, outcome: Outcome) -> Standing:
        """What an outcome of an advice rests on.

        For an excepted one the clauses begin with the exception that holds.
        """
        value, ground = self.of(advice.when)
        when = Clause("when", 0, ground)
        if outcome is Outcome.EXCEPTED:
            holding = self._lightest_holding("unless", advice.unless)
            if value is Truth.UNDETERMINED:
                when = Clause("when", 0, self.guard(advice.when, Truth.FALSE), guard=True)
            return _standing(holding, when, proviso=("unless", holding.place))
        if outcome is Outcome.POSTPONED:
            holding = self._lightest_holding("postpone_while", advice.postpone_while)
            kept = self._kept_out(advice.id, "unless", advice.unless)
            return _standing(when, *kept, holding, proviso=("postpone_while", holding.place))
        if outcome is Outcome.FIRES:
            kept = self._kept_out(advice.id, "unless", advice.unless)
            return _standing(when, *kept, *self._kept_out(advice.id, "postpone_while", advice.postpone_while))
        return _standing(when)

    def guarding(self, conclusion: str, never: Truth) -> Derivation:
        """What keeps a conclusion from having a value it does not have; nothing, if no missing answer can."""
        return self._guards.get((conclusion, never), NEEDLESS)

    def named(self, answers: int) -> tuple[str, ...]:
        """The questions of a mask, in interview order."""
        return self._reading.questions_of(answers)

    def conclusions(self, mask: int) -> tuple[tuple[str, Truth], ...]:
        """The conclusions of a mask with their values, in the order of the knowledge base."""
        values = self.evaluation.conclusions
        return tuple((id, values[id]) for id in self._reading.conclusions_of(mask)) if mask else ()

    def reservations(self, mask: int) -> tuple[Reservation, ...]:
        """The reservations of a mask: those of conclusions before those of the entry itself."""
        return tuple(self._reservations[number] for number in bits(mask)) if mask else ()

    def leaves(self, mask: int) -> tuple[tuple[Test, Role], ...]:
        """The leaves of a mask: answers in interview order, then conclusions."""
        tests = self._reading.tests
        return tuple((tests[number // 3], ROLES[number % 3]) for number in bits(mask))

    def _conclusion(self, test: ConclusionTest) -> int:
        return 1 << self._reading.conclusions[test.conclusion]

    def _bit(self, leaf: Test, never: Truth) -> int:
        role = Role.NEVER_TRUE if never is Truth.TRUE else Role.NEVER_FALSE
        return 1 << 3 * self._place[id(leaf)] + role

    def _judge_relevance(self, question: str, relevant_when: Condition) -> None:
        if self.evaluation.readable[question].relevance is Truth.FALSE:
            self.irrelevance[question] = self.of(relevant_when)[1]
        elif question in self._unsteady and (guard := self.guard(relevant_when, Truth.FALSE)).answers:
            self.kept_relevant[question] = guard

    def _of_test(self, test: Test, bit: int) -> tuple[Truth, Ground]:
        value = self.evaluation.truth(test)
        if isinstance(test, ConclusionTest):
            ground = self.derivations[test.conclusion].ground
            return value, Ground(ground.reservations, ground.answers, 0, self._conclusion(test), bit)
        irrelevance = self.irrelevance.get(test.question)
        if irrelevance is not None:
            return value, Ground(0, irrelevance.answers, irrelevance.answers, 0, bit)
        answers = 1 << self._number[test.question]
        if value is Truth.TRUE and test.question in self.kept_relevant:
            answers |= self.kept_relevant[test.question].answers
        return value, Ground(0, answers, answers, 0, bit)

    def _of_parts(self, condition: AllOf | AnyOf, judged: Sequence[tuple[Truth, Ground]]) -> tuple[Truth, Ground]:
        """All parts where all were needed, the lightest where one was enough, the open ones where neither."""
        enough = Truth.FALSE if isinstance(condition, AllOf) else Truth.TRUE
        best: Ground | None = None
        settled, undetermined = [], []
        for value, ground in judged:
            if value is enough:
                if best is None or weight(ground) < weight(best):
                    best = ground
            elif value is Truth.UNDETERMINED:
                undetermined.append(ground)
            else:
                settled.append(ground)
        if best is not None:
            return enough, best
        if undetermined:
            return Truth.UNDETERMINED, together(undetermined)
        return negation(enough), together(settled)

    def _guard_of_answer(self, test: AnswerTest, never: Truth) -> Ground:
        """Without its answer a comparison is undetermined, unless its question stops being relevant.

        Only `answered` turns round when an answer is missing.
        """
        if never is Truth.TRUE:
            if test.operator != "answered" or test.value != ("no",):
                return NOTHING
            answers = self.of(test)[1].answers
        else:
            answers = self.kept_relevant.get(test.question, NOTHING).answers
            if test.operator == "answered" and test.value == ("yes",):
                answers |= 1 << self._number[test.question]
        return Ground(0, answers, answers, 0, self._bit(test, never)) if answers else NOTHING

    def _judge_conclusion(self, id: str) -> None:
        value = self.evaluation.conclusions[id]
        rules = self.evaluation.reading.rules_for[id]
        deciding = [rule for rule in rules if self.evaluation.rules[rule.id] is value]
        ways = [(rule, self.of_rule(rule)) for rule in deciding]
        if value is Truth.TRUE:
            chosen = min(ways, key=lambda way: weight(way[1].ground))
            self.derivations[id] = Derivation(chosen[1].ground, (chosen,), len(ways) - 1)
        else:
            self.derivations[id] = _derivation(ways)

    def _guard_conclusion(self, id: str) -> None:
        value = self.evaluation.conclusions[id]
        rules = self.evaluation.reading.rules_for[id]
        if value is not Truth.TRUE:
            self._guards[id, Truth.TRUE] = _derivation([(rule, self._never_true(rule)) for rule in rules])
        if value is not Truth.FALSE:
            possible = [rule for rule in rules if self.evaluation.rules[rule.id] is not Truth.FALSE]
            guards = [(rule, self._never_false(rule)) for rule in possible]
            self._guards[id, Truth.FALSE] = _derivation([min(guards, key=lambda way: weight(way[1].ground))])

    def of_rule(self, rule: ConclusionRule) -> Standing:
        """What the value of a conclusion rule rests on."""
        known = self.rules.get(rule.id)
        if known is not None:
            return known
        when, ground = self.of(rule.when)
        value = self.evaluation.rules[rule.id]
        clause = Clause("when", 0, ground)
        if value is Truth.TRUE:
            standing = _standing(clause, *self._kept_out(rule.id, "unless", rule.unless))
        elif value is Truth.UNDETERMINED:
            standing = _standing(clause)
        else:
            reasons = [clause] if when is Truth.FALSE else []
            standing = _lightest_of([*reasons, *self._holding("unless", rule.unless)])
        self.rules[rule.id] = standing
        return standing

    def _never_true(self, rule: ConclusionRule) -> Standing:
        """What keeps a rule that is not true from being true: its condition, or an exception that holds."""
        reasons = [
            clause._replace(ground=clause.ground._replace(reservations=0))
            for clause in self._holding("unless", rule.unless)
        ]
        if self.evaluation.truth(rule.when) is not Truth.TRUE:
            reasons.insert(0, Clause("when", 0, self.guard(rule.when, Truth.TRUE), guard=True))
        return _lightest_of(reasons)

    def _never_false(self, rule: ConclusionRule) -> Standing:
        when = Clause("when", 0, self.guard(rule.when, Truth.FALSE), guard=True)
        kept = (
            Clause("unless", index, self.guard(proviso.when, Truth.TRUE), guard=True)
            for index, proviso in enumerate(rule.unless)
        )
        return _standing(when, *kept)

    def _holding(self, clause: str, provisos: tuple[Proviso, ...]) -> list[Clause]:
        """The provisos that are true, each with its ground."""
        judged = [(index, *self.of(proviso.when)) for index, proviso in enumerate(provisos)]
        return [Clause(clause, index, ground) for index, value, ground in judged if value is Truth.TRUE]

    def _lightest_holding(self, clause: str, provisos: tuple[Proviso, ...]) -> Clause:
        return min(self._holding(clause, provisos), key=lambda one: weight(one.ground))

    def _kept_out(self, entry: str, clause: str, provisos: tuple[Proviso, ...]) -> list[Clause]:
        """Provisos none of which is true: the guard of each, and what remains to be confirmed about it.

        An undetermined one is itself a reservation; a false one carries those under which it is false.
        """
        clauses = []
        for index, proviso in enumerate(provisos):
            value, ground = self.of(proviso.when)
            reservations = ground.reservations
            if value is Truth.UNDETERMINED:
                reservations = self._reserve(entry, clause, index, ground.answers)
            guard = self.guard(proviso.when, Truth.TRUE)
            if reservations or guard.answers:
                clauses.append(Clause(clause, index, guard._replace(reservations=reservations), guard=True))
        return clauses

    def _reserve(self, entry: str, clause: str, index: int, answers: int) -> int:
        number = self._reserved.setdefault((entry, clause, index), len(self._reserved))
        if number == len(self._reservations):
            self._reservations.append(Reservation(entry, clause, index, self.named(answers)))
        return 1 << number


def _standing(*clauses: Clause, proviso: tuple[str, int] | None = None) -> Standing:
    if len(clauses) == 1:
        return Standing(clauses[0].ground, clauses, proviso)
    return Standing(together([clause.ground for clause in clauses]), clauses, proviso)


def _lightest_of(clauses: Sequence[Clause]) -> Standing:
    """The lightest of several clauses each of which would be enough."""
    chosen = min(clauses, key=lambda clause: weight(clause.ground))
    return _standing(chosen, proviso=None if chosen.clause == "when" else (chosen.clause, chosen.place))


def _derivation(ways: Sequence[tuple[ConclusionRule, Standing]]) -> Derivation:
    """The derivation that needs every one of the ways."""
    return Derivation(together([standing.ground for _, standing in ways]), tuple(ways))
