"""`advisor questionnaire`: the questions on paper, and the blank answers file."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from jinja2 import TemplateError

from advisor.interview import Asked, Speech, blank_answers, render_form
from advisor.knowledge.model import KnowledgeBase
from advisor.report.files import write_files
from advisor.report.pdf import render_pdf
from advisor.report.report_error import FormatUnavailable, ReportError
from advisor.report.resources import FONT_WEIGHTS, font

from .documents import templates_option
from .options import Failure, Refusal, kb_option, knowledge_base, lang_option, language

SHEETS = "questionnaire/print.css"
EXTENSIONS = {".yaml": "yaml", ".yml": "yaml", ".html": "html", ".htm": "html", ".pdf": "pdf"}


@click.command("questionnaire")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Where to write it; the extension says what: .yaml, .html or .pdf (default: YAML on standard output).",
)
@click.option(
    "--section",
    "sections",
    multiple=True,
    metavar="ID",
    help="Of a form: this section only, with the questions that decide what in it is relevant (again for more).",
)
@click.option("--brand", default="", metavar="NAME", help="Of a form: the brand, filled in.")
@click.option("--date", metavar="YYYY-MM-DD", type=click.DateTime(["%Y-%m-%d"]), help="Of a form: the date, filled in.")
@click.option("--for", "respondent", default="", metavar="NAME", help="Of a form: who answers, filled in.")
@click.option("--role", default="", metavar="ROLE", help="Of a form: the role of who answers, filled in.")
@templates_option
@lang_option
@kb_option
def command(
    output: Path | None, templates: Path | None, lang: str | None, kb_directory: Path | None, **asked: Any
) -> None:
    """Write the questionnaire: a blank answers file, or a form to fill in with a browser or to print."""
    kb = knowledge_base(kb_directory)
    spoken = language(lang, None, kb)
    if output is None:
        click.echo(blank_answers(kb, spoken), nl=False)
        return
    form = EXTENSIONS.get(output.suffix.lower())
    if form is None:
        possible = ", ".join(EXTENSIONS)
        raise click.BadParameter(f"{output.name!r} ends in none of {possible}.", param_hint="'-o'")
    speech = Speech(kb, spoken)
    of = _asked(kb, speech, **asked)
    # A blank file must never take the place of one that has been filled in; a form can be made again.
    if form == "yaml" and os.path.lexists(output):
        raise Refusal(speech.say("file.exists", file=output))
    content = _content(form, kb, spoken, of, templates)
    try:
        write_files(output.parent, {output.name: content})
    except OSError as error:
        raise Failure(speech.say("file.refused", file=output, detail=error.strerror or str(error))) from None
    click.echo(speech.say("form.written", file=output))


def _asked(kb: KnowledgeBase, speech: Speech, sections: tuple[str, ...], date: datetime | None, **head: str) -> Asked:
    """Whom and what a form asks; a Refusal names the sections there are."""
    known = [section.id for section in kb.sections]
    for name in sections:
        if name not in known:
            raise Refusal(speech.say("form.no_section", name=name, sections=", ".join(known)))
    return Asked(sections, date=date.date().isoformat() if date else "", **head)


def _content(form: str, kb: KnowledgeBase, spoken: str, asked: Asked, templates: Path | None) -> bytes:
    if form == "yaml":
        return blank_answers(kb, spoken).encode("utf-8")
    try:
        fonts = {weight: font(weight) for weight in FONT_WEIGHTS}
        html = render_form(kb, spoken, fonts, asked=asked, templates=templates, script=form == "html")
        if form == "html":
            return html.encode("utf-8")
        return render_pdf(html, language=spoken, templates=templates, sheets=SHEETS)
    except FormatUnavailable as error:
        raise Failure(error.said(spoken)) from None
    except ReportError as error:
        raise Refusal(error.said(spoken)) from None
    except TemplateError as error:
        where = getattr(error, "filename", None) or error.__class__.__name__
        raise Refusal(f"{where}:{getattr(error, 'lineno', None) or 1}: {error}") from None
