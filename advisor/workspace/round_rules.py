"""A round that began under other rules: what of it those of today take no more, and how it is carried over to them.

What only stands under a former name stays: it is read as it is. What is taken out is kept in the log of the round.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from advisor.answers import AnswersError, parse_answers
from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.model import KnowledgeBase

from .base import knowledge_base
from .invitation_models import Invitation
from .models import Person, Round
from .round_session import editing_document
from .stored_answers import Place, StoredAnswers


@dataclass(frozen=True)
class Leftover:
    """Something said in a round that today's rules take no more: its place, the id it is about, the name of its
    instance or nothing, and what stands there."""

    place: Place
    about: str
    instance: str
    value: Any


def version_of(round: Round) -> str:
    """The version of the knowledge base that a round began under; empty where it does not say."""
    return str((round.document.get("knowledge_base") or {}).get("version", ""))


def is_of_other_rules(round: Round) -> bool:
    """Whether a round says that it began under another version than that of today."""
    return version_of(round) not in ("", knowledge_base().version)


def leftovers(document: Mapping[str, Any], kb: KnowledgeBase) -> tuple[Leftover, ...]:
    """What of a document the rules take no more: answers, remarks, what was decided of advice that is gone."""
    found = [*_said(document, (), "", kb)]
    for context in kb.contexts.values():
        for one in (document.get(context.key) or {}).get("list") or ():
            name = str(one.get("name") or one["id"])
            found += _said(one, (context.key, "list", str(one["id"])), name, kb)
    decided = (document.get("review") or {}).get("advice") or {}
    gone = [id for id in decided if declared_id(id) not in kb.advice]
    return (*found, *(Leftover(("review", "advice", id), id, "", decided[id]) for id in gone))


def accounts_of(round: Round) -> list[Round]:
    """The accounts that people invited to a round gave by themselves, which are read by the same rules."""
    return [one.account for one in round.invitations.select_related("account").order_by("pk")]


def carry_over(round: Round, person: Person) -> None:
    """Make a round and its accounts ones of today's rules: what they take no more is taken out; the logs keep it."""
    kb = knowledge_base()
    with transaction.atomic():
        with editing_document(round, person) as store:
            _carry(store, kb)
        for account in accounts_of(round):
            if leftovers(account.document, kb):
                _carry_account(account, person, kb)


def _carry_account(account: Round, person: Person, kb: KnowledgeBase) -> None:
    """Carry an account over; where the round has all of it, it has what is left of it."""
    whole = Invitation.objects.filter(account=account, taken_edition=account.edition).exists()
    with editing_document(account, person) as store:
        _carry(store, kb)
    if whole:
        account.refresh_from_db()
        Invitation.objects.filter(account=account).update(taken_edition=account.edition)


def carried_over(document: dict[str, Any], kb: KnowledgeBase) -> StoredAnswers:
    """A document carried over to the rules, in place."""
    store = StoredAnswers(document)
    _carry(store, kb)
    return store


def _carry(store: StoredAnswers, kb: KnowledgeBase) -> None:
    for one in leftovers(store.document, kb):
        store.put(one.place, None)
    for place, kept in list(_lists_of_names(store.document, kb)):
        store.put(place, kept)
    store.put(("knowledge_base",), {"id": kb.id, "version": kb.version})


def _said(level: Mapping[str, Any], place: Place, instance: str, kb: KnowledgeBase) -> Iterator[Leftover]:
    """What was said of the brand or of one instance."""
    for name, value in (level.get("answers") or {}).items():
        if kb.question_called(name) is None or not _is_read({name: value}, place, kb):
            yield Leftover((*place, "answers", name), name, instance, value)
    for name, value in (level.get("notes") or {}).items():
        if kb.question_called(name) is None:
            yield Leftover((*place, "notes", name), name, instance, value)


def _is_read(answers: Mapping[str, Any], place: Place, kb: KnowledgeBase) -> bool:
    alone: dict[str, Any] = {"brand": "x", "date": "2000-01-01"}
    alone |= {"answers": {}, place[0]: [{"id": place[2], "answers": answers}]} if place else {"answers": answers}
    try:
        parse_answers(alone, kb)
    except AnswersError as error:
        return all(problem.code == "I025" for problem in error.problems)  # who said it stands elsewhere
    return True


def _lists_of_names(document: Mapping[str, Any], kb: KnowledgeBase) -> Iterator[tuple[Place, list[Any] | None]]:
    """Lists that name questions or advice, without those that are gone, where any is."""
    levels: list[tuple[Place, Mapping[str, Any]]] = [((), document)]
    for context in kb.contexts.values():
        listed = (document.get(context.key) or {}).get("list") or ()
        levels += [((context.key, "list", str(one["id"])), one) for one in listed]
    for place, level in levels:
        flags = level.get("flags") or []
        kept = [one for one in flags if kb.question_called(str(one)) is not None]
        if kept != flags:
            yield (*place, "flags"), kept or None
    review = document.get("review") or {}
    own = {one.get("id") for one in review.get("own") or ()}
    order = review.get("order") or []
    there = [one for one in order if one in own or declared_id(one) in kb.advice]
    if there != order:
        yield ("review", "order"), there or None
