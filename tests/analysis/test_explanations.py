"""Why, why-not and what-if, on the workshop's cases, from the command line and beneath it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner, Result

from advisor.advice import assess
from advisor.analysis.explanation.change import parse_changes
from advisor.analysis.explanation.explain import why
from advisor.analysis.explanation.whatif import document, told, what_if
from advisor.analysis.explanation.whynot import why_not
from advisor.answers import AnswersError, Truth, parse_answers, read_answers
from advisor.cli.explanations import what_if_command, why_command, why_not_command
from advisor.inference import Outcome, evaluate
from advisor.inference.grounding import ground
from advisor.knowledge import load
from advisor.knowledge.condition import AllOf, AnyOf
from advisor.knowledge.document import read_document
from advisor.knowledge.model import KnowledgeBase

from .small import states

SMALL = Path(__file__).parent.parent / "knowledge_bases" / "small"
CHOIR = SMALL.parent / "choir"
CASES = sorted((SMALL / "cases").glob("*.yaml"))
OVERLOADED, STRIKE, SOUND = CASES[1], CASES[0], CASES[2]


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load(SMALL)


def school(directory: Path, altos: str, children: str) -> Path:
    """The answers of a music school with two choirs, what is known of each in YAML."""
    file = directory / "school.yaml"
    lines = [
        "{brand: School, date: 2026-11-20, language: en, answers: {teaches: adults}, choirs: [",
        f"  {{id: altos, name: The Altos, answers: {{choir_state: rehearses, {altos}}}}},",
        f"  {{id: children, name: The Children, answers: {{choir_state: rehearses, {children}}}}}]}}",
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def sung(command, *arguments: object) -> str:  # type: ignore[no-untyped-def]
    result = CliRunner().invoke(command, [*map(str, arguments), "--kb", str(CHOIR)])
    assert "Traceback" not in result.output
    return " ".join(result.output.replace("\u00a0", " ").split())


def run(command, *arguments: object) -> Result:  # type: ignore[no-untyped-def]
    return CliRunner().invoke(command, [*map(str, arguments), "--kb", str(SMALL)])


def said(command, *arguments: object) -> str:  # type: ignore[no-untyped-def]
    result = run(command, *arguments)
    assert result.exit_code == 0, result.output
    return result.output.replace("\u00a0", " ")


def test_why_leads_from_advice_through_conclusion_and_rule_to_the_answers() -> None:
    lines = said(why_command, OVERLOADED, "stop-promising-dates", "--lang", "en").splitlines()
    assert lines[:4] == [
        "Advice: Stop promising dates (stop-promising-dates) – given",
        "└─ Announced delays are not kept: yes (promises_broken), by the rule a-week-is-not-kept",
        "   ├─ How long does a repair take to come back? → “A month or more”",
        "   └─ Which delay does the shop window announce? → “One week”",
    ]
    assert any("Jeanne Dérailleur" in line and "B1-01" in line for line in lines)


def test_why_speaks_the_language_of_the_file() -> None:
    text = said(why_command, OVERLOADED, "stop-promising-dates")
    assert "Conseil : Ne promettez plus de dates (stop-promising-dates) – donné" in text
    assert "par la règle a-week-is-not-kept" in text
    assert "Combien de temps attend-on une réparation ? → « Un mois ou plus »" in text


def test_why_says_which_exception_or_postponement_holds() -> None:
    assert "exception : la grève explique l'attente" in said(why_command, STRIKE, "hire-a-mechanic")
    assert "remis à plus tard (une fois la grève finie)" in " ".join(
        said(why_command, STRIKE, "answer-complaints").split()
    )


def test_why_says_that_a_question_does_not_apply_and_because_of_what() -> None:
    text = " ".join(said(why_command, SOUND, "answer-complaints", "--lang", "fr").split())
    assert "la question est sans objet, du fait de : └─ De quoi se sont plaints" in text
    assert "« Aucune plainte »" in text


def test_why_names_what_remains_to_be_confirmed(kb: KnowledgeBase) -> None:
    typed = {"services": ["repairs"], "repair_wait": "month", "spare_parts": "yes"}
    answers = parse_answers({"brand": "B", "date": "2026-11-20", "answers": typed}, kb)
    lines = why(kb, answers, assess(kb, answers), "hire-a-mechanic", "en").lines
    assert "To be confirmed" in lines
    text = " ".join(" ".join(lines).split())
    assert "an exception is not ruled out: the strike explains the wait" in text
    assert "an exception may hold (the strike explains the wait). Still to be answered: Is a supplier on strike" in text


def test_why_counts_the_other_ways_to_a_conclusion(kb: KnowledgeBase) -> None:
    typed = {
        **{"services": ["repairs"], "repair_wait": "month", "advertised_delay": "week"},
        **{"complaints": ["price", "workmanship"], "complaint_reply": "never"},
    }
    answers = parse_answers({"brand": "B", "date": "2026-11-20", "answers": typed}, kb)
    explanation = why(kb, answers, assess(kb, answers), "trust_damaged", "en")
    assert "by the rule bad-work-left-alone; 1 other rule leads there too" in " ".join(
        line.strip() for line in explanation.lines
    )
    assert explanation.document["proof"]["other_ways"] == 1


def test_an_advice_told_under_another_says_so() -> None:
    assert "It is a sub-point of “Stop promising dates”." in said(
        why_command, OVERLOADED, "display-real-delays", "--lang", "en"
    )


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_everything_can_be_explained_in_whole_lines_of_one_language(
    kb: KnowledgeBase, case: Path, language: str
) -> None:
    answers = read_answers(case, kb)
    assessment = assess(kb, answers)
    foreign = {"fr": ("expected", "given", "answer:", "rule ", "now:"), "en": ("attendu", "donné", "réponse", "règle")}
    for id in (*kb.advice, *kb.conclusions):
        explanations = [explain(kb, answers, assessment, id, language) for explain in (why, why_not)]
        for explanation in explanations:
            assert json.loads(json.dumps(explanation.document)) == explanation.document
            assert all(len(line) <= 100 for line in explanation.lines)
            # Titles and locators of the sources stay in their own language.
            text = " ".join(explanation.lines).split("Sources")[0]
            assert not [word for word in foreign[language] if word in text]
    for id in (*kb.rules, *kb.checks):
        assert why(kb, answers, assessment, id, language).lines


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("more", ["", "  more: yes\n"], ids=["complete", "more"])
def test_everything_about_every_instance_can_be_explained(tmp_path: Path, language: str, more: str) -> None:
    kb = load(CHOIR)
    text = (CHOIR / "cases" / "village-school.yaml").read_text(encoding="utf-8").split("expect:")[0]
    if more:
        head, choirs = text.split("choirs:\n")
        text = f"{head}choirs:\n{more}  list:\n" + "".join(f"  {line}\n" for line in choirs.splitlines())
    file = tmp_path / "school.yaml"
    file.write_text(text, encoding="utf-8")
    answers = read_answers(file, kb)
    assessment = assess(kb, answers)
    everything = ground(kb, answers.instances)
    for id in (*everything.advice, *everything.conclusions):
        for explain in (why, why_not):
            explanation = explain(kb, answers, assessment, id, language)
            assert json.loads(json.dumps(explanation.document)) == explanation.document
    for id in (*everything.rules, *everything.checks):
        assert why(kb, answers, assessment, id, language).lines


def test_why_not_marks_each_part_and_shows_the_answer_read() -> None:
    text = " ".join(said(why_not_command, STRIKE, "ask-when-the-strike-ends", "--lang", "en").split())
    assert "✓ Is a supplier on strike at present? expected: “yes”; answer: “yes”" in text
    assert "? Are common parts in stock? expected: “yes”; answer: not known" in text
    text = " ".join(said(why_not_command, SOUND, "display-real-delays", "--lang", "en").split())
    assert "✗ How long does a repair take to come back? expected: “A week or more”; answer: “A few days”" in text


def test_why_not_names_the_exception_and_the_smallest_change() -> None:
    text = said(why_not_command, STRIKE, "hire-a-mechanic", "--lang", "en")
    assert "✓ exception: the strike explains the wait" in text
    assert "1. Is a supplier on strike at present? “no” (now: “yes”)" in text


def test_every_set_of_why_not_leads_to_the_advice_as_an_answers_file(kb: KnowledgeBase) -> None:
    tried = 0
    for case in CASES:
        answers = read_answers(case, kb)
        assessment = assess(kb, answers)
        typed: Any = read_document(case).value["answers"]
        base: Any = read_document(OVERLOADED).value["answers"] if "based_on" in read_document(case).value else {}
        for id in (*kb.advice, *kb.conclusions):
            for changes in why_not(kb, answers, assessment, id, "en").document["smallest_sets"]:
                for place in range(max(len(change["wanted"]) for change in changes)):
                    wanted = {change["question"]: change["wanted"][min(place, 0)] for change in changes}
                    for change in changes:
                        wanted[change["question"]] = change["wanted"][min(place, len(change["wanted"]) - 1)]
                        other = {c["question"]: c["wanted"][0] for c in changes if c is not change}
                        given = {**base, **typed, **other, change["question"]: wanted[change["question"]]}
                        changed = parse_answers({"brand": "B", "date": "2026-11-20", "answers": given}, kb)
                        found = evaluate(kb, changed)
                        fires = id in kb.advice and found.advice[id].outcome is Outcome.FIRES
                        assert fires or (id in kb.conclusions and found.conclusions[id].value is Truth.TRUE)
                        tried += 1
    assert tried > 30


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("list_", "goal", "lists", "said"),
    [
        (
            "{more: yes, list: [{id: altos, answers: {choir_state: rehearses, mood: [laughter]}}]}",
            "in_tune",
            {"complete": ["choirs"], "one_more": None},
            {
                "en": "It would be otherwise once this list is said to be complete (Which choirs rehearse at the "
                "school?).",
                "fr": "Il en irait autrement si cette liste était déclarée complète (Quels chœurs répètent à "
                "l’école ?).",
            },
        ),
        (
            "[{id: altos, answers: {choir_state: rehearses, mood: [quarrels]}}]",
            "torn",
            {"complete": [], "one_more": "choirs"},
            {
                "en": "once one more is listed (Which choirs rehearse at the school?), with these answers 1. the new "
                "one: Does it rehearse already? “It does”",
                "fr": "si un élément de plus était listé (Quels chœurs répètent à l’école ?), avec ces réponses 1. le "
                "nouveau : Répète-t-il déjà ? « Oui »",
            },
        ),
    ],
    ids=["complete", "one-more"],
)
def test_why_not_says_where_a_list_would_have_to_be_complete_or_longer(
    tmp_path: Path, language: str, list_: str, goal: str, lists: object, said: dict[str, str]
) -> None:
    kb, file = load(CHOIR), tmp_path / "school.yaml"
    file.write_text(f"{{brand: B, date: 2026-11-20, answers: {{}}, choirs: {list_}}}", encoding="utf-8")
    answers = read_answers(file, kb)
    explanation = why_not(kb, answers, assess(kb, answers), goal, language)
    text = " ".join(" ".join(explanation.lines).replace("\u00a0", " ").split())
    assert said[language] in text
    assert explanation.document["lists"] == lists
    assert explanation.document["smallest_sets"]


def test_why_not_says_that_nothing_leads_there_only_where_no_list_does(tmp_path: Path) -> None:
    kb, file = load(CHOIR), tmp_path / "school.yaml"
    text = (CHOIR / "cases" / "village-school.yaml").read_text(encoding="utf-8")
    file.write_text(text.split("expect:")[0], encoding="utf-8")
    answers = read_answers(file, kb)
    never = replace(kb.rules["two-are-strained"], when=AllOf((kb.rules["two-are-strained"].when, AnyOf(()))))
    closed = replace(kb, rules={**kb.rules, "two-are-strained": never})
    explanation = why_not(closed, answers, assess(closed, answers), "torn", "en")
    assert explanation.lines[-1] == "No answers whatever lead there: the rules leave no room for it."
    assert explanation.document["lists"] is None


def test_why_not_of_what_is_given_says_that_it_is() -> None:
    assert "This advice is given" in said(why_not_command, OVERLOADED, "hire-a-mechanic", "--lang", "en")
    assert "Cette conclusion est acquise" in said(why_not_command, OVERLOADED, "overloaded", "--lang", "fr")


def test_the_same_question_gets_the_same_answer_in_every_process() -> None:
    told_by = set()
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "advisor", "why-not", str(SOUND), "no-campaign-over-broken-promises"]
        done = subprocess.run(
            [*command, "--kb", str(SMALL)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            timeout=60,
        )
        told_by.add(done.stdout)
    assert len(told_by) == 1


@pytest.mark.parametrize("command", [why_command, why_not_command])
def test_an_id_that_is_not_there_gets_one_line_and_a_suggestion(command) -> None:  # type: ignore[no-untyped-def]
    result = run(command, OVERLOADED, "hire-a-mecanic", "--lang", "en")
    assert result.exit_code == 1
    assert result.output.count("\n") == 1
    assert 'Did you mean "hire-a-mechanic"?' in result.output
    result = run(command, OVERLOADED, "mechanics", "--lang", "fr")
    assert result.exit_code == 1
    assert "est l’identifiant d’une question" in result.output
    result = run(command, OVERLOADED, "hang-a-sign", "--lang", "en")
    assert result.exit_code == 1
    assert "its status is deprecated. “display-real-delays” has taken its place." in result.output


def test_an_id_without_instance_means_the_one_finding_of_that_name(tmp_path: Path) -> None:
    one = school(tmp_path, "solo_fees: done, mood: [quarrels], shared_tea: no", "solo_fees: no, mood: [laughter]")
    assert sung(why_command, one, "pay-no-soloists").startswith("Advice: Pay no soloists (The Altos)")
    assert "strained@altos) – yes" in sung(why_command, one, "strained")
    assert sung(why_not_command, one, "pay-no-soloists").startswith("Pay no soloists (The Children)")
    assert "strained@children) – no" in sung(why_not_command, one, "strained")


def test_why_of_a_finding_of_several_instances_names_the_others(tmp_path: Path) -> None:
    both = school(tmp_path, "solo_fees: done", "solo_fees: done")
    told = sung(why_command, both, "pay-no-soloists")
    assert "(pay-no-soloists@altos) – given" in told
    assert "The same finding holds elsewhere too: The Children (pay-no-soloists@children)." in told


@pytest.mark.parametrize("command", [why_command, why_not_command])
def test_an_id_that_could_mean_several_instances_gets_one_line_that_names_each(  # type: ignore[no-untyped-def]
    tmp_path: Path, command
) -> None:
    fees, id = {why_command: ("done", "decided"), why_not_command: ("no", "no")}[command], "pay-no-soloists"
    two = school(tmp_path, f"solo_fees: {fees[0]}", f"solo_fees: {fees[1]}")
    assert sung(command, two, id, "--lang", "en") == (
        "“pay-no-soloists” may mean pay-no-soloists@altos or pay-no-soloists@children. Give one of these ids."
    )
    assert sung(command, two, id, "--lang", "fr") == (
        "« pay-no-soloists » peut désigner pay-no-soloists@altos ou pay-no-soloists@children. "
        "Donnez l’un de ces identifiants."
    )


def test_an_id_of_instances_says_where_none_is_listed(tmp_path: Path) -> None:
    file = tmp_path / "none.yaml"
    file.write_text("{brand: B, date: 2026-11-20, answers: {}, choirs: []}", encoding="utf-8")
    assert sung(why_command, file, "pay-no-soloists", "--lang", "en") == (
        "“pay-no-soloists” is judged for each of “choirs”, and the answers list none."
    )


def test_a_change_without_instance_is_that_of_the_only_one(tmp_path: Path) -> None:
    two = school(tmp_path, "solo_fees: done", "solo_fees: no")
    assert "“solo_fees” may mean solo_fees@altos or solo_fees@children." in sung(
        what_if_command, two, "solo_fees=no", "--lang", "en"
    )
    one = tmp_path / "one.yaml"
    one.write_text("{brand: B, date: 2026-11-20, choirs: [{id: altos, answers: {solo_fees: done}}]}", encoding="utf-8")
    assert "pay-no-soloists" in sung(what_if_command, one, "solo_fees=no", "--lang", "en")


def test_former_ids_are_understood() -> None:
    assert "(display-real-delays)" in said(why_command, OVERLOADED, "show-delays")
    assert "(trust_damaged)" in said(why_not_command, OVERLOADED, "trust_lost")
    assert "repair_wait" in said(what_if_command, OVERLOADED, "waiting_time=days", "--json")


def test_json_holds_the_whole_explanation() -> None:
    proof = json.loads(said(why_command, OVERLOADED, "stop-promising-dates", "--json"))
    assert proof["proof"]["outcome"] == "fires"
    assert [claim["id"] for claim in proof["claims"]] == ["B1-01", "B1-02"]
    reasons = json.loads(said(why_not_command, SOUND, "display-real-delays", "--json"))
    assert reasons["outcome"] == "does_not_apply"
    (change,) = reasons["smallest_sets"][0]
    assert change == {"question": "repair_wait", "present": "days", "wanted": ["week", "month"]}


def test_what_if_tells_what_appears_disappears_and_moves() -> None:
    text = said(what_if_command, OVERLOADED, "repair_wait=days", "complaints=none_seen", "--lang", "en")
    assert "+ Quick repairs (keep-repairing-quickly)" in text
    assert "− Stop promising dates (stop-promising-dates): does not apply" in text
    assert "~ Shrink the rental fleet (shrink-the-fleet): place 5 → place 1" in text
    assert "~ The service is sound (service_sound): no → yes" in text
    assert "  Service: to put right → to improve; major: 1 → 0; in order: 0 → 1" in text


def test_what_if_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    copy = tmp_path / "brand.yaml"
    copy.write_bytes(OVERLOADED.read_bytes())
    os.chmod(copy, 0o400)
    before = copy.stat()
    said(what_if_command, copy, "repair_wait=days")
    assert copy.read_bytes() == OVERLOADED.read_bytes()
    assert copy.stat().st_mtime_ns == before.st_mtime_ns
    assert list(tmp_path.iterdir()) == [copy]


def test_what_if_equals_a_full_run_on_the_changed_answers(kb: KnowledgeBase) -> None:
    draw = Random(7)
    for case in CASES:
        answers = read_answers(case, kb)
        for _ in range(40):
            chosen = draw.sample(list(kb.questions), draw.randint(1, 3))
            changes = {id: draw.choice(states(kb.questions[id])) for id in chosen}
            found = what_if(kb, answers, changes)
            assert found.before == assess(kb, answers)
            assert found.after == assess(kb, replace(answers, given={**answers.given, **changes}))
            fired = [
                {one.id for one in side.advice if one.outcome is Outcome.FIRES} for side in (found.before, found.after)
            ]
            assert set(found.difference.appears) == fired[1] - fired[0]
            assert set(found.difference.disappears) == fired[0] - fired[1]
            for move in found.difference.moves:
                assert found.before.advised(move.advice).position == move.before.position
                assert found.after.advised(move.advice).position == move.after.position
            assert all("\n" not in line for line in told(kb, found, draw.choice(["fr", "en"])))
            json.dumps(document(kb, found))


def test_what_if_without_effect_says_so() -> None:
    assert "Nothing else would change." in said(what_if_command, OVERLOADED, "mechanics=2", "--lang", "en")


@pytest.mark.parametrize(
    ("typed", "recorded"),
    [
        ("repair_wait=week", "week"),
        ("services=repairs,rental", ["repairs", "rental"]),
        ("services=hire", ["rental"]),
        ("services=[courses]", ["courses"]),
        ("complaints={no: [price]}", {"no": ["price"]}),
        ("mechanics=12", 12),
        ("spare_parts=yes", "yes"),
        ("spare_parts=unknown", {"state": "unknown"}),
        ("mechanics=na", {"state": "not_applicable"}),
        ("services=not_asked", {"state": "not_asked"}),
        ("club_contact=Anna, of the club", "Anna, of the club"),
        ("club_contact=unknown", {"state": "unknown"}),
    ],
)
def test_a_change_is_typed_as_briefly_as_it_can_be(kb: KnowledgeBase, typed: str, recorded: object) -> None:
    changes = parse_changes(kb, [typed])
    found = document(kb, what_if(kb, read_answers(OVERLOADED, kb), changes))
    assert found["changes"][0]["after"] == recorded


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("mechanics", "I050"),
        ("mechanics=", "I050"),
        ("=3", "I050"),
        ("mecanics=3", "I010"),
        ("mechanics=300", "I013"),
        ("mechanics=many", "I012"),
        ("spare_parts=perhaps", "I011"),
        ("services=repairs,nothing_yet", "I014"),
        ("services=[repairs", "I051"),
        ("services=" + "[" * 3000, "I051"),
        ("spare_parts={state: lost}", "I018"),
    ],
)
def test_a_change_that_makes_no_sense_gets_its_place_and_a_remedy(kb: KnowledgeBase, typed: str, code: str) -> None:
    with pytest.raises(AnswersError) as refused:
        parse_changes(kb, [typed])
    (problem,) = refused.value.problems
    assert problem.code == code
    assert problem.said("fr") != problem.said("en")
    result = run(what_if_command, OVERLOADED, typed)
    assert result.exit_code == 1
    assert "Traceback" not in result.output


def test_all_faulty_changes_are_named_at_once(kb: KnowledgeBase) -> None:
    with pytest.raises(AnswersError) as refused:
        parse_changes(kb, ["mechanics=300", "spare_parts=perhaps", "mechanics=1", "mechanics=2"])
    assert {problem.code for problem in refused.value.problems} == {"I013", "I011", "I052"}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "typed", ["altos.mood=laughter", "children.mood=quarrels", "mood@altos=unknown", "altos.solo_fees=no"]
)
def test_a_change_may_be_about_one_instance_of_a_list(typed: str, language: str) -> None:
    kb, case = load(CHOIR), CHOIR / "cases" / "village-school.yaml"
    answers = read_answers(case, kb)
    changes = parse_changes(ground(kb, answers.instances), [typed])
    found = what_if(kb, answers, changes)
    assert found.after == assess(kb, replace(answers, given={**answers.given, **changes}))
    assert json.loads(json.dumps(document(kb, found)))["changes"][0]["question"] == next(iter(changes))
    lines = list(told(kb, found, language))
    assert not found.difference.nothing
    assert len(lines) > 3
