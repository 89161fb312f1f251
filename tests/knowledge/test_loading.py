"""What authors write becomes the typed value everything else reads, with positions; the rest is refused."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest

from advisor.knowledge import KnowledgeBaseError, examine, load, shipped
from advisor.knowledge.condition import AllOf, AnswerTest, AnyOf, ConclusionTest, Not
from advisor.knowledge.model import KnowledgeBase

from .conftest import SMALL, Workshop


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load(SMALL)


def test_bare_values_mean_is_and_on_choices_includes(kb: KnowledgeBase) -> None:
    assert kb.rules["a-month-is-overloaded"].when == AnswerTest("repair_wait", "is", ("month",))
    assert kb.checks["quick-but-delayed"].when == AllOf(
        (AnswerTest("repair_wait", "is", ("days",)), AnswerTest("complaints", "includes", ("delays",)))
    )
    assert kb.rules["one-mechanic-is-overloaded"].when == AllOf(
        (AnswerTest("repair_wait", "is", ("week",)), AnswerTest("mechanics", "at_most", 1))
    )


def test_yes_no_is_a_choice_of_two_words(kb: KnowledgeBase) -> None:
    assert kb.advice["ask-when-the-strike-ends"].when == AllOf(
        (AnswerTest("supplier_strike", "is", ("yes",)), Not(AnswerTest("spare_parts", "is", ("yes",))))
    )
    options = kb.questions["spare_parts"].options
    assert [(option.id, dict(option.label)) for option in options] == [
        ("yes", {"fr": "oui", "en": "yes"}), ("no", {"fr": "non", "en": "no"}),
    ]  # fmt: skip


def test_conclusions_and_combinators_are_read(kb: KnowledgeBase) -> None:
    assert kb.advice["display-real-delays"].when == AnyOf(
        (ConclusionTest("overloaded", True), AnswerTest("repair_wait", "is", ("week",)))
    )
    assert kb.rules["riders-with-an-organiser"].when == AllOf(
        (AnswerTest("loyal_riders", "is", ("yes",)), AnswerTest("club_contact", "answered", ("yes",)))
    )


def test_several_operators_under_one_question_must_all_hold(workshop: Workshop) -> None:
    workshop.plant("conclusions/state.yaml", "mechanics: {at_most: 1}", "mechanics: {at_least: 1, less_than: 4}")

    assert load(workshop.directory).rules["one-mechanic-is-overloaded"].when == AllOf(
        (
            AnswerTest("repair_wait", "is", ("week",)),
            AllOf((AnswerTest("mechanics", "at_least", 1), AnswerTest("mechanics", "less_than", 4))),
        )
    )


def test_every_node_knows_its_place(kb: KnowledgeBase) -> None:
    when = kb.advice["shrink-the-fleet"].when
    assert isinstance(when, AllOf)
    lines = (SMALL / "advice" / "service.yaml").read_text("utf-8").splitlines()

    def written(position: object) -> str:
        file, line, column = str(position).rsplit(":", 2)
        assert file.endswith("advice/service.yaml")
        return lines[int(line) - 1][int(column) - 1 :]

    assert [written(part.at).split(":")[0] for part in when.parts] == ["rental_fleet", "mechanics", "not"]
    assert written(kb.advice["shrink-the-fleet"].at) == "id: shrink-the-fleet"
    assert written(kb.advice["hire-a-mechanic"].unless[1].at) == "{spare_parts: no}"
    assert written(kb.advice["stop-promising-dates"].add[0].at) == "when: {complaint_reply: never}"
    assert written(kb.advice["stop-promising-dates"].examples[0].at).startswith("name:")


def test_order_follows_the_sections_then_the_files(kb: KnowledgeBase) -> None:
    assert [section.id for section in kb.sections] == ["workshop", "customers", "promises"]
    assert list(kb.questions)[:2] == ["services", "mechanics"]
    assert list(kb.questions)[-1] == "campaign_planned"
    assert next(iter(kb.advice)) == "answer-complaints"
    assert kb.summary == ("trust_damaged", "service_sound")


def test_provisos_are_bare_conditions_or_say_something(kb: KnowledgeBase) -> None:
    said, bare = kb.advice["hire-a-mechanic"].unless
    assert said.says == {"fr": "la grève explique l'attente", "en": "the strike explains the wait"}
    assert (bare.says, bare.when) == (None, AnswerTest("spare_parts", "is", ("no",)))


def test_only_what_runs_is_among_rules_and_advice() -> None:
    running, with_drafts = load(SMALL), load(SMALL, drafts=True)

    assert set(running.inactive) == {"lend-tools", "hang-a-sign"}
    assert set(with_drafts.inactive) == {"hang-a-sign"}
    assert "lend-tools" in with_drafts.advice
    assert "lend-tools" not in running.advice
    assert running.fingerprint != with_drafts.fingerprint


def test_links_to_advice_that_does_not_run_are_dropped(workshop: Workshop) -> None:
    workshop.plant(
        "advice/riders.yaml", "conflicts_with: [invite-riders]", "conflicts_with: [invite-riders, lend-tools]"
    )

    assert load(workshop.directory).advice["no-campaign-over-broken-promises"].conflicts_with == ("invite-riders",)


def test_conclusion_of_draft_rules_only_comes_with_the_drafts(workshop: Workshop) -> None:
    workshop.plant(
        "conclusions/state.yaml",
        "  - id: riders-with-an-organiser",
        "  - id: riders-with-an-organiser\n    status: draft",
    )
    workshop.plant("advice/riders.yaml", "  - id: invite-riders", "  - id: invite-riders\n    status: draft")

    assert "rider_community" not in load(workshop.directory).conclusions
    assert "rider_community" in load(workshop.directory, drafts=True).conclusions


def test_stable_advice_cannot_rest_on_draft_rules(workshop: Workshop) -> None:
    place = workshop.plant("conclusions/state.yaml", "  - id: rider_community", "  - id: ⌖rider_community")
    workshop.plant(
        "conclusions/state.yaml",
        "  - id: riders-with-an-organiser",
        "  - id: riders-with-an-organiser\n    status: draft",
    )

    (problem,) = (problem for problem in workshop.problems() if not problem.warning)

    assert (problem.code, workshop.place_of(problem)) == ("E053", place)
    assert '"invite-riders"' in problem.message


def test_former_names_lead_to_present_ones(kb: KnowledgeBase) -> None:
    assert kb.aliases == {
        "waiting_time": "repair_wait", "trust_lost": "trust_damaged", "show-delays": "display-real-delays",
    }  # fmt: skip
    assert kb.questions["services"].option("rental").aliases == ("hire",)


def test_cases_are_merged_with_the_one_they_are_based_on(kb: KnowledgeBase) -> None:
    case = kb.cases["overloaded-during-strike"]
    assert case.document["brand"] == "Vélos Ferrand"
    assert case.document["date"] == "2026-11-21"
    assert case.document["language"] == "fr"
    assert case.document["answers"]["supplier_strike"] == "yes"
    assert case.document["answers"]["repair_wait"] == "month"
    assert case.document["answers"]["spare_parts"] == {"state": "unknown"}
    assert case.expect["excepted"] == ("hire-a-mechanic",)
    assert "expect" not in case.document
    assert kb.cases["overloaded"].expect["conclusions"]["service_sound"] == "no"


def test_claims_know_their_source(kb: KnowledgeBase) -> None:
    assert kb.claims["B2-01"].source == "B2"
    assert kb.claims["B1-04"].not_used is not None
    assert kb.claims["B1-01"].shown_by == ("stop-promising-dates/promised-a-week", "overloaded")


def test_fingerprint_is_of_the_content_not_of_its_layout(workshop: Workshop, kb: KnowledgeBase) -> None:
    path = workshop.path("advice/service.yaml")
    path.write_text("# A remark.\n\n" + path.read_text("utf-8").replace("rank: 20", "rank:    20"), "utf-8")
    shutil.rmtree(workshop.path("cases"))
    workshop.plant("sources.yaml", "overloaded]", "]")

    assert load(workshop.directory).fingerprint == kb.fingerprint


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("advice/service.yaml", "rank: 20", "rank: 21"),
        ("advice/service.yaml", "Hire a mechanic", "Hire one mechanic"),
        ("conclusions/state.yaml", "mechanics: {at_most: 1}", "mechanics: {at_most: 2}"),
        ("questionnaire/workshop.yaml", "How many mechanics", "How many good mechanics"),
        ("knowledge-base.yaml", "1.2.0", "1.2.1"),
    ],
)
def test_fingerprint_changes_with_the_content(file: str, old: str, new: str, workshop: Workshop) -> None:
    before = load(workshop.directory).fingerprint
    workshop.plant(file, old, new)

    after = load(workshop.directory).fingerprint

    assert after != before
    assert len(after) == 64


def test_nothing_can_be_changed_afterwards(kb: KnowledgeBase) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        kb.version = "2"  # type: ignore[misc]


def unusable(directory: Path) -> str:
    (problem,) = examine(directory)
    assert problem.code == "E018"
    assert str(problem.at).startswith(str(directory))
    with pytest.raises(KnowledgeBaseError) as caught:
        load(directory)
    assert caught.value.problems == (problem,)
    return problem.message


def test_a_directory_that_is_no_knowledge_base_is_one_clear_line(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "empty" in unusable(empty)
    assert "no such directory" in unusable(tmp_path / "missing")
    (tmp_path / "file.yaml").write_text("a: 1")
    assert "not a directory" in unusable(tmp_path / "file.yaml")
    assert "no knowledge-base.yaml" in unusable(tmp_path)
    assert "\n" not in unusable(tmp_path)


def test_main_file_that_cannot_be_read_is_reported_in_it(workshop: Workshop) -> None:
    workshop.path("knowledge-base.yaml").write_bytes(b"\xff\xfe")

    (problem,) = workshop.problems()

    assert (problem.code, workshop.place_of(problem).file) == ("E005", "knowledge-base.yaml")


def test_files_that_nothing_reads_are_warned_of_and_schemas_are_not(workshop: Workshop) -> None:
    for file in ("advice/more.yml", "advices/more.yaml", "question.yaml", "advice/old/more.yaml"):
        workshop.path(file).parent.mkdir(exist_ok=True)
        workshop.path(file).write_text("advice: []\n")
    for file in ("schema/advice.json", "schema/x.yaml", "README.md", "advice/.hidden.yaml", "advice/notes.txt"):
        workshop.path(file).parent.mkdir(exist_ok=True)
        workshop.path(file).write_text("{}")

    problems = workshop.problems()

    assert {problem.code for problem in problems} == {"W001"}
    assert [workshop.place_of(problem).file for problem in problems] == [
        "advice/more.yml", "advice/old/more.yaml", "advices/more.yaml", "question.yaml",
    ]  # fmt: skip


def test_too_many_files_are_refused(workshop: Workshop) -> None:
    for number in range(600):
        workshop.path(f"advice/extra{number}.yaml").write_text("advice: []\n")

    assert "E019" in {problem.code for problem in workshop.problems()}


def test_a_long_chain_of_conclusions_is_followed_to_its_end(workshop: Workshop) -> None:
    conclusions = "conclusions:\n" + "".join(
        f'  - {{id: link_{n}, title: {{fr: "L{n}", en: "L{n}"}}, meaning: {{fr: "l", en: "l"}}}}\n' for n in range(2000)
    )
    rules = "rules:\n  - {id: first-link, when: {mechanics: 3}, conclude: [link_0]}\n" + "".join(
        f"  - {{id: link-{n}, when: {{link_{n - 1}: yes}}, conclude: [link_{n}]}}\n" for n in range(1, 2000)
    )
    workshop.path("conclusions/chain.yaml").write_text(conclusions + rules)
    workshop.plant("advice/service.yaml", "when: {service_sound: yes}", "when: {link_1999: yes}")
    workshop.plant("advice/service.yaml", '"Bicycles leave within days."', "\"{{ answer('mechanics') }} at work.\"")

    assert len(load(workshop.directory).conclusions) == 2005


def test_the_shipped_directories_are_found() -> None:
    assert (shipped("rules") / "community-management" / "knowledge-base.yaml").is_file()
    with pytest.raises(FileNotFoundError):
        shipped("no-such-directory")
