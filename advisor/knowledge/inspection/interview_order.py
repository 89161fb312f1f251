"""The order of the interview: sections with their files, relevance that looks back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..condition import AnswerTest, ConclusionTest, Condition, Quantified, parts_of
from ..model import Question
from ..problem import Problem, did_you_mean, quoted, suggest
from ..readers import conditions_of
from ..reading.directory import FRAME
from .subject import Subject


def relevance_looking_ahead(subject: Subject) -> Iterator[Problem]:
    """E051: `relevant_when` or `ask_when` reads what is asked later, the question itself, or a conclusion."""
    order = {id: index for index, id in enumerate(subject.kb.questions)}
    for question in subject.kb.questions.values():
        for gate in conditions_of(question):
            for leaf, quantified in _leaves(gate):
                fault = _ahead(subject, question, leaf, order, quantified=quantified)
                if fault:
                    yield subject.error("E051", fault, leaf.at)


def _leaves(condition: Condition, *, quantified: bool = False) -> Iterator[tuple[AnswerTest | ConclusionTest, bool]]:
    """The elementary tests of a condition, and whether they are made of all instances of a context."""
    if isinstance(condition, (AnswerTest, ConclusionTest)):
        yield condition, quantified
    for part in parts_of(condition):
        yield from _leaves(part, quantified=quantified or isinstance(condition, Quantified))


def _ahead(
    subject: Subject,
    question: Question,
    leaf: AnswerTest | ConclusionTest,
    order: Mapping[str, int],
    *,
    quantified: bool,
) -> str | None:
    """What is wrong with reading this where it is decided whether to ask; None if nothing is."""
    if isinstance(leaf, ConclusionTest):
        return f"{quoted(leaf.conclusion)} is a conclusion; whether to ask may depend on answers only."
    if leaf.question == question.id and not quantified:
        return "A question cannot depend on its own answer."
    if order[leaf.question] > order[question.id]:
        later = subject.position("questions", leaf.question, "id")
        return f"{quoted(leaf.question)} is asked later ({later}). Ask it before, or depend on something else."
    if quantified and question.for_each and subject.kb.questions[leaf.question].section == question.section:
        return (
            f"{quoted(leaf.question)} is asked in the same section, one {question.for_each} after the other, so not "
            "all of its answers are there. Read a section that comes before."
        )
    return None


def sections_without_file(subject: Subject) -> Iterator[Problem]:
    """E061: `sections` names one for which there is no questionnaire file."""
    if "questions" in subject.names.unreadable:
        return
    frame = next((document for file, document in subject.documents.items() if file.endswith(FRAME)), None)
    sections = frame.value.get("sections") if frame else None
    if frame and isinstance(sections, list) and sections and not subject.kb.sections:
        message = "There is no file for any section: they stand in the folder questionnaire, one file each."
        yield subject.error("E061", message, frame.key_position(("sections",)))
        return
    known = [section.id for section in subject.kb.sections]
    besides = [id for id in known if id not in (sections if isinstance(sections, list) else ())]
    for index, section in enumerate(sections if isinstance(sections, list) else ()):
        # A file whose own section is misspelt was told of where it stands.
        if frame and isinstance(section, str) and section not in known and not suggest(section, besides):
            message = f"No file in questionnaire has the section {quoted(section)}.{did_you_mean(section, known)}"
            yield subject.error("E061", message, frame.position(("sections", index)))
