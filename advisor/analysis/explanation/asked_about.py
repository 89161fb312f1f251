"""What someone asks about by id: an advice, a conclusion, a rule or a check that runs.

What is judged for each instance of a context has an id for each, `aggregation@instagram`. Screens and reports print the
bare id where it names one finding; so an id without instance means the one finding, or the one instance, that the
question can be about. A finding is also found by its number in the report and by its title.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from advisor.advice import Assessment
from advisor.advice.called import findings_called
from advisor.answers import Truth
from advisor.inference import Outcome
from advisor.knowledge.condition import Position
from advisor.knowledge.ground_id import declared_id, ground_id, instance_of
from advisor.knowledge.model import KnowledgeBase
from advisor.knowledge.problem import InputError, did_you_mean, listed, problem_of
from advisor.language import Messages, Phrase

from .narration import Narration

Kind = Literal["advice", "conclusion", "rule", "check"]

NOUNS = Messages(
    {
        "advice": "a piece of advice",
        "conclusion": "a conclusion",
        "rule": "a conclusion rule",
        "check": "a check",
        "question": "a question",
        "theme": "a theme",
        "claim": "a claim",
    }
)
MESSAGES = Messages(
    {
        "unknown": "“{id}” is not the id of {possible}.{suggestion}",
        "kind": "“{id}” is the id of {noun}. Give that of {possible}.",
        "inactive": "“{id}” does not run: its status is {status}.{successor}",
        "successor": " “{id}” has taken its place.",
        "unlisted": "“{id}” is judged for each of “{key}”, and the answers list none.",
        "several": "“{id}” may mean {each}. Give one of these ids.",
    }
)


Seeking = Literal["why", "why not"]
"""Whether someone wants the reasons of what came true, or what keeps the rest from coming true."""
FIT: Mapping[Seeking, Mapping[Outcome, int]] = {
    "why": {Outcome.FIRES: 0, Outcome.POSTPONED: 1},
    "why not": {
        **dict.fromkeys((Outcome.POSTPONED, Outcome.EXCEPTED, Outcome.UNDETERMINED, Outcome.DOES_NOT_APPLY), 0),
        Outcome.OUT_OF_SCOPE: 1,
    },
}


class UnknownEntry(InputError):
    """No one entry of the wanted kind that runs has the id; the message says what does."""

    def __init__(self, phrase: Phrase, id: str) -> None:
        super().__init__([problem_of("I040", phrase, Position(id, 1, 1))])

    def said(self, language: str) -> str:
        """The message in a language, on one line."""
        return self.problems[0].said(language)


def find(speech: Narration, id: str, kinds: tuple[Kind, ...], seeking: Seeking) -> tuple[Kind, str]:
    """The kind and the ground id of an entry; former names are understood, and what a report calls a finding.

    UnknownEntry if it is none of the kinds, or several instances could be meant.
    """
    kb = speech.kb
    present = id if any(id in ids for _, ids in _entries(kb)) else _present(kb, id)
    for kind, ids in _entries(kb):
        if kind not in kinds:
            continue
        if present in ids:
            return kind, present
        if each := of_each_instance(ids, present):
            return kind, _meant(speech.wording.assessment, kind, id, each, seeking)
    called = findings_called(id, speech.wording.declared, speech.wording.assessment) if "advice" in kinds else ()
    if len(called) > 1:
        raise UnknownEntry(several(id, (one.id for one in called)), id)
    if called:
        return "advice", called[0].entries[0]
    raise UnknownEntry(_message(speech, id, present, kinds), id)


def of_each_instance(ids: Iterable[str], declared: str) -> list[str]:
    """The ground ids of an entry that is judged for each instance of a context; none for one of the brand."""
    return [id for id in ids if instance_of(id) is not None and declared_id(id) == declared]


def several(id: str, each: Iterable[str]) -> Phrase:
    """That an id without instance could mean each of these."""
    named = tuple(each)
    return MESSAGES.phrase("several", id=id, each=lambda language: listed(named, language))


def _present(kb: KnowledgeBase, id: str) -> str:
    """The id for one that may be a former one, of an instance too."""
    return ground_id(kb.aliases.get(declared_id(id), declared_id(id)), instance_of(id))


def _meant(assessment: Assessment, kind: Kind, id: str, each: Sequence[str], seeking: Seeking) -> str:
    """The first entry of the only finding, or the only instance, among those that the question fits best."""
    fit = {one: _fit(assessment, kind, one, seeking) for one in each}
    findings: dict[str, str] = {}
    for one in each:
        if fit[one] == min(fit.values()):
            findings.setdefault(assessment.advised(one).id if kind == "advice" else one, one)
    if len(findings) > 1:
        raise UnknownEntry(several(id, findings.values()), id)
    return next(iter(findings.values()))


def _fit(assessment: Assessment, kind: Kind, id: str, seeking: Seeking) -> int:
    """How well a question fits a ground entry, the best 0: why fits what came true, why not what did not."""
    if kind == "advice":
        return FIT[seeking].get(assessment.advised(id).outcome, 2)
    if kind == "conclusion":
        return int((assessment.concluded(id).value is Truth.TRUE) is (seeking == "why not"))
    return int(kind == "check" and id not in [failed.id for failed in assessment.checks])


def _entries(kb: KnowledgeBase) -> Iterable[tuple[str, Iterable[str]]]:
    yield "advice", kb.advice
    yield "conclusion", kb.conclusions
    yield "rule", kb.rules
    yield "check", kb.checks
    yield "question", kb.questions
    yield "theme", kb.themes
    yield "claim", kb.claims


def _message(speech: Narration, id: str, present: str, kinds: tuple[Kind, ...]) -> Phrase:
    kb = speech.kb

    def possible(language: str) -> str:
        return listed((NOUNS.said(language)[kind] for kind in kinds), language)

    inactive = kb.inactive.get(declared_id(present))
    if inactive is not None:
        successor = MESSAGES.phrase("successor", id=inactive.replaced_by) if inactive.replaced_by else ""
        return MESSAGES.phrase("inactive", id=id, status=inactive.status, successor=successor)
    other = next((kind for kind, ids in _entries(kb) if present in ids or of_each_instance(ids, present)), None)
    if other is not None:
        return MESSAGES.phrase("kind", id=id, noun=NOUNS.phrase(other), possible=possible)
    if (key := _unlisted(speech.wording.declared, present)) is not None:
        return MESSAGES.phrase("unlisted", id=id, key=key)
    candidates = [candidate for kind, ids in _entries(kb) if kind in kinds for candidate in ids]
    if instance_of(id) is None:
        candidates = list(dict.fromkeys(declared_id(candidate) for candidate in candidates))
    return MESSAGES.phrase(
        "unknown", id=id, possible=possible, suggestion=lambda language: did_you_mean(id, candidates, language)
    )


def _unlisted(declared: KnowledgeBase, id: str) -> str | None:
    """The key of the list an entry is judged for each of; called where the answers list none."""
    entry = declared.advice.get(id) or declared.conclusions.get(id) or declared.rules.get(id) or declared.checks.get(id)
    return None if entry is None or entry.for_each is None else declared.contexts[entry.for_each].key
