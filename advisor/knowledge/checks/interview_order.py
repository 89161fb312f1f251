"""The order of the interview: sections with their files, relevance that looks back."""

from __future__ import annotations

from collections.abc import Iterator

from ..condition import AnswerTest, leaves
from ..problem import Problem, did_you_mean, quoted
from ..reading.directory import FRAME
from .subject import Subject


def relevance_looking_ahead(subject: Subject) -> Iterator[Problem]:
    """E051: `relevant_when` reads a question asked later, the question itself, or a conclusion."""
    order = {id: index for index, id in enumerate(subject.kb.questions)}
    for question in subject.kb.questions.values():
        for leaf in leaves(question.relevant_when) if question.relevant_when is not None else ():
            if not isinstance(leaf, AnswerTest):
                message = f"{quoted(leaf.conclusion)} is a conclusion; whether to ask may depend on answers only."
                yield subject.error("E051", message, leaf.at)
            elif leaf.question == question.id:
                yield subject.error("E051", "A question cannot depend on its own answer.", leaf.at)
            elif order[leaf.question] > order[question.id]:
                later = subject.position("questions", leaf.question, "id")
                message = (
                    f"{quoted(leaf.question)} is asked later ({later}). Ask it before, or depend on something else."
                )
                yield subject.error("E051", message, leaf.at)


def sections_without_file(subject: Subject) -> Iterator[Problem]:
    """E061: `sections` names one for which there is no questionnaire file."""
    if "questions" in subject.names.incomplete:
        return
    frame = next((document for file, document in subject.documents.items() if file.endswith(FRAME)), None)
    sections = frame.value.get("sections") if frame else None
    known = [section.id for section in subject.kb.sections]
    for index, section in enumerate(sections if isinstance(sections, list) else ()):
        if frame and isinstance(section, str) and section not in known:
            message = f"No file in questionnaire has the section {quoted(section)}.{did_you_mean(section, known)}"
            yield subject.error("E061", message, frame.position(("sections", index)))
