"""What is possible in a knowledge base, whatever is answered, and what is impossible of itself.

A conclusion that can never be yes makes the advice that reads it impossible as well; only the cause is worth a finding.
So what is found impossible is looked at again where such conclusions are free to be yes or no, and questions that never
apply do: what is possible there is a consequence, not a cause.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TypeVar

from advisor.knowledge.condition import AnswerTest
from advisor.knowledge.model import ConclusionRule, KnowledgeBase, Option, Question

from ..solver.encoding import Encoding, turning_points
from ..solver.formula import Formula, Literal
from ..solver.near import Near, near
from ..solver.reading import Turns, any_state

Subject = TypeVar("Subject")


@dataclass(frozen=True)
class Possibilities:
    """A ground knowledge base over every state its answers can have; `free` is the same with causes taken away.

    `free` is absent where nothing is impossible that anything else reads.
    """

    kb: KnowledgeBase
    encoding: Encoding
    solver: Near
    free: Possibilities | None = None

    def possible(self, *literals: Literal) -> bool:
        """Whether the literals can hold together."""
        return self.solver.possible(literals)

    def never(self, wanted: Callable[[Encoding, Subject], Iterable[Literal]], about: Subject) -> bool:
        """Whether what is wanted of a subject cannot hold, and that not because of something impossible it reads."""
        return not self.possible(*wanted(self.encoding, about)) and self.by_itself(wanted, about)

    def by_itself(self, wanted: Callable[[Encoding, Subject], Iterable[Literal]], about: Subject) -> bool:
        """Whether what cannot hold could not either if nothing it reads were impossible."""
        return self.free is None or not self.free.possible(*wanted(self.free.encoding, about))

    def never_applies(self, question: Question) -> bool:
        """Whether no answers whatever make a question relevant."""
        gate = question.relevant_when
        return gate is not None and not self.possible(self.encoding.condition(gate).true)


@contextmanager
def possibilities(kb: KnowledgeBase) -> Iterator[Possibilities]:
    """What is possible in a ground knowledge base."""
    numbers = turning_points(kb)
    with _over_all_states(kb, numbers) as states:
        encoding = states.encoding
        conclusions = [id for id in kb.conclusions if not states.possible(encoding.conclusion(id).true)]
        questions = [question.id for question in kb.questions.values() if states.never_applies(question)]
        if not conclusions and not questions:
            yield states
            return
        with _over_all_states(_mended(kb, conclusions, questions), numbers) as free:
            yield replace(states, free=free)


@contextmanager
def _over_all_states(kb: KnowledgeBase, numbers: Mapping[str, Turns]) -> Iterator[Possibilities]:
    formula = Formula()
    readings = {id: any_state(formula, question, numbers.get(id, Turns())) for id, question in kb.questions.items()}
    with near(formula) as solver:
        yield Possibilities(kb, Encoding(kb, formula, readings), solver)


def _mended(kb: KnowledgeBase, conclusions: Collection[str], questions: Collection[str]) -> KnowledgeBase:
    """The knowledge base with these conclusions free and these questions always relevant."""
    free = {id: _free(id) for id in conclusions}
    decided = [ConclusionRule(one.id, AnswerTest(one.id, "is", ("yes",)), (id,)) for id, one in free.items()]
    rules = {
        id: replace(rule, conclude=tuple(one for one in rule.conclude if one not in free))
        for id, rule in kb.rules.items()
    }
    relevant = {id: replace(kb.questions[id], relevant_when=None) for id in questions}
    return replace(
        kb,
        rules={**rules, **{rule.id: rule for rule in decided}},
        questions={**kb.questions, **relevant, **{one.id: one for one in free.values()}},
    )


def _free(conclusion: str) -> Question:
    """A question that stands for a conclusion. No id in a file has a blank in it."""
    return Question(f"free {conclusion}", "", "yes_no", {}, options=(Option("yes", {}), Option("no", {})))
