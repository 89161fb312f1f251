"""Examples beside a rule or advice, and the answers that examples and cases give.

Answers are checked here for what the questionnaire knows (ids, options, bounds); what they mean is
the matter of `advisor.answers`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from ..document import Document, Steps
from ..model import Example, Question
from ..problem import did_you_mean, listed, quoted
from .entry import Entry, Findings, kind_of
from .names import Names

OUTCOMES = ("fires", "postponed", "excepted", "does_not_apply", "out_of_scope", "undetermined")
VALUES = ("yes", "no", "undetermined")
STATES = ("unknown", "not_applicable", "not_asked")


def read_examples(
    entry: Entry, of: Literal["advice", "rule"], questions: Mapping[str, Question], names: Names
) -> tuple[Example, ...]:
    """The examples of an advice or a conclusion rule."""
    found: list[Example] = []
    for one in entry.entries("examples", "example"):
        name = one.line("name", required=True)
        expects = _advice_expectation(one) if of == "advice" else one.word("concludes", VALUES, required=True)
        answers = one.get("answers", required=True)
        if answers is not None:
            check_answers(one.document, (*one.steps, "answers"), questions, names, one.findings)
        if of == "rule":
            for key in ("fires", "outcome"):
                if one.has(key):
                    one.error(
                        "E081", f"Advice {key}; a rule for conclusions {quoted('concludes')}.", one.key_position(key)
                    )
        elif one.has("concludes"):
            message = f"Only rules for conclusions have {quoted('concludes')}; advice has fires or outcome."
            one.error("E081", message, one.key_position("concludes"))
        one.close()
        if name is not None and name in (other.name for other in found):
            one.error(
                "E031", f"There is another example {quoted(name)} here. Choose another name.", one.position("name")
            )
        if name is not None and expects is not None and isinstance(answers, dict):
            found.append(Example(name, expects, answers, one.at))
    return tuple(found)


def _advice_expectation(one: Entry) -> str | None:
    fires, outcome = one.has("fires"), one.has("outcome")
    if fires and outcome:
        one.error("E081", "Say either fires or outcome, not both.", one.key_position("outcome"))
    if outcome:
        return one.word("outcome", OUTCOMES)
    if fires:
        word = one.word("fires", ("yes", "no"))
        return None if word is None else {"yes": "fires", "no": "not_fires"}[word]
    if not one.has("concludes"):
        one.error(
            "E081", "Say what must come of it: fires: yes, fires: no, or outcome: postponed and the like.", one.at
        )
    return None


def check_answers(
    document: Document, steps: Steps, questions: Mapping[str, Question], names: Names, findings: Findings
) -> None:
    """Note what does not fit the questionnaire in a mapping of answers."""
    answers: Any = document.at(steps)
    if not isinstance(answers, dict):
        message = f"Answers are a group of keys, such as {{team_size: 1}}, not {kind_of(answers)}."
        findings.error(document, "E082", message, document.position(steps))
        return
    for id, answer in answers.items():
        question = questions.get(id) or _formerly(id, questions)
        if question is not None:
            _Answer(document, (*steps, id), question, findings).check(answer)
        elif not names.knows(id, "questions"):
            unknown = names.unknown(id, "questions")
            if unknown:
                findings.error(document, "E033", unknown, document.key_position((*steps, id)))


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
        allowed = ("state", "because") if self.question.type != "choices" else ("state", "because", "yes", "no")
        for key, value in answer.items():
            if key not in allowed:
                hint = did_you_mean(key, allowed) or f" Known here: {', '.join(allowed)}."
                at = self.document.key_position((*self.steps, key))
                self.findings.error(self.document, "E021", f"An answer has no key {quoted(key)}.{hint}", at)
            elif key == "state" and value not in STATES:
                hint = did_you_mean(value, STATES)
                self.wrong("E024", f'"state" must be {listed(STATES)}, not {kind_of(value)}.{hint}', key)
            elif key in ("yes", "no"):
                self._choices(value, (key,))

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
