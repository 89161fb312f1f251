"""An oracle that reads no more of a formula than bears on a question, and remembers the assignments it has met.

A solver gives every variable it knows a value, which among a thousand rules is most of the work of each question. But a
gate forbids nothing: it is what its parts make it. So a question is decided by what lies beneath its literals, with
what is demanded of the free variables met there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from pysat.solvers import Solver

from .formula import SOLVER, Clause, Formula, Literal, Model, equivalence
from .simulation import Simulation, Sparse

ROOM = 4
"""How many times what its first question needed a solver may read before another takes its place."""
FEW = 16
"""At least so many new assignments are gathered before the former are looked at again together with them."""


class Near:
    """Answers questions about a formula whose demands are of free variables alone, and can all be met.

    Where they are met with every free variable false, assignments are remembered: they show what can hold together,
    gates that are made later included.
    """

    def __init__(self, formula: Formula) -> None:
        self._formula = formula
        self._met: list[frozenset[Literal]] = [frozenset()]
        self._seen = Simulation(formula, self._met)
        self._begin()

    def possible(self, assumptions: Iterable[Literal] = ()) -> bool:
        """Whether the assumptions can hold together."""
        given = tuple(assumptions)
        return bool(self._formula.quiet and self._seen.together(given)) or self._solved(given)

    def model(self, assumptions: Iterable[Literal] = ()) -> Model | None:
        """An assignment in which the assumptions hold, None if there is none; it must be a quiet formula."""
        assert self._formula.quiet, "what is not read is taken to be false"
        return Sparse(self._formula, self._met[-1]) if self._solved(tuple(assumptions)) else None

    def seen(self) -> Simulation:
        """All assignments met."""
        if self._seen.all.bit_length() < len(self._met):
            self._seen = Simulation(self._formula, self._met)
        return self._seen

    def reads(self, literal: Literal) -> bool:
        """Whether a literal has been read since the solver was taken."""
        return abs(literal) in self._names

    def close(self) -> None:
        """Free the solver's memory."""
        self._solver.delete()

    def _begin(self) -> None:
        self._solver = Solver(name=SOLVER)
        self._names: dict[Literal, Literal] = {}
        self._most = 0

    def _solved(self, given: tuple[Literal, ...]) -> bool:
        self._read(given)
        if len(self._names) > self._most:
            self.close()
            self._begin()
            self._read(given)
            self._most = ROOM * len(self._names)
        solved = bool(self._solver.solve(assumptions=[self._named(literal) for literal in given]))
        if solved and self._formula.quiet:
            self._remember(self._solver.get_model())
        return solved

    def _remember(self, values: list[Literal]) -> None:
        variables = tuple(self._names)
        true = (variables[name - 1] for name in values if name > 0)
        self._met.append(frozenset(true).difference(self._formula.parts))
        looked_at = self._seen.all.bit_length()
        if len(self._met) - looked_at >= max(FEW, looked_at):
            self.seen()

    def _read(self, literals: Iterable[Literal]) -> None:
        """Tell the solver what lies beneath some literals; its own names for variables leave no gaps."""
        assert not self._formula.bound, "a demand on a gate reaches whatever lies beneath it"
        names, gates, demands = self._names, self._formula.parts, self._formula.demands
        clauses: list[Clause] = []
        waiting = [abs(literal) for literal in literals]
        while waiting:
            variable = waiting.pop()
            if variable in names:
                continue
            names[variable] = len(names) + 1
            parts = gates.get(variable)
            if parts is not None:
                clauses += equivalence(variable, parts)
                waiting += map(abs, parts)
                continue
            for clause in demands.get(variable, ()):
                waiting += map(abs, clause)
                if abs(clause[0]) == variable:
                    clauses.append(clause)
        self._solver.append_formula([[self._named(literal) for literal in clause] for clause in clauses])

    def _named(self, literal: Literal) -> Literal:
        return self._names[literal] if literal > 0 else -self._names[-literal]


@contextmanager
def near(formula: Formula) -> Iterator[Near]:
    """An oracle that frees its solver at the end."""
    consulted = Near(formula)
    try:
        yield consulted
    finally:
        consulted.close()
