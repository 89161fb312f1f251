"""Destinations: where a word leads — a question by number, id or what it says; a section, an instance, a list.

Numbers and ids are those of the printed form. Words are looked for in every language of the knowledge base, without
regard to capitals and accents.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from advisor.answers import is_asked
from advisor.knowledge.ground_id import declared_id, ground_id, instance_of
from advisor.knowledge.model import Context, KnowledgeBase, Question, Section, Text

from .command import Command
from .list_columns import is_in_column
from .refusal import Refused
from .reply import SHORTEST_WORD
from .route import is_open, is_relevant
from .session import Session
from .terminal_text import folded

PLURAL = 2
"""Letters by which a word may be longer than the title of what is listed, as in `spaces`."""


@dataclass(frozen=True)
class Match:
    """A question that holds the words looked for; `option` is the one whose label does, if it is none of its own."""

    question: Question
    option: str | None = None


@dataclass
class Destinations:
    """Finds the way in one session."""

    session: Session

    def named(self, words: str, here: Question | None = None) -> Question | Context:
        """What a number, an id or a name leads to: a question, or the list of a context. Refused if nothing.

        Of a question about instances `7@instagram` names one; `7` that of the instance of `here`, or the first. A
        table, a section or an instance leads to its first open question.
        """
        named = self._list(words) or self._question(words, here) or self._part(words, here)
        if named is None:
            key = "refused.question_words" if self.found(words, here) else "refused.question"
            raise Refused(key, typed=words, last=len(self.session.declared.questions))
        return named

    def first_in(self, context: Context) -> Question | None:
        """The first open question about something on a list; None where none is open."""
        readable = self.session.readable
        asked = (one for one in self.session.kb.questions.values() if one.for_each == context.id)
        return next((one for one in asked if is_open(readable[one.id]) and is_asked(one, readable)), None)

    def leads(self, command: Command, words: str) -> bool:
        """Whether a command with words goes anywhere."""
        if command is Command.FIND:
            return bool(self.found(words))
        if command is not Command.GO:
            return False
        try:
            self.named(words)
        except Refused:
            return False
        return True

    def found(self, words: str, here: Question | None = None) -> tuple[Match, ...]:
        """The questions, rows and options in which all the words occur, in order; one match for each question.

        Of a question about instances that of the instance at hand, or of the first.
        """
        sought = folded(words).split()
        sought = [_singular(word) for word in sought]
        matches: dict[str, Match] = {}
        at_hand = instance_of(here.id) if here is not None else None
        for question in self.session.kb.questions.values():
            match = _match(question, sought, self.session.kb) if sought else None
            if match is not None and (instance_of(question.id) == at_hand or declared_id(question.id) not in matches):
                matches[declared_id(question.id)] = match
        return tuple(matches.values())

    def unlisted(self, words: str) -> str | None:
        """The key of the list of which a question with these words is asked, once something is on it."""
        sought, declared = [_singular(word) for word in folded(words).split()], self.session.declared
        for question in declared.questions.values():
            context = declared.contexts.get(question.for_each or "")
            if context is not None and _match(question, sought, declared):
                return context.key
        return None

    def _list(self, words: str) -> Context | None:
        """The list that is called so, by its key or by the title of one on it, in any language and in the plural."""
        sought = folded(words)
        for one in self.session.declared.contexts.values():
            titles = [folded(title) for title in one.title.values()]
            endings = (sought.removeprefix(title) for title in titles if sought.startswith(title))
            if sought in (one.key, one.id, *titles) or any(one.isalpha() and len(one) <= PLURAL for one in endings):
                return one
        return None

    def _question(self, words: str, here: Question | None) -> Question | None:
        word, _, instance = words.strip().partition("@")
        questions, declared = self.session.kb.questions, tuple(self.session.declared.questions)
        if word.isascii() and word.isdigit() and 1 <= int(word) <= len(declared):
            word = declared[int(word) - 1]
        at_hand = instance_of(here.id) if here is not None else None
        wanted = [ground_id(word, instance)] if instance else [ground_id(word, at_hand), word]
        of_any = (id for id in (*questions, *self.session.kb.tables) if not instance and declared_id(id) == word)
        for id in (*wanted, *of_any):
            if id in questions:
                return questions[id]
            if id in self.session.kb.tables:
                return self._first_open([questions[row] for row in self.session.kb.tables[id].rows])
        return None

    def _part(self, words: str, here: Question | None) -> Question | None:
        """The first open question of a section or an instance, else its first."""
        kinds = {folded(kind) for one in self.session.declared.contexts.values() for kind in (one.id, one.key)}
        first, _, rest = words.strip().partition(" ")
        by_number = folded(first) == "section"  # a bare number is that of a question
        name = rest if rest and (by_number or folded(first) in kinds) else words
        of_instance = list(self._of_instance(folded(name)))
        section = section_named(name, self.session.kb.sections, whole=bool(of_instance))
        asked = [] if section is None or (name.strip().isdigit() and not by_number) else _at_hand(section, here)
        return self._first_open([*asked, *of_instance])

    def _first_open(self, asked: Sequence[Question]) -> Question | None:
        """The first open question of several, else the first that is relevant."""
        readable = self.session.readable
        waiting = (one for one in asked if is_open(readable[one.id]) and is_asked(one, readable))
        relevant = (one for one in asked if is_relevant(readable[one.id]))
        return next(waiting, None) or next(relevant, None)

    def _of_instance(self, name: str) -> Iterator[Question]:
        listed = (one for each in self.session.answers.instances.values() for one in each.instances)
        names = {one.id: folded(one.name) for one in listed}
        ids = {id for id, called in names.items() if name in (id, called)}
        if not ids and len(name) >= SHORTEST_WORD:
            part_of = {id for id, called in names.items() if name in called}
            ids = part_of if len(part_of) == 1 else ids
        yield from (one for one in self.session.kb.questions.values() if instance_of(one.id) in ids)


def section_named(words: str, sections: Sequence[Section], *, whole: bool = False) -> Section | None:
    """The section with this number, id or title; unless it has to be `whole`, the only one with these words in it."""
    name = folded(words)
    for place, section in enumerate(sections, start=1):
        if name in (str(place), folded(section.id), *map(folded, section.title.values())):
            return section
    if whole or len(name) < SHORTEST_WORD:
        return None
    found = [one for one in sections if any(name in folded(title) for title in one.title.values())]
    return found[0] if len(found) == 1 else None


def _match(question: Question, sought: Sequence[str], kb: KnowledgeBase) -> Match | None:
    """Where in a question all words occur; None if nowhere."""
    table = kb.tables.get(question.table or "")
    heads = (table.ask,) if table is not None and table.rows[0] == question.id else ()
    if _holds(sought, (question.ask, *heads), question.id):
        return Match(question)
    # The options of a table are found with its first row.
    if table is not None and not heads and not is_in_column(question):
        return None
    option = next((one for one in question.options if _holds(sought, (one.label,), one.id)), None)
    return None if option is None else Match(question, option.id)


def _at_hand(section: Section, here: Question | None) -> list[Question]:
    """The questions of a section, of the instance at hand if it has any."""
    at_hand = instance_of(here.id) if here is not None else None
    own = [one for one in section.questions if instance_of(one.id) == at_hand]
    return own or list(section.questions)


def _singular(word: str) -> str:
    """A word without the ending of a plural, so that `prizes` finds a prize; a short one as it is."""
    return word[:-1] if len(word) > SHORTEST_WORD and word[-1] in "sx" else word


def _holds(sought: Sequence[str], texts: Sequence[Text], id: str) -> bool:
    """Whether all words occur in one of the texts, in one language, or are the id."""
    said = [folded(words) for text in texts for words in text.values()]
    return any(all(word in words for word in sought) for words in said) or " ".join(sought) == _singular(
        folded(declared_id(id))
    )
