"""Templates of the HTML report filled in: escaping everywhere, nothing undefined passes, own templates first."""

from __future__ import annotations

import traceback
from functools import lru_cache
from pathlib import Path

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from advisor.language import Phrase, catalogue

from .report_error import ReportError
from .resources import shipped_templates

SHIPPED = "shipped"
"""Prefix under which a template finds the shipped one it replaces: `{% extends "shipped/report/report.html" %}`."""

FAULTS = (TemplateError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What a faulty template raises: Jinja's own errors, and those of the expressions in it."""


def filled(name: str, language: str, own: Path | None, /, **values: object) -> str:
    """A template or stylesheet with these values in it. ReportError, with file and line, if it is faulty."""
    try:
        return environment(language, own).get_template(name).render(**values)
    except FAULTS as error:
        said = Phrase("{place}: the template cannot be used: {fault}", place=_place(error, name), fault=_said(error))
        raise ReportError(said) from error


def _place(error: BaseException, name: str) -> str:
    """The file and line a fault is in: as the error knows them, else the innermost template line it went through."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or error.name or name}:{error.lineno}"
    lines = [
        f"{frame.filename}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.endswith((".html", ".css"))
    ]
    return lines[-1] if lines else name


def _said(error: BaseException) -> Phrase:
    if isinstance(error, TemplateNotFound):
        return Phrase("there is no template {name}", name=error.name)
    if isinstance(error, RecursionError):
        return Phrase("it contains itself without end")
    if isinstance(error, UnicodeDecodeError):
        return Phrase("it is not UTF-8 text")
    return Phrase("{error}", error=error)


@lru_cache(maxsize=16)
def environment(language: str, own: Path | None = None) -> Environment:
    """The environment of one language; templates and stylesheets found under `own` replace shipped ones.

    What comes from elsewhere runs in a sandbox, which costs a quarter of the time; what is shipped needs none.
    """
    shipped = FileSystemLoader(shipped_templates())
    own_first = [FileSystemLoader(own)] if own is not None else []
    kind = Environment if own is None else ImmutableSandboxedEnvironment
    templates = kind(
        loader=ChoiceLoader([*own_first, shipped, PrefixLoader({SHIPPED: shipped})]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
    )
    messages = catalogue(language)
    install = templates.install_gettext_callables  # type: ignore[attr-defined]
    install(gettext=messages.message, ngettext=messages.plural, newstyle=True)
    return templates
