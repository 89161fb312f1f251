"""One brand entered at the terminal, in the offline form and in the workspace: one and the same Assessment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from advisor.answers import Answer, Answers, AnswerState, Choices, effective, is_asked, parse_answers
from advisor.inference.grounding import ground
from advisor.interview.voices import DECIDED
from advisor.knowledge import shipped
from advisor.knowledge.model import KnowledgeBase, Question
from tests.interview.filled_form import Person, form
from tests.interview.sitting import run

HEAD = {"brand": "Chantoiseau", "date": "2026-11-20", "language": "en"}


@dataclass(frozen=True)
class Told:
    """What a client tells: the names in each list, and the answers in the order of the questions."""

    kb: KnowledgeBase
    spaces: tuple[str, ...]
    answers: Answers

    def said(self) -> Iterator[tuple[Question, Answer]]:
        """What is told of the questions that an interview asks by itself, whichever way it is held."""
        asked = ground(self.kb, self.answers.instances)
        readable = effective(asked, self.answers)
        for question in asked.questions.values():
            answer = self.answers.of(question.id)
            if answer.state is not AnswerState.NOT_ASKED and is_asked(question, readable):
                yield question, answer


@pytest.fixture
def told() -> Told:
    """The example brand; its spaces are called by their ids, which every way derives from a name."""
    from advisor.workspace.base import knowledge_base

    kb = knowledge_base()
    case = dict(kb.cases["demo"].document)
    spaces = [{**one, "name": one["id"]} for one in case["spaces"]]
    answers = parse_answers({**HEAD, "answers": case["answers"], "spaces": spaces}, kb)
    return Told(kb, tuple(one["id"] for one in spaces), answers)


def chosen(answer: Answer) -> list[str]:
    """The ids of the options that an answer names; of a number, the number."""
    if answer.value is None:
        return []
    return sorted(answer.value.yes) if isinstance(answer.value, Choices) else [str(answer.value)]


def at_the_terminal(told: Told, file: Path) -> Path:
    """Every answer typed at `advisor interview`, as the numbers of its options or in words."""
    lines = [HEAD["brand"], HEAD["date"], "go spaces", *told.spaces, "", "yes"]
    for question, answer in told.said():
        ids = [option.id for option in question.options]
        typed = " ".join(str(ids.index(one) + 1) if ids else one for one in chosen(answer))
        typed = {AnswerState.UNKNOWN: "unknown", AnswerState.NOT_APPLICABLE: f"na {answer.because}"}.get(
            answer.state, typed
        )
        lines += [f"go {question.id}", typed, *([answer.due or ""] if chosen(answer) == [DECIDED] else [])]
    done = run("interview", str(file), "--lang", "en", input="".join(f"{line}\n" for line in [*lines, "quit"]))
    assert done.exit_code == 0, done.output
    return file


def in_the_form(told: Told, chromium: Browser, directory: Path) -> Path:
    """Every answer ticked in the form that a client gets by mail, page by page, which is then saved."""
    head = ("--brand", HEAD["brand"], "--date", HEAD["date"])
    context = chromium.new_context()
    context.set_default_timeout(5_000)
    person = Person(context.new_page(), [])
    person.page.goto(form(directory / "form.html", shipped("rules") / "community-management", "en", *head).as_uri())
    controls = [each for question, answer in told.said() for each in _controls(question, answer)]
    seen: set[str] = set()
    for _ in range(2):
        while person.step != "page--check":
            step = person.step
            if step == "list:space" and step not in seen:
                for name in told.spaces:
                    person.page.fill("#space--new", name)
                    person.page.keyboard.press("Enter")
                person.page.locator("#space--complete").check()
            here = set(person.page.locator("[data-step]:not(.off) [id]").evaluate_all("all => all.map(one => one.id)"))
            for control, words in controls:
                if control in here and step not in seen:
                    field = person.page.locator(f'[id="{control}"]')
                    field.fill(words) if words else field.evaluate("one => one.click()")
            seen.add(step)
            person.page.locator("#page--continue").click()
            assert person.step != step, (step, person.page.inner_text("#page--trouble"))
        if person.page.locator("#page--deeper").is_visible():
            person.page.locator("#page--deeper").click()
    saved = person.save("save", directory / "form.yaml")
    context.close()
    return saved


def _controls(question: Question, answer: Answer) -> Iterator[tuple[str, str]]:
    """The fields of the form that an answer fills in, with the words of those that take some."""
    name, _, instance = question.id.partition("@")
    at = f"@{instance}" if instance else ""
    if answer.state is AnswerState.UNKNOWN:
        yield f"{name}--unknown{at}", ""
    elif answer.state is AnswerState.NOT_APPLICABLE:
        yield f"{name}--na{at}", ""
        yield f"{name}--because{at}", str(answer.because)
    elif question.options:
        yield from ((f"{name}-{one}{at}", "") for one in chosen(answer))
    else:
        yield f"{name}-value{at}", str(answer.value)
    if answer.due:
        yield f"{name}--due{at}", str(answer.due)


def in_the_workspace(told: Told, client: Any, begun: Callable[..., Any], file: Path) -> Path:
    """Every answer filled into the fields of its page, in a browser without scripts, in a round of the same head."""
    from advisor.workspace.form_reply import fields_of

    round = begun("".join(f"{key}: {value}\n" for key, value in HEAD.items()) + "answers: {}\n")
    listed = f"/rounds/{round.pk}/lists/spaces"
    for name in told.spaces:
        client.post(f"{listed}/save/", {"name": name})
    client.post(f"{listed}/close/", {"complete": "on"})
    for question, answer in told.said():
        fields = {key: value for key, value in fields_of(question, answer).items() if value}
        sent = client.post(f"/rounds/{round.pk}/questions/{question.id}/", fields)
        assert sent.status_code == 302, (question.id, fields)
    file.write_bytes(client.get(f"/rounds/{round.pk}/answers.yaml").content)
    return file


def assessed(file: Path) -> str:
    done = run("assess", str(file), "--json", "--lang", "en")
    assert done.exit_code == 0, done.output
    return done.stdout


def test_terminal_form_and_workspace_make_the_same_assessment_to_the_byte(
    told: Told, client: Any, begun: Callable[..., Any], chromium: Browser, tmp_path: Path
) -> None:
    typed = assessed(at_the_terminal(told, tmp_path / "terminal.yaml"))
    assert typed.count('"answered"') > 100
    assert assessed(in_the_workspace(told, client, begun, tmp_path / "workspace.yaml")) == typed
    assert assessed(in_the_form(told, chromium, tmp_path)) == typed
