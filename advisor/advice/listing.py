"""Advice as the Assessment lists it: every finding at its place, then what waits, then everything else."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Literal, cast

from advisor.answers.answer import EffectiveAnswers
from advisor.inference.kept import KeptWith, LastMade
from advisor.inference.result import FIRES, POSTPONED, AdviceResult, Inference, Reason, Reservation
from advisor.knowledge.ground_id import ground_id, instance_of
from advisor.knowledge.model import KnowledgeBase, Severity
from advisor.knowledge.texts import answers_named

from .assessment import AssessedAdvice, Because, CitedConclusion, Precedence, Reserved
from .finding import STANDING, Finding, grading_of, in_force, severity_index
from .headline import withheld_by
from .order import Placed, in_order

Clause = Literal["unless", "postpone_while", "variant"]

_last_set_aside: KeptWith[LastMade[AssessedAdvice]] = KeptWith(lambda _: LastMade())
"""What neither fires nor is postponed depends on nothing but its own result."""
_last_standing: KeptWith[LastMade[AssessedAdvice]] = KeptWith(lambda _: LastMade())


class Printing:
    """What the texts of a ground entry print of the answers, so that equal texts can be told."""

    def __init__(self, kb: KnowledgeBase, readable: EffectiveAnswers, results: Mapping[str, AdviceResult]) -> None:
        self._kb = kb
        self._readable = readable
        self._results = results

    def __call__(self, entry: str) -> Hashable:
        """The answers that the texts of an entry print."""
        advice, instance = self._kb.advice[entry], instance_of(entry)
        named = {
            id
            for text in in_force(advice, self._results[entry])
            for words in text.values()
            for id in answers_named(words)
        }
        return tuple(repr(self._readable[self._ground(id, instance)].answer) for id in sorted(named))

    def _ground(self, question: str, instance: str | None) -> str:
        return question if question in self._readable else ground_id(question, instance)


class Listing:
    """Lists every advice of one brand.

    `withheld` gives the problems that stand with one of the severities named (`withheld_by`).
    """

    def __init__(
        self, kb: KnowledgeBase, inference: Inference, found: Sequence[Finding], placed: Sequence[Placed]
    ) -> None:
        self.kb = kb
        self.inference = inference
        self.found = found
        self.placed = placed
        self._last = _last_standing(kb)
        self.children: dict[str, list[Finding]] = {}
        for one in found:
            if one.parent is not None:
                self.children.setdefault(one.parent, []).append(one)

        @cache
        def withheld(severities: tuple[Severity, ...]) -> tuple[str, ...]:
            return withheld_by(severities, found)

        self.withheld = withheld

    def advice(self) -> Iterator[AssessedAdvice]:
        """Numbered findings, other firing by rank, postponed, the rest; children after their parent."""
        for position, one in enumerate(self.placed, start=1):
            yield from self._with_children(one.finding, position, one)
        numbered = {one.finding.id for one in self.placed}
        top = [one for one in self.found if one.parent is None and one.id not in numbered]
        firing = (one for one in top if one.result.outcome is FIRES)
        for other in sorted(firing, key=lambda one: (one.grading.rank is None, one.grading.rank or 0)):
            yield from self._with_children(other, None, None)
        waiting = [one for one in top if one.result.outcome is POSTPONED]
        for position, each in enumerate(in_order(self.kb, waiting), start=1):
            yield from self._with_children(each.finding, position, None)
        last = _last_set_aside(self.kb)
        for id, result in self.inference.advice.items():
            if result.outcome not in STANDING:
                yield last.of(id, result, partial(self._set_aside, id, result))

    def _set_aside(self, id: str, result: AdviceResult) -> AssessedAdvice:
        advice = self.kb.advice[id]
        return self._assessed(Finding(id, advice, result, (id,), grading_of(advice, result)), None, None)

    def _with_children(self, finding: Finding, position: int | None, placed: Placed | None) -> Iterator[AssessedAdvice]:
        yield self._standing(finding, position, placed)
        for child in sorted(self.children.get(finding.id, ()), key=lambda one: severity_index(one.grading.severity)):
            yield self._standing(child, None, None)

    def _standing(self, finding: Finding, position: int | None, placed: Placed | None) -> AssessedAdvice:
        results = [self.inference.advice[entry] for entry in finding.entries]
        made_of = (finding, position, placed, results, self.withheld(finding.advice.withheld_while))
        return self._last.of(finding.id, made_of, partial(self._assessed, finding, position, placed))

    def _assessed(self, finding: Finding, position: int | None, placed: Placed | None) -> AssessedAdvice:
        advice, result, grading = finding.advice, finding.result, finding.grading
        claims = advice.claims
        if result.variant is not None:
            claims += advice.variants[result.variant].claims
        for index in result.additions:
            claims += advice.add[index].claims
        pulled = placed.pulled if placed else None
        open_points = result.reservations
        if len(finding.entries) > 1:
            every = (one for entry in finding.entries for one in self.inference.advice[entry].reservations)
            open_points = tuple(dict.fromkeys(every))
        return AssessedAdvice(
            id=finding.id,
            entries=finding.entries,
            instances=finding.instances,
            outcome=result.outcome,
            kind=advice.kind,
            theme=advice.theme,
            severity=grading.severity,
            phase=grading.phase,
            rank=grading.rank,
            effort=grading.effort,
            claims=tuple(dict.fromkeys(claims)),
            position=position,
            line=placed.line if placed else None,
            ahead_of=Precedence(finding=pulled.ahead_of, index=advice.before.index(pulled.before)) if pulled else None,
            subsumed_by=finding.parent,
            when=result.when,
            because=because_of(result.reason),
            reservations=reserved(open_points),
            settle=result.settle,
            additions=result.additions,
            variant=result.variant,
            steps=result.steps,
            withheld_by=self.withheld(advice.withheld_while) if result.outcome in STANDING else (),
        )


def because_of(reason: Reason) -> Because:
    """A reason as the Assessment has it."""
    return Because(
        rule=reason.rule,
        answers=reason.answers,
        conclusions=tuple([CitedConclusion(id=id, value=value) for id, value in reason.conclusions]),
        all_answers=reason.all_answers,
        other_ways=reason.other_ways,
        proviso=cast("tuple[Literal['unless', 'postpone_while'], int] | None", reason.proviso),
    )


def reserved(reservations: tuple[Reservation, ...]) -> tuple[Reserved, ...]:
    """Reservations as the Assessment has them."""
    return (
        tuple(
            [
                Reserved(entry=one.entry, clause=cast("Clause", one.clause), index=one.index, questions=one.questions)
                for one in reservations
            ]
        )
        if reservations
        else ()
    )
