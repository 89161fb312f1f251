"""`advisor rules play ID`: one advice or rule in the terminal, to change answers and see what turns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click

from advisor.analysis.explanation.tree import listed
from advisor.analysis.workbench.playing import Play, UnplayableError
from advisor.interview.prompting import Stop, ask
from advisor.interview.refusal import Refused
from advisor.interview.terminal_text import printable
from advisor.knowledge.model import KnowledgeBase, Question
from advisor.knowledge.problem import did_you_mean, quoted

from ..options import Refusal, kb_option, knowledge_base
from .printing import KbCommand, refuse_directories

HELP = """\
  3 VALUE          answer question 3: an option, a number, options with commas, unknown, na, {not: [a, b]}
  3                show question 3 with its options
  3 -              take the answer to 3 back
  ID VALUE         the same by id; of one instance of a context: NAME.ID VALUE
  example NAME     take the answers of an example
  yaml             print the answers as an example to keep
  clear            take all answers back
  quit             or Ctrl-D"""


@click.command("play", cls=KbCommand)
@click.argument("id", metavar="ID")
@click.option("--example", metavar="NAME", help="Begin with the answers of an example.")
@click.option("--brand", metavar="NAME", default="Alizé", show_default=True, help="Name that texts print.")
@kb_option
def command(id: str, example: str | None, brand: str, kb_directory: Path | None) -> None:
    """Change the answers an advice or rule reads, and see what turns: parts, outcome, texts in every language.

    Type help for what can be typed. Commands may also come through a pipe, one a line.
    """
    kb = knowledge_base(kb_directory, drafts=True)
    play = _play(kb, id, brand)
    if example is not None:
        try:
            play.load(example)
        except UnplayableError as error:
            raise Refusal(str(error)) from None
    before: tuple[str, ...] = ()
    while True:
        if before != (now := tuple(_screen(play))):
            _show(now, before)
            before = now
        try:
            if not _obeyed(play, ask("play")):
                return
        except Stop:
            click.echo()
            return
        except (UnplayableError, Refused) as error:
            click.echo(str(error) if isinstance(error, UnplayableError) else "Type one line of text; help lists what.")


def _play(kb: KnowledgeBase, id: str, brand: str) -> Play:
    refuse_directories(click.get_current_context(), [id])
    present = kb.aliases.get(id, id)
    entry = kb.advice.get(present) or kb.rules.get(present)
    if entry is not None:
        return Play(kb, entry, brand)
    if present in kb.conclusions:
        rules = ", ".join(rule.id for rule in kb.rules_for(present))
        raise Refusal(f"{quoted(present)} is a conclusion. Play one of its rules: {rules}.")
    if present in kb.inactive:
        raise Refusal(f"{quoted(present)} does not run: its status is {kb.inactive[present].status}.")
    raise Refusal(f"No advice or rule is called {quoted(id)}.{did_you_mean(id, [*kb.advice, *kb.rules])}")


def _obeyed(play: Play, line: str) -> bool:
    """Do what was typed; False where that is to stop."""
    word, _, rest = line.replace("=", " ", 1).partition(" ") if "=" in line.split(" ")[0] else line.partition(" ")
    rest = rest.strip()
    orders: Mapping[str, Callable[[], None]] = {
        "": lambda: None,
        "help": lambda: click.echo(HELP),
        "clear": play.clear,
        "example": lambda: play.load(rest),
        "yaml": lambda: click.echo(play.example()),
    }
    if word in ("quit", "q", "exit"):
        return False
    if word in orders:
        orders[word]()
    elif not rest:
        _explain(play, word)
    else:
        before = play.typed
        if rest == "-":
            play.take_back(word)
        else:
            play.put(word, rest)
        if play.typed == before:
            click.echo("Nothing changes: it stands so already.")
    return True


def _explain(play: Play, name: str) -> None:
    question = play.question(name)
    for language in play.kb.languages:
        for line in listed(f"  {language}  ", printable(question.ask[language])):
            click.echo(line)
    click.echo(f"      {_possible(question)}")
    for option in question.options:
        labels = " · ".join(printable(option.label[language]) for language in play.kb.languages)
        click.echo(f"      {option.id}: {labels}")


def _possible(question: Question) -> str:
    if question.options:
        several = "several of " if question.type == "choices" else ""
        return several + " | ".join(option.id for option in question.options)
    return f"{question.min} to {question.max}" if question.type == "number" else "words"


def _screen(play: Play) -> Iterator[str]:
    yield f"{play.entry.id}: {play.outcome()}" + (f" ({chosen})" if (chosen := play.chosen()) else "")
    if settling := play.settling():
        yield from listed("  open: ", ", ".join(settling))
    yield from (f"  {line}" for line in play.conditions())
    yield ""
    rows = list(play.rows())
    width = max((len(name) for name, _, _ in rows), default=0)
    answered = min(max((len(answer) for _, answer, _ in rows), default=0), 30)
    numbers = {question.id: number for number, question in enumerate(play.questions, start=1)}
    for name, answer, question in rows:
        lead = f"{numbers[question.id]:>3}  {name:<{width}}  "
        yield from listed(lead, f"{answer:<{answered}}  [{_possible(question)}]", 118)
    for language in play.kb.languages:
        said = play.printed(language)
        if said:
            yield ""
        for label, words in said:
            lead = f"  {language}  {label + ':':<15} " if label == "title" else f"      {label + ':':<15} "
            yield from listed(lead, printable(words), 118)


def _show(now: tuple[str, ...], before: tuple[str, ...]) -> None:
    """The screen; lines that were not there before are marked, on a terminal by their weight."""
    click.clear()
    for line in now:
        fresh = bool(before) and line not in before and bool(line)
        click.echo(click.style(line, bold=True) if fresh else line)
    click.echo()
