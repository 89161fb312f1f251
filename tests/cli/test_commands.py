"""The commands a consultant types: what they print, where, and how they end."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.abc import MetaPathFinder
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advisor.advice import Assessment
from advisor.advice.way_out import WayOut
from advisor.cli import main
from advisor.knowledge import load, shipped

SMALL = Path(__file__).parent.parent / "knowledge_bases" / "small"
BRANDS = SMALL.with_name("brands")
CASES = BRANDS / "cases"
DEMO = CASES / "demo.yaml"


def run(*arguments: object, **environment: str) -> Result:
    return CliRunner(env={"LC_ALL": "C.UTF-8", "ADVISOR_KB": str(BRANDS), **environment}).invoke(
        main, [str(argument) for argument in arguments]
    )


def test_json_is_the_whole_assessment_and_nothing_else_on_standard_output() -> None:
    result = run("assess", DEMO, "--json")
    assert result.exit_code == 0
    assert Assessment.model_validate_json(result.stdout).brand == "Ferrovane"


def test_contradictory_answers_are_told_and_do_not_fail() -> None:
    result = run("assess", CASES / "contradictory-answers.yaml")
    assert result.exit_code == 0
    assert "Réponses contradictoires" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "environment", "word"),
    [
        (["--lang", "en"], {}, "First"),
        ([], {"LC_ALL": "en_GB.UTF-8"}, "D’abord"),
        (["--lang", "fr"], {"LC_ALL": "en_GB.UTF-8"}, "D’abord"),
    ],
)
def test_the_language_is_the_option_then_the_files(
    arguments: list[str], environment: dict[str, str], word: str
) -> None:
    result = run("assess", DEMO, *arguments, **environment)
    assert f"\n{word}\n" in result.stdout


@pytest.mark.parametrize(("locale", "word"), [("fr_CH.UTF-8", "D’abord"), ("de_DE.UTF-8", "First"), ("C", "First")])
def test_the_language_of_a_file_without_one_is_the_locales_else_english(tmp_path: Path, locale: str, word: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("brand: A\ndate: 2026-11-20\nanswers: {presence: open, posts_about_self: 19}\n")
    assert f"\n{word}\n" in run("assess", path, LC_ALL=locale).stdout


def test_an_unknown_language_is_wrong_usage() -> None:
    result = run("assess", DEMO, "--lang", "de")
    assert result.exit_code == 2
    assert "'de' is not one of fr, en" in result.stderr


def test_faulty_answers_end_with_status_1_in_the_files_language(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("brand: A\ndate: 2026-11-20\nlanguage: fr\nanswers:\n  presense: open\n")
    result = run("assess", path)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert f"{path}:5:3: I010" in result.stderr
    assert "Vouliez-vous dire «\u00a0presence\u00a0»" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("command", [["assess"], ["report"], ["why"], ["answers", "check"]])
@pytest.mark.parametrize("name", ["missing.yaml", "directory", "empty.yaml", "bytes.yaml", "large.yaml"])
def test_what_is_no_answers_file_gets_one_clear_message(tmp_path: Path, command: list[str], name: str) -> None:
    (tmp_path / "directory").mkdir()
    (tmp_path / "empty.yaml").write_bytes(b"")
    (tmp_path / "bytes.yaml").write_bytes(b"\xff\x00\xfe")
    (tmp_path / "large.yaml").write_bytes(b"brand: " + b"a" * 10_000_000)
    extra = ["stop-removing-criticism"] if command == ["why"] else []
    result = run(*command, tmp_path / name, *extra)
    assert result.exit_code == 1
    assert str(tmp_path / name) in result.stderr
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_another_knowledge_base_is_used_where_it_is_named(tmp_path: Path) -> None:
    sound = SMALL / "cases" / "sound.yaml"
    assert run("assess", sound, "--kb", SMALL).exit_code == 0
    assert run("assess", sound, ADVISOR_KB=str(SMALL)).exit_code == 0
    refused = run("assess", sound, "--kb", tmp_path)
    assert refused.exit_code == 1
    assert str(tmp_path) in refused.stderr


def test_a_report_is_written_beside_the_answers_under_their_name(tmp_path: Path) -> None:
    path = tmp_path / "Ma marque.yaml"
    path.write_text(DEMO.read_text(encoding="utf-8"), encoding="utf-8")
    result = run("report", path, "--format", "html")
    assert result.exit_code == 0, result.output
    assert result.stdout.strip() == str(tmp_path / "Ma marque.fr.html")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["Ma marque.fr.html", "Ma marque.yaml"]


def test_a_failed_report_leaves_the_old_one(tmp_path: Path) -> None:
    path, old = tmp_path / "a.yaml", tmp_path / "a.fr.html"
    old.write_text("the old report")
    path.write_text("brand: A\ndate: 2026-11-20\nlanguage: fr\nanswers: {presense: open}\n")
    assert run("report", path, "--format", "html").exit_code == 1
    assert old.read_text() == "the old report"


def test_an_unknown_format_is_wrong_usage() -> None:
    result = run("report", DEMO, "--format", "html,odt")
    assert result.exit_code == 2
    assert "odt: choose from html, pdf, docx, md, json" in result.stderr


def test_a_target_that_cannot_be_written_ends_with_status_3(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    result = run("report", DEMO, "-o", blocked / "below", "--format", "html")
    assert result.exit_code == 3
    assert "ne peut pas être écrit" in result.stderr


def test_the_same_inputs_give_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    pages = []
    for number, (seed, locale, zone) in enumerate([("1", "C.UTF-8", "UTC"), ("2", "fr_FR.UTF-8", "Asia/Tokyo")]):
        target = tmp_path / str(number)
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone, "ADVISOR_KB": str(BRANDS)}
        subprocess.run(
            [sys.executable, "-m", "advisor", "report", DEMO, "-o", target, "--format", "html,md,json"],
            env=environment,
            check=True,
            capture_output=True,
        )
        pages.append([(target / f"demo.fr.{ending}").read_bytes() for ending in ("html", "md", "json")])
    assert pages[0] == pages[1]


def test_without_pango_the_html_is_delivered_and_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Missing(MetaPathFinder):
        def find_spec(self, name: str, path: object, target: object = None) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    for module in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    result = run("report", DEMO, "-o", tmp_path, "--format", "html,pdf")
    assert result.exit_code == 3
    assert [entry.name for entry in tmp_path.iterdir()] == ["demo.fr.html"]
    assert "pango" in result.stderr.lower()


def test_comparing_a_brand_with_itself_says_that_nothing_changed() -> None:
    result = run("compare", DEMO, DEMO)
    assert result.exit_code == 0
    assert "Rien n’a changé" in result.stdout
    assert json.loads(run("compare", DEMO, DEMO, "--json").stdout)["changed_answers"] == []


def test_titles_in_a_french_comparison_keep_their_punctuation_from_a_line_of_its_own() -> None:
    said = run("compare", CASES / "healthy.yaml", CASES / "nearly-everything-wrong.yaml", "--lang", "fr").stdout
    assert "\u00a0:" in said
    assert not re.search(r" [:;!?»]", said)


def test_changed_rules_are_told_apart_from_changed_answers(tmp_path: Path) -> None:
    older = tmp_path / "older"
    shutil.copytree(BRANDS, older)
    moderation = older / "advice" / "moderation.yaml"
    text = moderation.read_text(encoding="utf-8")
    assert text.count("when: {conduct_rules: none}") == 1
    moderation.write_text(
        text.replace("when: {conduct_rules: none}", "when: {conduct_rules: applied_unevenly, presence: none}")
    )
    # In the copy this advice cannot fire: expectations of its examples and cases do not matter here.
    before, after = CASES / "local-shop.yaml", tmp_path / "after.yaml"
    after.write_text(
        before.read_text(encoding="utf-8").replace("editorial_line: none", "editorial_line: followed"), encoding="utf-8"
    )
    result = run("compare", before, after, "--before-kb", older, "--json")
    assert result.exit_code == 0, result.stderr
    causes = {one["id"]: (one["status"], one["causes"]) for one in json.loads(result.stdout)["advice"]}
    assert causes["publish-conduct-rules"] == ("new", ["rules"])
    assert causes["write-an-editorial-line"] == ("resolved", ["answers"])


def test_checking_the_shipped_knowledge_base_prints_nothing() -> None:
    result = run("rules", "check", "--kb", shipped("rules") / "community-management")
    assert (result.exit_code, result.output) == (0, "")


@pytest.mark.parametrize(
    ("lang", "rest"), [("en", "… and {} more, which may"), ("fr", "… and {} more, which may")], ids=["en", "fr"]
)
def test_a_knowledge_base_in_ruins_fills_no_more_than_a_few_screens(lang: str, rest: str, tmp_path: Path) -> None:
    ruins = tmp_path / "kb"
    shutil.copytree(CASES.parent, ruins)
    for file in (ruins / "advice").glob("*.yaml"):
        text = file.read_text("utf-8").replace("title:", "titel:").replace("steps:", "stepps:")
        file.write_text(text.replace("fires:", "fire:"), "utf-8")
    done = run("assess", DEMO, "--kb", ruins, "--lang", lang)
    assert done.exit_code == 1
    told = [line for line in done.stderr.splitlines() if re.match(r"\S+:\d+:\d+: E\d+ ", line)]
    every = [
        line for line in run("rules", "check", "--kb", ruins).output.splitlines() if re.match(r"\S+:\d+:\d+: ", line)
    ]
    assert len(every) > 200
    assert told == every[:20]
    assert rest.format(len(every) - 20) in done.stderr
    assert done.stderr.splitlines()[-1].startswith(f"{len(every)} problem(s)")


ROADMAP = shipped("rules") / "community-management" / "cases" / "hexagon-daughter.yaml"


def roadmap(*arguments: object) -> Result:
    return run("roadmap", ROADMAP, *arguments, ADVISOR_KB=str(shipped("rules") / "community-management"))


def test_a_roadmap_says_what_to_change_and_what_that_clears_in_both_languages() -> None:
    english, french = (roadmap("--lang", language, "--changes", "4") for language in ("en", "fr"))
    assert english.exit_code == french.exit_code == 0
    found = WayOut.model_validate_json(roadmap("--json", "--changes", "4").stdout)
    assert found.best.weight == 0
    number = len(found.best.steps)
    assert f"{number} changes clear everything; weight {found.weight} → 0" in english.stdout
    assert "(The Saltmarch Weekend and The players’ list)" in " ".join(english.stdout.split())
    assert not [line for line in (english.stdout + french.stdout).splitlines() if "“ →" in line or "” →" in line]
    titles = {advice.title["en"] for advice in load(shipped("rules") / "community-management").advice.values()}
    assert any(f"clears: “{title}”" in english.stdout for title in titles)
    assert f"{number} changements lèvent tout" in french.stdout
    assert "peu d’efforts" in french.stdout


@pytest.mark.parametrize(
    ("language", "stands", "cleared"),
    [
        ("en", "one point to put right, of weight 2.", "One change clears everything; weight 2 → 0"),
        ("fr", "un point à corriger, d’un poids de 2.", "Un changement lève tout ; poids 2 → 0"),
    ],
)
def test_a_roadmap_speaks_of_one_point_as_of_one(language: str, stands: str, cleared: str) -> None:
    case = ROADMAP.with_name("x11-dream-on-common-ground.yaml")
    said = run("roadmap", case, "--lang", language, ADVISOR_KB=str(ROADMAP.parents[1])).stdout.splitlines()
    assert said[0].endswith(stands)
    assert " ".join(said[2].split()) == cleared


@pytest.mark.parametrize(
    ("case", "language", "effort", "said"),
    [
        ("barkwell", "en", "high", "One change clears everything, as far as is known; weight 6 → 0"),
        ("barkwell", "fr", "high", "Un changement lève tout, pour autant qu’on le sache ; poids 6 → 0"),
        ("barkwell", "en", "low", "No change of so little effort takes anything off it."),
        ("barkwell", "fr", "low", "Aucun changement qui demande si peu d’efforts n’allège quoi que ce soit."),
        ("fennick", "en", "high", "keeps from arising: “Do not pay for recommendations”"),
        ("demenagements-ortival", "en", "high", "much effort takes effect with those that follow"),
        ("demenagements-ortival", "fr", "high", "beaucoup d’efforts agit avec ceux qui suivent"),
        ("halmere", "en", "high", "Critical all the same, and to be acted on first: “Warn those in danger today”"),
    ],
)
def test_a_roadmap_says_no_more_than_is_known_and_looked_for(case: str, language: str, effort: str, said: str) -> None:
    file = ROADMAP.with_name(f"{case}.yaml")
    told = run("roadmap", file, "--lang", language, "--effort", effort, ADVISOR_KB=str(ROADMAP.parents[1])).stdout
    assert said in " ".join(told.replace("\u00a0", " ").split())


@pytest.mark.parametrize(
    ("case", "says", "tells"),
    [
        ("saint-aurele-sur-vize", "N’ouvrez pas cet espace (Le groupe Facebook", True),
        ("pettigrew-lowe", "Do not open this space (Condolence wall", True),
        ("norhaven", "Do not open this space while the cause lasts”, “First", False),
        ("the-harrow-post", "Do not open this space", False),
        ("orvane", "Do not open this space", False),
    ],
)
def test_a_roadmap_gives_a_planned_space_up_where_a_rule_speaks_against_it(case: str, says: str, tells: bool) -> None:
    told = run("roadmap", ROADMAP.with_name(f"{case}.yaml"), ADVISOR_KB=str(ROADMAP.parents[1])).stdout
    assert (says in " ".join(told.replace("\u00a0", " ").split())) == tells


def test_a_roadmap_keeps_to_the_number_and_the_effort_asked_for() -> None:
    whole = WayOut.model_validate_json(roadmap("--json").stdout)
    more = WayOut.model_validate_json(roadmap("--json", "--changes", "4").stdout)
    one = WayOut.model_validate_json(roadmap("--json", "--changes", "1", "--effort", "low").stdout)
    assert (len(whole.best.steps), len(more.best.steps)) == (3, 4)
    assert any(step.elsewhere for step in more.best.steps)
    assert [step.change.effort for step in one.best.steps] == ["low"]
    assert one.best.weight > whole.best.weight
    assert roadmap("--changes", "0").exit_code == 2
    assert roadmap("--effort", "none").exit_code == 2
