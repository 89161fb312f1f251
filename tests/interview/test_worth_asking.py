"""What is worth asking next, and when nothing still to be asked can change the first three."""

from __future__ import annotations

import statistics
from dataclasses import replace
from functools import partial
from itertools import groupby
from pathlib import Path

import pytest

from advisor.analysis.first_three import first_now
from advisor.analysis.worth_asking import worth_asking
from advisor.answers import Answer, Answers, AnswerState, Truth, effective, is_asked, read_answers
from advisor.inference.grounding import ground
from advisor.inference.infer import evaluate
from advisor.interview.route import Route
from advisor.knowledge import load
from advisor.knowledge.model import KnowledgeBase
from advisor.knowledge.readers import tests as comparisons
from tests.analysis.small import complete, knowledge, open_lists_of, over_spaces, situation

from .screens_needed import CASES, NOT_KNOWN, measured
from .sitting import FULL, HEAD, ROOT, run, sit

CHOIR = ROOT / "tests" / "knowledge_bases" / "choir"


def test_settled_is_what_every_way_of_answering_what_is_still_asked_says() -> None:
    seen = {"settled": 0, "unsettled": 0, "cautious": 0}
    for seed in range(200):
        kb = knowledge(seed)
        given = situation(kb, seed)
        if any(test.operator == "answered" and kb.questions[test.question].relevant_when for test in comparisons(kb)):
            continue  # of a question that waits, and that nobody asks, it stays open whether it was answered
        now = first_now(kb, evaluate(kb, given))
        came = {first_now(kb, evaluate(kb, replace(given, given=way))) for way in ways_to_go_on(kb, given)}
        if worth_asking(kb, given).first_settled:
            assert came == {now}, seed
            seen["settled"] += 1
        else:
            seen["cautious" if came == {now} else "unsettled"] += 1
    assert seen["settled"] > 5
    assert seen["unsettled"] > 5
    assert seen["cautious"] <= seen["settled"] // 4, seen


def test_as_long_as_the_first_three_can_change_what_may_change_them_is_named() -> None:
    named = 0
    for seed, kb, given in over_spaces(range(750, 1250), 10**6):
        worth = worth_asking(kb, given)
        if worth.first_settled or open_lists_of(kb):
            continue  # of a list that may have more, it is the list that is asked for
        assert worth.questions, seed
        named += 1
    assert named > 5


def ways_to_go_on(kb: KnowledgeBase, given: Answers) -> list[dict[str, Answer]]:
    """Every way of answering what is still asked, question by question: what an answer makes relevant is asked then."""
    ways = [dict(given.given)]
    for id, question in kb.questions.items():
        further = []
        for way in ways:
            readable = effective(kb, replace(given, given=way))
            asked = readable[id].answer.state is AnswerState.NOT_ASKED and is_asked(question, readable)
            applies = readable[id].relevance is not Truth.FALSE
            further += [{**way, id: one} for one in complete(question)] if asked and applies else [way]
        ways = further
    return ways


def test_what_was_asked_in_vain_is_not_worth_asking_and_keeps_nothing_open(kb: KnowledgeBase, file: Path) -> None:
    sit(file, *HEAD, *["inconnu"] * len(FULL), "quitter")
    found = worth_asking(kb, read_answers(file, kb))
    assert found.first_settled
    assert found.questions == ()


def test_a_table_that_is_begun_is_gone_through_to_its_last_row() -> None:
    base = load(CASES.parent)
    brand = read_answers(CASES / "corvane.yaml", base)
    over = ground(base, brand.instances)
    route, given, tables = Route(over, by_usefulness=True), dict[str, Answer](), list[str]()
    while len(given) < 70:
        now = replace(brand, given=dict(given))
        worth = partial(worth_asking, base, now)
        asked = route.next(effective(over, now), worth)
        assert asked is not None
        given[asked.id] = brand.given.get(asked.id, NOT_KNOWN)
        tables.append(asked.table or asked.id)
    begun = [table for table, _ in groupby(tables)]
    assert len(begun) == len(set(begun)), begun
    assert len(begun) < len(tables)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "changes the first three recommendations: one question is spared"),
        ("fr", "ne change les trois premières recommandations : une question est épargnée"),
    ],
)
def test_after_the_first_pass_the_interview_says_how_many_questions_are_spared(
    file: Path, lang: str, said: str
) -> None:
    altos = ("Altos", "", "1", "1", "14", "2", "2", "", "others: no")
    lines = ("Schola", "2026-11-20", "2", "1", *altos, "others: no", "quit")
    typed = "".join(f"{line}\n" for line in lines)
    done = run("interview", str(file), "--kb", str(CHOIR), "--lang", lang, input=typed)
    output = " ".join(done.output.replace("\u00a0", " ").replace("\u202f", " ").split())
    assert said in output, done.output
    assert output.index(said) > output.index("Altos")


def test_screens_until_the_first_three_are_settled_over_example_brands(capsys: pytest.CaptureFixture[str]) -> None:
    base = load(CASES.parent)
    found = measured(base, [CASES / f"{name}.yaml" for name in ("corvane", "tesselle-moor", "barkwell", "froidor")])
    some_of_all = measured(base, sorted(CASES.glob("*.yaml"))[::40])
    with capsys.disabled():
        print("\n" + capsys.readouterr().out)
    assert statistics.median(one.proved for one in some_of_all) <= 34, "few findings are proved by asking nearly all"
    assert all(one.standing <= one.proved for one in found)
    assert all(one.proved <= 32 for one in found), "the order asks early what can still change the first three"
    assert statistics.median(one.proved for one in found) <= 15
    assert statistics.median(one.standing for one in found + some_of_all) <= 15
    assert all(one.spared > 5 for one in found)
