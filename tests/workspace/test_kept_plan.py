"""The plan of a delivery is followed for years: every word said of an action is kept, and it goes out as files."""

from __future__ import annotations

import io
from typing import Any

import pytest

from tests.workspace.handed_over import delivered, visitor
from tests.workspace.told import told

pytestmark = pytest.mark.usefixtures("quick")


def first_action(delivery: Any) -> Any:
    return delivery.actions.order_by("place").first()


def said(client: Any, action: Any, **fields: str) -> Any:
    """The answer to what was said of an action."""
    last = action.steps.order_by("pk").last().pk
    filled = {"state": "to_do", "owner": "", "due": "", "words": "", "seen": str(last), **fields}
    return client.post(f"/deliveries/{action.delivery_id}/plan/{action.pk}/", filled)


def test_the_plan_lists_the_actions_of_the_report_in_its_order_and_words(client: Any, approved: Any) -> None:
    from advisor.workspace.document_making import view_of

    made = delivered(client, approved, "fr", "en")
    planned = [action.title for line in view_of(made, "en").plan for action in line.actions]
    shown = client.get(f"/deliveries/{made.pk}/plan/")
    text = told(shown)
    places = [text.index(title) for title in planned]
    assert places == sorted(places)
    assert [one.told["en"]["title"] for one in made.actions.order_by("place")] == planned
    assert "Remerciez ces membres" in told(visitor_of(client, "fr").get(f"/deliveries/{made.pk}/plan/"))


def visitor_of(client: Any, language: str) -> Any:
    """The same person with a browser in another language."""
    other = visitor(language)
    other.cookies = client.cookies
    return other


def test_what_is_said_of_an_action_is_kept_line_by_line(client: Any, approved: Any) -> None:
    made = delivered(client, approved)
    action = first_action(made)
    assert said(client, action, state="under_way", owner="Nadia", due="2020-01-31").status_code == 302
    page = told(client.get(f"/deliveries/{made.pk}/plan/"))
    assert "Nadia" in page
    assert "31 January 2020 · overdue" in page
    assert said(client, action, state="done", owner="Nadia", words="The vouchers are cancelled.").status_code == 302
    history = told(client.get(f"/deliveries/{made.pk}/plan/{action.pk}/"))
    assert "The vouchers are cancelled." in history
    assert "Under way · Nadia · 31 January 2020" in history
    assert [one.state for one in action.steps.order_by("pk")] == ["to_do", "under_way", "done"]
    with pytest.raises(TypeError):
        action.steps.first().save()
    title = action.told["en"]["title"]
    assert title not in told(client.get(f"/deliveries/{made.pk}/plan/?show=open"))


def test_dropping_an_action_takes_a_reason_and_bad_input_loses_nothing(client: Any, approved: Any) -> None:
    action = first_action(delivered(client, approved))
    refused = said(client, action, state="dropped", owner="Nadia")
    assert refused.status_code == 422
    assert "Please say why it is dropped." in told(refused)
    assert 'value="Nadia"' in refused.content.decode()
    assert said(client, action, state="to_do", due="31 Feb").status_code == 422
    assert action.steps.count() == 1


def test_another_word_on_an_action_is_shown_before_it_is_overwritten(client: Any, approved: Any) -> None:
    from django.contrib.auth.models import Group

    from advisor.workspace.models import Person

    action = first_action(delivered(client, approved))
    partner, _ = Person.objects.get_or_create(username="partner-who-follows")
    partner.groups.set(Group.objects.filter(name="partner"))
    other = visitor()
    other.force_login(partner)
    seen = action.steps.get().pk
    said(other, action, state="done", owner="Paul")
    refused = said(client, action, state="under_way", seen=str(seen))
    assert refused.status_code == 422
    assert "partner-who-follows said something else" in told(refused)
    assert action.steps.order_by("pk").last().state == "done"


def test_the_plan_goes_out_as_it_stands_now_even_under_other_rules(
    client: Any, approved: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from openpyxl import load_workbook

    made = delivered(client, approved)
    first, second = made.actions.order_by("place")[:2]
    said(client, first, state="done", owner="Nadia", due="2027-03-01")
    said(client, second, state="under_way", owner="Paul", due="2027-04-01")
    # What was planned is told from what was kept: the rules may have gone.
    monkeypatch.setattr("advisor.workspace.document_making.knowledge_base", lambda: None)
    sheet = load_workbook(io.BytesIO(client.get(f"/deliveries/{made.pk}/plan.en.xlsx").content)).active
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert {(row[2], row[4]) for row in rows if row[0] == first.number} == {("Nadia", "Done")}
    assert {(row[2], row[4]) for row in rows if row[0] == second.number} == {("Paul", "Under way")}
    calendar = client.get(f"/deliveries/{made.pk}/plan.en.ics").content.decode()
    assert "DTSTART;VALUE=DATE:20270401" in calendar
    assert "20270301" not in calendar


def test_a_plan_without_dates_says_so_instead_of_giving_an_empty_calendar(client: Any, approved: Any) -> None:
    made = delivered(client, approved)
    for action in made.actions.order_by("place"):
        if action.steps.get().due:
            said(client, action)
    answer = client.get(f"/deliveries/{made.pk}/plan.en.ics", follow=True)
    assert "No action has a date" in told(answer)


def test_delivering_a_round_again_keeps_what_was_said_of_its_actions(client: Any, approved: Any) -> None:
    action = first_action(delivered(client, approved))
    said(client, action, state="under_way", owner="Nadia", due="2027-03-01")
    again = first_action(delivered(client, approved))
    assert again.pk != action.pk
    step = again.steps.get()
    assert (step.state, step.owner, step.due) == ("under_way", "Nadia", "2027-03-01")


def test_whoever_is_not_on_the_brand_finds_no_plan(client: Any, approved: Any) -> None:
    from django.contrib.auth.models import Group

    from advisor.workspace.models import Person

    made = delivered(client, approved)
    action = first_action(made)
    other, _ = Person.objects.get_or_create(username="elsewhere-plan")
    other.groups.set(Group.objects.filter(name="consultant"))
    stranger = visitor()
    stranger.force_login(other)
    for path in ("plan/", f"plan/{action.pk}/", "plan.en.xlsx"):
        assert stranger.get(f"/deliveries/{made.pk}/{path}").status_code == 404
    assert said(stranger, action, state="done").status_code == 404
    assert client.get(f"/deliveries/{made.pk}/plan/{action.pk + 10_000}/").status_code == 404
