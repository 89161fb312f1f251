"""`rules show` says in plain sentences what the files say, in both languages, and names every link."""

from __future__ import annotations

import re

import pytest

from advisor.analysis.workbench.links import KINDS, Link, Links, ids_of
from advisor.analysis.workbench.portrait import Gallery
from advisor.analysis.workbench.sentences import Sentences
from advisor.knowledge import load
from advisor.knowledge.condition import AllOf, AnswerTest, AnyOf, ConclusionTest, Not
from advisor.knowledge.model import KnowledgeBase

from .conftest import BASES, Bench

A = AnswerTest
PARTS = "“Are common parts in stock?”"
WAIT = "“How long does a repair take to come back?”"
OFFER = "“What does the workshop offer?”"
STAFF = "“How many mechanics work in the workshop?”"
BUSY = "“The workshop is overloaded”"
MEANINGS = [
    (A("spare_parts", "is", ("yes",)), f"the answer to {PARTS} is “yes”"),
    (A("repair_wait", "any_of", ("days", "week")), f"the answer to {WAIT} is “A few days” or “A week or more”"),
    (A("repair_wait", "none_of", ("days",)), f"the answer to {WAIT} is known, and is not “A few days”"),
    (A("services", "includes", ("courses",)), f"the answers to {OFFER} include “Courses”"),
    (A("services", "all_of", ("rental", "courses")), f"the answers to {OFFER} include “Rental” and “Courses”"),
    (
        A("services", "none_of", ("rental", "courses")),
        f"the answers to {OFFER} are known, and include none of “Rental” or “Courses”",
    ),
    (A("mechanics", "at_most", 2), f"the answer to {STAFF} is at most 2 mechanics"),
    (A("mechanics", "is", 3), f"the answer to {STAFF} is exactly 3 mechanics"),
    (A("club_contact", "answered", ("no",)), "“Who organises their rides?” has no answer yet"),
    (ConclusionTest("overloaded", True), f"it is established: {BUSY}"),
    (ConclusionTest("overloaded", False), f"it is ruled out: {BUSY}"),
    (Not(ConclusionTest("overloaded", True)), f"it is not so that it is established: {BUSY}"),
]


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load(BASES / "small", drafts=True)


@pytest.mark.parametrize(
    ("condition", "sentence"), MEANINGS, ids=lambda one: "" if isinstance(one, str) else str(one)[:40]
)
def test_every_test_has_its_sentence(condition: AnswerTest, sentence: str, kb: KnowledgeBase) -> None:
    assert Sentences(kb, "en").told(condition).text == sentence


def test_french_sentences_are_french(kb: KnowledgeBase) -> None:
    said = Sentences(kb, "fr")
    none = A("services", "none_of", ("rental", "courses"))
    assert said.told(none).text == (
        "les réponses à «\u00a0Que propose l’atelier\u00a0?\u00a0» sont connues et ne comprennent ni "
        "«\u00a0Location\u00a0» ni «\u00a0Cours\u00a0»"
    )
    assert said.told(A("mechanics", "more_than", 2)).text.endswith("dépasse 2 mécaniciens")


def test_short_conditions_are_one_sentence_and_nested_ones_are_listed(kb: KnowledgeBase) -> None:
    said = Sentences(kb, "en")
    one, two = ConclusionTest("overloaded", True), ConclusionTest("service_sound", False)
    assert said.told(AllOf((one, two))).text == (
        "it is established: “The workshop is overloaded”, and it is ruled out: “The service is sound”"
    )
    nested = said.told(AnyOf((one, AllOf((one, two)))))
    assert nested.text == "at least one of these holds:"
    assert [part.text for part in nested.parts] == [said.told(one).text, "all of these hold:"]
    turned = said.told(Not(AnyOf((one, two))))
    assert (turned.text, turned.parts[0].text) == ("this is not so:", "at least one of these holds:")


def test_advice_is_shown_with_all_that_belongs_to_it(small: Bench) -> None:
    said = small.run("show", "hire-a-mechanic", "--lang", "en")
    for words in (
        "hire-a-mechanic (advice)",
        "Hire a mechanic",
        "Status: stable · Kind: risk · Theme: Service · Severity: major · Phase: Organise · Effort: high · Rank: 20",
        "Given when it is established: “The workshop is overloaded”.",
        "Except when (the strike explains the wait) the answer to “Is a supplier on strike at present?” is",
        "- overloaded: The workshop is overloaded",
        "- repair_wait: How long does a repair take to come back?",
        "- supplier-on-strike: is excepted",
        "- is excepted: overloaded-during-strike",
        "- B1-03: One mechanic alone cannot absorb a spring.",
    ):
        assert words in " ".join(said.split()) or words in said, words


SHOWN_OF_THE_CHOIR = {
    "pay-no-soloists": (
        "For each: Choir",
        "Variant 1 (Severity: major · Phase: Decide · Title: “Do not begin to pay soloists” · Observed: “Fees are "
        "about to begin in {{ choirs }}.”) when the answer to “Soloists are paid” is “Decided”, and",
        "The step “Tell the {{ people }} who left.” only when the answers to “What has been heard there?” include",
        "Reason to come before merge-with-them: Nobody merges with a choir that pays some and not others.",
        "Comes before - merge-with-them",
    ),
    "merge-with-them": ("Comes after - pay-no-soloists",),
    "merry-choirs": ("Withheld beside problems of severity: critical",),
    "in_tune": (
        "Good news: yes",
        "Withheld beside problems of severity: critical, major",
        "Headline: Your choirs are in good voice.",
    ),
    "strained": ("Variant 1 (Meaning: “People leave.”) when the answers to “What has been heard there?” include",),
    "mood": ("Asked by itself only if the answer to “Does it rehearse already?” is “It does”.",),
    "singers": ("Makes sense only if the answer to “Does it rehearse already?” is “It does”.",),
}


@pytest.mark.parametrize("id", SHOWN_OF_THE_CHOIR)
def test_what_depends_on_the_case_and_what_orders_or_withholds_is_shown(id: str, choir: Bench) -> None:
    said = " ".join(choir.run("show", id, "--lang", "en").split())
    for words in SHOWN_OF_THE_CHOIR[id]:
        assert words in said, words


def test_former_names_lead_to_the_entry(small: Bench) -> None:
    assert small.run("show", "show-delays", "--lang", "en").startswith("display-real-delays (advice)")
    assert "Former names: waiting_time" in small.run("show", "repair_wait", "--lang", "en")


def test_what_no_longer_runs_is_shown_as_such(small: Bench) -> None:
    said = small.run("show", "hang-a-sign", "--lang", "en")
    assert "deprecated, no longer runs" in said
    assert "Replaced by: display-real-delays" in said
    assert "hang-a-sign" not in small.run("show", "overloaded", "--lang", "en"), "it reads nothing any more"


def test_an_unknown_id_is_answered_with_the_likely_one(small: Bench) -> None:
    said = small.run("show", "hire-a-mecanic", status=1)
    assert 'Did you mean "hire-a-mechanic"?' in said
    assert "Traceback" not in said


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_entry_of_the_shipped_knowledge_base_can_be_shown(language: str, shipped_kb: KnowledgeBase) -> None:
    gallery = Gallery(shipped_kb, language)
    seen = 0
    for kind in KINDS:
        for id in ids_of(shipped_kb, kind):
            portrait = gallery.portrait(Link(kind, id))
            assert portrait.title
            assert all(clause.statement.text for clause in portrait.clauses)
            seen += 1
    assert seen > 500


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_entry_that_reads_instances_counts_and_dates_can_be_shown(language: str) -> None:
    kb = load(BASES / "choir")
    gallery = Gallery(kb, language)
    for kind in KINDS:
        for id in ids_of(kb, kind):
            assert gallery.portrait(Link(kind, id)).title


def test_reading_and_being_read_are_two_sides_of_one_link(brands_kb: KnowledgeBase) -> None:
    links = Links(brands_kb)
    forth = {(reader, read) for reader, many in links.reads.items() for read in many}
    back = {(reader, read) for read, many in links.read_by.items() for reader in many}
    assert forth == back
    assert len(forth) > 600


def test_labels_stand_before_the_colon_of_the_language(small: Bench) -> None:
    french = small.run("show", "answer-complaints", "--lang", "fr")
    assert "Gravité\u00a0: majeure" in french
    assert not re.search(r"^ .*\w: ", french, re.MULTILINE)
    assert "Severity: major" in small.run("show", "answer-complaints", "--lang", "en")
