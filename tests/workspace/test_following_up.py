"""A round a year later: the answers come along to be confirmed, and what is not asked again says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.workspace.told import told


@pytest.fixture
def followed(client: Any, begun: Callable[..., Any]) -> Any:
    """A round that follows up one with the answers of the example."""
    from advisor.workspace.models import Round

    example = Round.objects.order_by("pk").first()
    former = begun(client.get(f"/rounds/{example.pk}/answers.yaml").content.decode())
    answer = client.post(f"/rounds/{former.pk}/follow-up/", {"date": "2027-11-20"})
    assert answer.status_code == 302
    return Round.objects.get(pk=int(answer["location"].split("/")[-3]))


def answers(round: Any) -> Any:
    from advisor.workspace.models import Round
    from advisor.workspace.round_advice import answers_of

    return answers_of(Round.objects.get(pk=round.pk))


def test_it_carries_over_what_the_command_line_carries_over(followed: Any, client: Any, tmp_path: Any) -> None:
    from advisor.answers import read_answers
    from advisor.answers.record import Record
    from advisor.interview.following_up import carry_over
    from advisor.workspace.base import knowledge_base

    former = followed.brand.rounds.order_by("pk").first()
    file = tmp_path / "answers.yaml"
    file.write_bytes(client.get(f"/rounds/{former.pk}/answers.yaml").content)
    record = Record.open(file).copied_to(tmp_path / "later.yaml")
    carry_over(record, read_answers(file, knowledge_base()), knowledge_base())
    record.save()
    assert answers(followed).given == read_answers(tmp_path / "later.yaml", knowledge_base()).given
    assert {one.said_on for one in answers(followed).given.values()} == {former.date}


def test_what_mattered_is_listed_first_and_confirmed_by_a_button(followed: Any, client: Any) -> None:
    page = client.get(f"/rounds/{followed.pk}/carried/")
    text = told(page)
    assert text.index("What mattered") < text.index("The rest")
    assert "wait to be confirmed" in told(client.get(f"/rounds/{followed.pk}/"))
    first = page.content.decode().split('name="question" value="')[1].split('"')[0]
    assert "Confirmed:" in told(client.post(f"/rounds/{followed.pk}/carried/", {"question": first}, follow=True))
    assert answers(followed).of(first).said_on is None
    assert client.post(f"/rounds/{followed.pk}/carried/", {"question": first}).status_code == 404
    number = followed.log.order_by("number").last().number
    client.post(f"/rounds/{followed.pk}/log/{number}/undo/")
    assert answers(followed).of(first).said_on is not None


def test_the_interview_asks_again_and_the_same_answer_confirms(followed: Any, client: Any) -> None:
    size = answers(followed).of("size")
    step = client.get(f"/rounds/{followed.pk}/next/")["location"]
    assert "/questions/" in step
    client.post(f"/rounds/{followed.pk}/questions/size/", {"size": str(size.value)})
    again = answers(followed).of("size")
    assert (again.value, again.said_on) == (size.value, None)


def test_the_report_marks_what_was_not_asked_again_and_compares_with_the_round_before(
    followed: Any, client: Any
) -> None:
    assert "not asked again" in client.get(f"/rounds/{followed.pk}/report/en.html?edition=full").content.decode()
    assert "since 20 November 2026" in told(client.get(f"/rounds/{followed.pk}/report/"))
    assert client.get(f"/rounds/{followed.pk}/since/en.html").status_code == 200


def test_a_day_before_the_earlier_round_is_refused(client: Any, followed: Any) -> None:
    for day in ("2020-01-01", "soon", ""):
        answer = client.post(f"/rounds/{followed.pk}/follow-up/", {"date": day})
        assert answer.status_code == 422, day
    assert f'value="{"soon"}"' in client.post(f"/rounds/{followed.pk}/follow-up/", {"date": "soon"}).content.decode()


def test_a_round_of_its_own_has_nothing_to_confirm(client: Any, begun: Callable[..., Any]) -> None:
    shown = told(client.get(f"/rounds/{begun(brand='Quay & Lantern').pk}/carried/"))
    assert "Nothing waits to be confirmed" in shown
