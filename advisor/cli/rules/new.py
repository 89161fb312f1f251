"""`advisor rules new`: skeletons to begin with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from advisor.knowledge import InputError, shipped
from advisor.knowledge.forms.advice import KINDS
from advisor.knowledge.forms.question_forms import TYPES
from advisor.knowledge.skeletons import (
    Made,
    SkeletonError,
    new_advice,
    new_case,
    new_check,
    new_claim,
    new_conclusion,
    new_context,
    new_knowledge_base,
    new_question,
    new_row,
    new_rule,
    new_section,
    new_source,
    new_table,
    new_theme,
    new_variant,
)

from ..options import SHIPPED, Failure, Refusal, kb_option
from .printing import KbCommand

id_argument = click.argument("id", metavar="ID")
for_each_option = click.option("--for-each", metavar="CONTEXT", help="Context for each instance of which it is judged.")
question_option = click.option("--question", metavar="ID", help="Id of its first question (default: made from the id).")


@click.group("new")
def group() -> None:
    """Put a commented, valid skeleton where it belongs. Nothing is ever overwritten."""


@group.command("advice", cls=KbCommand)
@id_argument
@click.option("--theme", metavar="THEME", help="Chapter of the report it belongs to.")
@click.option("--kind", type=click.Choice(KINDS), default="gap", show_default=True, help="What sort of advice.")
@for_each_option
@kb_option
def advice(id: str, theme: str | None, kind: str, for_each: str | None, kb_directory: Path | None) -> None:
    """Add a draft advice to the file of its theme."""
    _made(kb_directory, lambda directory: new_advice(directory, id, theme=theme, kind=kind, for_each=for_each))


@group.command("variant", cls=KbCommand)
@click.argument("id", metavar="ENTRY")
@kb_option
def variant(id: str, kb_directory: Path | None) -> None:
    """Add a variant to the advice or conclusion ENTRY, after those it has."""
    _made(kb_directory, lambda directory: new_variant(directory, id))


@group.command("conclusion", cls=KbCommand)
@id_argument
@click.option("--file", metavar="FILE", help="File of conclusions it belongs to, where there are several.")
@for_each_option
@kb_option
def conclusion(id: str, file: str | None, for_each: str | None, kb_directory: Path | None) -> None:
    """Add a conclusion with one draft rule for it."""
    _made(kb_directory, lambda directory: new_conclusion(directory, id, file=file, for_each=for_each))


@group.command("rule", cls=KbCommand)
@id_argument
@click.option("--concludes", "conclusion", metavar="CONCLUSION", help="What it concludes.")
@kb_option
def rule(id: str, conclusion: str | None, kb_directory: Path | None) -> None:
    """Add a draft rule to the file of its conclusion."""
    _made(kb_directory, lambda directory: new_rule(directory, id, conclusion=conclusion))


@group.command("check", cls=KbCommand)
@id_argument
@for_each_option
@kb_option
def check(id: str, for_each: str | None, kb_directory: Path | None) -> None:
    """Add a check: answers that contradict each other."""
    _made(kb_directory, lambda directory: new_check(directory, id, for_each=for_each))


@group.command("question", cls=KbCommand)
@id_argument
@click.option("--section", metavar="SECTION", help="Section of the interview it belongs to.")
@click.option("--type", "kind", type=click.Choice(TYPES), default="choice", show_default=True, help="Type of answer.")
@kb_option
def question(id: str, section: str | None, kind: str, kb_directory: Path | None) -> None:
    """Add a question at the end of its section."""
    _made(kb_directory, lambda directory: new_question(directory, id, section=section, type=kind))


@group.command("table", cls=KbCommand)
@id_argument
@click.option("--section", metavar="SECTION", help="Section of the interview it belongs to.")
@click.option("--row", metavar="ID", help="Id of its first row (default: made from the id).")
@kb_option
def table(id: str, section: str | None, row: str | None, kb_directory: Path | None) -> None:
    """Add a table of practices, with one row, at the end of its section."""
    _made(kb_directory, lambda directory: new_table(directory, id, section=section, row=row))


@group.command("row", cls=KbCommand)
@id_argument
@click.option("--table", metavar="TABLE", help="Table it belongs to.")
@kb_option
def row(id: str, table: str | None, kb_directory: Path | None) -> None:
    """Add a row, such as a practice, at the end of its table."""
    _made(kb_directory, lambda directory: new_row(directory, id, table=table))


@group.command("section", cls=KbCommand)
@id_argument
@question_option
@click.option("--for-each", metavar="CONTEXT", help="Context for each instance of which it is asked.")
@kb_option
def section(id: str, question: str | None, for_each: str | None, kb_directory: Path | None) -> None:
    """Make a section of the interview with one question, after those there are."""
    _made(kb_directory, lambda directory: new_section(directory, id, question=question, for_each=for_each))


@group.command("context", cls=KbCommand)
@id_argument
@click.option("--list", "listed", metavar="KEY", help="What answers files call the list (default: made from the id).")
@question_option
@kb_option
def context(id: str, listed: str | None, question: str | None, kb_directory: Path | None) -> None:
    """Declare a context, what there are several of, with a section asked for each of them."""
    _made(kb_directory, lambda directory: new_context(directory, id, list=listed, question=question))


@group.command("theme", cls=KbCommand)
@id_argument
@kb_option
def theme(id: str, kb_directory: Path | None) -> None:
    """Add a theme, the last chapter of the report."""
    _made(kb_directory, lambda directory: new_theme(directory, id))


@group.command("source", cls=KbCommand)
@id_argument
@click.option("--author", metavar="NAME", help="Who wrote it.")
@click.option("--title", metavar="TITLE", help="Its title.")
@kb_option
def source(id: str, author: str | None, title: str | None, kb_directory: Path | None) -> None:
    """Add a source, such as S9, to which claims can belong."""
    _made(kb_directory, lambda directory: new_source(directory, id, author=author, title=title))


@group.command("claim", cls=KbCommand)
@id_argument
@kb_option
def claim(id: str, kb_directory: Path | None) -> None:
    """Add a claim, such as S9-01; the id of a source, S9, stands for the next number."""
    _made(kb_directory, lambda directory: new_claim(directory, id))


@group.command("case", cls=KbCommand)
@id_argument
@click.option("--brand", metavar="NAME", help="Name of the invented brand (default: made from the id).")
@click.option("--based-on", metavar="CASE", help="Case whose answers it takes over where it has none of its own.")
@kb_option
def case(id: str, brand: str | None, based_on: str | None, kb_directory: Path | None) -> None:
    """Make a file for a whole example brand."""
    _made(kb_directory, lambda directory: new_case(directory, id, brand=brand, based_on=based_on))


@group.command("knowledge-base")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--id", metavar="ID", help="Its id (default: made from the directory's name).")
@click.option("--title", metavar="TITLE", help="Its title (default: made from the id).")
@click.option("--lang", "languages", metavar="LANG", multiple=True, help="A language; repeat for more (default: en).")
def knowledge_base(directory: Path, id: str | None, title: str | None, languages: tuple[str, ...]) -> None:
    """Make a small knowledge base on any subject, complete and sound, to change into your own."""
    with _refusing():
        made = new_knowledge_base(directory, id=id, title=title, languages=languages or ("en",))
    _print(made)
    click.echo(f"Try it: advisor rules test --kb {directory}")


def _made(kb_directory: Path | None, make: Callable[[Path], Made]) -> None:
    directory = kb_directory if kb_directory is not None else shipped("rules") / SHIPPED
    with _refusing():
        made = make(directory)
    _print(made)


def _print(made: Made) -> None:
    for place in made.places:
        click.echo(f"{place}: made.")
    if made.problems:
        click.echo("What remains to be done:")
    for problem in made.problems:
        click.echo(problem.headline())


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except SkeletonError as error:
        raise Refusal(str(error)) from None
    except InputError as error:
        raise Refusal(error.render() + "\nMend the knowledge base first; nothing was written.") from None
    except FileExistsError as error:
        raise Refusal(f"{error.filename} exists already; nothing was overwritten.") from None
    except OSError as error:
        raise Failure(f"{error.filename}: cannot be written: {error.strerror}.") from None
