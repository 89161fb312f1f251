"""Examples beside a rule or advice, and the answers that examples and cases give.

Answers are checked here for what the questionnaire knows (ids, options, bounds); what they mean is
the matter of `advisor.answers`.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from ..document import Document, Steps
from ..model import Question
from ..problem import did_you_mean, listed, quoted
from .conditions import ConditionReader
from .entry import KEBAB, Entry, Findings, kind_of
from .names import Names

_PARTLY: Mapping[str, tuple[str, ...]] = {
    "choice": ("not",),
    "yes_no": ("not",),
    "choices": ("yes", "no"),
    "number": ("at_least", "at_most"),
    "text": (),
}
"""The keys of a partly known answer, by the type of its question."""
_BELONGING = ("due", "how", "said_by")
_READ_OUT = ("read_out",)
OUTCOMES = ("fires", "postponed", "excepted", "does_not_apply", "out_of_scope", "undetermined")
VALUES = ("yes", "no", "undetermined")
STATES = ("unknown", "not_applicable", "not_asked")


def check_answers(entry: Entry, key: str, reader: ConditionReader) -> None:
    """Note what does not fit the questionnaire in a group of answers under a key.

    Answers of an entry about one instance of a context are those of that instance; others stand in the list of the
    context, each instance with its own `answers`.
    """
    answers: Any = entry.keys[key]
    if not isinstance(answers, dict):
        message = f"Answers are a group of keys, such as {{team_size: 1}}, not {kind_of(answers)}."
        entry.error("E082", message, entry.position(key))
        return
    group = entry.part(key, what="the group of answers")
    contexts = contexts_by_key(reader.names)
    for id in group.keys:
        if id in contexts:
            check_instances(group, id, reader.at_level(contexts[id]))
        else:
            _check_answer(group, id, reader)


def is_date(date: str) -> bool:
    """Whether this is a date as answers files have them."""
    try:
        return len(date) == 10 and bool(datetime.date.fromisoformat(date))
    except ValueError:
        return False


def check_instances(entry: Entry, key: str, reader: ConditionReader) -> None:
    """Note what is wrong with a list of instances under a key; `reader` stands at their level."""
    value = entry.get(key)
    if value in (None, "unknown"):
        return
    if isinstance(value, dict) and "list" in value:
        entry = entry.part(key, what=f"the list of {key}")
        key = "list"
        entry.yes("more")
    seen: set[str] = set()
    for one in entry.entries(key, "entry of the list"):
        id = one.id(KEBAB)
        one.line("name")
        if id in seen:
            one.error("E031", f"The id {quoted(id)} stands twice in this list.", one.position("id"))
        seen.add(id or "")
        if one.get("answers") is not None:
            check_answers(one, "answers", reader)
        for also in ("notes", "flags"):
            one.has(also)
        one.close()
    if key == "list":
        entry.close()


UNUSABLE_KEYS = ("None", "brand", "answer")
"""What a list of instances cannot be called; that is told where the context is declared."""


def contexts_by_key(names: Names) -> dict[str, str]:
    """The contexts of a knowledge base by what answers files call their lists."""
    found = {}
    for id, (document, steps) in names.places["contexts"].items():
        raw: Any = document.at(steps)
        found[str(raw.get("list"))] = id
    return found


def _check_answer(group: Entry, id: str, reader: ConditionReader) -> None:
    names = reader.names
    question = reader.questions.get(id) or _formerly(id, reader.questions)
    if question is None:
        unknown = None if names.knows(id, "questions") else names.unknown(id, "questions")
        nameless = any(key in UNUSABLE_KEYS for key in contexts_by_key(names))
        if unknown and not nameless and "contexts" not in names.incomplete:
            group.error("E033", unknown, group.key_position(id))
    elif reader.level is not None and not names.knows(reader.level, "contexts"):
        return  # A problem of its own.
    elif question.for_each is not None and question.for_each != reader.level:
        lists = {context: key for key, context in contexts_by_key(names).items()}
        where = lists.get(question.for_each, question.for_each)
        message = f"{quoted(id)} is answered for each {question.for_each}: write it in the list {quoted(where)}."
        group.error("E047", message, group.key_position(id))
    else:
        _Answer(group.document, (*group.steps, id), question, group.findings).check(group.keys[id])


def _formerly(id: str, questions: Mapping[str, Question]) -> Question | None:
    return next((question for question in questions.values() if id in question.aliases), None)


class _Answer:
    def __init__(self, document: Document, steps: Steps, question: Question, findings: Findings) -> None:
        self.document, self.steps, self.question, self.findings = document, steps, question, findings

    def wrong(self, code: str, message: str, *steps: str | int) -> None:
        self.findings.error(self.document, code, message, self.document.position((*self.steps, *steps)))

    def check(self, answer: Any) -> None:
        if answer is None:
            return
        if isinstance(answer, dict):
            self._group(answer)
        elif self.question.type == "choices":
            self._choices(answer, ())
        elif isinstance(answer, list):
            self.wrong("E082", f"{quoted(self.question.id)} takes one answer, not a list.")
        elif self.question.type == "number":
            self._number(answer)
        elif self.question.type != "text":
            self._option(answer, ())

    def _group(self, answer: Mapping[str, Any]) -> None:
        """What is partly known, disputed, or has a state or a date: `advisor.answers` says what it means."""
        partly = _PARTLY[self.question.type]
        stated = next((keys for keys in (("accounts",), ("is",), partly) if answer.keys() & set(keys)), None)
        allowed = (*(stated or ("state", "because", *partly, "is", "accounts")), *_BELONGING)
        for key in answer:
            if key not in allowed:
                hint = did_you_mean(key, allowed) or f" Known here: {', '.join(allowed)}."
                at = self.document.key_position((*self.steps, key))
                self.findings.error(self.document, "E021", f"An answer has no key {quoted(key)}.{hint}", at)
        self._word(answer, "state", STATES)
        self._word(answer, "how", _READ_OUT)
        due = answer.get("due")
        if due is not None and not is_date(str(due)):
            message = f"{quoted(str(due))} is not a date. Write year, month and day as in 2026-11-20."
            self.wrong("E086", message, "due")
        if "is" in answer:
            self._at("is").check(answer["is"])
        self._accounts(answer.get("accounts"))
        for key in ("yes", "no") if stated == ("yes", "no") else ():
            if key in answer:
                self._choices(answer[key], (key,))
        for index, option in enumerate(answer["not"] if isinstance(answer.get("not"), list) else ()):
            self._option(option, ("not", index))
        self._range(answer)

    def _at(self, *steps: str | int) -> _Answer:
        return _Answer(self.document, (*self.steps, *steps), self.question, self.findings)

    def _word(self, answer: Mapping[str, Any], key: str, known: Sequence[str]) -> None:
        if key in answer and answer[key] not in known:
            hint = did_you_mean(answer[key], known)
            self.wrong("E024", f"{quoted(key)} must be {listed(known)}, not {kind_of(answer[key])}.{hint}", key)

    def _accounts(self, accounts: Any) -> None:
        for index, account in enumerate(accounts if isinstance(accounts, list) else ()):
            if isinstance(account, dict) and "is" in account:
                self._at("accounts", index, "is").check(account["is"])

    def _range(self, answer: Mapping[str, Any]) -> None:
        bounds = [(key, answer[key]) for key in ("at_least", "at_most") if key in answer]
        if self.question.type != "number" or not bounds:
            return
        for key, number in bounds:
            self._at(key).check(number)
        numbers = [number for _, number in bounds if isinstance(number, int)]
        if len(numbers) == 2 and numbers[0] > numbers[1]:
            self.wrong("E082", f"at_least ({numbers[0]}) is more than at_most ({numbers[1]}).", "at_most")

    def _choices(self, answer: Any, steps: Steps) -> None:
        if not isinstance(answer, list):
            example = self.question.options[0].id
            message = f"{quoted(self.question.id)} takes a list of options, such as [{example}], not {kind_of(answer)}."
            self.wrong("E082", message, *steps)
            return
        alone = [option.id for option in self.question.options if option.alone]
        if not answer and not steps and alone:
            self.wrong("E082", f"An empty list says nothing of {quoted(self.question.id)}: write [{alone[0]}].")
        seen: set[str] = set()
        for index, option in enumerate(answer):
            self._option(option, (*steps, index))
            if option in alone and len(answer) > 1 and steps != ("no",):
                self.wrong(
                    "E082", f"{quoted(option)} excludes the other options. Keep it alone or remove it.", *steps, index
                )
            if str(option) in seen:
                self.wrong("E030", f"{quoted(option)} stands twice in this list. Keep it once.", *steps, index)
            seen.add(str(option))

    def _option(self, option: Any, steps: Steps) -> None:
        ids = [known.id for known in self.question.options]
        former = [alias for known in self.question.options for alias in known.aliases]
        if option not in ids and option not in former:
            hint = did_you_mean(option, ids) or f" Possible: {', '.join(ids)}."
            self.wrong("E034", f"{quoted(self.question.id)} has no option {kind_of(option)}.{hint}", *steps)

    def _number(self, answer: Any) -> None:
        low, high = self.question.min or 0, self.question.max or 0
        if not isinstance(answer, int):
            self.wrong(
                "E082", f"{quoted(self.question.id)} takes a whole number without quotes, not {kind_of(answer)}."
            )
        elif not low <= answer <= high:
            self.wrong("E082", f"{quoted(self.question.id)} runs from {low} to {high}; {answer} is out of bounds.")
