"""Playing with one advice or rule: answers are changed one at a time, and everything that follows can be looked at.

The answers are those of an example beside a rule, typed as they are there, so that what was tried can be kept as one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from advisor.advice import build
from advisor.advice.assessment import AssessedAdvice, Assessment, ListedInstances
from advisor.advice.finding import STANDING, in_force
from advisor.advice.wording import Wording
from advisor.answers import Answers, example_answers
from advisor.inference import evaluate
from advisor.knowledge.document import scan_text
from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.model import Advice, ConclusionRule, KnowledgeBase, Question
from advisor.knowledge.problem import InputError, did_you_mean, quoted
from advisor.knowledge.readers import questions_behind
from advisor.knowledge.sheet.sheet_faults import HERE

from .condition_display import MARKS, entry_lines, typed
from .links import Link, Links
from .trial import TRUTHS, evaluated, example_id

STATES = {"unknown": "unknown", "na": "not_applicable", "not_applicable": "not_applicable"}
"""Words for the states an answer may be in."""


class UnplayableError(Exception):
    """What was typed cannot be used; the message says why and what to do. Nothing was changed."""


class Play:
    """One advice or rule with the answers tried at the moment, none at first.

    `questions` are those it reads directly, then those behind the conclusions it reads. Answers of an entry judged for
    each instance of a context are those of one instance.
    """

    def __init__(self, kb: KnowledgeBase, entry: Advice | ConclusionRule, brand: str) -> None:
        self.kb = kb
        self.entry = entry
        self._brand = brand
        self.typed: dict[str, Any] = {}
        links = Links(kb)
        own = Link("advice" if isinstance(entry, Advice) else "rule", entry.id)
        direct = [link.id for link in links.reads[own] if link.kind == "question"]
        behind = {link.id for link in links.all_behind(own) if link.kind == "question"}
        self._conclusions = [link.id for link in links.reads[own] if link.kind == "conclusion"]
        order = [*direct, *(id for id in kb.questions if id in behind and id not in direct)]
        self.questions: tuple[Question, ...] = tuple(kb.questions[id] for id in order)

    # What is changed ------------------------------------------------------------------------------

    def put(self, name: str, words: str) -> None:
        """Give an answer to a question, named by its id or number, or to INSTANCE.QUESTION.

        `words` are an option, options with commas, a number, a state, or whatever else an answers file can hold.
        UnplayableError if they are not.
        """
        instance, question = self._named(name)
        self._try(self._with(instance, question, _value(question, words)))

    def take_back(self, name: str) -> None:
        """Forget an answer, as if it had not been asked for. UnplayableError if there is no such question."""
        self._try(self._with(*self._named(name), None))

    def load(self, example: str) -> None:
        """Take the answers of an example in place of those tried. UnplayableError if there is none of that name."""
        known = {one.name: one.answers for one in self.entry.examples}
        if example not in known:
            names = ", ".join(known) or "none"
            hint = did_you_mean(example, known) or f" There are: {names}."
            raise UnplayableError(f"{self.entry.id} has no example {quoted(example)}.{hint}")
        self._try(dict(known[example]))

    def clear(self) -> None:
        """Forget all answers."""
        self.typed = {}

    def question(self, name: str) -> Question:
        """The question of a number or an id. UnplayableError if there is none."""
        id = name.rpartition(".")[2]
        if id.isdigit() and 1 <= int(id) <= len(self.questions):
            return self.questions[int(id) - 1]
        id = self.kb.aliases.get(id, id)
        if id in self.kb.conclusions:
            behind = ", ".join(questions_behind(self.kb, id))
            raise UnplayableError(f"{quoted(id)} is a conclusion: it follows from {behind}.")
        if id not in self.kb.questions:
            hint = did_you_mean(id, self.kb.questions) or " Type help for what can be typed."
            raise UnplayableError(f"There is no question {quoted(id)}.{hint}")
        return self.kb.questions[id]

    def _named(self, name: str) -> tuple[str | None, Question]:
        question = self.question(name)
        instance, dot, _ = name.rpartition(".")
        id = question.id
        if question.for_each is None and dot:
            raise UnplayableError(
                f"{quoted(id)} is asked once, not of each instance: leave out {quoted(instance + '.')}."
            )
        if question.for_each not in (None, self.entry.for_each) and not dot:
            raise UnplayableError(f"{quoted(id)} is asked of each {question.for_each}: say of which, as in first.{id}")
        return instance or None, question

    def _with(self, instance: str | None, question: Question, value: Any) -> dict[str, Any]:
        """The answers with one changed, or without it (None)."""
        if instance is None or question.for_each is None:
            return _changed(self.typed, question.id, value)
        key = self.kb.contexts[question.for_each].key
        listed = [dict(one) for one in self.typed.get(key, ())]
        if instance not in (one["id"] for one in listed):
            listed.append({"id": instance, "answers": {}})
        for one in listed:
            if one["id"] == instance:
                one["answers"] = _changed(one.get("answers") or {}, question.id, value)
        return {**self.typed, key: listed}

    def _try(self, typed: dict[str, Any]) -> None:
        try:
            example_answers(typed, self.kb, self.entry.at, self.entry.for_each)
        except InputError as error:
            raise UnplayableError("\n".join(problem.message for problem in error.problems)) from None
        self.typed = typed

    # What follows ---------------------------------------------------------------------------------

    @property
    def answers(self) -> Answers:
        """The answers tried, as rules read them."""
        answers = example_answers(self.typed, self.kb, self.entry.at, self.entry.for_each)
        return dataclasses.replace(answers, brand=self._brand)

    def rows(self) -> Iterator[tuple[str, str, Question]]:
        """The form: of each question, by instance where there are several, its name, its answer, and itself."""
        readable = evaluated(self.kb, self.answers).readable
        for question in self.questions:
            if question.for_each in (None, self.entry.for_each):
                yield question.id, typed(readable[self._ground(question.id)]), question
                continue
            key = self.kb.contexts[str(question.for_each)].key
            for one in self.typed.get(key, ()):
                yield f"{one['id']}.{question.id}", typed(readable[f"{question.id}@{one['id']}"]), question
            if not self.typed.get(key):
                yield f"{question.for_each}.{question.id}", "none listed", question

    def _ground(self, id: str) -> str:
        entry = example_id(self.entry)
        return id + entry[len(self.entry.id) :] if self.kb.questions[id].for_each else id

    def conditions(self) -> list[str]:
        """The conditions of the entry, each part with ✓, ✗ or ?, then the rules of the conclusions it reads."""
        evaluation = evaluated(self.kb, self.answers)
        over = evaluation.kb
        id = example_id(self.entry)
        lines = list(entry_lines(self.kb, self.answers, over.rules.get(id) or over.advice[id]))
        for conclusion, value in evaluation.conclusions.items():
            if declared_id(conclusion) in self._conclusions:
                by = ", ".join(f"{MARKS[evaluation.rules[rule.id]]} {rule.id}" for rule in over.rules_for(conclusion))
                lines.append(f"{MARKS[value]} {conclusion}: {by}")
        return lines

    def outcome(self) -> str:
        """What comes of it: one of the six outcomes of advice, or the value of a rule."""
        if isinstance(self.entry, Advice):
            return self._assessed()[1].outcome.value
        return TRUTHS[evaluated(self.kb, self.answers).verdicts().rules[example_id(self.entry)]]

    def printed(self, language: str) -> list[tuple[str, str]]:
        """What a report prints of an advice in a language, as (label, words); nothing where it prints nothing."""
        if not isinstance(self.entry, Advice):
            return []
        assessment, assessed = self._assessed()
        if assessed.outcome not in STANDING:
            return []
        wording = Wording(self.kb, self._with_names(assessment, language), language)
        texts = in_force(wording.advice(assessed), assessed)
        parts = [("title", (texts.title,))]
        for label in ("observed", "consequence", "recommendation", "steps", "nuance"):
            parts.append((label, getattr(texts, label)))
        return [(label, wording.say(text, assessed)) for label, said in parts for text in said]

    def _with_names(self, assessment: Assessment, language: str) -> Assessment:
        """The one instance an entry is about, called after its context: it has no name of its own."""
        titles = {context.id: context.title[language] for context in self.kb.contexts.values()}

        def named(listed: ListedInstances) -> ListedInstances:
            title = titles[listed.context]
            instances = [one.model_copy(update={"name": title}) if one.id == HERE else one for one in listed.instances]
            return listed.model_copy(update={"instances": tuple(instances)})

        return assessment.model_copy(update={"contexts": tuple(map(named, assessment.contexts))})

    def chosen(self) -> str:
        """Which variant and additions are in force, and the grading, in a line; empty where nothing is printed."""
        if not isinstance(self.entry, Advice):
            return ""
        _, assessed = self._assessed()
        if assessed.outcome not in STANDING:
            return ""
        said = [word for word in (assessed.severity, assessed.phase) if word]
        said += [f"variant {assessed.variant + 1}"] if assessed.variant is not None else []
        said += [f"add {number + 1}" for number in assessed.additions]
        return ", ".join(said)

    def settling(self) -> tuple[str, ...]:
        """The questions that would settle an undetermined outcome."""
        return self._assessed()[1].settle if isinstance(self.entry, Advice) else ()

    def example(self) -> str:
        """What is tried at the moment, as an example to keep beside the rule."""
        outcome = self.outcome()
        if isinstance(self.entry, Advice):
            expects = {"fires": "fires: yes", "does_not_apply": "fires: no"}.get(outcome, f"outcome: {outcome}")
        else:
            expects = f"concludes: {outcome}"
        return f'- {{name: "…", {expects}, answers: {_flow(self.typed)}}}'

    def _assessed(self) -> tuple[Assessment, AssessedAdvice]:
        answers = self.answers
        assessment = build(self.kb, answers, evaluate(self.kb, answers))
        return assessment, assessment.advised(example_id(self.entry))


def _changed(answers: Mapping[str, Any], id: str, value: Any) -> dict[str, Any]:
    kept = {one: given for one, given in answers.items() if one != id or value is not None}
    return kept if value is None else {**kept, id: value}


def _value(question: Question, words: str) -> Any:
    """An answer as a file would hold it."""
    if words in STATES or words == "?":
        return {"state": STATES.get(words, "unknown")}
    if question.type == "text" and not words.startswith(("{", '"')):
        return words
    document, problems = scan_text("answer", f"value: {words}\n")
    if document is None or problems:
        raise UnplayableError("This cannot be read. Write an option, [several, options], a number, or {not: [a]}.")
    value = document.value.get("value")
    if question.type == "choices" and isinstance(value, str):
        return [one.strip() for one in value.split(",")]
    return value


def _flow(value: object) -> str:
    """A value as YAML on one line, as authors write it."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_flow, value)) + "]"
    text = str(value)
    plain = text.replace("_", "").replace("-", "").isalnum() and text.isascii()
    return text if plain else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
