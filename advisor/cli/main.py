"""The `advisor` command and its subcommands."""

from __future__ import annotations

import click

from advisor import __version__

from . import answers, assess, compare, explain, interview, questionnaire, report, rules


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="advisor")
def main() -> None:
    """Advise brands on community management, and say why."""


main.add_command(answers.group)
main.add_command(assess.command)
main.add_command(compare.command)
main.add_command(explain.why_command)
main.add_command(explain.why_not_command)
main.add_command(explain.what_if_command)
main.add_command(interview.command)
main.add_command(questionnaire.command)
main.add_command(report.command)
main.add_command(rules.group)
