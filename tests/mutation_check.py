"""Faults planted one at a time in the evaluator and in the compiler: does the comparison see each of them?

`python tests/mutation_check.py` plants every fault, compares the engines over random cases until they differ,
and prints in which case that was; it ends with status 1 if a fault goes unseen. Sources are changed in memory:
the package is imported a second time beside the honest one, with one passage replaced.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from advisor.answers import effective
from advisor.inference.agreement import compare, unsupported
from advisor.inference.engine import Engine
from advisor.inference.evaluator import Evaluation
from tests.differential import series

PACKAGE = "advisor.inference"
SOURCES = Path(__file__).resolve().parents[1] / "advisor" / "inference"
MOST_CASES = 2_000


@dataclass(frozen=True)
class Fault:
    """What is wrong, in which module, and the passage to replace by another."""

    what: str
    module: str
    old: str
    new: str


EVALUATOR = tuple(
    Fault(what, "evaluator", old, new)
    for what, old, new in (
        (
            "undetermined conclusions are closed as no",
            "value = self.conclusions[condition.conclusion]",
            "value = Truth.TRUE if self.conclusions[condition.conclusion] is Truth.TRUE else Truth.FALSE",
        ),
        (
            "conclusions read as no are read as yes",
            "return value if condition.value else negation(value)",
            "return value",
        ),
        (
            "a conclusion needs all its rules",
            "self.conclusions[id] = disjunction(",
            "self.conclusions[id] = conjunction(",
        ),
        (
            "only the first rule of a conclusion counts",
            "self._rule(rule) for rule in self.reading.rules_for[id]]",
            "self._rule(rule) for rule in self.reading.rules_for[id][:1]]",
        ),
        (
            "undetermined exceptions silence a rule",
            "excepted = self._any(rule.unless) is Truth.TRUE",
            "excepted = self._any(rule.unless) is not Truth.FALSE",
        ),
        ("exceptions of rules are forgotten", "excepted = self._any(rule.unless) is Truth.TRUE", "excepted = False"),
        (
            "an exception leaves a rule undetermined",
            "Truth.FALSE if excepted else self.truth(rule.when)",
            "Truth.UNDETERMINED if excepted else self.truth(rule.when)",
        ),
        (
            "an exception acts only where the condition is known to hold",
            "Truth.FALSE if excepted else self.truth(rule.when)",
            "Truth.FALSE if excepted and self.truth(rule.when) is Truth.TRUE else self.truth(rule.when)",
        ),
        ("only the first exception counts", "for proviso in provisos]", "for proviso in provisos[:1]]"),
        (
            "postponements are those of the exceptions",
            "self._any(advice.postpone_while))",
            "self._any(advice.unless))",
        ),
        (
            "an advice with a true exception has a false condition",
            "advice.id: (self.truth(advice.when),",
            "advice.id: (Truth.FALSE if self._any(advice.unless) is Truth.TRUE else self.truth(advice.when),",
        ),
        (
            "`not` turns nothing round",
            "return negation(self.truth(condition.part))",
            "return self.truth(condition.part)",
        ),
        (
            "`not` makes what is undetermined true",
            "return negation(self.truth(condition.part))",
            "return Truth.FALSE if self.truth(condition.part) is Truth.TRUE else Truth.TRUE",
        ),
        (
            "`all` is judged as `any`",
            "return conjunction(map(self.truth, condition.parts))",
            "return disjunction(map(self.truth, condition.parts))",
        ),
        (
            "an undetermined part makes `all` undetermined whatever the others are",
            "return conjunction(map(self.truth, condition.parts))",
            "parts = list(map(self.truth, condition.parts))\n"
            "            return Truth.UNDETERMINED if Truth.UNDETERMINED in parts else conjunction(parts)",
        ),
        (
            "the last part of `any` is left out",
            "return disjunction(map(self.truth, condition.parts))",
            "return disjunction(map(self.truth, condition.parts[:-1] or condition.parts))",
        ),
        (
            "what does not apply counts as undetermined",
            "if scope_open and is_not_applicable(answer):",
            "if is_not_applicable(answer):",
        ),
        (
            "tests on one question share one value",
            "places = {test: place for place, test in enumerate(self.tests)}",
            "first: dict[str, int] = {}\n"
            "        places = {test: first.setdefault(_read(test), place) for place, test in enumerate(self.tests)}",
        ),
    )
)
COMPILER = tuple(
    Fault(what, module, old, new)
    for what, module, old, new in (
        (
            "undetermined conclusions are closed as no in the certain run",
            "runs",
            "if conclusion.yes not in possible.derived:",
            "if True:",
        ),
        (
            "the possible run does not learn that an undetermined conclusion may be no",
            "runs",
            "not_yes.append(conclusion.no)",
            "not_yes.extend([] if conclusion.yes in possible.derived else [conclusion.no])",
        ),
        (
            "no conclusion is ever closed as no",
            "runs",
            "            no.append(conclusion.no)",
            "            pass",
        ),
        (
            "absence of exceptions goes by what is possible",
            "runs",
            "if each.holds not in certainly.derived]",
            "if each.holds not in possibly.derived]",
        ),
        (
            "exceptions are absent whatever was derived",
            "runs",
            "for each in stratum.exceptions if each.holds not in certainly.derived]",
            "for each in stratum.exceptions]",
        ),
        ("the possible run does not learn of absent exceptions", "runs", "possibly.push(absent)", "pass"),
        (
            "undetermined tests are left out of the possible run",
            "runs",
            "possible.extend(fact for fact in (each.holds, each.fails) if fact is not None)",
            "pass",
        ),
        (
            "undetermined tests are asserted both ways in the certain run",
            "runs",
            "possible.extend(fact for fact in (each.holds, each.fails) if fact is not None)",
            "possible.extend(fact for fact in (each.holds, each.fails) if fact is not None)\n"
            "            certain.extend(fact for fact in (each.holds, each.fails) if fact is not None)",
        ),
        (
            "what is possible counts as certain",
            "runs",
            "dict.fromkeys(self.possible.derived, Truth.UNDETERMINED)",
            "dict.fromkeys(self.possible.derived, Truth.TRUE)",
        ),
        (
            "`not` is dropped",
            "clauses",
            "return _clauses(condition.part, not holds, fact, part)",
            "return _clauses(condition.part, holds, fact, part)",
        ),
        (
            "a negated `all` stays an `all`",
            "clauses",
            "if isinstance(condition, AllOf) is holds:",
            "if isinstance(condition, AllOf):",
        ),
        (
            "absorption drops every clause that shares a fact with a shorter one",
            "clauses",
            "if not any(shorter <= clause for shorter in kept):",
            "if not any(shorter & clause for shorter in kept):",
        ),
        (
            "multiplying out keeps one side",
            "clauses",
            "absorbed(left | right for left in product for right in clauses)",
            "absorbed(left or right for left in product for right in clauses)",
        ),
        (
            "clauses that contradict themselves are dropped",
            "compilation",
            "        body = tuple(",
            "        facts = list(self._numbers)\n"
            "        tests = [facts[number] for number in clause if isinstance(facts[number], AnswerFact)]\n"
            "        if len({fact.test for fact in tests}) < len(tests):\n"
            "            return\n"
            "        body = tuple(",
        ),
        (
            "conclusions read as no are compiled as yes",
            "compilation",
            "ConclusionFact(test.conclusion, test.value is holds)",
            "ConclusionFact(test.conclusion, holds)",
        ),
        (
            "rules do not wait for their exceptions",
            "compilation",
            "self._add(clause | needed, heads)",
            "self._add(clause, heads)",
        ),
        (
            "only the first exception of a rule is compiled",
            "compilation",
            "for proviso in rule.unless), Entry",
            "for proviso in rule.unless[:1]), Entry",
        ),
        (
            "absence is settled with the highest conclusion of a rule",
            "compilation",
            "exceptions[min(level[conclusion] for conclusion in rule.conclude)]",
            "exceptions[max(level[conclusion] for conclusion in rule.conclude)]",
        ),
        (
            "a rule derives only the first of its conclusions",
            "compilation",
            "for conclusion in dict.fromkeys(rule.conclude))",
            "for conclusion in rule.conclude[:1])",
        ),
        (
            "strata overlook what exceptions read",
            "strata",
            "conditions = (rule.when, *(proviso.when for proviso in rule.unless))",
            "conditions = (rule.when,)",
        ),
        (
            "strata overlook what conditions read",
            "strata",
            "conditions = (rule.when, *(proviso.when for proviso in rule.unless))",
            "conditions = tuple(proviso.when for proviso in rule.unless)",
        ),
        ("every conclusion is in the first stratum", "strata", "level[lower] + 1)", "0)"),
        (
            "`more_than` is taken for `at_least`",
            "facts",
            'AnswerTest(test.question, "at_least", test.value + 1)',
            'AnswerTest(test.question, "at_least", test.value)',
        ),
        (
            "`none_of` a few options means the first of the others",
            "facts",
            '"is" if len(rest) == 1 else "any_of", rest)',
            '"is", rest[:1])',
        ),
    )
)
FAULTS = EVALUATOR + COMPILER


class _Planting(MetaPathFinder, SourceFileLoader):
    """Imports one module of the package with a fault in it, and leaves all others to the usual finders."""

    def __init__(self, fault: Fault) -> None:
        self._fault = fault
        self._module = f"{PACKAGE}.{fault.module}"
        self._path = SOURCES / f"{fault.module}.py"
        SourceFileLoader.__init__(self, self._module, str(self._path))

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self._module:
            return None
        return importlib.util.spec_from_loader(fullname, self, origin=str(self._path))

    def get_code(self, fullname: str) -> CodeType:
        return compile(planted(self._fault), str(self._path), "exec")


def planted(fault: Fault) -> str:
    """The source of the faulty module; ValueError unless the passage to replace occurs exactly once."""
    source = (SOURCES / f"{fault.module}.py").read_text(encoding="utf-8")
    if source.count(fault.old) != 1:
        raise ValueError(f"“{fault.what}”: the passage to replace occurs {source.count(fault.old)} times: {fault.old}")
    return source.replace(fault.old, fault.new)


def faulty(fault: Fault) -> tuple[Any, Any]:
    """`Engine` and `Evaluation` of a package that has the fault; the honest package stays what it was."""
    import advisor

    honest = {name: module for name, module in sys.modules.items() if name.split(".")[:2] == PACKAGE.split(".")}
    finder = _Planting(fault)
    for name in honest:
        del sys.modules[name]
    sys.meta_path.insert(0, finder)
    try:
        engine = importlib.import_module(f"{PACKAGE}.engine").Engine
        evaluation = importlib.import_module(f"{PACKAGE}.evaluator").Evaluation
    finally:
        sys.meta_path.remove(finder)
        for name in [name for name in sys.modules if name.split(".")[:2] == PACKAGE.split(".")]:
            del sys.modules[name]
        sys.modules.update(honest)
        advisor.inference = honest[PACKAGE]  # type: ignore[attr-defined]
    return engine, evaluation


def first_difference(engine: Any, evaluation: Any, cases: int, seed: int = 0) -> tuple[int, str] | None:
    """The number of the first case in which the two differ, counted from 1, and how; None if in none of them."""
    loaded: tuple[object, Any] | None = None
    for number, (_, kb, answers) in enumerate(series(cases, seed), start=1):
        if loaded is None or loaded[0] is not kb:
            loaded = kb, engine(kb)
        readable = effective(kb, answers)
        verdicts = evaluation(kb, readable).verdicts()
        try:
            run = loaded[1].verdicts(readable)
        except Exception as error:
            # The faulty package has an EngineFault of its own.
            if type(error).__name__ != "EngineFault":
                raise
            return number, str(error)
        for difference in (*compare(run.verdicts, verdicts), *unsupported(verdicts, run.firings)):
            return number, difference
    return None


def caught(fault: Fault, cases: int = MOST_CASES) -> tuple[int, str] | None:
    """Where the comparison of the engines sees a fault; None if it does not."""
    engine, evaluation = faulty(fault)
    if fault.module == "evaluator":
        return first_difference(Engine, evaluation, cases)
    return first_difference(engine, Evaluation, cases)


def main(report: Callable[[str], None] = print) -> int:
    """Plant every fault and print a table; 1 if one goes unseen."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--cases", type=int, default=MOST_CASES, help="after how many cases to give up on a fault")
    asked = parser.parse_args()
    honest = first_difference(Engine, Evaluation, min(asked.cases, 200))
    report(f"{'in case':>8}  {'planted in':12}  fault")
    report(f"{'none' if honest is None else honest[0]:>8}  {'(nothing)':12}  the engines as they are")
    unseen = 0
    for fault in FAULTS:
        found = caught(fault, asked.cases)
        unseen += found is None
        report(f"{'UNSEEN' if found is None else found[0]:>8}  {fault.module:12}  {fault.what}")
    report(f"{len(FAULTS)} faults planted, {unseen} unseen")
    return 1 if unseen or honest is not None else 0


if __name__ == "__main__":
    sys.exit(main())
