"""The interview in the browser is that of the command line: the same questions, answers, refusals and Assessment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.workspace.house import browser, house, somebody
from tests.workspace.told import told


def page_of(round: Any, step: str) -> str:
    return f"/rounds/{round.pk}/questions/{step}/"


def answers_of(round: Any) -> Any:
    from advisor.workspace.models import Round

    return Round.objects.get(pk=round.pk).document["answers"]


@pytest.mark.parametrize("case", ["demo", "many-unknowns"])
def test_answers_given_page_by_page_make_the_same_assessment(client: Any, begun: Callable[..., Any], case: str) -> None:
    """Every answer of a case typed into the fields of its page, in the order in which the pages come."""
    from advisor.advice import assess
    from advisor.answers import parse_answers
    from advisor.inference.grounding import ground
    from advisor.workspace.base import knowledge_base
    from advisor.workspace.form_reply import fields_of
    from advisor.workspace.models import Round
    from advisor.workspace.round_session import retold
    from advisor.workspace.stored_answers import settled

    kb = knowledge_base()
    document = settled(kb.cases[case].document, kb)
    wanted: dict[str, Any] = {key: document[key] for key in ("brand", "date", "answers", "spaces") if key in document}
    spaces = wanted.get("spaces", {"list": []})
    given = parse_answers(wanted, kb)
    round = begun(brand=document["brand"])
    for space in spaces["list"]:
        client.post(f"/rounds/{round.pk}/lists/spaces/save/", {"name": space["id"]})
    client.post(f"/rounds/{round.pk}/lists/spaces/close/", {"complete": "on"} if spaces.get("more") == "no" else {})
    for question in ground(kb, given.instances).questions.values():
        fields = {key: value for key, value in fields_of(question, given.of(question.id)).items() if value}
        if fields:
            assert client.post(page_of(round, question.id), fields).status_code == 302, (question.id, fields)
    made = Round.objects.get(pk=round.pk)
    assert retold(made) == made.document
    assert comparable(made.document) == comparable(wanted)
    assert assess(kb, comparable(made.document)) == assess(kb, comparable(wanted))


def comparable(document: Any) -> Any:
    """The answers of a document without the name of its spaces, and without who said what and how."""
    from advisor.answers import parse_answers
    from advisor.workspace.base import knowledge_base
    from advisor.workspace.form_reply import stated

    def bare(answers: Any) -> Any:
        return {name: stated(value) for name, value in answers.items()}

    spaces = document.get("spaces", {"list": [], "more": "yes"})
    listed = [{"id": one["id"], "answers": bare(one.get("answers", {}))} for one in spaces["list"]]
    told = {"brand": document["brand"], "date": "2026-11-20", "answers": bare(document["answers"])}
    return parse_answers({**told, "spaces": {"list": listed, "more": spaces["more"]}}, knowledge_base())


def test_a_choice_is_recorded_and_the_way_goes_on(client: Any, begun: Callable[..., Any]) -> None:
    round = begun()
    answer = client.post(page_of(round, "size"), {"size": "up_to_ten"}, follow=True)
    assert answers_of(round) == {"size": "up_to_ten"}
    assert "Recorded: two to ten" in told(answer)
    assert answer.redirect_chain[0][0] != page_of(round, "size")


@pytest.mark.parametrize(
    ("step", "fields", "recorded"),
    [
        ("size", {"size": "--unknown"}, {"state": "unknown"}),
        ("size", {"size": "--not-applicable", "size--because": "no"}, {"state": "not_applicable", "because": "no"}),
        ("size", {"size": "--partly", "size--not": ["alone", "up_to_ten"]}, {"not": ["alone", "up_to_ten"]}),
        ("activities", {"activities": ["goods"], "activities--not": ["public"]}, {"yes": ["goods"], "no": ["public"]}),
        ("activities", {"activities--state": "--unknown"}, {"state": "unknown"}),
    ],
)  # fmt: skip
def test_what_is_not_known_or_known_in_part_is_recorded_as_in_a_file(
    client: Any, begun: Callable[..., Any], step: str, fields: dict[str, Any], recorded: Any
) -> None:
    round = begun()
    assert client.post(page_of(round, step), fields).status_code == 302
    assert answers_of(round) == {step: recorded}
    shown = client.get(page_of(round, step)).content.decode()
    for values in fields.values():
        for value in values if isinstance(values, list) else [values]:
            assert f'value="{value}"' in shown


@pytest.mark.parametrize(
    ("step", "fields", "why"),
    [
        ("size", {}, "Please choose or write an answer"),
        ("size", {"size": "none_such"}, "none_such"),
        ("size", {"size": "--not-applicable"}, "Please say why it does not apply."),
        ("size", {"size": "--partly"}, "Please tick what you can rule out."),
        ("activities", {"activities": ["goods"], "activities--state": "--unknown"}, "not both"),
        ("activities", {"activities": ["goods"], "activities--not": ["goods"]}, "cannot be both so and not so"),
    ],
)
def test_what_is_no_answer_is_refused_with_a_summary_and_nothing_is_recorded(
    client: Any, begun: Callable[..., Any], step: str, fields: dict[str, Any], why: str
) -> None:
    round = begun()
    answer = client.post(page_of(round, step), {**fields, "note": "a remark on the way"})
    if not fields:
        answer = client.post(page_of(round, step), {})
        assert answers_of(round) == {}
    assert answer.status_code == 422
    assert "Please look at this again" in told(answer)
    assert why in told(answer)
    assert answers_of(round) == {}


def test_two_people_on_one_question_see_each_other_before_they_overwrite(
    client: Any, begun: Callable[..., Any]
) -> None:
    from django.contrib.auth.models import Group
    from django.test import Client

    from advisor.workspace.models import Person

    round = begun()
    other, _ = Person.objects.get_or_create(username="beatrice", defaults={"first_name": "Béatrice"})
    other.groups.set(Group.objects.filter(name="partner"))
    second = Client(headers={"host": "127.0.0.1", "accept-language": "en"})
    second.force_login(other)
    seen = {"size--seen": "0"}
    assert second.post(page_of(round, "size"), {"size": "alone", **seen}).status_code == 302
    refused = client.post(page_of(round, "size"), {"size": "up_to_ten", **seen})
    assert refused.status_code == 422
    assert "Béatrice answered this while the page was open" in told(refused)
    assert answers_of(round) == {"size": "alone"}
    assert 'value="up_to_ten" checked' in refused.content.decode()
    last = refused.content.decode().split('name="size--seen" value="')[1].split('"')[0]
    assert client.post(page_of(round, "size"), {"size": "up_to_ten", "size--seen": last}).status_code == 302
    assert answers_of(round) == {"size": "up_to_ten"}


def test_an_answer_that_closes_others_tells_which_no_longer_count(client: Any, begun: Callable[..., Any]) -> None:
    round = begun()
    client.post(f"/rounds/{round.pk}/lists/spaces/save/", {"name": "Forum"})
    client.post(page_of(round, "space_state@forum"), {"space_state@forum": "running"})
    client.post(page_of(round, "who_talks@forum"), {"who_talks@forum": "most"})
    answer = client.post(page_of(round, "space_state@forum"), {"space_state@forum": "considered"}, follow=True)
    assert "One answer no longer counts" in told(answer)
    assert "Not asked at present" in told(client.get(page_of(round, "who_talks@forum")))
    assert "does not count at present" in told(client.get(f"/rounds/{round.pk}/check/"))
    again = client.post(page_of(round, "space_state@forum"), {"space_state@forum": "running"}, follow=True)
    assert "One earlier answer counts again" in told(again)


def test_a_remark_and_a_flag_are_kept_with_their_author(client: Any, begun: Callable[..., Any]) -> None:
    from advisor.workspace.models import Round

    round = begun()
    fields = {"size": "alone", "note": "By word of mouth.", "evidence": "mail of 3 May", "flag": "on"}
    assert client.post(page_of(round, "size"), fields).status_code == 302
    document = Round.objects.get(pk=round.pk).document
    (note,) = document["notes"]["size"]
    assert (note["text"], note["visible_to"], note["by"]) == ("By word of mouth.", "internal", "Consultant")
    assert document["flags"] == ["size"]
    check = told(client.get(f"/rounds/{round.pk}/check/"))
    assert "By word of mouth." in check
    assert "One flagged question" in check


def test_a_table_takes_some_rows_now_and_the_others_at_once(client: Any, begun: Callable[..., Any]) -> None:
    from advisor.workspace.base import knowledge_base

    table = next(one for one in knowledge_base().tables.values() if one.all_others is not None and "@" not in one.id
                 and knowledge_base().questions[one.rows[0]].for_each is None)  # fmt: skip
    round = begun()
    first = table.rows[0]
    option = next(one.id for one in knowledge_base().questions[first].options if one.id != table.all_others)
    assert client.post(page_of(round, table.id), {first: option, "others": "1"}).status_code == 302
    recorded = answers_of(round)
    assert recorded[first] == option
    assert {"is": table.all_others, "how": "read_out"} in list(recorded.values())


def test_an_empty_question_can_be_left_for_later_and_comes_back(client: Any, begun: Callable[..., Any]) -> None:
    round = begun()
    first = client.get(f"/rounds/{round.pk}/next/")["location"]
    step = first.split("/")[-2]
    second = client.get(f"/rounds/{round.pk}/next/?after={step}")["location"]
    assert first != second
    assert client.get(f"/rounds/{round.pk}/next/")["location"] == first
    assert first in client.get(second).content.decode()  # the way back


def test_words_lead_to_their_question(client: Any, begun: Callable[..., Any]) -> None:
    round = begun()
    assert page_of(round, "size") in client.get(f"/rounds/{round.pk}/find/?q=volunteers").content.decode()
    assert "No question has these words" in told(client.get(f"/rounds/{round.pk}/find/?q=zzzz"))


def test_a_list_takes_names_once_and_keeps_ids_for_good(client: Any, begun: Callable[..., Any]) -> None:
    from advisor.workspace.models import Round

    round = begun()
    listing = f"/rounds/{round.pk}/lists/spaces"
    assert client.post(f"{listing}/save/", {"name": "Le Forum"}).status_code == 302
    again = client.post(f"{listing}/save/", {"name": "le forum"})
    assert again.status_code == 422
    assert "is in the list already" in told(again)
    assert client.post(f"{listing}/save/", {"name": " "}).status_code == 422
    client.post(page_of(round, "space_kind@le-forum"), {"space_kind@le-forum": "page"})
    client.post(f"{listing}/save/", {"name-le-forum": "The forum"})
    client.post(f"{listing}/le-forum/remove/")
    client.post(f"{listing}/save/", {"name": "Le Forum"})
    document = Round.objects.get(pk=round.pk).document
    assert document["spaces"] == {"list": [{"id": "le-forum-2", "name": "Le Forum"}], "more": "yes"}
    assert client.post(f"{listing}/nowhere/remove/").status_code == 404


def test_what_is_asked_first_of_each_of_a_list_is_one_page_that_says_of_whom(
    client: Any, begun: Callable[..., Any]
) -> None:
    from advisor.workspace.models import Round

    round = begun()
    client.post(f"/rounds/{round.pk}/lists/spaces/save/", {"name": "Le Forum"})
    assert "Le Forum" in client.get(page_of(round, "space_kind@le-forum")).content.decode(), "one is asked by itself"
    client.post(f"/rounds/{round.pk}/lists/spaces/save/", {"name": "Insta"})
    client.post(f"/rounds/{round.pk}/lists/spaces/save/", {"name": "Reviews"})
    here = page_of(round, "space_kind")
    shown = client.get(here).content.decode()
    assert [shown.count(f">{name}</label>") for name in ("Le Forum", "Insta", "Reviews")] == [1, 1, 1]
    assert shown.count("What kind of space is it?</h1>") == 1
    assert client.get(page_of(round, "space_kind@insta")).content.decode().count("<select") == 3
    fields = {
        "space_kind@le-forum": "hosted",
        "space_kind@insta--not": ["hosted", "club"],
        "space_kind@reviews": "--not-applicable",
    }
    refused = client.post(here, fields)
    assert refused.status_code == 422
    assert "Please say why it does not apply." in told(refused)
    assert "spaces/insta" not in str(Round.objects.get(pk=round.pk).document)
    sent = client.post(here, {**fields, "space_kind@reviews--because": "bought"})
    assert sent.status_code == 302
    spaces = {one["id"]: one.get("answers") for one in Round.objects.get(pk=round.pk).document["spaces"]["list"]}
    assert spaces == {
        "le-forum": {"space_kind": "hosted"},
        "insta": {"space_kind": {"not": ["hosted", "club"]}},
        "reviews": {"space_kind": {"state": "not_applicable", "because": "bought"}},
    }
    assert client.get(f"/rounds/{round.pk}/next/?after=space_kind")["location"] == page_of(round, "list:spaces")
    checked = told(client.get(f"/rounds/{round.pk}/check/"))
    assert checked.count("What kind of space is it?") == 2 * 4  # each with its link, and one to look at again
    again = client.get(here).content.decode()
    assert '<option value="hosted" selected>' in again
    assert 'name="space_kind@reviews--because" value="bought"' in again


def test_the_page_of_a_list_takes_names_kinds_and_states_together_or_nothing(
    client: Any, begun: Callable[..., Any]
) -> None:
    from advisor.workspace.models import Round

    round = begun()
    listing = f"/rounds/{round.pk}/lists/spaces"
    for name in ("Forum", "Insta"):
        client.post(f"{listing}/save/", {"name": name})
    shown = client.get(page_of(round, "list:spaces")).content.decode()
    assert [shown.count(f'<select id="{one}@') for one in ("space_kind", "space_state")] == [2, 2]
    fields = {"space_kind@forum": "hosted", "space_state@forum": "decided", "space_state@forum--due": "2026-12-24",
              "space_kind@insta": "page", "name-insta": "Instagram", "name": "Reviews"}  # fmt: skip
    before = Round.objects.get(pk=round.pk).document
    for wrong in ({"name": "forum"}, {"name-insta": " "}, {"space_state@insta": "--not-applicable"}):
        for button in ("save", "close"):
            refused = client.post(f"{listing}/{button}/", {**fields, **wrong})
            assert refused.status_code == 422, (button, wrong)
            assert 'value="2026-12-24"' in refused.content.decode(), "what was filled in stands there still"
            assert Round.objects.get(pk=round.pk).document == before
    sent = client.post(f"{listing}/close/", {**fields, "complete": "on"})
    assert sent["location"] == page_of(round, "list:spaces"), "a space has come, and its kind is not told"
    document = Round.objects.get(pk=round.pk).document
    told_of_forum = {"space_kind": "hosted", "space_state": {"is": "decided", "due": "2026-12-24"}}
    assert document["spaces"] == {
        "list": [
            {"id": "forum", "name": "Forum", "answers": told_of_forum},
            {"id": "insta", "name": "Instagram", "answers": {"space_kind": "page"}},
            {"id": "reviews", "name": "Reviews"},
        ],
        "more": "no",
    }  # fmt: skip
    left = client.post(f"{listing}/close/", {"complete": "on"})["location"]
    assert left == page_of(round, "other_groups"), "what was left open is asked later"


def test_a_list_of_which_nobody_knows_more_is_asked_for_once(client: Any, begun: Callable[..., Any]) -> None:
    from advisor.workspace.models import Round
    from advisor.workspace.round_session import sitting
    from advisor.workspace.steps import following

    def way(round: Any) -> list[str]:
        held = sitting(Round.objects.get(pk=round.pk))
        step, seen = following(held, None), []
        while step is not None and step.id not in seen:
            seen.append(step.id)
            step = following(held, step)
        return seen

    round = begun()
    assert way(round).count("list:spaces") == 1
    client.post(f"/rounds/{round.pk}/lists/spaces/close/", {})
    assert "list:spaces" not in way(round)


def test_whoever_else_has_the_round_open_is_named(workspace: Any, begun: Callable[..., Any]) -> None:
    round = begun()
    with house():
        anna, karim = somebody("anna", "partner"), somebody("karim", "partner")
        at = f"/rounds/{round.pk}/"
        assert "at this moment" not in told(browser(anna).get(at))
        assert "Here at this moment, too: Anna" in told(browser(karim).get(f"{at}questions/size/"))
        assert "Here at this moment, too: Karim" in told(browser(anna).get(at))


def test_a_list_that_is_empty_asks_for_its_entries(client: Any, begun: Callable[..., Any]) -> None:
    shown = told(client.get(f"/rounds/{begun().pk}/"))
    assert "Which are the places where you speak, or where people speak of you? None listed yet." in shown
