"""What the commands that write documents share: their options, their errors, and what they tell at the end."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from advisor.advice.wording import WordingError
from advisor.knowledge.problem import InputError
from advisor.language import N_, Phrase
from advisor.report import ReportError
from advisor.report.brand_kit import BrandKit, read_brand_kit
from advisor.report.writing import Delivery, Written

from .options import Failure, Refusal, listed

F = TypeVar("F", bound=Callable[..., Any])

DISK = N_("The report cannot be written to {directory}: {reason}. What was there is untouched.")


def templates_option(command: F) -> F:
    """Add `--templates DIR`."""
    return click.option(
        "--templates",
        metavar="DIR",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        help="Templates and stylesheets that replace those of the same name.",
    )(command)


@dataclass(frozen=True)
class Requested:
    """What the options of a command say about the documents it writes; without a directory, beside the answers."""

    formats: tuple[str, ...]
    directory: Path | None
    kit_directory: Path | None
    templates: Path | None

    def delivery(self, beside: Path, stem: str, spoken: str) -> Delivery:
        """How the documents go out, with the brand kit read; Refusal with everything that is wrong with that."""
        kit = None if self.kit_directory is None else brand_kit(self.kit_directory, spoken)
        directory = self.directory if self.directory is not None else beside.parent
        return Delivery(directory, stem, spoken, self.formats, kit, self.templates)


def document_options(known: Sequence[str], *, default: str | None, help: str, beside: str) -> Callable[[F], F]:
    """Add `--format`, `-o`, `--brand-kit` and `--templates`; the command receives them as `requested`."""

    def formats(context: click.Context, parameter: click.Parameter, value: str | None) -> tuple[str, ...]:
        names = tuple(dict.fromkeys(name.strip().lower() for name in (value or "").split(",") if name.strip()))
        unknown = [name for name in names if name not in known]
        if unknown or (value is not None and not names):
            raise click.BadParameter(f"{', '.join(unknown) or 'nothing'}: choose from {', '.join(known)}.")
        return names

    options = (
        click.option("--format", "formats", default=default, show_default=default is not None, metavar="FORMATS",
                     callback=formats, help=help),
        click.option("-o", "--output", "directory", metavar="DIR", type=click.Path(path_type=Path, file_okay=False),
                     help=f"Directory to write to (default: beside the {beside})."),
        click.option("--brand-kit", "kit_directory", metavar="DIR", type=click.Path(path_type=Path),
                     help="Name, logo, colours, footer and contact of your own house."),
        templates_option,
    )  # fmt: skip

    def add(command: F) -> F:
        @functools.wraps(command)
        def called(**given: Any) -> Any:
            asked = {field.name: given.pop(field.name) for field in dataclasses.fields(Requested)}
            return command(**given, requested=Requested(**asked))

        return cast("F", functools.reduce(lambda made, option: option(made), reversed(options), called))

    return add


@contextmanager
def writing(target: Path, spoken: str) -> Iterator[None]:
    """Turn what can go wrong while a document is made or written into a clear end of the command."""
    try:
        yield
    except ReportError as error:
        raise Refusal(error.said(spoken)) from None
    except WordingError as error:
        raise Refusal(str(error)) from None
    except OSError as error:
        raise Failure(Phrase(DISK, directory=target, reason=error.strerror or error)(spoken)) from None


def brand_kit(directory: Path, spoken: str) -> BrandKit:
    """Read a brand kit; Refusal with everything that is wrong with it."""
    try:
        return read_brand_kit(directory)
    except InputError as error:
        raise Refusal(listed(error, spoken)) from None


def tell(written: Written, spoken: str, *, err: bool = False) -> None:
    """Print the files; end with status 3 and what to install if a format could not be made."""
    for path in written.paths:
        click.echo(path, err=err)
    if written.unavailable:
        raise Failure("\n".join(error.said(spoken) for error in written.unavailable))
