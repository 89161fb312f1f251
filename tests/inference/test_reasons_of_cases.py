"""The reasons given to the example brands: enough by themselves, and none too many."""

from __future__ import annotations

import pytest

from advisor.answers import Answers, AnswerState, parse_answers
from advisor.inference import Inference, Outcome, evaluate, infer, prove
from advisor.knowledge import load, shipped
from tests.random_knowledge import reduced, without

KB = load(shipped("rules") / "community-management")
BRANDS = {id: parse_answers(case.document, KB) for id, case in KB.cases.items()}


MOST_CITED = 12


def firing(inference: Inference) -> dict[str, tuple[str, ...]]:
    """What fires, with the questions cited."""
    return {id: result.reason.all_answers for id, result in inference.advice.items() if result.outcome is Outcome.FIRES}


@pytest.mark.parametrize("answers", list(BRANDS.values())[::3], ids=list(BRANDS)[::3])
def test_the_answers_cited_by_a_finding_alone_still_yield_it(answers: Answers) -> None:
    inference = infer(KB, answers)
    for id, cited in firing(inference).items():
        assert cited, f"{id} fires for no reason"
        assert evaluate(KB, reduced(answers, cited)).advice[id].outcome is Outcome.FIRES


@pytest.mark.parametrize("answers", list(BRANDS.values())[::9], ids=list(BRANDS)[::9])
def test_without_one_of_the_answers_cited_a_finding_goes_or_has_another_reason(answers: Answers) -> None:
    found = evaluate(KB, answers).advice
    cited = firing(evaluate(KB, answers))
    for question in answers.given.keys() & {question for questions in cited.values() for question in questions}:
        less = evaluate(KB, without(answers, question)).advice
        for id, questions in cited.items():
            if (
                question not in questions
                or less[id].outcome is not Outcome.FIRES
                or less[id].reason != found[id].reason
            ):
                continue
            # "The client does not know" and "nobody asked" are read alike, and differ in the proof.
            assert answers.given[question].state is AnswerState.UNKNOWN
            assert prove(KB, without(answers, question), id) != prove(KB, answers, id)


def test_reasons_are_few_enough_to_be_read() -> None:
    """A reason that cites half of the interview explains nothing."""
    for answers in BRANDS.values():
        for id, cited in firing(evaluate(KB, answers)).items():
            assert len(cited) <= MOST_CITED, f"{id} cites {', '.join(cited)}"
