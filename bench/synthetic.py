"""Knowledge bases of any size, built like the one that is shipped, with answers to them.

Of ten rules four derive conclusions, in three strata, and six give advice; most conditions hold one or two tests,
one rule in six has an exception. The same size gives the same knowledge base.
"""

from __future__ import annotations

import random

from advisor.answers.answer import Answer, Answers, AnswerState, Choices
from advisor.knowledge.condition import AllOf, AnswerTest, AnyOf, ConclusionTest, Condition
from advisor.knowledge.model import (
    Advice,
    Conclusion,
    ConclusionRule,
    KnowledgeBase,
    Option,
    Proviso,
    Question,
    Section,
    Theme,
)

OPTIONS = ("a", "b", "c", "d")
STRATA = 3
ANSWERED = 0.6


def knowledge_base(rules: int) -> KnowledgeBase:
    """A knowledge base with that many conclusion rules and pieces of advice together."""
    chance = random.Random(rules)
    questions = [_question(number) for number in range(max(10, rules * 3 // 8))]
    deriving = rules * 4 // 10
    strata: list[list[str]] = [[] for _ in range(STRATA)]
    made: dict[str, ConclusionRule] = {}
    for number in range(deriving):
        stratum = number * STRATA // deriving
        below = [id for lower in strata[:stratum] for id in lower]
        conclusion = f"c{number * 9 // 10}"  # one conclusion in ten or so has two rules
        when = _condition(chance, questions, below)
        made[f"r{number}"] = ConclusionRule(f"r{number}", when, (conclusion,), _unless(chance, questions))
        if conclusion not in strata[stratum] and conclusion not in below:
            strata[stratum].append(conclusion)
    conclusions = [id for stratum in strata for id in stratum]
    advice = {
        f"a{number}": Advice(
            f"a{number}",
            "mistake",
            "theme",
            _condition(chance, questions, conclusions),
            _text(f"a{number}"),
            _text(""),
            severity="major",
            phase="repair",
            unless=_unless(chance, questions),
        )
        for number in range(rules - deriving)
    }
    return KnowledgeBase(
        id="synthetic",
        version="1",
        fingerprint="",
        languages=("en",),
        title=_text("synthetic"),
        sections=(Section("section", _text("section"), tuple(questions)),),
        themes={"theme": Theme("theme", _text("theme"))},
        conclusions={id: Conclusion(id, _text(id), _text(id)) for id in conclusions},
        rules=made,
        advice=advice,
        checks={},
        sources={},
        claims={},
        cases={},
        questions={question.id: question for question in questions},
    )


def answers(kb: KnowledgeBase) -> Answers:
    """Answers to three questions in five, the rest not asked."""
    chance = random.Random(len(kb.questions))
    given = {
        question.id: Answer(AnswerState.ANSWERED, _value(chance, question))
        for question in kb.questions.values()
        if chance.random() < ANSWERED
    }
    return Answers("Synthetic", "2026-01-01", given)


def _question(number: int) -> Question:
    id = f"q{number}"
    if number % 3 == 0:
        return Question(id, "section", "yes_no", _text(id), options=(Option("yes", {}), Option("no", {})))
    options = tuple(Option(option, _text(option)) for option in OPTIONS)
    return Question(id, "section", "choice" if number % 3 == 1 else "choices", _text(id), options=options)


def _value(chance: random.Random, question: Question) -> str | Choices:
    if question.type == "yes_no":
        return chance.choice(("yes", "no"))
    if question.type == "choice":
        return chance.choice(OPTIONS)
    chosen = frozenset(chance.sample(OPTIONS, chance.randint(1, 2)))
    return Choices(chosen, frozenset(OPTIONS) - chosen)


def _test(chance: random.Random, questions: list[Question]) -> AnswerTest:
    question = chance.choice(questions)
    if question.type == "yes_no":
        return AnswerTest(question.id, "is", (chance.choice(("yes", "no")),))
    if chance.random() < 0.7:
        return AnswerTest(question.id, "is" if question.type == "choice" else "includes", (chance.choice(OPTIONS),))
    return AnswerTest(question.id, "any_of", tuple(sorted(chance.sample(OPTIONS, 2))))


def _part(chance: random.Random, questions: list[Question], conclusions: list[str]) -> Condition:
    if conclusions and chance.random() < 0.35:
        return ConclusionTest(chance.choice(conclusions), chance.random() < 0.8)
    return _test(chance, questions)


def _condition(chance: random.Random, questions: list[Question], conclusions: list[str]) -> Condition:
    size = chance.choices((1, 2, 3), (45, 40, 15))[0]
    parts = tuple(dict.fromkeys(_part(chance, questions, conclusions) for _ in range(size)))
    if len(parts) == 1:
        return parts[0]
    return AnyOf(parts) if chance.random() < 0.3 else AllOf(parts)


def _unless(chance: random.Random, questions: list[Question]) -> tuple[Proviso, ...]:
    return (Proviso(_test(chance, questions)),) if chance.random() < 1 / 6 else ()


def _text(words: str) -> dict[str, str]:
    return {"en": words}
