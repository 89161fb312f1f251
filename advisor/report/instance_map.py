"""The map: a row for each instance of a context, what it gathers and what to do there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from advisor.answers.answer import AnswerState
from advisor.knowledge.ground_id import ground_id, instance_of

from .finding_view import FindingView
from .told import Diagnosis
from .view import InstanceMap, MapRow
from .voice import Voice

COLUMNS = 2
"""Questions of a list whose answers say what an instance is: its kind and its state."""


def maps(
    voice: Voice, standing: Sequence[Diagnosis], unsettled: Sequence[Diagnosis], findings: Sequence[FindingView]
) -> Iterator[InstanceMap]:
    """A map of each context that has instances, in the order of the knowledge base.

    What an instance gathers is not established while conclusions that exclude each other are open of it: they sort
    instances. Other open conclusions tell what goes well or wrong there.
    """
    sorts = (one for one in unsettled if voice.kb.conclusions[one.conclusion].excludes)
    open_about = {instance_of(one.conclusion) for one in sorts}
    for listed in voice.assessment.contexts:
        if not listed.instances:
            continue
        rows = tuple(
            MapRow(
                id=one.id,
                name=voice.names([one.id])[0],
                kind=_kind(voice, listed.context, one.id),
                holds=_sentences(holds.statement for holds in standing if instance_of(holds.conclusion) == one.id)
                or (voice.gettext("Not established.") if one.id in open_about else ""),
                findings=tuple(
                    finding for finding in findings if any(one.id in point.instances for point in finding.walk())
                ),
            )
            for one in listed.instances
        )
        title = voice.say(voice.declared.contexts[listed.context].title)
        note = "" if listed.complete else voice.gettext("There may be more than these.")
        yield InstanceMap(listed.context, title, rows, note)


def _sentences(statements: Iterable[str]) -> str:
    return " ".join(f"{statement}." for statement in statements)


def _kind(voice: Voice, context: str, instance: str) -> str:
    """What an instance was said to be: the first answers that its list asks for."""
    asked = [question.id for question in voice.declared.questions.values() if question.for_each == context][:COLUMNS]
    recorded = (voice.assessment.answered(ground_id(id, instance)) for id in asked)
    said = (voice.in_a_sentence(answer.question) for answer in recorded if answer.state is AnswerState.ANSWERED)
    return voice.catalogue.listed(said)
