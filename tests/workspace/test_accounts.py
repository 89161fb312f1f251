"""Accounts of a house: made by an administrator, opened by a link, guarded by a second factor, closed to guessing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.workspace.house import PASSWORD, browser, house, somebody
from tests.workspace.told import told


@pytest.fixture(autouse=True)
def in_a_house(workspace: Any) -> Iterator[None]:
    from django.db import transaction

    with house(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def link_on(answer: Any) -> str:
    found = re.search(r"https?://testserver(/account/[^<\s]+)", answer.content.decode())
    assert found is not None
    return found.group(1)


def choose(visitor: Any, link: str) -> Any:
    form = visitor.get(link)["location"]
    return visitor.post(form, {"password1": PASSWORD, "password2": PASSWORD})


def sign_in(email: str, password: str = PASSWORD, visitor: Any = None) -> Any:
    return (visitor or browser()).post("/account/login/", {"login": email, "password": password})


def test_an_administrator_makes_an_account_and_its_link_opens_it_once() -> None:
    anna = browser(somebody("anna", "administrator"))
    assert anna.post("/people/new/", {"name": "Bea", "email": "nowhere", "roles": "partner"}).status_code == 422
    assert anna.post("/people/new/", {"name": "Bea", "email": "bea@example.org"}).status_code == 422
    made = anna.post("/people/new/", {"name": "Bea", "email": "bea@example.org", "roles": ["partner", "emperor"]})
    link = link_on(made)
    assert "not sent by mail" in told(made)
    assert "already" in told(anna.post("/people/new/", {"email": "BEA@example.org", "roles": "partner"}))
    assert sign_in("bea@example.org").status_code == 200  # no password opens it yet
    weak = browser()
    form = weak.get(link)["location"]
    assert "too short" in told(weak.post(form, {"password1": "abc", "password2": "abc"}))
    assert choose(browser(), link).status_code == 302
    assert "good no more" in told(browser().get(link))
    bea = browser()
    assert sign_in("Bea@Example.org", visitor=bea)["location"] == "/"
    assert bea.get("/").status_code == 200
    assert bea.get("/people/").status_code == 404
    assert anna.get("/people/").content.decode().count("bea@example.org") == 1


def test_the_command_makes_the_first_administrator() -> None:
    from advisor.workspace.access import roles_of
    from advisor.workspace.accounts import account_of, administrator

    person, link = administrator("first@example.org")
    assert roles_of(person) == {"administrator"}
    assert choose(browser(), link).status_code == 302
    assert sign_in("first@example.org").status_code == 302
    again, link = administrator("FIRST@example.org")
    assert again == person == account_of("first@example.org")
    assert sign_in("first@example.org").status_code == 200
    assert choose(browser(), link).status_code == 302


def test_a_closed_account_lets_nobody_in_and_the_last_administrator_stays() -> None:
    from advisor.workspace.models import Person

    anna, bea = somebody("anna", "administrator"), somebody("bea", "consultant")
    Person.objects.filter(groups__name="administrator").exclude(pk=anna.pk).update(is_active=False)
    page = browser(anna)
    hers = browser(bea)
    assert page.post(f"/people/{bea.pk}/", {"name": "Bea", "roles": "consultant"}).status_code == 302
    assert hers.get("/")["location"].startswith("/account/login/")
    assert sign_in("bea@example.org")["location"] == "/account/inactive/"
    for fields in ({"roles": "partner", "active": "on"}, {"roles": "administrator"}):
        refused = page.post(f"/people/{anna.pk}/", fields)
        assert refused.status_code == 422
        assert "last administrator" in told(refused)


def test_a_second_factor_is_asked_for_once_it_is_set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal import auth

    person = somebody("bea", "partner")
    bea = browser()
    sign_in("bea@example.org", visitor=bea)
    asked = bea.get("/account/second-factor/app/add/")
    if asked.status_code == 302:  # the password once more
        bea.post(asked["location"], {"password": PASSWORD})
        asked = bea.get("/account/second-factor/app/add/")
    shown = asked.content.decode()
    assert "<svg" in shown
    assert not re.search(r"<script|\sstyle=", shown)
    secret = re.search(r'class="secret">(\w+)<', shown)
    assert secret is not None
    assert bea.post("/account/second-factor/app/add/", {"code": "000000"}).status_code == 200

    def code() -> str:
        counter = next(iter(auth.yield_hotp_counters_from_time()))
        return str(auth.format_hotp_value(auth.hotp_value(secret.group(1), counter)))

    kept = bea.post("/account/second-factor/app/add/", {"code": code()})
    codes = bea.get(kept["location"])
    one = re.search(r"<li><code>(\w+)</code>", codes.content.decode())
    assert one is not None
    assert Authenticator.objects.filter(user=person).count() == 2
    again = browser()
    assert sign_in("bea@example.org", visitor=again)["location"] == "/account/second-factor/enter/"
    assert again.get("/")["location"].startswith("/account/login/")  # not yet in
    assert again.post("/account/second-factor/enter/", {"code": "123456"}).status_code == 200
    assert again.post("/account/second-factor/enter/", {"code": one.group(1)}).status_code == 302
    assert again.get("/").status_code == 200
    # An administrator opens the account anew for somebody who lost the telephone.
    link = link_on(browser(somebody("anna", "administrator")).post(f"/people/{person.pk}/link/"))
    assert again.get("/").status_code == 302
    choose(browser(), link)
    assert sign_in("bea@example.org")["location"] == "/"


def test_guessing_a_password_is_slowed_and_says_so() -> None:
    somebody("bea", "partner")
    visitor = browser()
    said = [sign_in("bea@example.org", f"guess {n}", visitor) for n in range(6)]
    assert said[0].status_code == 200
    assert "Please look at this again" in told(said[0])
    assert sign_in("bea@example.org", visitor=browser()).status_code == 200  # not even with the right one, for a while
    for _ in range(40):
        last = visitor.post("/account/login/", {"login": "x@example.org", "password": "y"})
    assert last.status_code == 429
    assert "Too many tries" in told(last)


def test_a_forgotten_password_is_replaced_by_mail_and_mail_does_not_tell_who_has_an_account() -> None:
    from django.conf import settings
    from django.core import mail
    from django.test import override_settings

    from advisor.workspace.configuration import Mail

    somebody("bea", "partner")
    sends = replace(settings.CONFIGURATION, mail=Mail("127.0.0.1", 25, "", "", "none", "a@example.org"))
    backend = "django.core.mail.backends.locmem.EmailBackend"
    with override_settings(CONFIGURATION=sends, EMAIL_BACKEND=backend, DEFAULT_FROM_EMAIL="a@example.org"):
        mail.outbox = []
        first = browser(language="fr").post("/account/password/reset/", {"email": "bea@example.org"})
        other = browser(language="fr").post("/account/password/reset/", {"email": "nobody@example.org"})
        assert (first.status_code, first["location"]) == (other.status_code, other["location"])
        (letter,) = mail.outbox
        assert letter.subject == "Un nouveau mot de passe pour l’espace de travail"
        found = re.search(r"https?://testserver(/account/\S+)", letter.body)
        assert found is not None
        assert "&" not in letter.body
        assert letter.body.startswith("Bonjour Bea,\n\n")
        link = found.group(1)
        assert choose(browser(), link).status_code == 302
        anna = browser(somebody("anna", "administrator"))
        made = anna.post("/people/new/", {"name": "Zoé", "email": "zoe@example.org", "roles": "author"})
        assert "also sent to zoe@example.org" in told(made)
        assert link_on(made) in mail.outbox[1].body
        assert mail.outbox[1].body.startswith("Zoé,\n\n")


def test_the_letter_of_an_account_is_in_the_language_of_whoever_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings
    from django.core import mail
    from django.template import engines
    from django.test import override_settings

    from advisor.workspace.configuration import Mail

    sends = replace(settings.CONFIGURATION, mail=Mail("127.0.0.1", 25, "", "", "none", "a@example.org"))
    backend = "django.core.mail.backends.locmem.EmailBackend"
    with override_settings(CONFIGURATION=sends, EMAIL_BACKEND=backend, DEFAULT_FROM_EMAIL="a@example.org"):
        mail.outbox = []
        anna = browser(somebody("anna", "administrator"))
        monkeypatch.setitem(engines["jinja2"].env.globals, "mail", True)
        for page in ("/people/new/", f"/people/{somebody('bea', 'author').pk}/"):
            assert "Language of the letter with the link English Français" in told(anna.get(page))
        account = {"name": "Zoé", "email": "zoe@example.org", "roles": "author"}
        assert anna.post("/people/new/", {**account, "language": "xx"}).status_code == 422
        anna.post("/people/new/", {**account, "language": "fr"})
        anna.post(f"/people/{somebody('zoe', 'author').pk}/link/", {"language": "fr"})
        assert [one.body.partition("\n")[0] for one in mail.outbox] == ["Bonjour Zoé,", "Bonjour Zoé,"]
        assert {one.subject for one in mail.outbox} == {"Votre compte dans l’espace de travail"}


def test_whoever_has_no_brand_yet_is_told_what_to_do() -> None:
    from advisor.workspace.models import Brand

    dora, eve = somebody("dora", "consultant"), somebody("eve", "author")
    Brand.objects.filter(people=dora).delete()
    assert "ask a partner to put you on a brand" in told(browser(dora).get("/"))
    assert "ask an administrator for another role" in told(browser(eve).get("/"))
    portfolio = told(browser(dora).get("/portfolio/"))
    assert "the portfolio fills as brands are reviewed. To the brands" in portfolio
    assert "CSV" not in portfolio


def test_a_partner_says_which_consultants_work_on_a_brand() -> None:
    from advisor.workspace.models import Brand

    paul, carl = somebody("paul", "partner"), somebody("carl", "consultant")
    brand = Brand.objects.create(name="Willow")
    page = browser(carl)
    assert page.get(f"/brands/{brand.pk}/").status_code == 404
    assert browser(paul).post(f"/brands/{brand.pk}/people/", {"people": [carl.pk, paul.pk, "x"]}).status_code == 302
    assert page.get(f"/brands/{brand.pk}/").status_code == 200
    assert list(brand.people.all()) == [carl]
    assert page.get(f"/brands/{brand.pk}/people/").status_code == 404
    browser(paul).post(f"/brands/{brand.pk}/people/", {})
    assert page.get(f"/brands/{brand.pk}/").status_code == 404
