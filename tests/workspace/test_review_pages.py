"""The report of a round is edited, asked for, sent back and approved; what changes afterwards makes it a draft."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.workspace.told import told

FINDING = "recognise-do-not-reward"


@pytest.fixture
def round(client: Any, begun: Callable[..., Any]) -> Any:
    """A round that has the answers of the example, to edit."""
    from advisor.workspace.models import Round

    example = Round.objects.order_by("pk").first()
    return begun(client.get(f"/rounds/{example.pk}/answers.yaml").content.decode())


def at(round: Any, where: str = "") -> str:
    return f"/rounds/{round.pk}/review/{where}"


def decided(client: Any, round: Any, **fields: str) -> str:
    """What the page of the review says after something was recorded of the finding."""
    page = client.get(at(round, f"findings/{FINDING}/"))
    seen = page.content.decode().split('name="seen" value="')[1].split('"')[0]
    return told(client.post(at(round, f"findings/{FINDING}/"), {"seen": seen, **fields}, follow=True))


def review_of(round: Any) -> Any:
    from advisor.workspace.models import Round
    from advisor.workspace.round_advice import answers_of

    return answers_of(Round.objects.get(pk=round.pk)).review


def report(client: Any, round: Any) -> str:
    return str(client.get(f"/rounds/{round.pk}/report/en.html").content.decode())


def test_decisions_reach_the_report_the_log_and_the_answers_file(client: Any, round: Any) -> None:
    title = "Thank these members; do not pay them"
    assert title in told(client.get(at(round) + "?in=en"))
    shown = decided(client, round, owner="Nadia", due="2027-01-31", recommendation="Cancel the vouchers today.")
    assert "owner: Nadia; " not in shown
    assert "owner: Nadia" in shown
    assert "due: 31 January 2027" in shown
    assert "Cancel the vouchers today." in report(client, round)
    said = review_of(round).advice[FINDING]
    assert (said.owner, said.due) == ("Nadia", "2027-01-31")
    assert said.against
    log = told(client.get(f"/rounds/{round.pk}/log/"))
    assert f"The editing of the report · {title}" in log
    assert "owner: Nadia" in log
    assert 'owner: "Nadia"' in client.get(f"/rounds/{round.pk}/answers.yaml").content.decode()


def test_the_command_line_reads_what_was_decided_in_the_browser(client: Any, round: Any, tmp_path: Any) -> None:
    from click.testing import CliRunner

    from advisor.cli import main

    decided(client, round, left_out="The budget is gone already.", leave_out="on")
    client.post(
        at(round, "own/"), {"title": "Ask the caretaker", "recommendation": "Ask first.", "steps": "Ring.\nGo."}
    )
    client.post(at(round, "beginning/"), {"opening": "Dear all,\n\nhere it is.", "first": ["own-1", "", ""]})
    file = tmp_path / "answers.yaml"
    file.write_bytes(client.get(f"/rounds/{round.pk}/answers.yaml").content)
    shown = CliRunner().invoke(main, ["review", str(file), "--lang", "en"]).output
    assert "left out: The budget is gone already." in shown
    assert "Ask the caretaker" in shown
    assert "Opening words: Dear all," in shown
    taken = CliRunner().invoke(main, ["review", str(file), "take-back", FINDING, "--lang", "en"])
    assert taken.exit_code == 0, taken.output


def test_what_is_left_out_is_not_printed_and_needs_a_reason(client: Any, round: Any) -> None:
    assert "Please say why it is left out" in decided(client, round, leave_out="on")
    assert "Keep the money for something else." in report(client, round)
    decided(client, round, leave_out="on", left_out="Not theirs to decide.")
    assert "Keep the money for something else." not in report(client, round)


def test_a_date_that_is_none_is_refused_and_nothing_typed_is_lost(client: Any, round: Any) -> None:
    answer = client.post(at(round, f"findings/{FINDING}/"), {"due": "31 Feb", "owner": "Nadia", "seen": "0"})
    assert answer.status_code == 422
    assert 'value="Nadia"' in answer.content.decode()
    assert not review_of(round).advice


def test_a_decision_is_undone_by_its_button(client: Any, round: Any) -> None:
    decided(client, round, owner="Nadia")
    number = round.log.order_by("number").last().number
    back = client.post(f"/rounds/{round.pk}/log/{number}/undo/")
    assert back["location"] == at(round)
    assert not review_of(round).advice


def test_another_decision_is_shown_before_it_is_overwritten(client: Any, round: Any) -> None:
    from django.contrib.auth.models import Group
    from django.test import Client

    from advisor.workspace.models import Person

    partner, _ = Person.objects.get_or_create(username="partner-who-decides")
    partner.groups.set(Group.objects.filter(name="partner"))
    other = Client(headers={"host": "127.0.0.1", "accept-language": "en"})
    other.force_login(partner)
    decided(other, round, owner="Paul")
    answer = client.post(at(round, f"findings/{FINDING}/"), {"owner": "Nadia", "seen": "0"})
    assert answer.status_code == 422
    assert "partner-who-decides decided something else" in told(answer)
    assert review_of(round).advice[FINDING].owner == "Paul"
    assert "owner: Nadia" in decided(client, round, owner="Nadia")


def test_approval_is_given_by_a_partner_alone_and_any_change_takes_it_back(client: Any, round: Any) -> None:
    from django.contrib.auth.models import Group
    from django.test import Client

    from advisor.workspace.models import Person

    consultant, _ = Person.objects.get_or_create(username="consultant-who-asks")
    consultant.groups.set(Group.objects.filter(name="consultant"))
    round.brand.people.add(consultant)
    asking = Client(headers={"host": "127.0.0.1", "accept-language": "en"})
    asking.force_login(consultant)
    approval = f"/rounds/{round.pk}/approval/"
    assert asking.post(approval, {"does": "approve"}).status_code == 404
    assert asking.post(approval, {"does": "send_back", "words": "No."}).status_code == 404
    assert "Waits for approval" in told(asking.post(approval, {"does": "ask", "words": "Please look."}, follow=True))
    assert "Draft" in report(client, round)

    assert client.post(approval, {"does": "send_back"}).status_code == 422
    sent_back = told(client.post(approval, {"does": "send_back", "words": "Name an owner."}, follow=True))
    assert "Sent back by Consultant" in sent_back
    assert "Name an owner." in told(asking.get(at(round)))
    decided(asking, round, owner="Nadia")
    asking.post(approval, {"does": "ask"})
    assert "Approved by Consultant" in told(client.post(approval, {"does": "approve"}, follow=True))
    printed = report(client, round)
    assert "Approved by" in printed
    assert "Draft" not in printed
    assert review_of(round).status == "approved"

    asking.post(f"/rounds/{round.pk}/questions/size/", {"size": "alone"})
    assert "Changed since it was approved" in told(client.get(at(round)))
    assert review_of(round).status == "draft"
    assert "Draft" in report(client, round)
    # Taking the change of an approval back by hand is no way to approve.
    entry = round.log.filter(path="review/status").last()
    assert asking.post(f"/rounds/{round.pk}/log/{entry.number}/undo/").status_code == 404


def test_an_approval_that_came_with_a_file_does_not_count_here(client: Any, round: Any, begun: Any) -> None:
    client.post(f"/rounds/{round.pk}/approval/", {"does": "approve"})
    text = client.get(f"/rounds/{round.pk}/answers.yaml").content.decode()
    assert "status: approved" in text
    brought = begun(text)
    assert review_of(brought).status == "approved"
    assert "Draft" in report(client, brought)


def test_a_round_without_answers_has_a_review_that_says_what_to_do(client: Any, begun: Any) -> None:
    shown = told(client.get(at(begun(brand="Quay & Lantern"))))
    assert "nothing to act on in this report yet" in shown
    assert "Go on with the interview" in shown


def test_the_log_tells_an_approval_in_words_and_no_mark_of_it(client: Any, approved: Any) -> None:
    client.post(f"/rounds/{approved.pk}/questions/size/", {"size": "alone"})
    shown = told(client.get(f"/rounds/{approved.pk}/log/"))
    assert shown.count("The approval of the report") == 2
    assert "Approved A draft again" in shown
    marks = approved.log.filter(path="review/against").values_list("after", flat=True)
    assert not any(mark and mark in shown for mark in marks)


def test_an_approved_report_is_called_so_by_page_and_log_alike(client: Any, approved: Any) -> None:
    shown = told(client.get(f"/rounds/{approved.pk}/review/?language=fr")) + told(client.get("/administration/log/"))
    assert "Approuvé par" in shown
    assert "a approuvé un rapport" in shown
    assert "valid" not in shown.casefold()
