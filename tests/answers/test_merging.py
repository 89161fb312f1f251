"""`advisor answers merge` over lists, respondents, disputes and what is partly known, on files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from advisor.answers import Answer, Answers, AnswerState, Choices, read_answers
from advisor.answers.answer import Account, Instance, InstanceList, Range, Remaining, Respondent
from advisor.answers.matching import matched_lists, matched_respondents
from advisor.cli import main
from advisor.knowledge import load

CHOIR = Path(__file__).parents[1] / "knowledge_bases" / "choir"
KB = load(CHOIR)
HEAD = "respondents: [{id: head, name: La directrice, role: directrice}]\n"
MASTER = "respondents: [{id: master, name: Le chef de chœur}]\n"


def file(directory: Path, name: str, content: str) -> Path:
    path = directory / f"{name}.yaml"
    path.write_text(f"brand: École du Val\ndate: 2026-11-20\nlanguage: fr\n{content}", encoding="utf-8")
    return path


def merge(tmp_path: Path, *contents: str, more: tuple[str, ...] = ()) -> tuple[int, str, Path]:
    """Merge files with these contents; what was said has plain spaces and no line breaks."""
    names = ("mine", "hers", "his")
    paths = [str(file(tmp_path, name, content)) for name, content in zip(names, contents, strict=False)]
    output = tmp_path / "together.yaml"
    done = CliRunner().invoke(main, ["answers", "merge", *paths, "-o", str(output), "--kb", str(CHOIR), *more])
    assert done.exit_code in (0, 1), done.output
    return done.exit_code, re.sub(r"\s+", " ", done.output.replace("\u00a0", " ")), output


def merged(tmp_path: Path, *contents: str, more: tuple[str, ...] = ()) -> Answers:
    status, said, output = merge(tmp_path, *contents, more=more)
    assert status == 0, said
    return read_answers(output, KB)


def choirs(*listed: str, more: str = "") -> str:
    one = ", ".join(listed)
    return f"choirs: {{list: [{one}], more: {more}}}\n" if more else f"choirs: [{one}]\n"


def test_instances_match_by_id_and_then_by_name_and_those_that_are_new_are_added(tmp_path: Path) -> None:
    both = merged(
        tmp_path,
        choirs("{id: altos, name: Les Altos, answers: {singers: 14}}", "{id: kids, name: Chœur d’enfants}", more="yes"),
        choirs(
            "{id: altos, answers: {solo_fees: done}}",
            "{id: children, name: chœur  d’Enfants, answers: {singers: 25}, flags: [mood]}",
            "{id: men, name: Les hommes, answers: {singers: 9}, notes: {mood: {text: Rien entendu}}}",
        ),
    )
    assert [one.id for one in both.instances["choir"].instances] == ["altos", "kids", "men"]
    assert both.instances["choir"].complete
    assert both.of("singers@altos").value == 14
    assert both.of("solo_fees@altos").value == "done"
    assert both.of("singers@kids").value == 25
    assert both.of("singers@men").value == 9
    assert both.flags == ("mood@kids",)
    assert both.notes["mood@men"][0].text == "Rien entendu"


ONE, TWO = Instance("one", "One"), Instance("two", "Two")


@pytest.mark.parametrize(
    ("first", "second", "complete", "contradict"),
    [
        (InstanceList((ONE,), True), InstanceList((ONE,)), True, False),
        (InstanceList((ONE,), True), InstanceList((TWO,)), False, True),
        (InstanceList((ONE,), True), InstanceList((ONE, TWO), True), True, True),
        (InstanceList((ONE, TWO)), InstanceList((ONE,), True), False, True),
        (InstanceList((ONE,)), InstanceList((TWO,)), False, False),
        (InstanceList(), InstanceList((), True), True, False),
        (InstanceList((ONE,), True), InstanceList((Instance("one", "Uno"),), True), True, True),
    ],
)
def test_a_joined_list_is_complete_only_where_somebody_who_names_all_said_so(
    first: InstanceList, second: InstanceList, complete: bool, contradict: bool
) -> None:
    matched = matched_lists(first, second)
    assert (matched.joined.complete, matched.contradict) == (complete, contradict)


def test_an_id_wins_over_a_name() -> None:
    crossed = InstanceList((Instance("two", "One"), Instance("three", "Two")))
    assert matched_lists(InstanceList((ONE, TWO)), crossed).ids == {"two": "two", "three": "three"}


def test_more_instances_than_there_may_be_are_refused_by_name(tmp_path: Path) -> None:
    mine, hers = (choirs(*(f"{{id: {letter}{n}, name: {letter}{n}}}" for n in range(4))) for letter in "ab")
    status, said, output = merge(tmp_path, mine, hers)
    assert status == 1
    assert "plus de 6" in said
    assert "a0, a1, a2, a3, b0, b1, b2 et b3" in said
    assert not output.exists()


def test_two_people_under_one_id_stay_two() -> None:
    first, second = Respondent("head", "Anna"), Respondent("head", "Bruno", "chair")
    matched = matched_respondents([first], [second, Respondent("anna", "anna", "director")])
    assert matched.ids == {"head": "bruno", "anna": "head"}
    assert matched.joined == (Respondent("head", "Anna", "director"), Respondent("bruno", "Bruno", "chair"))


def test_who_said_what_is_kept_where_both_files_name_whom_they_asked(tmp_path: Path) -> None:
    both = merged(
        tmp_path,
        HEAD + "answers: {teaches: adults, concert_hall: no, merge_choirs: {state: unknown}}\n",
        MASTER + "answers: {teaches: adults, merge_choirs: decided, concert_hall: yes}\n",
    )
    assert [one.id for one in both.respondents] == ["head", "master"]
    assert both.of("teaches") == Answer(AnswerState.ANSWERED, "adults", said_by="head")
    assert both.of("merge_choirs").said_by == "master"
    hall = both.of("concert_hall")
    assert hall.accounts == (Account("no", "head"), Account("yes", "master"))
    assert (hall.value, hall.partly_known) == (Remaining(("yes", "no")), True)


def test_what_contradicts_is_refused_at_once_with_both_where_nobody_is_named(tmp_path: Path) -> None:
    mine = (
        choirs("{id: altos, name: Les Altos, answers: {singers: 14, solo_fees: no}}") + "answers: {teaches: adults}\n"
    )
    status, said, output = merge(tmp_path, mine, mine.replace("14", "15").replace("adults", "children"))
    assert status == 1
    assert "se contredisent sur 2 réponses" in said
    assert "Question 4@altos" in said
    for words in ("14 chanteurs", "15 chanteurs", "Des adultes", "Des enfants", "--conflicts dispute"):
        assert words in said
    assert not output.exists()


def test_asked_to_a_dispute_is_kept_under_the_names_of_the_files(tmp_path: Path) -> None:
    mine, hers = ("answers: {teaches: adults}\n", "answers: {teaches: children}\n")
    both = merged(tmp_path, mine, hers, more=("--conflicts", "dispute"))
    assert both.of("teaches").accounts == (Account("adults", "mine"), Account("children", "hers"))
    assert [one.name for one in both.respondents] == ["mine", "hers"]


def test_three_files_give_three_accounts_and_who_repeats_adds_none(tmp_path: Path) -> None:
    files = [
        f"respondents: [{{id: {by}, name: {by}}}]\nanswers: {{teaches: {said}}}\n"
        for by, said in (("anna", "adults"), ("bruno", "children"), ("anna", "adults"))
    ]
    both = merged(tmp_path, *files)
    assert both.of("teaches").accounts == (Account("adults", "anna"), Account("children", "bruno"))
    third = merged_again(tmp_path, files[2].replace("anna", "carla"))
    assert [one.by for one in third.of("teaches").accounts] == ["anna", "bruno", "carla"]


def merged_again(tmp_path: Path, content: str) -> Answers:
    """What stands in the output merged with one more file."""
    again = tmp_path / "again"
    again.mkdir()
    text = (tmp_path / "together.yaml").read_text(encoding="utf-8").partition("language: fr\n")[2]
    return merged(again, text, content)


@pytest.mark.parametrize(
    ("mine", "hers", "value"),
    [
        ("teaches: {not: [children]}", "teaches: {not: [adults]}", "everybody"),
        ("teaches: {not: [children]}", "teaches: adults", "adults"),
        ("merge_choirs: {not: [now]}", "merge_choirs: {not: [now]}", Remaining(("decided", "no"))),
    ],
)
def test_what_is_partly_known_narrows(tmp_path: Path, mine: str, hers: str, value: object) -> None:
    both = merged(tmp_path, f"answers: {{{mine}}}\n", f"answers: {{{hers}}}\n")
    (answer,) = both.given.values()
    assert (answer.value, answer.partly_known) == (value, isinstance(value, Remaining))


def test_what_came_of_two_answers_is_told(tmp_path: Path) -> None:
    mine = choirs("{id: altos, name: Les Altos, answers: {singers: {at_least: 10, at_most: 20}}}")
    hers = choirs("{id: altos, name: Les Altos, answers: {singers: {at_least: 15}}}")
    plans = ("answers: {sell_piano: decided}\n", "answers: {sell_piano: {is: decided, due: 2026-12-24}}\n")
    status, said, _ = merge(tmp_path, mine + plans[0], hers + plans[1])
    assert status == 0, said
    assert "2 différences" in said
    assert "réunis : 15 à 20 chanteurs" in said
    assert "réunis : Décidé (échéance : 24 décembre 2026)" in said


def test_ranges_and_lists_narrow_within_an_instance(tmp_path: Path) -> None:
    sides = (
        "singers: {at_least: 10, at_most: 20}, mood: {yes: [laughter]}",
        "singers: {at_least: 15}, mood: {no: [leavers]}",
    )
    both = merged(tmp_path, *(choirs(f"{{id: altos, answers: {{{answers}}}}}") for answers in sides))
    assert both.of("singers@altos").value == Range(15, 20)
    assert both.of("mood@altos").value == Choices(frozenset({"laughter"}), frozenset({"leavers", "nothing"}))


def test_one_answer_with_two_speakers_or_days_contradicts_nothing(tmp_path: Path) -> None:
    people = "respondents: [{id: head}, {id: master}]\nanswers:\n"
    both = merged(
        tmp_path,
        people + "  merge_choirs: {is: decided, said_by: head}\n  sell_piano: {is: decided, due: 2026-12-01}\n",
        people
        + "  merge_choirs: {is: decided, said_by: master, due: 2027-01-01}\n"
        + "  sell_piano: {is: decided, due: 2026-12-24}\n",
    )
    assert both.of("merge_choirs") == Answer(AnswerState.ANSWERED, "decided", due="2027-01-01", said_by="head")
    assert both.of("sell_piano").due == "2026-12-01"
    assert "24 décembre 2026" in both.notes["sell_piano"][0].text


def test_the_review_is_joined_and_an_approval_stays_behind(tmp_path: Path) -> None:
    mine = (
        choirs("{id: altos, name: Les Altos}")
        + "review:\n  opening: Le mien\n  advice:\n    pay-no-soloists: {owner: Anna}\n"
    )
    hers = choirs("{id: alti, name: Les Altos}") + (
        "knowledge_base: {id: music-school, version: 1.0.0}\n"
        "review:\n  status: approved\n  by: Bruno\n  opening: Le sien\n  advice:\n"
        "    pay-no-soloists: {owner: Bruno, due: 2026-12-15}\n    pay-no-soloists@alti: {note: Urgent}\n"
        "  own: [{id: own-1, title: Accorder le piano, recommendation: Avant Noël, steps: [Appeler]}]\n"
        "  order: [pay-no-soloists@alti, own-1]\n"
    )
    status, said, output = merge(tmp_path, mine, hers)
    assert status == 0, said
    both = read_answers(output, KB)
    assert (both.review.status, both.review.opening) == ("draft", "Le mien")
    advice = both.review.advice
    assert (advice["pay-no-soloists"].owner, advice["pay-no-soloists"].due) == ("Anna", "2026-12-15")
    assert advice["pay-no-soloists@altos"].note == "Urgent"
    assert both.review.own[0].steps == ("Appeler",)
    assert both.review.order == ("pay-no-soloists@altos", "own-1")
    assert both.knowledge_base is not None
    assert "Clé « review.status »" in said
    assert "Clé « review.advice.pay-no-soloists.owner »" in said


def test_a_file_merged_with_itself_stays_as_it_is(tmp_path: Path) -> None:
    text = (CHOIR / "cases" / "village-school.yaml").read_text(encoding="utf-8")
    text = text.partition("language: fr\n")[2].replace(
        "concert_hall: yes", "concert_hall: {accounts: [{is: no, by: head}, {is: yes, by: head}]}"
    )
    status, said, output = merge(tmp_path, HEAD + text, HEAD + text)
    assert status == 0
    assert "ne disent rien de différent" in said
    assert output.read_text(encoding="utf-8") == (tmp_path / "mine.yaml").read_text(encoding="utf-8")


def test_merged_lists_can_be_assessed_and_merged_into_a_file_without_any(tmp_path: Path) -> None:
    text = (CHOIR / "cases" / "village-school.yaml").read_text(encoding="utf-8")
    case = read_answers(CHOIR / "cases" / "village-school.yaml", KB)
    both = merged(tmp_path, "answers: {}\n", text.partition("language: fr\n")[2])
    assert both.given == case.given
    assert both.instances == case.instances
    arguments = ["assess", str(tmp_path / "together.yaml"), "--json", "--kb", str(CHOIR)]
    assert '"pay-no-soloists@altos"' in CliRunner().invoke(main, arguments).output


def test_lists_of_a_case_are_not_written_into(tmp_path: Path) -> None:
    status, said, output = merge(tmp_path, "based_on: village-school\n", choirs("{id: men}"))
    assert status == 1
    assert "village-school" in said
    assert not output.exists()


def test_comments_stay_where_answers_are_put_down_to_somebody(tmp_path: Path) -> None:
    mine = HEAD + "answers:\n  teaches: adults   # vu sur place\n  # le piano\n  sell_piano: no\n"
    status, _, output = merge(tmp_path, mine, MASTER + "answers: {concert_hall: yes}\n")
    assert status == 0
    text = output.read_text(encoding="utf-8")
    assert "teaches: {is: adults, said_by: head} # vu sur place\n" in text
    assert "  # le piano\n  sell_piano: {is: no, said_by: head}\n" in text
