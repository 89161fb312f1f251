"""Two answers files of one brand brought together: what differs, what is kept, and nothing dropped unsaid.

Lists of instances and respondents are joined first, so that each question of the one is the same of the other. Then
answers that agree narrow each other; what two people say differently becomes a dispute with both accounts, or, where
that is not wanted, the first holds, the question is flagged and the other answer goes into an internal note.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from advisor.knowledge.ground_id import declared_id, ground_id, instance_of
from advisor.knowledge.model import Context, KnowledgeBase, Question

from .answer import Account, Answer, Answers, AnswerState, InstanceList, Note, Respondent
from .joining import agreed, in_dispute, same
from .listed import fresh_id
from .matching import matched_lists, matched_respondents
from .merged_heads import HeadDifference, Kept, merge_heads
from .record import Record


class Conflicts(Enum):
    """What to do with two answers that contradict each other."""

    DISPUTE = "dispute"
    KEEP_FIRST = "keep-first"
    REFUSE = "refuse"


@dataclass(frozen=True)
class Contribution:
    """One of the files to merge: its text, its answers, and what to call it."""

    record: Record
    answers: Answers
    name: str


@dataclass(frozen=True)
class ListDifference:
    """The instances of a context that the files list."""

    context: Context
    first: InstanceList
    second: InstanceList
    joined: InstanceList


@dataclass(frozen=True)
class RespondentDifference:
    """Who was asked, where the second file names somebody or a role that the first does not."""

    first: tuple[Respondent, ...]
    second: tuple[Respondent, ...]


@dataclass(frozen=True)
class AnswerDifference:
    """The answers to one question; `kept` says what became of them, `answer` is what stands now."""

    question: Question
    first: Answer
    second: Answer
    answer: Answer
    kept: Kept

    @property
    def contradictory(self) -> bool:
        """Whether the second contradicts what stands; two dates of one answer are told, but contradict nothing, and
        neither does what was said in an earlier interview."""
        return self.kept is Kept.FIRST and self.second.said_on is None and not same(self.first, self.second)


@dataclass(frozen=True)
class NoteDifference:
    """The notes on one question."""

    question: Question
    first: tuple[Note, ...]
    second: tuple[Note, ...]
    kept: Kept


@dataclass(frozen=True)
class FlagDifference:
    """A flag only the second file raises."""

    question: Question


Difference = HeadDifference | ListDifference | RespondentDifference | AnswerDifference | NoteDifference | FlagDifference


class Contradicted(Exception):
    """Answers contradict each other and nobody asked to keep both: `differences` are all of them."""

    def __init__(self, differences: tuple[AnswerDifference, ...]) -> None:
        super().__init__(", ".join(one.question.id for one in differences))
        self.differences = differences


class ListTooLong(Exception):
    """Together the files list more instances of a context than there may be."""

    def __init__(self, context: Context, joined: InstanceList) -> None:
        super().__init__(context.key)
        self.context = context
        self.joined = joined


@dataclass(frozen=True)
class Joined:
    """Two files under one set of ids, as far as lists go: the answers, notes and flags of each bear the same ids.

    `before` is what the record of the first holds. `respondents` are those of both; `speakers` are to be put down as
    having said what names nobody. `present` gives for an id of the second file that of the first.
    """

    first: Contribution
    second: Contribution
    before: Answers
    conflicts: Conflicts
    instances: Mapping[str, InstanceList]
    respondents: tuple[Respondent, ...]
    speakers: tuple[Respondent, Respondent]
    present: Callable[[str], str]
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Merged:
    """What both files say together, and every difference, in the order of the file and then of the questionnaire."""

    answers: Answers
    differences: tuple[Difference, ...]


def join_lists(kb: KnowledgeBase, first: Contribution, second: Contribution, conflicts: Conflicts) -> Joined:
    """Bring the instances and respondents of two files together. ListTooLong where a context admits fewer."""
    found: list[Difference] = []
    first.record.lists = {context.id: context.key for context in kb.contexts.values()}
    instances = dict(first.answers.instances)
    ids: dict[tuple[str, str], str] = {}
    for context in kb.contexts.values():
        one, other = (each.answers.instances.get(context.id, InstanceList()) for each in (first, second))
        matched = matched_lists(one, other)
        if len(matched.joined.instances) > context.at_most:
            raise ListTooLong(context, matched.joined)
        ids |= {(context.id, id): present for id, present in matched.ids.items()}
        if matched.joined != one or matched.contradict:
            instances[context.id] = matched.joined
            found.append(ListDifference(context, one, other, matched.joined))
    ours, theirs = first.answers.respondents, second.answers.respondents
    people = matched_respondents(ours, theirs)
    if people.joined != ours:
        found.append(RespondentDifference(ours, theirs))

    def present(id: str) -> str:
        """The id in the first file of an entry of the second."""
        declared, instance = declared_id(id), instance_of(id)
        entry = kb.questions.get(declared) or kb.advice.get(declared)
        if entry is None or entry.for_each is None or instance is None:
            return id
        return ground_id(declared, ids.get((entry.for_each, instance), instance))

    renamed = _renamed(second.answers, present, people.ids)
    taken = {one.id for one in people.joined}
    speakers = [_speaker(each, answers, taken) for each, answers in ((first, ours), (second, renamed.respondents))]
    answers = [first.answers, renamed]
    if conflicts is Conflicts.DISPUTE and speakers[0].id != speakers[1].id:
        answers = [_attributed(each, speaker) for each, speaker in zip(answers, speakers, strict=True)]
    return Joined(
        replace(first, answers=answers[0]),
        replace(second, answers=answers[1]),
        first.answers,
        conflicts,
        instances,
        people.joined,
        (speakers[0], speakers[1]),
        present,
        tuple(found),
    )


def _renamed(answers: Answers, present: Callable[[str], str], people: Mapping[str, str]) -> Answers:
    """Answers under the ids of another file."""

    def said(answer: Answer) -> Answer:
        accounts = tuple(Account(one.value, people[one.by]) for one in answer.accounts)
        return replace(answer, accounts=accounts, said_by=people[answer.said_by] if answer.said_by else None)

    return replace(
        answers,
        given={present(id): said(answer) for id, answer in answers.given.items()},
        notes={present(id): log for id, log in answers.notes.items()},
        flags=tuple(present(id) for id in answers.flags),
        respondents=tuple(replace(one, id=people[one.id]) for one in answers.respondents),
    )


def _speaker(of: Contribution, asked: tuple[Respondent, ...], taken: set[str]) -> Respondent:
    """Who said what a file attributes to nobody: the only person asked, or whoever the file stands for."""
    if len(asked) == 1:
        return asked[0]
    id = fresh_id(of.name, taken)
    taken.add(id)
    return Respondent(id, of.name)


def _attributed(answers: Answers, speaker: Respondent) -> Answers:
    """Answers with their speaker, unless several were asked and it might have been any of them."""
    if len(answers.respondents) > 1:
        return answers
    return replace(
        answers,
        given={
            id: answer if answer.said_by or answer.accounts else replace(answer, said_by=speaker.id)
            for id, answer in answers.given.items()
        },
    )


def merge(kb: KnowledgeBase, joined: Joined, other_answer: Callable[[Question, Answer], str]) -> Merged:
    """Write what the second file says into the record of the first, which is not saved here.

    `kb` is ground over the joined lists; `other_answer` words the note that keeps an answer of the second file where
    the first holds. Contradicted where answers contradict each other and `joined.conflicts` does not say what to do.
    """
    merging = _Merging(joined, other_answer)
    found = [one for question in kb.questions.values() for one in merging.question(question)]
    against = tuple(one for one in found if isinstance(one, AnswerDifference) and one.contradictory)
    if against and joined.conflicts is Conflicts.REFUSE:
        raise Contradicted(against)
    record = joined.first.record
    heads = merge_heads(record, joined.second.record.keys(), record.lists.values(), joined.present)
    answers = replace(
        joined.first.answers,
        given=merging.given,
        notes=merging.notes,
        flags=tuple(merging.flags),
        instances=joined.instances,
        respondents=_heard(joined, merging.given),
    )
    _write(kb, record, joined.before, answers)
    return Merged(answers, (*heads, *joined.differences, *found))


class _Merging:
    """Joins answers, notes and flags question by question; afterwards it holds those of the result."""

    def __init__(self, joined: Joined, other_answer: Callable[[Question, Answer], str]) -> None:
        self.joined = joined
        self.other_answer = other_answer
        self.given = dict(joined.first.answers.given)
        self.notes = dict(joined.first.answers.notes)
        self.flags = list(joined.first.answers.flags)

    def question(self, question: Question) -> Iterator[Difference]:
        """Join what the files say of one question; gives the differences."""
        ours, theirs = self.joined.first.answers, self.joined.second.answers
        answers = self._answer(question, ours.of(question.id), theirs.of(question.id))
        log = ours.notes.get(question.id, ())
        added = tuple(note for note in theirs.notes.get(question.id, ()) if note not in log)
        if answers is not None:
            yield answers
        if added:
            yield NoteDifference(question, log, theirs.notes[question.id], Kept.BOTH if log else Kept.SECOND)
        if answers is not None and answers.kept is Kept.FIRST:
            added = (*added, Note(self.other_answer(question, answers.second), "internal"))
            self._flag(question)
        if added:
            self.notes[question.id] = (*log, *added)
        if question.id in theirs.flags and question.id not in ours.flags:
            yield FlagDifference(question)
            self._flag(question)

    def _flag(self, question: Question) -> None:
        if question.id not in self.flags:
            self.flags.append(question.id)

    def _answer(self, question: Question, ours: Answer, theirs: Answer) -> AnswerDifference | None:
        together, kept = agreed(question, ours, theirs), Kept.BOTH
        if together is None and (ours.said_on is None) is not (theirs.said_on is None):
            # What was said in an earlier interview disputes nothing: somebody was asked again since.
            together, kept = (ours, Kept.FIRST) if theirs.said_on else (theirs, Kept.SECOND)
        if together is None and self.joined.conflicts is Conflicts.DISPUTE:
            one, other = self.joined.speakers
            together, kept = in_dispute(question, ours, theirs, (one.id, other.id)), Kept.DISPUTED
        if together is None:
            return AnswerDifference(question, ours, theirs, ours, Kept.FIRST)
        if together.state is not AnswerState.NOT_ASKED:
            self.given[question.id] = together
        if theirs.state is AnswerState.NOT_ASKED or (same(ours, theirs) and theirs.due in (None, ours.due)):
            return None
        if same(ours, theirs):
            kept = Kept.BOTH if ours.due is None else Kept.FIRST
        elif kept is Kept.DISPUTED and same(together, ours):
            return None
        elif kept is Kept.BOTH and together == theirs and ours.state in (AnswerState.NOT_ASKED, AnswerState.UNKNOWN):
            kept = Kept.SECOND
        return AnswerDifference(question, ours, theirs, together, kept)


def _heard(joined: Joined, given: Mapping[str, Answer]) -> tuple[Respondent, ...]:
    """The respondents of both files, and a speaker who stands for a file where something is put down to them."""
    speaking = {one.said_by for one in given.values()} | {acc.by for one in given.values() for acc in one.accounts}
    named = {one.id for one in joined.respondents}
    return (*joined.respondents, *(one for one in joined.speakers if one.id in speaking - named))


def _write(kb: KnowledgeBase, record: Record, before: Answers, after: Answers) -> None:
    """Write what is new since `before`: lists first, for answers stand in them."""
    for context, listed in after.instances.items():
        known = before.instances.get(context, InstanceList())
        for one in listed.instances[len(known.instances) :]:
            record.listed(record.lists[context], one.id, one.name)
        if listed != known:
            (record.complete if listed.complete else record.leave_open)(record.lists[context])
    for person in after.respondents:
        if person not in before.respondents:
            record.respondent(person)
    order = tuple(kb.questions)
    for id, question in kb.questions.items():
        if after.of(id) != before.of(id):
            record.answer(question, after.of(id), order)
        if after.notes.get(id) != before.notes.get(id):
            record.notes(question, after.notes[id], order)
        if id in after.flags and id not in before.flags:
            record.flag(question, up=True)
