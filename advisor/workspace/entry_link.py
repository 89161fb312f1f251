"""The link that lets the person at this machine in: it works once, for a few minutes, and is kept as a hash alone."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.contrib.auth import login
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from .access import open_to_all
from .models import EntryLink, Person
from .rendering import page

GOOD_FOR = timedelta(hours=1)
ALONE, CALLED = "consultant", "Consultant"
"""The account of whoever works alone on one machine, and the name under which what they do is kept."""
ALONE_IS = ("administrator", "partner")


def person_alone() -> Person:
    """The account of whoever works alone, made at the first start and called what it is called now; no password
    opens it."""
    person, made = Person.objects.update_or_create(username=ALONE, defaults={"first_name": CALLED})
    if made:
        person.set_unusable_password()
        person.save()
        person.groups.set(Group.objects.filter(name__in=ALONE_IS))
    return person


def fresh_token(person: Person) -> str:
    """A token for a new link; earlier ones of this person that nobody used work no more."""
    token = secrets.token_urlsafe(32)
    EntryLink.objects.filter(person=person).delete()
    EntryLink.objects.create(person=person, digest=_digest(token), expires_at=timezone.now() + GOOD_FOR)
    return token


@open_to_all
@require_safe
def enter(request: HttpRequest, token: str = "") -> HttpResponse:
    """Let in whoever comes with a link that is good; tell anybody else where to find one."""
    now = timezone.now()
    good = EntryLink.objects.filter(digest=_digest(token), used_at=None, expires_at__gt=now) if token else None
    # Whoever marks it first has used it: of two that come at once one is let in.
    if request.method == "GET" and good is not None and good.update(used_at=now) == 1:
        login(request, EntryLink.objects.get(digest=_digest(token)).person)
        return redirect("brands")
    if not token and request.user.is_authenticated:
        return redirect("brands")
    return page(request, "enter.html", status=404 if token else 200, spent=bool(token))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8")).hexdigest()
