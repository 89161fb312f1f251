"""The certain and the possible run: the same rules over what is certain and over what could be.

Each test that is undetermined is left out of the certain run and asserted both ways in the possible one. What the
certain run derives is true, what not even the possible run derives is false, the rest is undetermined; the engine
itself has decided. Both runs go through the strata in step, because what one leaves open the other must know.
Only positive facts are ever asserted, so the order of facts and rules cannot matter.

It is one pass of an alternating fixpoint, which suffices because conclusions are stratified. Source: A. Van Gelder, The
alternating fixpoint of logic programs with negation, Journal of Computer and System Sciences 47 (1993).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from advisor.answers.answer import FALSE, TRUE, UNDETERMINED, EffectiveAnswer, EffectiveAnswers
from advisor.answers.comparison import truth

from .compilation import CompiledRules, ReadTest, Stratum
from .result import Verdicts
from .working_memory import WorkingMemory


@dataclass(frozen=True)
class Run:
    """What one run came to: the rules that fired, in order, and every fact they derived."""

    fired: tuple[int, ...]
    derived: frozenset[int]


@dataclass(frozen=True)
class Runs:
    """The certain and the possible run over one set of answers."""

    certain: Run
    possible: Run

    def verdicts(self, compiled: CompiledRules) -> Verdicts:
        """The value of every conclusion, conclusion rule and check, and of the conditions of every advice."""
        values = [FALSE] * (len(compiled.facts) + 1)  # and of a condition that is not there
        for fact in self.possible.derived:
            values[fact] = UNDETERMINED
        for fact in self.certain.derived:
            values[fact] = TRUE
        return Verdicts(
            conclusions={
                conclusion.id: values[conclusion.yes]
                for stratum in compiled.strata
                for conclusion in stratum.conclusions
            },
            rules={id: values[fact] for id, fact in compiled.conclusion_rules.items()},
            advice={
                id: (values[when], values[unless], values[postpone_while])
                for id, (when, unless, postpone_while) in compiled.advice.items()
            },
            checks={id: values[fact] for id, fact in compiled.checks.items()},
            texts={key: values[fact] for key, fact in compiled.texts.items()},
        )


class AnswerFacts:
    """What answers assert in the certain and in the possible run, remembered answer by answer.

    Loops that change one answer at a time ask for the same tests again and again.
    """

    _MOST_REMEMBERED = 10_000

    def __init__(self, compiled: CompiledRules) -> None:
        self._tests = compiled.tests
        self._always, self._open_lists = compiled.always, compiled.open_lists
        self._known: dict[tuple[str, EffectiveAnswer], tuple[tuple[int, ...], tuple[int, ...]]] = {}

    def of(self, effective: EffectiveAnswers) -> tuple[list[int], list[int]]:
        """The facts for the certain and for the possible run."""
        certain = [*self._always]
        possible = [*self._always, *self._open_lists]
        for question, tests in self._tests.items():
            read = effective[question]
            key = (question, read)
            facts = self._known.get(key)
            if facts is None:
                if len(self._known) >= self._MOST_REMEMBERED:
                    self._known.clear()
                facts = self._known[key] = _answer_facts(tests, read)
            certain += facts[0]
            possible += facts[1]
        return certain, possible


class _Progress:
    """One run while it goes on."""

    def __init__(self, memory: WorkingMemory, compiled: CompiledRules) -> None:
        self._memory = memory
        self._heads = compiled.heads
        self._asserted: set[int] = set()
        self.fired: list[int] = []
        self.derived: set[int] = set()

    def push(self, facts: Sequence[int]) -> None:
        new = [fact for fact in facts if fact not in self._asserted]
        if new:
            self._asserted.update(new)
            self._note(self._memory.push(new))

    def finish(self) -> None:
        self._note(self._memory.finish())

    def _note(self, fired: Sequence[int]) -> None:
        self.fired += fired
        self.derived.update(chain.from_iterable(map(self._heads.__getitem__, fired)))

    def result(self) -> Run:
        return Run(tuple(self.fired), frozenset(self.derived))


def run(
    compiled: CompiledRules,
    facts: tuple[Sequence[int], Sequence[int]],
    certain: WorkingMemory,
    possible: WorkingMemory,
) -> Runs:
    """Run compiled rules over the facts of some answers (`AnswerFacts.of`) in two empty working memories.

    Where no test is undetermined both runs are one and the same, and it is made once.
    """
    certainly = _Progress(certain, compiled)
    possibly = _Progress(possible, compiled) if set(facts[0]) != set(facts[1]) else certainly
    certainly.push(facts[0])
    possibly.push(facts[1])
    for stratum in compiled.strata:
        absent = [each.absent for each in stratum.exceptions if each.holds not in certainly.derived]
        certainly.push(absent)
        possibly.push(absent)
        no, not_yes = _closing_facts(stratum, certainly, possibly)
        certainly.push(no)
        possibly.push(not_yes)
    certainly.finish()
    if possibly is not certainly:
        possibly.finish()
    return Runs(certainly.result(), possibly.result())


def _answer_facts(tests: Sequence[ReadTest], read: EffectiveAnswer) -> tuple[tuple[int, ...], tuple[int, ...]]:
    certain: list[int] = []
    possible: list[int] = []
    for each in tests:
        value = truth(each.test, read)
        if value is UNDETERMINED:
            possible.extend(fact for fact in (each.holds, each.fails) if fact is not None)
            continue
        fact = each.holds if value is TRUE else each.fails
        if fact is not None:
            certain.append(fact)
            possible.append(fact)
    return tuple(certain), tuple(possible)


def _closing_facts(stratum: Stratum, certain: _Progress, possible: _Progress) -> tuple[list[int], list[int]]:
    """The conclusions of a stratum that are no, for the certain run, and that may be no, for the possible one."""
    no: list[int] = []
    not_yes: list[int] = []
    for conclusion in stratum.conclusions:
        if conclusion.no is None or conclusion.yes in certain.derived:
            continue
        not_yes.append(conclusion.no)
        if conclusion.yes not in possible.derived:
            no.append(conclusion.no)
    return no, not_yes
