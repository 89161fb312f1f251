"""Justifications: the fewest answers on which a value rests, with what remains to be confirmed about it.

Let a rule conclude *stingy* when there are no gifts, unless nobody was asked whether gifts are forbidden
(`{forbidden: {answered: no}}`), and let advice fire when *stingy*:

    gifts: no            stingy is yes by its rule, because gifts: no and because `forbidden` was answered;
    forbidden: unknown   then `answered: no` is true, the exception holds, and stingy is no.

So with gifts: no and forbidden: no the advice rests on both answers. The first is what made the condition true. The
second made nothing true: it keeps an exception from holding that would hold without it. In the terms of truth
maintenance the first is in the *in-list* of a justification, the second in its *out-list*. Only what is not monotonic
has an out-list: exceptions, tests of whether something is answered, and what is built on them. The justification of
the advice is thus a set of answers such that a file with these alone settles it the same way.

Of alternatives each of which would be enough the lightest counts: the one with the fewest reservations, then the
fewest answers. An undetermined value rests on the open questions that leave it undetermined.

Source: J. Doyle, A truth maintenance system, Artificial Intelligence 12 (1979).
"""

from __future__ import annotations

from advisor.answers.answer import FALSE, TRUE, UNDETERMINED, AnswerState, Truth
from advisor.answers.kleene import negation
from advisor.knowledge.condition import (
    AllOf,
    AnswerTest,
    AnyOf,
    ConclusionTest,
    Condition,
    CountOf,
    Not,
    NotGround,
    OpenList,
)
from advisor.knowledge.model import Advice, ConclusionRule, Proviso, Variant

from .chosen_texts import texts_chosen_by
from .dependency_index import TESTS, Test, bits
from .derivation import NEEDLESS, Derivation, Justification, JustifiedClause, lightest_clause, needing_all, resting_on
from .evaluator import Evaluation
from .result import EXCEPTED, FIRES, POSTPONED, Outcome, Reservation
from .support import NOTHING, ROLES, Role, Support, lightest, of_count, outlist_of_count, together, weight


class Justifications:
    """The justifications of every value of one evaluation.

    `rules` and `derivations` hold those of conclusion rules and conclusions, `advice` gives those of an
    advice. `irrelevance` is, for a question made not applicable, what its `relevant_when` is false by; `waiting`, for
    one that waits, the open questions that leave it undetermined; `made_relevant`, for one that was not asked, what it
    is true by; `kept_relevant`, for the few questions that need it, what keeps theirs from being false.
    """

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self._index = evaluation.index
        self._number = evaluation.index.questions
        self._non_monotonic = evaluation.index.non_monotonic
        self._place = evaluation.index.place
        self._chosen_by = texts_chosen_by(evaluation.kb).advice
        self._known: list[Support | None] = [
            *evaluation.index.settled,
            *[None] * (len(evaluation.index.distinct) - len(evaluation.index.settled)),
        ]
        self._outlists: dict[tuple[str, Truth], Derivation] = {}
        self._reserved: dict[tuple[str, str, int], int] = {}
        self._reservations: list[Reservation] = []
        self.irrelevance: dict[str, Support] = {}
        self.waiting: dict[str, Support] = {}
        self.made_relevant: dict[str, Support] = {}
        self.kept_relevant: dict[str, Support] = {}
        self.rules: dict[str, Justification] = {}
        self.derivations: dict[str, Derivation] = {}
        for question in evaluation.kb.questions.values():
            if question.relevant_when is not None:
                self._judge_relevance(question.id, question.relevant_when)
        for id in evaluation.index.order:
            self._judge_conclusion(id)
            if id in self._non_monotonic:
                self._judge_outlist(id)

    def of(self, condition: Condition) -> tuple[Truth, Support]:
        """The value of a condition of the knowledge base and what it rests on."""
        place = self._place[id(condition)]
        return self.evaluation.at(place), self._at(place)

    def _at(self, place: int) -> Support:
        known = self._known[place]
        if known is None:
            known = self._known[place] = self._judge(self._index.distinct[place], place)
        return known

    def _judge(self, condition: Condition, place: int) -> Support:
        if isinstance(condition, TESTS):
            return self._of_test(condition, place)
        parts = self._index.parts[place]
        if isinstance(condition, Not):
            return self._at(parts[0])
        value_at = self.evaluation.at
        if isinstance(condition, CountOf):
            return of_count(condition, [(value_at(part), self._at(part)) for part in parts])
        if not isinstance(condition, (AllOf, AnyOf)):
            raise NotGround(condition)
        value = value_at(place)
        deciding = [self._at(part) for part in parts if value_at(part) is value]
        one_is_enough = value is (FALSE if isinstance(condition, AllOf) else TRUE)
        return lightest(deciding) if one_is_enough else together(deciding)

    def outlist(self, condition: Condition, never: Truth) -> Support:
        """What keeps a condition that does not have the value `never` (true or false) from having it."""
        if self._place[id(condition)] not in self._index.turning:
            return NOTHING
        if isinstance(condition, AnswerTest):
            return self._outlist_of_answer(condition, never)
        if isinstance(condition, ConclusionTest):
            value = never if condition.value else negation(never)
            if condition.conclusion not in self._non_monotonic:
                return NOTHING
            answers = self._outlists[condition.conclusion, value].support.answers
            if not answers:
                return NOTHING
            return Support(0, answers, 0, self._conclusion(condition), self._bit(condition, never))
        if isinstance(condition, Not):
            return self.outlist(condition.part, negation(never))
        if isinstance(condition, OpenList):
            return NOTHING
        if isinstance(condition, CountOf):
            return self._outlist_of_count(condition, never)
        if not isinstance(condition, (AllOf, AnyOf)):
            raise NotGround(condition)
        if isinstance(condition, AllOf) is (never is FALSE):
            return together([self.outlist(part, never) for part in condition.parts])
        safe = [part for part in condition.parts if self.evaluation.truth(part) is not never]
        return lightest([self.outlist(part, never) for part in safe])

    def advice(self, advice: Advice, outcome: Outcome) -> Justification:
        """What an outcome of an advice rests on.

        For an excepted one the clauses begin with the exception that holds.
        """
        value, support = self.of(advice.when)
        when = JustifiedClause("when", 0, support)
        if outcome is EXCEPTED:
            holding = self._lightest_holding("unless", advice.unless)
            if value is UNDETERMINED:
                when = JustifiedClause("when", 0, self.outlist(advice.when, FALSE), outlist=True)
            return resting_on(holding, when, proviso=("unless", holding.place))
        if outcome is POSTPONED:
            holding = self._lightest_holding("postpone_while", advice.postpone_while)
            kept = self._kept_out(advice.id, "unless", advice.unless)
            variants = self._variants_to_confirm(advice)
            return resting_on(when, *kept, holding, *variants, proviso=("postpone_while", holding.place))
        if outcome is FIRES:
            kept = self._kept_out(advice.id, "unless", advice.unless)
            later = self._kept_out(advice.id, "postpone_while", advice.postpone_while)
            return resting_on(when, *kept, *later, *self._variants_to_confirm(advice))
        return resting_on(when)

    def outlist_of(self, conclusion: str, never: Truth) -> Derivation:
        """What keeps a conclusion from having a value it does not have; nothing, if no missing answer can."""
        return self._outlists.get((conclusion, never), NEEDLESS)

    def named(self, answers: int) -> tuple[str, ...]:
        """The questions of a mask, in interview order."""
        return self._index.questions_of(answers)

    def conclusions(self, mask: int) -> tuple[tuple[str, Truth], ...]:
        """The conclusions of a mask with their values, in the order of the knowledge base."""
        values = self.evaluation.conclusions
        return tuple((id, values[id]) for id in self._index.conclusions_of(mask)) if mask else ()

    def reservations(self, mask: int) -> tuple[Reservation, ...]:
        """The reservations of a mask: those of conclusions before those of the entry itself."""
        return tuple(self._reservations[number] for number in bits(mask)) if mask else ()

    def leaves(self, mask: int) -> tuple[tuple[Test, Role], ...]:
        """The leaves of a mask: answers in interview order, then conclusions."""
        tests = self._index.tests
        return tuple((tests[number // 3], ROLES[number % 3]) for number in bits(mask))

    def unreadable(self, question: str) -> Support | None:
        """Why a question is not read, if it is not: what makes it irrelevant, or what leaves it waiting."""
        return self.irrelevance.get(question) or self.waiting.get(question)

    def relevance_of(self, question: str) -> Support | None:
        """What a true test on a question needs of its relevance, if anything.

        Where it was not asked it has to be relevant, or it would wait; otherwise it must only not become irrelevant.
        """
        made = self.made_relevant.get(question)
        return self.kept_relevant.get(question) if made is None else made

    def _conclusion(self, test: ConclusionTest) -> int:
        return 1 << self._index.conclusions[test.conclusion]

    def _bit(self, leaf: Test, never: Truth) -> int:
        role = Role.NEVER_TRUE if never is TRUE else Role.NEVER_FALSE
        return 1 << 3 * self._place[id(leaf)] + role

    def _judge_relevance(self, question: str, relevant_when: Condition) -> None:
        readable = self.evaluation.readable[question]
        if readable.relevance is FALSE:
            self.irrelevance[question] = self.of(relevant_when)[1]
        elif readable.answer.state is AnswerState.WAITING:
            self.waiting[question] = self.of(relevant_when)[1]
        elif readable.answer.state is AnswerState.NOT_ASKED and readable.relevance is TRUE:
            self.made_relevant[question] = self.of(relevant_when)[1]
        if question in self._non_monotonic and readable.relevance is not FALSE:
            outlist = self.outlist(relevant_when, FALSE)
            if outlist.answers:
                self.kept_relevant[question] = outlist

    def _of_test(self, test: Test, place: int) -> Support:
        own = self._index.own[place]
        if isinstance(test, OpenList):
            return own
        if isinstance(test, ConclusionTest):
            support = self.derivations[test.conclusion].support
            return Support(support.reservations, support.answers, 0, own.conclusions, own.leaves)
        relevance = self.unreadable(test.question)
        if relevance is not None:
            return own._replace(answers=relevance.answers, direct=relevance.answers)
        if self.evaluation.at(place) is TRUE and (relevance := self.relevance_of(test.question)) is not None:
            answers = own.answers | relevance.answers
            return own._replace(answers=answers, direct=answers)
        return own

    def _outlist_of_answer(self, test: AnswerTest, never: Truth) -> Support:
        """Without its answer a comparison is undetermined, unless its question stops being relevant.

        Only `answered` turns round when an answer is missing.
        """
        if never is TRUE:
            if test.operator != "answered" or test.value != ("no",) or test.question in self.waiting:
                return NOTHING
            answers = self.of(test)[1].answers
        else:
            answers = self.kept_relevant.get(test.question, NOTHING).answers
            if test.operator == "answered" and test.value == ("yes",):
                answers |= 1 << self._number[test.question]
        return Support(0, answers, answers, 0, self._bit(test, never)) if answers else NOTHING

    def _outlist_of_count(self, condition: CountOf, never: Truth) -> Support:
        kept = {
            value: sorted(
                (self.outlist(part, value) for part in condition.parts if self.evaluation.truth(part) is not value),
                key=weight,
            )
            for value in (TRUE, FALSE)
        }
        return outlist_of_count(condition, kept, never)

    def _judge_conclusion(self, id: str) -> None:
        value = self.evaluation.conclusions[id]
        rules = self.evaluation.index.rules_for[id]
        deciding = [rule for rule in rules if self.evaluation.rules[rule.id] is value]
        ways = [(rule, self.of_rule(rule)) for rule in deciding]
        if value is TRUE:
            chosen = min(ways, key=lambda way: weight(way[1].support))
            self.derivations[id] = Derivation(chosen[1].support, (chosen,), len(ways) - 1)
        else:
            self.derivations[id] = needing_all(ways)

    def _judge_outlist(self, id: str) -> None:
        value = self.evaluation.conclusions[id]
        rules = self.evaluation.index.rules_for[id]
        if value is not TRUE:
            self._outlists[id, TRUE] = needing_all([(rule, self._never_true(rule)) for rule in rules])
        if value is not FALSE:
            possible = [rule for rule in rules if self.evaluation.rules[rule.id] is not FALSE]
            outlists = [(rule, self._never_false(rule)) for rule in possible]
            self._outlists[id, FALSE] = needing_all([min(outlists, key=lambda way: weight(way[1].support))])

    def of_rule(self, rule: ConclusionRule) -> Justification:
        """What the value of a conclusion rule rests on."""
        known = self.rules.get(rule.id)
        if known is not None:
            return known
        when, support = self.of(rule.when)
        value = self.evaluation.rules[rule.id]
        clause = JustifiedClause("when", 0, support)
        if value is TRUE:
            justification = resting_on(clause, *self._kept_out(rule.id, "unless", rule.unless))
        elif value is UNDETERMINED:
            justification = resting_on(clause)
        else:
            reasons = [clause] if when is FALSE else []
            justification = lightest_clause([*reasons, *self._holding("unless", rule.unless)])
        self.rules[rule.id] = justification
        return justification

    def _never_true(self, rule: ConclusionRule) -> Justification:
        """What keeps a rule that is not true from being true: its condition, or an exception that holds."""
        reasons = [
            clause._replace(support=clause.support._replace(reservations=0))
            for clause in self._holding("unless", rule.unless)
        ]
        if self.evaluation.truth(rule.when) is not TRUE:
            reasons.insert(0, JustifiedClause("when", 0, self.outlist(rule.when, TRUE), outlist=True))
        return lightest_clause(reasons)

    def _never_false(self, rule: ConclusionRule) -> Justification:
        when = JustifiedClause("when", 0, self.outlist(rule.when, FALSE), outlist=True)
        kept = (
            JustifiedClause("unless", index, self.outlist(proviso.when, TRUE), outlist=True)
            for index, proviso in enumerate(rule.unless)
        )
        return resting_on(when, *kept)

    def _holding(self, clause: str, provisos: tuple[Proviso, ...]) -> list[JustifiedClause]:
        """The provisos that are true, each with its support."""
        judged = [(index, *self.of(proviso.when)) for index, proviso in enumerate(provisos)]
        return [JustifiedClause(clause, index, support) for index, value, support in judged if value is TRUE]

    def _lightest_holding(self, clause: str, provisos: tuple[Proviso, ...]) -> JustifiedClause:
        return min(self._holding(clause, provisos), key=lambda one: weight(one.support))

    def _kept_out(self, entry: str, clause: str, provisos: tuple[Proviso, ...]) -> list[JustifiedClause]:
        """Provisos none of which is true: the outlist of each, and what remains to be confirmed about it.

        An undetermined one is itself a reservation; a false one carries those under which it is false.
        """
        clauses = []
        for index, proviso in enumerate(provisos):
            value, support = self.of(proviso.when)
            reservations = support.reservations
            if value is UNDETERMINED:
                reservations = self._reserve(entry, clause, index, support.answers)
            outlist = self.outlist(proviso.when, TRUE)
            if reservations or outlist.answers:
                clauses.append(
                    JustifiedClause(clause, index, outlist._replace(reservations=reservations), outlist=True)
                )
        return clauses

    def _variants_to_confirm(self, advice: Advice) -> list[JustifiedClause]:
        """The reservations about the severity and the phase of advice that is given.

        Those of the variant in force, and each earlier one that is undetermined and would change them.
        """
        force = self._chosen_by[advice.id].variant(self.evaluation.texts)
        variant = None if force is None else advice.variants[force]
        weighed = severity_and_phase(advice, variant)
        clauses = []
        for index, earlier in enumerate(advice.variants[:force]):
            value, support = self.of(earlier.when)
            if value is UNDETERMINED and severity_and_phase(advice, earlier) != weighed:
                reservation = self._reserve(advice.id, "variant", index, support.answers)
                clauses.append(JustifiedClause("variant", index, Support(reservation), outlist=True))
        if force is not None and variant is not None and weighed != severity_and_phase(advice, None):
            reservations = self.of(variant.when)[1].reservations
            clauses.append(JustifiedClause("variant", force, Support(reservations)))
        return clauses

    def _reserve(self, entry: str, clause: str, index: int, answers: int) -> int:
        number = self._reserved.setdefault((entry, clause, index), len(self._reserved))
        if number == len(self._reservations):
            self._reservations.append(Reservation(entry, clause, index, self.named(answers)))
        return 1 << number


def severity_and_phase(advice: Advice, variant: Variant | None) -> tuple[str | None, str | None]:
    """What a variant in force makes of the two that order, plan and profile go by."""
    if variant is None:
        return advice.severity, advice.phase
    return variant.severity or advice.severity, variant.phase or advice.phase
