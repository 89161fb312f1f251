"""A round as a session of the interview, to read or to edit: the same session that the command line holds."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NoReturn

from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from advisor.answers.review_record import APPROVAL
from advisor.interview import AdviceUnavailable, LiveAdvice, Session
from advisor.knowledge.ground_id import ground_id
from advisor.knowledge.model import Question

from .base import knowledge_base
from .invitation_models import Invitation
from .kept_readings import kept_reading
from .models import LogEntry, Person, Round
from .stored_answers import Changed, StoredAnswers, put, standing

MOST_TRIES = 20
"""How often a change is worked out anew before it counts as failed."""


def _not_asked(*_: Any) -> NoReturn:
    raise AdviceUnavailable


SIGNED = ("status", *APPROVAL)
"""Keys of a review that are its approval."""
NO_ADVICE = LiveAdvice(assess=_not_asked, worth_asking=_not_asked, why=_not_asked)
"""For pages that need none: working it out takes longer than all the rest."""


@dataclass
class Sitting:
    """A round with its session; `store` is what the session writes to, `kept` what came of it."""

    round: Round
    session: Session
    store: StoredAnswers
    kept: tuple[LogEntry, ...] = ()

    @cached_property
    def _last(self) -> dict[str, int]:
        """The number of the last entry of the log about each place."""
        about = self.round.log.values_list("path").annotate(Max("number"))
        return dict(about)

    def last_said(self, question: Question) -> int:
        """The number of the last entry of the log about the answer to a question; 0 if there is none."""
        return self.last_at(self.store.place_of(question))

    def last_at(self, place: tuple[str, ...]) -> int:
        """The number of the last entry of the log about a place; 0 if there is none."""
        return self._last.get("/".join(place), 0)

    def question_at(self, path: str) -> Question | None:
        """The question that a place belongs to: of an answer or of notes; None for any other, or one not asked now."""
        *within, group, name = path.split("/") if "/" in path else ("", "", "")
        if group not in ("answers", "notes"):
            return None
        declared = self.session.declared.question_called(name)
        instance = within[2] if len(within) == 3 else None
        return self.session.kb.questions.get(ground_id(declared.id, instance)) if declared is not None else None

    def put(self, place: tuple[str, ...], value: Any) -> None:
        """Set what stands at a place of the document, beside what the session writes."""
        self.store.put(place, value)


def sitting(round: Round, live: LiveAdvice = NO_ADVICE) -> Sitting:
    """A round to read. InputError if the knowledge base no longer takes its answers."""
    store = StoredAnswers(round.document)
    return Sitting(round, Session(knowledge_base(), store, live, lambda *_: kept_reading(store.document)), store)


class Overtaken(Exception):
    """Somebody else changed a round while a change of it was worked out, which is to be worked out anew."""


@contextmanager
def editing(round: Round, person: Person | Invitation, undoes: LogEntry | None = None) -> Iterator[Sitting]:
    """A round to edit; every change goes into its log together, or none.

    Nobody waits while a change is worked out, which takes the most time: only keeping it does. Overtaken, with nothing
    kept, where somebody else was faster; `Again` then has the page made once more.
    """
    held = sitting(Round.everything.get(pk=round.pk))
    yield held
    _reopen(held.store)
    held.kept = _keep(held.round, held.store.changes, person, undoes)


@contextmanager
def editing_document(round: Round, person: Person) -> Iterator[StoredAnswers]:
    """The document of a round to edit where no session can read it; kept as `editing` keeps a session's changes."""
    held = Round.everything.get(pk=round.pk)
    store = StoredAnswers(held.document)
    yield store
    _reopen(store)
    _keep(held, store.changes, person, None)


def _reopen(store: StoredAnswers) -> None:
    """Make an approved report a draft again where anything was changed but its approval."""
    about_approval = all(one.place[:1] == ("review",) and one.place[1] in SIGNED for one in store.changes)
    if not about_approval and standing(store.document, ("review", "status")) == "approved":
        store.put(("review", "status"), "draft")
        for key in APPROVAL:
            store.put(("review", key), None)


class Again:
    """Middleware that answers a request once more where its change was overtaken; nothing of it was kept."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer."""
        return self.respond(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The answer at another try; each that fails means that somebody else's change was kept."""
        if not isinstance(exception, Overtaken):
            return None
        found = request.resolver_match
        for _ in range(MOST_TRIES):
            with suppress(Overtaken):
                return found.func(request, *found.args, **found.kwargs)
        return None


def _keep(
    round: Round, changes: list[Changed], person: Person | Invitation, undoes: LogEntry | None
) -> tuple[LogEntry, ...]:
    if not changes:
        return ()
    now = timezone.now()
    entries = [
        LogEntry(
            round=round,
            number=number,
            path=one.path,
            before=one.before,
            after=one.after,
            author=person if isinstance(person, Person) else None,
            author_name=person.called,
            at=now,
            undoes=undoes,
        )
        for number, one in enumerate(changes, start=round.edition + 1)
    ]
    edition = round.edition + len(entries)
    with transaction.atomic():
        if not Round.everything.filter(pk=round.pk, edition=round.edition).update(
            document=round.document, edition=edition
        ):
            raise Overtaken
        LogEntry.objects.bulk_create(entries)
    round.edition = edition
    return tuple(entries)


def retold(round: Round) -> dict[str, Any]:
    """The document that the log of a round comes to, entry by entry."""
    return told_by(round.log.order_by("number"))


def told_by(log: Iterable[LogEntry]) -> dict[str, Any]:
    """The document that the entries of a log come to."""
    document: dict[str, Any] = {}
    for entry in log:
        if entry.path:
            put(document, tuple(entry.path.split("/")), entry.after)
        else:
            document = copy.deepcopy(entry.after)
    return document


def begin(round: Round, person: Person) -> None:
    """Keep a new round, with the whole of its document as the first entry of the log."""
    round.edition = 1
    round.save()
    LogEntry.objects.create(
        round=round, number=1, path="", after=round.document, author=person, author_name=person.called,
        at=timezone.now(),
    )  # fmt: skip


def begin_again(round: Round, log: Sequence[LogEntry]) -> None:
    """Keep a round that was saved elsewhere, with the log it had there."""
    round.edition = len(log)
    round.save()
    for entry in log:
        entry.round = round
        entry.save()
