"""A round that began under other rules says so, tells what today's take no more, and is carried over by one button."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.workspace.test_respondents import answered, link_for
from tests.workspace.told import told


def of_earlier_rules(round: Any, **answers: Any) -> Any:
    """The round as it would stand had it begun under rules that asked something else."""
    from advisor.workspace.models import Round

    space = {"id": "page", "name": "Page", "answers": {"colour_of_page": "yes"}}
    document = {
        **round.document,
        "knowledge_base": {"id": "community-management", "version": "0.0.9"},
        "answers": {"size": "alone", **answers},
        "flags": ["size", "colour_of_shop"],
        "spaces": {"list": [space], "more": "yes"},
    }
    Round.objects.filter(pk=round.pk).update(document=document)
    return Round.objects.get(pk=round.pk)


def test_a_round_that_is_read_no_more_leads_to_what_is_in_the_way_and_is_carried_over(
    client: Any, begun: Callable[..., Any]
) -> None:
    from advisor.workspace.base import knowledge_base
    from advisor.workspace.models import Round
    from advisor.workspace.round_session import retold

    round = of_earlier_rules(begun(brand="Old & New"), colour_of_shop="red", activities=["juggling"])
    page = f"/rounds/{round.pk}/"
    assert client.get(page)["location"] == f"{page}rules/"
    assert client.get(f"{page}questions/size/")["location"] == f"{page}rules/"
    shown = told(client.get(f"{page}rules/"))
    assert "It began under version 0.0.9 of the knowledge base" in shown
    assert "colour_of_shop red" in shown
    assert "colour_of_page – Page yes" in shown
    assert "What does the organisation do? juggling" in shown
    assert "Old & New" in told(client.get("/administration/"))
    answer = client.post(f"{page}rules/", follow=True)
    assert "one of today’s rules now" in told(answer)
    carried = Round.objects.get(pk=round.pk)
    assert carried.document["answers"] == {"size": "alone"}
    assert carried.document["flags"] == ["size"]
    assert carried.document["knowledge_base"]["version"] == knowledge_base().version
    assert "colour_of_shop" in client.get(f"{page}log/").content.decode()
    taken_out = carried.log.get(path="answers/colour_of_shop")
    assert (taken_out.before, taken_out.after) == ("red", None)
    assert retold(carried)["answers"].get("colour_of_shop") is None
    assert "Nothing is to be done" in told(client.get(f"{page}rules/"))


def test_a_round_that_is_still_read_tells_its_version_and_loses_nothing(client: Any, begun: Callable[..., Any]) -> None:
    from advisor.workspace.models import Round

    round = begun(brand="Still & Read")
    stamp = {"id": "community-management", "version": "0.0.9"}
    Round.objects.filter(pk=round.pk).update(document={**round.document, "knowledge_base": stamp})
    assert "began under version 0.0.9 of the rules" in told(client.get(f"/rounds/{round.pk}/"))
    assert "Everything said in it is read by today’s rules" in told(client.get(f"/rounds/{round.pk}/rules/"))
    shown = told(client.post(f"/rounds/{round.pk}/rules/", follow=True))
    assert "one of today’s rules now" in shown
    assert "began under version" not in shown


def test_what_people_invited_have_said_is_carried_over_with_the_round(client: Any, begun: Callable[..., Any]) -> None:
    from advisor.workspace.models import Round

    round = begun(brand="Asked & Answered")
    link = link_for(client, round, "Nadia")
    link_for(client, round, "Omar")
    assert answered(link, "size", size="alone").status_code == 302
    account = round.invitations.get(name="Nadia").account
    said = {**account.document, "answers": {**account.document["answers"], "colour_of_shop": "blue"}}
    Round.everything.filter(pk=account.pk).update(document=said)
    page = f"/rounds/{round.pk}/"
    assert client.get(f"{page}respondents/")["location"] == f"{page}rules/"
    assert "colour_of_shop blue" in told(client.get(f"{page}rules/"))
    client.post(f"{page}rules/")
    assert "Omar (support) · not opened yet" in told(client.get(f"{page}respondents/"))
    account.refresh_from_db()
    assert account.document["answers"] == {"size": "alone"}


def test_what_cannot_be_mended_by_leaving_it_out_is_named_and_kept(client: Any, begun: Callable[..., Any]) -> None:
    from advisor.workspace.models import Round

    round = begun(brand="Elsewhere")
    stamp = {"id": "community-management", "version": "0.0.9"}
    document = {**round.document, "knowledge_base": stamp, "respondents": "everybody"}
    Round.objects.filter(pk=round.pk).update(document=document)
    try:
        answer = client.post(f"/rounds/{round.pk}/rules/")
        assert answer.status_code == 422
        assert "cannot be carried over as it is" in told(answer)
        assert Round.objects.get(pk=round.pk).document == document
    finally:
        round.delete()


def test_the_house_knows_since_when_its_rules_are_in_use(client: Any) -> None:
    from advisor.workspace.base import knowledge_base
    from advisor.workspace.house_log import note_rules
    from advisor.workspace.house_models import HouseDeed

    for _ in range(2):
        note_rules(knowledge_base())
    assert HouseDeed.objects.filter(kind="rules_changed").count() == 1
    assert "It is in use here since" in told(client.get("/administration/"))
    assert "another knowledge base came into use" in told(client.get("/administration/log/"))
