"""What an answer changed besides itself: answers that no longer count, questions that opened, contradictions."""

from __future__ import annotations

from .review_screen import show_answers
from .screen import FAINT, WARNING, Screen
from .session import Change, Session
from .speech import Speech


def show_change(change: Change, session: Session, speech: Speech, screen: Screen) -> None:
    """Tell of every change; nothing where there is none."""
    if change.rewritten:
        screen.say(speech.say("rewritten", file=session.record.path), indent=2, style=WARNING)
    for key, questions in (("dropped", change.dropped), ("restored", change.restored)):
        if questions:
            screen.gap()
            screen.say(speech.count(key, len(questions)), indent=2, style=WARNING)
            show_answers(questions, session, speech, screen)
    if change.dropped:
        screen.say(speech.say("dropped.remedy"), indent=2, style=FAINT)
    if change.closed:
        screen.say(speech.count("closed", change.closed), indent=2, style=FAINT)
    if change.opened:
        screen.say(speech.count("opened", change.opened), indent=2, style=FAINT)
    for check in change.contradictions:
        screen.gap()
        said = speech.text(session.kb.checks[check.id].says, session.answers)
        screen.say(speech.say("contradiction", said=said), indent=2, style=WARNING)
        again = speech.count("questions", len(check.ask_again), numbers=speech.numbers(check.ask_again))
        screen.say(speech.say("contradiction.remedy", questions=again), indent=2, style=FAINT)
