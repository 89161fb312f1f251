"""From the outcomes of inference to the Assessment."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from functools import partial
from typing import Any

from advisor.answers import Answer, Answers, AnswerState, Choices, EffectiveAnswer, EffectiveAnswers, Note, Truth
from advisor.answers.answer import Range, Remaining
from advisor.answers.qualified import answer_of
from advisor.inference.infer import infer
from advisor.inference.kept import KeptWith, LastMade
from advisor.inference.result import ConclusionResult, Inference, Outcome
from advisor.knowledge.model import PROBLEM_KINDS, Kind, KnowledgeBase, Question

from .assessment import (
    AskedPerson,
    AssessedAdvice,
    AssessedConclusion,
    Assessment,
    Clash,
    FailedCheck,
    KnowledgeBaseStamp,
    ListedInstance,
    ListedInstances,
    PlanStep,
    RecordedAnswer,
)
from .finding import Finding, findings
from .headline import headline
from .listing import Listing, Printing, because_of, reserved
from .order import Placed, in_order
from .profile import known_overall, points, profiles
from .to_find_out import open_questions

NUMBERED: tuple[Kind, ...] = (*PROBLEM_KINDS, "opportunity")
"""Kinds that are numbered whatever their severity; an ask is where it has one."""
FIRST = 3

_last_recorded: KeptWith[LastMade[RecordedAnswer]] = KeptWith(lambda _: LastMade())
_last_concluded: KeptWith[LastMade[AssessedConclusion]] = KeptWith(lambda _: LastMade())


def assess(kb: KnowledgeBase, answers: Answers) -> Assessment:
    """Infer with both engines and build the Assessment.

    Raises what `advisor.inference.infer` raises: the engines disagree, or the rule engine failed.
    """
    return build(kb, answers, infer(kb, answers))


def build(kb: KnowledgeBase, answers: Answers, inference: Inference) -> Assessment:
    """The Assessment of a brand from what inference settled about it."""
    kb, readable = inference.kb, inference.readable
    found = findings(kb, inference.advice, Printing(kb, readable, inference.advice))
    placed = in_order(kb, [one for one in found if _is_numbered(one)], answers.review.order)
    listing = Listing(kb, inference, found, placed)
    advice = tuple(listing.advice())
    still_open = open_questions(kb, readable, inference.advice)
    judged = points(kb, inference.advice, {one.question for one in still_open if not one.to_ask})
    known = known_overall(judged)
    first = headline(kb, inference.conclusions, found, known)
    return Assessment(
        brand=answers.brand,
        date=answers.date,
        consultant=answers.consultant,
        language=answers.language,
        knowledge_base=_stamp(kb, answers),
        respondents=tuple(AskedPerson(id=one.id, name=one.name, role=one.role) for one in answers.respondents),
        contexts=tuple(
            ListedInstances(
                context=context,
                complete=listed.complete,
                instances=tuple(ListedInstance(id=one.id, name=one.name) for one in listed.instances),
            )
            for context, listed in answers.instances.items()
        ),
        words=dict(inference.words),
        answers=tuple(_answers(kb, readable, answers)),
        conclusions=tuple(_conclusions(kb, inference, listing)),
        advice=advice,
        checks=_failed_checks(kb, inference),
        to_clarify=_clashes(kb, inference),
        profile=profiles(kb, judged),
        known=known,
        headline=first.conclusion,
        provisional=first.provisional,
        plan=tuple(_plan(kb, placed, advice)),
        first_three=tuple(one.finding.id for one in placed if one.finding.grading.severity is not None)[:FIRST],
        to_find_out=still_open,
    )


def _is_numbered(finding: Finding) -> bool:
    """Whether a finding has a place in the one order: what is to be done, by itself, now."""
    top = finding.parent is None and finding.result.outcome is Outcome.FIRES
    return top and (finding.advice.kind in NUMBERED or finding.grading.severity is not None)


def _plan(kb: KnowledgeBase, placed: Sequence[Placed], advice: Sequence[AssessedAdvice]) -> Iterator[PlanStep]:
    """The lines of the plan with their findings, empty ones left out; what is postponed stands after all."""
    for line in kb.plan:
        held = tuple(one.finding.id for one in placed if one.line == line.id)
        if held:
            yield PlanStep(line=line.id, advice=held)
    waiting = tuple(one.id for one in advice if one.outcome is Outcome.POSTPONED and one.subsumed_by is None)
    if waiting:
        yield PlanStep(line=None, advice=waiting)


def _stamp(kb: KnowledgeBase, answers: Answers) -> KnowledgeBaseStamp:
    named = answers.knowledge_base
    differs = named is not None and named.version is not None and named.version != kb.version
    return KnowledgeBaseStamp(
        id=kb.id,
        version=kb.version,
        fingerprint=kb.fingerprint,
        answered_under=named.version if named is not None and differs else None,
    )


def _conclusions(kb: KnowledgeBase, inference: Inference, listing: Listing) -> Iterator[AssessedConclusion]:
    last = _last_concluded(kb)
    for id, result in inference.conclusions.items():
        withheld = listing.withheld(kb.conclusions[id].withheld_while) if result.value is Truth.TRUE else ()
        yield last.of(id, (result, withheld), partial(_concluded, id, result, withheld))


def _concluded(id: str, result: ConclusionResult, withheld: tuple[str, ...]) -> AssessedConclusion:
    return AssessedConclusion(
        id=id,
        value=result.value,
        because=because_of(result.reason),
        reservations=reserved(result.reservations),
        settle=result.settle,
        variant=result.variant,
        withheld_by=withheld,
    )


def _answers(kb: KnowledgeBase, readable: EffectiveAnswers, answers: Answers) -> Iterator[RecordedAnswer]:
    last = _last_recorded(kb)
    for id, question in kb.questions.items():
        said = (readable[id], answers.notes.get(id, ()), id in answers.flags)
        yield last.of(id, said, partial(_recorded, question, *said))


def _recorded(question: Question, readable: EffectiveAnswer, log: tuple[Note, ...], flagged: bool) -> RecordedAnswer:
    """The answer as rules read it: an irrelevant one is not applicable and its recorded value left out."""
    irrelevant = readable.relevance is Truth.FALSE
    answer = Answer(AnswerState.NOT_APPLICABLE) if irrelevant else readable.answer
    shown = [note for note in log if note.visible_to == "client"] or log
    return RecordedAnswer(
        question=question.id,
        state=answer.state,
        **_valued(question, answer),
        accounts=tuple(
            RecordedAnswer(
                question=question.id,
                state=AnswerState.ANSWERED,
                said_by=one.by,
                **_valued(question, answer_of(one.value, question)),
            )
            for one in answer.accounts
        ),
        due=answer.due,
        read_out=answer.read_out,
        said_by=answer.said_by,
        said_on=answer.said_on,
        because=answer.because,
        irrelevant_by=readable.cites if irrelevant else (),
        note="\n".join(note.text for note in shown) or None,
        note_visible_to=shown[0].visible_to if shown else None,
        flagged=flagged,
    )


def _valued(question: Question, answer: Answer) -> dict[str, Any]:
    """The fields of a recorded answer that hold its value."""
    value = answer.value
    chosen = value if isinstance(value, Choices) else None
    return {
        "option": value if isinstance(value, str) and question.type in ("choice", "yes_no") else None,
        "yes": _in_order(question, chosen.yes) if chosen else (),
        "no": _in_order(question, chosen.no) if chosen and answer.partly_known else (),
        "partly_known": answer.partly_known,
        "number": value if isinstance(value, int) else None,
        "text": value if isinstance(value, str) and question.type == "text" else None,
        "among": value.options if isinstance(value, Remaining) else (),
        "at_least": value.at_least if isinstance(value, Range) else None,
        "at_most": value.at_most if isinstance(value, Range) else None,
    }


def _in_order(question: Question, options: Container[str]) -> tuple[str, ...]:
    return tuple([option.id for option in question.options if option.id in options])


def _failed_checks(kb: KnowledgeBase, inference: Inference) -> tuple[FailedCheck, ...]:
    failed = (check for check in kb.checks.values() if inference.checks[check.id] is Truth.TRUE)
    return tuple(
        FailedCheck(id=check.id, ask_again=check.ask_again, because=because_of(inference.check_reasons[check.id]))
        for check in failed
    )


def _clashes(kb: KnowledgeBase, inference: Inference) -> tuple[Clash, ...]:
    clashes: dict[tuple[str, str], Clash] = {}
    for conclusion in kb.conclusions.values():
        for other in conclusion.excludes:
            if all(inference.conclusions[id].value is Truth.TRUE for id in (conclusion.id, other)):
                first, second = sorted((conclusion.id, other), key=list(kb.conclusions).index)
                clashes.setdefault((first, second), Clash(kind="conclusions", first=first, second=second))
    for advice in kb.advice.values():
        for other in advice.conflicts_with:
            both = (advice.id, other)
            if all(id in inference.advice and inference.advice[id].outcome is Outcome.FIRES for id in both):
                first, second = sorted(both, key=list(kb.advice).index)
                clashes.setdefault((first, second), Clash(kind="advice", first=first, second=second))
    return tuple(clashes.values())
