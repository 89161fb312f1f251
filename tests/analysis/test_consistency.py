"""What the analysis finds is what writing down every state of the answers finds, witness by witness."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

from advisor.analysis.workbench.anomaly import CODES, Analysis
from advisor.analysis.workbench.consistency import analyse
from advisor.answers import Answer, Answers, AnswerState, Choices, Truth, effective, parse_answers
from advisor.inference.evaluator import Evaluation
from advisor.inference.result import Outcome
from advisor.knowledge.model import (
    Addition,
    Advice,
    ConclusionRule,
    KnowledgeBase,
    Proviso,
    Question,
    SwitchedOff,
)
from advisor.knowledge.readers import tests as comparisons

from .small import complete, knowledge, situations, states

SEEDS = range(180)
MOST_SITUATIONS = 500
STANDS = (Outcome.FIRES, Outcome.POSTPONED)


@dataclass
class Situation:
    """One state of all answers, seen by the evaluator."""

    given: Answers
    seen: Evaluation

    def fires(self, id: str) -> bool:
        return self.seen.outcome(id) is Outcome.FIRES

    def stands(self, id: str) -> bool:
        return self.seen.outcome(id) in STANDS

    def sound(self) -> bool:
        return Truth.TRUE not in self.seen.checks.values()

    def results(self, kb: KnowledgeBase) -> tuple[object, ...]:
        """Everything a report could show of it."""
        return (
            *(self.seen.outcome(id) for id in kb.advice),
            *(
                self.seen.truth(one.when) is Truth.TRUE and self.stands(id)
                for id, advice in kb.advice.items()
                for one in advice.add
            ),
            *(self.seen.conclusions[id] for id, conclusion in kb.conclusions.items() if conclusion.shown),
            *(value is Truth.TRUE for value in self.seen.checks.values()),
        )


def seen(kb: KnowledgeBase, given: Answers) -> Situation:
    return Situation(given, Evaluation(kb, effective(kb, given)))


def everyone(kb: KnowledgeBase) -> list[Situation]:
    ways = product(*(complete(question) for question in kb.questions.values()))
    return [seen(kb, Answers("–", "2026-11-20", dict(zip(kb.questions, way, strict=True)))) for way in ways]


def expected(kb: KnowledgeBase) -> set[tuple[str, str]]:
    """Every code and entry the analysis must name, by trying everything."""
    every = [seen(kb, given) for given in situations(kb)]
    complete_ones = everyone(kb)
    return {
        *(("A001", id) for id in kb.advice if not any(one.fires(id) for one in every)),
        *(
            ("A015", id)
            for id in kb.advice
            if any(one.fires(id) for one in every) and not any(one.fires(id) and one.sound() for one in every)
        ),
        *of_rules(kb, every),
        *of_pairs(kb, every),
        *of_questions(kb, every),
        *of_provisos(kb, every),
        *(("A010", id) for id in kb.advice if all(one.stands(id) for one in complete_ones)),
        *of_conclusions(kb, every, complete_ones),
        *(
            ("A011", id)
            for id, question in kb.questions.items()
            if question.relevant_when is not None
            and all(one.seen.truth(question.relevant_when) is Truth.FALSE for one in every)
        ),
        *(("A013", id) for id in kb.checks if not any(one.seen.checks[id] is Truth.TRUE for one in every)),
    }


def of_rules(kb: KnowledgeBase, every: list[Situation]) -> Iterator[tuple[str, str]]:
    for id, rule in kb.rules.items():
        if not any(one.seen.rules[id] is Truth.TRUE for one in every):
            yield "A002", id
            continue
        without = replace(kb, rules={other: r for other, r in kb.rules.items() if other != id})
        if all(
            Evaluation(without, one.seen.readable).conclusions[conclusion] is one.seen.conclusions[conclusion]
            for one in every
            for conclusion in rule.conclude
        ):
            yield "A003", id


def of_pairs(kb: KnowledgeBase, every: list[Situation]) -> Iterator[tuple[str, str]]:
    for id, conclusion in kb.conclusions.items():
        for other in conclusion.excludes:
            if any(one.seen.conclusions[id] is one.seen.conclusions[other] is Truth.TRUE for one in every):
                yield "A004", f"{id}/{other}"
    for first, second in combinations(kb.advice, 2):
        conflict = second in kb.advice[first].conflicts_with or first in kb.advice[second].conflicts_with
        if conflict and any(one.fires(first) and one.fires(second) for one in every):
            yield "A005", f"{first}/{second}"
        related = second in kb.advice[first].subsumes or first in kb.advice[second].subsumes
        ever = any(one.fires(first) for one in every)
        if ever and not related and all(one.fires(first) == one.fires(second) for one in every):
            yield "A016", second


def of_conclusions(
    kb: KnowledgeBase, every: list[Situation], complete_ones: list[Situation]
) -> Iterator[tuple[str, str]]:
    for id in kb.conclusions:
        if all(one.seen.conclusions[id] is Truth.TRUE for one in complete_ones) or not any(
            one.seen.conclusions[id] is Truth.TRUE for one in every
        ):
            yield "A014", id


def of_provisos(kb: KnowledgeBase, every: list[Situation]) -> Iterator[tuple[str, str]]:
    entries: dict[str, ConclusionRule | Advice] = {**kb.rules, **kb.advice}
    for id, entry in entries.items():
        reachable = id in kb.rules or any(one.fires(id) for one in every)
        for number, proviso in enumerate(entry.unless, start=1):
            acts = (
                one.seen.truth(proviso.when) is Truth.TRUE and one.seen.truth(entry.when) is not Truth.FALSE
                for one in every
            )
            if reachable and not any(acts):
                yield "A008", f"{id}/{number}"
    for id, advice in kb.advice.items():
        if not any(one.fires(id) for one in every):
            continue
        judged: tuple[tuple[str, Sequence[Proviso | Addition]], ...] = (
            ("A009", advice.postpone_while),
            ("A012", advice.add),
        )
        for code, provisos in judged:
            for number, part in enumerate(provisos, start=1):
                if not any(one.seen.truth(part.when) is Truth.TRUE and one.stands(id) for one in every):
                    yield code, f"{id}/{number}"


def of_questions(kb: KnowledgeBase, every: list[Situation]) -> Iterator[tuple[str, str]]:
    results = {key(kb, one.given): one.results(kb) for one in every}
    for id, question in kb.questions.items():
        answers = {str(one): one for one in (states(question) if read_as_answered(kb, id) else complete(question))}
        groups: dict[object, dict[str, object]] = {}
        for one in every:
            elsewhere = key(kb, one.given, id)
            groups.setdefault(elsewhere, {})[str(one.given.of(id))] = results[key(kb, one.given)]
        if all(len({group[answer] for answer in answers}) == 1 for group in groups.values()):
            yield "A006", id
            continue
        by_answer = [{str(one): group[str(one)] for one in complete(question)} for group in groups.values()]
        yield from of_options(question, by_answer)


def of_options(question: Question, groups: list[dict[str, object]]) -> Iterator[tuple[str, str]]:
    full = complete(question)
    if question.type == "choices":
        alone = {option.id for option in question.options if option.alone}
        for option in question.options:
            if option.alone:
                continue
            pairs = [
                (str(one), str(other))
                for one in full
                for other in full
                if isinstance(one.value, Choices) and isinstance(other.value, Choices)
                and (
                    (one.value.yes - other.value.yes == {option.id} and not other.value.yes - one.value.yes)
                    or (one.value.yes == {option.id} and len(other.value.yes) == 1 and other.value.yes <= alone)
                )
            ]  # fmt: skip
            if all(group[first] == group[second] for group in groups for first, second in pairs):
                yield "A007", f"{question.id}/{option.id}"
    elif question.type in ("choice", "yes_no"):
        told_apart: list[str] = []
        for one in full:
            if any(all(group[str(one)] == group[other] for group in groups) for other in told_apart):
                yield "A007", f"{question.id}/{one.value}"
            else:
                told_apart.append(str(one))


def read_as_answered(kb: KnowledgeBase, id: str) -> bool:
    return any(test.question == id and test.operator == "answered" for test in comparisons(kb))


def key(kb: KnowledgeBase, given: Answers, left_out: str | None = None) -> tuple[str, ...]:
    return tuple(str(given.of(id)) for id in kb.questions if id != left_out)


def small_ones(seeds: range) -> Iterator[KnowledgeBase]:
    for seed in seeds:
        kb = knowledge(seed)
        size = 1
        for question in kb.questions.values():
            size *= len(states(question))
        if size <= MOST_SITUATIONS:
            yield kb


def test_findings_are_exactly_those_an_exhaustive_search_finds() -> None:
    counted = dict.fromkeys(CODES, 0)
    for kb in small_ones(SEEDS):
        found = {(finding.code, finding.about) for finding in analyse(kb).findings}
        assert found == expected(kb), kb.id
        for code, _ in found:
            counted[code] += 1
    assert all(counted.values()), counted


def test_every_witness_is_a_valid_answers_file_that_shows_the_finding() -> None:
    shows: dict[str, Callable[[Situation, list[str]], bool]] = {
        "A004": lambda one, pair: all(one.seen.conclusions[id] is Truth.TRUE for id in pair),
        "A005": lambda one, pair: all(one.fires(id) for id in pair),
        "A015": lambda one, pair: one.fires(pair[0]) and not one.sound(),
    }
    shown = dict.fromkeys(shows, 0)
    for kb in small_ones(range(250)):
        for finding in analyse(kb).findings:
            assert finding.proven == (finding.code not in shows)
            if finding.witness is None:
                continue
            document = {"brand": "–", "date": "2026-11-20", "answers": finding.witness}
            one = seen(kb, parse_answers(document, kb))
            assert shows[finding.code](one, finding.about.split("/"))
            shown[finding.code] += 1
            assert needs_every_answer(kb, finding.code, finding.about, one, shows)
    assert all(shown.values()), shown


def needs_every_answer(kb, code, about, one, shows) -> bool:  # type: ignore[no-untyped-def]
    """Not knowing any one answer of a witness spoils it, or brings in a contradiction."""
    for id in [id for id, answer in one.given.given.items() if answer.state is not AnswerState.UNKNOWN]:
        fewer = seen(kb, replace(one.given, given={**one.given.given, id: Answer(AnswerState.UNKNOWN)}))
        if shows[code](fewer, about.split("/")) and (fewer.sound() or not one.sound()):
            return False
    return True


def switched(kb: KnowledgeBase, *off: SwitchedOff) -> Analysis:
    return analyse(replace(kb, switched_off=off))


def test_a_finding_is_switched_off_with_a_reason_and_a_needless_switch_is_told() -> None:
    kb, findings = next((kb, found) for kb in small_ones(SEEDS) if (found := analyse(kb).findings))
    first = findings[0]
    needless = SwitchedOff("A001", "no-such-advice", "once")
    of_others = SwitchedOff("W002", "another-entry", "not an analysis")
    analysis = switched(kb, SwitchedOff(first.code, first.about, "as it should be"), needless, of_others)
    assert first not in analysis.findings
    assert [(one.finding, one.reason) for one in analysis.silenced] == [(first, "as it should be")]
    assert analysis.stale == (needless,)


def test_the_reason_for_a_warning_serves_the_finding_that_says_the_same() -> None:
    kb, idle = next(
        (kb, finding) for kb in small_ones(SEEDS) for finding in analyse(kb).findings if finding.code == "A007"
    )
    question = idle.about.split("/")[0]
    analysis = switched(kb, SwitchedOff("W005", question, "the list must be whole"))
    assert idle in [one.finding for one in analysis.silenced]
    assert analysis.stale == ()


def test_a_question_a_text_prints_is_not_said_to_change_nothing() -> None:
    kb = next(kb for kb in small_ones(SEEDS) if any(f.code == "A006" for f in analyse(kb).findings))
    idle = next(f.about for f in analyse(kb).findings if f.code == "A006")
    advice = next(iter(kb.advice.values()))
    printing = replace(advice, observed={"en": f"You said {{{{ answer('{idle}') }}}}."})
    found = analyse(replace(kb, advice={**kb.advice, advice.id: printing})).findings
    assert ("A006", idle) not in {(finding.code, finding.about) for finding in found}


def test_what_was_examined_is_counted() -> None:
    kb = next(kb for kb in small_ones(SEEDS) if kb.checks and kb.rules)
    examined = analyse(kb).examined
    assert set(examined) == set(CODES)
    assert examined["A001"] == len(kb.advice)
    assert examined["A002"] == len(kb.rules)
    assert examined["A013"] == len(kb.checks)


def test_a_question_nothing_reads_changes_nothing() -> None:
    for kb in small_ones(range(20)):
        unread = replace(next(iter(kb.questions.values())), id="unread", relevant_when=None)
        wider = replace(kb, questions={**kb.questions, "unread": unread})
        assert ("A006", "unread") in {(finding.code, finding.about) for finding in analyse(wider).findings}
