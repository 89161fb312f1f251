"""Page one answers what is on the table: in the words of the change, with the number of the finding that says why."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from advisor.advice import Assessment, assess
from advisor.answers import parse_answers
from advisor.knowledge import load
from advisor.knowledge.model import KnowledgeBase
from advisor.report import ReportView, compose

from .documents import squeezed, words_of, written
from .test_editions import view_of

SMALL = Path(__file__).parents[1] / "knowledge_bases" / "small"
PENDING = """type: choice
    options:
      - {id: yes, label: {fr: "Oui", en: "Yes"}, pending: yes}
      - {id: no, label: {fr: "Non", en: "No"}}
    changeable: [{to: no, effort: low, says: {fr: "Renoncez à la campagne", en: "Drop the campaign"}}]"""
NOTED = {"advertised_delay": {"text": "The campaign is signed on Friday.", "visible_to": "client"}}


class Workshop:
    """A copy of the small knowledge base that knows what is on the table, and whether its campaign is undecided."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(SMALL, root)
        self.edit("knowledge-base.yaml", "sections: [", "matter: advertised_delay\nsections: [")

    def edit(self, file: str, before: str, after: str) -> None:
        text = (self.root / file).read_text(encoding="utf8")
        assert text.count(before) == 1
        (self.root / file).write_text(text.replace(before, after), encoding="utf8")

    def pending_campaign(self) -> None:
        text = (self.root / "questionnaire/promises.yaml").read_text(encoding="utf8")
        self.edit("questionnaire/promises.yaml", text[text.rindex("type: yes_no") :].rstrip("\n"), PENDING)

    def assessed(self, notes: dict[str, Any] | None = None) -> tuple[KnowledgeBase, Assessment]:
        kb = load(self.root)
        given = {"campaign_planned": "yes", "services": ["repairs"], "repair_wait": "month", "advertised_delay": "week"}
        said = {"brand": "Pignon", "date": "2026-01-01", "answers": given, "notes": NOTED if notes is None else notes}
        return kb, assess(kb, parse_answers(said, kb))

    def report(self, language: str = "en", notes: dict[str, Any] | None = None) -> ReportView:
        return compose(*self.assessed(notes), language=language)


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path / "workshop")


def number_of(view: ReportView, advice: str) -> int | None:
    return next(one.number for one in view.findings() if one.id == advice)


@pytest.mark.parametrize(("language", "says"), [("en", "Drop the campaign"), ("fr", "Renoncez à la campagne")])
def test_a_pending_answer_is_answered_by_the_change_that_settles_it(
    workshop: Workshop, language: str, says: str
) -> None:
    workshop.pending_campaign()
    view = workshop.report(language)
    assert view.summary.answer == (f"{says} ({number_of(view, 'no-campaign-over-broken-promises')}).",)


def test_a_phase_about_decisions_answers_with_the_title_of_its_finding(workshop: Workshop) -> None:
    workshop.edit("knowledge-base.yaml", "  - id: stop\n", "  - id: stop\n    pending: yes\n")
    view = workshop.report()
    number = number_of(view, "no-campaign-over-broken-promises")
    assert f"No campaign over broken promises ({number})." in view.summary.answer


def test_a_title_that_is_the_headline_already_answers_with_what_to_do(workshop: Workshop) -> None:
    workshop.edit("knowledge-base.yaml", "  - id: stop\n", "  - id: stop\n    pending: yes\n")
    view = workshop.report()
    first = view.summary.first[0]
    assert view.summary.headline.startswith(first.title)
    assert f"{first.recommendation[0].rstrip('.')} (1)." in view.summary.answer


@pytest.mark.parametrize("language", ["en", "fr"])
def test_where_nothing_is_undecided_the_answer_names_what_comes_first_and_its_weight(
    workshop: Workshop, language: str
) -> None:
    view = workshop.report(language)
    first, *others = view.summary.first
    assert view.summary.headline.startswith(first.title)
    weights = {one.number: one.severity.word.lower() for one in view.summary.first if one.severity}
    assert set(weights.values()) <= {"critical", "major", "moderate", "minor", "critique", "majeur", "modéré", "mineur"}
    titles = (f"{one.title} ({one.number}, {weights[one.number]})." for one in others)
    deed = f"{first.recommendation[0].rstrip('.')} ({first.number}, {weights[first.number]})."
    assert view.summary.answer == (deed, *titles)


def test_nothing_is_answered_where_nobody_noted_the_question(workshop: Workshop) -> None:
    workshop.pending_campaign()
    assert workshop.report(notes={}).summary.answer == ()
    internal = {"advertised_delay": {**NOTED["advertised_delay"], "visible_to": "internal"}}
    assert workshop.report(notes=internal).summary.answer == ()


def test_a_plan_of_which_no_finding_speaks_is_answered_by_what_asks_about_it() -> None:
    view = view_of("many-unknowns", "en")
    assert view.summary.matter == "Le gérant songe à Instagram, à un concours et à deux créateurs."
    assert view.summary.answer == (
        "Do not open this space because others have (3, le compte Instagram).",
        "Drop the contest (4).",
        "First find out who recommends you unpaid.",
    )


def test_each_thing_on_the_table_is_answered_and_named_where_there_are_several() -> None:
    answers = view_of("nearly-everything-wrong", "en").summary.answer
    for says in ("Keep customer service", "Drop the new image", "Do not open this space while the cause lasts (5, le"):
        assert [one for one in answers if one.startswith(says)]
    assert answers[-1].endswith("into a space of your own (14, Les Anciens d’Orméa).")
    club = "The user club (private site)"
    assert f"Give up the plan to move this group (1, “{club}”)." in view_of("orvane", "en").summary.answer


def test_no_question_is_put_about_a_plan_of_which_a_finding_speaks_by_its_wording() -> None:
    view = view_of("plumaviel", "en")
    assert "ask-what-could-come-out" in {one.id for one in view.asks}
    (answer,) = view.summary.answer
    assert answer.startswith("Approve nothing until the cause is known")


def test_what_only_asks_holds_a_plan_and_drops_none(workshop: Workshop) -> None:
    workshop.pending_campaign()
    fault = "kind: myth\n    theme: promises\n    severity: major\n    phase: stop\n    effort: low"
    workshop.edit("advice/riders.yaml", fault, "kind: ask\n    theme: promises")
    mild = "      - when: {promises_broken: no}"
    weighty = "      - {when: {promises_broken: yes}, severity: major, phase: stop}"
    workshop.edit("advice/riders.yaml", mild, f"{weighty}\n{mild}")
    view = workshop.report()
    number = number_of(view, "no-campaign-over-broken-promises")
    assert view.summary.answer == (f"No campaign over broken promises ({number}).",)


@pytest.mark.parametrize(("language", "says"), [("en", "settle first what remains"), ("fr", "réglez d’abord ce qui")])
def test_where_nothing_is_found_what_is_open_comes_before_an_answer(
    workshop: Workshop, language: str, says: str
) -> None:
    kb = load(workshop.root)
    said = {"brand": "Pignon", "date": "2026-01-01", "answers": {"services": ["repairs"]}, "notes": NOTED}
    view = compose(kb, assess(kb, parse_answers(said, kb)), language=language)
    assert not view.ranked
    (answer,) = view.summary.answer
    assert says in answer


def test_where_nothing_calls_for_a_change_that_is_the_answer(workshop: Workshop) -> None:
    calm = {
        "services": ["repairs"], "mechanics": 3, "repair_wait": "days", "supplier_strike": "no", "spare_parts": "yes",
        "complaints": ["none_seen"], "loyal_riders": "no", "advertised_delay": "none_announced",
        "campaign_planned": "no",
    }  # fmt: skip
    kb = load(workshop.root)
    said = {"brand": "Pignon", "date": "2026-01-01", "answers": calm, "notes": NOTED}
    view = compose(kb, assess(kb, parse_answers(said, kb)), language="en")
    assert not [one for one in view.ranked if one.number is not None]
    assert view.summary.answer == ("Nothing that is known calls for a change: keep what goes well as it is.",)


def test_of_what_may_be_several_states_the_change_that_leads_from_most_of_them_answers(workshop: Workshop) -> None:
    states = """type: choice
    options:
      - {id: now, label: {fr: "En cours", en: "Under way"}}
      - {id: renewing, label: {fr: "À reconduire", en: "To be renewed"}, pending: yes}
      - {id: yes, label: {fr: "Prévue", en: "Planned"}, pending: yes}
      - {id: maybe, label: {fr: "Envisagée", en: "Considered"}, pending: yes}
      - {id: no, label: {fr: "Non", en: "No"}}
    changeable:
      - {from: [now, renewing], to: no, effort: low, says: {fr: "Arrêtez la campagne", en: "Stop the campaign"}}
      - {from: [yes, maybe], to: no, effort: low, says: {fr: "Renoncez à la campagne", en: "Drop the campaign"}}"""
    text = (workshop.root / "questionnaire/promises.yaml").read_text(encoding="utf8")
    workshop.edit("questionnaire/promises.yaml", text[text.rindex("type: yes_no") :].rstrip("\n"), states)
    workshop.edit(
        "advice/riders.yaml", "      campaign_planned: yes", "      campaign_planned: {any_of: [renewing, yes, maybe]}"
    )
    kb, _ = workshop.assessed()
    given = {"services": ["repairs"], "repair_wait": "month", "advertised_delay": "week"}
    answers = {**given, "campaign_planned": {"not": ["now", "no"]}}
    said = {"brand": "Pignon", "date": "2026-01-01", "answers": answers, "notes": NOTED}
    view = compose(kb, assess(kb, parse_answers(said, kb)), language="en")
    assert view.summary.answer[0].startswith("Drop the campaign (")


def test_every_format_that_has_a_page_one_answers(workshop: Workshop, tmp_path: Path) -> None:
    workshop.pending_campaign()
    answer, *_ = workshop.report().summary.answer
    files = written(*workshop.assessed(), tmp_path, language="en")
    for format in ("html", "pdf", "docx", "md"):
        page = squeezed(words_of(format, files[format]))
        label = page.index(squeezed("Our answer"))
        assert page.index(squeezed(answer), label) - label < 20, format
