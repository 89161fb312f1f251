"""Accounts of a house: made by an administrator, opened by a link that lets its owner choose a password.

Signing in, passwords and the second factor are django-allauth's; nobody can sign up. The link is that by which a
forgotten password is replaced: signed, good for three days, and for one use, for it rests on the present password.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import Http404, HttpRequest
from django.urls import reverse

from .models import Person

F = TypeVar("F", bound=Callable[..., Any])


class HouseAdapter(DefaultAccountAdapter):
    """What allauth does otherwise here: nobody signs up, and no mail says whether an address has an account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up."""
        return False


def of_a_house(view: F) -> F:
    """A view that is there only where people have accounts."""

    @wraps(view)
    def there(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not settings.CONFIGURATION.is_house:
            raise Http404
        return view(request, *args, **kwargs)

    return there  # type: ignore[return-value]


def new_account(email: str, name: str, roles: Iterable[str]) -> Person:
    """An account that no password opens yet. `email` must be nobody's."""
    with transaction.atomic():
        person = Person(username=email, email=email, first_name=name)
        person.set_unusable_password()
        person.save()
        person.groups.set(Group.objects.filter(name__in=roles))
    return person


def account_of(email: str) -> Person | None:
    """The account with a mail address, in whatever case it is written."""
    found: Person | None = Person.objects.filter(email__iexact=email).first()
    return found


def administrator(email: str) -> tuple[Person, str]:
    """Make whoever has a mail address an administrator, with an account if they have none; the way to their password.

    What they had to come in with is good no more.
    """
    person = account_of(email) or new_account(email, "", ())
    person.is_active = True
    person.groups.add(Group.objects.get(name="administrator"))
    return person, opened_anew(person)


def opened_anew(person: Person) -> str:
    """The way to a new password; the present one and the second factor, which may be lost, are good no more."""
    with transaction.atomic():
        Authenticator.objects.filter(user=person).delete()
        person.set_unusable_password()
        person.save()
    key = default_token_generator.make_token(person)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])
