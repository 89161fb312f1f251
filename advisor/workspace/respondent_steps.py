"""The steps of somebody who was invited: the questions of their invitation, a page each, in the interview's order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from advisor.answers import is_asked
from advisor.interview import Session
from advisor.interview.route import Progress, is_open, is_relevant
from advisor.knowledge.model import Question

from .invitation_models import Invitation
from .invitations import asks
from .steps import PageStep, asked_in, steps


@dataclass(frozen=True)
class OwnSteps:
    """The steps of an invitation over the session of its account."""

    session: Session
    invitation: Invitation

    def __iter__(self) -> Iterator[PageStep]:
        for step in steps(self.session):
            own = tuple(one for one in step.questions if asks(self.invitation, one))
            if own:
                yield replace(step, questions=own)

    def called(self, id: str) -> PageStep | None:
        """The step of an id, if it is one of theirs."""
        return next((one for one in self if one.id == id), None)

    def shown(self) -> Iterator[PageStep]:
        """Those that concern the brand at present."""
        return (one for one in self if any(map(self._concerns, asked_in(one, self.session))))

    def is_open(self, step: PageStep) -> bool:
        """Whether something of a step waits for an answer."""
        readable = self.session.readable
        return any(is_open(readable[one.id]) and is_asked(one, readable) for one in step.questions)

    def after(self, id: str) -> PageStep | None:
        """The next step that waits for an answer, after one or first of all; None at the end."""
        whole = list(self)
        place = next((place + 1 for place, one in enumerate(whole) if one.id == id), 0)
        return next(filter(self.is_open, whole[place:]), None)

    def before(self, id: str) -> PageStep | None:
        """The step before one that concerns the brand."""
        former = None
        for step in self:
            if step.id == id:
                return former
            if any(map(self._concerns, asked_in(step, self.session))):
                former = step
        return None

    def progress(self) -> Progress:
        """How many of their questions are dealt with."""
        readable = self.session.readable
        counted = [one for step in self for one in step.questions if self._concerns(one)]
        return Progress(sum(not is_open(readable[one.id]) for one in counted), len(counted))

    def _concerns(self, question: Question) -> bool:
        readable = self.session.readable
        own = readable[question.id]
        return is_relevant(own) and (not is_open(own) or is_asked(question, readable))
