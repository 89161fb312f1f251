"""The two editions: what only the full one has, and what page one must hold."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from math import floor

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from advisor.advice import Assessment, assess
from advisor.analysis.workbench.trial import case_answers
from advisor.answers.answer import AnswerState
from advisor.answers.review import Review
from advisor.knowledge import load, shipped
from advisor.knowledge.model import KnowledgeBase
from advisor.report import ReportView, compose, render_html, render_pdf
from advisor.report.markdown import render_markdown

from .browser import opened
from .documents import squeezed, words_of
from .tagged_pdf import TaggedPdf


@lru_cache(maxsize=1)
def shipped_kb() -> KnowledgeBase:
    return load(shipped("rules") / "community-management")


@lru_cache(maxsize=16)
def assessed(case: str) -> Assessment:
    kb = shipped_kb()
    return assess(kb, case_answers(kb, kb.cases[case]))


def view_of(case: str, language: str, review: Review | None = None) -> ReportView:
    return compose(shipped_kb(), assessed(case), language=language, review=review)


@pytest.mark.parametrize(("case", "language"), [("norhaven", "fr"), ("froidor", "fr"), ("demo", "en")])
def test_no_finding_is_cut_between_its_title_and_its_text(case: str, language: str) -> None:
    view = view_of(case, language)
    told = TaggedPdf(render_pdf(render_html(view, layout="brief"), language=language))
    pages = {
        squeezed(element.text): next(element.marks()).page
        for tag in ("H3", "P")
        for element in told.tagged(tag)
        if element.text
    }
    for finding in view.ranked:
        title = next(
            page for text, page in pages.items() if text.endswith(squeezed(f"{finding.number} {finding.title}"))
        )
        assert pages[squeezed(finding.recommendation[0])] == title, finding.title


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_brief_edition_has_no_ids_and_no_claims(language: str) -> None:
    view = view_of("demo", language)
    said = words_of("html", render_html(view, layout="brief").encode())
    assert [one for one in view.advice_ids() if one in said and "-" in one] == []
    claims = {claim for one in view.findings() for cited in one.citations for claim in cited.claims}
    assert claims
    assert [claim for claim in claims if claim in said] == []


def test_page_one_has_one_message_and_the_first_three_with_a_step_each() -> None:
    view = view_of("demo", "fr")
    page_one = render_html(view, layout="brief").split('aria-labelledby="summary"')[1].split("</section>")[0]
    said = squeezed(words_of("html", f"<!DOCTYPE html><html><body>{page_one}".encode()))
    assert said.count(squeezed(view.summary.headline)) == 1
    for one in view.summary.first:
        assert squeezed(one.title) in said
        assert squeezed(one.steps[0]) in said
    assert "Commencezpar" not in said


def test_where_little_is_known_page_one_says_how_much_and_what_to_ask() -> None:
    view = view_of("alder-finch", "en")
    provisional = view.summary.provisional
    assert provisional is not None
    assert f"{floor(100 * assessed('alder-finch').known)}%" in provisional.says
    assert 3 <= len(provisional.ask) <= 5
    page = render_html(view, layout="brief").split('aria-labelledby="summary"')[1].split("</section>")[0]
    # Little is known, and sixteen strengths stand below: page one says what they come to, and that it is not all.
    assert "What is known calls for no repair; the rest could not be judged yet." in page
    assert "in order" not in page.replace("no sign that it is in order", "")
    assert view_of("demo", "en").summary.provisional is None


def test_where_little_is_known_and_little_seen_to_go_well_page_one_says_that_it_is_too_little() -> None:
    kb = shipped_kb()
    given = case_answers(kb, kb.cases["alder-finch"])
    view = compose(kb, assess(kb, replace(given, given=dict(list(given.given.items())[:15]))), language="en")
    assert not view.summary.first
    assert len(view.strengths) < 8
    assert view.summary.headline == "Too little is known yet to say how things stand."


def test_a_share_that_makes_a_report_provisional_is_never_rounded_up_to_enough() -> None:
    kb = shipped_kb()
    given = case_answers(kb, kb.cases["tollander"])
    fewer = (
        replace(given, given={id: one for id, one in given.given.items() if id != left_out}) for left_out in given.given
    )
    assessment = next(made for made in (assess(kb, answers) for answers in (given, *fewer)) if 0.595 < made.known < 0.6)
    view = compose(kb, assessment, language="en")
    assert view.summary.provisional is not None
    assert "59%" in view.summary.provisional.says
    # More than half is known, and much of it goes well: page one says so, and promises nothing of the rest.
    assert view.summary.headline == "What is known calls for no repair; the rest could not be judged yet."
    assert view.summary.answer == ("Nothing that is known calls for a change: keep what goes well as it is.",)


@pytest.mark.parametrize(("language", "says"), [("fr", "Dans 7 thèmes sur 9"), ("en", "In 7 of 9 themes")])
def test_page_one_says_in_every_format_where_most_themes_are_not_judged_as_a_whole(language: str, says: str) -> None:
    view = view_of("saint-aurele-sur-vize", language)
    assert view.summary.provisional is None
    assert sum(one.state.id == "not_judged" for one in view.profile) == 7
    page = render_html(view, layout="brief").split('aria-labelledby="summary"')[1].split("</section>")[0]
    assert says in page.replace("\u00a0", " ")
    assert says in render_markdown(view, edition="brief").split("\n## 1")[0].replace("\u00a0", " ")
    for case in ("demo", "healthy", "tollander"):
        assert view_of(case, language).summary.unjudged == ""


@pytest.mark.parametrize("language", ["fr", "en"])
def test_strengths_that_an_open_answer_could_change_are_counted_and_marked_in_words(language: str) -> None:
    view = view_of("tollander", language)
    unconfirmed = sum(bool(one.to_confirm) for one in view.strengths)
    mark = {"fr": "à confirmer", "en": "to be confirmed"}[language]
    lead = next(one.lead for one in view.sections if one.id == "strengths")
    assert f"{unconfirmed} " in lead
    assert mark in lead
    section = render_html(view, layout="brief").split('aria-labelledby="strengths"')[1].split("</section>")[0]
    assert section.count('class="unconfirmed"') == unconfirmed > 0
    written = render_markdown(view, edition="brief").replace("\u00a0", " ")
    assert written.count(f"({mark})") == unconfirmed


@pytest.mark.parametrize(
    ("language", "says"), [("fr", "Vos réponses font voir 3 points forts, tous"), ("en", "show 3 strengths, all to be")]
)
def test_strengths_of_which_none_is_certain_are_not_called_established(language: str, says: str) -> None:
    view = view_of("tidewatch", language)
    assert all(one.to_confirm for one in view.strengths)
    assert says in next(one.lead for one in view.sections if one.id == "strengths")


@pytest.mark.parametrize(
    ("language", "says"),
    [("fr", "Rien ne relève de « Maintenant » : commencez par « Ensuite »."), ("en", "“Now”: begin with “Next”.")],
)
def test_a_plan_in_which_nothing_is_for_now_says_so(language: str, says: str) -> None:
    view = view_of("many-unknowns", language)
    leads = {one.id: one.lead.replace("\u202f", " ").replace("\u00a0", " ") for one in view.sections}
    assert says in leads["plan"]
    assert says not in next(one.lead for one in view_of("tidewatch", language).sections if one.id == "plan")


def test_what_is_not_known_is_no_reason_that_somebody_gave() -> None:
    view = view_of("meubles-castorel", "en")
    (ask,) = view.asks
    assert {one.answered for one in ask.evidence.unanswered} == {"not asked yet"}
    assert not ask.evidence.answers
    card = render_html(view, layout="full").split(f'id="finding-{ask.id}"')[1].split("</article>")[0]
    assert "Because this is not known" in card
    assert "Because this is not known" in render_markdown(view, edition="full")
    assert "Because you said not" not in words_of("html", render_html(view, layout="full").encode())


def test_bad_news_that_gave_way_to_worse_is_not_told_as_good_news() -> None:
    view = view_of("banque-valmiere", "en")
    assert "Trust is damaged" in {one.title for one in view.standing}
    assert "Trust is fragile" not in {one.title for one in view.denied("no")}
    assert "Trust is fragile" in {one.title for one in view_of("healthy", "en").denied("no")}


@pytest.mark.parametrize(
    ("language", "says"),
    [("fr", "avec {0} des {1} réponses attendues, on peut juger {2} %"), ("en", "with {0} of {1} answers in, {2}% of")],
)
def test_one_sentence_says_how_many_answers_there_are_and_what_they_settle(language: str, says: str) -> None:
    assessment, summary = assessed("many-unknowns"), view_of("many-unknowns", language).summary
    answered = sum(one.state is AnswerState.ANSWERED for one in assessment.answers)
    asked = answered + sum(one.state is not AnswerState.ANSWERED for one in assessment.still_to_ask())
    assert summary.provisional is not None
    said = summary.provisional.says.replace("\u202f", " ").replace("\u00a0", " ")
    assert says.format(answered, asked, floor(100 * assessment.known)) in said
    assert str(asked) not in summary.counts


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)], ids=["desk", "phone"])
def test_the_first_action_is_seen_without_scrolling(browser: Browser, size: tuple[int, int]) -> None:
    width, height = size
    for case in ("demo", "alder-finch", "norhaven"):
        html = render_html(view_of(case, "fr"))
        with opened(browser, html, viewport={"width": width, "height": height}) as page:
            step = page.locator(".first-step, .provisional li").first.bounding_box()
            assert step is not None
            assert step["y"] + step["height"] <= height, case


def test_a_filter_shows_only_what_is_chosen_without_scripts(browser: Browser) -> None:
    view = view_of("demo", "fr")
    with opened(browser, render_html(view), viewport={"width": 1280, "height": 800}, java_script_enabled=False) as page:
        cards = page.locator(".cards > .card")
        assert cards.count() == len(view.ranked)
        for filter in ("theme", "space", "severity", "line"):
            page.locator(f"#filter-{filter}").select_option(index=1)
            left = [cards.nth(place).is_visible() for place in range(cards.count())]
            assert 0 < sum(left) < len(left), filter
            page.locator(f"#filter-{filter}").select_option(index=0)
        assert all(cards.nth(place).is_visible() for place in range(cards.count()))


def test_what_is_folded_opens_in_its_place(browser: Browser) -> None:
    view = view_of("demo", "fr")
    with opened(browser, render_html(view), viewport={"width": 1280, "height": 800}) as page:
        card = page.locator(f"#finding-{view.ranked[0].id}")
        assert not card.locator(".folded").first.is_visible()
        card.locator("summary").first.click()
        assert card.locator(".folded").first.is_visible()


@pytest.mark.parametrize("width", [1280, 390], ids=["desk", "phone"])
def test_words_and_links_can_be_read_and_hit_in_the_dark(browser: Browser, width: int) -> None:
    html = render_html(view_of("demo", "en"))
    with opened(browser, html, viewport={"width": width, "height": 844}, color_scheme="dark", bypass_csp=True) as page:
        rules = {"runOnly": {"type": "rule", "values": ["color-contrast", "target-size"]}}
        assert [one["id"] for one in Axe().run(page, options=rules).response["violations"]] == []


def test_emptying_a_block_leaves_no_dead_link(tmp_path_factory: pytest.TempPathFactory) -> None:
    import re

    own = tmp_path_factory.mktemp("own")
    (own / "report").mkdir()
    blocks = "{% block appendix %}{% endblock %}{% block find_out %}{% endblock %}"
    (own / "report" / "report.html").write_text('{% extends "shipped/report/report.html" %}' + blocks, "utf-8")
    html = render_html(view_of("demo", "en"), templates=own)
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(re.findall(r'\sid="([^"]+)"', html))
    assert replace(view_of("demo", "en"), internal=True).internal


@pytest.mark.parametrize(
    ("case", "space"),
    [
        ("skerry-air", "telephone"), ("healthy", "reviews"), ("demo", "tiktok"), ("many-unknowns", "avis"),
        ("torvane", "facebook-group"),
    ],
)  # fmt: skip
def test_the_map_calls_nothing_unestablished_where_there_is_nothing_to_establish(case: str, space: str) -> None:
    (rows,) = (map.rows for map in view_of(case, "en").maps)
    assert {row.id: row.holds for row in rows}[space] == ""


def test_the_map_says_what_is_not_established_and_ends_its_sentences() -> None:
    (rows,) = (map.rows for map in view_of("westmark-blood-service", "en").maps)
    assert [row.holds for row in rows] == ["It is not known who talks to whom in this space.", "Not established."]


def test_the_map_names_for_a_space_the_finding_that_another_point_about_it_stands_under() -> None:
    view = view_of("lumielle", "en")
    (rows,) = (map.rows for map in view.maps)
    shown = {row.id: [one.number for one in row.findings] for row in rows}
    assert [point.id for point in view.ranked[0].sub_points if "twitter" in point.instances]
    assert shown["twitter"] == [1]
    assert "| 1 · Let nothing go out that nobody has read |" in render_markdown(view, edition="brief")


@pytest.mark.parametrize(("language", "due"), [("en", "Due 15 December 2026"), ("fr", "Échéance le 15 décembre 2026")])
def test_a_date_that_stands_alone_in_the_plan_begins_with_a_capital(language: str, due: str) -> None:
    view = view_of("demo", language)
    plan = render_html(view, layout="brief").split('aria-labelledby="plan"')[1].split("</section>")[0]
    assert f"<td>{due}</td>" in plan.replace("\u00a0", " ")


def test_advice_that_concerns_the_brand_in_one_space_is_not_said_to_be_none_of_its_concern() -> None:
    view = view_of("demo", "fr")
    outside = {title for theme in view.out_of_scope for title in theme.titles}
    assert outside
    assert outside.isdisjoint(one.title for one in (*view.ranked, *view.strengths))


def test_the_bibliography_has_the_articles_that_the_report_rests_on_and_no_others() -> None:
    view = view_of("skerry-air", "en")
    cited = {citation.source for one in view.findings() for citation in one.citations}
    assert cited <= {one.id for one in view.references}
    assert all(one.claims for one in view.references)
    assert len(view.references) < len(shipped_kb().sources)
