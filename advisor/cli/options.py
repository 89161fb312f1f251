"""What commands share: their options, the language they speak, and how they refuse bad input.

Exit status: 0 done, 1 the input is at fault, 2 wrong usage, 3 the program could not.
"""

from __future__ import annotations

import locale
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from advisor.answers import Answers, read_answers
from advisor.knowledge import load, shipped
from advisor.knowledge.document import scan_document
from advisor.knowledge.model import KnowledgeBase
from advisor.knowledge.problem import InputError
from advisor.language import N_, SOURCE_LANGUAGE, Phrase, languages, offered, spoken

F = TypeVar("F", bound=Callable[..., Any])

SHIPPED = "community-management"

FAULTY = N_("{count} problem(s) to mend; nothing was done.")
MORE = N_("… and {more} more, which may follow from these.")
MOST_SHOWN = 20
"""Problems to print before a command that was not asked for them; `rules check` prints all."""


class Refusal(click.ClickException):
    """The input is at fault: the message says where and what to do."""

    exit_code = 1

    def show(self, file: Any = None) -> None:
        """Print the message as it is: it already begins with a position."""
        click.echo(self.message, err=True)


class Failure(Refusal):
    """The program could not do what was asked although the input is sound."""

    exit_code = 3


def kb_option(command: F) -> F:
    """Add `--kb DIR`; the command receives `kb_directory`."""
    return click.option(
        "--kb",
        "kb_directory",
        envvar="ADVISOR_KB",
        metavar="DIR",
        type=click.Path(path_type=Path),
        help="Directory of the knowledge base (default: the one shipped; environment: ADVISOR_KB).",
    )(command)


def lang_option(command: F) -> F:
    """Add `--lang`; the command receives `lang`, None if not given."""
    return click.option(
        "--lang",
        metavar="LANG",
        help=f"Language: {', '.join(languages())} (default: the file's, else the locale's, else en).",
    )(command)


answers_argument = click.argument("answers_file", metavar="ANSWERS.yaml", type=click.Path(path_type=Path))


def knowledge_base(directory: Path | None, *, drafts: bool = False) -> KnowledgeBase:
    """Load the knowledge base at a directory, or the shipped one. Refusal with every error if it is faulty."""
    try:
        return load(directory if directory is not None else shipped("rules") / SHIPPED, drafts=drafts)
    except InputError as error:
        raise Refusal(listed(error, "en")) from None


def answers(path: Path, kb: KnowledgeBase, lang: str | None, *, tell: bool = True) -> Answers:
    """Read an answers file. Refusal with every problem, in the consultant's language.

    With `tell` a line on stderr names the answers that are not read because nobody asks for them any more.
    """
    try:
        given = read_answers(path, kb)
    except InputError as error:
        raise Refusal(listed(error, lang or _language_of(path) or language_of_locale())) from None
    if tell and given.no_longer_asked:
        from advisor.interview import Speech  # Only here: most commands need nothing of an interview.

        click.echo(Speech(kb, language(lang, given, kb)).no_longer_asked(given), err=True)
    return given


def language(lang: str | None, answers: Answers | None, kb: KnowledgeBase) -> str:
    """The language to speak: `--lang`, else the file's, else the locale's, else English, else the first there is.

    Wrong usage if `--lang` names a language that neither the knowledge base nor the interface has.
    """
    if lang is not None:
        if lang not in (known := offered(kb.languages)):
            possible = ", ".join(known)
            raise click.BadParameter(f"{lang!r} is not one of {possible}.", param_hint="'--lang'")
        return lang
    own = answers.language if answers is not None else None
    if own in offered(kb.languages):
        return str(own)
    for candidate in (language_of_locale(), SOURCE_LANGUAGE):
        if candidate in kb.languages:
            return candidate
    return kb.languages[0]


def language_of_locale() -> str:
    """The interface language of the environment; English where the interface does not speak it."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable)
        if value:
            return spoken(value)
    try:
        name = locale.getlocale()[0] or ""
    except ValueError:
        name = ""
    return spoken(name)


@contextmanager
def refusing(lang: str) -> Iterator[None]:
    """Turn an InputError raised inside into a Refusal in the given language."""
    try:
        yield
    except InputError as error:
        raise Refusal(listed(error, lang)) from None


def listed(error: InputError, lang: str) -> str:
    """The problems with their source lines, the first `MOST_SHOWN` of them, then how many there are."""
    lines = [problem.render(lang) for problem in error.problems[:MOST_SHOWN]]
    if len(error.problems) > MOST_SHOWN:
        lines.append(Phrase(MORE, more=len(error.problems) - MOST_SHOWN)(lang))
    return "\n".join([*lines, Phrase(FAULTY, count=len(error.problems))(lang)])


def _language_of(path: Path) -> str | None:
    """The language a faulty answers file names, read without judging the rest."""
    document, _ = scan_document(path)
    named = document.value.get("language") if document is not None else None
    return named if named in languages() else None
