"""What an interview should ask next: by how much it can still change the first three and the critical findings.

Exactly decided is which advice can still change the first three, or is critical and may come to fire, given that what
was asked in vain stays unknown. The questions behind that advice are then ranked without the solver: each such advice
gives its weight to the screens it waits for, in equal parts. Where it cannot fire without an answer on some screen, as
far as the way its condition is written tells, only such screens have a part, for each of them alone may rule it out.
Advice that is given already waits for whatever else it reads: by that it may fall, or become graver or milder.
Rows of a table are one screen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from advisor.advice.finding import STANDING
from advisor.advice.outlook import WorthAsking
from advisor.answers import Answers
from advisor.inference.infer import evaluate
from advisor.inference.result import Outcome
from advisor.knowledge.certainty import Certainty
from advisor.knowledge.condition import questions_read
from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.model import KnowledgeBase, Severity
from advisor.knowledge.readers import questions_behind

from .first_three import changes_of_first
from .prospect import severity_weight
from .solver.completion import StillAsked
from .solver.formula import oracle

GRAVEST: Severity = "critical"


def worth_asking(kb: KnowledgeBase, answers: Answers) -> WorthAsking:
    """The open questions worth asking next, most useful first, and whether the first three can still change.

    What comes from an earlier interview and is to be confirmed counts as not asked.
    """
    fresh = {id: answer for id, answer in answers.given.items() if answer.said_on is None}
    answers = replace(answers, given=fresh)
    asked = StillAsked(kb, answers)
    kb = asked.kb
    inference = evaluate(kb, answers)
    first = changes_of_first(asked.encoding, inference)
    critical = {
        id: asked.encoding.fires(id)
        for id, advice in kb.advice.items()
        if id not in first and advice.severity == GRAVEST and inference.advice[id].outcome not in STANDING
    }
    with oracle(asked.formula) as solver:
        possible = {id for id, witness in solver.witnesses(first | critical).items() if witness is not None}
    given = {id for id, result in inference.advice.items() if result.outcome is Outcome.FIRES}
    # What stands among the first three goes by its declared id: it can fall for each instance of which it is given.
    weights = {
        id: severity_weight(advice)
        for id, advice in kb.advice.items()
        if id in possible or (id in given and declared_id(id) in possible)
    }
    ranked = _ranked(kb, asked.open, weights, given)
    return WorthAsking(questions=tuple(ranked), first_settled=not possible & first.keys())


def _ranked(
    kb: KnowledgeBase, open_questions: Iterable[str], weights: Mapping[str, int], given: Collection[str]
) -> list[str]:
    """The open questions behind some advice, by the weight of the screen they stand on."""
    screens = {id: question.table or id for id, question in kb.questions.items()}
    screen = {id: screens[id] for id in open_questions}
    certainty = Certainty(kb.rules.values(), counts_as=screens)
    worth = dict.fromkeys(screen.values(), 0.0)
    behind: set[str] = set()
    for id, weight in weights.items():
        leading = _leading_to(kb, questions_behind(kb, kb.advice[id]))
        waited_for = [question for question in leading if question in screen]
        behind.update(waited_for)
        needed = set() if id in given else certainty.under(kb.advice[id].when) & worth.keys()
        parts = needed or {screen[question] for question in waited_for}
        for one in parts:
            worth[one] += weight / len(parts)
    place = {id: number for number, id in enumerate(screen)}
    return sorted(behind, key=lambda id: (-worth[screen[id]], screen[id], place[id]))


def _leading_to(kb: KnowledgeBase, questions: Iterable[str]) -> set[str]:
    """Some questions with those that decide whether they come to be asked."""
    reached = set(questions)
    for question in reversed(tuple(kb.questions.values())):
        if question.id in reached and question.ask_when is not None:
            reached.update(questions_read(question.ask_when))
    return reached
