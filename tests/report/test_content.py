"""Every format says the same: the same advice in the same order, every note the client may see, no other."""

from __future__ import annotations

import html as markup
import io
import json
import re
import shutil
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import pytest
from docx import Document

from advisor.advice import Assessment, assess
from advisor.advice.assessment import Clash
from advisor.advice.outlook import Outlook, QuestionToAsk
from advisor.advice.profile_words import counts_of
from advisor.answers import Answer, AnswerState, parse_answers, read_answers
from advisor.cli.screen_summary import summary as screen_summary
from advisor.inference.result import Outcome
from advisor.knowledge import load, shipped
from advisor.knowledge.model import KnowledgeBase
from advisor.language.typography import typeset
from advisor.report import FORMATS, ReportError, ReportView, compose, render_html
from advisor.report.appendix_view import AnswerRow, Reached
from advisor.report.docx import render_docx
from advisor.report.finding_view import FindingView, Said
from advisor.report.json_document import render_json
from advisor.report.markdown import render_markdown
from advisor.report.summary import KEEP_ALONE
from advisor.report.told import Diagnosis
from advisor.report.view import OPEN_IN_DETAIL

from .documents import references_in, squeezed, words_of, written
from .rendered import KNOWLEDGE_BASE, assessment, knowledge_base, report

LONG_NOTE = "Counted over a month; " + "a long note goes on and on. " * 12
CASES = ("demo", "healthy", "many-unknowns", "industrial-b2b", "contradictory-answers")


def shown(assessed: Assessment) -> set[str]:
    """The advice a report sets out in full or names as set aside."""
    return {
        one.id
        for one in assessed.advice
        if one.outcome in (Outcome.FIRES, Outcome.POSTPONED)
        or (one.outcome is Outcome.EXCEPTED and one.when.value == "true")
    }


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("case", CASES)
def test_formats_carry_the_same_advice_in_the_same_order(case: str, language: str) -> None:
    view, html = report(case, language).view, report(case, language).html
    wanted = list(view.advice_ids())
    assert set(wanted) == shown(assessment(case))
    assert len(wanted) == len(set(wanted))
    assert re.findall(r' id="(?:finding|considered)-([a-z0-9-]+)"', html) == wanted
    assert references_in(words_of("html", html.encode())) == wanted
    assert references_in(words_of("md", render_markdown(view).encode())) == wanted
    assert references_in(words_of("docx", render_docx(view))) == wanted
    document = json.loads(render_json(view, assessment(case)))
    assert [one["id"] for one in document["advice"]] + document["considered"] == wanted


def noted(overloaded: dict[str, Any]) -> dict[str, Any]:
    return {
        **overloaded,
        "notes": {
            "services": {"text": "Seen in the yard on Tuesday.", "visible_to": "client"},
            "repair_wait": {
                "text": "Counted over a month; " + "a long note goes on and on. " * 12,
                "visible_to": "client",
            },
            "mechanics": {"text": "The owner lies about this.", "visible_to": "internal"},
            "complaints": {"text": "Do not mention the trial.", "visible_to": "internal"},
        },
        "flags": ["rental_fleet"],
    }


def test_every_format_has_the_clients_notes_and_none_the_internal_ones(
    small: KnowledgeBase, overloaded: dict[str, Any], tmp_path: Path
) -> None:
    files = written(small, assess(small, parse_answers(noted(overloaded), small)), tmp_path, language="en")
    assert set(files) == set(FORMATS)
    for format, content in files.items():
        said = squeezed(words_of(format, content))
        assert squeezed("Seen in the yard on Tuesday.") in said, format
        assert squeezed(LONG_NOTE) in said, format
        assert squeezed("The owner lies about this.") not in said, format
        assert squeezed("Do not mention the trial.") not in said, format
        raw = content.decode("utf-8", "ignore")
        assert "owner lies" not in raw, format
        assert "mention the trial" not in raw, format


def test_a_note_stands_once_beside_the_first_finding_that_rests_on_its_answer(
    small: KnowledgeBase, overloaded: dict[str, Any]
) -> None:
    assessed = assess(small, parse_answers(noted(overloaded), small))
    view = compose(small, assessed, language="en")
    resting = [
        one.id
        for one in view.findings()
        if any("services" in assessed.advised(point.id).because.answers for point in one.walk())
    ]
    assert [one.id for one in view.findings() if "Seen in the yard on Tuesday." in one.noted] == resting[:1] != []
    brief = render_markdown(view, "brief")
    assert brief.count("Seen in the yard on Tuesday.") == 1


def test_a_note_stands_beside_the_finding_it_is_about_rather_than_an_earlier_one_with_a_point_on_it(
    tmp_path: Path,
) -> None:
    kb, case = knowledge_base(), KNOWLEDGE_BASE / "cases" / "nearly-everything-wrong.yaml"
    told = tmp_path / case.name
    note = "notes: {aims: {text: Seen in the yard., visible_to: client}}\n"
    told.write_text(note + case.read_text(encoding="utf8"), encoding="utf8")
    assessed = assess(kb, read_answers(told, kb))
    findings = list(compose(kb, assessed, language="en").findings())
    rest_on_it = [
        one.id for one in findings if any("aims" in assessed.advised(point.id).because.answers for point in one.walk())
    ]
    assert rest_on_it[0] == "drop-the-plan-to-create-a-community"
    assert [one.id for one in findings if "Seen in the yard." in one.noted] == ["widen-the-brief"]


def test_the_json_report_holds_no_flag_and_a_valid_assessment(small: KnowledgeBase, overloaded: dict[str, Any]) -> None:
    assessed = assess(small, parse_answers(noted(overloaded), small))
    document = json.loads(render_json(compose(small, assessed, language="en"), assessed))
    copy = Assessment.model_validate(document["assessment"])
    assert not any(answer.flagged for answer in copy.answers)
    assert [one.id for one in copy.advice] == [one.id for one in assessed.advice]


def say(title: str) -> str:
    return typeset(title, "en")


def part(view: ReportView, id: str) -> FindingView:
    return next(finding for finding in view.findings() if finding.id == id)


def test_a_finding_says_what_was_seen_why_what_to_do_and_on_what_grounds(
    small: KnowledgeBase, overloaded: dict[str, Any]
) -> None:
    view = compose(small, assess(small, parse_answers(overloaded, small)), language="en")
    first = part(view, "stop-promising-dates")
    assert first.number == 1
    assert (first.severity.word, first.phase.word, first.effort.word) == ("Critical", "Stop", "Low effort")  # type: ignore[union-attr]
    assert first.observed[0].endswith("announces “One week”, and it is not kept.")
    assert first.observed[1].startswith("Those who complain")
    assert first.steps == ("Take down the poster.", "Tell the customers who wait.")
    assert first.nuance == ("A cautious delay may stay.",)
    assert [cited.label for cited in first.citations]
    assert any("B1-02" in cited.claims for cited in first.citations), "the addition brings its claim"
    assert [point.id for point in first.sub_points] == ["display-real-delays"]
    (cited,) = first.evidence.concluded
    assert cited.holds
    sources: tuple[Diagnosis | Reached, ...] = (*view.standing, *view.reached)
    told = {id: said for one in sources for id, said in behind(one)}
    assert {said.question for said in told[cited.conclusion]} >= {"advertised_delay"}
    assert all(said.asked.endswith("?") and said.answered for said in told[cited.conclusion])


def behind(told: Diagnosis | Reached) -> list[tuple[str, tuple[Said, ...]]]:
    """The answers that a conclusion, or each of several that came out alike, is said to rest on."""
    if isinstance(told, Diagnosis):
        return [(told.conclusion, told.evidence.said)]
    return [(id, told.because.said) for id in told.conclusions]


def test_an_open_row_of_a_table_stands_with_the_question_of_its_table() -> None:
    kb = load(shipped("rules") / "community-management")
    table = next(one for one in kb.tables.values() if kb.questions[one.rows[0]].for_each is None)
    answers: dict[str, Any] = {"brand": "A", "date": "2026-11-20", "answers": {table.rows[0]: {"state": "unknown"}}}
    answers["respondents"] = [{"id": "ines", "name": "Inès Roux", "role": "directrice"}]
    view = compose(kb, assess(kb, parse_answers(answers, kb)), language="fr")
    rows = {id: kb.questions[id].ask["fr"] for one in kb.tables.values() for id in one.rows}
    asked = [one.asked for one in view.open_points if one.questions[0] in rows]
    assert asked
    questions = {squeezed(one.ask["fr"]).replace("'", "’") for one in kb.tables.values()}
    for one in asked:
        assert any(squeezed(one).startswith(question) for question in questions), one
    assert "Personnes interrogées : Inès Roux (directrice)." in [text.replace("\u00a0", " ") for text in view.limits]


def test_postponed_advice_says_until_when_in_every_format(
    small: KnowledgeBase, overloaded: dict[str, Any], tmp_path: Path
) -> None:
    assessed = assess(small, parse_answers(overloaded, small))
    assert assessed.advised("invite-riders").outcome is Outcome.POSTPONED
    view = compose(small, assessed, language="fr")
    (until,) = part(view, "invite-riders").until
    assert view.plan[-1].phase.id == "waiting"
    assert [finding.id for finding in view.plan[-1].actions] == ["invite-riders"]
    for format, content in written(small, assessed, tmp_path, formats=("html", "docx", "md")).items():
        assert squeezed(f"Pas encore : {until}") in squeezed(words_of(format, content)), format


def test_reservations_are_shown_as_to_be_confirmed(
    small: KnowledgeBase, overloaded: dict[str, Any], tmp_path: Path
) -> None:
    answers = {**overloaded["answers"], "supplier_strike": {"state": "unknown"}}
    assessed = assess(small, parse_answers({**overloaded, "answers": answers}, small))
    assert assessed.advised("hire-a-mechanic").reservations
    view = compose(small, assessed, language="en")
    (confirmation,) = part(view, "hire-a-mechanic").to_confirm
    assert confirmation.effect == "This would be set aside: the strike explains the wait."
    assert [said.question for said in confirmation.questions] == ["supplier_strike"]
    for format, content in written(small, assessed, tmp_path, language="en", formats=("html", "docx", "md")).items():
        assert "To be confirmed" in words_of(format, content), format


def test_exceptions_that_set_advice_aside_are_told_with_their_reason(small: KnowledgeBase) -> None:
    assessed = assess(small, parse_answers(small.cases["overloaded-during-strike"].document, small))
    view = compose(small, assessed, language="fr")
    (considered,) = view.considered
    assert (considered.id, considered.reason) == ("hire-a-mechanic", "la grève explique l’attente")
    html = render_html(view)
    assert "Écarté\u00a0: la grève explique l’attente" in html
    assert "Exceptions examinées" in html


def test_contradictory_answers_are_to_be_clarified() -> None:
    view = report("contradictory-answers", "fr").view
    assert view.contradictions
    assert all(one.says and one.ask_again for one in view.contradictions)
    assert view.summary.contradicted == tuple(one.says for one in view.contradictions[:3])
    page = render_markdown(view, edition="brief").split("\n## 1")[0]
    assert all(says in page for says in view.summary.contradicted)
    assert 'id="contradictions"' in report("contradictory-answers", "fr").html
    assert_told(
        view, [text for one in view.contradictions for text in (one.says, *(one.asked for one in one.ask_again))]
    )


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("advice", "stop-rewarding-the-community", "stay-out-unless-invited"),
        ("conclusions", "structural_problem", "internal_distrust"),
    ],
)
def test_results_that_exclude_each_other_are_told_with_the_answers_behind_them(
    kind: Literal["advice", "conclusions"], first: str, second: str
) -> None:
    kb, assessed = knowledge_base(), assessment("nearly-everything-wrong" if kind == "conclusions" else "demo")
    clash = Clash(kind=kind, first=first, second=second)
    view = compose(kb, assessed.model_copy(update={"to_clarify": (clash,)}), language="fr")
    told = view.contradictions[-1]
    titled = kb.conclusions if kind == "conclusions" else kb.advice
    assert all(typeset(titled[id].title["fr"], "fr") in told.says for id in (first, second))
    behind = assessed.concluded if kind == "conclusions" else assessed.advised
    cited = {question for id in (first, second) for question in behind(id).because.all_answers}
    assert {one.question for one in told.ask_again} == cited != set()
    assert_told(view, [told.says, *(one.asked for one in told.ask_again)])


def assert_told(view: ReportView, texts: list[str]) -> None:
    """Every text stands under what is to be found out, in every format for readers."""
    title = next(section.title for section in view.sections if section.id == "find-out")
    for format, content in (
        ("html", render_html(view).encode("utf-8")),
        ("md", render_markdown(view).encode("utf-8")),
        ("docx", render_docx(view)),
    ):
        _, _, below = squeezed(words_of(format, content)).rpartition(squeezed(title))
        assert [text for text in texts if squeezed(text) not in below] == [], format


def test_what_does_not_concern_the_brand_is_named_and_counted() -> None:
    assessed, view = assessment("industrial-b2b"), report("industrial-b2b", "en").view
    outside = [one.id for one in assessed.advice if one.outcome is Outcome.OUT_OF_SCOPE]
    assert outside
    titles = {say(knowledge_base().advice[id].title["en"]) for id in outside}
    assert {title for one in view.out_of_scope for title in one.titles} == titles
    assert sum(len(one.titles) for one in view.out_of_scope) == len(outside)
    assert {tally.outcome.id: tally.count for tally in view.tally} == {
        outcome.value: sum(one.outcome is outcome for one in assessed.advice) for outcome in Outcome
    }
    assert sum(tally.count for tally in view.tally) == len(knowledge_base().advice)


def rows_of(view: ReportView) -> dict[str, AnswerRow]:
    """The rows of the appendix by the questions they answer."""
    return {id: row for section in view.answers for row in section.rows for id in row.questions}


def test_every_answer_is_in_the_appendix_with_the_findings_that_rest_on_it() -> None:
    view, assessed = report("demo", "en").view, assessment("demo")
    rows = rows_of(view)
    said = [one for one in assessed.answers if one.state.value in ("answered", "unknown") or one.because or one.note]
    assert list(rows) == [one.question for one in said]
    numbers = {finding.id: finding.number for finding in view.findings()}
    for one in assessed.advice:
        if one.outcome is Outcome.FIRES and numbers.get(one.id):
            for question in set(one.because.all_answers) & set(rows):
                assert (numbers[one.id], one.id) in rows[question].used_by


@pytest.mark.parametrize("case", CASES)
def test_every_link_inside_a_report_leads_somewhere(case: str) -> None:
    html = report(case, "fr").html
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    targets = set(re.findall(r'href="#([^"]+)"', html))
    assert len(targets) > 20
    assert targets <= set(ids)
    assert not re.findall(r'href="(?!#)', html), "nothing leads outside"


def test_each_action_leads_to_its_finding_and_each_finding_to_its_evidence() -> None:
    view, html = report("demo", "fr").view, report("demo", "fr").html
    summary, plan = (html.split(f'aria-labelledby="{id}"')[1].split("</section>")[0] for id in ("summary", "plan"))
    for finding in view.summary.first:
        assert f'href="#finding-{finding.id}"' in summary
    for phase in view.plan:
        for finding in phase.actions:
            assert f'href="#finding-{finding.id}"' in plan
    for finding in view.findings():
        card = html.split(f'id="finding-{finding.id}"')[1].split("</article>")[0]
        for said in finding.evidence.said:
            assert f'href="#answer-{said.question}"' in card
        for place in finding.evidence.quoted_at:
            assert f'href="#{place.anchor}"' in card
        for concluded in finding.evidence.concluded:
            assert f'href="#conclusion-{concluded.conclusion}"' in card
        for cited in finding.citations:
            assert f'href="#source-{cited.source}"' in card


def test_the_summary_gives_the_first_three_and_the_diagnosis_in_the_authors_order() -> None:
    view, assessed = report("demo", "fr").view, assessment("demo")
    assert tuple(finding.id for finding in view.summary.first) == assessed.first_three
    order = [id for id in knowledge_base().summary if assessed.concluded(id).value.value == "true"]
    told = [one.conclusion for one in view.standing]
    assert told[: len(order)] == order


@pytest.mark.parametrize("case", ["demo", "many-unknowns"])
def test_the_profile_counts_the_points_of_each_theme_and_its_bar_is_as_long_as_they_are_many(case: str) -> None:
    made, assessed = report(case, "en"), assessment(case)
    most = max(one.points for one in assessed.profile)
    rows = re.findall(r"<tr>(.*?)</tr>", made.html.split('class="profile-table"')[1].split("</table>")[0])[1:]
    told = [one for one in assessed.profile if one.points]
    assert len(rows) == len(told)
    for row, one in zip(rows, told, strict=True):
        assert f'<span class="state {one.state.value}">' in row
        found = {what: float(share) for what, share in re.findall(r'class="(\w+)" style="width:([\d.]+)%"', row)}
        assert found == {what: pytest.approx(100 * n / most, abs=0.01) for what, n in counts_of(one).items() if n}
        assert re.findall(r'<td class="numeric">(\d+)</td>', row) == [str(one.in_order), str(one.not_known)]


def test_an_ask_on_which_a_decision_hangs_is_among_the_first_and_in_the_plan() -> None:
    kb = load(KNOWLEDGE_BASE.parent / "choir")
    leaving = {"choir_state": "rehearses", "mood": ["leavers"], "solo_fees": "no"}
    choirs = [{"id": "altos", "name": "Altos", "answers": leaving}]
    brand = {"brand": "School", "date": "2026-11-20", "answers": {"merge_choirs": "decided"}, "choirs": choirs}
    assessed = assess(kb, parse_answers(brand, kb))
    view = compose(kb, assessed, language="en")
    asked = assessed.advised("ask-why-they-leave")
    assert asked.id in assessed.first_three
    assert tuple(finding.id for finding in view.summary.first) == assessed.first_three
    planned = {one.id: one.number for phase in view.plan for one in phase.actions}
    assert planned[asked.id] == asked.position


def test_what_is_ruled_out_is_said_once_for_all_instances() -> None:
    kb = load(KNOWLEDGE_BASE.parent / "choir")
    laughing = {"choir_state": "rehearses", "mood": ["laughter"], "singers": 20}
    choirs = [{"id": id, "name": id.capitalize(), "answers": laughing} for id in ("altos", "basses")]
    brand = {"brand": "School", "date": "2026-11-20", "answers": {"merge_choirs": "no"}, "choirs": choirs}
    view = compose(kb, assess(kb, parse_answers(brand, kb)), language="en")
    [strained] = [one for one in view.denied() if "strained@altos" in one.ids]
    assert strained.ids == ("strained@altos", "strained@basses")
    assert strained.title.endswith("(Altos, Basses)")


def test_page_one_says_what_to_do_first_about_each_of_the_three() -> None:
    made = report("demo", "fr")
    summary = made.html.split('aria-labelledby="summary"')[1].split("</section>")[0]
    assert len(made.view.summary.first) == 3
    assert all(markup.escape(one.steps[0]) in summary for one in made.view.summary.first)


def test_what_waits_for_an_incomplete_list_says_so() -> None:
    kb = load(KNOWLEDGE_BASE.parent / "choir")
    rehearsing = {"choir_state": "rehearses", "mood": ["laughter"], "singers": 20}
    choirs = {"list": [{"id": "altos", "name": "Altos", "answers": rehearsing}], "more": "yes"}
    brand = {"brand": "School", "date": "2026-11-20", "answers": {"merge_choirs": "decided"}, "choirs": choirs}
    view = compose(kb, assess(kb, parse_answers(brand, kb)), language="en")
    [torn] = [one for one in view.unsettled if one.conclusion == "torn"]
    [said] = torn.evidence.said
    assert (said.asked, said.answered) == ("Which choirs rehearse at the school?", "the list may be incomplete")


def test_a_healthy_brands_summary_says_what_to_keep_first() -> None:
    view, html = report("healthy", "en").view, report("healthy", "en").html
    assert not view.summary.first
    assert view.summary.headline == "Nothing in the answers calls for repair now."
    assert len(view.summary.keep) == min(KEEP_ALONE, len(view.strengths))
    summary = html.split('aria-labelledby="summary"')[1].split("</section>")[0]
    assert all(markup.escape(one.observed[0]) in summary for one in view.summary.keep)


def test_open_questions_come_in_the_outlooks_order(small: KnowledgeBase, overloaded: dict[str, Any]) -> None:
    answers = {key: value for key, value in overloaded["answers"].items() if key not in ("mechanics", "spare_parts")}
    assessed = assess(small, parse_answers({**overloaded, "answers": answers}, small))
    open_questions = [one.question for one in assessed.to_find_out]
    assert {"mechanics", "spare_parts"} <= set(open_questions)
    for order in (open_questions, open_questions[::-1]):
        ranked = Outlook(ask_next=tuple(QuestionToAsk(question=id, settles=(), weight=1) for id in order))
        view = compose(small, assessed, language="fr", outlook=ranked)
        assert [id for one in view.open_points for id in one.questions] == order
    settled = compose(small, assessed, language="en", outlook=Outlook(first_settled=True))
    assert "your first three recommendations stay the same" in render_html(settled)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_the_interview_does_not_ask_by_itself_is_counted_and_not_missing(tmp_path: Path, language: str) -> None:
    directory = tmp_path / "choir"
    shutil.copytree(KNOWLEDGE_BASE.parent / "choir", directory, ignore=shutil.ignore_patterns("cases"))
    file = directory / "advice" / "choirs.yaml"
    text = file.read_text(encoding="utf-8")

    def seen(kb: KnowledgeBase) -> ReportView:
        choirs = [{"id": "altos", "answers": {"choir_state": "rehearses", "solo_fees": "done"}}]
        brand = {"brand": "B", "date": "2026-11-20", "answers": {"concert_hall": "no"}, "choirs": choirs}
        assessed = assess(kb, parse_answers(brand, kb))
        view = compose(kb, assessed, language=language)
        shown = screen_summary(kb, assessed, language).replace("\u00a0", " ")
        still_open = sum(len(one.questions) for one in view.open_points)
        assert f" {still_open}." in shown.splitlines()[-1]
        answered = {"en": f"3 of {still_open + 3} ", "fr": f"3 des {still_open + 3} réponses"}
        said = view.summary.provisional.says if view.summary.provisional else view.summary.counts
        assert answered[language] in said
        return view

    unasked = seen(load(directory))
    assert "sell_piano" not in {id for one in unasked.open_points for id in one.questions}
    line = {
        "en": "One more question can be answered; the interview does not ask it by itself.",
        "fr": "On peut répondre à une autre question encore\u202f; l’entretien ne la pose pas de lui-même.",
    }[language]
    assert unasked.open_besides == line
    for content in (
        render_html(unasked).split('aria-labelledby="find-out"')[1],
        render_markdown(unasked),
        words_of("docx", render_docx(unasked)),
    ):
        assert squeezed(content).count(squeezed(line)) == 1

    # What a finding is said with a reservation about is missing, whether or not the interview asks it.
    file.write_text(text.replace("{teaches: adults, singers: {at_most: 10}}", "{sell_piano: now}"), encoding="utf-8")
    reserved = seen(load(directory))
    assert "sell_piano" in {id for one in reserved.open_points for id in one.questions}
    assert reserved.open_besides == ""


def test_another_knowledge_base_than_the_assessments_is_refused(
    small: KnowledgeBase, overloaded: dict[str, Any]
) -> None:
    assessed = assess(small, parse_answers(overloaded, small))
    with pytest.raises(ReportError, match="Assess the answers again") as caught:
        compose(knowledge_base(), assessed, language="fr")
    assert "Évaluez de nouveau" in caught.value.said("fr")


def test_word_document_has_real_headings_lists_and_tables() -> None:
    view = report("demo", "fr").view
    document = Document(io.BytesIO(render_docx(view)))
    headings = [p for p in document.paragraphs if p.style is not None and str(p.style.name).startswith("Heading")]
    levels = [int(str(p.style.name)[-1]) for p in headings]  # type: ignore[union-attr]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    titles = [p.text for p in headings]
    for finding in view.findings():
        assert any(title.endswith(finding.title) for title in titles), finding.title
    profile = next(t for t in document.tables if t.rows[0].cells[0].text == "Thème")
    assert [row.cells[0].text for row in profile.rows[1:]] == [one.theme.word for one in view.profile]
    steps = [p for p in document.paragraphs if p.style is not None and p.style.name == "List Number"]
    assert len(steps) == sum(len(finding.steps) for finding in view.findings())
    assert all(table.rows[0]._tr.xpath("w:trPr/w:tblHeader") for table in document.tables)
    styles = {str(p.style.name) for p in document.paragraphs if p.style is not None}
    assert {"Report Lead", "Report Label", "Report Action", "Report Evidence"} <= styles
    assert document.core_properties.title.startswith("Ferrovane")


def test_numbering_begins_anew_with_each_list_of_steps() -> None:
    view = report("demo", "fr").view
    document = Document(io.BytesIO(render_docx(view)))
    steps = [p for p in document.paragraphs if p.style is not None and p.style.name == "List Number"]
    lists = {number for p in steps for number in p._p.xpath("w:pPr/w:numPr/w:numId/@w:val")}
    assert len(lists) == sum(1 for finding in view.findings() if finding.steps)


def test_what_is_still_to_ask_is_named_below_the_answers_and_what_is_ruled_out_is_not() -> None:
    assessed, view = assessment("many-unknowns"), report("many-unknowns", "fr").view
    missing = {one.question for one in assessed.still_to_ask() if one.state is AnswerState.NOT_ASKED}
    unasked = [asked for section in view.answers for asked in section.to_ask]
    assert len(unasked) == len(missing) > 40
    outside = [one.question for one in assessment("industrial-b2b").answers if one.state.value == "not_applicable"]
    assert len(outside) > 40
    assert not set(outside) & set(rows_of(report("industrial-b2b", "fr").view))
    for format, content in (
        ("docx", render_docx(view)),
        ("md", render_markdown(view).encode("utf-8")),
        ("html", report("many-unknowns", "fr").html.encode("utf-8")),
    ):
        said = squeezed(words_of(format, content))
        assert [asked for asked in unasked if squeezed(asked) not in said] == []


def test_a_question_asked_of_several_instances_is_told_once_with_their_names() -> None:
    kb = load(KNOWLEDGE_BASE.parent / "choir")
    moods = {"altos": ["laughter"], "basses": ["laughter"], "tenors": ["leavers"]}
    choirs = [
        {"id": id, "name": id.capitalize(), "answers": {"choir_state": "rehearses", "mood": mood}}
        for id, mood in moods.items()
    ]
    view = compose(
        kb, assess(kb, parse_answers({"brand": "S", "date": "2026-11-20", "choirs": choirs}, kb)), language="en"
    )
    row = rows_of(view)["mood@altos"]
    assert row.questions == ("mood@altos", "mood@basses", "mood@tenors")
    assert [one.names for one in row.answers] == [("Altos", "Basses"), ("Tenors",)]
    asked = [one.asked for one in view.open_points]
    assert len(asked) == len(set(asked))
    assert any(one.endswith("(everywhere)") for one in asked), "where it is asked of all of them, none is named"


def test_a_question_with_a_reason_or_a_note_keeps_its_row(small: KnowledgeBase, overloaded: dict[str, Any]) -> None:
    typed = {
        **overloaded,
        "answers": {**overloaded["answers"], "rental_fleet": {"state": "not_applicable", "because": "Sold in May."}},
        "notes": {"campaign_planned": {"text": "Ask the director.", "visible_to": "client"}},
    }
    del typed["answers"]["campaign_planned"]
    rows = rows_of(compose(small, assess(small, parse_answers(typed, small)), language="en"))
    assert "Sold in May." in rows["rental_fleet"].answers[0].answered
    assert rows["campaign_planned"].answers[0].note == "Ask the director."


def test_open_questions_beyond_a_page_are_named_without_their_reasons() -> None:
    view, html = report("many-unknowns", "en").view, report("many-unknowns", "en").html
    detailed, brief = view.open_in_detail(), view.open_in_brief()
    assert (*detailed, *brief) == view.open_points
    assert len(detailed) == OPEN_IN_DETAIL
    assert len(brief) > 40
    assert re.findall(r' id="open-([a-z_0-9]+)"', html) == [one.questions[0] for one in view.open_points]
    for content in (render_markdown(view), squeezed(words_of("docx", render_docx(view)))):
        assert [one.asked for one in brief if squeezed(one.asked) not in squeezed(content)] == []


@pytest.mark.parametrize(
    ("language", "label"), [("fr", "Et parce que rien de ceci n’est le cas"), ("en", "And because none of this is so")]
)
def test_conclusions_that_count_because_they_do_not_hold_stand_apart(language: str, label: str) -> None:
    view, html = report("healthy", language).view, report("healthy", language).html
    healthy = view.standing[0].evidence
    assert {one.conclusion for one in healthy.denied} >= {"structural_problem", "internal_distrust"}
    assert {one.conclusion for one in healthy.holding} == {"trust_sound", "ready_to_open"}
    article = html.split(f'id="conclusion-{view.standing[0].conclusion}"')[1].split("</article>")[0]
    before, after = article.split(label)
    for one in healthy.holding:
        assert f"#conclusion-{one.conclusion}" in before
    for one in healthy.denied:
        assert f"#conclusion-{one.conclusion}" in after
    for content in (words_of("docx", render_docx(view)), render_markdown(view)):
        assert squeezed(label) in squeezed(content)


def test_a_summary_says_so_where_there_is_nothing_to_find_out_and_no_word_where_nothing_is_to_keep() -> None:
    kb = knowledge_base()
    case = read_answers(KNOWLEDGE_BASE / "cases" / "nearly-everything-wrong.yaml", kb)
    nothing = Answer(AnswerState.NOT_APPLICABLE, because="nothing of the kind")
    settled = replace(case, given={id: case.given.get(id, nothing) for id in kb.questions})
    view = compose(kb, assess(kb, settled), language="en")
    html = render_html(view)
    assert not view.summary.keep
    assert not view.summary.find_out
    summary = html.split('aria-labelledby="summary"')[1].split("</section>")[0]
    for content in (summary, render_markdown(view), words_of("docx", render_docx(view))):
        assert squeezed("To keep") not in squeezed(content.split("Where you stand")[0])
        assert "Nothing: no open question can change this advice." in content
    assert ">To keep</h3>" in report("healthy", "en").html
    assert "no open question" not in report("many-unknowns", "en").html


def test_every_part_of_an_action_stands_within_it() -> None:
    view, html = report("nearly-everything-wrong", "en").view, report("nearly-everything-wrong", "en").html
    parts = [(parent.id, part.id) for parent in view.numbered() for part in parent.sub_points]
    assert len(parts) > 20
    cards = html.split('<article class="card ')
    for parent, id in parts:
        [card] = [one for one in cards if f'id="finding-{parent}"' in one]
        assert f'id="finding-{id}"' in card


@pytest.mark.parametrize(("language", "ending"), [("fr", ", sans date."), ("en", ", undated.")])
def test_an_article_whose_place_is_not_known_is_cited_without_one(language: str, ending: str) -> None:
    view = report("demo", language).view
    (article,) = [one for one in view.references if one.publication is None]
    for content in (words_of("html", report("demo", language).html.encode()), words_of("docx", render_docx(view))):
        assert squeezed(article.title + ending) in squeezed(content)
    assert f"{article.author}, *{article.title}*{ending}" in render_markdown(view)


def test_what_may_still_be_set_aside_says_so() -> None:
    findings = [one for one in report("many-unknowns", "en").view.findings() if one.to_confirm]
    assert findings
    assert all(confirmation.effect for one in findings for confirmation in one.to_confirm)


def test_what_the_same_question_would_settle_stands_together() -> None:
    view = report("many-unknowns", "en").view
    told = view.undecided()
    asked = [one.settle[0].asked for one in told if one.settle]
    assert len(asked) == len(set(asked))
    assert sorted(id for one in told for id in one.ids) == sorted(one.conclusion for one in view.unsettled)
    assert any(len(one.ids) > 1 and " · " in one.title for one in told)


def test_what_is_so_of_all_instances_is_said_once_with_all_its_reasons() -> None:
    kb = load(KNOWLEDGE_BASE.parent / "choir")
    sung = {"choir_state": "rehearses", "mood": ["leavers"], "singers": 8, "solo_fees": "done"}
    choirs = [{"id": id, "name": id.capitalize(), "answers": sung} for id in ("altos", "basses", "tenors")]
    said = {"brand": "S", "date": "2026-11-20", "answers": {"teaches": "adults"}, "choirs": choirs}
    view = compose(kb, assess(kb, parse_answers(said, kb)), language="en")
    (strained,) = (one for one in view.told() if "strained" in one.ids[0])
    assert strained.title == "The choir is strained (everywhere)"
    assert {one.question for one in strained.because.said} >= {f"mood@{one['id']}" for one in choirs}
    (spared,) = view.considered
    assert spared.title == "Pay no soloists (everywhere)"
    assert spared.ids == tuple(f"pay-no-soloists@{one['id']}" for one in choirs)
    assert set(spared.ids) <= set(view.advice_ids())
    cited = [place.name for place in spared.evidence.quoted_at]
    assert cited == list(dict.fromkeys(cited))
