"""The opening of an interview: brand and date of a file that does not have them yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .command import Command, command_in
from .prompting import Ended, Stop, ask
from .refusal import Refused
from .reply import read_date, read_words
from .screen import FAINT, STRONG, WARNING, Screen
from .speech import Speech

FIRST_ASKED = "opening.brand"


class StepBack(Exception):
    """The person wants to return to what was asked before."""


@dataclass
class Opening:
    """Asks for what every answers file begins with. `refused` is true after a line that was no answer."""

    speech: Speech
    screen: Screen
    refused: bool = False

    def brand(self) -> str:
        """Ask for the name of the brand. Stop if the person wants to stop."""
        return self._ask("opening.brand", read_words)

    def date(self, today: str) -> str:
        """Ask for the date of the interview, as YYYY-MM-DD, offering `today`. StepBack for `back`."""

        def read(typed: str) -> str:
            return read_date(typed, self.speech.interface) if typed else today

        return self._ask("opening.date", read, today=today)

    def _ask(self, key: str, read: Callable[[str], str], **values: object) -> str:
        self.screen.gap()
        self.screen.say(self.speech.say(key, **values), style=STRONG)
        while True:
            try:
                typed = ask(self.speech.say("prompt"))
                command = command_in(typed, self.speech.interface, bare=True)
                if command is not None and command[0] is Command.QUIT:
                    raise Stop(Ended.QUIT)
                if command is not None and command[0] is Command.BACK:
                    if key == FIRST_ASKED:
                        raise Refused("refused.first")
                    raise StepBack
                if command is not None and command[0] is Command.HELP:
                    self.screen.say(self.speech.say(f"{key}.help", **values), indent=2, style=FAINT)
                    continue
                answer = read(typed.removeprefix("="))
            except Refused as refused:
                self.refused = True
                said = self.speech.say(refused.key, **refused.values)
                self.screen.say(said, indent=2, style=WARNING)
            else:
                self.refused = False
                return answer
