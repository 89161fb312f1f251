"""From the outcomes of inference to the Assessment."""

from __future__ import annotations

from typing import Literal, cast

from advisor.answers import Answer, Answers, AnswerState, Choices, EffectiveAnswer, EffectiveAnswers, Truth
from advisor.answers.model import Range, Remaining
from advisor.inference.infer import infer
from advisor.inference.result import AdviceResult, Inference, Outcome, Reason, Reservation
from advisor.knowledge.model import Advice, KnowledgeBase, Question

from .assessment import (
    AssessedAdvice,
    AssessedConclusion,
    Assessment,
    Because,
    CitedConclusion,
    Clash,
    FailedCheck,
    KnowledgeBaseStamp,
    OpenQuestion,
    RecordedAnswer,
    Reserved,
)
from .priorities import first_three, order_key, plan, subsumption
from .scores import theme_scores

Clause = Literal["unless", "postpone_while", "variant"]
RANKED = (Outcome.FIRES, Outcome.POSTPONED)


def assess(kb: KnowledgeBase, answers: Answers) -> Assessment:
    """Infer with both engines and build the Assessment.

    Raises what `advisor.inference.infer` raises: the engines disagree, or the rule engine failed.
    """
    return build(kb, answers, infer(kb, answers))


def build(kb: KnowledgeBase, answers: Answers, inference: Inference) -> Assessment:
    """The Assessment of a brand from what inference settled about it."""
    kb, readable = inference.kb, inference.readable
    advice = _advice(kb, inference)
    return Assessment(
        brand=answers.brand,
        date=answers.date,
        consultant=answers.consultant,
        language=answers.language,
        knowledge_base=_stamp(kb, answers),
        answers=tuple(_recorded(question, readable[question.id], answers) for question in kb.questions.values()),
        conclusions=tuple(
            AssessedConclusion(
                id=id,
                value=result.value,
                because=_because(result.reason),
                reservations=_reserved(result.reservations),
                settle=result.settle,
            )
            for id, result in inference.conclusions.items()
        ),
        advice=advice,
        checks=_failed_checks(kb, inference),
        to_clarify=_clashes(kb, inference),
        scores=theme_scores(kb, advice),
        plan=plan(kb, advice),
        first_three=first_three(advice),
        to_find_out=_open_questions(kb, readable, inference),
    )


def _stamp(kb: KnowledgeBase, answers: Answers) -> KnowledgeBaseStamp:
    named = answers.knowledge_base
    differs = named is not None and named.version is not None and named.version != kb.version
    return KnowledgeBaseStamp(
        id=kb.id,
        version=kb.version,
        fingerprint=kb.fingerprint,
        answered_under=named.version if named is not None and differs else None,
    )


def _advice(kb: KnowledgeBase, inference: Inference) -> tuple[AssessedAdvice, ...]:
    """Every advice: the firing in order, each parent before its children; then the postponed; then the rest."""
    parents = subsumption(kb, inference.advice)
    ordered = sorted(kb.advice.values(), key=lambda advice: order_key(kb, advice))
    children: dict[str, list[Advice]] = {}
    for one in ordered:
        if one.id in parents:
            children.setdefault(parents[one.id], []).append(one)
    listed: list[AssessedAdvice] = []
    for outcome in RANKED:
        top = [one for one in ordered if inference.advice[one.id].outcome is outcome and one.id not in parents]
        for position, one in enumerate(top, start=1):
            listed.append(_assessed(one, inference.advice[one.id], position, None))
            listed.extend(
                _assessed(child, inference.advice[child.id], None, one.id) for child in children.get(one.id, ())
            )
    rest = (one for one in ordered if inference.advice[one.id].outcome not in RANKED)
    listed.extend(_assessed(one, inference.advice[one.id], None, None) for one in rest)
    return tuple(listed)


def _assessed(advice: Advice, result: AdviceResult, position: int | None, parent: str | None) -> AssessedAdvice:
    added = (claim for index in result.additions for claim in advice.add[index].claims)
    return AssessedAdvice(
        id=advice.id,
        outcome=result.outcome,
        kind=advice.kind,
        theme=advice.theme,
        severity=advice.severity,
        phase=advice.phase,
        rank=advice.rank,
        effort=advice.effort,
        claims=tuple(dict.fromkeys((*advice.claims, *added))),
        position=position,
        subsumed_by=parent,
        when=result.when,
        because=_because(result.reason),
        reservations=_reserved(result.reservations),
        settle=result.settle,
        additions=result.additions,
    )


def _because(reason: Reason) -> Because:
    return Because(
        rule=reason.rule,
        answers=reason.answers,
        conclusions=tuple(CitedConclusion(id=id, value=value) for id, value in reason.conclusions),
        all_answers=reason.all_answers,
        other_ways=reason.other_ways,
        proviso=cast("tuple[Literal['unless', 'postpone_while'], int] | None", reason.proviso),
    )


def _reserved(reservations: tuple[Reservation, ...]) -> tuple[Reserved, ...]:
    return tuple(
        Reserved(entry=one.entry, clause=cast("Clause", one.clause), index=one.index, questions=one.questions)
        for one in reservations
    )


def _recorded(question: Question, readable: EffectiveAnswer, answers: Answers) -> RecordedAnswer:
    """The answer as rules read it: an irrelevant one is not applicable and its recorded value left out."""
    irrelevant = readable.relevance is Truth.FALSE
    answer = Answer(AnswerState.NOT_APPLICABLE) if irrelevant else readable.answer
    value = answer.value
    log = answers.notes.get(question.id, ())
    shown = [note for note in log if note.visible_to == "client"] or log
    order = [option.id for option in question.options]
    return RecordedAnswer(
        question=question.id,
        state=answer.state,
        option=value if isinstance(value, str) and question.type in ("choice", "yes_no") else None,
        yes=tuple(o for o in order if o in value.yes) if isinstance(value, Choices) else (),
        no=tuple(o for o in order if o in value.no) if isinstance(value, Choices) and answer.partly_known else (),
        partly_known=answer.partly_known,
        number=value if isinstance(value, int) else None,
        text=value if isinstance(value, str) and question.type == "text" else None,
        among=value.options if isinstance(value, Remaining) else (),
        at_least=value.at_least if isinstance(value, Range) else None,
        at_most=value.at_most if isinstance(value, Range) else None,
        due=answer.due,
        read_out=answer.read_out,
        said_by=answer.said_by,
        because=answer.because,
        irrelevant_by=readable.cites if irrelevant else (),
        note="\n".join(note.text for note in shown) or None,
        note_visible_to=shown[0].visible_to if shown else None,
        flagged=question.id in answers.flags,
    )


def _failed_checks(kb: KnowledgeBase, inference: Inference) -> tuple[FailedCheck, ...]:
    failed = (check for check in kb.checks.values() if inference.checks[check.id] is Truth.TRUE)
    return tuple(
        FailedCheck(id=check.id, ask_again=check.ask_again, because=_because(inference.check_reasons[check.id]))
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


def _open_questions(kb: KnowledgeBase, readable: EffectiveAnswers, inference: Inference) -> tuple[OpenQuestion, ...]:
    """Relevant questions not answered, or answered in part, with the advice each could settle."""
    concerns: dict[str, list[str]] = {}
    for id, result in inference.advice.items():
        for awaited in _awaited(result):
            concerns.setdefault(awaited, []).append(id)
    found = []
    for question in kb.questions.values():
        seen = readable[question.id]
        open_states = (AnswerState.UNKNOWN, AnswerState.NOT_ASKED)
        if seen.relevance is Truth.FALSE or not (seen.answer.state in open_states or seen.answer.partly_known):
            continue
        found.append(
            OpenQuestion(
                question=question.id,
                state=seen.answer.state,
                partly_known=seen.answer.partly_known,
                concerns=tuple(concerns.get(question.id, ())),
            )
        )
    return tuple(found)


def _awaited(result: AdviceResult) -> set[str]:
    return {*result.settle, *(question for one in result.reservations for question in one.questions)}
