"""A knowledge base as a formula over the answers: certainly true and certainly false, followed through to outcomes.

Everything is encoded on two rails (`Rails`), which is Kleene's logic in propositional clothes: an undetermined value
has neither literal. Where every answer is known the two rails are complements and the gates collapse into one.
Entries are encoded when first asked for, so that a question about one advice costs only what that advice reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from advisor.answers import Answer
from advisor.inference.result import Outcome
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
from advisor.knowledge.model import Advice, Conclusion, ConclusionRule, KnowledgeBase, Proviso, Step
from advisor.knowledge.readers import NOTHING, Cone, tests

from .formula import FALSE, TRUE, Formula, Literal, Model
from .reading import Rails, Reading, Readings, Turns, turns

UNDETERMINED = Rails(FALSE, FALSE)


def turning_points(kb: KnowledgeBase, since: str | None = None) -> dict[str, Turns]:
    """For each question where some comparison on it changes its value; `since` is the date of the answers."""
    read: dict[str, list[AnswerTest]] = {}
    for test in tests(kb):
        if isinstance(test.value, int):
            read.setdefault(test.question, []).append(test)
    return {question.id: turns(question, read.get(question.id, ()), since) for question in kb.questions.values()}


class Encoding:
    """The values of a ground knowledge base's entries as literals, given readings of its questions.

    `lists` gives what a list that may have more instances adds to a quantified condition, by its number; where it says
    nothing that is undetermined.

    With `base` it is a variation: outside `changed` everything is taken from the base. With `plain` it encodes what
    would hold if every comparison on a not applicable question were undetermined, which tells "out of scope" from
    "does not apply"; applicability is that of `plain` then.
    """

    def __init__(
        self,
        kb: KnowledgeBase,
        formula: Formula,
        readings: Mapping[str, Reading],
        *,
        base: Encoding | None = None,
        changed: Cone = NOTHING,
        plain: Encoding | None = None,
    ) -> None:
        self.kb = kb
        self.formula = formula
        self.readings = readings
        self.lists: dict[int, Rails] = {} if base is None else base.lists
        self._base = base
        self._changed = changed
        self._plain = plain
        self._tests: dict[AnswerTest, Rails] = {}
        self._inapplicable: dict[str, Literal] = {}
        self._conclusions: dict[str, Rails] = {}
        self._rules: dict[str, Rails] = {}
        self._advice: dict[str, tuple[Rails, Rails, Rails]] = {}
        self._outcomes: dict[str, dict[Outcome, Literal]] = {}
        self._scope: Encoding | None = None
        of_same = next((one for one in (base, plain) if one is not None and one.kb is kb), None)
        self._rules_for: dict[str, list[ConclusionRule]]
        self._rules_for = _rules_by_conclusion(kb) if of_same is None else of_same._rules_for

    def varied(self, readings: Iterable[Reading], changed: Cone) -> Encoding:
        """The same knowledge base with other readings of some questions; `changed` is what depends on them."""
        replaced = {reading.question.id: reading for reading in readings}
        made = Readings(lambda id: replaced[id] if id in replaced else self.readings[id])
        return Encoding(self.kb, self.formula, made, base=self, changed=changed)

    def inapplicable(self, question: str) -> Literal:
        """Holds when a question does not apply: said so, or its `relevant_when` is false."""
        if self._plain is not None:
            return self._plain.inapplicable(question)
        if self._base is not None and question not in self._changed.questions:
            return self._base.inapplicable(question)
        found = self._inapplicable.get(question)
        if found is None:
            condition = self.kb.questions[question].relevant_when
            irrelevant = FALSE if condition is None else self.condition(condition).false
            found = self.formula.disjunction((self.readings[question].declared, irrelevant))
            self._inapplicable[question] = found
        return found

    def test(self, test: AnswerTest) -> Rails:
        """An elementary comparison, applicability included."""
        if self._base is not None and test.question not in self._changed.questions:
            return self._base.test(test)
        found = self._tests.get(test)
        if found is None:
            found = self._tests[test] = self._encode_test(test)
        return found

    def _encode_test(self, test: AnswerTest) -> Rails:
        formula, reading = self.formula, self.readings[test.question]
        if test.operator == "answered" and reading.frozen is not None:
            if reading.waiting and test.value == ("no",):
                return Rails(-self.inapplicable(test.question), self.inapplicable(test.question))
            holds = reading.frozen[0 if test.value == ("yes",) else 1]
            return Rails(holds, -holds)
        inapplicable = self.inapplicable(test.question)
        if test.operator == "answered" and test.value == ("yes",):
            rails = Rails(reading.given, -reading.given)
        elif test.operator == "answered":
            # Whether a waiting question will turn out not to apply, and then be neither, is open.
            relevant_when = self.kb.questions[test.question].relevant_when
            relevant = TRUE if relevant_when is None else self._applicability().condition(relevant_when).true
            asked = formula.disjunction((relevant, reading.unknown))
            rails = Rails(formula.conjunction((-reading.given, asked)), reading.given)
        else:
            rails = reading.compared(test, formula)
        true = formula.conjunction((-inapplicable, rails.true))
        if self._plain is not None:
            return Rails(true, formula.conjunction((-inapplicable, rails.false)))
        return Rails(true, formula.disjunction((inapplicable, rails.false)))

    def condition(self, condition: Condition) -> Rails:
        """Any condition, by Kleene's connectives."""
        if isinstance(condition, AnswerTest):
            return self.test(condition)
        if isinstance(condition, ConclusionTest):
            rails = self.conclusion(condition.conclusion)
            return rails if condition.value else rails.turned()
        if isinstance(condition, Not):
            return self.condition(condition.part).turned()
        if isinstance(condition, OpenList):
            lists = self.lists if self._plain is None else self._plain.lists
            return lists.get(condition.number, UNDETERMINED)
        if not isinstance(condition, (AllOf, AnyOf, CountOf)):
            raise NotGround(condition)
        parts = [self.condition(part) for part in condition.parts]
        if isinstance(condition, CountOf):
            return self._count(parts, condition.least, condition.most)
        return self._all(parts) if isinstance(condition, AllOf) else self._any(parts)

    def rule(self, id: str) -> Rails:
        """A conclusion rule: false if its condition is or an exception holds, else as its condition."""
        if self._base is not None and id not in self._changed.rules:
            return self._base.rule(id)
        found = self._rules.get(id)
        if found is None:
            rule = self.kb.rules[id]
            when, excepted = self.condition(rule.when), self.provisos(rule.unless).true
            found = Rails(
                self.formula.conjunction((when.true, -excepted)), self.formula.disjunction((when.false, excepted))
            )
            self._rules[id] = found
        return found

    def conclusion(self, id: str) -> Rails:
        """A conclusion: yes if one of its rules holds, no if all are false."""
        if self._base is not None and id not in self._changed.conclusions:
            return self._base.conclusion(id)
        found = self._conclusions.get(id)
        if found is None:
            found = self._conclusions[id] = self._any([self.rule(rule.id) for rule in self._rules_for[id]])
        return found

    def rules_for(self, conclusion: str) -> list[ConclusionRule]:
        """The running rules of a conclusion, in order."""
        return self._rules_for[conclusion]

    def provisos(self, provisos: Iterable[Proviso]) -> Rails:
        """Whether any of some exceptions or postponements holds (false of none)."""
        return self._any([self.condition(proviso.when) for proviso in provisos])

    def advice(self, id: str) -> tuple[Rails, Rails, Rails]:
        """Condition, any exception, any postponement of an advice."""
        if self._base is not None and id not in self._changed.advice:
            return self._base.advice(id)
        found = self._advice.get(id)
        if found is None:
            advice = self.kb.advice[id]
            found = (self.condition(advice.when), self.provisos(advice.unless), self.provisos(advice.postpone_while))
            self._advice[id] = found
        return found

    def fires(self, id: str) -> Literal:
        """Holds when an advice fires, reservations allowed."""
        when, excepted, postponed = self.advice(id)
        return self.formula.conjunction((when.true, -excepted.true, -postponed.true))

    def stands(self, id: str) -> Literal:
        """Holds when an advice fires or is postponed."""
        when, excepted, _ = self.advice(id)
        return self.formula.conjunction((when.true, -excepted.true))

    def outcomes(self, id: str) -> Mapping[Outcome, Literal]:
        """One literal for each outcome of an advice; exactly one holds."""
        if self._base is not None and id not in self._changed.advice:
            return self._base.outcomes(id)
        found = self._outcomes.get(id)
        if found is None:
            conjunction = self.formula.conjunction
            when, excepted, postponed = self.advice(id)
            in_scope = self._scoped().condition(self.kb.advice[id].when).false
            found = self._outcomes[id] = {
                Outcome.FIRES: self.fires(id),
                Outcome.POSTPONED: conjunction((when.true, -excepted.true, postponed.true)),
                Outcome.EXCEPTED: conjunction((-when.false, excepted.true)),
                Outcome.DOES_NOT_APPLY: conjunction((when.false, in_scope)),
                Outcome.OUT_OF_SCOPE: conjunction((when.false, -in_scope)),
                Outcome.UNDETERMINED: conjunction((-when.true, -when.false, -excepted.true)),
            }
        return found

    def additions(self, advice: Advice) -> list[Literal]:
        """Holds for each addition when it holds while its advice fires or is postponed."""
        stands = self.stands(advice.id)
        return [self.formula.conjunction((stands, self.condition(addition.when).true)) for addition in advice.add]

    def chosen(self, entry: Advice | Conclusion) -> list[Literal]:
        """Holds for each variant when it is the first whose condition holds."""
        passed: list[Literal] = []
        found = []
        for variant in entry.variants:
            holds = self.condition(variant.when).true
            found.append(self.formula.conjunction((holds, *passed)))
            passed.append(-holds)
        return found

    def wordings(self, advice: Advice) -> list[Literal]:
        """What tells the words of an advice from others while it fires or is postponed: its variant, what is added, and
        the steps that have a condition."""
        stands, chosen = self.stands(advice.id), self.chosen(advice)
        conjunction = self.formula.conjunction
        replaced = [-literal for literal, variant in zip(chosen, advice.variants, strict=True) if variant.steps]
        steps = [conjunction((*replaced, holds)) for holds in self._holding(advice.steps)]
        for literal, variant in zip(chosen, advice.variants, strict=True):
            steps += [conjunction((literal, holds)) for holds in self._holding(variant.steps)]
        return [*(conjunction((stands, literal)) for literal in (*chosen, *steps)), *self.additions(advice)]

    def _holding(self, steps: Iterable[Step]) -> Iterator[Literal]:
        """The conditions of those steps that have one."""
        return (self.condition(step.when).true for step in steps if step.when is not None)

    def check(self, id: str) -> Rails:
        """Whether a contradiction between answers is found."""
        return self.condition(self.kb.checks[id].when)

    def decode(self, model: Model, like: Mapping[str, Answer]) -> dict[str, Answer]:
        """The answers an assignment stands for, without what is not read; `like` is kept where it comes to the same."""
        answers = {}
        for id, reading in self.readings.items():
            if model.holds(self.inapplicable(id)) and not model.holds(reading.declared):
                continue
            if id in like or any(model.holds(one) for one in (reading.given, reading.declared, reading.unknown)):
                answers[id] = reading.decode(model, like[id]) if id in like else reading.decode(model)
        return answers

    def _applicability(self) -> Encoding:
        """The encoding in which it is decided what applies."""
        return self if self._plain is None else self._plain

    def _scoped(self) -> Encoding:
        if self._scope is None:
            base = self._base._scoped() if self._base is not None else None
            self._scope = Encoding(self.kb, self.formula, self.readings, base=base, changed=self._changed, plain=self)
        return self._scope

    def _all(self, parts: list[Rails]) -> Rails:
        return Rails(
            self.formula.conjunction(part.true for part in parts),
            self.formula.disjunction(part.false for part in parts),
        )

    def _any(self, parts: list[Rails]) -> Rails:
        return Rails(
            self.formula.disjunction(part.true for part in parts),
            self.formula.conjunction(part.false for part in parts),
        )

    def _count(self, parts: list[Rails], least: int | None, most: int | None) -> Rails:
        """How many of the parts hold, between two bounds: what is not false may still come to hold."""
        enough = self.formula.at_least
        bounds = []
        if least is not None:
            true = enough([part.true for part in parts], least)
            bounds.append(Rails(true, enough([part.false for part in parts], len(parts) - least + 1)))
        if most is not None:
            true = enough([part.false for part in parts], len(parts) - most)
            bounds.append(Rails(true, enough([part.true for part in parts], most + 1)))
        return self._all(bounds)


def _rules_by_conclusion(kb: KnowledgeBase) -> dict[str, list[ConclusionRule]]:
    found: dict[str, list[ConclusionRule]] = {conclusion: [] for conclusion in kb.conclusions}
    for rule in kb.rules.values():
        for conclusion in rule.conclude:
            found[conclusion].append(rule)
    return found
