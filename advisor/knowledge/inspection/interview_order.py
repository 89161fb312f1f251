"""The order of the interview: sections with their files, relevance that looks back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ..condition import AnswerTest, ConclusionTest, Condition, Quantified, parts_of
from ..model import Question
from ..problem import Ground, Problem, did_you_mean, quoted, suggest
from ..readers import conditions_of
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
    if order[leaf.question] > order[question.id] and _placed(subject, leaf.question, question.id):
        later = subject.position("questions", leaf.question, "id")
        return f"{quoted(leaf.question)} is asked later ({later}). Ask it before, or depend on something else."
    if quantified and question.for_each and subject.kb.questions[leaf.question].section == question.section:
        return (
            f"{quoted(leaf.question)} is asked in the same section, one {question.for_each} after the other, so not "
            "all of its answers are there. Read a section that comes before."
        )
    return None


def _placed(subject: Subject, *questions: str) -> bool:
    """Whether the sections of these questions have their place in the interview; if not, that is told already."""
    return all(subject.kb.questions[id].section in subject.sections for id in questions)


def sections_without_file(subject: Subject) -> Iterator[Problem]:
    """E061: `sections` names one for which there is no questionnaire file, or a file is of none it names."""
    frame, sections = subject.frame, subject.sections
    if frame is None or not sections:
        return
    known = [section.id for section in subject.kb.sections]
    unread = "questions" in subject.names.unreadable
    if not known and not unread:
        message = "There is no file for any section: they stand in the folder questionnaire, one file each."
        yield subject.error("E061", message, frame.key_position(("sections",)))
        return
    besides = [section for section in subject.kb.sections if section.id not in sections]
    without = [id for id in dict.fromkeys(sections) if id not in known]
    for section in besides:
        # Where one section is missed and one file is of none, they are the same, however they are called.
        alone = len(without) == len(besides) == 1
        meant = suggest(section.id, without) or (without[0] if alone and not suggest(without[0], known) else None)
        if meant in without:
            without.remove(meant)
        hint = f" Did you mean {quoted(meant)}?" if meant else did_you_mean(section.id, sections)
        message = f"The section {quoted(section.id)} is not in the list of sections in knowledge-base.yaml.{hint}"
        at = subject.documents[section.at.file].position(("section",))
        yield subject.error("E061", message, at).resting_on([(frame.file, ("sections",))])
    files: list[Ground] = [(frame.file, ("sections",))]
    files += [(file, ("section",)) for file in subject.documents if Path(file).parent.name == "questionnaire"]
    for id in without if not unread else ():
        message = f"No file in questionnaire has the section {quoted(id)}.{did_you_mean(id, known)}"
        at = frame.position(("sections", sections.index(id)))
        yield subject.error("E061", message, at).resting_on(files)
