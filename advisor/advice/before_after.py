"""Before and after: two Assessments of one brand, months apart, held side by side.

What changed because the brand did something is told apart from what changed because the rules did: for the
latter the earlier answers are assessed a second time, under the later knowledge base.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from advisor.answers.answer import AnswerState, Truth
from advisor.inference.result import Outcome
from advisor.knowledge.ground_id import declared_id, ground_id, instance_of
from advisor.knowledge.model import Kind, Severity

from .assessment import AssessedAdvice, Assessment, KnowledgeBaseStamp, RecordedAnswer, ThemeProfile, Value
from .finding import STANDING, severity_index

Status = Literal[
    "resolved", "new", "newly_seen", "persisting", "milder", "graver", "no_longer_judged", "not_comparable"
]
Cause = Literal["answers", "rules"]

ABSENT = (Outcome.DOES_NOT_APPLY, Outcome.EXCEPTED, Outcome.OUT_OF_SCOPE)
"""Outcomes of advice that was judged and does not stand."""


class ComparedAdvice(Value):
    """An advice that stood (fired or was postponed) before, after, or both times.

    `resolved`: it stood, and certainly does not any more, or what it was about is gone. `new`: the reverse.
    `newly_seen`: it stands, and could not be judged before. `no_longer_judged`: it stood, and cannot be judged now.
    `milder`, `graver`: it stands on both sides, with another severity. `not_comparable`: the knowledge base of one side
    lacks it (outcome None). For a strength, resolved means lost and new means gained. `id` is that of the later side if
    it is there, `earlier` that of the earlier side (None without); they differ where spaces were joined, parted or
    renamed. `severity` is that of the later side if it stands there, `severity_before` that of the earlier. `causes`
    say whether answers or rules (or both) made the change; `answers` are the questions behind the advice whose answers
    differ. What is `withheld` on a side where it stands is not told.
    """

    id: str
    earlier: str | None
    status: Status
    kind: Kind
    theme: str
    severity: Severity | None
    severity_before: Severity | None
    before: Outcome | None
    after: Outcome | None
    causes: tuple[Cause, ...] = ()
    answers: tuple[str, ...] = ()
    withheld: bool = False


class ComparedConclusion(Value):
    """A conclusion that holds on one side at least; None where the side's knowledge base lacks it.

    What is `withheld` on a side where it holds is not told.
    """

    id: str
    before: Truth | None
    after: Truth | None
    withheld: bool = False


class ComparedTheme(Value):
    """A theme's profile before and after; None where the side has no such theme."""

    theme: str
    before: ThemeProfile | None
    after: ThemeProfile | None

    @property
    def differs(self) -> bool:
        """Whether its state or one of its counts differs; the weights behind them are not told."""
        before, after = (
            side and (side.state, side.in_order, side.to_put_right, side.not_known)
            for side in (self.before, self.after)
        )
        return before != after

    @property
    def counted(self) -> bool:
        """Whether it has points on either side."""
        return any(side is not None and side.points for side in (self.before, self.after))


class ChangedAnswer(Value):
    """A question answered differently; None where the side's knowledge base lacks the question."""

    question: str
    before: RecordedAnswer | None
    after: RecordedAnswer | None


class TakenOver(Value):
    """A question whose answer the later side has from an earlier interview, of the ISO date `said_on`."""

    question: str
    said_on: str


class Comparison(Value):
    """Everything that differs between two Assessments, and what persists.

    `asked_again` are the questions answered on both sides, and for the later one anew; `taken_over` those that were
    not asked again.
    """

    brand: str
    before_date: str
    after_date: str
    before_knowledge_base: KnowledgeBaseStamp
    after_knowledge_base: KnowledgeBaseStamp
    conclusions: tuple[ComparedConclusion, ...]
    advice: tuple[ComparedAdvice, ...]
    profile: tuple[ComparedTheme, ...]
    changed_answers: tuple[ChangedAnswer, ...]
    asked_again: tuple[str, ...] = ()
    taken_over: tuple[TakenOver, ...] = ()

    @property
    def reversed(self) -> bool:
        """Whether what is held to be the earlier side is the later by its date."""
        return self.before_date > self.after_date

    @property
    def unchanged(self) -> bool:
        """Whether nothing changed: same answers, same conclusions and advice standing, same profile."""
        moved = any(one.status != "persisting" for one in self.advice)
        turned = any(one.before is not one.after for one in self.conclusions)
        return not (moved or turned or any(one.differs for one in self.profile) or self.changed_answers)

    def with_status(self, status: Status, *, strengths: bool = False) -> tuple[ComparedAdvice, ...]:
        """The advice of a status, in the order of the later report: strengths, or everything else but asks."""
        return tuple(
            one
            for one in self.advice
            if one.status == status and (one.kind == "strength") == strengths and one.kind != "ask" and not one.withheld
        )


def compare(before: Assessment, after: Assessment, *, reassessed: Assessment | None = None) -> Comparison:
    """Compare two Assessments.

    `reassessed` is the earlier answers under the later knowledge base; leave it out where both were made with
    the same one. Order: as in the later Assessment, then what only the earlier has.
    """
    midway = reassessed if reassessed is not None else before
    changed = _changed_answers(before, after)
    differing = frozenset(one.question for one in changed)
    sides = _Sides(before, midway, after)
    compared = (_compared(*three, sides, differing) for three in sides.matched())
    return Comparison(
        brand=after.brand,
        before_date=before.date,
        after_date=after.date,
        before_knowledge_base=before.knowledge_base,
        after_knowledge_base=after.knowledge_base,
        conclusions=_conclusions(before, after),
        advice=tuple(one for one in compared if one is not None),
        profile=compared_themes(before, after),
        changed_answers=changed,
        asked_again=_asked_again(before, after),
        taken_over=tuple(
            TakenOver(question=one.question, said_on=one.said_on) for one in after.answers if one.said_on is not None
        ),
    )


def _asked_again(before: Assessment, after: Assessment) -> tuple[str, ...]:
    """The questions that both sides have an answer to, which the later one has from its own interview."""
    told = (AnswerState.ANSWERED, AnswerState.UNKNOWN)
    then = {one.question for one in before.answers if one.state in told}
    return tuple(
        one.question for one in after.answers if one.state in told and one.said_on is None and one.question in then
    )


Matched = tuple[AssessedAdvice | None, AssessedAdvice | None, AssessedAdvice | None]
"""One advice on the earlier side, on that under the later rules, and on the later; None where it is not."""


class _Sides:
    """The sides of a comparison: which advice of one is which of the other.

    A finding is matched by the entries it joins, and its spaces by id, then by name.
    """

    def __init__(self, before: Assessment, midway: Assessment, after: Assessment) -> None:
        self.before, self.midway, self.after = before, midway, after
        here = {one.id: one.name for listed in after.contexts for one in listed.instances}
        by_name = {name.casefold(): id for id, name in here.items()}
        self._now = {
            one.id: by_name.get(one.name.casefold(), one.id)
            for side in (before, midway)
            for listed in side.contexts
            for one in listed.instances
            if one.id not in here
        }
        self.instances = (_instances(before), here.keys())

    def matched(self) -> Iterator[Matched]:
        """All advice of both sides, in the order of the later one; then what only the earlier has."""
        old, mid = (
            {self.now(entry): one for one in side.advice for entry in one.entries}
            for side in (self.before, self.midway)
        )
        met: set[str] = set()
        for last in self.after.advice:
            entry = next((entry for entry in last.entries if entry in old), last.entries[0])
            met.update(last.entries)
            yield old.get(entry), mid.get(entry), last
        for first in self.before.advice:
            entries = [self.now(entry) for entry in first.entries]
            if not met.intersection(entries):
                yield first, mid.get(entries[0]), None

    def now(self, entry: str) -> str:
        """The id of a ground entry of the earlier side on the later."""
        instance = instance_of(entry)
        return entry if instance is None else ground_id(declared_id(entry), self._now.get(instance, instance))

    def gone(self, one: AssessedAdvice, side: int) -> bool:
        """Whether what an advice is about, an instance of a context, is not there on a side (0 earlier, 1 later)."""
        instance = instance_of(one.entries[0])
        return instance is not None and instance not in self.instances[side]


def _instances(side: Assessment) -> frozenset[str]:
    return frozenset(one.id for listed in side.contexts for one in listed.instances)


def _compared(
    first: AssessedAdvice | None,
    middle: AssessedAdvice | None,
    last: AssessedAdvice | None,
    sides: _Sides,
    differing: frozenset[str],
) -> ComparedAdvice | None:
    before, after = _outcome(first), _outcome(last)
    status = _status(first, last, sides)
    if status is None:
        return None
    shown = last or first
    assert shown is not None
    causes: list[Cause] = []
    if status != "persisting":
        if _judged(middle) != _judged(last):
            causes.append("answers")
        if _judged(first) != _judged(middle):
            causes.append("rules")
    read = [*(first.because.all_answers if first else ()), *(last.because.all_answers if last else ())]
    return ComparedAdvice(
        id=shown.id,
        earlier=first.id if first else None,
        status=status,
        kind=shown.kind,
        theme=shown.theme,
        severity=shown.severity,
        severity_before=first.severity if first else None,
        before=before,
        after=after,
        causes=tuple(causes),
        answers=tuple(question for question in dict.fromkeys(read) if question in differing),
        withheld=any(side.withheld_by for side in (first, last) if side),
    )


def _judged(advice: AssessedAdvice | None) -> tuple[Outcome, Severity | None] | None:
    return None if advice is None else (advice.outcome, advice.severity)


def _outcome(advice: AssessedAdvice | None) -> Outcome | None:
    return None if advice is None else advice.outcome


def _status(first: AssessedAdvice | None, last: AssessedAdvice | None, sides: _Sides) -> Status | None:
    before, after = _outcome(first), _outcome(last)
    if first and last and before in STANDING and after in STANDING:
        graver = severity_index(first.severity) - severity_index(last.severity)
        return "persisting" if not graver else "graver" if graver > 0 else "milder"
    if first and before in STANDING:
        if after in ABSENT or (last is None and sides.gone(first, 1)):
            return "resolved"
        return "no_longer_judged" if last else "not_comparable"
    if last and after in STANDING:
        if before in ABSENT or (first is None and sides.gone(last, 0)):
            return "new"
        return "newly_seen" if first else "not_comparable"
    return None


def _conclusions(before: Assessment, after: Assessment) -> tuple[ComparedConclusion, ...]:
    old, new = ({one.id: one for one in side.conclusions} for side in (before, after))
    ids = [*new, *(id for id in old if id not in new)]
    pairs = ((id, [side[id] for side in (old, new) if id in side]) for id in ids)
    return tuple(
        ComparedConclusion(
            id=id,
            before=old[id].value if id in old else None,
            after=new[id].value if id in new else None,
            withheld=any(one.withheld_by for one in sides),
        )
        for id, sides in pairs
        if any(one.value is Truth.TRUE for one in sides)
    )


def compared_themes(before: Assessment, after: Assessment) -> tuple[ComparedTheme, ...]:
    """Every theme of two Assessments, in the order of the later one, then those only the earlier has."""
    old, new = ({one.theme: one for one in side.profile} for side in (before, after))
    return tuple(
        ComparedTheme(theme=theme, before=old.get(theme), after=new.get(theme)) for theme in dict.fromkeys((*new, *old))
    )


def _changed_answers(before: Assessment, after: Assessment) -> tuple[ChangedAnswer, ...]:
    """Questions whose answers differ; notes and flags are of no account."""
    old, new = ({one.question: one for one in side.answers} for side in (before, after))
    questions = [*new, *(question for question in old if question not in new)]
    return tuple(
        ChangedAnswer(question=question, before=old.get(question), after=new.get(question))
        for question in questions
        if _said(old.get(question)) != _said(new.get(question))
    )


def _said(answer: RecordedAnswer | None) -> RecordedAnswer | None:
    if answer is None:
        return None
    return answer.model_copy(update={"note": None, "note_visible_to": None, "flagged": False, "said_on": None})
