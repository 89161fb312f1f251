"""Overviews: what can be looked at between two questions, page by page where it does not fit on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.text import Text

from advisor.knowledge.model import Question

from .command import Command
from .prompting import Ended, Stop, ask
from .question_screen import show_commands
from .refusal import Refused
from .review_screen import show_review, show_todo
from .screen import FAINT, Screen
from .session import Session
from .speech import Speech
from .standing import show_advice
from .voices import Voices
from .why_screen import answer_why


@dataclass
class Overviews:
    """Shows them in one sitting. `left` are the lines of the last one that have not been shown yet."""

    session: Session
    speech: Speech
    screen: Screen
    voices: Voices
    left: list[Text] = field(default_factory=list)

    @contextmanager
    def paged(self) -> Iterator[None]:
        """Show one screen of what is printed meanwhile, and keep the rest for `turn`."""
        with self.screen.held() as lines:
            yield
        while lines and not lines[-1].plain:
            lines.pop()  # no page for an empty line
        self.left = lines
        self.screen.release(lines)

    def turn(self) -> bool:
        """Show the next page; False where there is none."""
        if not self.left:
            return False
        self.screen.release(self.left)
        return True

    def hint(self, otherwise: str) -> None:
        """Say how to see the next page, or, below the last, what a key says."""
        self.screen.gap()
        self.screen.say(
            self.speech.say("pages.more" if self.left and otherwise != "pages.read_on" else otherwise), style=FAINT
        )

    def read_on(self) -> None:
        """Let somebody turn the pages that are left, up to the last or until they have seen enough."""
        while self.left:
            self.hint("pages.read_on")
            try:
                enough = bool(ask(self.speech.say("prompt.pages")))
            except Refused:
                enough = True
            if enough:
                self.left.clear()
            self.turn()

    def obey(self, command: Command, words: str, question: Question | None = None) -> None:
        """Obey a command that needs no question. Refused for any other."""
        self.left.clear()
        if command is Command.QUIT:
            raise Stop(Ended.QUIT)
        if command is Command.SAID_BY:
            self.voices.said_by(words)
            return
        with self.paged():
            if command is Command.REVIEW:
                show_review(words, self.session, self.speech, self.screen)
            elif command is Command.TODO:
                show_todo(self.session, self.speech, self.screen)
            elif command is Command.ADVICE:
                show_advice(self.session, self.speech, self.screen)
            elif command is Command.WHY:
                answer_why(words, question, self.session, self.speech, self.screen)
            elif command is Command.HELP:
                show_commands(words, self.speech, self.screen)
            else:
                raise Refused("refused.no_question")
