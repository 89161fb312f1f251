"""Nothing said is overwritten without a trace: the log only grows, and any change in it can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.workspace.told import told


def answer(client: Any, round: Any, option: str) -> None:
    assert client.post(f"/rounds/{round.pk}/questions/size/", {"size": option}).status_code == 302


def document(round: Any) -> Any:
    from advisor.workspace.models import Round

    return Round.objects.get(pk=round.pk).document


def undo(client: Any, round: Any, number: int) -> Any:
    return client.post(f"/rounds/{round.pk}/log/{number}/undo/", follow=True)


def test_each_answer_is_a_line_with_author_time_and_what_stood_there(client: Any, begun: Callable[..., Any]) -> None:
    round = begun()
    answer(client, round, "alone")
    answer(client, round, "up_to_ten")
    lines = list(round.log.order_by("number").values_list("number", "path", "before", "after", "author_name"))
    assert lines[1:] == [
        (2, "answers/size", None, "alone", "Consultant"),
        (3, "answers/size", "alone", "up_to_ten", "Consultant"),
    ]
    shown = told(client.get(f"/rounds/{round.pk}/log/"))
    assert "How many people work there" in shown
    assert "one two to ten" in shown


def test_the_same_answer_again_is_no_line(client: Any, begun: Callable[..., Any]) -> None:
    round = begun()
    answer(client, round, "alone")
    answer(client, round, "alone")
    assert round.log.count() == 2


def test_a_kept_line_cannot_be_changed(client: Any, begun: Callable[..., Any]) -> None:
    line = begun().log.get()
    line.author_name = "somebody else"
    with pytest.raises(TypeError):
        line.save()


def test_an_answer_is_taken_back_to_what_stood_there_and_forth_again(client: Any, begun: Callable[..., Any]) -> None:
    from advisor.workspace.round_session import retold

    round = begun()
    answer(client, round, "alone")
    answer(client, round, "up_to_ten")
    undo(client, round, 3)
    assert document(round)["answers"] == {"size": "alone"}
    undo(client, round, 4)
    assert document(round)["answers"] == {"size": "up_to_ten"}
    round.refresh_from_db()
    assert retold(round) == round.document
    assert round.log.get(number=5).undoes.number == 4


def test_what_was_changed_since_is_not_taken_back(client: Any, begun: Callable[..., Any]) -> None:
    round = begun()
    answer(client, round, "alone")
    answer(client, round, "up_to_ten")
    assert "was changed again since" in told(undo(client, round, 2))
    assert document(round)["answers"] == {"size": "up_to_ten"}
    assert undo(client, round, 1).status_code == 404
    assert undo(client, round, 99).status_code == 404


def test_a_space_taken_off_comes_back_with_its_answers(client: Any, begun: Callable[..., Any]) -> None:
    round = begun()
    client.post(f"/rounds/{round.pk}/lists/spaces/save/", {"name": "Forum"})
    client.post(f"/rounds/{round.pk}/questions/space_kind@forum/", {"space_kind@forum": "page"})
    before = document(round)["spaces"]
    client.post(f"/rounds/{round.pk}/lists/spaces/forum/remove/")
    assert document(round)["spaces"]["list"] == []
    undo(client, round, round.log.count())
    assert document(round)["spaces"] == before


def test_a_change_that_was_overtaken_while_it_was_worked_out_is_worked_out_anew(
    client: Any, begun: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from advisor.workspace import round_session
    from advisor.workspace.entry_link import person_alone
    from advisor.workspace.models import Round

    round = begun()
    keep, overtakers = round_session._keep, ["goods", "services"]

    def overtaken(*given: Any) -> Any:
        if overtakers:
            option = overtakers.pop()
            with round_session.editing(Round.objects.get(pk=round.pk), person_alone()) as held:
                held.put(("answers", "activities"), [option])
            overtaken_by.append(option)
        return keep(*given)

    overtaken_by: list[str] = []
    monkeypatch.setattr(round_session, "_keep", overtaken)
    answer(client, round, "alone")
    monkeypatch.undo()
    assert overtaken_by
    made = Round.objects.get(pk=round.pk)
    assert made.document["answers"] == {"activities": [overtaken_by[-1]], "size": "alone"}
    assert round_session.retold(made) == made.document
    assert list(made.log.order_by("number").values_list("number", flat=True)) == list(range(1, made.edition + 1))
