"""Inviting somebody to answer without an account: the link, and the account in which their answers are kept."""

from __future__ import annotations

import copy
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from advisor.answers.listed import fresh_id
from advisor.interview import Session
from advisor.knowledge.condition import questions_read
from advisor.knowledge.model import Question

from .base import knowledge_base
from .invitation_models import Invitation
from .link_tokens import hashed, looked_up
from .models import Person, Round
from .round_session import NO_ADVICE, begin, sitting
from .stored_answers import StoredAnswers

DAYS = (7, 14, 30, 90)
"""How long an invitation may be good for, in days."""
AT_TOP = ("brand", "date", "knowledge_base", "respondents", "answers")
OF_AN_INSTANCE = ("id", "name", "answers")
"""What an account takes over of a round: what says which of its questions concern the brand."""


@dataclass(frozen=True)
class Wanted:
    """Whom to invite, to answer what; `sections` are ids, none for the first pass of all."""

    name: str
    role: str
    email: str
    language: str
    sections: Sequence[str]
    days: int


def asks(invitation: Invitation, question: Question) -> bool:
    """Whether an invitation asks a question."""
    return _in_scope(invitation.sections, question) or question.id in invitation.besides


def _in_scope(sections: Sequence[str], question: Question) -> bool:
    return question.section in sections if sections else question.asked_in == "first"


def _besides(round: Round, sections: Sequence[str]) -> list[str]:
    """The open questions outside of sections that tell whether those in them are relevant."""
    session = sitting(round).session
    left = [one for one in session.kb.questions.values() if _in_scope(sections, one)]
    found: dict[str, None] = {}
    while left:
        condition = left.pop().relevant_when
        for id in questions_read(condition) if condition is not None else ():
            one = session.kb.questions[id]
            if id not in found and not _in_scope(sections, one) and id not in session.answers.given:
                found[id] = None
                left.append(one)
    return list(found)


def invite(round: Round, person: Person, wanted: Wanted) -> tuple[Invitation, str]:
    """A new invitation and the token of its link, which is told once."""
    token, now = secrets.token_urlsafe(32), timezone.now()
    taken = {str(one["id"]) for one in round.document.get("respondents") or ()}
    taken |= set(round.invitations.values_list("respondent", flat=True))
    invitation = Invitation(
        round=round, name=wanted.name, role=wanted.role, email=wanted.email, language=wanted.language,
        sections=list(wanted.sections), besides=_besides(round, wanted.sections),
        respondent=fresh_id(wanted.name, taken), digest=hashed(token),
        expires_at=now + timedelta(days=wanted.days), author=person, author_name=person.called, at=now,
    )  # fmt: skip
    account = Round(brand=round.brand, document=_account_of(round, invitation))
    with transaction.atomic():
        begin(account, person)
        invitation.account = account
        invitation.save()
    return invitation, token


def linked_anew(invitation: Invitation, days: int) -> str:
    """The token of another link to the same account; the former opens nothing any more."""
    token = secrets.token_urlsafe(32)
    until = timezone.now() + timedelta(days=days)
    Invitation.objects.filter(pk=invitation.pk).update(digest=hashed(token), expires_at=until, revoked_at=None)
    return token


def revoke_invitation(invitation: Invitation) -> None:
    """Let the link of an invitation open nothing any more; what was answered stays."""
    Invitation.objects.filter(pk=invitation.pk, revoked_at=None).update(revoked_at=timezone.now())


def invited(request: HttpRequest, token: str) -> Invitation | None:
    """The invitation a token opens; None if it opens none. TooManyMisses if this address has to wait."""
    return looked_up(request, token, _of)


def _of(digest: str) -> Invitation | None:
    now = timezone.now()
    good = Invitation.objects.filter(digest=digest, revoked_at=None, expires_at__gt=now)
    found: Invitation | None = good.select_related("account", "round__brand").first()
    if found is not None and found.opened_at is None:
        good.update(opened_at=now)
    return found


def _account_of(round: Round, invitation: Invitation) -> dict[str, Any]:
    """An account without answers to what it asks; what was answered besides tells which questions concern the brand."""
    kb = knowledge_base()
    document = {key: copy.deepcopy(round.document[key]) for key in AT_TOP if key in round.document}
    for context in kb.contexts.values():
        kept = round.document.get(context.key)
        if isinstance(kept, dict):
            listed = [{key: one[key] for key in OF_AN_INSTANCE if key in one} for one in kept.get("list", ())]
            document[context.key] = {"list": copy.deepcopy(listed), "more": kept["more"]}
    document |= {"language": invitation.language}
    store = StoredAnswers(document)
    session = Session(kb, store, NO_ADVICE)
    for question in session.kb.questions.values():
        if asks(invitation, question):
            store.forget(question)
    return document
