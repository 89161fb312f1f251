"""A report handed over, for tests of what comes after."""

from __future__ import annotations

from typing import Any

from tests.workspace.told import told


def visitor(language: str = "en") -> Any:
    """Somebody who has not been let in."""
    from django.test import Client

    return Client(headers={"host": "127.0.0.1", "accept-language": language})


def delivered(client: Any, round: Any, *languages: str) -> Any:
    """A delivery of a round, its documents made."""
    from advisor.workspace.delivery_models import DeliveredReport
    from advisor.workspace.document_making import make_documents, waiting

    answer = client.post(f"/rounds/{round.pk}/deliver/", {"language": languages or ("en",)})
    assert answer.status_code == 302, told(answer)
    made = DeliveredReport.objects.get(pk=int(answer["location"].split("/")[-2]))
    while waiting(made).exists():
        make_documents(made)
    return made


def link(client: Any, delivery: Any, days: int = 7) -> str:
    """The path of a new link to a delivery."""
    page = client.post(f"/deliveries/{delivery.pk}/links/", {"days": days}).content.decode()
    return "/for/" + page.split("/for/")[1].split('"')[0]
