"""`advisor rules show ID`: an entry in plain sentences, with what it depends on and what depends on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from advisor.analysis.explanation.tree import listed
from advisor.analysis.workbench.links import KINDS, Link, ids_of, named
from advisor.analysis.workbench.portrait import Clause, Gallery, Portrait
from advisor.analysis.workbench.sentences import Statement
from advisor.knowledge.model import KnowledgeBase
from advisor.knowledge.problem import did_you_mean, quoted

from ..options import Refusal, kb_option, knowledge_base, lang_option, language
from .printing import KbCommand, refuse_directories


@click.command("show", cls=KbCommand)
@click.argument("id", metavar="ID")
@lang_option
@kb_option
def command(id: str, lang: str | None, kb_directory: Path | None) -> None:
    """Show an advice, conclusion, rule, question, check or claim in plain sentences.

    With what it depends on, what depends on it, its examples and its former names.
    """
    kb = knowledge_base(kb_directory, drafts=True)
    gallery = Gallery(kb, language(lang, None, kb))
    for number, entry in enumerate(entries(kb, id)):
        if number:
            click.echo()
        for line in _lines(gallery, gallery.portrait(entry)):
            click.echo(line)


def entries(kb: KnowledgeBase, id: str) -> tuple[Link, ...]:
    """The entries with an id. Refusal, with what was perhaps meant, if there are none."""
    refuse_directories(click.get_current_context(), [id])
    found = named(kb, id)
    if not found:
        known = [known for kind in KINDS for known in ids_of(kb, kind)]
        raise Refusal(f"Nothing is called {quoted(id)} in {kb.directory}.{did_you_mean(id, known)}")
    return found


def _lines(gallery: Gallery, portrait: Portrait) -> Iterator[str]:
    said = gallery.said
    yield f"{portrait.entry.id} ({portrait.noun})"
    yield from listed("  ", portrait.title)
    yield f"  {portrait.at}"
    if portrait.facts:
        yield ""
        yield from listed("  ", " · ".join(gallery.labelled(*fact) for fact in portrait.facts))
    if portrait.clauses:
        yield ""
        for clause in portrait.clauses:
            yield from _clause(clause)
    if portrait.options:
        yield ""
        yield f"  {said['heading_options']}"
        for id, label in portrait.options:
            yield from listed("    - ", f"{label} [{id}]")
    if portrait.texts:
        yield ""
        for label, words in portrait.texts:
            yield from listed("  ", gallery.labelled(label, words))
    if portrait.relations:
        yield ""
        for relation in portrait.relations:
            yield f"  {relation.label}"
            for entry in relation.entries:
                yield from listed("    - ", gallery.labelled(entry.id, gallery.title(entry)))
    yield from _trials(gallery, portrait)
    if portrait.aliases:
        yield ""
        yield from listed("  ", gallery.labelled(said["heading_aliases"], ", ".join(portrait.aliases)))


def _clause(clause: Clause) -> Iterator[str]:
    yield from listed("  ", f"{clause.lead} {clause.statement.text}{'' if clause.statement.parts else '.'}")
    yield from _parts(clause.statement, "    ")


def _parts(statement: Statement, indent: str) -> Iterator[str]:
    for part in statement.parts:
        yield from listed(f"{indent}- ", part.text)
        yield from _parts(part, indent + "  ")


def _trials(gallery: Gallery, portrait: Portrait) -> Iterator[str]:
    examples = [trial for trial in portrait.trials if not trial.case]
    cases: dict[str, list[str]] = {}
    for trial in portrait.trials:
        if trial.case:
            cases.setdefault(trial.expects, []).append(trial.name)
    if examples:
        yield ""
        yield f"  {gallery.said['heading_examples']}"
        for trial in examples:
            yield from listed("    - ", gallery.labelled(trial.name, trial.expects))
    if cases:
        yield ""
        yield f"  {gallery.said['heading_cases']}"
        for expects, names in cases.items():
            yield from listed("    - ", gallery.labelled(expects, ", ".join(names)))
