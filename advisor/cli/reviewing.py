"""One report under review: its answers file, its findings by what people call them, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from advisor.advice.assessment import AssessedAdvice
from advisor.advice.called import findings_called
from advisor.advice.under_review import UnderReview
from advisor.answers.record import Record
from advisor.answers.review_record import ReviewRecord
from advisor.interview import Screen, Speech
from advisor.interview.refusal import Refused
from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.problem import did_you_mean

from .assess import assessed
from .interview import speaking_of
from .options import Refusal, answers, knowledge_base, language


class Reviewing(UnderReview):
    """The report of one answers file. Refusal if the file cannot be used."""

    def __init__(self, path: Path, lang: str | None, kb_directory: Path | None) -> None:
        self.path = path
        kb = knowledge_base(kb_directory)
        self.given = answers(path, kb, lang)
        self.language = language(lang, self.given, kb)
        self.speech = Speech(kb, self.language)
        super().__init__(kb, assessed(kb, self.given), self.given.review, self.language)
        self.screen = Screen()

    @contextmanager
    def editing(self) -> Iterator[ReviewRecord]:
        """Edit the review of the file; it is saved afterwards, and it is told where an approval went."""
        with speaking_of(self.path, self.speech):
            record = Record.open(self.path)
            review = ReviewRecord(record)
            was_approved = review.approved
            try:
                yield review
            except Refused as refused:
                raise Refusal(self.speech.say(refused.key, **refused.values)) from None
            record.save()
            if was_approved and not review.approved:
                self.tell("edited.reopened")

    def tell(self, key: str, **values: object) -> None:
        """Say what was done."""
        self.screen.say(self.speech.say(key, **values))

    def refusal(self, key: str, **values: object) -> Refusal:
        """The one line with which something is refused."""
        return Refusal(self.speech.say(f"edited.refused.{key}", file=self.path, **values))

    def id_of(self, words: str) -> str:
        """The id of a finding or of own advice, by id, number or title. Refusal if there is no such, or several."""
        words = words.strip()
        declared, _, instance = words.partition("@")
        present = self.kb.aliases.get(declared, declared)
        id = f"{present}@{instance}" if instance else present
        if id in self.own or (id in self.wording.kb.advice if instance else id in self.kb.advice):
            return id
        found = findings_called(words, self.kb, self.assessment)
        if len(found) > 1:
            raise self.refusal("several", words=words, ids=self.speech.listing([one.id for one in found]))
        if found:
            return found[0].id
        titled = [own for own, title in self.own.items() if title.casefold() == words.casefold()]
        if titled:
            return titled[0]
        titles = [self.wording.title(one) for one in self.standing()]
        ids = [*self.kb.advice, *self.wording.kb.advice, *self.own]
        known = [*titles, *ids] if " " in words else [*ids, *titles]
        raise self.refusal("unknown", words=words, suggestion=did_you_mean(words, known, self.speech.interface))

    def titles(self, ids: Iterable[str]) -> str:
        """The titles of several in a sentence."""
        return self.speech.listing([self.speech.say("edited.quoted", words=self.title(id)) for id in ids])

    def show(self) -> None:
        """Print the findings as the review has them."""
        say, screen, review = self.speech.say, self.screen, self.given.review
        screen.gap()
        screen.heading(say("edited.title", brand=self.given.brand, date=self.speech.day(self.given.date)))
        screen.gap()
        screen.say(self._status())
        if review.opening:
            screen.say(say("edited.begins", words=review.opening))
        screen.gap()
        chosen = list(review.order)
        standing = self.standing()
        for own in sorted(review.own, key=lambda one: chosen.index(one.id) if one.id in chosen else len(chosen)):
            marks = [say("edited.own"), *self._decided({"owner": own.owner, "due": own.due})]
            self._line("+", own.title, own.id, [*marks, *([say("edited.chosen")] if own.id in chosen else [])])
        for one in standing:
            self._line(f"{one.position}.", self.wording.title(one), one.id, self._marks(one, chosen))
        if not standing and not review.own:
            screen.say(say("edited.nothing"))
        absent = self.absent()
        if absent:
            screen.gap()
            screen.say(say("edited.absent"))
            for id in absent:
                screen.say(id, indent=2, first="- ")

    def _status(self) -> str:
        review, say = self.given.review, self.speech.say
        if review.status != "approved":
            return say("edited.draft")
        if self.overtaken():
            return say("edited.changed")
        on = self.speech.day(review.on) if review.on else "–"
        return say("edited.status_approved", by=review.by or "–", on=on)

    def _marks(self, one: AssessedAdvice, chosen: Sequence[str]) -> list[str]:
        said, say = self.said_of(one), self.speech.say
        marks = [say("edited.chosen")] if {one.id, declared_id(one.id)} & set(chosen) else []
        if said is None:
            return marks
        id, reviewed = said
        if reviewed.left_out:
            marks.append(say("edited.is_left_out", words=reviewed.left_out))
        marks += self._decided({"owner": reviewed.owner, "due": reviewed.due, "note": reviewed.note})
        marks += [say("edited.reworded", words=words) for words in reviewed.texts.values()]
        return [*marks, *([say("edited.look_again")] if self.stale(id, reviewed) else [])]

    def _decided(self, said: Mapping[str, str | None]) -> list[str]:
        told = {key: self.speech.day(words) if key == "due" else words for key, words in said.items() if words}
        return [self.speech.say(f"edited.{key}", words=words) for key, words in told.items()]

    def _line(self, number: str, title: str, id: str, marks: Sequence[str]) -> None:
        self.screen.say(f"{title} ({id})", first=f"{number:>3} ")
        for mark in marks:
            self.screen.say(mark, indent=6, first="- ")
