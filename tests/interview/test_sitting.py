"""What a consultant types and reads in the course of an interview."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from advisor.advice import Wording, assess
from advisor.analysis.worth_asking import worth_asking
from advisor.answers import AnswerState, parse_answers, read_answers
from advisor.interview import Speech
from advisor.interview.messages import TEXTS
from advisor.knowledge import load, shipped
from advisor.knowledge.model import KnowledgeBase

from .sitting import BEGUN, FULL, HEAD, KB, ROOT, options, process, run, sit


def content(file: Path) -> dict[str, Any]:
    read: dict[str, Any] = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    return read


def typed() -> list[str]:
    return [typed for _, typed, _ in FULL]


def plain(output: str) -> str:
    return re.sub(r"\s+", " ", output.replace("\u00a0", " "))


def test_a_new_interview_asks_brand_and_date_then_every_relevant_question(file: Path) -> None:
    done = sit(file, *HEAD, *typed(), "")
    assert done.exit_code == 0, done.output
    written = content(file)
    assert written["brand"] == "Vélos du Port"
    assert str(written["date"]) == "2026-11-20"
    assert written["language"] == "fr"
    assert written["knowledge_base"] == {"id": "bicycle-workshop", "version": "1.2.0"}
    assert list(written["answers"]) == [question for question, _, _ in FULL]
    assert written["answers"] == {question: value for question, _, value in FULL}
    assert "Plus rien à demander" in done.output


def test_enter_takes_the_date_that_is_offered(file: Path) -> None:
    done = sit(file, "Vélos du Port", "", "quitter")
    offered = re.search(r"aujourd’hui, (\d{4}-\d\d-\d\d)\.", done.output)
    assert offered
    assert str(content(file)["date"]) == offered.group(1)


def test_a_french_date_is_understood_and_an_impossible_one_asked_again(file: Path) -> None:
    done = sit(file, "Vélos du Port", "31/02/2026", "2026-13-01", "hier", "5/3/2026", "quitter")
    assert done.output.count("n’est pas une date") == 3
    assert str(content(file)["date"]) == "2026-03-05"


@pytest.mark.parametrize("lines", [[], ["Vélos du Port"], [""], ["Vélos du Port", "hier"]])
def test_input_that_ends_before_brand_and_date_writes_nothing(file: Path, lines: list[str]) -> None:
    done = sit(file, *lines)
    assert done.exit_code == 1
    assert not file.exists()
    assert list(file.parent.iterdir()) == []
    assert "rien n’a été écrit" in plain(done.output)


@pytest.mark.parametrize("reply", ["0", "5", "9", "-1", "1 5", "x", "1 4", "1 -2", "", "1,2,x", "² ", "1.5", "=1 2"])
def test_a_reply_that_is_no_option_asks_again_and_picks_nothing(file: Path, reply: str) -> None:
    done = sit(file, *HEAD, reply, reply)
    assert not content(file)["answers"]
    assert done.exit_code == 1
    assert "n’était pas une réponse" in done.output
    assert done.output.count("Un ou plusieurs numéros de 1 à 4") >= 3
    assert "Enregistré :" not in done.output.replace("\u00a0", " ")


@pytest.mark.parametrize("reply", ["-1", "51", "deux", "2,5", "1 23", "2 vélos", "", "1e3", "9" * 40])
def test_a_number_out_of_bounds_or_no_number_asks_again(file: Path, reply: str) -> None:
    done = sit(file, *HEAD, "1", reply)
    assert content(file)["answers"] == {"services": ["repairs"]}
    assert done.exit_code == 1


@pytest.mark.parametrize("reply", ["12", "12 mécaniciens", " 12 ", "+12", "012"])
def test_a_number_may_be_typed_with_its_unit(file: Path, reply: str) -> None:
    sit(file, *HEAD, "1", reply, "quitter")
    assert content(file)["answers"]["mechanics"] == 12


@pytest.mark.parametrize(
    ("reply", "value"),
    [
        ("1,3", ["repairs", "courses"]),
        ("1 3", ["repairs", "courses"]),
        ("3; 1", ["repairs", "courses"]),
        ("1 1", ["repairs"]),
        ("réparations, location", ["repairs", "rental"]),
        ("Rental", ["rental"]),
        ("hire", ["rental"]),
        ("Rien encore", ["nothing_yet"]),
        ("4", ["nothing_yet"]),
        ("1 3 ?", {"yes": ["repairs", "courses"], "no": ["nothing_yet"]}),
        ("1?", {"yes": ["repairs"], "no": ["nothing_yet"]}),
        ("-2 ?", {"no": ["rental"]}),
        ("1 -2 ?", {"yes": ["repairs"], "no": ["rental", "nothing_yet"]}),
        ("1 2 -3 ?", ["repairs", "rental"]),
        ("4 ?", ["nothing_yet"]),
    ],
)
def test_several_options_and_partly_known_answers(file: Path, reply: str, value: object) -> None:
    sit(file, *HEAD, reply, "quitter")
    assert content(file)["answers"]["services"] == value


@pytest.mark.parametrize(
    ("reply", "value"), [("none", ["none"]), ("NONE", ["none"]), ("aucune", ["none"]), ("none ?", ["none"])]
)
def test_an_option_called_none_can_be_typed(tmp_path: Path, file: Path, reply: str, value: object) -> None:
    directory = tmp_path / "shop"
    shutil.copytree(KB, directory)
    for path in directory.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace("nothing_yet", "none").replace("Rien encore", "Aucune")
        path.write_text(text, encoding="utf-8")
    run("interview", str(file), "--kb", str(directory), "--lang", "fr", input="\n".join([*HEAD, reply, "quitter", ""]))
    assert content(file)["answers"] == {"services": value}


def test_the_same_words_are_understood_in_both_languages(file: Path) -> None:
    done = sit(file, *HEAD, "1 2", "unknown", "skip", "na closed", "yes", "n", "review", "", "quit")
    assert done.exit_code == 0
    answers = content(file)["answers"]
    assert answers == {
        "services": ["repairs", "rental"],
        "mechanics": {"state": "unknown"},
        "rental_fleet": {"state": "not_applicable", "because": "closed"},
        "supplier_strike": "yes",
        "spare_parts": "no",
    }


def test_not_applicable_insists_on_a_reason(file: Path) -> None:
    sit(file, *HEAD, "so", "", "so", "retour", "so", "?", "atelier fermé", "quitter")
    assert content(file)["answers"] == {"services": {"state": "not_applicable", "because": "atelier fermé"}}


def test_back_shows_the_answer_and_enter_keeps_it(file: Path) -> None:
    done = sit(file, *HEAD, "1 2", "7", "retour", "", "quitter")
    assert "Réponse actuelle : 7 mécaniciens (Entrée la garde)" in plain(done.output)
    assert content(file)["answers"]["mechanics"] == 7


def test_back_at_the_first_question_says_so(file: Path) -> None:
    done = sit(file, *HEAD, "retour", "1", "quitter")
    assert "C’est la première question." in done.output
    assert done.exit_code == 0


def test_a_skipped_question_is_left_open_and_named_in_the_review(file: Path) -> None:
    done = sit(file, *HEAD, "passer", *typed()[1:], "", lang="fr")
    assert "services" not in content(file)["answers"]
    assert "Une question pas encore posée : 1" in plain(done.output)
    again = sit(file)
    assert "1. Que propose l’atelier" in again.output


def test_a_resumed_interview_begins_with_the_first_open_question(file: Path) -> None:
    sit(file, *HEAD, "1", "3", "quitter")
    again = sit(file, "quitter")
    assert "Questions traitées : 2 sur" in plain(again.output)
    assert "3. Combien de temps attend-on une réparation" in again.output
    assert "1. Que propose" not in again.output


def test_progress_counts_only_what_remains_relevant(file: Path) -> None:
    # Of twelve questions four wait for an answer, two of them for the first: only who repairs or lends is asked.
    done = plain(sit(file, *HEAD, "3", "aller 1", "1 2", "quitter").output)
    assert "fait : section 0/4, total 0/8" in done
    assert "fait : section 1/4, total 1/8" in done
    assert "fait : section 1/6, total 1/10" in done


def test_help_tells_how_to_answer_and_every_command(file: Path) -> None:
    done = sit(file, *HEAD, "?", "quitter")
    for words in ("pourquoi", "retour", "passer", "inconnu, nsp", "so, s/o", "marquer", "revue", "conseils", "quitter"):
        assert words in done.output
    assert "1 3 ?" in plain(done.output)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_why_shows_a_client_who_looks_on_how_much_depends_and_no_verdict(
    file: Path, kb: KnowledgeBase, lang: str
) -> None:
    words = ("pourquoi", {}) if lang == "fr" else ("why", {"nsp": "unknown", "so pas de budget": "na pas de budget"})
    lines = [line for reply in typed() for line in ("why", words[0], words[1].get(reply, reply))]
    told = plain(sit(file, *HEAD, *lines, lang=lang).output)
    assert len(re.findall(r"Pourquoi cette question|Why this question", told)) == 2 * len(FULL)
    speech = Speech(kb, lang)
    verdicts = [*(one.title for one in kb.advice.values()), *(one.title for one in kb.conclusions.values())]
    assert not [title for title in verdicts if plain(speech.text(title)) in told]
    counted = {
        "fr": "7 conseils dépendent de la réponse : Le service (3) ; Les promesses (3) ; Les cyclistes (1).",
        "en": "7 pieces of advice depend on the answer: Service (3); Promises (3); Riders (1).",
    }
    assert counted[lang] in told, "the first question"


def test_why_advice_gives_the_reason_and_the_advice_that_waits(file: Path) -> None:
    done = sit(file, *HEAD, "pourquoi conseils", "1", "why standing", "quitter")
    assert "Le reste de l’entretien en dépend." in done.output
    assert re.search(r"\d+ conseils attendent cette réponse :", plain(done.output))
    assert "Embauchez un mécanicien" in done.output


def test_why_names_the_advice_that_rests_on_an_answer(file: Path) -> None:
    sit(file, *HEAD, *typed(), "")
    done = sit(file, "9", "pourquoi bilan", "quitter")
    assert "sur la réponse actuelle" in plain(done.output)


def test_advice_tells_what_stands_so_far(file: Path) -> None:
    done = sit(file, *HEAD, "conseils", *typed(), "conseils", "quitter")
    assert "Rien encore : les réponses données n’établissent aucun conseil." in plain(done.output)
    assert "recommandation" in done.output
    assert "gravité" in done.output


def test_notes_say_who_may_read_them_and_can_be_withdrawn_but_not_lost(file: Path) -> None:
    sit(file, *HEAD, "note", "vu mardi", "3", "1", "note client: vu jeudi", "note ce que dit le chef", "2", "quitter")
    written = [("vu mardi", "client"), ("vu jeudi", "client"), ("ce que dit le chef", "internal")]
    today = date.today().isoformat()
    log = [{"text": text, "visible_to": reader, "on": today} for text, reader in written]
    assert content(file)["notes"] == {"services": log}
    sit(file, "note", "-", "quitter")
    log[-1]["text"] = "Retirée : ce que dit le chef"
    assert content(file)["notes"] == {"services": log}
    sit(file, "note client: vu vendredi", "note", "-", "quitter")
    log.append({"text": "Retirée : vu vendredi", "visible_to": "internal", "on": today})
    assert content(file)["notes"] == {"services": log}, "no client reads what was withdrawn"


def test_a_note_says_who_wrote_it_when_and_what_it_can_be_checked_against(file: Path) -> None:
    file.write_text(BEGUN.replace("language: fr", 'consultant: "A. Martin"\nlanguage: fr'), encoding="utf-8")
    done = sit(file, "note client : Vu de mes yeux. (preuve : capture 4)", "note interne : à revoir", "quitter")
    first, second = content(file)["notes"]["repair_wait"]
    today = date.today().isoformat()
    assert first == {
        "text": "Vu de mes yeux.",
        "visible_to": "client",
        "by": "A. Martin",
        "on": today,
        "evidence": "capture 4",
    }
    assert (second["text"], second["visible_to"], second["by"]) == ("à revoir", "internal", "A. Martin")
    assert "capture 4)" in plain(done.output)


def test_who_asks_is_named_once_and_stands_with_every_note_of_the_sitting(file: Path) -> None:
    done = sit(file, *HEAD, "note client: vu mardi", "1", "quitter", more=("--by", "A. Martin"))
    assert "--by 'A. Martin'" in done.output, "the command to go on with"
    sit(file, "note interne: à revoir", "aller 1", "2", "quitter", more=("--by", " B.\tOtt "))
    found = content(file)
    assert found["consultant"] == "A. Martin"
    notes = [note for log in found["notes"].values() for note in (log if isinstance(log, list) else [log])]
    assert [(plain(note["text"]), note["by"]) for note in notes] == [
        ("vu mardi", "A. Martin"),
        ("Réponse précédente : Réparations", "B. Ott"),
        ("à revoir", "B. Ott"),
    ]
    sit(file, "aller 4", "note client: vu jeudi", "quitter", more=("--by", " "))
    assert content(file)["notes"]["rental_fleet"]["by"] == "A. Martin"


@pytest.mark.parametrize(
    ("lang", "reader", "told"),
    [
        ("fr", "interne", "2 notes internes (A. Martin, 1er décembre 2026) ; note ? les affiche."),
        ("en", "internal", "2 internal notes (A. Martin, 1 December 2026); note ? shows them."),
    ],
)
def test_of_internal_notes_a_question_shows_only_that_they_are_there_until_asked(
    file: Path, lang: str, reader: str, told: str
) -> None:
    log = "\n".join(
        f'    - {{text: "{text}", visible_to: {to}, by: "A. Martin", on: 2026-12-01}}'
        for text, to in (("Le patron ment", "internal"), ("Vu sur place", "client"), ("À vérifier", "internal"))
    )
    file.write_text(BEGUN.partition("notes:")[0] + f"notes:\n  repair_wait:\n{log}\n", encoding="utf-8")
    shown = plain(sit(file, "quit", lang=lang).output)
    assert told in shown
    assert "Vu sur place" in shown
    assert "Le patron ment" not in shown
    assert "À vérifier" not in shown
    again = plain(sit(file, f"note {reader}: encore", "quit", lang=lang).output)
    assert "Le patron ment" not in again, "adding one shows no other"
    reviewed = plain(sit(file, "2", "review", "", "review 1", "", "quit", lang=lang).output)
    assert reviewed.count("Vu sur place") == 3, "at its question, and in the review twice"
    assert told.replace("2 ", "3 ").partition(" (")[0] in reviewed
    assert "Le patron ment" not in reviewed
    whole = plain(sit(file, "go repair_wait", "note ?", "quit", lang=lang).output)
    assert whole.index("Le patron ment") < whole.index("À vérifier") < whole.index("encore")
    assert len(content(file)["notes"]["repair_wait"]) == 4


def test_back_at_the_date_returns_to_the_name(file: Path) -> None:
    done = sit(file, "retour", "Velos du Prot", "retour", *HEAD, "quitter")
    assert "première question" in plain(done.output)
    assert content(file)["brand"] == HEAD[0]


@pytest.mark.parametrize("name", ["1", "{id}", "{title}"])
def test_what_stands_is_numbered_as_in_the_report_and_why_takes_number_id_and_title(
    file: Path, kb: KnowledgeBase, name: str
) -> None:
    sit(file, *HEAD, *typed(), "")
    assessment = assess(kb, read_answers(file, kb))
    first = assessment.advised(assessment.first_three[0])
    name = name.format(id=first.id, title=Wording(kb, assessment, "fr").title(first))
    done = sit(file, "bilan", f"pourquoi {name}", "pourquoi 99", "quitter")
    standing, proof, _ = re.split(r"^pourquoi .*$", done.output, flags=re.MULTILINE)
    assert f"({first.id})" in standing.split(" 2. ")[0].split(" 1. ")[1]
    assert f"({first.id}) – donné" in proof
    assert "« 99 » n’est pas l’identifiant" in plain(done.output)


def test_why_keeps_within_the_screen(tmp_path: Path) -> None:
    file = tmp_path / "client.yaml"
    base = shipped("rules") / "community-management"
    shutil.copy(base / "cases" / "corvane.yaml", file)
    done = run("interview", str(file), "--kb", str(base), "--lang", "fr", input="pourquoi 1\nquitter\n")
    proof = done.output.split("pourquoi 1")[-1]
    assert "└─" in proof
    assert "Sources" in proof
    assert max(len(line) for line in proof.splitlines() if str(file) not in line) < 80


def test_a_note_is_never_addressed_by_default(file: Path) -> None:
    sit(file, *HEAD, "note vu mardi", "", "1", "quitter")
    assert "notes" not in content(file)
    assert content(file)["answers"] == {"services": ["repairs"]}


def test_a_flag_goes_up_and_down(file: Path) -> None:
    sit(file, *HEAD, "marquer", "1", "flag", "2", "retour", "marquer", "quitter")
    assert content(file)["flags"] == ["services"]


def test_changing_a_branch_lists_what_no_longer_counts_and_restoring_it_brings_it_back(
    file: Path, kb: KnowledgeBase
) -> None:
    sit(file, *HEAD, *typed(), "")
    whole = read_answers(file, kb)
    changed = sit(file, "1", "3", "")
    said = plain(changed.output)
    assert "2 réponses ne comptent plus ; elles restent dans le fichier sans être lues :" in said
    assert "3 Combien de temps attend-on une réparation ? Une semaine ou plus" in said
    assert "4 Combien de vélos sont à louer ? 30" in said
    kept = content(file)["answers"]
    assert (kept["repair_wait"], kept["rental_fleet"]) == ("week", 30)
    assert run("assess", str(file), "--json", "--kb", str(KB)).exit_code == 0
    restored = sit(file, "1", "1 2", "")
    assert "2 réponses données plus tôt comptent de nouveau :" in plain(restored.output)
    again = read_answers(file, kb)
    assert again.notes.keys() == {"services"}, "the trace of the answers retyped"
    assert replace(again, notes=whole.notes) == whole


def test_contradictory_answers_are_noticed_at_once_and_head_the_review(file: Path) -> None:
    done = sit(file, *HEAD, "1", "2", "1", "2", "1", "1", "revue", "", "quitter")
    said = plain(done.output)
    assert "Ces réponses ne s’accordent pas : Les réparations prennent quelques jours, et pourtant" in said
    review = said[said.index("Revue de vos réponses") :]
    assert review.index("Des réponses qui ne s’accordent pas") < review.index("1. L’atelier (")


def test_the_review_puts_problems_on_top_and_jumps_anywhere(file: Path) -> None:
    lines = ["1 ?", "marquer", "2", "nsp", "revue", "2", "5", "revue", "so", "99", "mechanics", "6", "quitter"]
    done = sit(file, *HEAD, *lines)
    said = plain(done.output)
    review = said[said.index("Revue de vos réponses") :]
    sections = review.index("1. L’atelier (")
    for heading in (
        "Une question marquée",
        "Une réponse inconnue",
        "Une réponse connue en partie",
        "pas encore posées",
    ):
        assert review.index(heading) < sections, heading
    assert "Il n’y a pas de question « 99 » ; elles vont de 1 à 12." in said
    assert content(file)["answers"]["mechanics"] == 6


def test_the_review_counts_many_open_questions_as_progress_does_and_leaves_their_numbers_to_todo(file: Path) -> None:
    lines = ["Alizé", "2026-11-20", "revue", "", "reste", "", "quitter", ""]
    said = plain(run("interview", str(file), *AT_BRANDS, input="\n".join(lines)).output)
    asked = re.search(r"total 0/(\d+)", said)
    assert asked
    assert int(asked[1]) > 12
    assert f"{asked[1]} questions pas encore posées : reste les nomme." in said
    assert f"{asked[1]} questions à poser" in said


def test_a_jump_returns_to_where_the_interview_stood(file: Path) -> None:
    done = sit(file, *HEAD, "1", "2", "aller 1", "1 3", "quitter")
    last = plain(done.output).rindex("3. Combien de temps attend-on une réparation")
    assert last > plain(done.output).index("Enregistré : Réparations ; Cours")


def test_a_question_that_is_not_asked_says_why(file: Path) -> None:
    done = sit(file, *HEAD, "3", "go 4", "", "quitter")
    said = plain(done.output)
    assert "La question 4 n’est pas posée actuellement." in said
    assert "Question 1 : Cours" in said


def test_a_text_that_looks_like_a_command_can_be_answered(file: Path) -> None:
    lines = typed()[:9]
    sit(file, *HEAD, *lines, "=retour", "quitter")
    assert content(file)["answers"]["club_contact"] == "retour"
    sit(file, "10", "note de frais, dit le patron", "quitter")
    assert content(file)["answers"]["club_contact"] in ("retour", "note de frais, dit le patron")


def test_next_best_asks_what_settles_most_first_and_leads_to_the_same_answers(file: Path, kb: KnowledgeBase) -> None:
    by_question = {question: words for question, words, _ in FULL}
    asked = answered_in_turn(file, kb, by_question)
    assert content(file)["answers"] == {question: value for question, _, value in FULL}
    assert asked != sorted(asked, key=list(kb.questions).index)
    first = worth_asking(kb, parse_answers({"brand": "x", "date": "2026-11-20", "answers": {}}, kb)).questions[0]
    assert asked[0] == first


def answered_in_turn(file: Path, kb: KnowledgeBase, replies: dict[str, str]) -> list[str]:
    """Answer whatever --next-best asks, until nothing is left; the questions in the order in which they came."""
    asked: list[str] = []
    while True:
        file.unlink(missing_ok=True)
        lines = [replies[question] for question in asked]
        done = sit(file, *HEAD, *lines, more=("--next-best",))
        if "Plus rien à demander" in done.output:
            return asked
        asked.append(list(kb.questions)[int(re.findall(r"^(\d+)\. ", done.output, re.MULTILINE)[-1]) - 1])


def test_next_best_says_when_one_may_stop_and_not_before(file: Path, kb: KnowledgeBase) -> None:
    replies = {question: words for question, words, _ in FULL} | {"complaints": "4", "campaign_planned": "non"}
    asked = answered_in_turn(file, kb, replies)
    for number in range(len(asked)):
        file.unlink()
        said = plain(sit(file, *HEAD, *[replies[one] for one in asked[:number]], more=("--next-best",)).output)
        told = "ne change les trois premières recommandations" in said
        assert told == worth_asking(kb, read_answers(file, kb)).first_settled, number
    assert told


def test_going_through_everything_again_keeps_answers_with_enter(file: Path, tmp_path: Path) -> None:
    sit(file, *HEAD, *typed(), "")
    before = file.read_bytes()
    done = sit(file, *[""] * len(FULL), "", more=("--all",))
    assert done.exit_code == 0
    assert done.output.count("Réponse gardée.") == len(FULL)
    assert file.read_bytes() == before


def test_a_follow_up_begins_with_the_earlier_answers_and_a_date_of_its_own(file: Path, tmp_path: Path) -> None:
    file.write_text(BEGUN, encoding="utf-8")
    later = tmp_path / "later.yaml"
    done = sit(later, "2027-11-20", "", "4", "quitter", more=("--from", str(file)))
    assert done.exit_code == 0, done.output
    written = content(later)
    assert str(written["date"]) == "2027-11-20"
    assert written["answers"] == {"services": ["repairs", "rental"], "mechanics": 4}
    assert file.read_text(encoding="utf-8") == BEGUN
    again = sit(later, "quitter", more=("--from", str(file)))
    assert again.exit_code == 1
    assert "existe déjà" in again.output


def test_an_input_that_misses_answers_says_which(file: Path) -> None:
    done = sit(file, *HEAD, "1")
    assert done.exit_code == 0
    assert "sans réponse : mechanics, repair_wait, supplier_strike" in plain(done.stderr)
    # Two more wait for an answer among these.
    assert "8 questions utiles" in plain(done.stderr)


def test_ending_tells_how_to_resume_and_how_to_report(file: Path) -> None:
    done = sit(file, *HEAD, "1", "quitter")
    assert f"  advisor interview {file} --lang fr --kb {KB}\n" in done.output
    assert f"  advisor report {file} --lang fr --kb {KB}\n" in done.output


def test_a_file_begun_under_another_version_is_reported_not_refused(file: Path) -> None:
    file.write_text(BEGUN.replace("1.2.0", "1.1.0"), encoding="utf-8")
    done = sit(file, "quitter")
    assert done.exit_code == 0
    assert "la version 1.1.0 de la base de connaissances" in plain(done.output)


def test_the_files_own_language_is_spoken(file: Path) -> None:
    file.write_text(BEGUN.replace("language: fr", "language: en"), encoding="utf-8")
    assert "Which brand" not in sit(file, "quit", lang=None).output
    assert "Saved in" in sit(file, "quit", lang=None).output


def test_nothing_english_is_said_in_a_french_interview(file: Path) -> None:
    lines = [
        *HEAD,
        "?",
        "pourquoi",
        "x",
        "1 -2",
        "1 ?",
        "note",
        "?",
        "v",
        "x",
        "2",
        "marquer",
        "-3",
        "passer",
        "so",
        "?",
    ]
    lines += ["x", "conseils", "revue", "zz", "?", "", *typed()[4:], "conseils", "revue", "1", "3", "", "quitter"]
    said = plain(sit(file, *lines).output)
    french = TEXTS.said("fr")
    for key, english in TEXTS.items():
        if key.endswith((".one", ".other")):
            continue
        longest = max(re.split(r"\{\w+\}", english), key=len).strip()
        if len(longest) > 8 and english != french[key] and longest not in french[key]:
            assert longest not in said, (key, longest)


def test_no_line_is_wider_than_the_terminal(file: Path) -> None:
    done = sit(file, *HEAD, "?", "pourquoi", "pourquoi conseils", *typed(), "revue", "conseils", "quitter")
    wide = [line for line in done.output.splitlines() if len(line) > 80 and str(file) not in line]
    assert wide == []


def test_escape_sequences_and_control_characters_reach_neither_file_nor_screen(file: Path) -> None:
    lines = ["Vélos\x1b[31m\x07 du \u202ePort", "2026-11-20", "note client: a\x1b]0;x\x07b", "quitter", ""]
    sitting = process("interview", str(file), *options())
    shown, _ = sitting.communicate("\n".join(lines).encode(), timeout=60)
    assert content(file)["brand"] == "Vélos[31m du Port"
    assert b"\x1b" not in shown
    assert "\u202e" not in shown.decode()
    assert content(file)["notes"]["services"]["text"] == "a]0;xb"


@pytest.mark.parametrize("words", ["می\u200cخواهم", "👩\u200d🌾", "क्\u200dष"])
def test_joiners_that_letters_need_are_kept(file: Path, words: str) -> None:
    done = sit(file, f"\u200d{words} \u200c", "2026-11-20", f"note client: {words}", "quitter")
    assert content(file)["brand"] == words
    assert content(file)["notes"]["services"]["text"] == words
    assert words in done.output


def test_an_endless_line_is_refused(file: Path) -> None:
    done = sit(file, *HEAD, *typed()[:9], "x" * 5000, "bref", "quitter")
    assert content(file)["answers"]["club_contact"] == "bref"
    assert "dépasse 4000 caractères" in plain(done.output)


def test_every_state_written_is_read_back_as_such(file: Path, kb: KnowledgeBase) -> None:
    sit(file, *HEAD, *typed(), "")
    answers = read_answers(file, kb)
    assert answers.of("complaint_reply").state is AnswerState.UNKNOWN
    assert answers.of("campaign_planned").because == "pas de budget"
    assert answers.of("complaints").partly_known


BRANDS = ROOT / "tests" / "knowledge_bases" / "brands"
AT_BRANDS = ("--kb", str(BRANDS), "--lang", "fr")


@pytest.fixture
def shop(file: Path) -> Path:
    """The finished interview of a brand for which everything is known."""
    case = YAML(typ="safe", pure=True).load((BRANDS / "cases" / "healthy.yaml").read_text("utf-8"))
    nothing = {id: {"state": "not_applicable", "because": "sans objet ici"} for id in load(BRANDS).questions}
    answers = nothing | case["answers"]
    with file.open("w", encoding="utf-8") as stream:
        YAML().dump({**{key: case[key] for key in ("brand", "date", "language")}, "answers": answers}, stream)
    return file


def test_more_changed_answers_than_a_screen_holds_are_named_by_section(shop: Path) -> None:
    done = run("interview", str(shop), *AT_BRANDS, input="11\n4\n11\n1\n\n")
    dropped, restored = done.output.replace("\u00a0", " ").split("données plus tôt comptent de nouveau")
    for part in (dropped, restored):
        assert re.search(r"^ +Ce que vous publiez : \d+, \d+, .* et \d+$", part, re.MULTILINE)
        assert re.search(r"^ +Critiques et modération : \d+, \d+, ", part, re.MULTILINE)
    named = re.search(r"(\d+) réponses ne comptent plus(.*?)Rétablir", dropped, re.DOTALL)
    assert named
    lines = named.group(2).strip().splitlines()
    assert len(lines) < 15
    assert sum(len(re.findall(r"\d+", line)) for line in lines[1:]) == int(named.group(1))


def test_advice_does_not_ask_to_find_out_what_the_interview_has_yet_to_ask(file: Path) -> None:
    opening = ["Alizé", "2026-11-20", "1", "3", "2", "1", "1", "6", "1", "4", "1", "1"]
    before = run("interview", str(file), *AT_BRANDS, input="\n".join([*opening, "conseils", "quitter", ""]))
    assert "Ce qui est établi à ce stade" in before.output
    assert "À vérifier" not in before.output
    after = run("interview", str(file), *AT_BRANDS, input="aller 28\ninconnu\nconseils\nquitter\n")
    told = after.output.split("À vérifier")[1]
    assert "Cherchez où vos passionnés se retrouvent" in plain(told)
    assert "[" not in told.split("restent ouverts")[0]


def test_advice_speaks_of_strengths_and_opportunities_under_headings_of_their_own(shop: Path) -> None:
    told = run("interview", str(shop), *AT_BRANDS, input="conseils\nquitter\n").output
    kept, further = told.index("À garder"), told.index("Pour aller plus loin")
    assert further < told.index("Servez d’un côté") < kept < told.index("Votre page rend service")
    assert "Aucun conseil ne reste ouvert." in told


def test_why_names_advice_that_may_come_to_depend_on_the_answer(file: Path) -> None:
    opening = ["Alizé", "2026-11-20", "1", "3", "pourquoi conseils", "quitter", ""]
    told = plain(run("interview", str(file), *AT_BRANDS, input="\n".join(opening)).output)
    assert "Selon d’autres réponses, " in told
    assert "Comptez en années, pas en semaines" in told.split("Selon d’autres réponses")[1]
    assert "aucun conseil ouvert" not in told


def test_a_question_can_be_flagged_by_either_french_word(file: Path) -> None:
    for word in ("marquer", "signaler"):
        sit(file, *(HEAD if not file.exists() else []), word, "quitter")
        assert bool(content(file).get("flags")) is (word == "marquer")
