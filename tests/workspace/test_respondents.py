"""Respondents by invitation: a link without an account, an account of their own, and both brought together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.workspace.in_browser import is_accessible_and_fits, let_in, tab_to, visiting
from tests.workspace.told import told


def browser() -> Any:
    """A browser that nobody let in."""
    from django.test import Client

    return Client(headers={"host": "127.0.0.1", "accept-language": "en"})


def link_for(client: Any, round: Any, name: str, **given: Any) -> str:
    """The path of the link of somebody who is invited."""
    asked = {"name": name, "role": "support", "language": "en", "days": "14", **given}
    shown = client.post(f"/rounds/{round.pk}/respondents/", asked).content.decode()
    return "/answer/" + shown.split("/answer/")[1].split('"')[0]


def answered(path: str, step: str, **filled: str) -> Any:
    """What the server says of an answer of somebody who has nothing but their link."""
    return browser().post(f"{path}questions/{step}/", filled)


def brought(client: Any, round: Any, name: str) -> str:
    """What is told once somebody's answers are brought into the round."""
    one = round.invitations.get(name=name)
    return told(client.post(f"/rounds/{round.pk}/respondents/{one.pk}/", {"bring": "1"}, follow=True))


def test_equal_answers_join_and_others_are_disputed_until_the_consultant_settles(
    client: Any, begun: Callable[..., Any]
) -> None:
    round = begun()
    client.post(f"/rounds/{round.pk}/questions/size/", {"size": "alone"})
    nadia, omar = link_for(client, round, "Nadia"), link_for(client, round, "Omar")
    assert answered(nadia, "size", size="up_to_ten").status_code == 302
    assert answered(omar, "size", size="up_to_ten").status_code == 302
    assert "Some contradict" in brought(client, round, "Nadia")
    round.refresh_from_db()
    accounts = {one["by"]: one["is"] for one in round.document["answers"]["size"]["accounts"]}
    assert accounts.pop("nadia") == "up_to_ten"
    assert list(accounts.values()) == ["alone"]
    brought(client, round, "Omar")
    side_by_side = told(client.get(f"/rounds/{round.pk}/together/"))
    assert "Nadia" in side_by_side
    assert "Omar" in side_by_side
    settled = client.post(f"/rounds/{round.pk}/together/", {"question": "size", "by": "omar"}, follow=True)
    assert "Nobody contradicts anybody" in told(settled)
    round.refresh_from_db()
    assert round.document["answers"]["size"] == {"is": "up_to_ten", "said_by": "omar"}
    assert "nothing that the round does not have" in brought(client, round, "Nadia")


def test_what_somebody_changes_takes_the_place_of_what_they_said(client: Any, begun: Callable[..., Any]) -> None:
    round = begun()
    nadia = link_for(client, round, "Nadia")
    answered(nadia, "size", size="alone")
    brought(client, round, "Nadia")
    answered(nadia, "size", size="up_to_ten")
    assert "Some contradict" not in brought(client, round, "Nadia")
    round.refresh_from_db()
    assert round.document["answers"]["size"] == {"is": "up_to_ten", "said_by": "nadia"}


def test_an_account_shows_nothing_of_the_round_and_counts_as_none(client: Any, begun: Callable[..., Any]) -> None:
    from advisor.workspace.models import Round
    from advisor.workspace.round_session import retold

    round = begun(brand="Quay & Lantern")
    client.post(f"/rounds/{round.pk}/questions/size/", {"size": "alone", "note": "Said in the lift."})
    nadia = link_for(client, round, "Nadia")
    page = browser().get(f"{nadia}questions/size/").content.decode()
    assert "checked" not in page
    assert "in the lift" not in page
    answered(nadia, "size", size="up_to_ten", note="Since spring.")
    account = round.invitations.get().account
    assert retold(account) == account.document
    assert account.log.order_by("number").last().author_name == "Nadia"
    assert not Round.objects.filter(pk=account.pk).exists()
    assert client.get(f"/rounds/{account.pk}/").status_code == 404
    brought(client, round, "Nadia")
    round.refresh_from_db()
    assert [one["text"] for one in round.document["notes"]["size"]] == ["Said in the lift.", "Since spring."]


def test_only_the_sections_of_an_invitation_are_asked(client: Any, begun: Callable[..., Any]) -> None:
    from advisor.workspace.base import knowledge_base

    first, second = [one for one in knowledge_base().sections if one.for_each is None][:2]
    round = begun()
    nadia = link_for(client, round, "Nadia", sections=[second.id])
    assert browser().get(f"{nadia}questions/{first.questions[0].id}/").status_code == 404
    begins = browser().get(nadia).content.decode().split("/questions/")[1].split("/")[0]
    assert browser().get(f"{nadia}questions/{begins}/").status_code == 200


def test_answers_are_checked_in_the_order_of_the_interview(client: Any, begun: Callable[..., Any]) -> None:
    from advisor.workspace.base import knowledge_base

    shown = told(browser().get(f"{link_for(client, begun(), 'Nadia')}check/"))
    places = [shown.find(f"{one.title['en']} ") for one in knowledge_base().sections if one.for_each is None]
    there = [place for place in places if place >= 0]
    assert len(there) > 3
    assert there == sorted(there)


def test_a_link_ends_is_revoked_and_is_replaced(client: Any, begun: Callable[..., Any]) -> None:
    from django.utils import timezone

    round = begun()
    nadia = link_for(client, round, "Nadia")
    one = round.invitations.get()
    at = f"/rounds/{round.pk}/respondents/{one.pk}/"
    assert nadia.split("/")[2] not in str(round.invitations.values())
    assert browser().get(nadia).status_code == 200
    assert "opens nothing any more" in told(client.post(at, {"revoke": "1"}, follow=True))
    assert browser().get(nadia).status_code == 404
    another = client.post(at, {"link": "1"}).content.decode().split("/answer/")[1].split('"')[0]
    assert browser().get(f"/answer/{another}").status_code == 200
    assert browser().get(nadia).status_code == 404
    round.invitations.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert browser().get(f"/answer/{another}").status_code == 404
    assert "expired on" in told(client.get(f"/rounds/{round.pk}/respondents/"))


def test_what_nobody_brought_in_leaves_with_the_house_and_is_counted_when_erased(
    client: Any, begun: Callable[..., Any]
) -> None:
    import io
    import zipfile

    round = begun(brand="Hazel")
    answered(link_for(client, round, "Nadia"), "size", size="up_to_ten")
    name = "respondents/nadia"
    packed = zipfile.ZipFile(io.BytesIO(client.post("/administration/everything.zip").getvalue()))
    (file,) = [one for one in packed.namelist() if f"-{round.pk}/{name}.yaml" in one]
    assert "size: up_to_ten" in packed.read(file).decode()
    assert "up_to_ten" in packed.read(file.replace(".yaml", ".log.json")).decode()
    assert "invited somebody to answer Nadia" in told(client.get(f"/administration/log/?brand={round.brand_id}"))
    listed = told(client.get("/administration/"))
    assert "Hazel 1" in listed
    receipt = told(client.post(f"/brands/{round.brand_id}/erase/", {"name": "Hazel"}, follow=True))
    assert "Rounds erased: 1. Answers of people invited: 1. Lines of all logs: 3." in receipt


def test_guessing_links_is_slowed(client: Any) -> None:
    from django.core.cache import cache

    from advisor.workspace.link_tokens import MISSES

    cache.clear()
    stranger = browser()
    assert [stranger.get("/answer/x/").status_code for _ in range(MISSES)] == [404] * MISSES
    assert stranger.get("/answer/x/").status_code == 429
    cache.clear()


def test_a_letter_goes_out_in_the_language_of_whom_it_is_for(client: Any, begun: Callable[..., Any]) -> None:
    from dataclasses import replace

    from django.conf import settings
    from django.core import mail
    from django.test import override_settings

    mail.outbox = []
    configured: Any = replace(settings.CONFIGURATION, mail="smtp://localhost")
    with override_settings(CONFIGURATION=configured, EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        link_for(client, begun(), "Nadia", email="nadia@example.org", language="fr")
    (letter,) = mail.outbox
    assert letter.to == ["nadia@example.org"]
    assert letter.subject == "Quelques questions sur Maple & Sons"
    assert "/answer/" in letter.body


def test_what_is_wrong_with_an_invitation_is_said_and_kept(client: Any, begun: Callable[..., Any]) -> None:
    round = begun()
    refused = client.post(f"/rounds/{round.pk}/respondents/", {"name": "", "role": "boss", "language": "xx"})
    assert refused.status_code == 422
    assert "Please write a name" in told(refused)
    assert 'value="boss"' in refused.content.decode()
    assert not round.invitations.exists()


def test_somebody_invited_answers_without_scripts_or_by_the_keyboard_alone(
    chromium: Browser, address: str, client: Any, begun: Callable[..., Any]
) -> None:
    round = begun()
    nadia, omar = (address + link_for(client, round, name) for name in ("Nadia", "Omar"))
    with visiting(chromium, address, java_script_enabled=False) as page:
        page.goto(nadia)
        page.get_by_role("link", name="Begin").click()
        page.get_by_role("button", name="Continue").click()
        expect(page.get_by_role("alert")).to_be_visible()
        page.goto(f"{nadia}questions/size/")
        page.locator("#size-alone").check()
        page.get_by_role("button", name="Continue").click()
        page.get_by_label("I do not know").or_(page.get_by_label("Not known")).first.check()
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("link", name="Back", exact=True).first.click()
        page.goto(f"{nadia}check/")
        page.get_by_role("button", name="I have finished").click()
        expect(page.get_by_text("Thank you, Nadia")).to_be_visible()
    with visiting(chromium, address) as page:
        page.goto(f"{omar}questions/size/")
        tab_to(page, "document.activeElement.name === 'size'")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/questions/size/" not in url)


@pytest.mark.parametrize("look", [(390, "dark", "fr"), (1280, "light", "en")], ids=["telephone", "desk"])
def test_the_pages_of_respondents_are_accessible_and_fit(
    chromium: Browser, address: str, person: Any, client: Any, begun: Callable[..., Any], look: Any
) -> None:
    width, scheme, language = look
    round = begun()
    client.post(f"/rounds/{round.pk}/questions/size/", {"size": "alone"})
    path = link_for(client, round, "Nadia", language=language)
    answered(path, "size", size="up_to_ten")
    brought(client, round, "Nadia")
    one, at = round.invitations.get(), f"/rounds/{round.pk}/"
    theirs = (path, f"{path}questions/size/", f"{path}check/")
    pages = (*theirs, f"{at}respondents/", f"{at}respondents/{one.pk}/", f"{at}together/")
    size = {"width": width, "height": 900}
    with let_in(chromium, address, person, viewport=size, color_scheme=scheme, locale=language) as page:
        for each in pages:
            page.goto(address + each)
            is_accessible_and_fits(page)


def test_a_row_is_never_shown_without_what_its_table_asks(client: Any, begun: Callable[..., Any]) -> None:
    from advisor.workspace.base import knowledge_base

    kb = knowledge_base()
    table = next(one for one in kb.tables.values() if kb.questions[one.rows[0]].asked_in == "first")
    first, second = (kb.questions[row] for row in table.rows[:2])
    asked = str(table.ask["en"])
    round = begun()
    path = link_for(client, round, "Nadia")
    client.post(f"/rounds/{round.pk}/questions/{table.id}/", {first.id: "--unknown", second.id: "--unknown"})
    for page in (browser().get(f"{path}check/"), client.get(f"/rounds/{round.pk}/check/")):
        said = told(page)
        assert f"{asked} {first.ask['en']}" in said
        assert said.index(str(first.ask["en"])) < said.index(str(second.ask["en"]))
        assert f"{asked} {second.ask['en']}" not in said  # those that stand together are told it once


def test_a_round_of_a_brand_without_spaces_is_saved_and_answered_by_others(
    client: Any, begun: Callable[..., Any]
) -> None:
    round = begun()
    client.post(f"/rounds/{round.pk}/lists/spaces/close/", {"complete": "on"})
    saved = client.get(f"/rounds/{round.pk}/answers.yaml")
    assert "spaces: []" in saved.content.decode()
    assert browser().get(f"{link_for(client, round, 'Nadia')}questions/size/").status_code == 200
    assert client.post("/brands/bring/", {"text": saved.content.decode()}).status_code == 302
