"""A house in the tests: the settings with accounts, and people with roles."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

PASSWORD = "four plain words here"
HOSTS = ["testserver", "127.0.0.1", "localhost"]


@contextmanager
def house() -> Iterator[None]:
    """Within it people come with accounts, under the name testserver; real browsers by this machine’s names."""
    from django.conf import settings
    from django.core.cache import cache
    from django.test import override_settings

    configured = replace(settings.CONFIGURATION, names=("testserver",))
    with override_settings(CONFIGURATION=configured, LOGIN_URL="account_login", ALLOWED_HOSTS=HOSTS):
        cache.clear()
        yield


def somebody(name: str, *roles: str) -> Any:
    """A person with an account, a password and these roles alone, whatever an earlier test gave them."""
    from django.contrib.auth.models import Group

    from advisor.workspace.accounts import account_of, new_account

    email = f"{name}@example.org"
    person = account_of(email) or new_account(email, name.title(), roles)
    person.groups.set(Group.objects.filter(name__in=roles))
    if not person.has_usable_password():
        person.set_password(PASSWORD)
        person.save()
    return person


def browser(person: Any = None, language: str = "en") -> Any:
    """A browser without scripts, let in as somebody."""
    from django.test import Client

    made = Client(headers={"host": "testserver", "accept-language": language})
    if person is not None:
        made.force_login(person)
    return made
