"""The respondents of a round, for the consultant: inviting them, how far each is, bringing in their answers."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from advisor.answers.merge import ListTooLong
from advisor.interview.route import Progress
from advisor.interview.terminal_text import plain
from advisor.knowledge.problem import InputError
from advisor.language import N_, Phrase, languages

from .access import round_for
from .accounts_joined import bring_in
from .answering_pages import OwnSection, own_answers
from .base import knowledge_base, speech_in
from .form_reply import Unread
from .invitation_models import Invitation
from .invitations import DAYS, Wanted, invite, linked_anew, revoke_invitation
from .models import Round
from .rendering import page, words
from .respondent_steps import OwnSteps
from .round_session import sitting

NO_PERSON = N_("Please write a name.")
NAMESAKE = N_("Somebody of this name was invited already. Make a new link for them, or write the name differently.")
NO_ADDRESS = N_("Please write a mail address, such as anna@example.org, or leave it empty.")
NO_DAYS = N_("Please choose how long the link is good for.")
INVITATION = N_("A few questions about {brand}")
LETTER_OF_INVITATION = N_(
    "{name},\n\n{who} asks you to answer some questions about {brand}. No account is needed; each answer is saved, and "
    "you can stop and come back:\n\n{link}\n\nThe link is yours alone, and good until {day}."
)
BROUGHT = N_("The answers of {name} are in the round.")
NOTHING_NEW = N_("{name} has answered nothing that the round does not have yet.")
IN_DISPUTE = N_("Some contradict what is there already: both are kept until you settle them.")
LINK_REVOKED = N_("The link of {name} opens nothing any more. What was answered stays.")


@dataclass(frozen=True)
class InvitedPerson:
    """Somebody invited: `state` is waiting, begun or finished, `way` good, expired or revoked; `new` as what was not
    brought in yet."""

    invitation: Invitation
    state: str
    way: str
    progress: Progress
    new: bool


@require_http_methods(["GET", "HEAD", "POST"])
def respondents(request: HttpRequest, round_id: int) -> HttpResponse:
    """Everybody who was invited to a round; or invite somebody, whose link the answer shows once."""
    round = round_for(request, round_id)
    filled = {"name": "", "role": "", "email": "", "language": round.language or request.language, "days": "14"}
    sections: list[str] = []
    faults: list[Unread] = []
    if request.method == "POST":
        filled = {key: plain(request.POST.get(key, ""))[:150] for key in filled}
        known = {one.id for one in knowledge_base().sections}
        sections = [one for one in request.POST.getlist("sections") if one in known]
        faults = _faults(request, round, filled)
        if not faults:
            wanted = Wanted(
                filled["name"], filled["role"], filled["email"], filled["language"], sections, int(filled["days"])
            )
            return _linked(request, *invite(round, request.user, wanted))
    speech = speech_in(request.language)
    answers = sitting(round).session.answers
    return page(
        request,
        "respondents.html",
        status=422 if faults else 200,
        round=round,
        listed=[_listed(one) for one in round.invitations.select_related("account").order_by("pk")],
        disputed=any(one.accounts for one in answers.given.values()),
        filled=filled,
        chosen=sections,
        sections=[(one.id, speech.text(one.title, answers)) for one in knowledge_base().sections],
        spoken=languages(),
        days=DAYS,
        faults=faults,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def respondent(request: HttpRequest, round_id: int, invitation_id: int) -> HttpResponseBase:
    """What somebody answered, and what to do with it: bring it in, make a new link, revoke the link."""
    round = round_for(request, round_id)
    found: Invitation | None = round.invitations.select_related("account").filter(pk=invitation_id).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        if "link" in request.POST:
            return _linked(request, found, linked_anew(found, DAYS[1]))
        if "revoke" in request.POST:
            revoke_invitation(found)
            messages.success(request, words(request, LINK_REVOKED, name=found.name))
        else:
            _bring_in(request, found)
        return redirect("respondent", round.pk, found.pk)
    speech = speech_in(request.language)
    held = sitting(found.account)
    given = [
        OwnSection(one.title, tuple(each for each in one.answers if each.answer))
        for one in own_answers(OwnSteps(held.session, found), speech)
    ]
    sections = [one for one in given if one.answers]
    return page(request, "respondent.html", round=round, one=_listed(found), sections=sections)


def _bring_in(request: HttpRequest, found: Invitation) -> None:
    speech = speech_in(request.language)
    try:
        brought = bring_in(found, request.user, speech)
    except (InputError, ListTooLong):
        raise Http404 from None
    told = BROUGHT if brought.answers else NOTHING_NEW
    messages.success(request, words(request, told, name=found.name))
    if brought.disputed:
        messages.warning(request, words(request, IN_DISPUTE))


def _faults(request: HttpRequest, round: Round, filled: dict[str, str]) -> list[Unread]:
    faults = []
    if not filled["name"]:
        faults.append(Unread("name", words(request, NO_PERSON)))
    elif round.invitations.filter(name__iexact=filled["name"]).exists():
        faults.append(Unread("name", words(request, NAMESAKE)))
    if filled["email"]:
        try:
            validate_email(filled["email"])
        except ValidationError:
            faults.append(Unread("email", words(request, NO_ADDRESS)))
    if filled["language"] not in languages():
        faults.append(Unread("language", words(request, N_("Please choose a language."))))
    if filled["days"] not in map(str, DAYS):
        faults.append(Unread("days", words(request, NO_DAYS)))
    return faults


def _linked(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """Show the link, once, and send it where mail can be sent and an address is known."""
    invitation.refresh_from_db()
    link = request.build_absolute_uri(reverse("answering", args=[token]))
    sent = False
    if settings.CONFIGURATION.mail is not None and invitation.email:
        speech, brand = speech_in(invitation.language), invitation.round.brand.name
        said = {"name": invitation.name, "who": request.user.called, "brand": brand, "link": link}
        text = Phrase(LETTER_OF_INVITATION, day=speech.day(invitation.expires_at.date().isoformat()), **said)
        subject = Phrase(INVITATION, brand=plain(brand))(invitation.language)
        sent = send_mail(subject, text(invitation.language), None, [invitation.email], fail_silently=True) > 0
    return page(request, "invitation.html", round=invitation.round, invitation=invitation, link=link, sent=sent)


def _listed(invitation: Invitation) -> InvitedPerson:
    held = sitting(invitation.account)
    state = "finished" if invitation.finished_at else "begun" if invitation.account.edition > 1 else "waiting"
    way = "revoked" if invitation.revoked_at else "expired" if invitation.expires_at <= timezone.now() else "good"
    new = invitation.account.edition > invitation.taken_edition
    return InvitedPerson(invitation, state, way, OwnSteps(held.session, invitation).progress(), new)
