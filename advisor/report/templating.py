"""The template environment of the HTML report: escaping everywhere, nothing undefined passes, own templates first."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedEnvironment

from .catalogue import catalogue
from .resources import shipped_templates

SHIPPED = "shipped"
"""Prefix under which a template finds the shipped one it replaces: `{% extends "shipped/report/report.html" %}`."""


@lru_cache(maxsize=16)
def environment(language: str, own: Path | None = None) -> SandboxedEnvironment:
    """The environment of one language; templates and stylesheets found under `own` replace shipped ones."""
    shipped = FileSystemLoader(shipped_templates())
    own_first = [FileSystemLoader(own)] if own is not None else []
    templates = ImmutableSandboxedEnvironment(
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
