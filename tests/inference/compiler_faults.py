"""Faults of the compiler and of the two runs: rules translated, and facts asserted, wrongly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from advisor.inference import clauses, compilation, engine, runs, strata
from advisor.inference.clauses import Alternatives, Conjunction
from advisor.inference.compilation import CompiledRules, Stratum
from advisor.inference.facts import AnswerFact
from advisor.inference.runs import Runs
from advisor.knowledge.condition import AllOf, AnswerTest, ConclusionTest, Condition, Not

from .fault import Fault, Honest


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
