"""An oracle that reads only what bears on a question answers as one that reads everything."""

from __future__ import annotations

from random import Random

import pytest

from advisor.analysis.solver.formula import FALSE, TRUE, Formula, Literal, oracle
from advisor.analysis.solver.near import near


class Grown:
    """A random formula that can go on growing, and questions about it."""

    def __init__(self, seed: int, *, quiet: bool) -> None:
        self.random = Random(seed)
        self.formula = Formula()
        self.literals = [TRUE]
        self.signs = (-1,) if quiet else (-1, 1)

    def grow(self) -> None:
        """Some free variables with a demand on them, then gates over all there is."""
        free = [self.formula.fresh() for _ in range(3)]
        for _ in range(2):
            # Two clauses of three variables can always be met.
            sign = self.random.choice(self.signs)
            self.formula.require(sign * free[0], *(self.random.choice((-1, 1)) * one for one in free[1:]))
        self.literals += free
        for _ in range(6):
            parts = [self.drawn() for _ in range(self.random.randint(2, 4))]
            self.literals.append(self.formula.conjunction(parts))

    def drawn(self) -> Literal:
        return self.random.choice((-1, 1)) * self.random.choice(self.literals)

    def question(self) -> list[Literal]:
        return [self.drawn() for _ in range(self.random.randint(1, 3))]


@pytest.mark.parametrize("quiet", [True, False])
@pytest.mark.parametrize("seed", range(20))
def test_what_lies_beneath_a_question_decides_it(seed: int, quiet: bool) -> None:
    grown = Grown(seed, quiet=quiet)
    answers = set()
    with near(grown.formula) as consulted, oracle(grown.formula) as everything:
        for _ in range(12):
            grown.grow()
            for question in (grown.question() for _ in range(12)):
                expected = everything.possible(question)
                assert consulted.possible(question) == expected
                answers.add(expected)
    assert answers == {True, False}


@pytest.mark.parametrize("seed", range(20))
def test_an_assignment_meets_every_demand_and_what_was_asked_for(seed: int) -> None:
    grown = Grown(seed, quiet=True)
    with near(grown.formula) as consulted:
        for _ in range(12):
            grown.grow()
            for question in (grown.question() for _ in range(6)):
                found = consulted.model(question)
                if found is None:
                    continue
                assert all(map(found.holds, question))
                assert all(any(map(found.holds, clause)) for clause in grown.formula.clauses)


def test_a_demand_on_a_gate_is_refused_rather_than_overlooked() -> None:
    formula = Formula()
    gate = formula.conjunction((formula.fresh(), formula.fresh()))
    formula.require(gate)
    with near(formula) as consulted, pytest.raises(AssertionError):
        consulted.possible([TRUE])


def test_a_question_about_constants_alone_is_answered() -> None:
    with near(Formula()) as consulted:
        assert consulted.possible([TRUE])
        assert not consulted.possible([FALSE])
