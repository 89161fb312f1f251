"""A report under review: what the consultant's editing means of an Assessment, and whether it is still up to date."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.answers.review import Review, ReviewedAdvice
from advisor.inference.result import Outcome
from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.model import KnowledgeBase

from .assessment import AssessedAdvice, Assessment
from .finding import STANDING
from .marks import assessment_mark, texts_mark
from .wording import Wording


class UnderReview:
    """One Assessment and the review of its report. `kb` is as declared, that of `wording` ground."""

    def __init__(self, kb: KnowledgeBase, assessment: Assessment, review: Review, language: str) -> None:
        self.kb = kb
        self.assessment = assessment
        self.review = review
        self.wording = Wording(kb, assessment, language)

    @property
    def own(self) -> Mapping[str, str]:
        """The titles of the consultant's own advice, by id."""
        return {one.id: one.title for one in self.review.own}

    def standing(self) -> list[AssessedAdvice]:
        """The findings that stand in the report, in their order."""
        numbered = [one for one in self.assessment.advice if one.position is not None]
        return sorted(numbered, key=lambda one: (one.outcome is not Outcome.FIRES, one.position))

    def meant(self, id: str) -> list[AssessedAdvice]:
        """What an id of a review means of the report: the finding itself, or all findings of that id."""
        printed = [one for one in self.assessment.advice if one.outcome in STANDING]
        itself = [one for one in printed if id == one.id or id in one.entries]
        return itself or [one for one in printed if declared_id(one.id) == id]

    def title(self, id: str) -> str:
        """What people read for an id."""
        if id in self.own:
            return self.own[id]
        meant = self.meant(id)
        return self.wording.title(meant[0]) if meant else id

    def mark(self, id: str) -> Mapping[str, str]:
        """What words of a review are written against; nothing where the id means no finding, or differing ones."""
        marks = {texts_mark(self.wording.kb, one) for one in self.meant(id)}
        return {"against": marks.pop()} if len(marks) == 1 else {}

    def stale(self, id: str, said: ReviewedAdvice) -> bool:
        """Whether the texts of a finding are others than those that something was decided of."""
        marks = {texts_mark(self.wording.kb, one) for one in self.meant(id)}
        return said.against is not None and bool(marks) and said.against not in marks

    def to_decide_again(self) -> list[str]:
        """The ids of findings whose texts changed since something was decided of them; nothing is approved before."""
        return [id for id, said in self.review.advice.items() if self.stale(id, said)]

    def overtaken(self) -> bool:
        """Whether an approval was given to another Assessment than this."""
        review = self.review
        return review.status == "approved" and review.against not in (None, assessment_mark(self.assessment))

    def said_of(self, one: AssessedAdvice) -> tuple[str, ReviewedAdvice] | None:
        """What the review says of a finding, with the id it says it under."""
        ids = (one.id, *one.entries, declared_id(one.id))
        return next(((id, self.review.advice[id]) for id in ids if id in self.review.advice), None)

    def absent(self) -> list[str]:
        """The ids of what was decided about findings that are not in the report at present."""
        return [id for id in self.review.advice if not self.meant(id)]
