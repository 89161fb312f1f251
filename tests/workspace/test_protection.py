"""Nobody comes in unasked, nothing runs in a page, and no form works from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from tests.workspace.test_access import OF_ACCOUNT, OPEN, patterns
from tests.workspace.told import told

EXAMPLE = {"round_id": 1, "brand_id": 1, "step_id": "size", "key": "spaces", "id": "page", "number": 1, "token": "x",
           "language": "fr", "format": "html", "mark": "x", "weight": 400, "erasure_id": 1,
           "finding_id": "recognise-do-not-reward", "own_id": "own-1", "person_id": 1, "delivery_id": 1,
           "link_id": 1, "name": "x.html", "action_id": 1, "invitation_id": 1,
           "invitation": "x", "kit_id": 1}  # fmt: skip
SCRIPTED = ("question", "portfolio", "portfolio_rules")
"""Pages with the script of this server."""


def addresses() -> Iterator[tuple[str, str]]:
    """Every address by its name, of the first brand and round; those of accounts are not there alone."""
    from django.urls import reverse

    for name, _, takes in patterns():
        if not name.startswith(OF_ACCOUNT):
            yield name, reverse(name, kwargs={one: EXAMPLE[one] for one in takes})


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
    """But those that may run the server's own script and ask the server itself."""
    for name, address in addresses():
        policy = client.get(address)["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'"), name
        own = "; script-src 'self'; connect-src 'self'"
        assert policy.replace(own, "").count("script-src") == 0
        assert (own in policy) == (name in SCRIPTED), name
        assert ("unsafe-inline" in policy) == (name == "document"), name


def test_pages_hold_no_inline_code_or_style(client: Any) -> None:
    import re

    for name, address in addresses():
        answer = client.get(address)
        if answer["Content-Type"].startswith("text/html") and name != "document":
            text = answer.content.decode()
            own = re.findall(r'<script src="/style/[0-9a-f]{16}\.js" defer></script>', text)
            assert len(own) == (name in SCRIPTED), name
            text = text.replace("".join(own), "") if own else text
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
