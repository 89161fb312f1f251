"""`advisor serve`: the workspace in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from advisor.language import N_, Phrase

from .options import Failure, Refusal, kb_option, language_of_locale, refusing

MISSING = N_('The workspace needs more than is installed: pip install "community-advisor[workspace]"')
NO_HOUSE = N_(
    "An administrator has a mail address, and a house: set ADVISOR_HOSTS to the names under which browsers reach it."
)


@click.command("serve")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="Port; 0 for any free one."
)
@click.option("--demo", is_flag=True, help="Fill the workspace with the example brands.")
@click.option(
    "--data",
    metavar="DIR",
    envvar="ADVISOR_DATA",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where brands are kept (default: a directory of the user's; environment: ADVISOR_DATA).",
)
@click.option("--check", is_flag=True, help="Look whether settings and database are in order, and end.")
@click.option(
    "--worker", is_flag=True, help="Answer no browser, but make documents and assess portfolios for those that do."
)
@click.option(
    "--administrator", metavar="MAIL", help="Make whoever has this mail address an administrator of the house, and end."
)
@kb_option
def command(**given: Any) -> None:
    """Open the workspace in the browser: brands, interviews, reports.

    Prints a link that lets you in once; nothing but this machine can reach it. Ctrl-C stops the server.
    The environment makes it the workspace of a house, with accounts: see docs/workspace.md.
    """
    spoken = language_of_locale()
    serving = _set_up(given["data"], given["kb_directory"], spoken)
    with _database(spoken):
        if given["check"]:
            return _tell_faults(serving.faults(), spoken)
        with refusing("en"):
            serving.prepare()
            if given["administrator"] is not None:
                return _make_administrator(serving, given["administrator"], spoken)
            serving.warm_up()
            if given["worker"]:
                return _work(serving, spoken)
            link = "" if serving.is_house() else f"enter/{serving.let_in_alone(demo=given['demo'])}/"
    return _serve(serving, given["port"], link, spoken)


def _serve(serving: ModuleType, port: int, link: str, spoken: str) -> None:
    """Answer until interrupted."""

    def ready(bound: int) -> None:
        if link:
            click.echo(Phrase("The workspace is open. This link lets you in once; keep it to yourself:")(spoken))
        else:
            click.echo(Phrase("The workspace is open to the reverse proxy of this machine, at:")(spoken))
        click.echo(f"http://127.0.0.1:{bound}/{link}")
        click.echo(Phrase("Ctrl-C stops the server; what was answered is kept.")(spoken), err=True)

    try:
        serving.serve(port, ready)
    except OSError as error:
        said = Phrase(
            "The port {port} cannot be used: {error}. Another one: --port 8766, or --port 0.", port=port, error=error
        )
        raise Failure(said(spoken)) from None
    except KeyboardInterrupt:
        click.echo("", err=True)


def _work(serving: ModuleType, spoken: str) -> None:
    """Make documents until interrupted."""
    click.echo(Phrase("The worker is at work; Ctrl-C stops it.")(spoken))
    try:
        serving.work()
    except KeyboardInterrupt:
        click.echo("", err=True)


def _set_up(data: Path | None, kb_directory: Path | None, spoken: str) -> ModuleType:
    """What serves, ready to. Failure where something is not installed, or the environment is faulty."""
    try:
        from advisor.workspace import serving
        from advisor.workspace.configuration import Misconfigured
    except ModuleNotFoundError as error:
        raise _missing(error, spoken) from None
    try:
        serving.set_up(data, kb_directory)
    except ModuleNotFoundError as error:
        raise _missing(error, spoken) from None
    except Misconfigured as error:
        raise Failure(error.said(spoken)) from None
    except OSError as error:
        raise Failure(Phrase("Nothing can be kept there: {error}", error=error)(spoken)) from None
    return serving


def _missing(error: ModuleNotFoundError, spoken: str) -> Failure:
    if error.name and error.name.split(".")[0] == "advisor":
        raise error
    return Failure(Phrase(MISSING)(spoken))


@contextmanager
def _database(spoken: str) -> Iterator[None]:
    """Turn an error of the database into a Failure."""
    from django.db import Error

    try:
        yield
    except Error as error:
        said = " ".join(str(error).split())
        raise Failure(Phrase("The database cannot be used: {error}", error=said)(spoken)) from None


def _make_administrator(serving: ModuleType, mail: str, spoken: str) -> None:
    if "@" not in mail or not serving.is_house():
        raise Refusal(Phrase(NO_HOUSE)(spoken))
    click.echo(Phrase("This link lets {mail} choose a password, once, within three days:", mail=mail)(spoken))
    click.echo(serving.administrator(mail))


def _tell_faults(faults: list[str], spoken: str) -> None:
    if faults:
        raise Failure("\n".join(faults))
    click.echo(Phrase("Settings and database are in order.")(spoken))
