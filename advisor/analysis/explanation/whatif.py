"""What if: the Assessment with some answers changed, against the present one. Nothing is written anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from advisor.advice import Assessment, assess
from advisor.advice.profile_words import ProfileWords
from advisor.advice.wording import lists_of
from advisor.answers import Answer, Answers
from advisor.answers.typed import typed_answer
from advisor.inference import Outcome
from advisor.inference.grounding import ground
from advisor.knowledge.model import KnowledgeBase
from advisor.language import Messages

from .difference import Difference, Move, PlaceInOrder, difference
from .narration import Narration
from .tree import listed

PHRASES = Messages(
    {
        "changed": "Changed",
        "change": "{ask} {before} → {after}",
        "nothing": "Nothing else would change.",
        "appears": "New advice",
        "disappears": "Advice no longer given",
        "gone": "{title} ({id}): {outcome}",
        "moves": "Moves",
        "move": "{title} ({id}): {before} → {after}",
        "position": "place {position}",
        "under": "under “{title}”",
        "other": "Other outcomes",
        "outcome": "{title} ({id}): {before} → {after}",
        "conclusions": "Conclusions",
        "regraded": "Graver or milder",
        "regrading": "{title} ({id}): {severities}",
        "profile": "Profile",
        "theme": "{theme}: {turned}",
        "contradictions": "New contradictions between answers",
        "settled": "Contradictions that disappear",
        "first": "First three",
    }
)


@dataclass(frozen=True)
class SupposedAnswer:
    """One answer as recorded and as supposed."""

    question: str
    before: Answer
    after: Answer


@dataclass(frozen=True)
class WhatIf:
    """Two Assessments, the changes that lead from one to the other, and what differs between them."""

    changes: tuple[SupposedAnswer, ...]
    answers: Answers
    before: Assessment
    after: Assessment
    difference: Difference


def what_if(kb: KnowledgeBase, answers: Answers, changes: Mapping[str, Answer]) -> WhatIf:
    """What would be assessed if some questions were answered otherwise.

    Both sides are full runs of both engines; raises what `assess` raises.
    """
    order = [question for question in ground(kb, answers.instances).questions if question in changes]
    supposed = replace(answers, given={**answers.given, **{question: changes[question] for question in order}})
    before, after = assess(kb, answers), assess(kb, supposed)
    return WhatIf(
        tuple(SupposedAnswer(question, answers.of(question), changes[question]) for question in order),
        supposed,
        before,
        after,
        difference(before, after),
    )


def document(kb: KnowledgeBase, found: WhatIf) -> dict[str, Any]:
    """A what-if as JSON values."""
    kb = ground(kb, lists_of(found.before))
    return {
        "changes": [
            {
                "question": change.question,
                "before": typed_answer(kb.questions[change.question], change.before),
                "after": typed_answer(kb.questions[change.question], change.after),
            }
            for change in found.changes
        ],
        **found.difference.document(),
    }


def told(kb: KnowledgeBase, found: WhatIf, language: str) -> Iterator[str]:
    """A what-if in text lines."""
    return _Told(kb, found, language).lines()


class _Told:
    """Words for one what-if. Titles are said with the answers of the side they come from."""

    def __init__(self, kb: KnowledgeBase, found: WhatIf, language: str) -> None:
        self.found = found
        self.language = language
        self.said = PHRASES.said(language)
        self.before = Narration(kb, found.before, language)
        self.after = Narration(kb, found.after, language)
        self.kb = self.before.kb
        self.profile = ProfileWords(language)

    def lines(self) -> Iterator[str]:
        different = self.found.difference
        yield self.said["changed"]
        for change in self.found.changes:
            yield from listed("  ", self._change(change.question, change.before, change.after))
        if different.nothing:
            yield ""
            yield self.said["nothing"]
            return
        yield from self._section("appears", "+ ", [self._new(id) for id in different.appears])
        yield from self._section("disappears", "− ", [self._gone(id) for id in different.disappears])
        yield from self._section("regraded", "~ ", list(self._regraded()))
        yield from self._section("moves", "~ ", [self._move(move) for move in different.moves if self._telling(move)])
        yield from self._section("other", "~ ", list(self._other()))
        yield from self._section("conclusions", "~ ", list(self._conclusions()))
        yield from self._section("contradictions", "! ", [self.after.title(id) for id in different.contradictions])
        settled = [self.before.title(id) for id in different.settled_contradictions]
        yield from self._section("settled", "− ", settled)
        if different.first_three[0] != different.first_three[1]:
            titles = [self.after.title(id) for id in different.first_three[1]]
            yield from self._section("first", "", [f"{place}. {title}" for place, title in enumerate(titles, start=1)])
        yield from self._section("profile", "", list(self._themes()))

    def _section(self, heading: str, mark: str, points: list[str]) -> Iterator[str]:
        if points:
            yield ""
            yield self.said[heading]
            for point in points:
                yield from listed(f"  {mark}", point)

    def _change(self, question: str, before: Answer, after: Answer) -> str:
        return self.said["change"].format(
            ask=self.before.ask(question),
            before=self.before.given(question, before),
            after=self.after.given(question, after),
        )

    def _new(self, id: str) -> str:
        return f"{self.after.title(id)} ({id})" + self._where(id)

    def _where(self, id: str) -> str:
        advised = self.found.after.advised(id)
        return f", {self._place(PlaceInOrder(advised.position, advised.subsumed_by))}"

    def _gone(self, id: str) -> str:
        entry = self.found.before.advised(id).entries[0]
        outcome = self.after.outcome(self.found.after.advised(entry).outcome)
        return self.said["gone"].format(title=self.before.title(id), id=id, outcome=outcome)

    def _move(self, move: Move) -> str:
        before, after = self._place(move.before), self._place(move.after)
        return self.said["move"].format(title=self.after.title(move.advice), id=move.advice, before=before, after=after)

    def _telling(self, move: Move) -> bool:
        """Whether a move is worth a line: that strengths and asks make room for something new is not."""
        shifted = move.before.under is None and move.after.under is None
        return not (shifted and self.after.advice(move.advice).kind in ("strength", "ask"))

    def _place(self, place: PlaceInOrder) -> str:
        if place.under is not None:
            return self.said["under"].format(title=self.after.title(place.under))
        return self.said["position"].format(position=place.position)

    def _other(self) -> Iterator[str]:
        """Outcomes that change between two other than given."""
        for one in self.found.difference.outcomes:
            if one.before is None or one.after is None or Outcome.FIRES in (one.before, one.after):
                continue
            before, after = self.before.outcome(one.before), self.after.outcome(one.after)
            title = self.after.title(one.advice)
            yield self.said["outcome"].format(title=title, id=one.advice, before=before, after=after)

    def _conclusions(self) -> Iterator[str]:
        for one in self.found.difference.conclusions:
            if one.before is not None and one.after is not None:
                before, after = self.before.truth(one.before), self.after.truth(one.after)
                title = self.after.title(one.conclusion)
                yield self.said["outcome"].format(title=title, id=one.conclusion, before=before, after=after)

    def _regraded(self) -> Iterator[str]:
        for one in self.found.difference.regraded:
            severities = self.profile.regraded(one.before, one.after)
            yield self.said["regrading"].format(
                title=self.after.title(one.advice), id=one.advice, severities=severities
            )

    def _themes(self) -> Iterator[str]:
        for one in self.found.difference.profile:
            if one.differs:
                theme = self.after.text(self.kb.themes[one.theme].title)
                turned = self.profile.turned(one.before, one.after)
                yield self.said["theme"].format(theme=theme, turned=turned)
