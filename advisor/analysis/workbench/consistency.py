"""The analysis of a knowledge base without any client: what can never happen, and what should never happen but can.

Decided exactly, over every state an answers file can record, partly known answers included; "for everyone" ranges over
complete answers. What can happen is shown by a witness, what cannot is proven.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations

from advisor.answers.model import Instance, InstanceList
from advisor.answers.typed import typed
from advisor.inference.grounding import ground
from advisor.knowledge.model import Advice, Conclusion, ConclusionRule, KnowledgeBase, Proviso, Question, Text
from advisor.knowledge.texts import answers_named

from ..solver.encoding import Encoding, turning_points
from ..solver.formula import Formula, Literal, Model, Oracle, oracle
from ..solver.influence import Indistinct, Influence
from ..solver.reading import any_answer, any_state
from ..solver.witness import smallest_witness
from .anomaly import Analysis, Anomaly, sifted

INVENTED = InstanceList((Instance("one", "One"), Instance("two", "Two"), Instance("three", "Three")), complete=True)
"""What each context is analysed over: what needs more instances than these to happen counts as impossible."""


def analyse(kb: KnowledgeBase) -> Analysis:
    """Everything that can be found about a knowledge base without any answers, over up to three of each context."""
    kb = ground(kb, dict.fromkeys(kb.contexts, INVENTED))
    formula = Formula()
    numbers = turning_points(kb)
    readings = {id: any_state(formula, question, numbers[id]) for id, question in kb.questions.items()}
    with oracle(formula) as solver:
        return _Consistency(kb, Encoding(kb, formula, readings), solver).analysis()


class _Consistency:
    """One pass over a knowledge base. Every method yields the findings of its codes and counts what it examined."""

    def __init__(self, kb: KnowledgeBase, encoding: Encoding, solver: Oracle) -> None:
        self.kb = kb
        self.encoding = encoding
        self.formula = encoding.formula
        self.solver = solver
        self.examined: dict[str, int] = {}
        self.unreachable: set[str] = set()

    def analysis(self) -> Analysis:
        findings = [
            *self.firing(),
            *self.rules(),
            *self.exclusions(),
            *self.conflicts(),
            *self.influence(),
            *self.provisos(),
            *self.everyone(),
            *self.relevance(),
            *self.additions(),
            *self.checks(),
            *self.together(),
        ]
        return sifted(self.kb, _once(findings), self.examined)

    def firing(self) -> Iterator[Anomaly]:
        """A001, A015: advice that never fires, or only where answers contradict each other."""
        fires = {id: self.encoding.fires(id) for id in self.kb.advice}
        possible = self.solver.witnesses(fires)
        sound = self.solver.witnesses(fires, self.contradiction_free())
        self.examined["A001"] = len(fires)
        self.examined["A015"] = len(fires) if self.kb.checks else 0
        for id, advice in self.kb.advice.items():
            if possible[id] is None:
                self.unreachable.add(id)
                yield self.proven("A001", id, advice, self.never_fires(advice))
            elif sound[id] is None:
                yield self.shown(
                    "A015",
                    id,
                    advice,
                    f"{id} fires only with answers that a check calls contradictory. Mend its condition, or the check.",
                    fires[id],
                )

    def never_fires(self, advice: Advice) -> str:
        when, _, _ = self.encoding.advice(advice.id)
        if self.solver.possible([self.encoding.stands(advice.id)]):
            return (
                f"{advice.id} can be postponed but never fires: whenever it would, something in postpone_while holds."
            )
        if self.solver.possible([when.true]):
            return f"{advice.id} can never fire: whenever its condition holds, an exception does (excepted always)."
        return f"{advice.id} can never fire: no answers whatever make its condition hold."

    def contradiction_free(self) -> tuple[Literal, ...]:
        return tuple(-self.encoding.check(id).true for id in self.kb.checks)

    def rules(self) -> Iterator[Anomaly]:
        """A002, A003, A014: rules that never hold or decide, conclusions that are the same for everyone."""
        holds = self.solver.witnesses({id: self.encoding.rule(id).true for id in self.kb.rules})
        decisive = self.solver.witnesses({id: self.decides(rule) for id, rule in self.kb.rules.items()})
        self.examined["A002"] = self.examined["A003"] = len(self.kb.rules)
        for id, rule in self.kb.rules.items():
            if holds[id] is None:
                message = f"{id} can never hold: no answers whatever make its condition true without an exception."
                yield self.proven("A002", id, rule, message)
            elif decisive[id] is None:
                others = sorted({r.id for c in rule.conclude for r in self.encoding.rules_for(c)} - {id})
                yield self.proven(
                    "A003",
                    id,
                    rule,
                    f"{id} is never decisive: whatever the answers, {_listed(rule.conclude)} would come out the same "
                    f"without it, by {_listed(others)}. Remove it, or make it say something of its own.",
                )

    def decides(self, rule: ConclusionRule) -> Literal:
        """Holds when some conclusion of a rule would have another value without it."""
        mine = self.encoding.rule(rule.id)
        changes = []
        for conclusion in rule.conclude:
            others = [
                self.encoding.rule(other.id) for other in self.encoding.rules_for(conclusion) if other is not rule
            ]
            changes.append(self.formula.conjunction((mine.true, *(-other.true for other in others))))
            changes.append(self.formula.conjunction((-mine.false, *(other.false for other in others))))
        return self.formula.disjunction(changes)

    def exclusions(self) -> Iterator[Anomaly]:
        """A004: conclusions that exclude each other."""
        pairs = _exclusions(self.kb)
        self.examined["A004"] = len(pairs)
        for first, second in pairs:
            both = [self.encoding.conclusion(id).true for id in (first.id, second.id)]
            message = (
                f"{first.id} and {second.id} exclude each other, yet both can be yes. "
                "Make the rules of one read the other, or drop the exclusion."
            )
            yield from self.witnessed("A004", f"{first.id}/{second.id}", first, message, *both)

    def conflicts(self) -> Iterator[Anomaly]:
        """A005: advice that must never fire together."""
        pairs = _conflicts(self.kb)
        self.examined["A005"] = len(pairs)
        for first, second in pairs:
            both = [self.encoding.fires(id) for id in (first.id, second.id)]
            message = (
                f"{first.id} and {second.id} conflict, yet both can fire. "
                "Except or postpone one where the other holds, or drop the conflict."
            )
            yield from self.witnessed("A005", f"{first.id}/{second.id}", first, message, *both)

    def influence(self) -> Iterator[Anomaly]:
        """A006, A007: questions and options that change nothing. What a text prints changes the report."""
        printed = _printed(self.kb)
        questions = [question for question in self.kb.questions.values() if question.id not in printed]
        influence = Influence(self.kb)
        self.examined["A006"] = len(questions)
        self.examined["A007"] = sum(len(question.options) for question in questions)
        for question in questions:
            with influence.on(question) as looked_at:
                if looked_at.matters():
                    yield from (self.idle(question, same) for same in looked_at.indistinct())
                else:
                    message = f"Whatever is answered to {question.id}, no outcome ever changes. "
                    yield Anomaly("A006", question.id, message + "Read it in a rule, or drop it.", question.at)

    def idle(self, question: Question, same: Indistinct) -> Anomaly:
        if same.other is None:
            message = f"Choosing {same.option} in {question.id} never changes any outcome."
        else:
            message = f"No outcome ever tells {same.option} from {same.other} in {question.id}."
        about = f"{question.id}/{same.option}"
        return Anomaly("A007", about, message + " Read it in a rule, or drop it.", question.option(same.option).at)

    def provisos(self) -> Iterator[Anomaly]:
        """A008, A009: exceptions and postponements that never hold while they could matter."""
        entries: tuple[ConclusionRule | Advice, ...] = (*self.kb.rules.values(), *self.kb.advice.values())
        for entry in entries:
            when = self.encoding.condition(entry.when)
            yield from self.never("A008", "exception", entry, entry.unless, -when.false)
            if isinstance(entry, Advice):
                stands = self.encoding.stands(entry.id)
                yield from self.never("A009", "postponement", entry, entry.postpone_while, stands)

    def never(
        self, code: str, noun: str, entry: Advice | ConclusionRule, provisos: tuple[Proviso, ...], acts: Literal
    ) -> Iterator[Anomaly]:
        self.examined[code] = self.examined.get(code, 0) + len(provisos)
        for number, proviso in enumerate(provisos, start=1):
            holds = self.encoding.condition(proviso.when).true
            if entry.id in self.unreachable or self.solver.possible([holds, acts]):
                continue
            ever = self.solver.possible([holds])
            why = f"never holds while {entry.id} would otherwise apply" if ever else "can never hold"
            message = f"The {noun} {number} of {entry.id} {why}. Remove it, or mend its condition."
            yield Anomaly(code, f"{entry.id}/{number}", message, proviso.at)

    def everyone(self) -> Iterator[Anomaly]:
        """A010, A014: advice and conclusions that are the same for all complete answers."""
        formula = Formula()
        numbers = turning_points(self.kb)
        readings = {id: any_answer(formula, question, numbers[id]) for id, question in self.kb.questions.items()}
        encoding = Encoding(self.kb, formula, readings)
        with oracle(formula) as solver:
            spared = solver.witnesses({id: -encoding.stands(id) for id in self.kb.advice})
            conclusions = {id: encoding.conclusion(id).true for id in self.kb.conclusions}
            no = solver.witnesses({id: -literal for id, literal in conclusions.items()})
        yes = self.solver.witnesses({id: self.encoding.conclusion(id).true for id in conclusions})
        self.examined["A010"], self.examined["A014"] = len(spared), len(conclusions)
        for id, advice in self.kb.advice.items():
            if spared[id] is None:
                message = f"{id} fires or is postponed for everyone who answers all questions. Narrow its condition."
                yield self.proven("A010", id, advice, message)
        for id, conclusion in self.kb.conclusions.items():
            if no[id] is None:
                yield self.proven("A014", id, conclusion, f"{id} is yes for everyone who answers all questions.")
            elif yes[id] is None:
                yield self.proven("A014", id, conclusion, f"{id} can never be yes: none of its rules can hold.")

    def relevance(self) -> Iterator[Anomaly]:
        """A011: questions that never apply, whatever was answered before."""
        gated = [question for question in self.kb.questions.values() if question.relevant_when is not None]
        self.examined["A011"] = len(gated)
        for question in gated:
            assert question.relevant_when is not None
            if not self.solver.possible([-self.encoding.condition(question.relevant_when).false]):
                message = f"{question.id} can never apply: its relevant_when is false whatever was answered before."
                yield Anomaly("A011", question.id, message, question.at)

    def additions(self) -> Iterator[Anomaly]:
        """A012: additions that never hold while their advice fires or is postponed."""
        for id, advice in self.kb.advice.items():
            self.examined["A012"] = self.examined.get("A012", 0) + len(advice.add)
            if id in self.unreachable:
                continue
            for number, (addition, holds) in enumerate(
                zip(advice.add, self.encoding.additions(advice), strict=True), start=1
            ):
                if not self.solver.possible([holds]):
                    message = f"The addition {number} of {id} can never hold while the advice does."
                    yield Anomaly("A012", f"{id}/{number}", message, addition.at)

    def checks(self) -> Iterator[Anomaly]:
        """A013: checks that never find anything."""
        self.examined["A013"] = len(self.kb.checks)
        for id, check in self.kb.checks.items():
            if not self.solver.possible([self.encoding.check(id).true]):
                yield Anomaly("A013", id, f"The check {id} can never find a contradiction.", check.at)

    def together(self) -> Iterator[Anomaly]:
        """A016: advice that fires in exactly the same cases, neither standing under the other."""
        fires = {id: self.encoding.fires(id) for id in self.kb.advice if id not in self.unreachable}
        models = [model for model in self.solver.witnesses(fires).values() if model is not None]
        alike: dict[tuple[bool, ...], list[str]] = {}
        for id, literal in fires.items():
            alike.setdefault(_signature(literal, models), []).append(id)
        self.examined["A016"] = len(fires) * (len(fires) - 1) // 2
        for ids in alike.values():
            for first, second in combinations(ids, 2):
                if second in self.kb.advice[first].subsumes or first in self.kb.advice[second].subsumes:
                    continue
                if not self.solver.possible([self.formula.differ(fires[first], fires[second])]):
                    message = f"{second} fires exactly when {first} does. Merge them, or let one subsume the other."
                    yield self.proven("A016", second, self.kb.advice[second], message)

    def proven(self, code: str, about: str, entry: Advice | ConclusionRule | Conclusion, message: str) -> Anomaly:
        return Anomaly(code, about, message, entry.at)

    def shown(self, code: str, about: str, entry: Advice | Conclusion, message: str, *literals: Literal) -> Anomaly:
        witness = smallest_witness(self.encoding, self.solver, literals)
        assert witness is not None
        return Anomaly(code, about, message, entry.at, typed(self.kb, witness))

    def witnessed(
        self, code: str, about: str, entry: Advice | Conclusion, message: str, *literals: Literal
    ) -> Iterator[Anomaly]:
        if self.solver.possible(literals):
            yield self.shown(code, about, entry, message, *literals)


def _once(findings: Iterable[Anomaly]) -> Iterator[Anomaly]:
    """The findings under declared ids: what holds of one instance of a context is said once."""
    said: set[tuple[str, str]] = set()
    for finding in findings:
        about = _declared(finding.about)
        if (finding.code, about) not in said:
            said.add((finding.code, about))
            yield replace(finding, about=about, message=_declared(finding.message))


def _declared(words: str) -> str:
    return re.sub("@(one|two|three)", "", words)


def _signature(literal: Literal, models: list[Model]) -> tuple[bool, ...]:
    return tuple(model.holds(literal) for model in models)


def _exclusions(kb: KnowledgeBase) -> list[tuple[Conclusion, Conclusion]]:
    return [(kb.conclusions[one], kb.conclusions[other]) for one, other in _pairs(kb.conclusions, "excludes")]


def _conflicts(kb: KnowledgeBase) -> list[tuple[Advice, Advice]]:
    return [(kb.advice[one], kb.advice[other]) for one, other in _pairs(kb.advice, "conflicts_with")]


def _pairs(entries: Mapping[str, Advice] | Mapping[str, Conclusion], relation: str) -> list[tuple[str, str]]:
    """The pairs a symmetric relation names, each once, in order; an entry that does not run is in none."""
    order = {id: place for place, id in enumerate(entries)}
    pairs = {
        (min(id, other, key=order.__getitem__), max(id, other, key=order.__getitem__)): None
        for id, entry in entries.items()
        for other in getattr(entry, relation)
        if other in order
    }
    return list(pairs)


def _printed(kb: KnowledgeBase) -> set[str]:
    """The questions whose answers a text prints."""
    texts: list[Text | None] = []
    for advice in kb.advice.values():
        texts += [advice.title, advice.observed, advice.consequence, advice.recommendation, advice.nuance]
        texts += [step.text for step in advice.steps]
        texts += [proviso.says for proviso in (*advice.unless, *advice.postpone_while)]
        for addition in advice.add:
            texts += [addition.observed, addition.consequence, addition.recommendation, addition.nuance]
            texts += [step.text for step in addition.steps]
    for conclusion in kb.conclusions.values():
        texts += [conclusion.title, conclusion.meaning]
    texts += [check.says for check in kb.checks.values()]
    return {question for text in texts if text for words in text.values() for question in answers_named(words)}


def _listed(ids: Iterable[str]) -> str:
    *rest, last = ids
    return f"{', '.join(rest)} and {last}" if rest else last
