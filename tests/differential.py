"""Four opinions, one answer: random knowledge bases through durable_rules, closure, CLIPS and the evaluator.

Each knowledge base is ground over the lists of each brand; the plain semantics, which walk over the spaces by
themselves, are held against what was made of it. `python tests/differential.py 10000` runs that many cases, says what
occurred in them and where the engines differ, and ends with status 1 if they do anywhere. `--seed` names another
series; `--only` repeats one case.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from advisor.answers import Answers, AnswerState, Truth, effective
from advisor.answers.answer import InstanceList
from advisor.inference import Inference, Outcome, evaluate
from advisor.inference.agreement import compare, unsupported
from advisor.inference.dependency_index import index_of
from advisor.inference.engine import Engine
from advisor.inference.engines import ENGINES
from advisor.inference.evaluator import Evaluation
from advisor.inference.grounding import ground
from advisor.inference.limits import EngineLimit
from advisor.knowledge.condition import (
    AllOf,
    AnswerTest,
    AnyOf,
    ConclusionTest,
    Condition,
    CountOf,
    Not,
    OpenList,
    parts_of,
)
from advisor.knowledge.model import KnowledgeBase
from tests.inference.clips_engine import ClipsEngine
from tests.inference.naive import naive_verdicts
from tests.random_knowledge import SPACE, Size, random_answers, random_knowledge_base

BRANDS = 5
"""Answers files for each knowledge base: compiling one costs more than judging one."""
SIZES = (
    Size(contexts=0.7),
    Size(conclusions=8, rules=14, advice=4, contexts=0.5),
    Size(questions=4, conclusions=3, rules=5, contexts=0.5),
    Size(depth=5, contexts=0.3),
)
LONG_CHAIN = 3
FEATURES = (
    "advice that fires",
    "a true `not`, or a conclusion read as no",
    "reservations",
    "undetermined results",
    f"chains of {LONG_CHAIN} conclusions and more",
    "exceptions that hold",
    "postponed advice",
    "out of scope",
    "partly known answers",
    "questions made irrelevant",
    "checks that fail",
    "parts that are counted",
    "questions that wait",
    "disputed answers",
    "variants in force",
    "variants to be confirmed",
    "dates that are due",
    "a context without instances",
    "several spaces",
    "an incomplete list of spaces",
)


@dataclass
class Tally:
    """What a series of cases came to: how many, in how many of them each feature occurred, what differed.

    `refused` counts those that are more than an engine carries: of them only evaluator and plain semantics speak.
    """

    cases: int = 0
    refused: int = 0
    features: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)


def series(cases: int, seed: int = 0) -> Iterator[tuple[str, KnowledgeBase, Answers]]:
    """Random cases with their names; the same seed gives the same ones."""
    for number in range(cases):
        base, brand = divmod(number, BRANDS)
        if not brand:
            kb = random_knowledge_base(Random(f"{seed}/{base}"), SIZES[base % len(SIZES)])
        yield f"{seed}/{base}/{brand}", kb, random_answers(Random(f"{seed}/{base}/{brand}"), kb)


def run(cases: int, seed: int = 0, only: str | None = None) -> Tally:
    """Judge every case with the three engines and the evaluator."""
    tally = Tally()
    clips = ClipsEngine()
    engines: tuple[KnowledgeBase, Sequence[Engine]] | None = None
    for name, declared, answers in series(cases, seed):
        if only is not None and name != only:
            continue
        kb = ground(declared, answers.instances)
        tally.differences.extend(f"case {name}: {one}" for one in of_grounding(declared, answers))
        if engines is None or engines[0] is not kb:
            try:
                engines = kb, loaded(kb)
            except EngineLimit:
                tally.refused += 1
                continue
        tally.cases += 1
        tally.differences.extend(f"case {name}: {one}" for one in differences(kb, answers, engines[1], clips))
        tally.features.update(features(declared, answers))
    return tally


def loaded(kb: KnowledgeBase) -> Sequence[Engine]:
    """The knowledge base in every rule engine."""
    return [Engine(kb, name) for name in ENGINES]


def differences(kb: KnowledgeBase, answers: Answers, engines: Sequence[Engine], clips: ClipsEngine) -> Iterator[str]:
    """Where an engine says something else than the evaluator, or nothing fired for what is true."""
    readable = effective(kb, answers)
    verdicts = Evaluation(kb, readable).verdicts()
    for engine in engines:
        run = engine.verdicts(readable)
        for one in (*compare(run.verdicts, verdicts), *unsupported(verdicts, run.firings)):
            yield f"{engine.name}: {one}"
    for one in compare(clips.verdicts(kb, readable), verdicts):
        yield f"CLIPS: {one}"


def of_grounding(declared: KnowledgeBase, answers: Answers) -> Iterator[str]:
    """Where the ground knowledge base means something else than the declared one."""
    kb = ground(declared, answers.instances)
    readable = effective(kb, answers)
    plainly = naive_verdicts(declared, readable, answers.instances)
    for one in compare(Evaluation(kb, readable).verdicts(), plainly):
        yield f"grounding: {one}"


def features(declared: KnowledgeBase, answers: Answers) -> set[str]:
    """Which of the `FEATURES` occur in a case."""
    kb = ground(declared, answers.instances)
    spaces = answers.instances.get(SPACE, InstanceList())
    conditions = [one for condition in index_of(kb).conditions for one in _within(condition)]
    readable = effective(kb, answers)
    evaluation = Evaluation(kb, readable)
    inference = evaluate(kb, answers)
    outcomes = {result.outcome for result in inference.advice.values()}
    occurs = (
        Outcome.FIRES in outcomes,
        any(_negates(condition, evaluation) for condition in evaluation.index.conditions),
        any(one.reservations for one in inference.advice.values())
        or any(one.reservations for one in inference.conclusions.values()),
        Outcome.UNDETERMINED in outcomes or Truth.UNDETERMINED in evaluation.conclusions.values(),
        longest_chain(inference) >= LONG_CHAIN,
        Outcome.EXCEPTED in outcomes,
        Outcome.POSTPONED in outcomes,
        Outcome.OUT_OF_SCOPE in outcomes,
        any(answer.partly_known for answer in answers.given.values()),
        any(answer.relevance is Truth.FALSE for answer in readable.values()),
        Truth.TRUE in evaluation.checks.values(),
        any(isinstance(one, CountOf) for one in conditions),
        any(read.answer.state is AnswerState.WAITING for read in readable.values()),
        any(answer.accounts for answer in answers.given.values()),
        any(result.variant is not None for result in inference.advice.values()),
        any(one.clause == "variant" for result in inference.advice.values() for one in result.reservations),
        any(isinstance(one, AnswerTest) and one.operator == "due_within" for one in conditions),
        bool(declared.contexts) and len(spaces.instances) == 0,
        bool(declared.contexts) and len(spaces.instances) > 1,
        any(isinstance(one, OpenList) for one in conditions),
    )
    return {feature for feature, there in zip(FEATURES, occurs, strict=True) if there}


def longest_chain(inference: Inference) -> int:
    """The most conclusions, each resting on the next, behind one settled conclusion."""
    lengths: dict[str, int] = {}

    def length(id: str) -> int:
        if id not in lengths:
            read = inference.conclusions[id].reason.conclusions
            lengths[id] = 1 + max((length(lower) for lower, _ in read), default=0)
        return lengths[id]

    settled = (id for id, result in inference.conclusions.items() if result.value is not Truth.UNDETERMINED)
    return max(map(length, settled), default=0)


def _within(condition: Condition) -> Iterator[Condition]:
    yield condition
    for part in parts_of(condition):
        yield from _within(part)


def _negates(condition: Condition, evaluation: Evaluation) -> bool:
    if isinstance(condition, (AllOf, AnyOf, CountOf)):
        return any(_negates(part, evaluation) for part in condition.parts)
    if isinstance(condition, Not):
        return evaluation.truth(condition) is Truth.TRUE or _negates(condition.part, evaluation)
    reads_no = isinstance(condition, ConclusionTest) and not condition.value
    return reads_no and evaluation.truth(condition) is Truth.TRUE


def main() -> int:
    """Run a series and print what it came to; 1 if the engines differed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("cases", type=int, nargs="?", default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", help="repeat this one case, SEED/BASE/BRAND as printed")
    asked = parser.parse_args()
    if asked.only:
        seed, base, _ = map(int, asked.only.split("/"))
        tally = run((base + 1) * BRANDS, seed, asked.only)
    else:
        tally = run(asked.cases, asked.seed)
    print(f"{tally.cases:>8,}  cases, each judged by durable_rules, closure, CLIPS and the evaluator")
    print(f"{tally.refused:>8,}  more, beyond what an engine carries, judged by the evaluator and the plain semantics")
    for feature in FEATURES:
        print(f"{tally.features[feature]:>8,}  with {feature}")
    print(f"{len(tally.differences):>8,}  disagreements")
    for difference in tally.differences[:20]:
        print(f"          {difference}")
    return 1 if tally.differences else 0


if __name__ == "__main__":
    sys.exit(main())
