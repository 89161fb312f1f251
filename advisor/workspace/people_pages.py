"""The accounts of a house, for its administrators: who has one, with which roles, and the link that opens it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisor.interview.terminal_text import folded, plain
from advisor.language import N_, Phrase, languages

from .access import ROLES, administrator_only, roles_of
from .accounts import account_of, new_account, of_a_house, opened_anew
from .form_reply import Unread
from .house_log import note_deed
from .models import Person
from .rendering import page, words

NO_MAIL_ADDRESS = N_("Please write a mail address, such as anna@example.org.")
TAKEN = N_("Somebody has an account with this mail address already.")
NO_ROLE = N_("Please tick at least one role.")
LAST_ADMINISTRATOR = N_("This is the last administrator: make somebody else one first.")
KEPT = N_("Kept.")
SUBJECT = N_("Your account in the workspace")
LETTER = N_(
    "{name},\n\n{who} has opened your account in the workspace. Choose your password here, within three days; the link "
    "works once:\n\n{link}\n\nYou then sign in with {email}."
)


@dataclass(frozen=True)
class HouseAccount:
    """A person with the roles they have, and whether a second factor guards the account."""

    person: Person
    roles: frozenset[str]
    guarded: bool


@require_safe
@of_a_house
@administrator_only
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with an account."""
    guarded = set(Authenticator.objects.values_list("user_id", flat=True))
    accounts = [
        HouseAccount(one, frozenset(group.name for group in one.groups.all()), one.pk in guarded)
        for one in Person.objects.prefetch_related("groups")
    ]
    accounts.sort(key=lambda one: (not one.person.is_active, folded(one.person.called)))
    return page(request, "people.html", accounts=accounts, roles=ROLES)


@require_http_methods(["GET", "HEAD", "POST"])
@of_a_house
@administrator_only
def new_person(request: HttpRequest) -> HttpResponse:
    """Make an account; the answer shows the link that opens it, once."""
    filled: dict[str, Any] = {"name": "", "email": "", "roles": ["consultant"], "language": request.language}
    faults: list[Unread] = []
    if request.method == "POST":
        name, email = plain(request.POST.get("name", ""))[:150], plain(request.POST.get("email", ""))[:150]
        roles = _roles(request, faults)
        spoken = request.POST.get("language", request.language)
        filled = {"name": name, "email": email, "roles": roles, "language": spoken}
        if spoken not in languages():
            faults.append(Unread("language", words(request, N_("Please choose a language."))))
        try:
            validate_email(email)
            if account_of(email) is not None:
                faults.append(Unread("email", words(request, TAKEN)))
        except ValidationError:
            faults.append(Unread("email", words(request, NO_MAIL_ADDRESS)))
        if not faults:
            note_deed(request.user, "account_made", email)
            return _link(request, new_account(email, name, roles), filled["language"])
    return page(request, "new_person.html", status=422 if faults else 200, filled=filled, faults=faults, roles=ROLES)


@require_http_methods(["GET", "HEAD", "POST"])
@of_a_house
@administrator_only
def person(request: HttpRequest, person_id: int) -> HttpResponseBase:
    """One account: its name, its roles, whether it is open."""
    found = _person(person_id)
    faults: list[Unread] = []
    if request.method == "POST":
        roles, active = _roles(request, faults), "active" in request.POST
        others = Person.objects.filter(is_active=True, groups__name="administrator").exclude(pk=found.pk)
        if not (active and "administrator" in roles) and "administrator" in roles_of(found) and not others.exists():
            faults.append(Unread("roles-administrator", words(request, LAST_ADMINISTRATOR)))
        if not faults:
            found.first_name, found.last_name = plain(request.POST.get("name", ""))[:150], ""
            found.is_active = active
            found.save()
            found.groups.set(Group.objects.filter(name__in=roles))
            note_deed(request.user, "account_changed", found.email)
            messages.success(request, words(request, KEPT))
            return redirect("people")
    shown = HouseAccount(found, roles_of(found), Authenticator.objects.filter(user=found).exists())
    return page(request, "person.html", status=422 if faults else 200, shown=shown, faults=faults, roles=ROLES)


@require_POST
@of_a_house
@administrator_only
def person_link(request: HttpRequest, person_id: int) -> HttpResponse:
    """Open an account anew, for somebody who lost their password or second factor."""
    spoken = request.POST.get("language", "")
    return _link(request, _person(person_id), spoken if spoken in languages() else request.language)


def _person(id: int) -> Person:
    found: Person | None = Person.objects.filter(pk=id).exclude(email="").first()
    if found is None:
        raise Http404
    return found


def _roles(request: HttpRequest, faults: list[Unread]) -> list[str]:
    roles = [one for one in request.POST.getlist("roles") if one in ROLES]
    if not roles:
        faults.append(Unread(f"roles-{ROLES[0]}", words(request, NO_ROLE)))
    return roles


def _link(request: HttpRequest, opened: Person, spoken: str) -> HttpResponse:
    """Show the link to a new password, and send it in the language of whoever reads it, where mail can be sent."""
    note_deed(request.user, "account_opened", opened.email)
    link = request.build_absolute_uri(opened_anew(opened))
    sent = False
    if settings.CONFIGURATION.mail is not None:
        said = {"name": opened.called, "who": request.user.called, "link": link, "email": opened.email}
        text, subject = Phrase(LETTER, **said)(spoken), Phrase(SUBJECT)(spoken)
        sent = send_mail(subject, text, None, [opened.email], fail_silently=True) > 0
    return page(request, "person_link.html", opened=opened, link=link, sent=sent)
