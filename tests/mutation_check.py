"""Faults planted one at a time in the evaluator and in the compiler: does the comparison see each of them?

`python tests/mutation_check.py` plants every fault, compares the engines over random cases until they differ,
and prints in which case that was; it ends with status 1 if a fault goes unseen. A fault is a function or method that
stands in for an honest one while it is planted, and does one thing wrong.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest import mock

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from advisor.answers import effective
from advisor.answers.kleene import conjunction, counted, disjunction, negation
from advisor.answers.model import Truth
from advisor.inference import clauses, compilation, dependency_index, engine, runs, strata
from advisor.inference.agreement import compare, unsupported
from advisor.inference.clauses import Alternatives, Conjunction
from advisor.inference.compilation import CompiledRules, Stratum
from advisor.inference.engine import Engine, EngineFault
from advisor.inference.evaluator import Evaluation
from advisor.inference.facts import AnswerFact
from advisor.inference.grounding import ground
from advisor.inference.runs import Runs
from advisor.knowledge.condition import AllOf, AnswerTest, AnyOf, ConclusionTest, Condition, CountOf, Not, OpenList
from advisor.knowledge.model import ConclusionRule
from tests.differential import series

MOST_CASES = 2_000

Honest = Callable[..., Any]


@dataclass(frozen=True)
class Fault:
    """What is wrong, and the names where something else stands while it is: their owners, and what makes it.

    `make` is given the honest function or method and returns the faulty one.
    """

    what: str
    make: Callable[[Honest], Any]
    name: str
    owners: tuple[object, ...]

    @contextmanager
    def planted(self) -> Iterator[None]:
        """Plant the fault; what was there is back in its place afterwards."""
        with ExitStack() as stack:
            for owner in self.owners:
                stack.enter_context(mock.patch.object(owner, self.name, self.make(getattr(owner, self.name))))
            yield


# --- The evaluator -------------------------------------------------------------------------------------


def _judging(kind: type, value: Callable[[Evaluation, Any], Truth]) -> Callable[[Honest], Any]:
    """Conditions of one kind get another value, wherever they stand."""

    def make(honest: Honest) -> Any:
        def truth(self: Evaluation, condition: Condition) -> Truth:
            return value(self, condition) if isinstance(condition, kind) else honest(self, condition)

        return truth

    return make


def _ruling(value: Callable[[Evaluation, ConclusionRule, Truth], Truth]) -> Callable[[Honest], Any]:
    """A conclusion rule gets another value, made from what its exceptions together are."""

    def make(honest: Honest) -> Any:
        def judged(self: Evaluation, rule: ConclusionRule) -> Truth:
            if rule.id not in self.rules:
                self.rules[rule.id] = value(self, rule, self._any(rule.unless))
            return self.rules[rule.id]

        return judged

    return make


def _all_rules(honest: Honest) -> Any:
    def judged(self: Evaluation, rule: ConclusionRule) -> Truth:
        others = [
            other
            for conclusion in rule.conclude
            for other in self.index.rules_for[conclusion]
            if self.conclusions.keys() >= set(strata.conclusions_read_by(other))
        ]
        return conjunction([honest(self, rule), *(honest(self, other) for other in others)])

    return judged


def _first_rule(honest: Honest) -> Any:
    def judged(self: Evaluation, rule: ConclusionRule) -> Truth:
        value: Truth = honest(self, rule)
        return value if all(self.index.rules_for[id][0] is rule for id in rule.conclude) else Truth.FALSE

    return judged


def _advising(
    values: Callable[[Truth, Truth, Truth], tuple[Truth, Truth, Truth]],
) -> Callable[[Honest], Any]:
    """The values of an advice's condition, exceptions and postponements are taken for others."""

    def make(honest: Any) -> Any:
        return property(lambda self: {id: values(*judged) for id, judged in honest.func(self).items()})

    return make


def _sharing(honest: Honest) -> Any:
    def made(self: dependency_index.DependencyIndex, kb: Any) -> None:
        honest(self, kb)
        first: dict[str, int] = {}
        for identity, place in self.place.items():
            test = self.tests[place]
            if isinstance(test, AnswerTest):
                self.place[identity] = first.setdefault(test.question, place)

    return made


def _closed(value: Truth) -> Truth:
    return Truth.TRUE if value is Truth.TRUE else Truth.FALSE


def _read(self: Evaluation, test: ConclusionTest, value: Truth) -> Truth:
    return value if test.value else negation(value)


def _only_known(self: Evaluation, condition: AllOf) -> Truth:
    parts = [self.truth(part) for part in condition.parts]
    return Truth.UNDETERMINED if Truth.UNDETERMINED in parts else conjunction(parts)


def _in_evaluation(name: str, *faults: tuple[str, Callable[[Honest], Any]]) -> tuple[Fault, ...]:
    return tuple(Fault(what, make, name, (Evaluation,)) for what, make in faults)


EVALUATOR = (
    *_in_evaluation(
        "truth",
        (
            "undetermined conclusions are closed as no",
            _judging(ConclusionTest, lambda self, test: _read(self, test, _closed(self.conclusions[test.conclusion]))),
        ),
        (
            "conclusions read as no are read as yes",
            _judging(ConclusionTest, lambda self, test: self.conclusions[test.conclusion]),
        ),
        ("`not` turns nothing round", _judging(Not, lambda self, condition: self.truth(condition.part))),
        (
            "`not` makes what is undetermined true",
            _judging(Not, lambda self, condition: negation(_closed(self.truth(condition.part)))),
        ),
        (
            "`all` is judged as `any`",
            _judging(AllOf, lambda self, condition: disjunction(map(self.truth, condition.parts))),
        ),
        (
            "an undetermined part makes `all` undetermined whatever the others are",
            _judging(AllOf, _only_known),
        ),
        (
            "the last part of `any` is left out",
            _judging(
                AnyOf, lambda self, condition: disjunction(map(self.truth, condition.parts[:-1] or condition.parts))
            ),
        ),
        (
            "too many count as enough",
            _judging(CountOf, lambda self, condition: counted(map(self.truth, condition.parts), condition.least, None)),
        ),
        ("an incomplete list is taken for complete", _judging(OpenList, lambda self, condition: Truth.FALSE)),
    ),
    *_in_evaluation(
        "_rule",
        ("a conclusion needs all its rules", _all_rules),
        ("only the first rule of a conclusion counts", _first_rule),
        (
            "undetermined exceptions silence a rule",
            _ruling(lambda self, rule, e: self.truth(rule.when) if e is Truth.FALSE else Truth.FALSE),
        ),
        ("exceptions of rules are forgotten", _ruling(lambda self, rule, e: self.truth(rule.when))),
        (
            "an exception leaves a rule undetermined",
            _ruling(lambda self, rule, e: Truth.UNDETERMINED if e is Truth.TRUE else self.truth(rule.when)),
        ),
        (
            "an exception acts only where the condition is known to hold",
            _ruling(
                lambda self, rule, e: (
                    Truth.FALSE if (e, self.truth(rule.when)) == (Truth.TRUE, Truth.TRUE) else self.truth(rule.when)
                )
            ),
        ),
    ),
    *_in_evaluation(
        "_any", ("only the first exception counts", lambda honest: lambda self, provisos: honest(self, provisos[:1]))
    ),
    *_in_evaluation(
        "advice",
        ("postponements are those of the exceptions", _advising(lambda when, excepted, _: (when, excepted, excepted))),
        (
            "an advice with a true exception has a false condition",
            _advising(lambda when, e, postponed: (Truth.FALSE if e is Truth.TRUE else when, e, postponed)),
        ),
    ),
    *_in_evaluation(
        "__init__",
        (
            "what does not apply counts as undetermined",
            lambda honest: lambda self, kb, readable, scope_open=False: honest(self, kb, readable, scope_open=True),
        ),
    ),
    Fault("tests on one question share one value", _sharing, "__init__", (dependency_index.DependencyIndex,)),
)

# --- The compiler and the two runs ---------------------------------------------------------------------


def _closing(facts: Callable[[list[int], list[int]], tuple[list[int], list[int]]]) -> Callable[[Honest], Any]:
    """What is asserted of the conclusions of a stratum: other facts than those that are no, and may be no."""

    def make(honest: Honest) -> Any:
        return lambda *stratum: facts(*honest(*stratum))

    return make


def _answering(facts: Callable[[Any, Any], tuple[Any, Any]]) -> Callable[[Honest], Any]:
    """What one answer asserts in the certain and in the possible run is taken for other facts."""

    def make(honest: Honest) -> Any:
        return lambda *read: facts(*honest(*read))

    return make


def _running(absences: Callable[[Stratum, Any, Any], tuple[list[int], list[int]]]) -> Callable[[Honest], Any]:
    """The two runs with other absences of exceptions, in the certain and in the possible one, before each stratum."""

    def make(honest: Honest) -> Any:
        def run(compiled: CompiledRules, facts: Any, certain: Any, possible: Any) -> Runs:
            certainly, possibly = (runs._Progress(memory, compiled) for memory in (certain, possible))
            certainly.push(facts[0])
            possibly.push(facts[1])
            for stratum in compiled.strata:
                absent = absences(stratum, certainly, possibly)
                certainly.push(absent[0])
                possibly.push(absent[1])
                closing = runs._closing_facts(stratum, certainly, possibly)
                certainly.push(closing[0])
                possibly.push(closing[1])
            certainly.finish()
            possibly.finish()
            return Runs(certainly.result(), possibly.result())

        return run

    return make


def _absent(stratum: Stratum, derived: set[int]) -> list[int]:
    return [each.absent for each in stratum.exceptions if each.holds not in derived]


def _negation_kept(honest: Honest) -> Any:
    def of(condition: Condition, holds: bool, fact: Any, part: Any) -> Alternatives:
        if isinstance(condition, AllOf) and not holds:
            return clauses._multiplied([of(each, holds, fact, part) for each in condition.parts], part)
        found: Alternatives = honest(condition, holds, fact, part)
        return found

    return of


def _overlapping(honest: Honest) -> Any:
    def absorbed(given: Any) -> Alternatives:
        kept: list[Conjunction] = []
        for clause in honest(given):
            if not any(shorter & clause for shorter in kept):
                kept.append(clause)
        return tuple(kept)

    return absorbed


def _adding(honest: Honest) -> Any:
    def add(self: Any, clause: Conjunction, heads: tuple[int, ...]) -> None:
        facts = list(self._numbers)
        tests = [facts[number].test for number in clause if isinstance(facts[number], AnswerFact)]
        if len(set(tests)) == len(tests):
            honest(self, clause, heads)

    return add


def _compiling(change: Callable[..., tuple[Any, ...]]) -> Callable[[Honest], Any]:
    """The conditions of an entry are compiled as others, or give other facts, or need none."""

    def make(honest: Honest) -> Any:
        def compile(self: Any, conditions: Any, entry: Any, also: Any = (), needs: Any = None) -> None:
            if needs is not None:
                self._number(needs)
            honest(self, *change(conditions, entry, also, needs))

        return compile

    return make


def _settled_late(honest: Honest) -> Any:
    def layered(self: Any, layers: tuple[tuple[str, ...], ...]) -> tuple[Stratum, ...]:
        found: tuple[Stratum, ...] = honest(self, layers)
        level = {conclusion: number for number, layer in enumerate(layers) for conclusion in layer}
        every = [exception for stratum in found for exception in stratum.exceptions]
        last = {one.rule: max(level[id] for id in self._kb.rules[one.rule].conclude) for one in every}
        return tuple(
            replace(stratum, exceptions=tuple(one for one in every if last[one.rule] == number))
            for number, stratum in enumerate(found)
        )

    return layered


def _canonical(honest: Honest, operator: str, change: Callable[[AnswerTest, AnswerTest], AnswerTest]) -> Any:
    def canonical(test: AnswerTest, question: Any) -> AnswerTest:
        found: AnswerTest = honest(test, question)
        return change(test, found) if test.operator == operator else found

    return canonical


def _within(owner: object, name: str, *faults: tuple[str, Callable[[Honest], Any]]) -> tuple[Fault, ...]:
    return tuple(Fault(what, make, name, (owner,)) for what, make in faults)


COMPILER = (
    *_within(
        runs,
        "_closing_facts",
        ("undetermined conclusions are closed as no in the certain run", _closing(lambda no, may: (may, may))),
        (
            "the possible run does not learn that an undetermined conclusion may be no",
            _closing(lambda no, may: (no, no)),
        ),
        ("no conclusion is ever closed as no", _closing(lambda no, may: ([], may))),
    ),
    *_within(
        engine,
        "run",
        (
            "absence of exceptions goes by what is possible",
            _running(lambda stratum, certain, possible: (_absent(stratum, possible.derived),) * 2),
        ),
        ("exceptions are absent whatever was derived", _running(lambda stratum, *_: (_absent(stratum, set()),) * 2)),
        (
            "the possible run does not learn of absent exceptions",
            _running(lambda stratum, certain, possible: (_absent(stratum, certain.derived), [])),
        ),
    ),
    *_within(
        runs,
        "_answer_facts",
        (
            "undetermined tests are left out of the possible run",
            _answering(lambda certain, possible: (certain, certain)),
        ),
        (
            "undetermined tests are asserted both ways in the certain run",
            _answering(lambda certain, possible: (possible, possible)),
        ),
    ),
    *_within(
        Runs,
        "verdicts",
        (
            "what is possible counts as certain",
            lambda honest: lambda self, compiled: honest(Runs(self.possible, self.possible), compiled),
        ),
    ),
    *_within(
        clauses,
        "_clauses",
        (
            "`not` is dropped",
            lambda honest: (
                lambda condition, holds, *how: honest(
                    condition.part if isinstance(condition, Not) else condition, holds, *how
                )
            ),
        ),
        ("a negated `all` stays an `all`", _negation_kept),
    ),
    Fault(
        "absorption drops every clause that shares a fact with a shorter one",
        _overlapping,
        "absorbed",
        (clauses, compilation),
    ),
    *_within(
        clauses,
        "_at_least",
        ("one part fewer is enough", lambda honest: lambda needed, parts, part: honest(needed - 1, parts, part)),
    ),
    *_within(
        engine,
        "compile_rules",
        ("an incomplete list is complete to the engine", lambda honest: lambda kb: replace(honest(kb), open_lists=())),
    ),
    *_within(
        clauses,
        "_multiplied",
        (
            "multiplying out keeps one side",
            lambda honest: lambda parts, part: honest(sorted(parts, key=len)[:1], part),
        ),
    ),
    *_within(compilation._Compiler, "_add", ("clauses that contradict themselves are dropped", _adding)),
    *_within(
        compilation._Compiler,
        "_leaf",
        (
            "conclusions read as no are compiled as yes",
            lambda honest: (
                lambda self, test, holds: honest(
                    self, replace(test, value=True) if isinstance(test, ConclusionTest) else test, holds
                )
            ),
        ),
    ),
    *_within(
        compilation._Compiler,
        "compile",
        (
            "rules do not wait for their exceptions",
            _compiling(lambda conditions, entry, also, _: (conditions, entry, also)),
        ),
        (
            "only the first exception of a rule is compiled",
            _compiling(
                lambda conditions, entry, *rest: (
                    conditions[:1] if (entry.kind, entry.clause) == ("rule", "unless") else conditions,
                    entry,
                    *rest,
                )
            ),
        ),
        (
            "a rule derives only the first of its conclusions",
            _compiling(lambda conditions, entry, also, needs: (conditions, entry, also[:1], needs)),
        ),
    ),
    *_within(
        compilation._Compiler, "_strata", ("absence is settled with the highest conclusion of a rule", _settled_late)
    ),
    *_within(
        strata,
        "conclusions_read_by",
        (
            "strata overlook what exceptions read",
            lambda honest: lambda rule: honest(replace(rule, unless=())),
        ),
        (
            "strata overlook what conditions read",
            lambda honest: lambda rule: honest(replace(rule, when=AllOf(()))),
        ),
    ),
    *_within(
        compilation,
        "strata",
        ("every conclusion is in the first stratum", lambda honest: lambda kb: (tuple(kb.conclusions),)),
    ),
    *_within(
        compilation,
        "canonical",
        (
            "`more_than` is taken for `at_least`",
            lambda honest: _canonical(honest, "more_than", lambda test, found: replace(test, operator="at_least")),
        ),
        (
            "`none_of` a few options means the first of the others",
            lambda honest: _canonical(
                honest,
                "none_of",
                lambda test, found: (
                    AnswerTest(found.question, "is", found.value[:1])
                    if found.operator == "any_of" and isinstance(found.value, tuple)
                    else found
                ),
            ),
        ),
    ),
)
FAULTS = EVALUATOR + COMPILER


def first_difference(cases: int, seed: int = 0) -> tuple[int, str] | None:
    """The number of the first case in which the two differ, counted from 1, and how; None if in none of them."""
    loaded: tuple[object, Engine] | None = None
    for number, (_, declared, answers) in enumerate(series(cases, seed), start=1):
        kb = ground(declared, answers.instances)
        if loaded is None or loaded[0] is not kb:
            loaded = kb, Engine(kb)
        readable = effective(kb, answers)
        verdicts = Evaluation(kb, readable).verdicts()
        try:
            run = loaded[1].verdicts(readable)
        except EngineFault as error:
            return number, str(error)
        for difference in (*compare(run.verdicts, verdicts), *unsupported(verdicts, run.firings)):
            return number, difference
    return None


def caught(fault: Fault, cases: int = MOST_CASES) -> tuple[int, str] | None:
    """Where the comparison of the engines sees a fault; None if it does not."""
    with fault.planted():
        return first_difference(cases)


def main(report: Callable[[str], None] = print) -> int:
    """Plant every fault and print a table; 1 if one goes unseen."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--cases", type=int, default=MOST_CASES, help="after how many cases to give up on a fault")
    asked = parser.parse_args()
    honest = first_difference(min(asked.cases, 200))
    report(f"{'in case':>8}  {'planted in':20}  fault")
    report(f"{'none' if honest is None else honest[0]:>8}  {'(nothing)':20}  the engines as they are")
    unseen = 0
    for fault in FAULTS:
        found = caught(fault, asked.cases)
        unseen += found is None
        report(f"{'UNSEEN' if found is None else found[0]:>8}  {fault.name:20}  {fault.what}")
    report(f"{len(FAULTS)} faults planted, {unseen} unseen")
    return 1 if unseen or honest is not None else 0


if __name__ == "__main__":
    sys.exit(main())
