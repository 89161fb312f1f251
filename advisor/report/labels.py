"""Words for the fixed values of the knowledge format: kinds, severities, phases, efforts, outcomes, states."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from advisor.advice.assessment import ThemeProfile
from advisor.advice.profile_words import ProfileWords
from advisor.answers.answer import AnswerState, Truth
from advisor.inference.result import Outcome
from advisor.knowledge.model import Effort, Kind, Severity
from advisor.language import N_

from .finding_view import Label
from .voice import Voice

KINDS: Mapping[Kind, str] = {
    "mistake": N_("Mistake"),
    "myth": N_("Misconception"),
    "gap": N_("Gap"),
    "risk": N_("Risk"),
    "opportunity": N_("Opportunity"),
    "strength": N_("Strength"),
    "ask": N_("To find out"),
}
SEVERITIES: Mapping[Severity, str] = {
    "critical": N_("Critical"),
    "major": N_("Major"),
    "moderate": N_("Moderate"),
    "minor": N_("Minor"),
}
EFFORTS: Mapping[Effort, str] = {"low": N_("Low effort"), "medium": N_("Medium effort"), "high": N_("High effort")}
EFFORT_LEVELS: Mapping[Effort, str] = {"low": N_("Low"), "medium": N_("Medium"), "high": N_("High")}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.FIRES: N_("Holds for you"),
    Outcome.POSTPONED: N_("Holds, but for later"),
    Outcome.EXCEPTED: N_("Set aside by an exception"),
    Outcome.DOES_NOT_APPLY: N_("Examined, does not hold for you"),
    Outcome.OUT_OF_SCOPE: N_("Does not concern you"),
    Outcome.UNDETERMINED: N_("Cannot be decided yet"),
}
STATES: Mapping[AnswerState, str] = {
    AnswerState.ANSWERED: N_("Partly known"),
    AnswerState.UNKNOWN: N_("Not known"),
    AnswerState.NOT_ASKED: N_("Not asked yet"),
    AnswerState.NOT_APPLICABLE: N_("Does not apply"),
}
"""States of a question that is still open, and of one that does not apply."""
TRUTHS: Mapping[Truth, str] = {
    Truth.TRUE: N_("Yes"),
    Truth.FALSE: N_("No"),
    Truth.UNDETERMINED: N_("Undecided"),
}


class Labels:
    """The labels of one language."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._said: Callable[[str], str] = voice.gettext
        self.profile = ProfileWords(voice.language)

    def kind(self, kind: Kind) -> Label:
        """What sort of advice it is."""
        return Label(kind, self._said(KINDS[kind]))

    def severity(self, severity: Severity | None) -> Label | None:
        """How grave it is; None for advice without severity."""
        return Label(severity, self._said(SEVERITIES[severity])) if severity else None

    def phase(self, phase: str | None) -> Label | None:
        """The phase of the work it belongs to; None for advice without phase."""
        return Label(phase, self._voice.say(self._voice.kb.phases[phase].title)) if phase else None

    def theme_state(self, profile: ThemeProfile) -> Label:
        """The state of a theme, as a word that stands by itself."""
        word = self.profile.state(profile)
        return Label(profile.state.value, word[0].upper() + word[1:])

    def waiting(self) -> Label:
        """What comes after the lines of the plan: advice that waits for something."""
        return Label("waiting", self._said(N_("Once the time has come")))

    def purpose_of_waiting(self) -> str:
        """What is said of advice that waits."""
        return self._said(N_("Sound ideas whose moment has not come: each says what it waits for."))

    def effort(self, effort: Effort | None) -> Label | None:
        """What acting on it takes; None for advice without effort."""
        return Label(effort, self._said(EFFORTS[effort])) if effort else None

    def outcome(self, outcome: Outcome) -> Label:
        """How a piece of advice came out."""
        return Label(outcome.value, self._said(OUTCOMES[outcome]))

    def state(self, state: AnswerState) -> str:
        """What is known of an open question."""
        return self._said(STATES[state])

    def truth(self, truth: Truth) -> Label:
        """The value of a conclusion."""
        return Label(truth.value, self._said(TRUTHS[truth]))
