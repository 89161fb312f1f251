"""Passkeys in a real browser, with an authenticator of its own: made, used, named, removed, lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.workspace.house import PASSWORD, house, somebody
from tests.workspace.in_browser import is_accessible_and_fits, tab_to, visiting

LOOKS = [(390, "dark", "fr"), (1280, "light", "en"), (390, "light", "en"), (1280, "dark", "fr")]


@pytest.fixture
def here(address: str) -> Iterator[str]:
    """Where the house is reached: a passkey is bound to a name, and an address in numbers is none."""
    with house():
        yield address.replace("127.0.0.1", "localhost")


def without_passkey(name: str) -> Any:
    """Somebody with an account that only a password guards."""
    from allauth.mfa.models import Authenticator

    person = somebody(name, "partner")
    Authenticator.objects.filter(user=person).delete()
    return person


class Device:
    """What keeps the passkeys of a page, in the place of a fingerprint reader."""

    def __init__(self, page: Page) -> None:
        self.wire = page.context.new_cdp_session(page)
        self.wire.send("WebAuthn.enable")
        options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
                   "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip
        self.id = self.wire.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    def knows_the_finger(self, yes: bool) -> None:
        self.wire.send("WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": yes})

    def kept(self) -> list[Any]:
        kept: list[Any] = self.wire.send("WebAuthn.getCredentials", {"authenticatorId": self.id})["credentials"]
        return kept


@contextmanager
def holding(chromium: Browser, here: str, name: str, **options: Any) -> Iterator[tuple[Page, Device]]:
    """A page of somebody who made a passkey, on the page of their account."""
    without_passkey(name)
    with visiting(chromium, here, **options) as page:
        device = Device(page)
        by_password(page, here, name)
        page.goto(f"{here}/account/passkeys/add/")
        page.locator("input[type=password]").fill(PASSWORD)
        page.locator("button.main").click()
        page.locator("[name=name]").fill("My laptop")
        page.locator("form[data-passkey] button").click()
        page.locator(".codes").wait_for()
        page.locator("a.main").click()
        yield page, device


def by_password(page: Page, here: str, name: str) -> None:
    page.goto(f"{here}/account/login/")
    page.locator("[name=login]").fill(f"{name}@example.org")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("button.main").click()
    page.wait_for_url(lambda url: "/login/" not in url)


def signed_out(page: Page, here: str) -> None:
    page.goto(f"{here}/account/logout/")
    page.locator("button.main").click()
    page.wait_for_url(lambda url: "/login/" in url)


def is_in(page: Page) -> None:
    page.get_by_role("heading", name="Brands").wait_for()


@pytest.mark.usefixtures("workspace")
def test_a_passkey_lets_in_alone_and_after_the_password_until_it_is_removed(chromium: Browser, here: str) -> None:
    with holding(chromium, here, "pia") as (page, device):
        assert len(device.kept()) == 1
        page.get_by_text("sign in with your passkey alone").wait_for()
        signed_out(page, here)
        page.goto(f"{here}/brands/new/")
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.get_by_role("heading", name="New brand").wait_for()
        signed_out(page, here)
        by_password(page, here, "pia")
        page.goto(here)
        assert "/second-factor/enter/" in page.url  # not yet in
        page.get_by_role("button", name="Use a passkey").click()
        is_in(page)
        page.goto(f"{here}/account/passkeys/")
        page.get_by_text("last used on").wait_for()
        page.get_by_role("link", name="Remove My laptop").click()
        page.get_by_role("link", name="Use a passkey instead").click()
        page.get_by_role("button", name="Use a passkey").click()
        page.get_by_role("button", name="Remove it").click()
        page.get_by_text("The passkey is removed.").wait_for()
        page.get_by_text("You have none yet.").wait_for()
        signed_out(page, here)
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.get_by_text("This passkey was not accepted.").wait_for()
        by_password(page, here, "pia")
        is_in(page)


@pytest.mark.usefixtures("workspace")
def test_a_finger_that_is_not_known_lets_nobody_in_and_the_page_says_so(chromium: Browser, here: str) -> None:
    with holding(chromium, here, "quinn") as (page, device):
        page.goto(f"{here}/account/passkeys/add/")
        page.get_by_role("button", name="Make the passkey").click()
        page.get_by_role("alert").get_by_text("This device has a passkey for your account already.").wait_for()
        signed_out(page, here)
        device.knows_the_finger(False)
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.get_by_role("alert").get_by_text("No passkey was used").wait_for()
        device.knows_the_finger(True)
        page.get_by_role("button", name="Sign in with a passkey").click()
        is_in(page)


@pytest.mark.usefixtures("workspace")
def test_the_passkey_of_a_closed_account_and_of_one_opened_anew_lets_nobody_in(chromium: Browser, here: str) -> None:
    from advisor.workspace.accounts import account_of, opened_anew

    with holding(chromium, here, "rosa") as (page, _):
        signed_out(page, here)
        rosa = account_of("rosa@example.org")
        assert rosa is not None
        rosa.is_active = False
        rosa.save()
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.get_by_role("heading", name="This account is closed").wait_for()
        rosa.is_active = True
        opened_anew(rosa)
        page.goto(f"{here}/account/login/")
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.get_by_text("This passkey was not accepted.").wait_for()


@pytest.mark.usefixtures("workspace")
def test_a_passkey_is_made_named_and_used_by_the_keyboard_alone(chromium: Browser, here: str) -> None:
    without_passkey("sam")
    button = "document.activeElement.matches('{} button')"
    with visiting(chromium, here) as page:
        Device(page)

        def press(key: str, there: str) -> None:
            tab_to(page, there)
            was = page.url
            page.keyboard.press(key)
            page.wait_for_url(lambda url: url != was)

        by_password(page, here, "sam")
        page.goto(f"{here}/account/second-factor/")
        press("Enter", "document.activeElement.textContent === 'Add a passkey'")
        tab_to(page, "document.activeElement.type === 'password'")
        page.keyboard.type(PASSWORD)
        press("Enter", "document.activeElement.matches('button.main')")
        tab_to(page, "document.activeElement.name === 'name'")
        page.keyboard.press("Control+a")
        page.keyboard.type("Key ring")
        press("Enter", "document.activeElement.name === 'name' || " + button.format("[data-passkey]"))
        page.goto(f"{here}/account/passkeys/")
        press("Enter", "document.activeElement.textContent === 'Rename Key ring'")
        tab_to(page, "document.activeElement.name === 'name'")
        page.keyboard.press("Control+a")
        page.keyboard.type("Ring")
        press("Enter", "document.activeElement.matches('button.main')")
        page.locator("strong", has_text="Ring").wait_for()
        signed_out(page, here)
        press("Enter", button.format("[data-passkey]"))
        is_in(page)


@pytest.mark.usefixtures("workspace")
def test_without_scripts_each_page_says_what_else_works(chromium: Browser, here: str) -> None:
    person = without_passkey("tom")
    from tests.workspace.software_key import registered

    registered(person, "Old key")
    with visiting(chromium, here, java_script_enabled=False) as page:
        page.goto(f"{here}/account/login/")
        page.get_by_text("Your password works without them.").wait_for()
        assert page.get_by_role("button").all_inner_texts() == ["Sign in"]
        by_password(page, here, "tom")
        page.get_by_text("A code works without them.").wait_for()
        assert page.get_by_role("button").all_inner_texts() == ["Sign in"]


@pytest.mark.parametrize("look", LOOKS, ids=["telephone by night", "desk", "telephone", "desk by night"])
@pytest.mark.usefixtures("workspace")
def test_every_page_of_an_account_is_accessible_and_fits(chromium: Browser, here: str, look: Any) -> None:
    width, scheme, language = look
    size = {"width": width, "height": 900}
    name = "uma"
    with holding(chromium, here, name, viewport=size, color_scheme=scheme, locale=language) as (page, device):
        from allauth.mfa.models import Authenticator

        key = Authenticator.objects.get(user__email=f"{name}@example.org", type="webauthn").pk
        for one in ("second-factor/", "second-factor/codes/", "second-factor/codes/new/", "second-factor/app/add/",
                    "passkeys/", "passkeys/add/", f"passkeys/{key}/rename/", f"passkeys/{key}/remove/",
                    "reauthenticate/", "passkeys/again/", "second-factor/again/", "password/change/"):  # fmt: skip
            page.goto(f"{here}/account/{one}")
            assert page.locator("html").get_attribute("lang") == language
            is_accessible_and_fits(page)
        signed_out(page, here)
        is_accessible_and_fits(page)
        device.knows_the_finger(False)
        page.locator("form[data-passkey] button").click()
        page.get_by_role("alert").wait_for()
        is_accessible_and_fits(page)
        by_password(page, here, name)
        is_accessible_and_fits(page)
