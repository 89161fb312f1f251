"""The consultant's guide shows the commands, endings, outcomes and the answers file as they are."""

import re
from pathlib import Path

from advisor.advice.profile import ENOUGH_KNOWN
from advisor.advice.profile_words import STATES
from advisor.answers import AnswerState, read_answers
from advisor.inference import Outcome
from advisor.interview.command import Command, words_in
from advisor.knowledge import load, shipped
from advisor.report import FORMATS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "assessing.md").read_text(encoding="utf-8")


def test_commands_of_the_interview_are_those_it_understands() -> None:
    rows = re.findall(r"^\| (`[^|]*`[^|]*) \| (`[^|]*`[^|]*) \|", PAGE, flags=re.MULTILINE)
    described = {}
    for english, french in rows:
        (command,) = [one for one, words in words_in("en").items() if re.findall(r"`([^`]+)`", english)[0] in words]
        assert set(re.findall(r"`([^`]+)`", french)) <= set(words_in("fr")[command])
        described[command] = english
    assert set(described) == set(Command)


def test_the_answers_file_shown_can_be_used(tmp_path: Path) -> None:
    (shown,) = [
        one for one in re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL) if one.startswith("brand: Ferrovane ")
    ]
    path = tmp_path / "client.yaml"
    path.write_text(shown, encoding="utf-8")
    kb = load(shipped("rules") / "community-management")
    answers = read_answers(path, kb)
    recorded = set(AnswerState) - {AnswerState.NOT_ASKED, AnswerState.WAITING}
    assert {answer.state for answer in answers.given.values()} == recorded
    assert answers.of("hoped_for").partly_known


def test_every_outcome_is_explained() -> None:
    for outcome in Outcome:
        assert f"| {outcome.value.replace('_', ' ')} |" in PAGE


def test_every_format_of_the_report_is_named() -> None:
    for format in FORMATS:
        assert f"client.fr.{format}`" in PAGE or f"`{format}`" in PAGE


def test_states_of_a_theme_and_the_share_to_be_known_are_the_program_s() -> None:
    for state, word in STATES.items():
        assert f"| {STATES.said('fr')[state]} | {word} |" in PAGE
    share = f"{ENOUGH_KNOWN:.0%}".replace("%", " %")
    assert f"and {share} is known" in PAGE
    assert f"less than {share} of the points" in PAGE
