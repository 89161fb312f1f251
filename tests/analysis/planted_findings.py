"""Faults for the analysis to find in two small knowledge bases: what is replaced where, under which code, about what.

The page docs/codes-by-example.md shows the shortest of each code.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

BASES = Path(__file__).parent.parent / "knowledge_bases"
SMALL = BASES / "small"
CHOIR = BASES / "choir"


class Fault(NamedTuple):
    """One replacement in a file, and the finding it brings about."""

    file: str
    old: str
    new: str
    code: str
    about: str


FAULTS = [
    Fault("advice/riders.yaml", "complaint_reply: {any_of: [later, never]}\n    postpone_while",
     "complaint_reply: later\n      complaints: none_seen\n    postpone_while", "A001", "answer-complaints"),
    Fault("conclusions/state.yaml", "      repair_wait: week\n      mechanics: {at_most: 1}",
     "      all: [{mechanics: {at_most: 1}}, {mechanics: {at_least: 2}}]", "A002", "one-mechanic-is-overloaded"),
    Fault("conclusions/state.yaml", "      repair_wait: week\n      mechanics: {at_most: 1}",
     "      repair_wait: month\n      mechanics: {at_most: 1}", "A003", "one-mechanic-is-overloaded"),
    Fault("conclusions/state.yaml", "shown: yes\n    excludes: [service_sound]",
     "shown: yes\n    excludes: [promises_broken]", "A004", "promises_broken/trust_damaged"),
    Fault("advice/service.yaml", "    subsumes: [display-real-delays]",
     "    conflicts_with: [display-real-delays]", "A005", "stop-promising-dates/display-real-delays"),
    Fault("advice/service.yaml", "      - {spare_parts: no}",
     "      - {repair_wait: days}", "A008", "hire-a-mechanic/2"),
    Fault("advice/service.yaml", "      - when: {complaint_reply: never}",
     "      - when: {repair_wait: days, complaint_reply: never}", "A012", "stop-promising-dates/1"),
    Fault("checks.yaml", "when: {repair_wait: days, complaints: delays}",
     "when: {complaints: {all_of: [none_seen, delays]}}", "A013", "quick-but-delayed"),
    Fault("questionnaire/customers.yaml", "relevant_when: {loyal_riders: yes}",
     "relevant_when: {all: [{loyal_riders: yes}, {loyal_riders: no}]}", "A011", "club_contact"),
    Fault("questionnaire/workshop.yaml", "relevant_when: {services: rental}",
     "relevant_when: {all: [{mechanics: {at_least: 5}}, {mechanics: {less_than: 5}}]}", "A011", "rental_fleet"),
    Fault("questionnaire/workshop.yaml", "relevant_when: {services: repairs}",
     "relevant_when: {services: {all_of: [repairs, nothing_yet]}}", "A011", "repair_wait"),
    Fault("advice/service.yaml", "        - {repair_wait: week}\n",
     "        - {repair_wait: week}\n        - {repair_wait: week, mechanics: 1}\n",
     "A017", "display-real-delays/3"),
    Fault("advice/service.yaml", "      - when: {repair_wait: week}\n",
     "      - when: {repair_wait: days}\n", "A018", "display-real-delays/1"),
    Fault("advice/service.yaml", "    when: {overloaded: yes}\n    unless:",
     "    when:\n      overloaded: yes\n      mechanics: {less_than: 3}\n      rental_fleet: {more_than: 30}\n"
     "      services: {none_of: [courses]}\n    unless:", "A019", "hire-a-mechanic/shrink-the-fleet"),
    Fault("advice/service.yaml", "    when:\n      rental_fleet: {more_than: 20}\n",
     "    before:\n      - {advice: hire-a-mechanic, because: {fr: x, en: x}}\n"
     "    when:\n      overloaded: no\n      rental_fleet: {more_than: 20}\n",
     "A020", "shrink-the-fleet/hire-a-mechanic"),
    Fault("advice/riders.yaml", "      campaign_planned: yes\n      any:\n",
         "      not: {all: [{campaign_planned: yes}, {campaign_planned: no}]}\n      any:\n",
         "A006", "campaign_planned"),
    Fault("advice/riders.yaml", "      - when: {supplier_strike: yes, complaints: delays}",
         "      - when: {supplier_strike: yes, complaint_reply: same_day}", "A009", "answer-complaints/1"),
    Fault("advice/service.yaml", "    when: {service_sound: yes}",
         "    when: {any: [{supplier_strike: yes}, {supplier_strike: no}]}", "A010", "keep-repairing-quickly"),
    Fault("conclusions/state.yaml", "    when: {repair_wait: days, complaints: none_seen}",
         "    when: {any: [{supplier_strike: yes}, {supplier_strike: no}]}", "A014", "service_sound"),
    Fault("advice/service.yaml", "    when: {service_sound: yes}", "    when: {repair_wait: days, complaints: delays}",
         "A015", "keep-repairing-quickly"),
    Fault("advice/service.yaml", "    when:\n      supplier_strike: yes\n      not: {spare_parts: yes}",
         "    when: {service_sound: yes}", "A016", "ask-when-the-strike-ends"),
]  # fmt: skip

FAULTS_OF_CONTEXTS = [
    Fault("questionnaire/plans.yaml", "      - {id: no, ",
         '      - {id: never, label: {en: "Never", fr: "Jamais"}}\n      - {id: no, ', "A007", "plans/no"),
]  # fmt: skip
