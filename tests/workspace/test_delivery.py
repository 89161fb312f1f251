"""What is delivered is frozen to the byte; a client reads it by a link, and nothing else."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.workspace.handed_over import delivered, link, visitor
from tests.workspace.told import told


@pytest.fixture
def no_misses() -> Iterator[None]:
    """An address that has not tried any wrong link."""
    from django.core.cache import cache

    cache.clear()
    yield
    cache.clear()


def test_only_what_is_approved_is_delivered(client: Any, begun: Callable[..., Any]) -> None:
    round = begun(brand="Quay & Lantern")
    assert "delivered once it is approved" in told(client.get(f"/rounds/{round.pk}/deliver/"))
    answer = client.post(f"/rounds/{round.pk}/deliver/", {"language": "en"})
    assert answer.status_code == 422
    assert not round.deliveries.exists()


@pytest.mark.usefixtures("quick")
def test_a_delivery_stays_as_it_was_to_the_byte(client: Any, approved: Any) -> None:
    from advisor.workspace.document_making import make_documents
    from advisor.workspace.document_work import begin_making
    from advisor.workspace.round_advice import assessed

    made = delivered(client, approved, "en", "fr")
    documents = {one.name: one for one in made.documents.all()}
    assert sorted(name.split(".", 1)[1] for name in documents) == ["en.html", "en.ics", "en.xlsx", "fr.html", "fr.ics",
                                                                   "fr.xlsx"]  # fmt: skip
    assert made.assessment == assessed(approved).model_dump_json()
    assert made.fingerprint == assessed(approved).knowledge_base.fingerprint
    assert made.document["review"]["status"] == "approved"
    client.post(f"/rounds/{approved.pk}/questions/size/", {"size": "alone"})
    client.post(f"/rounds/{approved.pk}/review/own/", {"title": "More", "recommendation": "More."})
    make_documents(made)
    begin_making(made)
    for name, one in documents.items():
        sent = client.get(f"/deliveries/{made.pk}/documents/{name}")
        assert sent.content == bytes(one.content)
        assert hashlib.sha256(sent.content).hexdigest() == one.sha256
        with pytest.raises(TypeError):
            one.save()
    english = next(one for name, one in documents.items() if name.endswith(".en.html"))
    assert b"Approved by" in bytes(english.content)
    assert b"More." not in bytes(english.content)
    with pytest.raises(TypeError):
        made.save()


@pytest.mark.usefixtures("quick")
def test_the_page_of_a_delivery_waits_for_its_documents_and_then_no_more(client: Any, approved: Any) -> None:
    from advisor.workspace.deliveries import deliver
    from advisor.workspace.delivery_models import DeliveredReport

    made = deliver(approved, approved.log.last().author, ["en"])
    assert isinstance(made, DeliveredReport)
    page = client.get(f"/deliveries/{made.pk}/")
    assert "still being made" in told(page)
    assert page["Refresh"] == "3"
    for _ in range(200):
        page = client.get(f"/deliveries/{made.pk}/")
        if "Refresh" not in page.headers:
            break
        time.sleep(0.1)
    assert "still being made" not in told(page)
    assert made.documents.filter(format="html").get().sha256 in told(page)


@pytest.mark.usefixtures("quick")
def test_documents_are_left_to_a_worker_while_one_is_there(client: Any, approved: Any) -> None:
    from django.core.cache import cache

    from advisor.workspace import document_work, worker
    from advisor.workspace.deliveries import deliver
    from advisor.workspace.document_making import waiting

    made = deliver(approved, approved.log.last().author, ["en"])
    cache.set(worker.WORKER, True, worker.SILENT)
    assert client.get(f"/deliveries/{made.pk}/")["Refresh"] == "3"
    assert not document_work._at_work
    assert not made.documents.exclude(claimed_at=None).exists()
    cache.delete(worker.WORKER)  # as when it has said nothing for a while
    for _ in range(200):
        if "Refresh" not in client.get(f"/deliveries/{made.pk}/").headers:
            break
        time.sleep(0.1)
    assert not waiting(made).exists()


@pytest.mark.usefixtures("quick")
def test_two_at_work_never_make_one_document_twice_and_a_lapsed_claim_is_taken_over(client: Any, approved: Any) -> None:
    from django.utils import timezone

    from advisor.workspace.deliveries import deliver
    from advisor.workspace.document_making import LEASE, _claimed

    made = deliver(approved, approved.log.last().author, ["en"])
    taken = [_claimed(made), _claimed(made), _claimed(made)]
    assert len({one.pk for one in taken if one}) == 3
    assert _claimed(made) is None
    made.documents.filter(pk=taken[0].pk).update(claimed_at=timezone.now() - LEASE - timedelta(seconds=1))  # type: ignore[union-attr]
    again = _claimed(made)
    assert again is not None
    assert taken[0] is not None
    assert again.pk == taken[0].pk


@pytest.mark.usefixtures("quick")
def test_a_second_delivery_tells_what_changed_since_the_first(client: Any, approved: Any) -> None:
    first = delivered(client, approved)
    assert client.get(f"/deliveries/{first.pk}/since/en.html").status_code == 404
    client.post(f"/rounds/{approved.pk}/questions/gp_reward@potager/", {"gp_reward@potager": "no"})
    client.post(f"/rounds/{approved.pk}/approval/", {"does": "approve"})
    second = delivered(client, approved)
    assert "What has changed since the delivery of" in told(client.get(f"/deliveries/{second.pk}/"))
    changed = client.get(f"/deliveries/{second.pk}/since/en.html").content.decode()
    assert "Resolved" in changed
    assert "Thank these members; do not pay them" in changed


@pytest.mark.usefixtures("quick", "no_misses")
def test_a_client_reads_the_delivery_by_the_link_and_nothing_else(client: Any, approved: Any) -> None:
    from advisor.workspace.delivery_models import ClientLink

    made = delivered(client, approved)
    path = link(client, made)
    assert path.strip("/").split("/")[1] not in str(list(ClientLink.objects.values_list()))
    reader = visitor()
    page = reader.get(path)
    assert "The documents of your report" in told(page)
    assert page["X-Robots-Tag"].startswith("noindex")
    for one in made.documents.exclude(content=None):
        assert reader.get(path + one.name).content == bytes(one.content)
    other = delivered(client, approved, "fr")
    assert reader.get(path + other.documents.first().name).status_code == 404
    for elsewhere in ("/", f"/rounds/{approved.pk}/", f"/deliveries/{made.pk}/", f"/rounds/{approved.pk}/review/"):
        assert reader.get(elsewhere)["location"].startswith("/enter/")
    assert reader.post(path).status_code == 405


@pytest.mark.usefixtures("quick", "no_misses")
def test_a_link_ends_when_it_expires_or_is_revoked(client: Any, approved: Any) -> None:
    from django.utils import timezone

    made = delivered(client, approved)
    first, second = link(client, made), link(client, made)
    made.links.filter(pk=made.links.first().pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    ended = visitor().get(first)
    assert ended.status_code == 404
    assert "Ask whoever sent it to you for a new one" in told(ended)
    assert 'href="/"' not in ended.content.decode()  # The house is closed to a client.
    assert visitor().get(second).status_code == 200
    client.post(f"/deliveries/{made.pk}/links/{made.links.last().pk}/revoke/")
    assert visitor().get(second).status_code == 404
    assert visitor().get(second + made.documents.first().name).status_code == 404
    assert "revoked on" in told(client.get(f"/deliveries/{made.pk}/"))
    assert client.post(f"/deliveries/{made.pk}/links/", {"days": 9999}).status_code == 422


@pytest.mark.usefixtures("quick", "no_misses")
def test_whoever_tries_many_links_has_to_wait(client: Any, approved: Any) -> None:
    from advisor.workspace.link_tokens import MISSES

    path = link(client, delivered(client, approved))
    guessing = visitor("fr")
    for number in range(MISSES):
        assert guessing.get(f"/for/guess-{number}/").status_code == 404
    paused = guessing.get(path)
    assert paused.status_code == 429
    assert "dix minutes" in told(paused)


@pytest.mark.usefixtures("quick")
def test_whoever_is_not_on_the_brand_finds_no_delivery(client: Any, approved: Any) -> None:
    from django.contrib.auth.models import Group

    from advisor.workspace.models import Person

    made = delivered(client, approved)
    link(client, made)
    for role in ("consultant", "author", "administrator"):
        other, _ = Person.objects.get_or_create(username=f"elsewhere-{role}")
        other.groups.set(Group.objects.filter(name=role))
        stranger = visitor()
        stranger.force_login(other)
        at, name = f"/deliveries/{made.pk}/", made.documents.first().name
        for path in (at, f"{at}documents/{name}", f"{at}since/en.html"):
            assert stranger.get(path).status_code == 404, (role, path)
        for path in (f"{at}links/", f"{at}links/{made.links.first().pk}/revoke/", f"/rounds/{approved.pk}/deliver/"):
            assert stranger.post(path, {"days": 7, "language": "en"}).status_code == 404, (role, path)
    assert made.links.get().revoked_at is None
