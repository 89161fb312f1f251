"""What the literals of a formula come to in many assignments at once, one bit for each assignment.

A free variable that an assignment says nothing of is false; a gate is what its parts make it. Looking answers up here
before the solver is asked is the simulation of SAT sweeping: A. Kuehlmann, Dynamic transition relation simplification
for bounded property checking (2004).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from .formula import TRUE, Formula, Literal, Model


class Simulation:
    """Some assignments, each given by the free variables that are true in it."""

    def __init__(self, formula: Formula, assignments: Sequence[Collection[Literal]]) -> None:
        self._formula = formula
        self.all = (1 << len(assignments)) - 1
        """The bits of all assignments."""
        self._values = {TRUE: self.all}
        for place, true in enumerate(assignments):
            for variable in true:
                self._values[variable] = self._values.get(variable, 0) | 1 << place

    def where(self, literal: Literal) -> int:
        """The bits of the assignments in which a literal holds."""
        variable = abs(literal)
        if variable not in self._values:
            self._follow(variable)
        value = self._values[variable]
        return value if literal > 0 else self.all & ~value

    def together(self, literals: Collection[Literal]) -> int:
        """The bits of the assignments in which all of some literals hold."""
        found = self.all
        for literal in literals:
            found &= self.where(literal)
        return found

    def _follow(self, variable: Literal) -> None:
        """Find the value of a variable after those of its parts; without recursion, as chains grow long."""
        values = self._values
        waiting = [variable]
        while waiting:
            one = waiting[-1]
            parts = self._formula.parts.get(one)
            if parts is None:
                values.setdefault(one, 0)
            elif missing := [abs(part) for part in parts if abs(part) not in values]:
                waiting += missing
                continue
            else:
                value = self.all
                for part in parts:
                    value &= values[part] if part > 0 else ~values[-part]
                values[one] = value
            waiting.pop()


def ones(bits: int) -> Iterator[int]:
    """The places of the ones among some bits."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


class Sparse(Model):
    """An assignment that names the free variables that are true in it."""

    def __init__(self, formula: Formula, true: Collection[Literal]) -> None:
        self._simulation = Simulation(formula, [true])

    def holds(self, literal: Literal) -> bool:
        """Whether a literal is true in this assignment."""
        return bool(self._simulation.where(literal))
