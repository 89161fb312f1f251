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
    new_conclusion,
    new_knowledge_base,
    new_question,
)

from ..options import SHIPPED, Failure, Refusal, kb_option
from .printing import KbCommand

id_argument = click.argument("id", metavar="ID")


@click.group("new")
def group() -> None:
    """Put a commented, valid skeleton where it belongs. Nothing is ever overwritten."""


@group.command("advice", cls=KbCommand)
@id_argument
@click.option("--theme", metavar="THEME", help="Chapter of the report it belongs to.")
@click.option("--kind", type=click.Choice(KINDS), default="gap", show_default=True, help="What sort of advice.")
@kb_option
def advice(id: str, theme: str | None, kind: str, kb_directory: Path | None) -> None:
    """Add a draft advice to the file of its theme."""
    _made(kb_directory, lambda directory: new_advice(directory, id, theme=theme, kind=kind))


@group.command("question", cls=KbCommand)
@id_argument
@click.option("--section", metavar="SECTION", help="Section of the interview it belongs to.")
@click.option("--type", "kind", type=click.Choice(TYPES), default="choice", show_default=True, help="Type of answer.")
@kb_option
def question(id: str, section: str | None, kind: str, kb_directory: Path | None) -> None:
    """Add a question at the end of its section."""
    _made(kb_directory, lambda directory: new_question(directory, id, section=section, type=kind))


@group.command("conclusion", cls=KbCommand)
@id_argument
@click.option("--file", metavar="FILE", help="File of conclusions it belongs to, where there are several.")
@kb_option
def conclusion(id: str, file: str | None, kb_directory: Path | None) -> None:
    """Add a conclusion with one draft rule for it."""
    _made(kb_directory, lambda directory: new_conclusion(directory, id, file=file))


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
