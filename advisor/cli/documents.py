"""What the commands that write documents share: their options, their errors, and what they tell at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from advisor.advice.wording import WordingError
from advisor.knowledge.problem import InputError
from advisor.report import ReportError
from advisor.report.brand_kit import BrandKit, read_brand_kit
from advisor.report.writing import Written

from .options import Failure, Refusal, listed

F = TypeVar("F", bound=Callable[..., Any])

DISK = {
    "en": "The report cannot be written to {directory}: {reason}. What was there is untouched.",
    "fr": "Le rapport ne peut pas être écrit dans {directory} : {reason}. Ce qui s'y trouvait est intact.",
}


def kit_option(command: F) -> F:
    """Add `--brand-kit DIR`; the command receives `kit_directory`."""
    return click.option(
        "--brand-kit",
        "kit_directory",
        metavar="DIR",
        type=click.Path(path_type=Path),
        help="Name, logo, colours, footer and contact of your own house.",
    )(command)


def templates_option(command: F) -> F:
    """Add `--templates DIR`."""
    return click.option(
        "--templates",
        metavar="DIR",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        help="Templates and stylesheets that replace those of the same name.",
    )(command)


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
        said = DISK["fr" if spoken == "fr" else "en"]
        raise Failure(said.format(directory=target, reason=error.strerror or error)) from None


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
