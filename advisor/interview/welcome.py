"""The welcome: what a sitting begins with."""

from __future__ import annotations

from .following_up import to_confirm
from .route import progress
from .screen import FAINT, STRONG, WARNING, Screen
from .session import Session
from .speech import Speech


def show_welcome(session: Session, speech: Speech, screen: Screen) -> None:
    """The title, how far the answers have come, and what of the file is of another knowledge base."""
    came = progress(session.kb, session.readable)
    answers = session.answers
    screen.gap()
    screen.say(speech.text(session.kb.title), style=STRONG)
    screen.say(
        speech.say(
            "welcome",
            brand=answers.brand,
            date=speech.day(answers.date),
            done=came.done,
            relevant=came.relevant,
        )
    )
    named = answers.knowledge_base
    if named is not None and named.version not in (None, session.kb.version):
        said = speech.say("welcome.version", then=named.version, now=session.kb.version)
        screen.say(said, style=WARNING)
    if carried := to_confirm(session):
        screen.say(speech.count("welcome.to_confirm", len(carried)), style=WARNING)
    if answers.no_longer_asked:
        screen.say(speech.no_longer_asked(answers), style=WARNING)
    screen.say(speech.say("welcome.help"), style=FAINT)
