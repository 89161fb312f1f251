"""The consultant's review put to a report: what is left out, reworded, added, put first, owned and dated.

In goes the section `review` of an answers file; out come findings as the consultant wants them, numbered afterwards.
What was concluded stays as it is in the Assessment. Text that was written against other words than those of today is
not lost: it is printed, and the house is told to look at it again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from advisor.advice.assessment import AssessedAdvice
from advisor.advice.finding import Grading, severity_index
from advisor.advice.marks import assessment_mark, texts_mark
from advisor.advice.order import line_of
from advisor.answers.review import OwnAdvice, Review, ReviewedAdvice
from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.model import Before
from advisor.language.typography import clean

from .finding_view import Evidence, FindingView, Label
from .labels import Labels
from .view import Editing, LeftOut
from .voice import Voice

OWN = "own"
"""The theme under which the consultant's own advice stands."""


class Edited:
    """One review, put to the findings of one report. `kb` of the voice is ground."""

    def __init__(self, voice: Voice, labels: Labels, review: Review, found: Sequence[AssessedAdvice]) -> None:
        self.voice = voice
        self.labels = labels
        self.review = review
        self.found = found

    def of(self, assessed: AssessedAdvice) -> ReviewedAdvice | None:
        """What the review says of a finding: under its own id, one of its entries, or the id of the advice."""
        for id in (assessed.id, *assessed.entries, declared_id(assessed.entries[0])):
            if id in self.review.advice:
                return self.review.advice[id]
        return None

    def left_out(self, assessed: AssessedAdvice) -> bool:
        """Whether the consultant left a finding out."""
        said = self.of(assessed)
        return said is not None and said.left_out is not None

    def worded(self, finding: FindingView, assessed: AssessedAdvice) -> FindingView:
        """A finding in the consultant's words where they have some, with owner, date and note."""
        said = self.of(assessed)
        if said is None:
            return finding
        own: dict[str, str | tuple[str, ...]] = {
            key: self._own_words(text) if key == "title" else (self._own_words(text),)
            for key, text in said.texts.items()
        }
        return replace(
            finding,
            **own,  # type: ignore[arg-type]
            owner=self.voice.name(said.owner) if said.owner else "",
            due=self.voice.date(said.due) if said.due else "",
            due_on=said.due or finding.due_on,
            note=self._own_words(said.note) if said.note else "",
        )

    def in_order(self, findings: Sequence[FindingView]) -> tuple[FindingView, ...]:
        """The findings with the consultant's own among them, the chosen first, numbered from 1."""
        placed = list(findings)
        for one in map(self._own, self.review.own):
            before = [place for place, other in enumerate(placed) if self._key(other) <= self._key(one)]
            placed.insert(before[-1] + 1 if before else 0, one)
        chosen = list(dict.fromkeys(one for id in self.review.order for one in placed if _is(one, id)))
        ordered = (*chosen, *(one for one in placed if one not in chosen))
        return tuple(replace(one, number=number) for number, one in enumerate(ordered, start=1))

    def _key(self, finding: FindingView) -> tuple[int, int, int]:
        plan, phases = [line.id for line in self.voice.kb.plan], list(self.voice.kb.phases)
        return (
            plan.index(finding.line.id) if finding.line and finding.line.id in plan else len(plan),
            severity_index(finding.severity.id if finding.severity else None),  # type: ignore[arg-type]
            phases.index(finding.phase.id) if finding.phase else len(phases),
        )

    def _own(self, own: OwnAdvice) -> FindingView:
        grading = Grading(own.severity, own.phase, None, None)  # type: ignore[arg-type]
        line = line_of(self.voice.kb, grading)
        say = self.voice.gettext
        return FindingView(
            id=own.id,
            number=None,
            kind=Label(OWN, say("Advice of the consultant’s own")),
            severity=self.labels.severity(grading.severity),
            phase=self.labels.phase(own.phase),
            effort=None,
            theme=Label(OWN, say("From your consultant")),
            title=self._own_words(own.title),
            observed=(),
            consequence=(),
            recommendation=(self._own_words(own.recommendation),),
            steps=tuple(map(self._own_words, own.steps)),
            nuance=(),
            evidence=Evidence(),
            to_confirm=(),
            until=(),
            citations=(),
            line=Label(line.id, self.voice.say(line.title)),
            owner=self.voice.name(own.owner) if own.owner else "",
            due=self.voice.date(own.due) if own.due else "",
            due_on=own.due or "",
            own=True,
        )

    def _own_words(self, text: str) -> str:
        return self.voice.quote(text)

    def editing(self) -> Editing:
        """What the review adds to the report besides its findings."""
        review, say = self.review, self.voice.gettext
        again = tuple(self._to_look_at())
        approved = review.status == "approved" and not again
        by = self.voice.name(review.by) if review.by else ""
        on = self.voice.date(review.on) if review.on else ""
        signed = {
            (True, True): say("Approved by %(by)s on %(on)s.", by=by, on=on),
            (True, False): say("Approved by %(by)s.", by=by),
            (False, True): say("Approved on %(on)s.", on=on),
        }
        return Editing(
            opening=tuple(part for part in clean(review.opening or "").split("\n\n") if part),
            draft=say("Draft") if review.begun and not approved else "",
            approved=signed.get((bool(by), bool(on)), "") if approved else "",
            left_out=tuple(
                LeftOut(one.id, self.voice.title(one), self._own_words(said.left_out))
                for one in self.found
                if (said := self.of(one)) is not None and said.left_out is not None
            ),
            to_look_at=again,
        )

    def _to_look_at(self) -> Iterator[str]:
        """What of the review was written against other texts or answers, or names a finding that is not there."""
        say, kb, assessment = self.voice.gettext, self.voice.kb, self.voice.assessment
        if self.review.status == "approved" and self.review.against not in (None, assessment_mark(assessment)):
            yield say("The report was approved before its answers or rules changed.")
        for one in self.found:
            said = self.of(one)
            if said is not None and said.against not in (None, texts_mark(kb, one)):
                title = self.voice.title(one)
                yield say("The texts of “%(title)s” have changed since they were edited.", title=title)
        there = {id for one in self.found for id in (one.id, *one.entries, declared_id(one.entries[0]))}
        for id in self.review.advice:
            if id not in there:
                yield say("“%(title)s” was edited and is not in this report.", title=self._title_of(id))
        places = {id: place for place, one in enumerate(self.found) for id in (one.id, declared_id(one.entries[0]))}
        for place, id in enumerate(self.review.order):
            for later in self.review.order[place + 1 :]:
                names = [before.advice for before in self._before(later, places)]
                if declared_id(id) in names:
                    first, second = self._title_of(later), self._title_of(id)
                    yield say("By the rules “%(first)s” comes before “%(second)s”.", first=first, second=second)

    def _before(self, id: str, places: dict[str, int]) -> Sequence[Before]:
        one = self.found[places[id]] if id in places else None
        return self.voice.kb.advice[one.entries[0]].before if one is not None else ()

    def _title_of(self, id: str) -> str:
        for one in self.found:
            if id in (one.id, declared_id(one.entries[0])):
                return self.voice.title(one)
        declared = next((one for key, one in self.voice.kb.advice.items() if declared_id(key) == declared_id(id)), None)
        return self.voice.say(declared.title) if declared is not None and "{" not in str(declared.title) else id


def _is(finding: FindingView, id: str) -> bool:
    return finding.id == id or declared_id(finding.id) == id
