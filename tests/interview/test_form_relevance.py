"""The form asks in the browser what the program would ask: its relevance, held against the program's."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

from advisor.answers import AnswerState, Truth, effective, is_asked, parse_answers
from advisor.inference.grounding import ground
from advisor.interview import Speech, render_form
from advisor.interview.form_data import Asked, form_data, questions_of
from advisor.interview.route import is_open, is_relevant
from advisor.knowledge import load, shipped
from advisor.knowledge.condition import AllOf, AnswerTest, AnyOf, Condition, CountOf, Not, Quantified
from advisor.knowledge.ground_id import ground_id
from advisor.knowledge.model import KnowledgeBase, Question
from tests.report.browser import launched, opened

from .sitting import KB, ROOT

BASES = ROOT / "tests" / "knowledge_bases"
TRUTHS = [Truth.FALSE, Truth.UNDETERMINED, Truth.TRUE]
DATE = datetime.date(2026, 11, 20)


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = launched(playwright)
        with opened(browser, render_form(load(KB), "en", {})) as page:
            yield page
        browser.close()


def answer(question: Question, chance: random.Random) -> Any:
    """An answer of any state, known in part or whole, dated or not."""
    options = [option.id for option in question.options]
    named = [option.id for option in question.options if not option.aside]
    plain = [option.id for option in question.options if not option.alone]
    kind = chance.choice(["none", "unknown", "na", "part", "part", "whole", "whole", "whole", "dated"])
    if kind in ("none", "unknown", "na"):
        state = {"unknown": {"state": "unknown"}, "na": {"state": "not_applicable", "because": "so"}}
        return state.get(kind)
    if question.type == "text":
        return "words"
    if question.type == "number":
        assert question.min is not None
        assert question.max is not None
        low, high = sorted(chance.randint(question.min, question.max) for _ in range(2))
        if kind == "part" and low < high:
            return chance.choice([{"at_least": low, "at_most": high}, {"at_least": low}, {"at_most": high}])
        value: Any = low
    elif question.type == "choices":
        if kind == "part":
            yes = chance.sample(plain, chance.randint(0, 1))
            no = [one for one in options if one not in yes and chance.random() < 0.4]
            if (yes or no) and len(no) < len(options):
                return {"yes": yes, "no": no}
        alone = [option for option in options if option not in plain]
        value = chance.sample(alone, 1) if alone and chance.random() < 0.3 else chance.sample(plain, 1)
        if value[0] in plain and chance.random() < 0.5:
            value = chance.sample(plain, chance.randint(1, len(plain)))
    else:
        if kind == "part":
            return {"not": chance.sample(named, chance.randint(1, len(named) - 1))}
        value = chance.choice(options)
    if kind == "dated":
        return {"is": value, "due": str(DATE + datetime.timedelta(days=chance.randint(-3, 12)))}
    return value


def sheet(kb: KnowledgeBase, chance: random.Random) -> tuple[dict[str, Any], dict[str, Any]]:
    """Random answers: as a file would have them, and as the page has them."""
    typed: dict[str, Any] = {"brand": "x", "date": str(DATE), "answers": {}}
    page: dict[str, Any] = {"date": str(DATE), "answers": {}, "lists": {}}
    for context in kb.contexts.values():
        ids = [f"one-{number}" for number in range(chance.randint(0, 3))]
        complete = chance.random() < 0.5
        listed = [{"id": id, "answers": {}} for id in ids]
        typed[context.key] = listed if complete else {"list": listed, "more": "yes"}
        page["lists"][context.id] = {"ids": ids, "complete": complete}
    for question in kb.questions.values():
        instances = page["lists"][question.for_each]["ids"] if question.for_each else [None]
        for place, instance in enumerate(instances):
            said = answer(question, chance)
            if said is None:
                continue
            page["answers"][ground_id(question.id, instance)] = said
            where = typed
            if question.for_each:
                listed = typed[kb.contexts[question.for_each].key]
                where = (listed["list"] if isinstance(listed, dict) else listed)[place]
            where["answers"][question.id] = said
    return typed, page


def of_the_program(kb: KnowledgeBase, typed: dict[str, Any]) -> dict[str, tuple[int, str, bool]]:
    answers = parse_answers(typed, kb)
    grounded = ground(kb, answers.instances)
    readable = effective(grounded, answers)
    return {
        id: (
            TRUTHS.index(readable[id].relevance),
            "waiting" if readable[id].answer.state is AnswerState.WAITING else str(answers.of(id).state.value),
            is_relevant(readable[id]) and (not is_open(readable[id]) or is_asked(question, readable)),
        )
        for id, question in grounded.questions.items()
    }


def held_against_the_page(page: Page, kb: KnowledgeBase, chance: random.Random, count: int) -> None:
    told = form_data(kb, Speech(kb, kb.languages[0]), Asked(), questions_of(kb, ()))
    sheets = [sheet(kb, chance) for _ in range(count)]
    judged = page.evaluate(
        """([form, sheets]) => sheets.map((sheet) => Object.fromEntries(Object.entries(judged(form, sheet))
            .map(([id, one]) => [id, [one.relevance, one.state, one.shown]])))""",
        [told, [one for _, one in sheets]],
    )
    for (typed, _), found in zip(sheets, judged, strict=True):
        expected = of_the_program(kb, typed)
        assert {id: tuple(one) for id, one in found.items()} == expected, typed


def condition(
    earlier: list[Question], level: str | None, contexts: list[str], chance: random.Random, depth: int
) -> Any:
    """A condition over earlier questions of the brand or of this level; None where there is none to read."""
    kind = chance.choice(["test", "test", "all", "any", "not", "count", "some", "every", "many"]) if depth else "test"
    listed = [one for one in contexts if any(question.for_each == one for question in earlier)]
    if kind in ("some", "every", "many") and listed:
        context = chance.choice(listed)
        where, holds = (condition(earlier, context, [], chance, depth - 1) for _ in range(2))
        where = chance.choice([where, None])
        if kind == "many":
            bounds = chance.choice([(1, None), (2, None), (None, 1), (1, 2)])
            return Quantified("count_of", context, where, holds, *bounds)
        return Quantified("for_some" if kind == "some" else "for_every", context, where, holds)
    if kind in ("all", "any", "count"):
        parts = [condition(earlier, level, contexts, chance, depth - 1) for _ in range(chance.randint(1, 3))]
        parts = [part for part in parts if part is not None]
        if not parts:
            return None
        if kind == "count":
            return CountOf(tuple(parts), *chance.choice([(1, None), (None, 1), (1, 2)]))
        return (AllOf if kind == "all" else AnyOf)(tuple(parts))
    if kind == "not":
        part = condition(earlier, level, contexts, chance, depth - 1)
        return None if part is None else Not(part)
    readable = [one for one in earlier if one.for_each in (None, level)]
    return elementary(chance.choice(readable), chance) if readable else None


def elementary(question: Question, chance: random.Random) -> AnswerTest:
    options = [option.id for option in question.options]
    if question.type == "text" or chance.random() < 0.15:
        return AnswerTest(question.id, "answered", (chance.choice(["yes", "no"]),))
    if chance.random() < 0.1:
        return AnswerTest(question.id, "due_within", chance.randint(0, 10))
    if question.type == "number":
        assert question.min is not None
        assert question.max is not None
        comparison: Any = chance.choice(["is", "at_least", "at_most", "more_than", "less_than"])
        return AnswerTest(question.id, comparison, chance.randint(question.min, question.max))
    some = tuple(chance.sample(options, chance.randint(1, len(options) - 1)))
    if question.type == "choices":
        operator: Any = chance.choice(["includes", "any_of", "all_of", "none_of"])
        return AnswerTest(question.id, operator, some[:1] if operator == "includes" else some)
    operator = chance.choice(["is", "any_of", "none_of"])
    return AnswerTest(question.id, operator, some[:1] if operator == "is" else some)


def with_random_conditions(kb: KnowledgeBase, chance: random.Random) -> KnowledgeBase:
    """The same questions, relevant and asked under conditions of every kind."""
    earlier: list[Question] = []
    sections = []
    for section in kb.sections:
        # Conditions over instances may read sections that come earlier; within one, only what comes before.
        done = [one.for_each for one in earlier if one.section != section.id]
        contexts = [id for id in kb.contexts if id in done and id != section.for_each]
        questions = []
        for question in section.questions:
            made: list[Condition | None] = [
                condition(earlier, section.for_each, contexts, chance, 3) if chance.random() < 0.7 else None
                for _ in range(2)
            ]
            questions.append(replace(question, relevant_when=made[0], ask_when=made[1]))
            earlier.append(questions[-1])
        sections.append(replace(section, questions=tuple(questions)))
    return replace(kb, sections=tuple(sections), questions={one.id: one for one in earlier})


def test_the_shipped_questionnaire_asks_in_the_browser_what_the_program_asks(page: Page) -> None:
    held_against_the_page(page, load(shipped("rules") / "community-management"), random.Random(1), 40)


@pytest.mark.parametrize("base", ["small", "garden", "choir"])
def test_conditions_of_every_kind_mean_in_the_browser_what_they_mean_in_the_program(page: Page, base: str) -> None:
    kb, chance = load(BASES / base), random.Random(base)
    held_against_the_page(page, kb, chance, 30)
    for _ in range(16):
        held_against_the_page(page, with_random_conditions(kb, chance), chance, 12)


def test_a_form_of_one_section_holds_what_decides_what_is_relevant_in_it() -> None:
    kb = load(BASES / "choir")
    assert questions_of(kb, ["deeper"]) == {"fees_asked", "solo_fees"}
    kb = load(shipped("rules") / "community-management")
    for section in kb.sections:
        included = questions_of(kb, [section.id])
        assert {one.id for one in section.questions} <= included
        assert form_data(kb, Speech(kb, "fr"), Asked((section.id,)), included)["questions"].keys() == included
