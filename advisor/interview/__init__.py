"""The interview: a dialogue that fills an answers file, and the questionnaire on paper.

It never works out advice itself: whoever starts it says how, in a `LiveAdvice`.
"""

from .blank import blank_answers
from .dialogue import Dialogue
from .ending import Ending
from .form_data import Asked
from .opening import Opening
from .printable_form import render_form
from .prompting import Ended, Stop
from .route import Route
from .screen import Screen
from .session import AdviceUnavailable, LiveAdvice, Session
from .speech import Speech

__all__ = [
    "AdviceUnavailable",
    "Asked",
    "Dialogue",
    "Ended",
    "Ending",
    "LiveAdvice",
    "Opening",
    "Route",
    "Screen",
    "Session",
    "Speech",
    "Stop",
    "blank_answers",
    "render_form",
]
