"""The Outlook of one brand: what its open questions can still change, decided exactly.

Undetermined and reserved advice is *certain* if it fires under every completion of the open questions, *impossible*
if it neither fires nor is postponed under any, *open* otherwise. Advice that is postponed now is certain if it stays
postponed or fires. A question can settle an open advice if in some completion its answer alone decides the outcome.
"""

from __future__ import annotations

from advisor.advice.outlook import Certainty, Outlook, OutlookOnAdvice, QuestionToAsk
from advisor.advice.profile import WEIGHTS
from advisor.answers import Answers, EffectiveAnswers, Truth, effective
from advisor.inference.grounding import ground
from advisor.inference.infer import evaluate
from advisor.inference.result import Inference, Outcome
from advisor.knowledge.model import Advice, KnowledgeBase

from .first_three import changes_of_first
from .solver.completion import Completions
from .solver.encoding import Encoding
from .solver.formula import Literal, Oracle, oracle


def outlook(kb: KnowledgeBase, answers: Answers) -> Outlook:
    """What the open questions of a brand can still change."""
    kb = ground(kb, answers.instances)
    inference = evaluate(kb, answers)
    completions = Completions(kb, answers)
    with oracle(completions.formula) as solver:
        certainties = _certainties(completions.encoding, solver, inference)
        changed = changes_of_first(completions.encoding, inference)
        return Outlook(
            advice=tuple(OutlookOnAdvice(advice=id, certainty=certainty) for id, certainty in certainties.items()),
            ask_next=_ranked(
                completions,
                solver,
                [id for id, found in certainties.items() if found == "open"],
                effective(kb, answers),
            ),
            first_settled=not solver.possible([completions.formula.disjunction(changed.values())]),
        )


def _certainties(encoding: Encoding, solver: Oracle, inference: Inference) -> dict[str, Certainty]:
    """The certainty of every advice that is undetermined or has reservations, in the order of the knowledge base."""
    unsettled = {
        id: result
        for id, result in inference.advice.items()
        if result.outcome is Outcome.UNDETERMINED or result.reservations
    }
    kept = {
        id: encoding.stands(id) if result.outcome is Outcome.POSTPONED else encoding.fires(id)
        for id, result in unsettled.items()
    }
    lost = solver.witnesses({id: -literal for id, literal in kept.items()})
    stands = solver.witnesses({id: encoding.stands(id) for id in unsettled})
    return {id: "certain" if lost[id] is None else "impossible" if stands[id] is None else "open" for id in unsettled}


def _ranked(
    completions: Completions, solver: Oracle, unsettled: list[str], readable: EffectiveAnswers
) -> tuple[QuestionToAsk, ...]:
    """The questions that can settle some of the advice: surely relevant ones first, the weightiest before others."""
    asked = []
    for question in completions.open:
        touched = completions.advice_touched_by(question)
        other = completions.another(question)
        changes = {id: _changes(completions.encoding, other, id) for id in unsettled if id in touched}
        settles = tuple(id for id, witness in solver.witnesses(changes).items() if witness is not None)
        if settles:
            weight = sum(severity_weight(completions.kb.advice[id]) for id in settles)
            asked.append(QuestionToAsk(question=question, settles=settles, weight=weight))
    # A question that may turn out irrelevant waits for the answers that decide whether it is asked at all.
    waits = {id: seen.relevance is not Truth.TRUE for id, seen in readable.items()}
    return tuple(sorted(asked, key=lambda one: (waits[one.question], -one.weight, -len(one.settles))))


def _changes(first: Encoding, second: Encoding, advice: str) -> Literal:
    differ = first.formula.differ
    return first.formula.disjunction(
        (differ(first.fires(advice), second.fires(advice)), differ(first.stands(advice), second.stands(advice)))
    )


def severity_weight(advice: Advice) -> int:
    """What settling an advice is worth: the weight of its severity, 1 without one."""
    return WEIGHTS[advice.severity] if advice.severity else 1
