"""Why not: the condition of an advice or conclusion with the value of each part, and what would have to differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from advisor.advice import Assessment, assess
from advisor.answers import Answers, Truth, effective
from advisor.answers.typed import typed_answer
from advisor.inference import Outcome
from advisor.inference.evaluator import Evaluation
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
    parts_of,
)
from advisor.knowledge.ground_id import instance_of
from advisor.knowledge.model import Advice, ConclusionRule, KnowledgeBase, Proviso
from advisor.language import Messages

from ..solver.counterfactual import Counterfactuals, NeededChange, to_conclude, to_fire
from .asked_about import find
from .explain import Explanation
from .narration import MARKS, Narration
from .relisting import Relisting, relisting
from .tree import Node, drawn, listed

PHRASES = Messages(
    {
        "advice": "{title} ({id}) – {outcome}",
        "conclusion": "{title} ({id}) – {value}",
        "when": "condition",
        "unless": "exception: {says}",
        "unless_bare": "exception",
        "postpone_while": "reason to wait: {says}",
        "postpone_while_bare": "reason to wait",
        "rule": "by the rule {id}",
        "all": "all of these",
        "any": "any of these",
        "not": "not this",
        "count": "{bounds} of these",
        "concluded": "{title} ({id}) – expected: {wanted}; is: {value}",
        "above": "{text} – spelled out above",
        "irrelevant": "the question does not apply, because of:",
        "fires": "This advice is given: `advisor why` shows the reasons.",
        "yes": "This conclusion is yes: `advisor why` shows the reasons.",
        "sets": "It would be otherwise with these answers",
        "relisted": "It would be otherwise once {lists}.",
        "relisted_sets": "It would be otherwise once {lists}, with these answers",
        "complete": "this list is said to be complete ({asked})",
        "one_more": "one more is listed ({asked})",
        "new": "the new one",
        "of": "{name}: {ask}",
        "never": "No answers whatever lead there: the rules leave no room for it.",
        "more": "… and in other ways, with as many answers or more.",
        "change": "{ask} {wanted} (now: {present})",
        "and": ", and ",
    }
)
PLACES = ("unless", "postpone_while")


@dataclass(frozen=True)
class Judged:
    """A part of a condition with its value, ready to be drawn or serialised."""

    text: str
    value: Truth | None
    document: dict[str, Any]
    below: tuple[Judged, ...] = ()

    def node(self) -> Node:
        """The part as a node of text."""
        mark = f"{MARKS[self.value]} " if self.value is not None else ""
        return Node(mark + self.text, tuple(one.node() for one in self.below))

    def as_json(self) -> dict[str, Any]:
        """The part as JSON values."""
        value = {"value": self.value.value} if self.value is not None else {}
        return {**self.document, **value, **({"parts": [one.as_json() for one in self.below]} if self.below else {})}


def why_not(kb: KnowledgeBase, answers: Answers, assessment: Assessment, id: str, language: str) -> Explanation:
    """Why an advice does not fire, or a conclusion is not yes, and the smallest sets of answers that would change it.

    `assessment` is that of the same answers. An id without instance means the one that did not
    come true. UnknownEntry if no advice or conclusion that runs has this id, or several could be meant.
    """
    speech = Narration(kb, assessment, language)
    kb = speech.kb
    kind, present = find(speech, id, ("advice", "conclusion"), "why not")
    told = _WhyNot(kb, answers, speech, language)
    if kind == "advice":
        advised = assessment.advised(present)
        head = told.said["advice"].format(
            title=told.speech.title(present), id=present, outcome=told.speech.outcome(advised.outcome)
        )
        parts, reached = told.advice(kb.advice[present]), advised.outcome is Outcome.FIRES
        came_to: str = advised.outcome.value
    else:
        concluded = assessment.concluded(present)
        value = told.speech.truth(concluded.value)
        head = told.said["conclusion"].format(title=told.speech.title(present), id=present, value=value)
        parts, reached = told.rules(present), concluded.value is Truth.TRUE
        came_to = concluded.value.value
    found, relisted = Counterfactuals((), more=False), None
    if not reached:
        found = to_fire(kb, answers, present) if kind == "advice" else to_conclude(kb, answers, present)
        if not found.sets:
            declared = speech.wording.declared
            relisted = relisting(declared, answers, present, told.said["new"])
    ways = told.ways(found, kind, reached)
    if relisted is not None:
        found = relisted.found
        supposed = Narration(declared, assess(declared, relisted.answers), language)
        told = _WhyNot(supposed.kb, relisted.answers, supposed, language)
        ways = told.relisted(relisted)
    tree = Node(head, tuple(part.node() for part in parts))
    return Explanation(
        (*drawn(tree), "", *ways),
        {
            "id": present,
            "kind": kind,
            "title": told.speech.title(present),
            "outcome" if kind == "advice" else "value": came_to,
            "condition": [part.as_json() for part in parts],
            "lists": told.lists_document(relisted),
            "smallest_sets": [[told.change_document(change) for change in one.changes] for one in found.sets],
            "more_sets": found.more,
        },
    )


class _WhyNot:
    """Words for conditions and changes, over one brand's answers."""

    def __init__(self, kb: KnowledgeBase, answers: Answers, speech: Narration, language: str) -> None:
        self.kb = kb
        self.speech = speech
        self.said = PHRASES.said(language)
        self.evaluation = Evaluation(kb, effective(kb, answers))
        self._spelled_out: set[str] = set()

    def advice(self, advice: Advice) -> list[Judged]:
        """The clauses of an advice: its condition, and every exception and reason to wait that is not false."""
        return [
            self.clause("when", advice.when),
            *self.provisos("unless", advice.unless),
            *self.provisos("postpone_while", advice.postpone_while),
        ]

    def rules(self, conclusion: str) -> list[Judged]:
        """The rules for a conclusion, each with its clauses."""
        return [self.rule(rule) for rule in self.evaluation.index.rules_for[conclusion]]

    def rule(self, rule: ConclusionRule) -> Judged:
        below = [*self.flattened(rule.when), *self.provisos("unless", rule.unless)]
        text = self.said["rule"].format(id=rule.id)
        return Judged(text, self.evaluation.rules[rule.id], {"rule": rule.id}, tuple(below))

    def clause(self, clause: str, condition: Condition) -> Judged:
        value = self.evaluation.truth(condition)
        return Judged(self.said[clause], value, {"clause": clause}, tuple(self.flattened(condition)))

    def provisos(self, clause: str, provisos: Iterable[Proviso]) -> Iterator[Judged]:
        for index, proviso in enumerate(provisos):
            value = self.evaluation.truth(proviso.when)
            if value is Truth.FALSE:
                continue
            says = self.speech.wording.say(proviso.says) if proviso.says else None
            text = self.said[clause].format(says=says) if says else self.said[f"{clause}_bare"]
            document = {"clause": clause, "index": index, **({"says": says} if says else {})}
            yield Judged(text, value, document, tuple(self.flattened(proviso.when)))

    def flattened(self, condition: Condition) -> list[Judged]:
        """The parts of a condition; an `all` at the top needs no line of its own."""
        if isinstance(condition, AllOf):
            return [self.condition(part) for part in condition.parts]
        return [self.condition(condition)]

    def condition(self, condition: Condition) -> Judged:
        value = self.evaluation.truth(condition)
        if isinstance(condition, AnswerTest):
            return self.test(condition, value)
        if isinstance(condition, ConclusionTest):
            return self.conclusion(condition, value)
        if isinstance(condition, Not):
            return Judged(self.said["not"], value, {"not": True}, (self.condition(condition.part),))
        if isinstance(condition, OpenList):
            return Judged(self.speech.incomplete(condition.context), value, {"list": condition.context})
        below = tuple(self.condition(part) for part in parts_of(condition))
        if isinstance(condition, CountOf):
            document = {"count": True, "least": condition.least, "most": condition.most}
            return Judged(self.said["count"].format(bounds=self.speech.bounds(condition)), value, document, below)
        if not isinstance(condition, (AllOf, AnyOf)):
            raise NotGround(condition)
        name = "all" if isinstance(condition, AllOf) else "any"
        return Judged(self.said[name], value, {name: True}, below)

    def test(self, test: AnswerTest, value: Truth) -> Judged:
        readable = self.evaluation.readable[test.question]
        expected = test.value if isinstance(test.value, int) else list(test.value)
        document = {
            "question": test.question,
            "operator": test.operator,
            "expected": expected,
            "answer": typed_answer(self.kb.questions[test.question], readable.answer),
        }
        below: tuple[Judged, ...] = ()
        if readable.relevance is Truth.FALSE:
            document["relevant"] = False
            gate = self.kb.questions[test.question].relevant_when
            assert gate is not None
            if test.question not in self._spelled_out:
                self._spelled_out.add(test.question)
                parts = tuple(self.flattened(gate))
                below = (Judged(self.said["irrelevant"], None, {"relevant_when": True}, parts),)
        return Judged(self.speech.test(test), value, document, below)

    def conclusion(self, test: ConclusionTest, value: Truth) -> Judged:
        """A conclusion that is read; its rules are spelled out once, where it is not as expected."""
        truth = self.evaluation.conclusions[test.conclusion]
        text = self.said["concluded"].format(
            title=self.speech.title(test.conclusion),
            id=test.conclusion,
            wanted=self.speech.truth(Truth.TRUE if test.value else Truth.FALSE),
            value=self.speech.truth(truth),
        )
        document = {"conclusion": test.conclusion, "expected": "yes" if test.value else "no", "is": truth.value}
        if value is Truth.TRUE:
            return Judged(text, value, document)
        if test.conclusion in self._spelled_out:
            return Judged(self.said["above"].format(text=text), value, {**document, "spelled_out_above": True})
        self._spelled_out.add(test.conclusion)
        return Judged(text, value, document, tuple(self.rules(test.conclusion)))

    def ways(self, found: Counterfactuals, kind: str, reached: bool) -> Iterator[str]:
        """What would have to differ, in words."""
        if reached:
            yield self.said["fires" if kind == "advice" else "yes"]
        elif not found.sets:
            yield self.said["never"]
        else:
            yield self.said["sets"]
            yield from self.sets(found)

    def relisted(self, relisted: Relisting) -> Iterator[str]:
        """What lists would have to hold, and what would have to differ besides, in words."""
        lists = [("complete", id) for id in relisted.complete]
        lists += [("one_more", relisted.one_more)] if relisted.one_more is not None else []
        contexts = self.speech.wording.declared.contexts
        said = [self.said[how].format(asked=self.speech.ask(contexts[id].key)) for how, id in lists]
        besides = any(one.changes for one in relisted.found.sets)
        name = "relisted_sets" if besides else "relisted"
        yield from listed("", self.said[name].format(lists=self.speech.together(said)))
        if besides:
            yield from self.sets(relisted.found)

    def sets(self, found: Counterfactuals) -> Iterator[str]:
        for number, one in enumerate(found.sets, start=1):
            changes = self.said["and"].join(self.change(change) for change in one.changes)
            yield from listed(f"  {number}. ", changes)
        if found.more:
            yield f"  {self.said['more']}"

    def lists_document(self, relisted: Relisting | None) -> dict[str, Any] | None:
        """The lists that would have to differ, by their keys, as JSON values."""
        if relisted is None:
            return None
        keys = {id: context.key for id, context in self.speech.wording.declared.contexts.items()}
        one_more = None if relisted.one_more is None else keys[relisted.one_more]
        return {"complete": [keys[id] for id in relisted.complete], "one_more": one_more}

    def change(self, change: NeededChange) -> str:
        ask = self.speech.ask(change.question)
        if (instance := instance_of(change.question)) is not None:
            ask = self.said["of"].format(name=self.speech.wording.names([instance])[0], ask=ask)
        return self.said["change"].format(
            ask=ask,
            wanted=self.speech.alternatives(change.question, change.wanted, change.between),
            present=self.speech.given(change.question, change.present),
        )

    def change_document(self, change: NeededChange) -> dict[str, Any]:
        """A change as JSON values, answers as an answers file has them."""
        question = self.kb.questions[change.question]
        document: dict[str, Any] = {
            "question": change.question,
            "present": typed_answer(question, change.present),
            "wanted": [typed_answer(question, one) for one in change.wanted],
        }
        if change.between is not None:
            document["between"] = list(change.between)
        return document
