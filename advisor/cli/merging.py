"""`advisor answers merge`: files of one brand, by several interviewers or of several people, brought together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from advisor.answers import Answer, Answers, Note
from advisor.answers.answer import InstanceList, Respondent
from advisor.answers.merge import (
    Conflicts,
    Contradicted,
    Contribution,
    Difference,
    FlagDifference,
    ListDifference,
    ListTooLong,
    NoteDifference,
    RespondentDifference,
    join_lists,
    merge,
)
from advisor.answers.merged_heads import HeadDifference, Kept
from advisor.answers.record import Record
from advisor.inference.grounding import ground
from advisor.interview import Screen, Speech
from advisor.interview.terminal_text import plain
from advisor.knowledge.model import KnowledgeBase, Question

from .interview import speaking_of
from .options import Refusal, answers, kb_option, knowledge_base, lang_option, language

FILE = click.Path(path_type=Path)
_OF_HEADS = {Kept.FIRST: "merge.head_first", Kept.SECOND: "merge.added", Kept.LEFT_OUT: "merge.left_out"}
_OF_ANSWERS = {
    Kept.FIRST: "merge.kept_first",
    Kept.SECOND: "merge.added",
    Kept.BOTH: "merge.joined",
    Kept.DISPUTED: "merge.disputed",
}
"""What is told of a difference, by what became of it."""


@click.command("merge")
@click.argument("first", metavar="A.yaml", type=FILE)
@click.argument("others", metavar="B.yaml...", type=FILE, nargs=-1, required=True)
@click.option("-o", "--output", required=True, metavar="C.yaml", type=FILE)
@click.option(
    "--conflicts",
    type=click.Choice([one.value for one in Conflicts]),
    help="Where answers contradict each other: keep both as disputed (default where all files name respondents), "
    "keep the first and put the other in an internal note, or refuse (default).",
)
@lang_option
@kb_option
def merge_command(
    first: Path,
    others: tuple[Path, ...],
    output: Path,
    conflicts: str | None,
    lang: str | None,
    kb_directory: Path | None,
) -> None:
    """Bring the answers of several interviewees together in a new file, and list every difference.

    Lists such as spaces are joined by id, then by name; answers that agree in part narrow each other.
    """
    kb = knowledge_base(kb_directory)
    given = [answers(path, kb, lang) for path in (first, *others)]
    speech = Speech(kb, language(lang, given[0], kb))
    if output.exists() or output.is_symlink():
        raise Refusal(speech.say("file.exists", file=output))
    named = all(one.respondents for one in given)
    chosen = Conflicts(conflicts) if conflicts else Conflicts.DISPUTE if named else Conflicts.REFUSE
    with speaking_of(output, speech):
        into = Record.open(first).copied_to(output)
        _check_lists(first, given[0], into, kb, speech)
        so_far = Contribution(into, given[0], first.stem)
        names = [str(first)]
        for path, theirs in zip(others, given[1:], strict=True):
            telling = _Telling(kb, speech, (speech.listing(names), str(path)))
            joined = telling.join(so_far, Contribution(Record.open(path), theirs, path.stem), chosen)
            so_far = Contribution(into, joined, so_far.name)
            names.append(str(path))
        into.save()
    click.echo(speech.say("merge.written", file=output))


def _check_lists(path: Path, given: Answers, record: Record, kb: KnowledgeBase, speech: Speech) -> None:
    """Refuse to write into instances that stand in the case a file is based on, and not in the file."""
    if record.headed("based_on") and given.instances:
        keys = speech.listing([context.key for context in kb.contexts.values() if context.id in given.instances])
        raise Refusal(speech.say("merge.based", file=path, case=record.headed("based_on"), keys=keys))


class _Telling:
    """Merges one more file and tells every difference; `files` are the names of what is merged."""

    def __init__(self, kb: KnowledgeBase, speech: Speech, files: tuple[str, str]) -> None:
        self.kb = kb
        self.speech = speech
        self.files = files
        self.people: tuple[Respondent, ...] = ()

    def join(self, first: Contribution, second: Contribution, conflicts: Conflicts) -> Answers:
        """The answers of both, which the record of the first then holds. Refusal where they cannot be merged."""
        speech = self.speech
        try:
            joined = join_lists(self.kb, first, second, conflicts)
            self.people = (*joined.respondents, *joined.speakers)
            ground_kb = ground(self.kb, joined.instances)
            speech.over(ground_kb)
            merged = merge(ground_kb, joined, self._other_answer)
        except ListTooLong as error:
            names = self._names(error.joined)
            values = {"key": error.context.key, "most": error.context.at_most, "names": names}
            raise Refusal(speech.say("merge.too_long", first=self.files[0], second=self.files[1], **values)) from None
        except Contradicted as error:
            raise Refusal(self._contradicted(error)) from None
        comments = second.record.comments_beyond(first.record)
        if comments:
            heading = plain(speech.say("merge.comment", file=Path(self.files[1]).name))
            first.record.add_comments([f"# {heading}", *comments])
        self._list(merged.differences, len(comments), merged.answers)
        return merged.answers

    def _other_answer(self, question: Question, answer: Answer) -> str:
        """The note that keeps an answer of the second file."""
        said = self.speech.recorded(question, answer, self.people)
        return plain(self.speech.say("merge.other_answer", file=Path(self.files[1]).name, answer=said))

    def _contradicted(self, error: Contradicted) -> str:
        """What contradicts what, and what to do about it."""
        lines = [self.speech.count("merge.contradicted", len(error.differences))]
        for one in error.differences:
            number, asked = self.speech.number(one.question), self.speech.text(one.question.ask)
            lines.append("  " + self.speech.say("merge.question", number=number, ask=asked))
            for file, answer in zip(self.files, (one.first, one.second), strict=True):
                said = self.speech.recorded(one.question, answer, self.people)
                lines.append("    " + self.speech.say("merge.says", file=file, said=said))
        return "\n".join([*lines, self.speech.say("merge.remedy")])

    def _list(self, differences: tuple[Difference, ...], comments: int, answers: Answers) -> None:
        screen, speech = Screen(), self.speech
        if not differences:
            screen.say(speech.say("merge.same"))
        else:
            screen.say(speech.count("merge.differences", len(differences)))
        for difference in differences:
            heading, ours, theirs, kept = self._told(difference, answers)
            screen.gap()
            screen.say(heading, indent=2)
            screen.say(speech.say("merge.says", file=self.files[0], said=ours), indent=4)
            screen.say(speech.say("merge.says", file=self.files[1], said=theirs), indent=4)
            screen.say(kept, indent=4, first="-> ")
        if comments:
            screen.gap()
            screen.say(speech.count("merge.comments", comments, file=self.files[1]))
        screen.gap()

    def _told(self, difference: Difference, answers: Answers) -> tuple[str, str, str, str]:
        """A difference as heading, what the first says, what the second says, and what becomes of it."""
        speech = self.speech
        if isinstance(difference, HeadDifference):
            kept = _OF_HEADS[difference.kept]
            heading = speech.say("merge.head", key=difference.key)
            return heading, _head(difference.first, speech), _head(difference.second, speech), speech.say(kept)
        if isinstance(difference, ListDifference):
            heading = speech.say("merge.list", title=speech.text(difference.context.title))
            sides = [self._listed(one) for one in (difference.first, difference.second, difference.joined)]
            return heading, sides[0], sides[1], speech.say("merge.joined_as", said=sides[2])
        if isinstance(difference, RespondentDifference):
            first, second = (_people(one, speech) for one in (difference.first, difference.second))
            return speech.say("merge.respondents"), first, second, speech.say("merge.joined")
        number = speech.number(difference.question)
        if isinstance(difference, FlagDifference):
            heading = speech.say("merge.flag_on", number=number)
            return heading, speech.say("merge.nothing"), speech.say("merge.flag"), speech.say("merge.added")
        kept = _OF_ANSWERS[difference.kept]
        if isinstance(difference, NoteDifference):
            heading = speech.say("merge.note_on", number=number)
            return heading, _notes(difference.first, speech), _notes(difference.second, speech), speech.say(kept)
        heading = speech.say("merge.question", number=number, ask=speech.text(difference.question.ask, answers))
        first, second, now = (
            speech.recorded(difference.question, one, self.people)
            for one in (difference.first, difference.second, difference.answer)
        )
        joined = speech.say("merge.joined_as", said=now)
        return heading, first, second, joined if difference.kept is Kept.BOTH else speech.say(kept)

    def _listed(self, listed: InstanceList) -> str:
        if not listed.instances and not listed.complete:
            return self.speech.say("merge.nothing")
        names = self._names(listed) or self.speech.say("answer.none")
        return names if listed.complete else self.speech.say("merge.open", names=names)

    def _names(self, listed: InstanceList) -> str:
        return self.speech.listing([plain(one.name) for one in listed.instances])


def _people(people: tuple[Respondent, ...], speech: Speech) -> str:
    """Names and roles."""
    if not people:
        return speech.say("merge.nothing")
    return speech.listing([plain(f"{one.name} ({one.role})" if one.role else one.name) for one in people])


def _head(value: Any, speech: Speech) -> str:
    if value is None or value == "":
        return speech.say("merge.nothing")
    if isinstance(value, dict):
        return ", ".join(f"{key} {_head(one, speech)}" for key, one in value.items())
    return ", ".join(_head(one, speech) for one in value) if isinstance(value, list) else plain(str(value))


def _notes(log: tuple[Note, ...], speech: Speech) -> str:
    if not log:
        return speech.say("merge.nothing")
    return " / ".join(speech.say(f"note.{note.visible_to}", note=note.text) for note in log)
