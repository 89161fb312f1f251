"""Every error a rule author can make is reported at its line and column, with a sentence that helps."""

from __future__ import annotations

import pytest

from advisor.knowledge import CODES, KnowledgeBaseError, Problem, load

from .conftest import HERE, Defect, Workshop
from .defects_of_contexts import DEFECTS_OF_CONTEXTS

KB = "knowledge-base.yaml"
SERVICE = "advice/service.yaml"
RIDERS = "advice/riders.yaml"
STATE = "conclusions/state.yaml"
WORKSHOP = "questionnaire/workshop.yaml"
CUSTOMERS = "questionnaire/customers.yaml"
PROMISES = "questionnaire/promises.yaml"

DEFECTS = [
    # What YAML itself refuses, or what a data file has no need of.
    Defect("E006", SERVICE, '"Take down the poster."', '⌖"Take \\x07down the poster."', "U+0007"),
    Defect("E007", KB, '"Advice for a bicycle workshop"', "Advice⌖: for a workshop", "in quotes"),
    Defect("E007", KB, '{fr: "Les cyclistes", en: "Riders"}', '{fr: "Les cyclistes",\n      en: "Riders" ⌖fr: x}',
           "bracket or brace"),
    Defect("E007", KB, '{fr: "Les cyclistes", en: "Riders"}', '⌖{fr: "Les cyclistes", en: "Riders"',
           "never closed. Close"),
    Defect("E007", SERVICE, '”, and it is not kept."', "”, and it is not kept.", "never closed"),
    Defect("E007", KB, 'en: "Riders"}', 'en: ⌖"Riders}', "never closed"),
    Defect("E007", SERVICE, "    effort: low\n    when: {promises_broken: yes}",
           "⌖\teffort: low\n    when: {promises_broken: yes}", "tab"),
    Defect("E007", SERVICE, '{fr: "Ne promettez plus de dates", ', "{fr: 'N'⌖importe quoi', ", "Double an apostrophe"),
    Defect("E008", SERVICE, "when: {promises_broken: yes}", "when: ⌖&broken {promises_broken: yes}", "in full"),
    Defect("E008", SERVICE, "replaced_by: display-real-delays", "replaced_by: ⌖*broken", "in full"),
    Defect("E009", SERVICE, "rank: 20", "rank: ⌖!!int 20", "Tags"),
    Defect("E010", SERVICE, "    rank: 20\n", "    rank: 20\n    ⌖<<: {effort: low}\n", "Merge keys"),
    Defect("E011", SERVICE, "    rank: 20\n", "    rank: 20\n    ⌖rank: 30\n", '"rank" stands twice'),
    Defect("E012", SERVICE, "    rank: 20\n", "    rank: 20\n    ? ⌖[a]\n    : b\n", "single word"),
    Defect("E017", "checks.yaml", "checks:", "---\nx: 1\n⌖---\nchecks:", "second document"),
    # The shape of entries.
    Defect("E021", SERVICE, "    severity: critical", "    ⌖severty: x\n    severity: critical", 'mean "severity"'),
    Defect("E021", WORKSHOP, "    min: 0", "    ⌖minimum: 0\n    min: 0", 'no key "minimum"'),
    Defect("E021", SERVICE, "        ⌖claims: [B1-02]".replace("⌖", ""), "        ⌖claim: [B1-02]", 'mean "claims"'),
    Defect("E022", RIDERS, "  - id: answer-complaints\n    kind: mistake", "  - ⌖id: answer-complaints", '"kind"'),
    Defect("E023", SERVICE, "claims: [B1-03]\n    examples:\n      - name: \"a-month-without-excuse\"",
           "claims: ⌖B1-03\n    examples:\n      - name: \"a-month-without-excuse\"", "must be a list"),
    Defect("E023", SERVICE, 'en: "Bicycles leave within days."', "en: ⌖[Bicycles, leave]", "put a text with commas"),
    Defect("E023", SERVICE, "rank: 20", 'rank: ⌖"20"', "whole number without quotes"),
    Defect("E023", SERVICE, 'title: {fr: "Des réparations rapides", en: "Quick repairs"}', 'title: ⌖"Quick repairs"',
           "in every language"),
    Defect("E023", SERVICE, "unless:\n      - when: {supplier_strike: yes}\n        says: {fr: \"la grève explique "
           "l'attente\", en: \"the strike explains the wait\"}\n      - {spare_parts: no}",
           "unless: ⌖{supplier_strike: yes}", "begin each condition with a dash"),
    Defect("E024", SERVICE, "severity: critical", "severity: ⌖critcal", 'mean "critical"'),
    Defect("E024", SERVICE, "kind: ask", "kind: ⌖question", "mistake, myth, gap, risk, opportunity, strength or ask"),
    Defect("E024", CUSTOMERS, "alone: yes", "alone: ⌖true", "yes or no"),
    Defect("E025", SERVICE, "when: {service_sound: yes}", "⌖when:", "has no value"),
    Defect("E025", SERVICE, 'en: "There is no sign."', 'en: ⌖"  "', "empty"),
    Defect("E026", SERVICE, "  - id: hire-a-mechanic", "  - id: ⌖Hire_A_Mechanic", "hyphens"),
    Defect("E026", CUSTOMERS, "  - id: loyal_riders", "  - id: ⌖loyal-riders", "underscores"),
    Defect("E027", SERVICE, 'nuance: {fr: "Un délai prudent peut rester.", en: "A cautious delay may stay."}',
           '⌖nuance: {fr: "Un délai prudent peut rester."}', "lacks the language en"),
    Defect("E028", SERVICE, 'en: "A cautious delay may stay."', 'en: "A cautious delay may stay.", ⌖ed: "x"',
           'mean "en"'),
    Defect("E029", SERVICE, "rank: 20", "rank: ⌖-1", "from 0 to 10,000"),
    Defect("E030", SERVICE, "when: {promises_broken: yes}\n    subsumes: [display-real-delays]",
           "when: {promises_broken: yes}\n    subsumes: [display-real-delays, ⌖display-real-delays]", "twice"),
    # Ids and what refers to them.
    Defect("E031", SERVICE, "  - id: keep-repairing-quickly", "  - id: ⌖answer-complaints", "is taken"),
    Defect("E031", STATE, "  - id: rider_community", "  - id: ⌖loyal_riders", "is taken by the question"),
    Defect("E032", SERVICE, "aliases: [show-delays]", "aliases: [⌖hang-a-sign]", "present id"),
    Defect("E033", SERVICE, "when: {supplier_strike: yes}\n        says",
           "when: {⌖suplier_strike: yes}\n        says", 'mean "supplier_strike"'),
    Defect("E033", SERVICE, "answers: {supplier_strike: yes, spare_parts: no}",
           "answers: {supplier_strike: yes, ⌖spare_prats: no}", 'mean "spare_parts"'),
    Defect("E033", WORKSHOP, "relevant_when: {services: rental}", "relevant_when: {⌖service: rental}",
           'mean "services"'),
    Defect("E033", STATE, "repair_wait: week\n      mechanics: {at_most: 1}",
           "⌖waiting_time: week\n      mechanics: {at_most: 1}", 'write "repair_wait"'),
    Defect("E034", SERVICE, "- {repair_wait: week}", "- {repair_wait: ⌖weak}", 'mean "week"'),
    Defect("E034", RIDERS, "{any_of: [later, never]}", "{any_of: [later, ⌖nevr]}", 'mean "never"'),
    Defect("E034", RIDERS, "answers: {complaints: [price], complaint_reply: same_day}",
           "answers: {complaints: [⌖prices], complaint_reply: same_day}", 'mean "price"'),
    Defect("E034", WORKSHOP, "relevant_when: {services: rental}", "relevant_when: {services: ⌖hire}",
           'write "rental"'),
    Defect("E035", SERVICE, "theme: promises\n    severity: critical", "theme: ⌖promise\n    severity: critical",
           'mean "promises"'),
    Defect("E035", SERVICE, "subsumes: [display-real-delays]", "subsumes: [⌖show-delays]",
           'former name; write "display-real-delays"'),
    Defect("E035", RIDERS, "conflicts_with: [invite-riders]", "conflicts_with: [⌖rider_community]",
           "is a conclusion, not advice"),
    Defect("E035", STATE, "conclude: [service_sound]", "conclude: [⌖service_sond, service_sound]",
           'mean "service_sound"'),
    Defect("E035", KB, "summary: [trust_damaged, service_sound]", "summary: [trust_damaged, ⌖service_sond]",
           'mean "service_sound"'),
    Defect("E035", SERVICE, "claims: [B1-02]", "claims: [⌖B1-20]", 'no claim "B1-20"'),
    Defect("E035", "sources.yaml", "  - id: B1-04", "  - id: ⌖B4-04", 'no source "B4"'),
    Defect("E035", "cases/sound.yaml", "fires: [keep-repairing-quickly]\n  not_fires",
           "fires: [⌖keep-repairing-quickli]\n  not_fires", 'mean "keep-repairing-quickly"'),
    Defect("E035", "checks.yaml", "ask_again: [repair_wait, complaints]", "ask_again: [repair_wait, ⌖complaint]",
           'mean "complaints"'),
    Defect("E035", "cases/overloaded-during-strike.yaml", "based_on: overloaded", "based_on: ⌖overload",
           'mean "overloaded"'),
    # Conditions.
    Defect("E036", SERVICE, 'en: "A cautious delay may stay."', 'en: ⌖A cautious delay may stay."', "begins with none"),
    Defect("E036", "sources.yaml", 'title: "Riders come back"', 'title: ⌖Riders come back"', "begins with none"),
    Defect("E041", SERVICE, "when: {service_sound: yes}", "when: ⌖[{service_sound: yes}]", "{all: […]}"),
    Defect("E041", SERVICE, "when: {service_sound: yes}", "when: ⌖{}", "empty"),
    Defect("E041", SERVICE, "      any:\n        - {overloaded: yes}\n        - {repair_wait: week}",
           "      any: ⌖{overloaded: yes, repair_wait: week}", "list of conditions"),
    Defect("E041", SERVICE, "when: {service_sound: yes}", "when: {⌖any_of: [service_sound]}", "stands under"),
    Defect("E042", STATE, "mechanics: {at_most: 1}", "mechanics: {⌖at_mots: 1}", 'mean "at_most"'),
    Defect("E043", STATE, "mechanics: {at_most: 1}", "mechanics: {⌖any_of: [1]}", "at_least"),
    Defect("E043", RIDERS, "complaint_reply: {any_of: [later, never]}",
           "complaint_reply: {⌖all_of: [later, never]}", "choice question"),
    Defect("E043", STATE, "club_contact: {answered: yes}", "club_contact: ⌖yes", "only be tested with"),
    Defect("E043", SERVICE, "when: {service_sound: yes}", "when: {service_sound: {⌖answered: yes}}",
           "is a conclusion"),
    Defect("E044", SERVICE, "when: {service_sound: yes}", "when: {service_sound: ⌖true}", "write yes or no"),
    Defect("E044", STATE, "mechanics: {at_most: 1}", 'mechanics: {at_most: ⌖"1"}', "without quotes"),
    Defect("E044", RIDERS, "complaint_reply: {any_of: [later, never]}", "complaint_reply: ⌖[later, never]",
           "{any_of: […]}"),
    Defect("E044", RIDERS, "complaint_reply: {any_of: [later, never]}", "complaint_reply: {any_of: ⌖later}",
           "takes a list"),
    Defect("E045", STATE, "mechanics: {at_most: 1}", "mechanics: {at_most: ⌖50}", "always holds"),
    Defect("E045", SERVICE, "rental_fleet: {more_than: 20}", "rental_fleet: {more_than: ⌖200}", "can never hold"),
    Defect("E046", PROMISES, "  - id: campaign_planned", "  - id: ⌖answered", "meaning of its own"),
    # How entries hang together.
    Defect("E051", WORKSHOP, "relevant_when: {services: repairs}", "relevant_when: {⌖complaints: price}",
           "asked later"),
    Defect("E051", CUSTOMERS, "relevant_when: {loyal_riders: yes}", "relevant_when: {⌖overloaded: yes}",
           "answers only"),
    Defect("E051", CUSTOMERS, "relevant_when: {loyal_riders: yes}", "relevant_when: {⌖club_contact: {answered: yes}}",
           "its own answer"),
    Defect("E052", STATE, "  - id: quick-and-quiet\n    when: {repair_wait: days, complaints: none_seen}",
           "  - ⌖id: quick-and-quiet\n    when: {repair_wait: days, complaints: none_seen, service_sound: yes}",
           "service_sound → service_sound"),
    Defect("E053", STATE, "  - id: rider_community",
           '  - id: ⌖orphan\n    title: {fr: "O", en: "O"}\n    meaning: {fr: "O", en: "O"}\n  - id: rider_community',
           'No rule concludes "orphan"'),
    Defect("E054", SERVICE, "    phase: serve\n    effort: low\n    when:\n      any:",
           "    phase: serve\n    effort: low\n    subsumes: [⌖display-real-delays]\n    when:\n      any:", "circle"),
    Defect("E055", SERVICE, "    phase: serve\n    effort: low\n    when:\n      any:",
           "    phase: serve\n    effort: low\n    subsumes: [⌖hire-a-mechanic]\n    when:\n      any:",
           "at least as severe"),
    Defect("E055", SERVICE, "when: {service_sound: yes}",
           "when: {service_sound: yes}\n    subsumes: [⌖hire-a-mechanic]", "no problem"),
    Defect("E056", RIDERS, "conflicts_with: [invite-riders]",
           "conflicts_with: [invite-riders, ⌖no-campaign-over-broken-promises]", "with itself"),
    Defect("E056", STATE, "excludes: [service_sound]", "excludes: [service_sound, ⌖trust_damaged]", "itself"),
    Defect("E056", STATE, "conclude: [service_sound]", "conclude: [⌖trust_damaged, service_sound]".replace("⌖", "")
           .replace(", service_sound", ", ⌖service_sound"), "one rule cannot conclude both"),
    Defect("E057", RIDERS, "      - when: {promises_broken: yes}\n        says: {fr: \"une fois les délais tenus\", "
           'en: "once delays are kept"}', "      - ⌖promises_broken: yes", "until when"),
    Defect("E058", SERVICE, "    kind: strength", "    kind: strength\n    ⌖severity: minor", "of kind strength"),
    Defect("E058", SERVICE, "  - id: shrink-the-fleet\n    kind: gap\n    theme: service\n    severity: minor\n",
           "  - ⌖id: shrink-the-fleet\n    kind: gap\n    theme: service\n", 'needs the key "severity"'),
    Defect("E058", STATE, "    conclude: [service_sound]\n",
           "    conclude: [service_sound]\n    ⌖postpone_while: [{overloaded: yes}]\n", "Only advice"),
    Defect("E059", SERVICE, "    status: deprecated\n", "", "only deprecated entries"),
    Defect("E059", SERVICE, "replaced_by: display-real-delays", "replaced_by: ⌖hang-a-sign", "does not run either"),
    Defect("E060", WORKSHOP, "max: 50", "max: ⌖0", "greater than"),
    Defect("E060", PROMISES, "    type: yes_no\n",
           '    type: yes_no\n    ⌖options: [{id: a, label: {fr: "x", en: "x"}}]\n', "by itself"),
    Defect("E060", WORKSHOP, "      - {id: days, label: {fr: \"Quelques jours\", en: \"A few days\"}}",
           "      - {id: days, label: {fr: \"Quelques jours\", en: \"A few days\"}, ⌖alone: yes}", "to choices"),
    # What a house can change.
    Defect("E062", WORKSHOP, "    min: 0\n",
           "    min: 0\n    ⌖changeable: [{to: one, effort: low}]\n", "number question"),
    Defect("E062", CUSTOMERS, "    type: choices\n",
           "    type: choices\n    changeable: [{⌖to: price, effort: low, add: price}]\n", "by add and drop"),
    Defect("E062", PROMISES, "changeable: [{to: no, effort: low,",
           "changeable: [⌖{effort: low,", "says what it leads to: to"),
    Defect("E062", CUSTOMERS, "    type: choices\n",
           "    type: choices\n    changeable: [⌖{add: price, drop: price, effort: low}]\n", "gives it up"),
    Defect("E062", PROMISES, "changeable: [{to: no, effort: low,",
           "changeable: [⌖{from: [yes, no], to: no, effort: low,", "to itself"),
    Defect("E034", PROMISES, "changeable: [{to: no, effort: low,",
           "changeable: [⌖{to: none, effort: low,", "mean \"no\""),
    Defect("E022", PROMISES, "changeable: [{to: no, effort: low,",
           "changeable: [⌖{to: no,", '"effort"'),
    Defect("E061", KB, "sections: [workshop, customers, promises]",
           "sections: [workshop, customers, promises, ⌖promisses]", 'mean "promises"'),
    Defect("E061", PROMISES, "section: promises", "section: ⌖promise", 'mean "promises"'),
    # Texts.
    Defect("E071", SERVICE, 'en: "There are too many bicycles for too few hands."', 'en: ⌖"{% if x %}a{% endif %}"',
           "under `add`"),
    Defect("E071", SERVICE, 'en: "There are too many bicycles for too few hands."', 'en: ⌖"{{ 7 * 7 }}"', "computes"),
    Defect("E071", CUSTOMERS, 'en: "Do customers ride together?"', 'en: ⌖"Do customers of {{ brand }} ride?"',
           "shown without a client"),
    Defect("E072", SERVICE, 'en: "There are too many bicycles for too few hands."', 'en: ⌖"{{ brnd }} is slow."',
           'mean "brand"'),
    Defect("E072", SERVICE, 'en: "There are too many bicycles for too few hands."',
           "en: ⌖\"{{ answer('mechanic') }}\"", 'mean "mechanics"'),
    Defect("E073", SERVICE, 'en: "There are too many bicycles for too few hands."',
           "en: ⌖\"{{ answer('mechanics') }}\"", "may be missing"),
    Defect("E073", SERVICE, 'en: "Hire a mechanic"', "en: ⌖\"Hire after {{ answer('repair_wait') }}\"",
           "before anything is settled"),
    Defect("E074", SERVICE, 'en: "Customers of {{ brand }} wait without knowing."',
           'en: ⌖"Customers of {{ brand | de }} wait."', "French words"),
    # Examples, cases, claims, switches.
    Defect("E081", SERVICE, 'name: "supplier-on-strike"\n        outcome: excepted',
           'name: "supplier-on-strike"\n        fires: no\n        ⌖outcome: excepted', "not both"),
    Defect("E081", SERVICE, '- {name: "slow", fires: no, ', '- ⌖{name: "slow", ', "fires: yes"),
    Defect("E081", STATE, '- {name: "quick", concludes: yes, ', '- {name: "quick", concludes: yes, ⌖fires: yes, ',
           '"concludes"'),
    Defect("E082", SERVICE, "answers: {services: [repairs], repair_wait: days, complaints: [none_seen]}",
           "answers: {services: [repairs], repair_wait: days, complaints: ⌖none_seen}", "takes a list"),
    Defect("E082", "cases/sound.yaml", "mechanics: 2", "mechanics: ⌖200", "out of bounds"),
    Defect("E082", "cases/sound.yaml", "complaints: [none_seen]", "complaints: [price, ⌖none_seen]", "Keep it alone"),
    Defect("E083", "cases/overloaded.yaml", "language: fr", "language: fr\nbased_on: ⌖overloaded", "circle"),
    Defect("E084", "sources.yaml", "shown_by: [invite-riders/club-known]", "shown_by: [⌖invite-riders/club-know]",
           'mean "club-known"'),
    Defect("E084", "sources.yaml", "shown_by: [invite-riders/club-known]", "shown_by: [⌖invite-riders]",
           "Name an example"),
    Defect("E085", KB, "themes:", "switched_off:\n  - {code: ⌖E053, at: x, reason: y}\nthemes:", "is an error"),
    Defect("E086", "cases/sound.yaml", "date: 2026-11-20", "date: ⌖2026-13-01", "not a date"),
]  # fmt: skip


def name(defect: Defect) -> str:
    return f"{defect.code}-{defect.new.replace(HERE, '').strip().splitlines()[0][:40] if defect.new else 'removed'}"


@pytest.mark.parametrize("defect", DEFECTS, ids=map(name, DEFECTS))
def test_defect_is_reported_once_at_its_place_with_a_helpful_sentence(defect: Defect, workshop: Workshop) -> None:
    errors = assert_reported(defect, workshop)
    assert len(errors) == 1, [error.headline() for error in errors]


@pytest.mark.parametrize("defect", DEFECTS_OF_CONTEXTS, ids=map(name, DEFECTS_OF_CONTEXTS))
def test_defect_of_contexts_tables_and_variants_is_reported_once(defect: Defect, choir: Workshop) -> None:
    errors = assert_reported(defect, choir)
    assert len(errors) == 1, [error.headline() for error in errors]


def assert_reported(defect: Defect, workshop: Workshop) -> list[Problem]:
    """Plant a defect; it is told at its place, in words that help. Returns every error there is then."""
    place = workshop.plant(defect.file, defect.old, defect.new)

    errors = [problem for problem in workshop.problems() if not problem.warning]

    matching = [problem for problem in errors if problem.code == defect.code]
    assert matching, [problem.headline() for problem in errors]
    if place is not None:
        assert place in [workshop.place_of(problem) for problem in matching], [str(p.at) for p in matching]
        matching = [problem for problem in matching if workshop.place_of(problem) == place]
    assert any(defect.says in problem.message for problem in matching), [problem.message for problem in matching]
    assert all(problem.message.endswith((".", "?")) for problem in errors)
    return errors


def test_every_kind_of_error_is_planted() -> None:
    # E001 to E005, E013 to E016, E018 and E019 concern whole files and have tests of their own; E091 is the engine's.
    whole_files = {"E001", "E002", "E003", "E004", "E005", "E013", "E014", "E015", "E016", "E018", "E019", "E091"}
    planted = {defect.code for defect in (*DEFECTS, *DEFECTS_OF_CONTEXTS)}
    assert len(DEFECTS) + len(DEFECTS_OF_CONTEXTS) >= 160
    assert planted | whole_files == {code.code for code in CODES if not code.warning}


def test_all_errors_of_all_files_are_reported_in_one_run_in_order(workshop: Workshop) -> None:
    places = [
        workshop.plant(RIDERS, "effort: medium", "effort: ⌖hugh"),
        workshop.plant(SERVICE, "severity: critical", "severity: ⌖critcal"),
        workshop.plant(SERVICE, "theme: service\n    severity: major", "theme: ⌖servce\n    severity: major"),
        workshop.plant("checks.yaml", "complaints: delays", "complaints: ⌖dealys"),
        workshop.plant(STATE, "complaint_reply: {any_of: [later, never]}", "complaint_reply: {⌖any: [later, never]}"),
        workshop.plant(CUSTOMERS, "relevant_when: {loyal_riders: yes}", "relevant_when: {loyal_rider⌖: yes}".replace(
            "loyal_rider⌖", "⌖loyal_rider")),
        workshop.plant("sources.yaml", "weight: low", "weight: ⌖lowest"),
    ]  # fmt: skip

    with pytest.raises(KnowledgeBaseError) as caught:
        load(workshop.directory)

    reported = [workshop.place_of(problem) for problem in caught.value.problems]
    assert [place for place in places if place not in reported] == []
    positions = [(problem.at.file, problem.at.line, problem.at.column) for problem in caught.value.problems]
    assert positions == sorted(positions)


def test_one_mistake_is_one_error(workshop: Workshop) -> None:
    """A question whose entry is spoilt is not reported as unknown wherever it is read."""
    place = workshop.plant(WORKSHOP, "    type: choice\n", "    type: ⌖choise\n")

    (problem,) = workshop.problems()

    assert workshop.place_of(problem) == place
    assert 'Did you mean "choice"?' in problem.message


def test_a_list_in_the_place_of_an_id_is_said_plainly(workshop: Workshop) -> None:
    place = workshop.plant(STATE, "  - id: quick-and-quiet", "  - id: ⌖[quick, quiet]")

    errors = [problem for problem in workshop.problems() if not problem.warning]

    assert [(problem.code, workshop.place_of(problem)) for problem in errors] == [("E023", place)]


def test_second_entry_with_an_id_is_examined_even_if_the_first_cannot_be_read(workshop: Workshop) -> None:
    workshop.plant(RIDERS, "  - id: no-campaign-over-broken-promises\n", "  - id: answer-complaints\n")
    workshop.plant(RIDERS, "    kind: mistake\n", "")
    workshop.plant(RIDERS, "conflicts_with: [invite-riders]", "conflicts_with: [answer-complaints]")

    errors = {problem.code for problem in workshop.problems() if not problem.warning}

    assert errors == {"E022", "E031", "E056"}, "what the second was called before is not known"


def test_ids_may_be_numbers(workshop: Workshop) -> None:
    workshop.plant(SERVICE, "  - id: hire-a-mechanic", "  - id: 20")
    workshop.plant("cases/overloaded.yaml", "display-real-delays, hire-a-mechanic", "display-real-delays, 20")
    workshop.plant("cases/overloaded-during-strike.yaml", "[hire-a-mechanic]", "[20]")
    workshop.plant("cases/sound.yaml", "display-real-delays, hire-a-mechanic", "display-real-delays, 20")

    assert workshop.problems() == ()


def test_a_file_that_is_not_yaml_does_not_make_its_entries_unknown(workshop: Workshop) -> None:
    place = workshop.plant(CUSTOMERS, "  - id: loyal_riders", "  ⌖\t- id: loyal_riders")

    errors = [problem for problem in workshop.problems() if not problem.warning]

    assert [workshop.place_of(problem) for problem in errors] == [place]


def test_rendering_shows_the_line_with_a_caret_under_the_column(workshop: Workshop) -> None:
    workshop.plant(SERVICE, "severity: critical", "severity: ⌖critcal")

    (problem,) = workshop.problems()

    headline, line, caret = problem.render().split("\n")
    assert headline.startswith(f"{workshop.path(SERVICE)}:6:15: E024 ")
    assert line == "        severity: critcal"
    assert caret.index("^") == line.index("critcal")
