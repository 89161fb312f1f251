"""The form of `checks.yaml`: contradictions between answers, with the questions to ask again."""

from __future__ import annotations

from ..model import Check
from ..reading.entry import KEBAB
from .form import Form, Key
from .kinds import Conditions, Id, Reference, References, Words

CHECK: Form[Check] = Form(
    "check",
    Check,
    (
        Key("id", Id(KEBAB), "Permanent id, in kebab-case.", required=True),
        Key("for_each", Reference("contexts"), "A context: looked for in each of its instances."),
        Key("when", Conditions(), "Answers that contradict each other.", required=True),
        Key("says", Words(), "What does not go together.", required=True),
        Key(
            "ask_again",
            References("questions", empty="Name at least one question to ask again."),
            "The questions to go back to.",
            required=True,
        ),
    ),
)
