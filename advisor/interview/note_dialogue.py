"""Asking for words of the consultant's own: notes with their readers, and the reason why a question does not apply."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from advisor.answers import Note
from advisor.answers.answer import Visibility
from advisor.knowledge.model import Question

from .command import Command, command_in
from .prompting import Ended, Stop, ask
from .reply import read_words
from .screen import DONE, FAINT, WARNING, Screen
from .session import Session
from .speech import Speech
from .voices import Voices

READERS: Mapping[Visibility, tuple[str, ...]] = {"client": ("client",), "internal": ("internal", "interne")}
"""Who may read a note, with the words for them; typed before a note with a colon, or chosen by number."""


_EVIDENCE = re.compile(r"(.*\S)\s*\(\s*(?:evidence|preuve)\s*:\s*(.*\S)\s*\)", re.IGNORECASE)
"""What a note can be checked against, in brackets at its end."""


@dataclass
class NoteDialogue:
    """Asks for notes and reasons in one sitting. `refused` is true while a reader is asked for in vain."""

    session: Session
    speech: Speech
    screen: Screen
    voices: Voices
    refused: bool = False

    def note(self, question: Question, words: str) -> None:
        """Write a note on a question, show all for `?`, or withdraw the last: it is kept, but no client reads it."""
        present = self.session.answers.notes.get(question.id)
        if words == "?" and present is not None:
            for one in present:
                self.screen.say(self.speech.noted(one), indent=2)
            return
        visible_to, words = _addressed(words)
        if not words:
            self.screen.say(self.speech.say("note.ask" if present is None else "note.change"), indent=2)
        text = words or self.words("note.text")
        if text == "-" and present is not None:
            text = read_words(self.speech.say("note.withdrawn_text", note=present[-1].text))
            self.session.withdraw_note(question, replace(present[-1], text=text, visible_to="internal"))
            self.screen.say(self.speech.say("note.withdrawn"), indent=2, style=DONE)
        elif text:
            visible_to = visible_to or self._visibility()
            if visible_to is not None:
                self.session.note(question, self._written(text, visible_to))
                self.screen.say(self.speech.say("note.recorded"), indent=2, style=DONE)

    def _written(self, typed: str, visible_to: Visibility) -> Note:
        """The note, what stands in brackets at its end being what it can be checked against."""
        checked = _EVIDENCE.fullmatch(typed)
        text, evidence = checked.groups() if checked else (typed, None)
        return self.voices.note(text, visible_to, evidence)

    def words(self, prompt: str) -> str:
        """Ask for words; empty for Enter and for going back."""
        while True:
            typed = ask(self.speech.say(prompt), lines=True)
            command = command_in(typed, self.speech.interface, bare=True)
            if command is None:
                return typed.removeprefix("=")
            if command[0] is Command.QUIT:
                raise Stop(Ended.QUIT)
            if command[0] is Command.BACK:
                return ""
            self.screen.say(self.speech.say(f"{prompt}.help"), indent=2, style=FAINT)

    def _visibility(self) -> Visibility | None:
        """Who may read a note: there is no default, for one of the two would be a leak."""
        self.screen.say(self.speech.say("note.visible"), indent=2)
        for number, visible_to in enumerate(READERS, start=1):
            self.screen.say(self.speech.say(f"note.visible_{visible_to}"), indent=4, first=f"{number}  ")
        while True:
            typed = self.words("note.for")
            self.refused = False
            if not typed:
                return None
            word = typed.strip().casefold()
            for number, (visible_to, names) in enumerate(READERS.items(), start=1):
                if word == str(number) or word in names:
                    return visible_to
            self.refused = True
            self.screen.say(self.speech.say("refused.visible", typed=typed), indent=2, style=WARNING)


def _addressed(words: str) -> tuple[Visibility | None, str]:
    """A note with the reader typed before it (`client: …`), None where no reader is named."""
    name, colon, text = words.partition(":")
    for visible_to, names in READERS.items():
        if colon and name.strip().casefold() in names:
            return visible_to, text.strip()
    return None, words
