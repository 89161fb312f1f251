"""What examples and cases answer, held against the questionnaire as answers files are."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..document import Document, Steps
from ..ground_id import declared_id
from ..problem import Ground, Problem, quoted
from ..reading.levels import FOR_EACH
from ..sheet.fault import Fault
from ..sheet.sheet_faults import faults_of, faults_of_example
from .subject import Subject

CODES: Mapping[str, str] = {
    "I001": "E022", "I002": "E021", "I003": "E023", "I004": "E086", "I005": "E028", "I006": "E082", "I010": "E033",
    "I011": "E034", "I012": "E082", "I013": "E082", "I014": "E082", "I015": "E082", "I016": "E082", "I017": "E030",
    "I018": "E024", "I019": "E082", "I020": "E024", "I021": "E082", "I022": "E025", "I023": "E024", "I024": "E082",
    "I025": "E035", "I026": "E026", "I027": "E029", "I028": "E035", "I029": "E047", "I030": "E047", "I031": "E030",
}  # fmt: skip
"""What the fault of an answers file is in a knowledge base. A missing base (I008) is told where cases are read."""


def answers_of_examples(subject: Subject) -> Iterator[Problem]:
    """E021, E024, E034, E047, E082 and others: the answers of an example do not fit the questionnaire."""
    entries = (*subject.names.places["rules"].values(), *subject.names.places["advice"].values())
    for document, steps in entries if _can_judge(subject) else ():
        entry: Any = document.at(steps)
        level, examples = entry.get("for_each"), entry.get("examples")
        if not _fits(subject, level, entry.get("conclude")):
            continue
        for index, example in enumerate(examples if isinstance(examples, list) else ()):
            answers = example.get("answers") if isinstance(example, dict) else None
            if isinstance(answers, dict):
                faults = faults_of_example(answers, subject.kb, level)
                own = [(document.file, (*steps, key)) for key in (FOR_EACH, "when")]
                for one in _problems(subject, faults, document, (*steps, "examples", index, "answers")):
                    yield one.resting_on((*one.rests_on, *own)) if one.code == "E047" else one


def answers_of_cases(subject: Subject) -> Iterator[Problem]:
    """E021, E022, E024, E034, E047, E082, E086 and others: a case is not an answers file for this knowledge base."""
    kb = dataclasses.replace(subject.kb, advice={advice.id: advice for advice in subject.live_advice()})
    for document, _ in subject.names.places["cases"].values() if _can_judge(subject) else ():
        yield from _problems(subject, faults_of(document.value, kb), document, ())


def _can_judge(subject: Subject) -> bool:
    """Whether all that can be asked is known; if not, answers may seem wrong that are right."""
    return subject.questions_read and subject.all_contexts_read


def _fits(subject: Subject, level: object, conclude: object) -> bool:
    """Whether an entry stands at the level of what it concludes; if not, that is told already."""
    concluded = {subject.names.levels.get(str(id)) for id in conclude} if isinstance(conclude, list) else set()
    return concluded <= {level} if level is None or level in [*subject.kb.contexts] else False


def _problems(subject: Subject, faults: Iterable[Fault], document: Document, below: Steps) -> Iterator[Problem]:
    for fault in faults:
        message = _said(subject, fault)
        if message is not None:
            path = (*below, *fault.path)
            at = document.key_position(path) if fault.key else document.position(path)
            id_taken = fault.code == "I017" and fault.path[-1] == "id"
            problem = subject.error("E031" if id_taken else CODES[fault.code], message, at)
            yield problem.resting_on(_grounds(subject, fault))


def _grounds(subject: Subject, fault: Fault) -> tuple[Ground, ...]:
    """The places by which an answer was judged: what can be answered, of what it is asked, which lists there are."""
    if fault.code in ("I002", "I010") and len(fault.path) == 1 and subject.frame is not None:
        return ((subject.frame.file, ("contexts",)),)
    named = map(str, (fault.values.get("question"), *fault.path))
    question = next(filter(None, map(subject.kb.question_called, named)), None)
    if question is None:
        return ()
    if fault.code in ("I029", "I030"):
        return subject.names.declaring(question.id)
    type, options, least, most = subject.names.asking(question.id, question.table)
    if fault.code == "I013":
        return (most if int(str(fault.values["found"])) > (question.max or 0) else least,)
    return (type, options) if fault.code in ("I002", "I012", "I016") else (options, type)


def _said(subject: Subject, fault: Fault) -> str | None:
    """What to say of a fault; None where something else that is told already may be the cause."""
    name = declared_id(str(fault.values.get("found")))
    causes = {"I005": not subject.kb.languages, "I006": not subject.kb.id, "I008": True}
    if causes.get(fault.code):
        return None
    if fault.code == "I010":
        return subject.names.unknown(name, "questions")
    if fault.code == "I028" and not subject.names.knows(name, "advice"):
        return subject.names.unknown(name, "advice")
    if fault.code == "I028":
        return f"{quoted(name)} does not run, so no report can hold it." if name in subject.kb.advice else None
    if fault.code == "I017" and fault.path[-1] == "id":
        return f"The id {quoted(fault.values['option'])} stands twice in this list."
    return fault.said()().replace("`", '"')
