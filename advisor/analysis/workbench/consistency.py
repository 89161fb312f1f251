"""The analysis of a knowledge base without any client: what can never happen, and what should never happen but can.

Decided exactly, over every state an answers file can record, partly known answers included; "for everyone" ranges over
complete answers. What can happen is shown by a witness, what cannot is proven: for as many instances of each context as
the conditions can demand witnesses and one more, at most four; where more could matter the finding says so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from advisor.answers import Answer
from advisor.answers.answer import InstanceList
from advisor.answers.typed import typed_answer
from advisor.inference.grounding import ground
from advisor.knowledge.ground_id import declared_id, instance_of
from advisor.knowledge.model import Addition, Advice, Conclusion, KnowledgeBase, Question, Table, Text, Variant
from advisor.knowledge.readers import questions_behind
from advisor.knowledge.texts import answers_named

from ..solver.encoding import Encoding, turning_points
from ..solver.formula import Formula, Literal
from ..solver.influence import Indistinct, influence
from ..solver.near import near
from ..solver.reading import any_answer
from ..solver.witness import smallest_witness
from .anomaly import Analysis, Anomaly, sifted
from .impossible import Impossible
from .instances import NAMES, Demand, exemplars, exemplary
from .possibility import Possibilities, possibilities
from .redundancy import Redundancy


def analyse(kb: KnowledgeBase) -> Analysis:
    """Everything that can be found about a knowledge base without any answers."""
    demand = Demand(kb)
    lists = demand.lists()
    with possibilities(ground(kb, lists)) as states:
        impossible = Impossible(states)
        redundancy = Redundancy(impossible)
        consistency = _Consistency(states, impossible.reachable, {kb.contexts[id].key: of for id, of in lists.items()})
        findings = [*impossible.findings(), *redundancy.findings(), *consistency.findings()]
        findings += consistency.influence(_behind(states.kb, impossible.idle | redundancy.idle))
    examined = {**impossible.examined, **redundancy.examined, **consistency.examined}
    return sifted(kb, _once(_declared(finding, demand) for finding in findings), examined)


class _Consistency:
    """Yields the findings of its codes and counts in `examined` what it looked at.

    Of what is judged for each instance of a context, the first is looked at: the others differ in nothing. `lists` are
    the instances by the name of their list.
    """

    def __init__(
        self, states: Possibilities, reachable: Mapping[str, Advice], lists: Mapping[str, InstanceList]
    ) -> None:
        self.states = states
        self.kb = states.kb
        self.encoding = states.encoding
        self.lists = lists
        self.reachable = reachable
        self.advice = exemplars(self.kb.advice)
        self.conclusions = exemplars(self.kb.conclusions)
        self.examined: dict[str, int] = {}

    def findings(self) -> Iterator[Anomaly]:
        """Everything that should not happen but can, but for questions that change nothing."""
        yield from self.contradictory()
        yield from self.exclusions()
        yield from self.conflicts()
        yield from self.everyone()

    def contradictory(self) -> Iterator[Anomaly]:
        """A015: advice that fires only where answers contradict each other."""
        sound = [-self.encoding.check(id).true for id in self.kb.checks]
        self.examined["A015"] = len(self.advice) if self.kb.checks else 0
        for id, advice in self.reachable.items():
            fires = self.encoding.fires(id)
            if not self.states.possible(fires, *sound):
                message = (
                    f"{id} fires only with answers that a check calls contradictory. Mend its condition, or the check."
                )
                yield self.shown("A015", id, advice, message, fires)

    def exclusions(self) -> Iterator[Anomaly]:
        """A004: conclusions that exclude each other."""
        pairs = _pairs(self.conclusions, "excludes")
        self.examined["A004"] = len(pairs)
        for first, second in pairs:
            both = [self.encoding.conclusion(id).true for id in (first, second)]
            message = (
                f"{first} and {second} exclude each other, yet both can be yes. "
                "Make the rules of one read the other, or drop the exclusion."
            )
            if self.states.possible(*both):
                yield self.shown("A004", f"{first}/{second}", self.conclusions[first], message, *both)

    def conflicts(self) -> Iterator[Anomaly]:
        """A005: advice that must never fire together."""
        pairs = _pairs(self.advice, "conflicts_with")
        self.examined["A005"] = len(pairs)
        for first, second in pairs:
            both = [self.encoding.fires(id) for id in (first, second)]
            message = (
                f"{first} and {second} conflict, yet both can fire. "
                "Except or postpone one where the other holds, or drop the conflict."
            )
            if self.states.possible(*both):
                yield self.shown("A005", f"{first}/{second}", self.advice[first], message, *both)

    def everyone(self) -> Iterator[Anomaly]:
        """A010, A014: advice and conclusions that are the same for all complete answers."""
        formula = Formula()
        numbers = turning_points(self.kb)
        readings = {id: any_answer(formula, question, numbers[id]) for id, question in self.kb.questions.items()}
        encoding = Encoding(self.kb, formula, readings)
        self.examined["A010"], self.examined["A014"] = len(self.advice), len(self.conclusions)
        with near(formula) as solver:
            for id, advice in self.advice.items():
                if not solver.possible([-encoding.stands(id)]):
                    message = (
                        f"{id} fires or is postponed for everyone who answers all questions. Narrow its condition."
                    )
                    yield Anomaly("A010", id, message, advice.at)
            for id, conclusion in self.conclusions.items():
                if not solver.possible([-encoding.conclusion(id).true]):
                    yield Anomaly("A014", id, f"{id} is yes for everyone who answers all questions.", conclusion.at)

    def influence(self, excused: Collection[str]) -> Iterator[Anomaly]:
        """A006, A007: questions and options that change nothing. What a text prints changes the report.

        Nothing is said of questions that are excused: what reads them has a fault of its own.
        """
        printed = _printed(self.kb)
        asked = [question for question in self.kb.questions.values() if exemplary(question.id)]
        questions = [one for one in asked if declared_id(one.id) not in printed and one.id not in excused]
        alike: dict[str, list[Indistinct]] = {}
        with influence(self.kb) as looked_at:
            for question in questions:
                one = looked_at.on(question)
                matters = one.matters()
                alike[question.id] = list(one.indistinct()) if matters else _all_alike(question)
                if not matters:
                    message = f"Whatever is answered to {question.id}, no outcome ever changes. "
                    yield Anomaly("A006", question.id, message + "Read it in a rule, or drop it.", question.at)
                elif question.table is None:
                    yield from (_idle(question, same) for same in alike[question.id])
        tables = [table for table in exemplars(self.kb.tables).values() if alike.keys() >= set(table.rows)]
        for table in tables:
            yield from (_idle(table, same) for same in _alike_in_every_row(table, alike))
        self.examined["A006"] = len(questions)
        of_questions = sum(len(question.options) for question in questions if question.table is None)
        self.examined["A007"] = of_questions + sum(len(table.options) for table in tables)

    def shown(self, code: str, about: str, entry: Advice | Conclusion, message: str, *literals: Literal) -> Anomaly:
        """A finding with a witness."""
        witness = smallest_witness(self.encoding, literals)
        assert witness is not None
        return Anomaly(code, about, message, entry.at, self._typed(witness))

    def _typed(self, witness: Mapping[str, Answer]) -> dict[str, Any]:
        """Answers as an example has them: those of instances in lists of their own."""
        answers: dict[str | None, dict[str, Any]] = {None: {}}
        for id, question in self.kb.questions.items():
            if id in witness:
                of = answers.setdefault(instance_of(id), {})
                of[declared_id(id)] = typed_answer(question, witness[id])
        listed = {
            key: [{"id": one.id, "answers": answers.get(one.id, {})} for one in of.instances]
            for key, of in self.lists.items()
        }
        return {**answers[None], **listed}


def _idle(asked: Question | Table, same: Indistinct) -> Anomaly:
    if same.other is None:
        message = f"Choosing {same.option} in {asked.id} never changes any outcome."
    else:
        message = f"No outcome ever tells {same.option} from {same.other} in {asked.id}."
    at = next(option.at for option in asked.options if option.id == same.option)
    return Anomaly("A007", f"{asked.id}/{same.option}", message + " Read it in a rule, or drop it.", at)


def _all_alike(question: Question) -> list[Indistinct]:
    return [Indistinct(question.id, option.id, question.options[0].id) for option in question.options[1:]]


def _alike_in_every_row(table: Table, alike: Mapping[str, list[Indistinct]]) -> Iterator[Indistinct]:
    """The options of a table that no row of it tells from an earlier one: rows share what some of them need."""
    first_alike = [{one.option: one.other for one in alike[row]} for row in table.rows]
    told_apart: dict[tuple[str | None, ...], str] = {}
    for option in table.options:
        in_rows = tuple(others.get(option.id, option.id) for others in first_alike)
        if in_rows in told_apart:
            yield Indistinct(table.id, option.id, told_apart[in_rows])
        told_apart.setdefault(in_rows, option.id)


def _behind(kb: KnowledgeBase, entries: Iterable[str]) -> frozenset[str]:
    """The questions that have a part in these entries."""
    found: set[str] = set()
    for id in entries:
        entry = kb.rules.get(id) or kb.advice.get(id) or kb.checks.get(id) or kb.questions.get(id) or id
        found.update(questions_behind(kb, entry))
    return frozenset(found)


def _once(findings: Iterable[Anomaly]) -> Iterator[Anomaly]:
    said: set[tuple[str, str, str]] = set()
    for finding in findings:
        if (key := (finding.code, finding.about, str(finding.at))) not in said:
            said.add(key)
            yield finding


def _declared(finding: Anomaly, demand: Demand) -> Anomaly:
    """The finding under declared ids, with how far it was looked where more instances could make a difference."""
    exceeded = demand.exceeded(finding.about.split("/")) if finding.proven else []
    limit = f" Looked at with up to four {' and '.join(exceeded)}." if exceeded else ""
    return replace(finding, about=_plain(finding.about), message=_plain(finding.message) + limit)


def _plain(words: str) -> str:
    return re.sub(f"@({'|'.join(NAMES)})", "", words)


def _pairs(entries: Mapping[str, Advice] | Mapping[str, Conclusion], relation: str) -> list[tuple[str, str]]:
    """The pairs a symmetric relation names, each once, in order; an entry that is not looked at is in none."""
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
        parts: tuple[Advice | Variant | Addition, ...] = (advice, *advice.variants, *advice.add)
        for said in parts:
            texts += [said.observed, said.consequence, said.recommendation, said.nuance]
            texts += [step.text for step in said.steps]
        texts += [proviso.says for proviso in (*advice.unless, *advice.postpone_while)]
        texts += [advice.title, *(variant.title for variant in advice.variants)]
    for conclusion in kb.conclusions.values():
        texts += [conclusion.title, conclusion.meaning, conclusion.headline]
        texts += [text for variant in conclusion.variants for text in (variant.title, variant.meaning)]
    texts += [check.says for check in kb.checks.values()]
    return {question for text in texts if text for words in text.values() for question in answers_named(words)}
