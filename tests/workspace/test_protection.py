"""Nobody comes in unasked, nothing runs in a page, and no form works from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.workspace.told import told

OPEN = {"client", "client_document", "enter", "enter_by", "icon", "style", "typeface"}
EXAMPLE = {"round_id": 1, "brand_id": 1, "step_id": "size", "key": "spaces", "id": "page", "number": 1, "token": "x",
           "language": "fr", "format": "html", "mark": "x", "weight": 400, "erasure_id": 1,
           "finding_id": "recognise-do-not-reward", "own_id": "own-1", "delivery_id": 1,
           "link_id": 1, "name": "x.html"}  # fmt: skip


def addresses() -> Iterator[tuple[str, str]]:
    """Every address by its name, of the first brand and round."""
    from django.urls import reverse

    from advisor.workspace.urls import urlpatterns

    for one in urlpatterns:
        names = one.pattern.converters
        yield one.name, reverse(one.name, kwargs={name: EXAMPLE[name] for name in names})


def stranger(**headers: str) -> Any:
    from django.test import Client

    return Client(headers={"host": "127.0.0.1", "accept-language": "en", **headers}, enforce_csrf_checks=True)


def test_every_page_but_the_door_asks_who_it_is(workspace: Any) -> None:
    for name, address in addresses():
        for method in ("get", "post"):
            answer = getattr(stranger(), method)(address)
            if name in OPEN:
                continue
            refused = answer.status_code == 302 and answer["location"].startswith("/enter/")
            assert refused or (method == "post" and answer.status_code == 403), (name, method, answer.status_code)


def test_no_answer_of_the_server_lets_a_page_run_code_or_ask_elsewhere(client: Any) -> None:
    for name, address in addresses():
        policy = client.get(address)["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'"), name
        assert "script-src" not in policy
        assert ("unsafe-inline" in policy) == (name == "document"), name


def test_pages_hold_no_inline_code_or_style(client: Any) -> None:
    import re

    for name, address in addresses():
        answer = client.get(address)
        if answer["Content-Type"].startswith("text/html") and name != "document":
            text = answer.content.decode()
            assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=|javascript:|https?://", text), name


def test_a_form_from_elsewhere_is_refused_and_says_so(person: Any) -> None:
    client = stranger()
    client.force_login(person)
    answer = client.post("/brands/new/", {"brand": "Forged", "date": "2026-11-20", "language": "en"})
    assert answer.status_code == 403
    assert "The form was not accepted" in told(answer)


def test_other_names_of_the_server_are_refused(workspace: Any) -> None:
    assert stranger(host="brands.example").get("/enter/").status_code == 400


def test_the_link_lets_in_once_and_is_kept_as_a_hash_alone(person: Any) -> None:
    from advisor.workspace.entry_link import fresh_token
    from advisor.workspace.models import EntryLink

    token = fresh_token(person)
    assert token not in str(list(EntryLink.objects.values_list()))
    first = stranger()
    assert first.head(f"/enter/{token}/").status_code == 404  # a preview does not use it up
    assert first.get(f"/enter/{token}/")["location"] == "/"
    assert first.get("/").status_code == 200
    again = stranger().get(f"/enter/{token}/")
    assert again.status_code == 404
    assert "has been used, or is too old" in told(again)


def test_an_old_link_lets_nobody_in(person: Any) -> None:
    from django.utils import timezone

    from advisor.workspace.entry_link import fresh_token
    from advisor.workspace.models import EntryLink

    token = fresh_token(person)
    EntryLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert stranger().get(f"/enter/{token}/").status_code == 404


@pytest.mark.parametrize("role", ["consultant", "author", "administrator"])
def test_whoever_is_not_on_a_brand_finds_nothing_there(role: str, begun: Callable[..., Any]) -> None:
    from django.contrib.auth.models import Group

    from advisor.workspace.models import Person, Round

    round = begun()
    other, _ = Person.objects.get_or_create(username=f"other-{role}")
    other.groups.set(Group.objects.filter(name=role))
    client = stranger()
    client.handler.enforce_csrf_checks = False
    client.force_login(other)
    edition = round.edition
    for name, address in addresses():
        if "/1/" in address and name not in OPEN:
            address = address.replace("rounds/1/", f"rounds/{round.pk}/").replace(
                "brands/1/", f"brands/{round.brand_id}/"
            )
            for method in ("get", "post"):
                assert getattr(client, method)(address).status_code in (404, 405), (name, method)
    assert Round.objects.get(pk=round.pk).edition == edition
    assert "Maple" not in client.get("/").content.decode()
