"""The answers of somebody who was invited, brought into the round: equal ones join, others are disputed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from advisor.answers import Answer, Answers, AnswerState
from advisor.answers.answer import Respondent
from advisor.answers.listed import fresh_id
from advisor.answers.merge import AnswerDifference, Conflicts, Contribution, join_lists, merge
from advisor.answers.merged_heads import Kept
from advisor.answers.qualified import disputed
from advisor.interview import Speech
from advisor.knowledge.model import Question

from .invitation_models import Invitation
from .invitations import asks
from .models import Person
from .round_session import Sitting, editing, sitting


@dataclass(frozen=True)
class Brought:
    """What came of it: how many answers were brought, and how many of them are disputed."""

    answers: int
    disputed: int


@dataclass(frozen=True)
class _NoHead:
    """Stands for the file of an account, which says nothing at its top that the round does not say."""

    def keys(self) -> Mapping[str, Any]:
        return {}


def bring_in(invitation: Invitation, person: Person, speech: Speech) -> Brought:
    """Merge what an account said since it was last brought in, with the code of `advisor answers merge`."""
    theirs = sitting(invitation.account)
    with transaction.atomic(), editing(invitation.round, person) as held:
        answers = _since(invitation, theirs, held)
        one = answers.respondents[0]
        _make_room(held, answers, one)
        _say_whose(held, answers, person)
        held.session.refresh()
        store: Any = held.store
        store.keys = _NoHead().keys
        first = Contribution(store, held.session.answers, person.called)
        second: Any = _NoHead()
        joined = join_lists(held.session.declared, first, Contribution(second, answers, one.name), Conflicts.DISPUTE)

        def other(question: Question, answer: Answer) -> str:
            said = speech.recorded(question, answer, joined.respondents)
            return speech.say("merge.other_answer", file=one.name, answer=said)

        merged = merge(held.session.kb, joined, other)
        found = [each for each in merged.differences if isinstance(each, AnswerDifference)]
        Invitation.objects.filter(pk=invitation.pk).update(taken_edition=theirs.round.edition)
    return Brought(len(answers.given), sum(each.kept is Kept.DISPUTED for each in found))


def _since(invitation: Invitation, theirs: Sitting, held: Sitting) -> Answers:
    """What an account says that the round does not have yet, under the lists of the round."""
    new = {
        id: question
        for id, question in held.session.kb.questions.items()
        if id in theirs.session.kb.questions
        and asks(invitation, question)
        and theirs.last_said(question) > invitation.taken_edition
    }
    noted = theirs.session.answers.notes
    return replace(
        theirs.session.answers,
        given={
            id: replace(answer, said_by=invitation.respondent)
            for id, answer in theirs.session.answers.given.items()
            if id in new
        },
        notes={id: log for id, log in noted.items() if id in held.session.kb.questions},
        flags=(),
        instances=held.session.answers.instances,
        respondents=(Respondent(invitation.respondent, invitation.name, invitation.role or None),),
    )


def _make_room(held: Sitting, answers: Answers, one: Respondent) -> None:
    """Take away what the same person said before of what they say now; what others said of it stays."""
    order = tuple(held.session.kb.questions)
    for id in answers.given:
        question, present = held.session.kb.questions[id], held.session.answers.of(id)
        if present.accounts:
            rest = [each for each in present.accounts if each.by != one.id]
            if rest and len(rest) < len(present.accounts):
                held.store.answer(question, disputed(question, rest), order)
        elif present.said_by == one.id:
            held.store.forget(question)


def _say_whose(held: Sitting, answers: Answers, person: Person) -> None:
    """Put down to the consultant what nobody is named for, where somebody else now answers the same."""
    held.session.refresh()
    given, people = held.session.answers.given, held.session.answers.respondents
    nobodys = [id for id, said in given.items() if said.said_by is None and not said.accounts]
    if not nobodys:
        return
    name = str(held.round.document.get("consultant") or person.called)
    speaker = next((each for each in people if each.name == name), None)
    if speaker is None:
        speaker = Respondent(fresh_id(name, {*(each.id for each in people), answers.respondents[0].id}), name)
        held.store.respondent(speaker)
    order = tuple(held.session.kb.questions)
    for id in nobodys:
        if id in answers.given and given[id].state is AnswerState.ANSWERED:
            held.store.answer(held.session.kb.questions[id], replace(given[id], said_by=speaker.id), order)
