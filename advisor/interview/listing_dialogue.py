"""Asking for the list of a context: which spaces a brand has, one name a line, until it says that this is all."""

from __future__ import annotations

from dataclasses import dataclass, field

from advisor.answers.answer import InstanceList
from advisor.answers.listed import fresh_id
from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.model import Context, KnowledgeBase, Question

from .command import Command, command_in
from .destinations import Destinations
from .following_up import list_to_confirm
from .prompting import Ended, Stop, ask
from .refusal import Refused
from .reply import read_words
from .reply_words import ReplyWord, yes_or_no
from .screen import DONE, FAINT, STRONG, WARNING, Screen
from .session import Session
from .speech import Speech
from .terminal_text import folded
from .voices import Voices


class _Elsewhere(Exception):
    """Somebody goes to another place in place of naming one more."""

    def __init__(self, command: Command, words: str) -> None:
        super().__init__(words)
        self.command, self.words = command, words


@dataclass
class ListingDialogue:
    """Asks for lists in one sitting. `asked` are the contexts that were asked for, complete or not."""

    session: Session
    speech: Speech
    screen: Screen
    destinations: Destinations
    voices: Voices
    asked: set[str] = field(default_factory=set)

    def due(self, upcoming: Question | None, origin: str | None = None) -> Context | None:
        """The list to ask for before a question, or before the interview closes; None if there is none.

        What was leapt over to `origin` waits until the way comes round to it.
        """
        kb = self.session.declared
        passed = _sections_up_to(kb, upcoming)
        if upcoming is not None and origin is not None and _comes_at_or_after(kb, origin, upcoming.id):
            passed -= _sections_up_to(kb, kb.questions[declared_id(origin)])
        for context in kb.contexts.values():
            first = next((section.id for section in kb.sections if section.for_each == context.id), None)
            listed = self.session.answers.instances.get(context.id, InstanceList())
            settled = listed.complete and not list_to_confirm(context, self.session)
            if first in passed and not settled and context.id not in self.asked:
                return context
        return None

    def ask_for(self, context: Context) -> tuple[Command, str] | None:
        """Take names until an empty line, then whether these are all.

        Gives the command by which somebody went elsewhere in place of a name; the list is then asked for later.
        """
        try:
            self._take(context)
        except _Elsewhere as elsewhere:
            return elsewhere.command, elsewhere.words
        self.asked.add(context.id)
        return None

    def _take(self, context: Context) -> None:
        self.screen.gap()
        self.screen.say(self.speech.text(context.ask), style=STRONG)
        if context.help:
            self.screen.say(self.speech.text(context.help), indent=2, style=FAINT)
        while len(self._names(context)) < context.at_most:
            self._show(context)
            name = self._line("list.name", naming=context)
            if not name:
                break
            if folded(name) in map(folded, self._names(context)):
                self.screen.say(self.speech.say("refused.listed", name=name), indent=2, style=WARNING)
                continue
            id = fresh_id(name, {one.id for one in self._listed(context).instances})
            self.session.list_instance(context, id, name)
            self.screen.say(self.speech.say("list.recorded", name=name), indent=2, style=DONE)
        if len(self._names(context)) >= context.at_most:
            self.screen.say(self.speech.say("list.full", most=context.at_most), indent=2, style=FAINT)
        if self._is_all():
            self.session.complete_list(context)
            self.screen.say(self.speech.say("list.complete"), indent=2, style=DONE)
        else:
            if self._listed(context).complete:
                self.session.open_list(context)
            self.screen.say(self.speech.say("list.open"), indent=2, style=DONE)

    def _listed(self, context: Context) -> InstanceList:
        return self.session.answers.instances.get(context.id, InstanceList())

    def _names(self, context: Context) -> list[str]:
        return [one.name for one in self._listed(context).instances]

    def _show(self, context: Context) -> None:
        names = self._names(context)
        if names:
            self.screen.say(self.speech.say("list.so_far", names=self.speech.listing(names)), indent=2, style=FAINT)

    def _is_all(self) -> bool:
        self.screen.say(self.speech.say("list.all"), indent=2)
        while True:
            typed = self._line("prompt")
            meant = yes_or_no(typed, self.speech.interface)
            if typed == "1" or meant is ReplyWord.YES:
                return True
            if typed in ("", "2") or meant is ReplyWord.NO:
                return False
            self.screen.say(self.speech.say("list.yes_or_no"), indent=2, style=WARNING)

    def _line(self, prompt: str, *, naming: Context | None = None) -> str:
        """One line of words; the interview can be stopped here as everywhere.

        Where a name is asked for, it can be left for a place there is, and a name taken off again.
        """
        while True:
            try:
                typed = ask(self.speech.say(prompt))
                command = command_in(typed, self.speech.interface, bare=True)
                if command is not None and command[0] is Command.QUIT:
                    raise Stop(Ended.QUIT)
                if command is not None and command[0] is Command.BACK:
                    raise _Elsewhere(*command)
                if naming is not None and self._is_no_name(naming, typed):
                    continue
                if command is None:
                    return read_words(typed.removeprefix("=")) if typed else ""
                self.screen.say(self.speech.say("list.help" if naming else "list.yes_or_no"), indent=2, style=FAINT)
            except Refused as refused:
                self.screen.say(self.speech.say(refused.key, **refused.values), indent=2, style=WARNING)

    def _is_no_name(self, context: Context, typed: str) -> bool:
        """Whether a line is a command and was obeyed. Refused for what is neither that nor a name."""
        first, _, rest = typed.partition(" ")
        if command_in(first, self.speech.interface, bare=True) == (Command.CLEAR, ""):
            self._take_off(context, rest.strip())
            return True
        command = command_in(typed, self.speech.interface) if typed[:1] != "/" else None
        if command is not None and self.destinations.leads(*command):
            raise _Elsewhere(*command)
        if command is not None and command[0] is Command.SAID_BY:
            self.voices.said_by(command[1])
            return True
        if command is not None and _of_a_question(*command):
            raise Refused("list.help")
        if typed and not typed.startswith("=") and not any(one.isalpha() for one in typed):
            raise Refused("refused.name", typed=typed)
        return False

    def _take_off(self, context: Context, name: str) -> None:
        """Take the name last listed off again, or the one named. Refused where there is none, or it has answers."""
        listed = self._listed(context).instances
        named = [one for one in listed if folded(name) in ("", one.id, folded(one.name))]
        if not named:
            raise Refused("refused.not_listed", name=name)
        if not self.session.take_off(context, named[-1].id):
            raise Refused("refused.has_answers", name=named[-1].name)
        self.screen.say(self.speech.say("list.taken_off", name=named[-1].name), indent=2, style=DONE)
        self._show(context)


def _of_a_question(command: Command, words: str) -> bool:
    """Whether a command with words is one that only a question takes: no place is called so."""
    always = (Command.DUE, Command.DISPUTED, Command.SETTLE)
    return bool(words) and (command in always or words.isdigit() or (command is Command.NOTE and ":" in words))


def _comes_at_or_after(kb: KnowledgeBase, first: str, then: str) -> bool:
    places = {id: place for place, id in enumerate(kb.questions)}
    return places[declared_id(then)] >= places[declared_id(first)]


def _sections_up_to(kb: KnowledgeBase, upcoming: Question | None) -> set[str]:
    """The sections of the interview up to that of a question; all of them where nothing is left to ask."""
    ids = [section.id for section in kb.sections]
    return set(ids if upcoming is None else ids[: ids.index(upcoming.section) + 1])
