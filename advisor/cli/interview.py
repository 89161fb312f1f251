"""`advisor interview`: fill in an answers file in a dialogue."""

from __future__ import annotations

import locale
import os
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from functools import partial
from pathlib import Path

import click

from advisor.advice import Assessment, assess
from advisor.advice.outlook import WorthAsking
from advisor.analysis.explanation.explain import why
from advisor.analysis.worth_asking import worth_asking
from advisor.answers import Answers, KnowledgeBaseReference, read_answers
from advisor.answers.record import Record
from advisor.answers.trouble import INPUT_AT_FAULT, RecordError
from advisor.inference import InferenceError
from advisor.interview import (
    AdviceUnavailable,
    Dialogue,
    Ended,
    Ending,
    LiveAdvice,
    Opening,
    Route,
    Screen,
    Session,
    Speech,
    Stop,
)
from advisor.interview.following_up import carry_over
from advisor.interview.opening import StepBack
from advisor.interview.prompting import mark_pastes
from advisor.interview.route import progress
from advisor.interview.terminal_text import plain
from advisor.interview.transliteration import CLOSEST
from advisor.knowledge.document import read_document
from advisor.knowledge.model import KnowledgeBase
from advisor.language import offered

from .options import Failure, Refusal, kb_option, knowledge_base, lang_option, language, language_of_locale, refusing


@click.command("interview")
@click.argument("answers_file", metavar="FILE.yaml", type=click.Path(path_type=Path))
@click.option(
    "--next-best",
    "by_usefulness",
    is_flag=True,
    help="Ask from the start what can change most; say when one may stop.",
)
@click.option("--all", "every", is_flag=True, help="Go through answered questions too; Enter keeps an answer.")
@click.option(
    "--from",
    "earlier",
    metavar="EARLIER.yaml",
    type=click.Path(path_type=Path),
    help="Begin FILE.yaml with the answers of an earlier interview, to go through them again.",
)
@click.option("--by", "writer", metavar="NAME", help="Who asks; notes bear the name (default: the file's consultant).")
@lang_option
@kb_option
def command(
    answers_file: Path,
    earlier: Path | None,
    writer: str | None,
    lang: str | None,
    kb_directory: Path | None,
    **order: bool,
) -> None:
    """Interview a brand: begin FILE.yaml, or go on with it.

    Every answer is on disk before the next question. Type ? at any question for help, quit to stop.
    """
    _accept_any_text()
    kb = knowledge_base(kb_directory)
    source = earlier if earlier is not None else answers_file
    speech = Speech(kb, lang_of(source, lang, kb))
    with speaking_of(answers_file, speech):
        started = _started(answers_file, earlier, kb, speech)
        if started is None:
            return
        writer = plain(writer or "") or None
        if writer and (earlier is not None or not started.headed("consultant")):
            started.head("consultant", writer)
        route = Route(kb, by_usefulness=order["by_usefulness"], every=order["every"])
        session = Session(kb, started, LiveAdvice(_assess(kb), _worth_asking(kb), _why(kb)))
        today = date.today().isoformat()
        ending = Dialogue(session, speech, Screen(), route, by_hand=_by_hand(), writer=writer, today=today).run()
        options = _options(lang, kb_directory)
        same = [*(["--next-best"] if route.by_usefulness else []), *(["--by", writer] if writer else [])]
        again = ["advisor", "interview", str(answers_file), *same, *options]
        report = ["advisor", "report", str(answers_file), *options]
        _part(ending, session, speech, shlex.join(again), shlex.join(report))


def lang_of(path: Path, lang: str | None, kb: KnowledgeBase) -> str:
    """The language to speak of a file that may be missing or unfinished."""
    named = None
    if lang is None and path.is_file():
        with refusing(language_of_locale()):
            named = read_document(path).value.get("language")
    return language(lang or (named if named in offered(kb.languages) else None), None, kb)


@contextmanager
def speaking_of(path: Path, speech: Speech) -> Iterator[None]:
    """Turn what can happen to a file and to the output into one line and an exit status."""
    try:
        with refusing(speech.language):
            yield
    except RecordError as error:
        said = speech.say(f"file.{error.trouble.value}", file=error.path, detail=error.detail)
        raise (Refusal if error.trouble in INPUT_AT_FAULT else Failure)(said) from None
    except BrokenPipeError:
        _close_output()
        key = "ending.pipe" if path.exists() else "ending.pipe_nothing"
        raise Failure(speech.say(key, file=path)) from None


def _started(path: Path, earlier: Path | None, kb: KnowledgeBase, speech: Speech) -> Record | None:
    """The record to go on with, on disk, brand and date known; None if the person stopped before."""
    opening = Opening(speech, Screen())
    if earlier is None and os.path.lexists(path):
        read_document(path)
        record = Record.open(path)
        record.check_writable()
        complete = bool(record.headed("based_on") or (record.headed("brand") and record.headed("date")))
        if complete:
            return record
    elif earlier is not None:
        if os.path.lexists(path):
            raise Refusal(speech.say("file.exists", file=path))
        read_document(earlier)
        record = Record.open(earlier).copied_to(path)
        carry_over(record, read_answers(earlier, kb), kb)
        record.knowledge_base(KnowledgeBaseReference(kb.id, kb.version))
        record.head("date", "")
    else:
        record = Record.begin(
            path,
            brand="",
            date="",
            language=speech.language,
            knowledge_base=KnowledgeBaseReference(kb.id, kb.version),
        )
    record.check_writable()
    return _opened(record, opening, path, speech)


def _opened(record: Record, opening: Opening, path: Path, speech: Speech) -> Record | None:
    opening.screen.gap()
    opening.screen.say(speech.say("opening.new", file=path))
    try:
        if not record.headed("brand"):
            record.head("brand", opening.brand())
        while not record.headed("date"):
            try:
                record.head("date", opening.date(date.today().isoformat()))
            except StepBack:
                record.head("brand", opening.brand())
    except Stop as stop:
        if stop.ended is Ended.END_OF_INPUT and not _by_hand():
            raise Refusal(speech.say("ending.no_opening")) from None
        click.echo("\n" + speech.say("ending.nothing"))
        return None
    record.save()
    return record


def _part(ending: Ending, session: Session, speech: Speech, again: str, report: str) -> None:
    """Say what is saved and how to go on; Refusal where piped input ended with something that was no answer."""
    file = session.record.path
    came = progress(session.kb, session.readable)
    screen = Screen()
    screen.gap()
    screen.say(speech.say("ending.saved", file=file, done=came.done, relevant=came.relevant))
    if ending.to_confirm:
        screen.say(speech.count("ending.to_confirm", ending.to_confirm))
    if ending.missing or ending.to_confirm:
        screen.say(speech.say("ending.resume"))
        screen.verbatim(again, indent=2)
    screen.say(speech.say("ending.report"))
    screen.verbatim(report, indent=2)
    if ending.ended is Ended.END_OF_INPUT and not _by_hand():
        if ending.missing:
            named = ", ".join(ending.missing)
            click.echo(speech.count("ending.missing", len(ending.missing), questions=named), err=True)
        if ending.refused:
            raise Refusal(speech.say("ending.refused"))


def _options(lang: str | None, kb_directory: Path | None) -> list[str]:
    """The options to repeat in a command that goes on with the same interview."""
    given = kb_directory is not None and "ADVISOR_KB" not in os.environ
    return [*(["--lang", lang] if lang else []), *(["--kb", str(kb_directory)] if given else [])]


def _assess(kb: KnowledgeBase) -> Callable[[Answers], Assessment]:
    def work_out(answers: Answers) -> Assessment:
        try:
            return assess(kb, answers)
        except InferenceError as error:
            raise AdviceUnavailable(str(error)) from error

    return work_out


def _worth_asking(kb: KnowledgeBase) -> Callable[[Answers], WorthAsking]:
    def work_out(answers: Answers) -> WorthAsking:
        try:
            return worth_asking(kb, answers)
        except InferenceError as error:
            raise AdviceUnavailable(str(error)) from error

    return work_out


def _why(kb: KnowledgeBase) -> Callable[[Answers, Assessment, str, str, int], Sequence[str]]:
    def work_out(answers: Answers, assessment: Assessment, words: str, language: str, width: int) -> Sequence[str]:
        try:
            return why(kb, answers, assessment, words, language, width=width).lines
        except InferenceError as error:
            raise AdviceUnavailable(str(error)) from error

    return work_out


def _by_hand() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _accept_any_text() -> None:
    """Neither a byte that is no text nor a character the terminal lacks may end the interview."""
    with suppress(AttributeError, OSError):
        sys.stdin.reconfigure(errors="surrogateescape")  # type: ignore[union-attr]
        sys.stdout.reconfigure(errors=CLOSEST)  # type: ignore[union-attr]
    if _by_hand():
        _edit_lines()


def _edit_lines() -> None:
    """Give the prompts line editing and recall, where the platform has them."""
    with suppress(AttributeError, locale.Error):
        # Readline asks the environment's locale what a letter is: under C it swallows the first accented one, and
        # deletes others by halves, although Python and the terminal speak UTF-8.
        if sys.stdin.encoding == "utf-8" and locale.nl_langinfo(locale.CODESET) != "UTF-8":
            os.environ["LC_ALL"] = locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    with suppress(ImportError):
        import readline

        # Several lines pasted together then come as one, and are told from lines typed one after another.
        if os.environ.get("TERM", "dumb") != "dumb":
            readline.parse_and_bind("set enable-bracketed-paste on")
        mark_pastes(on=True)
        click.get_current_context().call_on_close(partial(mark_pastes, on=False))


def _close_output() -> None:
    """Point standard output nowhere, so that flushing it at exit does not complain once more."""
    with suppress(OSError, AttributeError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
