"""The `advisor` command and its subcommands."""

import click

from advisor import __version__


@click.group()
@click.version_option(__version__, prog_name="advisor")
def main() -> None:
    """Advise brands on community management, and say why."""
