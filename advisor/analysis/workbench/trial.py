"""Trials: the examples beside the rules, and the whole cases, run and held against what they expect."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from advisor.advice import Assessment, assess
from advisor.answers import Answers, AnswersError, Truth, effective, example_answers, parse_answers
from advisor.inference import Outcome
from advisor.inference.evaluator import Evaluation
from advisor.inference.grounding import ground
from advisor.knowledge.condition import Position
from advisor.knowledge.expectation import CaseFile, Example
from advisor.knowledge.ground_id import declared_id, ground_id, instance_of
from advisor.knowledge.loading import running
from advisor.knowledge.model import Advice, ConclusionRule, KnowledgeBase
from advisor.knowledge.sheet.sheet_faults import HERE

from .condition_display import entry_lines

TRUTHS = {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNDETERMINED: "undetermined"}
OUTCOMES = tuple(outcome.value for outcome in Outcome)


@dataclass(frozen=True)
class FailedTrial:
    """An example or case that did not give what it expects.

    `at` is where the expectation stands, `name` ENTRY/EXAMPLE or the case id; `details` show the condition with each
    answer read.
    """

    at: Position
    name: str
    message: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Trial:
    """The names of the examples (ENTRY/EXAMPLE) and cases that were run, and what failed of them."""

    examples: tuple[str, ...]
    cases: tuple[str, ...]
    failures: tuple[FailedTrial, ...]


def try_all(kb: KnowledgeBase, only: Collection[str] | None = None) -> Trial:
    """Run every example by the evaluator and every case by both engines.

    `only` selects: an example (ENTRY/EXAMPLE), a case, or an advice, rule or conclusion with its examples and the cases
    that expect something of it. KeyError names what is none of these.
    """
    entries: list[Advice | ConclusionRule] = [*kb.rules.values(), *kb.advice.values()]
    examples = {f"{entry.id}/{example.name}": (entry, example) for entry in entries for example in entry.examples}
    cases = dict(kb.cases)
    if only is not None:
        chosen = set().union(*(_chosen(kb, kb.aliases.get(id, id), examples) for id in only))
        examples = {name: tried for name, tried in examples.items() if name in chosen}
        cases = {id: case for id, case in cases.items() if id in chosen}
    failures: list[FailedTrial] = []
    for entry, example in examples.values():
        failures.extend(try_example(kb, entry, example))
    for case in cases.values():
        failures.extend(try_case(kb, case))
    return Trial(tuple(examples), tuple(cases), tuple(failures))


def _chosen(
    kb: KnowledgeBase, id: str, examples: Mapping[str, tuple[Advice | ConclusionRule, Example]]
) -> Collection[str]:
    """The names of the examples and cases that an id stands for."""
    if id in examples or id in kb.cases:
        return {id}
    if id not in (*kb.advice, *kb.rules, *kb.conclusions):
        raise KeyError(id)
    concluding = {rule.id for rule in kb.rules.values() if id in rule.conclude}
    own = {name for name, (entry, _) in examples.items() if entry.id in {id, *concluding}}
    return own | {case.id for case in kb.cases.values() if any(declared_id(one) == id for _, one in case.places)}


def try_example(kb: KnowledgeBase, entry: Advice | ConclusionRule, example: Example) -> Iterator[FailedTrial]:
    """Yield what is wrong with one example: its answers, or what came of them."""
    name = f"{entry.id}/{example.name}"
    try:
        answers = example_answers(example.answers, kb, example.at, entry.for_each)
    except AnswersError as error:
        yield FailedTrial(example.at, name, error.problems[0].message)
        return
    found = _found(evaluated(kb, answers), entry)
    if found != example.expects and not (example.expects == "not_fires" and found != "fires"):
        message = f"expected {example.expects}, found {found}."
        yield _failure(kb, answers, example_id(entry), example.expects_at, name, message)


def evaluated(kb: KnowledgeBase, answers: Answers) -> Evaluation:
    """What the evaluator makes of answers, over the instances they list."""
    over = ground(kb, answers.instances)
    return Evaluation(over, effective(over, answers))


def example_id(entry: Advice | ConclusionRule) -> str:
    """The ground id of an entry in its own examples, which are about one instance where it is judged for each."""
    return ground_id(entry.id, HERE if entry.for_each is not None else None)


def _found(evaluation: Evaluation, entry: Advice | ConclusionRule) -> str:
    id = example_id(entry)
    if isinstance(entry, Advice):
        return evaluation.outcome(id).value
    return TRUTHS[evaluation.verdicts().rules[id]]


def _failure(kb: KnowledgeBase, answers: Answers, id: str, at: Position, name: str, message: str) -> FailedTrial:
    """What is wrong, with the conditions of the entry of this ground id."""
    over = ground(kb, answers.instances)
    return FailedTrial(at, name, message, tuple(entry_lines(kb, answers, over.rules.get(id) or over.advice[id])))


def case_answers(kb: KnowledgeBase, case: CaseFile) -> Answers:
    """The answers of a case. AnswersError if they do not fit the questionnaire."""
    return parse_answers(case.document, kb, case.at)


def try_case(kb: KnowledgeBase, case: CaseFile) -> Iterator[FailedTrial]:
    """Yield every expectation of a case that its Assessment does not meet."""
    try:
        answers = case_answers(kb, case)
    except AnswersError as error:
        for problem in error.problems:
            yield FailedTrial(case.at, case.id, problem.message)
        return
    assessment = assess(kb, answers)
    yield from _advice_expected(kb, case, answers, assessment)
    wanted: Mapping[str, Any] = case.expect.get("conclusions", {})
    for id, value in wanted.items():
        named = _ground_ids(kb, answers, id)
        at = case.place("conclusions", id)
        if not named:
            yield FailedTrial(at, case.id, _nothing_under(id))
        for one in named:
            found = TRUTHS[assessment.concluded(one).value]
            if found != value:
                yield FailedTrial(at, case.id, f"the conclusion {one} should be {value}, it is {found}.")
    if "first" in case.expect:
        first = tuple(case.expect["first"])
        found_first = _shown(kb, answers, assessment, first).first_three
        if found_first[: len(first)] != first or (not first and found_first):
            amiss = next((id for id, other in zip_longest(first, found_first) if id and id != other), None)
            at = case.place("first", amiss) if amiss else case.at
            said = f"first should come {', '.join(first) or 'nothing'}, not {', '.join(found_first) or 'nothing'}."
            yield FailedTrial(at, case.id, said)


def _shown(kb: KnowledgeBase, answers: Answers, assessment: Assessment, named: Collection[str]) -> Assessment:
    """The Assessment whose order counts: what a report would show, unless a draft is named."""
    drafts = {id for entries in (kb.rules, kb.advice) for id, entry in entries.items() if entry.status == "draft"}
    if not drafts or any(declared_id(one) in drafts for one in named):
        return assessment
    return assess(running(kb, drafts=False), answers)


def _advice_expected(
    kb: KnowledgeBase, case: CaseFile, answers: Answers, assessment: Assessment
) -> Iterator[FailedTrial]:
    for key in ("fires", "not_fires", *OUTCOMES[1:]):
        for id in case.expect.get(key, ()):
            named = _ground_ids(kb, answers, id)
            at = case.place(key, id)
            if not named and (key != "not_fires" or instance_of(id)):
                yield FailedTrial(at, case.id, _nothing_under(id))
            for one in named:
                found = assessment.advised(one).outcome.value
                if found != key and not (key == "not_fires" and found != "fires"):
                    message = f"the advice {one} should be {key}, it is {found}."
                    yield _failure(kb, answers, one, at, case.id, message)


def _ground_ids(kb: KnowledgeBase, answers: Answers, id: str) -> tuple[str, ...]:
    """The ground entries that an expectation names: that of one instance, or all of an id."""
    over = ground(kb, answers.instances)
    return tuple(one for one in (*over.advice, *over.conclusions) if one == id or declared_id(one) == id)


def _nothing_under(id: str) -> str:
    return f"nothing is judged under {id}: the case lists no such instance."
