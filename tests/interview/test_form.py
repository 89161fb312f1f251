"""The form that comes back: filled in with a browser, kept there, saved, and read as any answers file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from advisor.answers import read_answers
from advisor.interview import Asked, render_form
from advisor.knowledge import load
from tests.report.browser import launched

from .filled_form import Person, form
from .sitting import KB, ROOT, run

CHOIR = ROOT / "tests" / "knowledge_bases" / "choir"
NAME = 'Zoë "Z" Ünal: {x} # 🎻 </script><b>'
SPACE = "Les « Altos » – 'no': &a *b 🎻"
REMARK = "- a: &b *c </script><!-- \\ %TAG ${x}"
AT = "@les-altos-no-a-b"


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


SCHOOL: dict[str, list[tuple[Any, ...]]] = {
    "page--start": [("head-filled_in_by", NAME), ("head-role", "cantor")],
    "teaches": [("teaches--unknown",), ("teaches--not-children",)],
    "concert_hall": [("concert_hall-no",)],
    "list:choir": [
        ("choir--new", SPACE),
        ("choir--new", "Children"),
        ("choir--complete",),
        (f"choir_state--pick{AT}", f"choir_state-rehearses{AT}"),
        ("choir_state--na@children",),
        ("choir_state--because@children", "not ours"),
    ],
    f"singers{AT}": [(f"singers--unknown{AT}",), (f"singers--low{AT}", "12"), (f"singers--high{AT}", "20")],
    f"mood{AT}": [(f"mood-quarrels{AT}",), (f"mood--unknown{AT}",), (f"mood--not-leavers{AT}",)],
    f"habits{AT}": [
        (f"solo_fees-decided{AT}",),
        (f"solo_fees--due{AT}", "12012026"),
        (f"shared_tea--unknown{AT}",),
        (f"shared_tea--not-done{AT}",),
    ],
    "habits@children": [("solo_fees-no@children",)],
    "plans": [("merge_choirs-decided",)],
}
AS_TYPED = f"""\
brand: "École: 'du' Val"
date: 2026-11-20
language: LANG
knowledge_base: {{id: music-school, version: 1.0.0}}
respondents: [{{id: zoe-z-unal-x-script-b, name: {_quoted(NAME)}, role: cantor}}]
answers:
  teaches: {{not: children}}
  concert_hall: no
  merge_choirs: decided
choirs:
  - id: les-altos-no-a-b
    name: {_quoted(SPACE)}
    answers:
      choir_state: rehearses
      singers: {{at_least: 12, at_most: 20}}
      mood: {{yes: [quarrels], no: [leavers]}}
      solo_fees: {{is: decided, due: 2026-12-01}}
      shared_tea: {{not: done}}
  - id: children
    name: Children
    answers:
      choir_state: {{state: not_applicable, because: not ours}}
      solo_fees: no
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launched(playwright)
        yield browser
        browser.close()


def at_the_form(browser: Browser, file: Path, **how: Any) -> Person:
    """A person before a page opened from the disk; what it asks for or complains of is an error."""
    page = browser.new_context(**how).new_page()
    page.set_default_timeout(15_000)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: said.append(request.url) if not request.url.startswith("file:") else None)
    page.goto(file.as_uri())
    return Person(page, said)


def leave(person: Person) -> None:
    person.page.context.close()
    said = [one for one in person.said if not one.startswith("blob:")]
    assert said == []


def assessment(file: Path) -> dict[str, Any]:
    done = run("assess", str(file), "--json", "--kb", str(CHOIR), "--lang", "en")
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_filled_in_with_the_keyboard_alone_it_says_what_the_same_answers_say_as_yaml(
    browser: Browser, tmp_path: Path, lang: str
) -> None:
    head = ("--brand", "École: 'du' Val", "--date", "2026-11-20")
    person = at_the_form(browser, form(tmp_path / "form.html", CHOIR, lang, *head))
    seen = person.go_through(SCHOOL)
    assert [step for step in seen if "@" in step] == [
        *(f"{one}{AT}" for one in ("singers", "mood", "habits")),
        "habits@children",
    ], "one page for all; of which it does not apply whether it rehearses is asked neither its singers nor its mood"
    checked = " ".join(person.page.inner_text("#page--checked").split())
    assert {"fr": "échéance : 1er décembre 2026", "en": "due 1 December 2026"}[lang] in checked.replace("\u00a0", " ")
    saved = person.save("save", tmp_path / "client.yaml")
    leave(person)
    assert run("answers", "check", str(saved), "--kb", str(CHOIR)).exit_code == 0
    typed = tmp_path / "typed.yaml"
    typed.write_text(AS_TYPED.replace("LANG", lang), encoding="utf-8")
    kb = load(CHOIR)
    of_form, of_file = read_answers(saved, kb), read_answers(typed, kb)
    assert {one.said_by for one in of_form.given.values()} == {"zoe-z-unal-x-script-b"}
    assert of_form.respondents == of_file.respondents
    assert of_form.instances == of_file.instances
    assert {id: (one.state, one.value, one.because, one.due) for id, one in of_form.given.items()} == {
        id: (one.state, one.value, one.because, one.due) for id, one in of_file.given.items()
    }
    assert _without_speakers(assessment(saved)) == _without_speakers(assessment(typed))
    other = tmp_path / "other.yaml"
    other.write_text(
        AS_TYPED.replace("LANG", lang).replace(_quoted(NAME), "Bo").replace("zoe-z-unal-x-script-b", "bo")
        .replace("concert_hall: no", "concert_hall: yes"),
        encoding="utf-8",
    )  # fmt: skip
    both = tmp_path / "both.yaml"
    done = run("answers", "merge", str(saved), str(other), "-o", str(both), "--kb", str(CHOIR))
    assert done.exit_code == 0, done.output
    accounts = read_answers(both, kb).of("concert_hall").accounts
    assert [(one.value, one.by) for one in accounts] == [("no", "zoe-z-unal-x-script-b"), ("yes", "bo")]


def _without_speakers(found: Any) -> Any:
    if isinstance(found, dict):
        return {key: _without_speakers(one) for key, one in found.items() if key != "said_by"}
    return [_without_speakers(one) for one in found] if isinstance(found, list) else found


def test_what_is_typed_stays_in_the_browser_and_in_a_copy_that_goes_on(browser: Browser, tmp_path: Path) -> None:
    file = form(tmp_path / "form.html", KB, "fr", "--brand", "Vélos", "--date", "2026-11-20", "--for", NAME)
    person = at_the_form(browser, file)
    person.press("continue")
    person.tick("services-repairs")
    person.page.click("summary:visible")
    person.page.fill("#services--note", REMARK)
    person.press("continue")
    person.type("mechanics-value", "4")
    person.page.reload()
    assert person.step == "mechanics"
    assert person.page.input_value("#mechanics-value") == "4"
    person.press("to-check")
    copy = person.save("copy", tmp_path / "copy.html")
    yaml = person.save("save", tmp_path / "one.yaml")
    leave(person)
    kb = load(KB)
    assert read_answers(yaml, kb).notes["services"][0].text == REMARK
    assert read_answers(yaml, kb).notes["services"][0].by == NAME
    again = at_the_form(browser, copy)
    assert again.step == "page--check"
    assert "Réparations" in again.page.inner_text("#page--checked")
    again.page.click("#page--back")
    while again.step != "repair_wait":
        again.press("back")
    again.tick("repair_wait-days")
    again.press("to-check")
    later = read_answers(again.save("save", tmp_path / "two.yaml"), kb)
    third = again.save("copy", tmp_path / "third.html")
    leave(again)
    assert {id: one.value for id, one in later.given.items()} | {"services": "repairs"} == {
        "services": "repairs",
        "mechanics": 4,
        "repair_wait": "days",
    }
    inside = third.read_text(encoding="utf-8").partition('id="page--answers">')[2].partition("</script>")[0]
    assert json.loads(inside)["answers"]["answers"]["repair_wait"]["is"] == "days"


def test_where_the_browser_keeps_nothing_the_page_says_so_and_works(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
    )
    page = context.new_page()
    page.goto(form(tmp_path / "form.html", KB, "en", "--brand", "V", "--date", "2026-11-20").as_uri())
    person = Person(page, [])
    assert "save a copy" in page.inner_text("#page--not-stored")
    person.go_through({"supplier_strike": [("supplier_strike-yes",)]})
    saved = read_answers(person.save("save", tmp_path / "one.yaml"), load(KB))
    context.close()
    assert {id: one.value for id, one in saved.given.items()} == {"supplier_strike": "yes"}
    assert saved.respondents == ()


def test_a_number_out_of_bounds_and_a_reason_left_out_are_said_and_stay_on_the_page(
    browser: Browser, tmp_path: Path
) -> None:
    person = at_the_form(browser, form(tmp_path / "form.html", KB, "en", "--date", "2026-11-20"))
    person.press("continue")
    assert "brand" in person.page.inner_text("#page--trouble")
    person.type("head-brand", "V")
    person.press("continue")
    person.tick("services--na")
    person.press("continue")
    assert (person.step, "why" in person.page.inner_text("#page--trouble")) == ("services", True)
    person.tick("services-repairs")
    assert not person.page.is_checked("#services--na"), "an option takes the place of does not apply"
    person.press("continue")
    person.type("mechanics-value", "51")
    person.press("continue")
    assert (person.step, "0 to 50" in person.page.inner_text("#page--trouble")) == ("mechanics", True)
    leave(person)


def test_a_form_of_one_section_asks_what_decides_about_it_and_then_that_section_alone(
    browser: Browser, tmp_path: Path
) -> None:
    head = ("--brand", "V", "--date", "2026-11-20", "--section", "deeper")
    person = at_the_form(browser, form(tmp_path / "form.html", CHOIR, "en", *head))
    seen = person.go_through({"list:choir": [("choir--new", "Altos")], "habits@altos": [("solo_fees-decided@altos",)]})
    assert seen == ["page--start", "list:choir", "habits@altos"]
    person.press("deeper")
    assert person.step == "fees_asked"
    leave(person)
    done = run("questionnaire", "-o", str(tmp_path / "x.html"), "--kb", str(CHOIR), "--section", "nope")
    assert done.exit_code == 1
    assert "deeper" in done.stderr


def test_a_name_taken_out_of_a_list_brings_its_answers_back_with_it(browser: Browser, tmp_path: Path) -> None:
    person = at_the_form(browser, form(tmp_path / "form.html", CHOIR, "en", "--brand", "V", "--date", "2026-11-20"))
    pick = "choir_state--pick@altos"
    person.go_through({"list:choir": [("choir--new", "Altos"), (pick, "choir_state-planned@altos")]})
    page = person.page
    page.click("button[aria-label^='Change'][aria-label*='choirs']")
    page.click(".listed button")
    page.fill("#choir--new", "Altos")
    page.click(".listing .add")
    assert page.input_value(f"[id='{pick}']") == "choir_state-planned@altos"
    leave(person)


def test_what_is_asked_first_of_each_of_a_list_stands_on_the_page_of_the_list(browser: Browser, tmp_path: Path) -> None:
    file = form(tmp_path / "form.html", CHOIR, "en", "--brand", "V", "--date", "2026-11-20")
    person = at_the_form(browser, file)
    page = person.page
    listing, pick = "list:choir", "choir_state--pick"
    seen = person.go_through({listing: [("choir--new", "Altos"), (f"{pick}@altos", "choir_state-planned@altos")]})
    assert not [step for step in seen if step.startswith("choir_state")]
    page.click("button[aria-label^='Change'][aria-label*='choirs']")
    person.type("choir--new", "Basses")
    page.keyboard.press("Enter")
    person.type("choir--new", "Children")
    person.press("continue")
    assert person.step == listing, "a name that waited has come, and something is asked of it"
    kept = "id => document.getElementById(`choir_state--pick@${id}`).value"
    assert page.evaluate(kept, "altos") == "choir_state-planned@altos", "what was said of the first stays"
    person.pick(f"{pick}@basses", "choir_state-rehearses@basses")
    person.tick("choir_state--na@children")
    person.press("continue")
    assert (person.step, "why" in page.inner_text("#page--trouble")) == (listing, True)
    person.tick("choir_state--unknown@children")
    page.reload()
    assert person.step == listing
    assert page.evaluate(kept, "basses") == "choir_state-rehearses@basses"
    person.press("to-check")
    checked = page.inner_text("#page--checked").replace("\n", " ")
    assert "Altos, Basses, Children Change" in " ".join(checked.split()), checked
    assert "Altos It is planned Basses It does" in " ".join(checked.split()), checked
    given = read_answers(person.save("save", tmp_path / "one.yaml"), load(CHOIR)).given
    assert {id: given[f"choir_state@{id}"].value for id in ("altos", "basses", "children")} == {
        "altos": "planned",
        "basses": "rehearses",
        "children": None,
    }
    page.click("button[aria-label='Change – Does it rehearse already?']")
    assert person.step == listing, "a column is changed where it stands"
    for _ in range(2):
        page.locator(".listed button").first.click()
    person.reach("choir_state--unknown@children")
    assert page.is_checked("#choir_state--unknown\\@children")
    leave(person)


@pytest.mark.parametrize(
    ("lang", "label"), [("fr", "Toutes les lignes encore ouvertes : "), ("en", "All rows still open: ")]
)
def test_one_button_answers_the_rows_of_a_table_that_are_still_open(
    browser: Browser, tmp_path: Path, lang: str, label: str
) -> None:
    person = at_the_form(browser, form(tmp_path / "form.html", CHOIR, lang, "--brand", "V", "--date", "2026-11-20"))
    step = "habits@altos"
    person.go_through(
        {
            "list:choir": [("choir--new", "Altos"), ("choir_state--pick@altos", "choir_state-rehearses@altos")],
            step: [("solo_fees-decided@altos",)],
        }
    )
    while person.step != step:
        person.press("back")
    person.reach("habits--others@altos")
    assert person.page.inner_text("#habits--others\\@altos").replace("\u00a0", " ").startswith(label)
    person.page.keyboard.press("Enter")
    person.page.reload()
    assert person.step == step
    kept = read_answers(_saved(person, tmp_path / "one.yaml"), load(CHOIR)).given
    assert {
        id: (one.value, one.read_out) for id, one in kept.items() if id in ("solo_fees@altos", "shared_tea@altos")
    } == {
        "solo_fees@altos": ("decided", False),
        "shared_tea@altos": ("no", True),
    }
    while person.step != step:
        person.press("back")
    person.tick("shared_tea-done@altos")
    kept = read_answers(_saved(person, tmp_path / "two.yaml"), load(CHOIR)).given
    assert (kept["shared_tea@altos"].value, kept["shared_tea@altos"].read_out) == ("done", False)
    leave(person)


def _saved(person: Person, file: Path) -> Path:
    person.press("to-check")
    return person.save("save", file)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_kind_of_page_is_accessible(browser: Browser, tmp_path: Path, width: int, scheme: Any) -> None:
    head = ("--brand", "V", "--date", "2026-11-20")
    how = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    person = at_the_form(browser, form(tmp_path / "form.html", CHOIR, "fr", *head), **how)
    page = person.page

    def examine() -> None:
        found = Axe().run(page).response
        assert found["passes"]
        assert [(person.step, one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    examine()
    person.go_through(
        {"list:choir": [("choir--new", "Altos"), ("choir_state--pick@altos", "choir_state-rehearses@altos")]}
    )
    examine()
    page.evaluate("document.getElementById('choir--new').value = 'Basses'; add('choir'); go(steps()[0])")
    controls = ("singers--unknown", "mood--unknown", "solo_fees-no", "solo_fees--unknown", "solo_fees-decided")
    of_all = ("choir_state--pick", "choir_state--unknown", "choir_state--na")
    for control in ("choir--new", *(f"{one}@altos" for one in (*of_all, *controls))):
        page.evaluate(
            "id => { go(steps().find((one) => one.contains(at(id)))); at(id).click(); }",
            control,
        )
        examine()
    leave(person)


def test_without_scripts_and_on_paper_it_is_the_whole_questionnaire(browser: Browser, tmp_path: Path) -> None:
    file = form(tmp_path / "form.html", CHOIR, "en")
    for how, media in (({"java_script_enabled": False}, "screen"), ({}, "print")):
        context = browser.new_context(**how)  # type: ignore[arg-type]
        page: Page = context.new_page()
        page.emulate_media(media=media)  # type: ignore[arg-type]
        page.goto(file.as_uri())
        assert page.get_by_text("Were the singers asked about fees?").is_visible()
        assert page.get_by_text("Only if", exact=False).first.is_visible()
        assert not page.locator("#page--continue").is_visible()
        context.close()


def test_the_page_runs_its_own_script_and_no_other() -> None:
    text = render_form(load(KB), "fr", {}, asked=Asked(brand='"><script>x</script>', respondent="</script>"))
    assert text.count("<script") == 3
    assert "script-src 'sha256-" in text
    assert " onclick" not in text
    assert "unsafe-inline'; script" not in text
