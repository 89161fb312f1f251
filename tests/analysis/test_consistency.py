"""What the analysis finds is what writing down every state of the answers finds, witness by witness."""

# ruff: noqa: B023 (what is handed to a search is called before the loop goes on)

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, permutations, product

from advisor.analysis.workbench.anomaly import CODES, Analysis
from advisor.analysis.workbench.consistency import analyse
from advisor.answers import Answer, Answers, AnswerState, Choices, Truth, effective, parse_answers
from advisor.inference.evaluator import Evaluation
from advisor.inference.result import Outcome
from advisor.knowledge.condition import (
    AllOf,
    AnswerTest,
    AnyOf,
    Condition,
    CountOf,
    Not,
    conclusions_read,
    parts_of,
    questions_read,
)
from advisor.knowledge.model import (
    PROBLEM_KINDS,
    Addition,
    Advice,
    ConclusionRule,
    KnowledgeBase,
    Option,
    Proviso,
    Question,
    SwitchedOff,
)
from advisor.knowledge.readers import Conditioned, conditions_of
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

    def holds(self, condition: Condition) -> bool:
        return self.seen.truth(condition) is Truth.TRUE

    def variant(self, advice: Advice) -> int | None:
        return next((place for place, one in enumerate(advice.variants) if self.holds(one.when)), None)

    def words(self, advice: Advice) -> tuple[object, ...]:
        steps = tuple(self.holds(step.when) for step in advice.steps if step.when is not None)
        return self.variant(advice), steps, tuple(self.holds(one.when) for one in advice.add)

    def results(self, kb: KnowledgeBase) -> tuple[object, ...]:
        """Everything a report could show of it."""
        return (
            *(self.seen.outcome(id) for id in kb.advice),
            *(self.words(advice) if self.stands(id) else None for id, advice in kb.advice.items()),
            *(self.seen.conclusions[id] for id, conclusion in kb.conclusions.items() if conclusion.shown),
            *(value is Truth.TRUE for value in self.seen.checks.values()),
        )


def seen(kb: KnowledgeBase, given: Answers) -> Situation:
    return Situation(given, Evaluation(kb, effective(kb, given)))


def everyone(kb: KnowledgeBase) -> list[Situation]:
    ways = product(*(complete(question) for question in kb.questions.values()))
    return [seen(kb, Answers("–", "2026-11-20", dict(zip(kb.questions, way, strict=True)))) for way in ways]


@dataclass
class Tried:
    """Every state of the answers of a knowledge base, and of the same where nothing is impossible by what it reads."""

    kb: KnowledgeBase
    every: list[Situation]
    free: list[Situation]

    def ever(self, happens: Callable[[Situation], bool]) -> bool:
        return any(map(happens, self.every))

    def never(self, happens: Callable[[Situation], bool]) -> bool:
        """Whether something never happens, and that of itself."""
        return not self.ever(happens) and not any(map(happens, self.free))


def tried(kb: KnowledgeBase) -> Tried:
    every = [seen(kb, given) for given in situations(kb)]
    dead = [id for id in kb.conclusions if not any(one.seen.conclusions[id] is Truth.TRUE for one in every)]
    idle = [
        id
        for id, question in kb.questions.items()
        if question.relevant_when is not None and not any(one.holds(question.relevant_when) for one in every)
    ]
    if not dead and not idle:
        return Tried(kb, every, [])
    options = tuple(Option(id, {"en": id}) for id in ("yes", "no"))
    rules = {id: replace(rule, conclude=tuple(set(rule.conclude) - set(dead))) for id, rule in kb.rules.items()}
    questions = {
        id: replace(question, relevant_when=None) if id in idle else question for id, question in kb.questions.items()
    }
    for id in dead:
        questions[f"is_{id}"] = Question(f"is_{id}", "s", "yes_no", {"en": "?"}, options=options)
        rules[f"of-{id}"] = ConclusionRule(f"of-{id}", AnswerTest(f"is_{id}", "is", ("yes",)), (id,))
    free = replace(kb, questions=questions, rules=rules)
    return Tried(kb, every, [seen(free, given) for given in situations(free)])


def expected(kb: KnowledgeBase) -> set[tuple[str, str]]:
    """Every code and entry the analysis must name, by trying everything."""
    all_tried, complete_ones = tried(kb), everyone(kb)
    every = all_tried.every
    found = {
        *of_advice(all_tried),
        *of_rules(all_tried),
        *of_pairs(kb, every),
        *of_parts(all_tried),
        *of_alternatives(all_tried),
        *(("A010", id) for id in kb.advice if all(one.stands(id) for one in complete_ones)),
        *(
            ("A014", id)
            for id in kb.conclusions
            if all(one.seen.conclusions[id] is Truth.TRUE for one in complete_ones)
        ),
        *of_gates(all_tried),
    }
    excused = behind(kb, idle(all_tried) | {about.partition("/")[0] for code, about in found if code in FOLDED})
    return found | {(code, about) for code, about in of_questions(kb, every) if about.partition("/")[0] not in excused}


FOLDED = ("A003", "A017")
"""Codes of what could be left out."""


def idle(all_tried: Tried) -> set[str]:
    """The entries of which something never happens, by whatever cause."""
    of_itself = replace(all_tried, free=[])
    never = {
        *of_advice(of_itself),
        *of_rules(of_itself),
        *of_parts(of_itself),
        *of_gates(of_itself),
    }
    return {about.partition("/")[0] for code, about in never if code not in (*FOLDED, "A015", "A020")}


def of_gates(all_tried: Tried) -> Iterator[tuple[str, str]]:
    for id, question in all_tried.kb.questions.items():
        if question.relevant_when is not None and all_tried.never(holding(question.relevant_when)):
            yield "A011", id
    for id, check in all_tried.kb.checks.items():
        if all_tried.never(holding(check.when)):
            yield "A013", id


def holding(condition: Condition) -> Callable[[Situation], bool]:
    return lambda one: one.holds(condition)


def behind(kb: KnowledgeBase, entries: set[str]) -> set[str]:
    """The questions that have a part in some entries, followed until nothing is added."""
    everything: dict[str, Conditioned] = {**kb.questions, **kb.rules, **kb.advice, **kb.checks}
    asks: set[str] = entries & set(kb.questions)
    reached, before = set(entries), set[str]()
    while reached != before:
        before = set(reached)
        for id in before:
            if id in kb.conclusions:
                reached |= {rule.id for rule in kb.rules.values() if id in rule.conclude}
                continue
            for condition in conditions_of(everything[id]):
                asks |= set(questions_read(condition))
                reached |= {*questions_read(condition), *conclusions_read(condition)}
    return asks


def of_advice(all_tried: Tried) -> Iterator[tuple[str, str]]:
    kb, every = all_tried.kb, all_tried.every
    for id in kb.advice:
        if all_tried.never(lambda one: one.fires(id)):
            yield "A001", id
        if any(one.fires(id) for one in every) and not any(one.fires(id) and one.sound() for one in every):
            yield "A015", id
        for other in (before.advice for before in kb.advice[id].before):
            alive = all(any(one.fires(which) for one in every) for which in (id, other))
            if alive and all_tried.never(lambda one: one.fires(id) and one.fires(other)):
                yield "A020", f"{id}/{other}"


def of_rules(all_tried: Tried) -> Iterator[tuple[str, str]]:
    kb = all_tried.kb
    for id in kb.rules:

        def holds(one: Situation) -> bool:
            return one.seen.rules[id] is Truth.TRUE

        def decides(one: Situation) -> bool:
            without = replace(one.seen.kb, rules={key: r for key, r in one.seen.kb.rules.items() if key != id})
            values = Evaluation(without, one.seen.readable).conclusions
            own = one.seen.kb.rules[id].conclude
            return any(values[conclusion] is not one.seen.conclusions[conclusion] for conclusion in own)

        if all_tried.never(holds):
            yield "A002", id
        elif all_tried.ever(holds) and all_tried.never(decides):
            yield "A003", id


def of_pairs(kb: KnowledgeBase, every: list[Situation]) -> Iterator[tuple[str, str]]:
    for id, conclusion in kb.conclusions.items():
        for other in conclusion.excludes:
            if any(one.seen.conclusions[id] is one.seen.conclusions[other] is Truth.TRUE for one in every):
                yield "A004", f"{id}/{other}"
    related = subsumption(kb)
    fire = {id: {place for place, one in enumerate(every) if one.fires(id)} for id in kb.advice}
    for first, second in combinations(kb.advice, 2):
        conflict = second in kb.advice[first].conflicts_with or first in kb.advice[second].conflicts_with
        if conflict and fire[first] & fire[second]:
            yield "A005", f"{first}/{second}"
        if fire[first] and fire[first] == fire[second] and (first, second) not in related:
            yield "A016", second
    implied = {
        (one, other)
        for one, other in permutations(kb.advice, 2)
        if fire[one] and fire[one] < fire[other] and {kb.advice[one].kind, kb.advice[other].kind} <= set(PROBLEM_KINDS)
        and not {before.advice for id in (one, other) for before in kb.advice[id].before} & {one, other}
    }  # fmt: skip
    for one, other in implied - related:
        if not any((one, between) in implied and (between, other) in implied for between in kb.advice):
            yield "A019", f"{one}/{other}"


def subsumption(kb: KnowledgeBase) -> set[tuple[str, str]]:
    """Pairs of which one stands under the other, through others too; both ways round."""
    pairs = {(id, child) for id, advice in kb.advice.items() for child in advice.subsumes}
    for middle in kb.advice:
        pairs |= {(top, child) for top, one in pairs if one == middle for other, child in pairs if other == middle}
    return pairs | {(child, top) for top, child in pairs}


def of_parts(all_tried: Tried) -> Iterator[tuple[str, str]]:
    """Exceptions, postponements, additions and variants that never come to bear."""
    kb = all_tried.kb
    entries: dict[str, ConclusionRule | Advice] = {**kb.rules, **kb.advice}
    for id, entry in entries.items():
        if id in kb.advice and not all_tried.ever(lambda one: one.fires(id)):
            continue
        for number, proviso in enumerate(entry.unless, start=1):
            if all_tried.never(lambda one: one.holds(proviso.when) and one.seen.truth(entry.when) is not Truth.FALSE):
                yield "A008", f"{id}/{number}"
        if not isinstance(entry, Advice):
            continue
        judged: tuple[tuple[str, Sequence[Proviso | Addition]], ...] = (
            ("A009", entry.postpone_while),
            ("A012", entry.add),
        )
        for code, parts in judged:
            for number, part in enumerate(parts, start=1):
                if all_tried.never(lambda one: one.holds(part.when) and one.stands(id)):
                    yield code, f"{id}/{number}"
        for place in range(len(entry.variants)):
            if all_tried.never(lambda one: one.variant(entry) == place and one.stands(id)):
                yield "A018", f"{id}/{place + 1}"


def of_alternatives(all_tried: Tried) -> Iterator[tuple[str, str]]:
    """Alternatives without which a condition has the same value, whatever is answered; the last first."""
    kb = all_tried.kb
    gates = {id: (one.relevant_when,) for id, one in kb.questions.items() if one.relevant_when is not None}
    rules = {id: (one.when, *(proviso.when for proviso in one.unless)) for id, one in kb.rules.items()}
    checks = {id: (one.when,) for id, one in kb.checks.items()}
    advice = {
        id: (one.when, *(proviso.when for proviso in (*one.unless, *one.postpone_while)))
        for id, one in kb.advice.items()
        if all_tried.ever(lambda situation: situation.fires(id))
    }
    for id, conditions in (*gates.items(), *rules.items(), *checks.items(), *advice.items()):
        for condition in conditions:
            if all_tried.ever(holding(condition)):
                yield from (("A017", f"{id}/{place + 1}") for place in dead_in(all_tried, condition, lambda new: new))


def dead_in(all_tried: Tried, within: Condition, rebuilt: Callable[[Condition], Condition]) -> Iterator[int]:
    whole, alive = rebuilt(within), list(enumerate(parts_of(within)))
    if isinstance(within, AnyOf):
        for place, part in reversed(tuple(alive)):
            fewer = [one for one in alive if one[0] != place]
            rest = rebuilt(AnyOf(tuple(one for _, one in fewer)))
            same_truth = all_tried.never(lambda one: one.holds(whole) is not one.holds(rest))
            same = all_tried.never(lambda one: one.seen.truth(whole) is not one.seen.truth(rest))
            if fewer and (same or (same_truth and all_tried.never(holding(part)))):
                alive = fewer
                yield place
    for place, part in alive:

        def around(new: Condition, place: int = place) -> Condition:
            if isinstance(within, Not):
                return rebuilt(Not(new))
            assert isinstance(within, (AllOf, AnyOf, CountOf))
            return rebuilt(replace(within, parts=(*within.parts[:place], new, *within.parts[place + 1 :])))

        if parts_of(part):
            yield from dead_in(all_tried, part, around)


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
