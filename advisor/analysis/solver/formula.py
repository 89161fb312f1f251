"""Propositional formulas in conjunctive normal form, grown gate by gate, and a solver over them.

Equal gates are built once, and constants fold away, so that encoding a second copy of a knowledge base that differs
in one answer costs only what that answer touches. Literals are DIMACS integers; `TRUE` and `FALSE` are constants.
Source: G. Tseitin, On the complexity of derivation in propositional calculus (1968).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

from pysat.solvers import Solver

Literal = int
Clause = tuple[Literal, ...]
Key = TypeVar("Key")

TRUE: Literal = 1
FALSE: Literal = -1

SOLVER = "glucose4"


class Model:
    """A satisfying assignment. A variable that no clause mentions counts as false."""

    def __init__(self, literals: Iterable[Literal]) -> None:
        self._true = frozenset(literal for literal in literals if literal > 0)

    def holds(self, literal: Literal) -> bool:
        """Whether a literal is true in this assignment."""
        return (abs(literal) in self._true) == (literal > 0)


class Formula:
    """A growing set of clauses with gates that are equivalent to what they stand for."""

    def __init__(self) -> None:
        self.clauses: list[Clause] = [(TRUE,)]
        self.variables = TRUE
        self.parts: dict[Literal, Clause] = {}
        """The literals each gate is the conjunction of; all other variables are free."""
        self.demands: dict[Literal, list[Clause]] = {TRUE: [(TRUE,)]}
        """What is demanded of each variable."""
        self.bound = False
        """Whether anything is demanded of a gate."""
        self.quiet = True
        """Whether every demand is met where all free variables are false."""
        self._gates: dict[Clause, Literal] = {}

    def fresh(self) -> Literal:
        """A new variable."""
        self.variables += 1
        return self.variables

    def require(self, *literals: Literal) -> None:
        """Demand that one of the literals holds."""
        if TRUE in literals:
            return
        clause = tuple(literal for literal in dict.fromkeys(literals) if literal != FALSE)
        self.clauses.append(clause)
        for literal in clause:
            self.demands.setdefault(abs(literal), []).append(clause)
        self.bound = self.bound or not self.parts.keys().isdisjoint(map(abs, clause))
        self.quiet = self.quiet and not self.bound and min(clause, default=TRUE) < 0

    def conjunction(self, literals: Iterable[Literal]) -> Literal:
        """A literal that holds exactly when all the others do (true of none)."""
        parts = {literal for literal in literals if literal != TRUE}
        if FALSE in parts or any(-literal in parts for literal in parts):
            return FALSE
        if not parts:
            return TRUE
        if len(parts) == 1:
            return parts.pop()
        key = tuple(sorted(parts))
        gate = self._gates.get(key)
        if gate is None:
            gate = self._gates[key] = self.fresh()
            self.parts[gate] = key
            self.clauses.extend(equivalence(gate, key))
        return gate

    def disjunction(self, literals: Iterable[Literal]) -> Literal:
        """A literal that holds exactly when one of the others does (false of none)."""
        return -self.conjunction(-literal for literal in literals)

    def differ(self, first: Literal, second: Literal) -> Literal:
        """A literal that holds exactly when the two have different values."""
        if first == second:
            return FALSE
        if first == -second:
            return TRUE
        return self.disjunction((self.conjunction((first, -second)), self.conjunction((-first, second))))

    def at_least(self, literals: Iterable[Literal], number: int) -> Literal:
        """A literal that holds exactly when at least `number` of the others do.

        A sequential counter: C. Sinz, Towards an optimal CNF encoding of Boolean cardinality constraints (2005).
        """
        if number <= 0:
            return TRUE
        reached = [TRUE, *(FALSE for _ in range(number))]
        for literal in literals:
            for count in range(number, 0, -1):
                reached[count] = self.disjunction((reached[count], self.conjunction((reached[count - 1], literal))))
        return reached[number]


def equivalence(gate: Literal, parts: Clause) -> list[Clause]:
    """The clauses that make a gate the conjunction of its parts."""
    return [*((-gate, part) for part in parts), (gate, *(-part for part in parts))]


class Oracle:
    """Answers questions about a formula, which may go on growing in between."""

    def __init__(self, formula: Formula) -> None:
        self._formula = formula
        self._solver = Solver(name=SOLVER)
        self._read = 0

    def model(self, assumptions: Iterable[Literal] = ()) -> Model | None:
        """An assignment in which the assumptions hold, None if there is none."""
        return Model(self._solver.get_model()) if self.possible(assumptions) else None

    def possible(self, assumptions: Iterable[Literal] = ()) -> bool:
        """Whether the assumptions can hold together."""
        self._catch_up()
        return bool(self._solver.solve(assumptions=list(assumptions)))

    def witnesses(self, wanted: Mapping[Key, Literal], assumptions: Iterable[Literal] = ()) -> dict[Key, Model | None]:
        """For each wanted literal an assignment in which it holds, or None where that is impossible.

        One assignment serves every literal it happens to satisfy.
        """
        given = tuple(assumptions)
        found: dict[Key, Model | None] = {}
        for key, literal in wanted.items():
            if key in found:
                continue
            model = None if literal == FALSE else self.model((*given, literal))
            found[key] = model
            if model is not None:
                for other, candidate in wanted.items():
                    if other not in found and model.holds(candidate):
                        found[other] = model
        return {key: found[key] for key in wanted}

    def close(self) -> None:
        """Free the solver's memory."""
        self._solver.delete()

    def _catch_up(self) -> None:
        if self._read < len(self._formula.clauses):
            self._solver.append_formula(self._formula.clauses[self._read :])
            self._read = len(self._formula.clauses)


@contextmanager
def oracle(formula: Formula) -> Iterator[Oracle]:
    """An oracle that frees its solver at the end."""
    consulted = Oracle(formula)
    try:
        yield consulted
    finally:
        consulted.close()
