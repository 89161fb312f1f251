"""What page one and the cards of the brief edition say can be read by itself: whole questions, names as names."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from advisor.advice import assess
from advisor.advice.wording import Wording
from advisor.analysis.workbench.trial import case_answers
from advisor.knowledge.model import KnowledgeBase
from advisor.language.typography import first_sentence
from advisor.report import ReportView, compose, render_html
from advisor.report.markdown import render_markdown

from .documents import squeezed, words_of
from .test_editions import assessed, shipped_kb, view_of

REFERS_BACK = ("D’ici là", "En attendant", "Until then", "Meanwhile", "Then ", "Ensuite")


@pytest.fixture(scope="module")
def froidor() -> ReportView:
    return view_of("froidor", "fr")


def test_an_open_row_of_a_table_is_named_below_its_question_with_a_capital(froidor: ReportView) -> None:
    rows = [one.asked.partition("– ")[2] for one in froidor.open_points if "– " in one.asked]
    assert len(rows) > 3
    assert [row for row in rows if not row[0].isupper()] == []
    assert [one.asked for one in froidor.open_points if not one.asked[0].isupper()] == []


def test_an_answer_quoted_as_evidence_is_understood_without_its_table(froidor: ReportView) -> None:
    quoted = [said.asked for one in froidor.findings() for said in one.evidence.said]
    assert "Faire de la promotion" in quoted
    assert any(asked.startswith("De vos vingt dernières publications, combien… redisent") for asked in quoted)
    assert [asked for asked in quoted if not asked[0].isupper()] == []


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("fr", "Sur {{ spaces }}, rien.", "Sur « Page de la ligue », rien."),
        ("fr", "Le monde {{ spaces | de }}.", "Le monde de « Page de la ligue »."),
        ("en", "On {{ spaces }} nothing.", "On “Page de la ligue” nothing."),
        ("en", "Nothing ({{ spaces }}).", "Nothing (Page de la ligue)."),
    ],
)
def test_what_people_call_a_space_reads_as_a_name_in_a_sentence(language: str, text: str, said: str) -> None:
    wording, about = _wording(language, "Page de la ligue")
    assert wording.say({language: text}, about).replace("\u00a0", " ") == said


def test_a_name_with_brackets_of_its_own_stays_between_quotation_marks_in_brackets() -> None:
    wording, about = _wording("en", "Tin nights (kitchens)")
    assert wording.say({"en": "Nothing ({{ spaces }})."}, about) == "Nothing (“Tin nights (kitchens)”)."


def _wording(language: str, name: str):  # type: ignore[no-untyped-def]
    assessment = assessed("froidor")
    contexts = tuple(
        one.model_copy(update={"instances": tuple(each.model_copy(update={"name": name}) for each in one.instances)})
        for one in assessment.contexts
    )
    about = next(one for one in assessment.advice if len(one.instances) == 1)
    return Wording(shipped_kb(), assessment.model_copy(update={"contexts": contexts}), language), about


def test_what_the_headline_says_is_not_said_again_below_it() -> None:
    view = view_of("norhaven", "en")
    first = view.summary.first[0]
    made = replace(view.summary, headline=f"{first.title}. {first_sentence(first.consequence[0])}")
    assert made.reason(first) == first.observed[0]
    assert view.summary.reason(first) == first.consequence[0]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_only_thing_to_do_is_named_once_on_page_one_with_its_first_step(language: str) -> None:
    view = view_of("single-fault", language)
    (only,) = view.summary.first
    made = {"html": render_html(view, layout="brief"), "md": render_markdown(view, edition="brief")}
    for format, content in made.items():
        page_one = content.split('id="diagnosis"' if format == "html" else "\n## 1 ")[0]
        said = words_of(format, page_one.encode()).partition(view.summary.headline)[2]
        assert squeezed(only.title) not in squeezed(said)
        assert squeezed(only.steps[0]) in squeezed(said)
        assert ".." not in said
    assert f'<p class="first-title"><a href="#finding-{only.id}">' in render_html(view, layout="brief")


def test_page_one_calls_for_nothing_that_it_counts_among_what_to_keep() -> None:
    for case in ("x04-low-profile-and-open", "x20-fans-after-an-incident"):
        view = view_of(case, "en")
        assert {"facts-told", "promotion-on-hold"} <= {one.id for one in view.strengths}
        assert "promotion" not in view.summary.headline
        assert "facts" not in view.summary.headline


def test_a_merged_finding_says_what_was_seen_or_what_to_do_in_every_format(froidor: ReportView) -> None:
    said = squeezed(words_of("html", render_html(froidor, layout="brief").encode()))
    written = squeezed(words_of("md", render_markdown(froidor, edition="brief").encode()))
    points = [(point, one) for one in froidor.ranked for point in one.sub_points]
    assert points
    for point, parent in points:
        assert point.beside(parent)
        assert squeezed(point.beside(parent)) in said
        assert squeezed(point.beside(parent)) in written


def test_what_is_to_be_confirmed_is_a_question_not_a_mark(froidor: ReportView) -> None:
    text = render_markdown(froidor, edition="brief").replace("\u00a0", " ")
    assert "\nÀ confirmer\n" not in text
    marked = [one for one in froidor.ranked if one.to_confirm]
    assert text.count("Ce qui peut changer ce point : ") >= len(marked) > 0


def test_counts_that_differ_from_those_of_page_one_are_explained(froidor: ReportView) -> None:
    counted = sum(count for one in froidor.profile for of, count in one.segments if of not in ("in_order", "not_known"))
    assert counted > len(froidor.ranked)
    assert froidor.profile_note
    assert froidor.profile_note in render_html(froidor, layout="brief")


def test_what_a_theme_not_judged_means_is_said_below_the_profile() -> None:
    view = view_of("westmark-blood-service", "en")
    told = "Not judged: nothing to put right was found, but too much is still open, or something grave."
    assert any(one.state.id == "not_judged" for one in view.profile)
    assert told in view.profile_note
    assert told in render_markdown(view, edition="brief")
    assert "Not judged" not in view_of("nearly-everything-wrong", "en").profile_note


def test_findings_of_one_title_are_told_apart_by_their_spaces() -> None:
    kb = shipped_kb()
    answers = case_answers(kb, kb.cases["nearly-everything-wrong"])
    halted = replace(answers.of("hd_answer@avis"), value="stopped")
    given = replace(answers, given={**answers.given, "hd_answer@avis": halted})
    view = compose(kb, assess(kb, given), language="fr")
    titles = [one.title for one in view.ranked]
    assert len(set(titles)) == len(titles)
    assert "Répondez aux critiques, à chacune (la page Facebook)" in titles
    assert "Répondez aux critiques, à chacune (les sites d’avis)" in titles


def test_what_may_set_a_finding_aside_is_said_once_with_every_question() -> None:
    for case in ("norhaven", "saint-aurele-sur-vize", "many-unknowns"):
        for one in view_of(case, "fr").findings():
            effects = [re.sub("^(La|Les) réponses? peu(t|vent)", "", each.effect) for each in one.to_confirm]
            assert len(set(effects)) == len(effects)
            asked = [[said.question for said in each.questions] for each in one.to_confirm]
            assert all(len(set(each)) == len(each) for each in asked)


def test_what_is_to_be_confirmed_says_the_question_of_a_table_once() -> None:
    view = view_of("zephyrine", "fr")
    (one,) = next(each for each in view.findings() if each.title == "Vous répondez aux critiques en public").to_confirm
    assert len(one.screens) < len(one.questions)
    assert len({screen.asked.split(" – ")[0] for screen in one.screens}) == len(one.screens)
    whole = "Comment y traite-t-on les messages des gens"
    section = render_html(view, layout="full").split('aria-labelledby="strengths"')[1].split("</section>")[0]
    assert section.count(whole) == render_markdown(view).split("\n## 4 ")[1].split("\n## 5 ")[0].count(whole) == 1


def test_a_markdown_title_says_each_word_once_and_no_sign_is_escaped_in_vain() -> None:
    head = "\n".join(render_markdown(view_of("alder-finch", "fr"), edition="brief").splitlines()[:4])
    assert head.startswith("# Alder & Finch")
    assert head.count("Diagnostic") == 1


def test_nothing_that_may_stand_alone_refers_back_to_what_is_not_there() -> None:
    kb: KnowledgeBase = shipped_kb()
    alone = [text for one in kb.advice.values() for step in one.steps[:1] for text in _texts(step)]
    alone += [text for one in kb.conclusions.values() if one.headline for text in one.headline.values()]
    assert [text for text in alone if text.startswith(REFERS_BACK)] == []
    meanings = [text for one in kb.conclusions.values() if one.meaning for text in one.meaning.values()]
    assert [text for text in meanings if re.search(r"D’ici là|Until then", text)] == []


def _texts(step: object) -> tuple[str, ...]:
    return tuple((step if isinstance(step, dict) else step.text).values())  # type: ignore[attr-defined]


def test_what_to_keep_leads_with_what_its_authors_give_most_weight_to() -> None:
    kb = shipped_kb()
    for case in ("tollander", "healthy", "pettigrew-lowe"):
        view = view_of(case, "en")
        ranks = [kb.advice[one.id.split("@")[0]].rank for one in view.strengths]
        assert ranks == sorted(ranks, key=lambda rank: rank or 0)
        assert view.strengths[: len(view.summary.keep)] == view.summary.keep
    kept = [one.id for one in view_of("tollander", "en").summary.keep]
    assert kept[0] == "advocates-well-supplied"
    assert "met-in-person" in kept
