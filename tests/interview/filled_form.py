"""A person at the form, with a keyboard and nothing else, for tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from .sitting import run


def form(output: Path, base: Path, lang: str, *more: str) -> Path:
    """Write the form of a knowledge base."""
    done = run("questionnaire", "-o", str(output), "--kb", str(base), "--lang", lang, *more)
    assert done.exit_code == 0, done.output
    return output


class Person:
    """Presses keys on a page that is open; `said` gathers what the browser complains of and asks for."""

    def __init__(self, page: Page, said: list[str]) -> None:
        self.page = page
        self.said = said

    @property
    def step(self) -> str:
        return str(self.page.evaluate("document.querySelector('[data-step]:not(.off):not(.model *)').dataset.step"))

    def reach(self, control: str) -> None:
        """Tab on until a control, or a radio button of its group, has the focus."""
        for _ in range(80):
            seen = self.page.evaluate("[document.activeElement.id, document.activeElement.name ?? '']")
            group = self.page.evaluate("id => document.getElementById(id)?.name || null", control)
            radio = self.page.evaluate("id => document.getElementById(id)?.type === 'radio'", control)
            if seen[0] == control or (radio and group == seen[1]):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{control} cannot be reached from {self.step}")

    def tick(self, control: str) -> None:
        """Tick a box, or choose a radio button with the arrows."""
        self.reach(control)
        self.page.keyboard.press("Space")
        for _ in range(12):
            if self.page.evaluate("id => document.getElementById(id).checked", control):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{control} cannot be chosen")

    def pick(self, control: str, option: str) -> None:
        """Choose in a drop-down list with the arrows."""
        self.reach(control)
        for _ in range(20):
            if self.page.evaluate("id => document.getElementById(id).value", control) == option:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{option} cannot be chosen")

    def type(self, control: str, words: str) -> None:
        self.reach(control)
        self.page.keyboard.type(words)

    def press(self, button: str) -> None:
        self.reach(f"page--{button}")
        self.page.keyboard.press("Enter")

    def go_through(self, what: dict[str, list[tuple[Any, ...]]]) -> list[str]:
        """Answer page by page (per step: a control, and words or an option where it takes some) until the check.

        Gives the steps.
        """
        seen: list[str] = []
        while (step := self.step) != "page--check":
            assert step not in seen, f"{step} came again; seen {seen}: {self.page.inner_text('#page--trouble')}"
            seen.append(step)
            for control, *words in what.get(step, []):
                if "--pick" in control:
                    self.pick(control, *words)
                elif words:
                    self.type(control, *words)
                else:
                    self.tick(control)
                if control.endswith("--new"):
                    self.page.keyboard.press("Enter")
            self.press("continue")
        return seen

    def save(self, button: str, at: Path) -> Path:
        """Press a button that saves a file, and keep that file."""
        with self.page.expect_download() as download:
            self.press(button)
        download.value.save_as(at)
        return at
