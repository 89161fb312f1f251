"""How many screens an interview takes until its first three recommendations are settled, over example brands.

Whoever answers knows what stands in the brand's file, and nothing else. A screen is a page of the browser or the form:
a table, a question about all spaces, the list of spaces with what is asked beside their names. Run
as a program, it measures every example brand, or those named: `python -m tests.interview.screens_needed`.
"""

from __future__ import annotations

import statistics
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from advisor.advice.outlook import WorthAsking
from advisor.analysis.first_three import first_now
from advisor.analysis.worth_asking import worth_asking
from advisor.answers import Answer, Answers, AnswerState, effective, read_answers
from advisor.answers.review import Review
from advisor.inference.grounding import ground
from advisor.inference.infer import evaluate
from advisor.interview.list_columns import beside_names, with_columns
from advisor.interview.route import Route
from advisor.knowledge import load, shipped
from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.model import KnowledgeBase

CASES = shipped("rules") / "community-management" / "cases"
NOT_KNOWN = Answer(AnswerState.UNKNOWN)


@dataclass(frozen=True)
class Needed:
    """Screens until it is proved that nothing asked can change the first three, until they stand as they then are,
    and how many questions were spared."""

    proved: int
    standing: int
    spared: int


def needed(kb: KnowledgeBase, brand: Answers) -> Needed:
    """Hold the interview of a brand in the order of what is worth asking, until the first three are settled."""
    over = with_columns(ground(kb, brand.instances), kb)
    route = Route(over, by_usefulness=True)
    listed = beside_names(kb)
    given = {id: brand.given.get(id, NOT_KNOWN) for id in over.questions if declared_id(id) in listed}
    first = [first_now(over, evaluate(over, replace(brand, given={}, review=Review())))]
    while True:
        now = replace(brand, given=given, review=Review())
        first.append(first_now(over, evaluate(over, now)))
        worth = worth_asking(kb, now)
        waiting = route.waiting(effective(over, now))
        if worth.first_settled or not waiting:
            standing = next(place for place in range(len(first)) if set(first[place:]) == {first[-1]})
            return Needed(len(first) - 1, standing, len(waiting))
        given |= _screen(over, brand, given, route, worth)


def _screen(
    over: KnowledgeBase, brand: Answers, given: dict[str, Answer], route: Route, worth: WorthAsking
) -> dict[str, Answer]:
    """The answers to the next question, or to all rows of the table it stands in, those the first of them open too."""
    asked = route.next(effective(over, replace(brand, given=given)), lambda: worth)
    said: dict[str, Answer] = {}
    while asked is not None:
        said[asked.id] = brand.given.get(asked.id, NOT_KNOWN)
        waiting = route.waiting(effective(over, replace(brand, given=given | said)))
        asked = next((one for one in waiting.values() if one.table is not None and one.table == asked.table), None)
    return said


def measured(kb: KnowledgeBase, files: list[Path]) -> list[Needed]:
    """Measure brands and print each, and the medians."""
    found = []
    for file in files:
        one = needed(kb, read_answers(file, kb))
        found.append(one)
        print(f"{file.stem}: settled after {one.proved} screens, standing after {one.standing}; {one.spared} spared")
    settled, standing = statistics.median(one.proved for one in found), statistics.median(one.standing for one in found)
    print(f"median of {len(found)} brands: settled after {settled} screens, standing after {standing}", flush=True)
    return found


if __name__ == "__main__":
    names = sys.argv[1:]
    measured(load(CASES.parent), [CASES / f"{name}.yaml" for name in names] or sorted(CASES.glob("*.yaml")))
