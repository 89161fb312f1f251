"""Saving again: what was said is kept while a disk refuses it, and reaches the file once there is room."""

from __future__ import annotations

from advisor.answers.trouble import RecordError, Trouble

from .command import Command, command_in
from .prompting import Stop, ask
from .refusal import Refused
from .screen import DONE, FAINT, WARNING, Screen
from .session import Session
from .speech import Speech

PASSING = frozenset({Trouble.FULL, Trouble.PROTECTED, Trouble.REFUSED})
"""Why a disk may refuse now and take it a moment later, once there is room or permission."""


def recover(error: RecordError, by_hand: bool, session: Session, speech: Speech, screen: Screen) -> bool:
    """Save what a disk refused, once it takes it; False after reading again what somebody else changed meanwhile.

    RecordError again where nobody sits there, or nothing can be done.
    """
    if by_hand and error.trouble in PASSING:
        save_again(error, session, speech, screen)
        return True
    if error.trouble is not Trouble.CHANGED or not by_hand:
        raise error
    session.reload()
    screen.say(speech.say("changed", file=error.path), indent=2, style=WARNING)
    return False


def save_again(error: RecordError, session: Session, speech: Speech, screen: Screen) -> None:
    """Ask the person to make room, and try until it is saved. RecordError if they give up, or for another reason."""
    while True:
        said = speech.say(f"file.{error.trouble.value}", file=error.path, detail=error.detail)
        screen.say(said, indent=2, style=WARNING)
        screen.say(speech.say("again.how"), indent=2, style=FAINT)
        try:
            command = command_in(ask(speech.say("again.prompt")), speech.interface)
        except Refused:
            command = None
        except Stop:
            raise error from None
        if command is not None and command[0] is Command.QUIT:
            raise error
        try:
            session.save_again()
        except RecordError as once_more:
            if once_more.trouble not in PASSING:
                raise
            error = once_more
        else:
            screen.say(speech.say("again.saved"), indent=2, style=DONE)
            return
