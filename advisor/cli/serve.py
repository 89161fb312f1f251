"""`advisor serve`: the workspace in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.language import N_, Phrase

from .options import Failure, kb_option, language_of_locale, refusing

MISSING = N_('The workspace needs more than is installed: pip install "community-advisor[workspace]"')


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
@kb_option
def command(port: int, demo: bool, data: Path | None, kb_directory: Path | None) -> None:
    """Open the workspace in the browser: brands, interviews, reports.

    Prints a link that lets you in once; nothing but this machine can reach it. Ctrl-C stops the server.
    """
    spoken = language_of_locale()
    try:
        from advisor.workspace import serving

        serving.set_up(data, kb_directory)
    except ModuleNotFoundError as error:
        if error.name and error.name.split(".")[0] == "advisor":
            raise
        raise Failure(Phrase(MISSING)(spoken)) from None
    except OSError as error:
        raise Failure(Phrase("Nothing can be kept there: {error}", error=error)(spoken)) from None
    with refusing("en"):
        token = serving.prepare(demo=demo)

    def ready(bound: int) -> None:
        click.echo(Phrase("The workspace is open. This link lets you in once; keep it to yourself:")(spoken))
        click.echo(f"http://127.0.0.1:{bound}/enter/{token}/")
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
