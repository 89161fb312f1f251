"""`advisor compare`: what became of a brand between two interviews."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import click

from advisor.advice import Wording
from advisor.advice.before_after import ComparedAdvice, Comparison, compare
from advisor.advice.profile_words import ProfileWords
from advisor.answers import Truth, read_answers
from advisor.language import Messages, catalogue
from advisor.language.typography import printed_on_screen, spaced_on_screen
from advisor.report.comparison_view import ComparedSide, compose_comparison
from advisor.report.comparison_writing import FORMATS, write_comparison

from .assess import assessed
from .documents import Requested, document_options, tell, writing
from .options import answers, kb_option, knowledge_base, lang_option, language, refusing

PHRASES = Messages(
    {
        "title": "{brand}: from {before} to {after}",
        "brands": "These are two brands: {before} before, {after} after.",
        "situation": "Where the brand stands",
        "now": "now established: {title}",
        "no_longer": "no longer established: {title}",
        "unchanged": "Nothing has changed between the two.",
        "resolved": "Resolved",
        "new": "Newly arisen",
        "newly_seen": "Newly seen",
        "no_longer_judged": "No longer judged",
        "reversed": "The dates are the wrong way round: {before} is the later of the two.",
        "graver": "Graver",
        "milder": "Milder",
        "persisting": "Persisting",
        "not_comparable": "Not comparable",
        "gained": "Strengths gained",
        "lost": "Strengths lost",
        "answers": "answers changed",
        "rules": "rules changed",
        "profile": "Profile",
        "changed": "Answers that changed: {count}",
        "again": "Asked again: {count}",
        "not_again": "Not asked again, answers of {date}: {count}",
        "versions": "Knowledge base: {before} before, {after} now.",
    }
)


@click.command("compare")
@click.argument("files", metavar="BEFORE.yaml AFTER.yaml", nargs=2, type=click.Path(path_type=Path))
@click.option(
    "--before-kb",
    "before_kb_directory",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Knowledge base the earlier answers were assessed under, if it has changed since.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the comparison as JSON and nothing else.")
@document_options(
    FORMATS,
    default=None,
    help="Also write the comparison as html, pdf or both, separated by commas.",
    beside="later answers",
)
@lang_option
@kb_option
def command(
    files: tuple[Path, Path],
    before_kb_directory: Path | None,
    as_json: bool,
    requested: Requested,
    lang: str | None,
    kb_directory: Path | None,
) -> None:
    """Compare two answers files of one brand: what is resolved, newly arisen, newly seen or persists; plan; themes."""
    before_file, after_file = files
    kb = knowledge_base(kb_directory)
    later = answers(after_file, kb, lang)
    spoken = language(lang, later, kb)
    after = assessed(kb, later)
    before_kb = kb if before_kb_directory is None else knowledge_base(before_kb_directory)
    earlier = answers(before_file, before_kb, lang)
    before = assessed(before_kb, earlier)
    reassessed = None
    if before_kb_directory is not None:
        with refusing(spoken):
            reassessed = assessed(kb, read_answers(before_file, kb))
    comparison = compare(before, after, reassessed=reassessed)
    if before.brand.split() != after.brand.split():
        said = PHRASES.said(spoken)["brands"]
        click.echo(said.format(before=before.brand, after=after.brand), err=True)
    if comparison.reversed:
        click.echo(PHRASES.said(spoken)["reversed"].format(before=before_file), err=True)
    sides = ComparedSide(before_kb, before, earlier.review), ComparedSide(kb, after, later.review)
    if as_json:
        click.echo(comparison.model_dump_json(indent=2))
    elif not requested.formats:
        click.echo("\n".join(_lines(comparison, *sides, spoken)))
    if requested.formats:
        delivery = requested.delivery(after_file, f"{before_file.stem}-{after_file.stem}", spoken)
        with writing(delivery.directory, spoken):
            written = write_comparison(comparison, *sides, delivery)
        tell(written, spoken, err=as_json)


def _lines(comparison: Comparison, before: ComparedSide, after: ComparedSide, lang: str) -> Iterator[str]:
    said = PHRASES.said(lang)
    earlier, later = (Wording(side.kb, side.assessment, lang) for side in (before, after))
    view = compose_comparison(comparison, before, after, language=lang)
    words = ProfileWords(lang)
    dates = [catalogue(lang).date(date) for date in (comparison.before_date, comparison.after_date)]
    yield said["title"].format(brand=comparison.brand, before=dates[0], after=dates[1])
    stamps = comparison.before_knowledge_base, comparison.after_knowledge_base
    if stamps[0].fingerprint != stamps[1].fingerprint:
        yield said["versions"].format(before=stamps[0].version, after=stamps[1].version)
    if comparison.unchanged:
        yield said["unchanged"]
    else:
        yield spaced_on_screen(view.headline, lang)
    yield spaced_on_screen(view.counts, lang)
    if view.counts_note:
        yield spaced_on_screen(view.counts_note, lang)
    turned = [
        (said["now"] if one.after is Truth.TRUE else said["no_longer"]).format(title=title)
        for one in comparison.conclusions
        if one.before is not one.after and not one.withheld and (title := _concluded(one.id, earlier, later))
    ]
    if turned:
        yield ""
        yield said["situation"]
        yield from (f"  · {line}" for line in turned)
    newly_seen = comparison.with_status("newly_seen", strengths=True)
    groups = (
        ("resolved", comparison.with_status("resolved")),
        ("new", comparison.with_status("new")),
        ("newly_seen", comparison.with_status("newly_seen")),
        ("graver", comparison.with_status("graver")),
        ("milder", comparison.with_status("milder")),
        ("no_longer_judged", comparison.with_status("no_longer_judged")),
        ("not_comparable", comparison.with_status("not_comparable")),
        ("gained", (*comparison.with_status("new", strengths=True), *newly_seen)),
        ("lost", comparison.with_status("resolved", strengths=True)),
        ("persisting", comparison.with_status("persisting")),
    )
    for name, group in groups:
        if group:
            yield ""
            yield f"{said[name]} ({len(group)})"
            yield from (f"  · {_title(one, earlier, later)}{_notes(one, said, words)}" for one in group)
    yield ""
    yield said["profile"]
    for theme in comparison.profile:
        if theme.counted:
            wording = later if theme.after is not None else earlier
            title = printed_on_screen(wording.say(wording.kb.themes[theme.theme].title), lang)
            yield f"  {title:<32} {words.turned(theme.before, theme.after)}"
    yield said["changed"].format(count=len(comparison.changed_answers))
    if comparison.taken_over:
        yield from _asked_again(comparison, later, said)


def _asked_again(comparison: Comparison, later: Wording, said: dict[str, str]) -> Iterator[str]:
    """Which answers were asked again, and which were not, by the day on which they were given."""
    groups = {said["again"].format(count=len(comparison.asked_again)): comparison.asked_again}
    for day in sorted({one.said_on for one in comparison.taken_over}):
        asked = tuple(one.question for one in comparison.taken_over if one.said_on == day)
        date = catalogue(later.language).date(day)
        groups[said["not_again"].format(count=len(asked), date=date)] = asked
    for heading, questions in groups.items():
        yield ""
        yield heading
        yield from (f"  · {later.asked(question)}" for question in questions)


def _concluded(id: str, earlier: Wording, later: Wording) -> str:
    """The title of a conclusion that reports tell; empty for one they do not."""
    wording = later if id in later.kb.conclusions else earlier
    shown = wording.kb.conclusions[id].shown
    said = wording.concluded(wording.assessment.concluded(id)) if shown else ""
    return printed_on_screen(said, wording.language)


def _title(one: ComparedAdvice, earlier: Wording, later: Wording) -> str:
    for wording in (later, earlier):
        with suppress(KeyError):
            advised = wording.assessment.advised(one.id if wording is later else one.earlier or one.id)
            return printed_on_screen(wording.title(advised), wording.language)
    return one.id


def _notes(one: ComparedAdvice, said: dict[str, str], words: ProfileWords) -> str:
    """From severity to severity, and what made the change where it was not the answers alone."""
    regraded = [words.regraded(one.severity_before, one.severity)] if one.status in ("graver", "milder") else []
    causes = [said[cause] for cause in one.causes] if "rules" in one.causes else []
    return f" ({', '.join((*regraded, *causes))})" if regraded or causes else ""
