"""Passkeys without a browser: what is refused, what is told to the log, what their pages may run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.workspace.house import PASSWORD, browser, house, somebody
from tests.workspace.software_key import registered
from tests.workspace.told import told

WITH_SCRIPT = {"/account/login/", "/account/passkeys/add/", "/account/passkeys/again/"}
COLLECTED = "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiIiwib3JpZ2luIjoiaHR0cDovL3gifQ"
"""What a browser says of itself, in a passkey’s way of writing it."""
HALF = {"type": "public-key", "id": "AA", "rawId": "AA", "clientExtensionResults": {}}
FORGED = (
    "", "{", "[]", "1", '"x"', "null", "{}", json.dumps(HALF), json.dumps({**HALF, "response": {}}),
    json.dumps({**HALF, "response": []}), json.dumps({**HALF, "response": "x"}), json.dumps({**HALF, "rawId": 1}),
    json.dumps({**HALF, "response": {"clientDataJSON": "AA", "attestationObject": "AA", "authenticatorData": "AA",
                                     "signature": "AA", "userHandle": "AA"}}),
    json.dumps({**HALF, "response": {"clientDataJSON": "é", "attestationObject": "!", "authenticatorData": "é",
                                     "signature": "", "userHandle": None}}),
    *(json.dumps({**HALF, "response": {"clientDataJSON": COLLECTED, "attestationObject": each, "authenticatorData": "",
                                       "signature": "AA", "userHandle": "MQ"}}) for each in ("AQ", "oA", "gg", "9g")),
)  # fmt: skip
"""What no browser sends as a passkey."""


@pytest.fixture(autouse=True)
def in_a_house(workspace: Any) -> Iterator[None]:
    from django.db import transaction

    with house(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def sure(person: Any, language: str = "en") -> Any:
    """A browser of somebody who has just shown that it is them."""
    made = browser(person, language)
    made.post("/account/reauthenticate/", {"password": PASSWORD})
    return made


def test_forged_passkeys_are_refused_in_words() -> None:
    from django.core.cache import cache

    person = somebody("vera", "partner")
    registered(person, "Laptop")
    hers, stranger, half = sure(person), browser(), browser()
    half.post("/account/login/", {"login": "vera@example.org", "password": PASSWORD})
    hers.get("/account/passkeys/again/")
    stranger.get("/account/passkeys/enter/", headers={"accept": "application/json"})
    for credential in FORGED:
        cache.clear()
        sent = {"credential": credential}
        added = hers.post("/account/passkeys/add/", {"name": "x", "passwordless": "on", **sent})
        entered = half.post("/account/second-factor/enter/", sent)
        for answer in (added, entered):
            assert answer.status_code == 200, credential
            assert "Please look at this again" in told(answer), credential
        assert hers.post("/account/passkeys/again/", sent).status_code == 302, credential
        answer = stranger.post("/account/passkeys/enter/", sent, follow=True)
        assert answer.redirect_chain == [("/account/login/", 302)], credential
        assert 'class="told error"' in answer.content.decode(), credential
    assert stranger.get("/").status_code == half.get("/").status_code == 302


def test_the_pages_of_passkeys_run_the_server_s_script_and_no_code_of_their_own() -> None:
    person = somebody("vera", "partner")
    key = registered(person, "Laptop <&'\">").pk
    hers = sure(person)
    for one in ("login/", "second-factor/", "second-factor/app/add/", "passkeys/", "passkeys/add/", "passkeys/again/",
                f"passkeys/{key}/rename/", f"passkeys/{key}/remove/", "reauthenticate/"):  # fmt: skip
        address = f"/account/{one}"
        answer = (browser() if one == "login/" else hers).get(address)
        text = answer.content.decode()
        assert answer.status_code == 200, one
        own = re.findall(r'<script src="/style/passkey/[0-9a-f]{16}\.js" defer></script>', text)
        assert len(own) == (address in WITH_SCRIPT), one
        without = text.replace(own[0], "") if own else text
        assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=|javascript:", without), one
        policy = answer["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'"), one
        assert ("script-src 'self'" in policy) == (address in WITH_SCRIPT), one
        assert "unsafe" not in policy, one
    half = browser()
    half.post("/account/login/", {"login": "vera@example.org", "password": PASSWORD})
    answer = half.get("/account/second-factor/enter/")
    assert "/style/passkey/" in answer.content.decode()
    assert "script-src 'self'" in answer["Content-Security-Policy"]


def test_a_name_has_an_end_and_the_next_one_is_free() -> None:
    person = somebody("vera", "partner")
    for name in ("Passkey 1", "Passkey 3"):
        key = registered(person, name)
    hers = sure(person)
    assert 'value="Passkey 2"' in hers.get("/account/passkeys/add/").content.decode()
    assert 'value="Clé d’accès 1"' in sure(person, "fr").get("/account/passkeys/add/").content.decode()
    assert hers.post(f"/account/passkeys/{key.pk}/rename/", {"name": "  long\u0007  " * 99}).status_code == 302
    key.refresh_from_db()
    assert key.wrap().name == ("long " * 99)[:60]
    assert hers.post(f"/account/passkeys/{key.pk}/rename/", {"name": " "}).status_code == 200


def test_the_log_tells_who_changed_what_guards_an_account_and_an_administrator_takes_all_of_it_away() -> None:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.signals import authenticator_added

    person, anna = somebody("vera", "partner"), browser(somebody("anna", "administrator"))
    key, other = registered(person, "Laptop"), registered(person, "Key ring")
    authenticator_added.send(sender=Authenticator, request=None, user=person, authenticator=key)
    assert sure(person).post(f"/account/passkeys/{key.pk}/remove/").status_code == 302
    log = told(anna.get("/administration/log/"))
    assert "Vera added a passkey Laptop" in log
    assert "Vera removed a passkey Laptop" in log
    assert "Key ring" not in log
    assert "yes" in told(anna.get("/people/")).partition("vera@example.org")[2][:40]
    anna.post(f"/people/{person.pk}/link/")
    assert not Authenticator.objects.filter(pk=other.pk).exists()


def test_asking_for_a_passkey_over_and_over_is_slowed_and_says_so() -> None:
    visitor = browser()
    for _ in range(61):
        last = visitor.post("/account/passkeys/enter/", {"credential": "{}"})
    assert last.status_code == 429
    assert "Too many tries" in told(last)
