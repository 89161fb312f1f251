"""Four opinions give one answer on every knowledge base and every set of answers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings

from advisor.answers import Answers, Truth, effective
from advisor.inference import Verdicts, limits
from advisor.knowledge.condition import AnswerTest
from advisor.knowledge.model import KnowledgeBase
from tests import differential
from tests.differential import FEATURES, differences, loaded, run
from tests.random_knowledge import Size, cases

from .built import advice, answered, brand, concluded, is_yes, knowledge_base, question, rule
from .clips_engine import ClipsEngine

CLIPS = ClipsEngine()
SCRIPT = Path(__file__).parents[1] / "differential.py"


def test_a_series_of_random_cases_shows_no_difference_and_leaves_nothing_out() -> None:
    tally = run(400, seed=1)
    assert tally.differences == []
    assert tally.cases == 400
    rare = {feature: tally.features[feature] for feature in FEATURES if tally.features[feature] < 40}
    assert not rare


def test_what_is_beyond_an_engine_is_counted_and_the_series_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_PATTERNS", 400)
    tally = run(25)
    assert tally.refused > 0
    assert tally.cases > 0
    assert tally.cases + tally.refused == 25
    assert tally.differences == []


@settings(max_examples=100)
@given(cases(Size(questions=5, conclusions=4, rules=6, advice=4, depth=4)))
def test_engines_agree(case: tuple[KnowledgeBase, Answers]) -> None:
    kb, answers = case
    assert list(differences(kb, answers, loaded(kb), CLIPS)) == []


def test_clips_has_an_opinion_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison would be worth nothing if it agreed with whatever it is shown."""
    kb = knowledge_base([question("q")], [rule("r", is_yes("q"), "c")], [advice("a", concluded("c"))])
    answers = brand({"q": answered("yes")})
    monkeypatch.setattr("tests.inference.clips_engine.truth", lambda test, answer: Truth.FALSE)
    assert list(differences(kb, answers, loaded(kb), ClipsEngine())) == [
        "CLIPS: conclusion c is false for the engine and true for the evaluator",
        "CLIPS: conclusion rule r is false for the engine and true for the evaluator",
        "CLIPS: `when` of the advice a is false for the engine and true for the evaluator",
    ]


def test_clips_closes_nothing_that_is_open() -> None:
    kb = knowledge_base(
        [question("q"), question("e")],
        [rule("r", is_yes("q"), "c", unless=[is_yes("e")]), rule("s", concluded("c", False), "d")],
        [advice("a", AnswerTest("q", "answered", ("no",)), [concluded("d")])],
    )

    def said(**words: str) -> Verdicts:
        return CLIPS.verdicts(kb, effective(kb, brand({id: answered(word) for id, word in words.items()})))

    assert said().conclusions == {"c": Truth.UNDETERMINED, "d": Truth.UNDETERMINED}
    assert said(q="yes").conclusions == {"c": Truth.TRUE, "d": Truth.FALSE}
    assert said(e="yes").conclusions == {"c": Truth.FALSE, "d": Truth.TRUE}
    assert said(e="yes").advice["a"] == (Truth.TRUE, Truth.TRUE, Truth.FALSE)


def test_engines_agree_when_nothing_at_all_is_known() -> None:
    kb = knowledge_base([question("q")], [rule("r", is_yes("q"), "c")], [advice("a", concluded("c"))])
    assert CLIPS.verdicts(kb, effective(kb, brand({}))).conclusions == {"c": Truth.UNDETERMINED}
    assert list(differences(kb, brand({}), loaded(kb), CLIPS)) == []


@pytest.mark.parametrize(("arguments", "counted"), [(["20"], "20"), (["--only", "0/1/2"], "1")])
def test_the_script_prints_counts_and_ends_well(arguments: list[str], counted: str) -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), *arguments], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].split()[0] == counted
    assert lines[-1].split() == ["0", "disagreements"]
    assert len(lines) == len(FEATURES) + 3


def test_the_script_fails_where_engines_differ(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["differential.py", "5"])
    monkeypatch.setattr("tests.inference.clips_engine.truth", lambda test, answer: Truth.FALSE)
    assert differential.main() == 1
    assert "case 0/0/0: CLIPS: " in capsys.readouterr().out
