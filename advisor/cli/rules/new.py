"""`advisor rules new`: skeletons to begin with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

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

Command = Callable[..., Any]

FOR_EACH = click.option("--for-each", metavar="CONTEXT", help="Context for each instance of which it is judged.")
ASKED_FOR_EACH = click.option("--for-each", metavar="CONTEXT", help="Context for each instance of which it is asked.")
FIRST = click.option("--question", metavar="ID", help="Id of its first question (default: made from the id).")
SECTION = click.option("--section", metavar="SECTION", help="Section of the interview it belongs to.")
TYPE = click.option("--type", type=click.Choice(TYPES), default="choice", show_default=True, help="Type of answer.")
KIND = click.option("--kind", type=click.Choice(KINDS), default="gap", show_default=True, help="What sort of advice.")

SKELETONS: Mapping[str, tuple[Callable[..., Made], str, Sequence[Callable[[Command], Command]]]] = {
    "advice": (new_advice, "Add a draft advice to the file of its theme.", (
        click.option("--theme", metavar="THEME", help="Chapter of the report it belongs to."), KIND, FOR_EACH)),
    "variant": (new_variant, "Add a variant to the advice or conclusion ENTRY, after those it has.", ()),
    "conclusion": (new_conclusion, "Add a conclusion with one draft rule for it.", (
        click.option("--file", metavar="FILE", help="File of conclusions it belongs to, where there are several."),
        FOR_EACH)),
    "rule": (new_rule, "Add a draft rule to the file of its conclusion.", (
        click.option("--concludes", "conclusion", metavar="CONCLUSION", help="What it concludes."),)),
    "check": (new_check, "Add a check: answers that contradict each other.", (FOR_EACH,)),
    "question": (new_question, "Add a question at the end of its section.", (SECTION, TYPE)),
    "table": (new_table, "Add a table of practices, with one row, at the end of its section.", (
        SECTION, click.option("--row", metavar="ID", help="Id of its first row (default: made from the id)."))),
    "row": (new_row, "Add a row, such as a practice, at the end of its table.", (
        click.option("--table", metavar="TABLE", help="Table it belongs to."),)),
    "section": (new_section, "Make a section of the interview with one question, after those there are.", (
        FIRST, ASKED_FOR_EACH)),
    "context": (new_context, "Declare a context, what there are several of, with a section asked for each of them.", (
        click.option("--list", metavar="KEY", help="What answers files call the list (default: the plural of the id)."),
        FIRST)),
    "theme": (new_theme, "Add a theme, the last chapter of the report.", ()),
    "source": (new_source, "Add a source, such as S9, to which claims can belong.", (
        click.option("--author", metavar="NAME", help="Who wrote it."),
        click.option("--title", metavar="TITLE", help="Its title."))),
    "claim": (new_claim, "Add a claim, such as S9-01; the id of a source, S9, stands for the next number.", ()),
    "case": (new_case, "Make a file for a whole example brand.", (
        click.option("--brand", metavar="NAME", help="Name of the invented brand (default: made from the id)."),
        click.option("--based-on", metavar="CASE",
                     help="Case whose answers it takes over where it has none of its own."))),
}  # fmt: skip
"""What can be begun in a knowledge base: what makes it, its help, and the options that this takes by name."""


@click.group("new")
def group() -> None:
    """Put a commented, valid skeleton where it belongs. Nothing is ever overwritten."""


def _command(name: str) -> click.Command:
    make, says, options = SKELETONS[name]

    def run(id: str, kb_directory: Path | None, **given: str | None) -> None:
        directory = kb_directory if kb_directory is not None else shipped("rules") / SHIPPED
        with _refusing():
            made = make(directory, id, **given)
        _print(made)

    command: Command = kb_option(run)
    for option in reversed(options):
        command = option(command)
    command = click.argument("id", metavar="ENTRY" if name == "variant" else "ID")(command)
    return click.command(name, cls=KbCommand, help=says)(command)


for _name in SKELETONS:
    group.add_command(_command(_name))


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
