"""Loose ends and bad habits are warned of where they stand, and stay silent where authors gave a reason."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from advisor.knowledge import CODES, examine, load

from .conftest import SMALL, Workshop
from .defects_of_contexts import ADVICE as CHOIRS
from .test_planted_errors import CUSTOMERS, KB, PROMISES, RIDERS, SERVICE, STATE, WORKSHOP


class Habit(NamedTuple):
    """What is replaced where (⌖ marks where the warning must stand), its code, about which entry, words it must say."""

    code: str
    about: str
    file: str
    old: str
    new: str
    says: str


HABITS = [
    Habit("W002", "lights", WORKSHOP, "  - id: spare_parts",
          '  - id: ⌖lights\n    ask: {fr: "L ?", en: "L?"}\n    type: yes_no\n  - id: spare_parts', "stop asking"),
    Habit("W003", "busy", STATE, "rules:\n",
          '  - id: ⌖busy\n    title: {fr: "On s’active", en: "It is busy"}\n'
          '    meaning: {fr: "Il y a du travail.", en: "There is work."}\n'
          "rules:\n  - {id: busy-with-repairs, when: {services: repairs}, conclude: [busy]}\n", "shown: yes"),
    Habit("W004", "service_sound", STATE,
          "  - id: quick-and-quiet\n    when: {repair_wait: days, complaints: none_seen}",
          "  - id: quick-and-quiet\n    when: {all: [{repair_wait: days}, {repair_wait: {any_of: [week, month]}}]}",
          "contradicts itself"),
    Habit("W005", "repair_wait/quarter", WORKSHOP, "      - {id: month, ",
          '      - {id: year, label: {fr: "Un an", en: "A year"}}\n'
          '      - {id: ⌖quarter, label: {fr: "Un trimestre", en: "A quarter"}}\n      - {id: month, ',
          'from "year"'),
    Habit("W005", "services/washing", WORKSHOP, "      - {id: courses, ",
          '      - {id: ⌖washing, label: {fr: "Lavage", en: "Washing"}}\n      - {id: courses, ', "No condition reads"),
    Habit("W006", "weather", KB, "themes:\n", 'themes:\n  - id: ⌖weather\n    title: {fr: "Temps", en: "Weather"}\n',
          "No advice belongs"),
    Habit("W007", "shrink-the-fleet", SERVICE, 'en: "Shrink the rental fleet"', 'en: ⌖"hire a  mechanic"',
          "same title"),
    Habit("W008", "B1-04", "sources.yaml",
          '    not_used: "A matter of taste, not of running a workshop."\n', "", "Nothing carries"),
    Habit("W009", "B1-03", "sources.yaml", "    shown_by: [one-mechanic-is-overloaded/alone-and-a-week]\n",
          "    ⌖not_used: \"Why not?\"\n", "carries this claim"),
    Habit("W010", "hang-a-sign", SERVICE, "    replaced_by: display-real-delays\n", "", "taken its place"),
    Habit("W011", "keep-repairing-quickly", SERVICE,
          "      - {name: \"slow\", fires: no, answers: {services: [repairs], repair_wait: month}}\n", "",
          "one in which it does not"),
    Habit("W012", "keep-repairing-quickly", SERVICE, "when: {service_sound: yes}",
          "when: {service_sound: yes, not: {⌖rental_fleet: 5}}", "does not apply"),
    Habit("W013", "lend-tools", RIDERS,
          '    postpone_while:\n      - when: {overloaded: yes}\n        says: {fr: "une fois l\'atelier désengorgé", '
          'en: "once the workshop has caught up"}\n', "", "in order first"),
    Habit("W014", "hire-a-mechanic", SERVICE, "    phase: organise\n    rank: 20\n",
          "    phase: repair\n    rank: ⌖10\n", '"answer-complaints" has the rank 10 within major and repair'),
    Habit("W015", "keep-repairing-quickly", SERVICE, "when: {service_sound: yes}", "when: {promises_broken: yes}",
          "same condition"),
    Habit("W016", "hire-a-mechanic", KB, "themes:\n",
          'switched_off:\n  - ⌖{code: W014, at: hire-a-mechanic, reason: "x"}\nthemes:\n', "Remove this entry"),
    Habit("W017", "hire-a-mechanic", SERVICE, "    rank: 20\n", "    rank: 20\n    subsumes: [⌖hang-a-sign]\n",
          'Name "display-real-delays" instead'),
    Habit("W018", "B2-02", "sources.yaml",
          "    shown_by: [no-campaign-over-broken-promises/campaign-planned]\n", "", "at work"),
    Habit("W024", "campaign_planned/no", PROMISES,
          'changeable: [{to: no, effort: low, says: {fr: "Renoncez à la campagne", en: "Drop the campaign"}}]',
          "changeable: [⌖{to: no, effort: low}]", "add says"),
]  # fmt: skip
HABITS_OF_CONTEXTS = [
    Habit("W019", "room", KB, "contexts:\n",
          'contexts:\n  - id: ⌖room\n    list: rooms\n    title: {en: "Room", fr: "Salle"}\n'
          '    ask: {en: "Which rooms?", fr: "Quelles salles ?"}\n', "for_each: room"),
    Habit("W019", "place", KB, "words:\n", 'words:\n  place:\n    - ⌖{en: "house", fr: "maison"}\n', "No text prints"),
    Habit("W020", "none-is-strained", STATE,
          "for_every: {choir: {where: {choir_state: rehearses}, holds: {strained: no}}}",
          "for_every: {choir: {holds: {⌖shared_tea: done}}}", "under where which ones"),
    Habit("W021", "none-is-strained", STATE,
          "        - for_some: {choir: {where: {choir_state: rehearses}}}\n        - for_every",
          "        - ⌖for_every", "without any such choir"),
    Habit("W021", "merry-choirs", CHOIRS, "    when: {choir_state: rehearses, mood: laughter}\n",
          "    when: {⌖for_every: {choir: {holds: {mood: laughter}}}}\n", "says something good"),
    Habit("W022", "two-sore-points", CHOIRS,
          "  - id: two-sore-points\n    kind: gap\n    theme: house\n    severity: minor\n    phase: mend\n",
          "  - id: ⌖two-sore-points\n    kind: gap\n    theme: house\n    severity: major\n    phase: decide\n",
          "has no rank"),
    Habit("W023", "merge-with-them", CHOIRS,
          "    when: {merge_choirs: decided}\n"
          '    title: {en: "Decide the merger with the singers", fr: "Décidez de la réunion avec les chanteurs"}\n'
          "    observed: {",
          "    when: {merge_choirs: {any_of: [now, decided]}}\n"
          '    title: {en: "Decide the merger with the singers", fr: "Décidez de la réunion avec les chanteurs"}\n'
          "    observed: ⌖{", "says the same of each"),
    Habit("W005", "plans/never", "questionnaire/plans.yaml", "    all_others: no\n",
          '      - {id: ⌖never, label: {en: "Never", fr: "Jamais"}}\n    all_others: no\n', "tells the option"),
    Habit("W002", "lights", "questionnaire/plans.yaml", "      - {id: sell_piano, ",
          '      - {id: ⌖lights, label: {en: "Lights are changed", fr: "On change les lampes"}}\n'
          "      - {id: sell_piano, ", "Nothing reads"),
]  # fmt: skip
BY_CODE = [f"{habit.code}-{habit.about}" for habit in HABITS]


@pytest.mark.parametrize("habit", HABITS, ids=BY_CODE)
def test_habit_is_warned_of_at_its_place(habit: Habit, workshop: Workshop) -> None:
    place = workshop.plant(habit.file, habit.old, habit.new)

    problems = workshop.problems()

    matching = [problem for problem in problems if problem.code == habit.code and problem.about == habit.about]
    assert matching, [problem.headline() for problem in problems]
    assert place is None or [workshop.place_of(problem) for problem in matching] == [place]
    assert all(problem.warning and habit.says in problem.message for problem in matching)


@pytest.mark.parametrize("habit", HABITS, ids=BY_CODE)
def test_warning_does_not_keep_a_knowledge_base_from_loading(habit: Habit, workshop: Workshop) -> None:
    workshop.plant(habit.file, habit.old, habit.new)

    assert load(workshop.directory).id == "bicycle-workshop"


@pytest.mark.parametrize("habit", [habit for habit in HABITS if habit.code != "W016"], ids=lambda habit: habit.code)
def test_warning_can_be_switched_off_with_a_reason(habit: Habit, workshop: Workshop) -> None:
    workshop.plant(habit.file, habit.old, habit.new)
    at = habit.about.partition("/")[0]
    switch = f'switched_off:\n  - {{code: {habit.code}, at: {at}, reason: "Meant that way."}}\n'
    path = workshop.path(KB)
    path.write_text(path.read_text("utf-8") + switch, "utf-8")

    problems = workshop.problems()

    assert habit.code not in {problem.code for problem in problems}
    assert "W016" not in {problem.code for problem in problems}


@pytest.mark.parametrize(
    "habit", HABITS_OF_CONTEXTS, ids=[f"{habit.code}-{habit.about}" for habit in HABITS_OF_CONTEXTS]
)
def test_habit_of_contexts_is_warned_of_once_at_its_place(habit: Habit, choir: Workshop) -> None:
    place = choir.plant(habit.file, habit.old, habit.new)

    problems = choir.problems()

    assert [choir.place_of(problem) for problem in problems if problem.code == habit.code] == [place]
    assert [(problem.about, problem.warning) for problem in problems if problem.code == habit.code] == [
        (habit.about, True)
    ]
    assert all(habit.says in problem.message for problem in problems if problem.code == habit.code)


def test_every_warning_is_planted() -> None:
    # W001 is about whole files and has tests of its own.
    assert {habit.code for habit in (*HABITS, *HABITS_OF_CONTEXTS)} | {"W001"} == {
        code.code for code in CODES if code.warning
    }


def test_the_small_knowledge_base_is_without_blemish() -> None:
    assert [problem.headline() for problem in examine(SMALL)] == []


def test_warnings_that_would_mislead_are_held_back_while_something_cannot_be_read(workshop: Workshop) -> None:
    workshop.plant(SERVICE, "kind: strength", "kind: strenght")
    workshop.plant(
        PROMISES,
        "  - id: campaign_planned",
        '  - id: lights\n    ask: {fr: "L ?", en: "L?"}\n    type: yes_no\n  - id: campaign_planned',
    )

    assert {problem.code for problem in workshop.problems()} == {"E024"}


def test_not_over_a_question_whose_relevance_is_demanded_beside_it_is_no_warning(workshop: Workshop) -> None:
    workshop.plant(
        SERVICE, "when: {service_sound: yes}", "when: {service_sound: yes, services: rental, not: {rental_fleet: 5}}"
    )

    assert workshop.problems() == ()


def test_option_printed_in_a_text_is_distinguished(workshop: Workshop) -> None:
    workshop.plant(
        CUSTOMERS,
        "      - {id: never, ",
        '      - {id: soon, label: {fr: "Bientôt", en: "Soon"}}\n      - {id: never, ',
    )

    assert workshop.problems() == ()


def test_options_that_only_the_order_of_a_list_tells_apart_count_as_the_same_condition(workshop: Workshop) -> None:
    workshop.plant(SERVICE, "when: {service_sound: yes}", "when: {complaint_reply: {any_of: [never, later]}}")

    assert {problem.code for problem in workshop.problems()} == {"W015", "W023"}


def test_sub_point_may_share_its_parents_condition(workshop: Workshop) -> None:
    workshop.plant(
        SERVICE, "      any:\n        - {overloaded: yes}\n        - {repair_wait: week}", "      promises_broken: yes"
    )

    assert [problem.code for problem in workshop.problems() if problem.code == "W015"] == []


@pytest.mark.parametrize(
    "told_apart",
    [
        "    observed: {en: \"Is it? {{ answer('merge_choirs') }}.\", fr: \"{{ answer('merge_choirs') }}.\"}\n",
        '    observed: {en: "They merge.", fr: "Ils se réunissent."}\n'
        "    variants:\n      - when: {merge_choirs: now}\n        effort: high\n"
        '        observed: {en: "They merge already.", fr: "Ils se réunissent déjà."}\n',
        '    observed: {en: "They merge.", fr: "Ils se réunissent."}\n'
        '    add:\n      - when: {merge_choirs: now}\n        observed: {en: "It has begun.", fr: "C’est commencé."}\n',
    ],
    ids=["the answer printed", "a variant", "an addition"],
)
def test_ways_that_the_words_tell_apart_are_no_warning(told_apart: str, choir: Workshop) -> None:
    choir.plant(CHOIRS, "    when: {merge_choirs: decided}\n", "    when: {merge_choirs: {any_of: [now, decided]}}\n")
    choir.plant(CHOIRS, '    observed: {en: "A merger is decided.", fr: "Une réunion est décidée."}\n', told_apart)

    assert [problem.headline() for problem in choir.problems()] == []


LAUGHTER = "    when: {choir_state: rehearses, mood: laughter}\n"
EITHER_STATE = "    when: {choir_state: {any_of: [rehearses, planned]}, mood: laughter}\n"


def _of_several_ways(choir: Workshop) -> list[str | None]:
    return [problem.about for problem in choir.problems() if problem.code == "W023"]


def test_columns_of_the_list_need_no_words_where_the_text_names_the_instances(choir: Workshop) -> None:
    choir.plant(CHOIRS, LAUGHTER, EITHER_STATE)
    assert _of_several_ways(choir) == []

    choir.plant(
        CHOIRS,
        'observed: {en: "Laughter was heard in {{ choirs }}.", fr: "On a entendu des rires {{ choirs | a }}."}',
        'observed: {en: "Laughter was heard.", fr: "On a entendu des rires."}',
    )
    assert _of_several_ways(choir) == ["merry-choirs"]


def test_answers_of_later_sections_need_words_where_the_text_names_the_instances(choir: Workshop) -> None:
    (choir.directory / "questionnaire" / "names.yaml").write_text(
        'section: names\ntitle: {en: "Names", fr: "Noms"}\nfor_each: choir\nquestions:\n  - id: named\n'
        '    ask: {en: "Has it a name?", fr: "A-t-il un nom ?"}\n    type: yes_no\n',
        "utf-8",
    )
    choir.plant(KB, "sections: [school, choirs,", "sections: [school, names, choirs,")
    choir.plant(CHOIRS, LAUGHTER, EITHER_STATE)

    assert _of_several_ways(choir) == ["merry-choirs"]


def test_conclusions_whose_meaning_the_report_prints_need_no_words(workshop: Workshop) -> None:
    ways = "when: {any: [{service_sound: yes}, {promises_broken: yes}]}"
    workshop.plant(SERVICE, "when: {service_sound: yes}", ways)
    assert _of_several_ways(workshop) == []

    shown = 'en: "Bicycles come back soon and well repaired."}\n    shown: yes'
    workshop.plant(STATE, shown, shown.removesuffix("\n    shown: yes"))
    assert len(_of_several_ways(workshop)) == 1
