"""How a sitting ended, for whoever started it."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.answers import is_asked

from .following_up import to_confirm
from .prompting import Ended
from .route import is_open
from .session import Session


@dataclass(frozen=True)
class Ending:
    """How a sitting ended. `missing` are relevant questions without an answer, `to_confirm` counts answers of an
    earlier interview that nobody has confirmed; `refused` says that the last line that came was no answer and nothing
    replaced it."""

    ended: Ended
    missing: tuple[str, ...]
    to_confirm: int
    refused: bool


def ending_of(session: Session, ended: Ended, *, refused: bool) -> Ending:
    """What a session leaves open as a sitting ends."""
    readable, questions = session.readable, session.kb.questions.items()
    missing = tuple(id for id, one in questions if is_open(readable[id]) and is_asked(one, readable))
    return Ending(ended, missing, len(to_confirm(session)), refused)
