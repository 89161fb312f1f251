"""The reference: a knowledge base as a handful of static HTML pages that can be searched without a network.

One page for each kind of entry, every entry with an anchor of its own and links to what it reads and what reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from advisor.inference.strata import strata
from advisor.knowledge import shipped
from advisor.knowledge.model import KnowledgeBase, Text
from advisor.language import C_, Messages

from .graph_drawing import svg
from .links import KINDS, Kind, Link, advice_named, ids_of, rule_named
from .portrait import Clause, Gallery, Portrait
from .rule_graph import whole_graph
from .sentences import Statement

FILES: Mapping[Kind, str] = {
    "advice": "advice.html",
    "conclusion": "conclusions.html",
    "rule": "rules.html",
    "question": "questions.html",
    "check": "checks.html",
    "claim": "sources.html",
}
WORDS = Messages({
        "index": "Reference", "advice": "Advice", "conclusion": "Conclusions", "rule": "Rules",
        "question": "Questions", "check": "Checks", "claim": "Sources",
        "skip": "To the content", "pages": "Pages", "contents": "On this page", "search": "Search everything",
        "graph": "The graph of what depends on what", "stratum": "Stratum {number}",
        "inactive": "No longer in use, and drafts", "all": C_("entries", "All"),
        "intro": "{questions} questions, {conclusions} conclusions, {advice} pieces of advice, {claims} claims "
        "from {sources} sources.",
        "imprint": "{id} {version}, fingerprint {fingerprint}",
    })  # fmt: skip


@dataclass(frozen=True)
class ReferenceChapter:
    """A chapter of a page."""

    anchor: str
    title: str
    portraits: tuple[Portrait, ...]
    about: str = ""


@dataclass(frozen=True)
class Page:
    """One HTML file. The index has no groups of its own."""

    file: str
    title: str
    groups: tuple[ReferenceChapter, ...] = ()
    intro: str = ""


@dataclass(frozen=True)
class Found:
    """An entry in the index: what it is called, and the words it is found by, in every language."""

    link: Link
    title: str
    words: str


@dataclass(frozen=True)
class IndexGroup:
    """The entries of a kind in the index."""

    title: str
    entries: tuple[Found, ...]


def reference(kb: KnowledgeBase, language: str) -> dict[str, str]:
    """The files of the reference by name, texts in one language; the same knowledge base gives the same files."""
    gallery = Gallery(kb, language)
    words = WORDS.said(language)
    pages = [Page("index.html", words["index"], intro=_intro(kb, words)), *_pages(kb, gallery, words)]
    environment = Environment(
        loader=FileSystemLoader(shipped("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(href=_href, anchor=_anchor, name=gallery.title, phrases=gallery.said)
    environment.globals.update(outline=lambda clause: _outline(gallery, clause))
    template = environment.get_template("reference/page.html")
    index = tuple(_index(kb, gallery, words))
    imprint = words["imprint"].format(id=kb.id, version=kb.version, fingerprint=kb.fingerprint[:12])
    files = {
        page.file: template.render(
            page=page, pages=pages, index=index, words=words, language=language, imprint=imprint,
            title=gallery.sentences.text(kb.title),
        )
        for page in pages
    }  # fmt: skip
    return {**files, "graph.svg": svg(whole_graph(kb, language), language)}


def _href(link: Link) -> str:
    return f"{FILES[link.kind]}#{_anchor(link)}"


def _anchor(link: Link) -> str:
    return f"{link.kind}-{link.id}"


def _outline(gallery: Gallery, clause: Clause) -> Statement:
    """A condition with every test on a line of its own, so that each can have its link."""
    return gallery.sentences.statement(clause.condition)


def _intro(kb: KnowledgeBase, words: Mapping[str, str]) -> str:
    return words["intro"].format(
        questions=len(kb.questions), conclusions=len(kb.conclusions), advice=len(kb.advice), claims=len(kb.claims),
        sources=len(kb.sources),
    )  # fmt: skip


def _pages(kb: KnowledgeBase, gallery: Gallery, words: Mapping[str, str]) -> Iterator[Page]:
    groups: Mapping[Kind, Iterable[ReferenceChapter]] = {
        "question": _questions(kb, gallery),
        "conclusion": _conclusions(kb, gallery, words),
        "rule": _rules(kb, gallery),
        "advice": _advice(kb, gallery),
        "check": [_group(gallery, "all", words["all"], [Link("check", id) for id in kb.checks])],
        "claim": _claims(kb, gallery),
    }
    inactive: Mapping[Kind, list[Link]] = {
        "rule": [Link("rule", id) for id in ids_of(kb, "rule") if id in kb.inactive],
        "advice": [Link("advice", id) for id in ids_of(kb, "advice") if id in kb.inactive],
    }
    for kind, found in groups.items():
        last = [_group(gallery, "inactive", words["inactive"], inactive.get(kind, []))]
        kept = tuple(group for group in (*found, *last) if group.portraits)
        yield Page(FILES[kind], words[kind], kept)


def _group(gallery: Gallery, anchor: str, title: str, links: Iterable[Link], about: str = "") -> ReferenceChapter:
    return ReferenceChapter(anchor, title, tuple(gallery.portrait(link) for link in links), about)


def _questions(kb: KnowledgeBase, gallery: Gallery) -> Iterator[ReferenceChapter]:
    for section in kb.sections:
        links = [Link("question", question.id) for question in section.questions]
        yield _group(gallery, f"section-{section.id}", gallery.sentences.text(section.title), links)


def _conclusions(kb: KnowledgeBase, gallery: Gallery, words: Mapping[str, str]) -> Iterator[ReferenceChapter]:
    for number, stratum in enumerate(strata(kb), start=1):
        links = [Link("conclusion", id) for id in stratum]
        yield _group(gallery, f"stratum-{number}", words["stratum"].format(number=number), links)


def _rules(kb: KnowledgeBase, gallery: Gallery) -> Iterator[ReferenceChapter]:
    """Rules under the first conclusion they derive."""
    for id in kb.conclusions:
        links = [Link("rule", rule.id) for rule in kb.rules.values() if rule.conclude[0] == id]
        yield _group(gallery, f"for-{id}", gallery.title(Link("conclusion", id)), links)


def _advice(kb: KnowledgeBase, gallery: Gallery) -> Iterator[ReferenceChapter]:
    for theme in kb.themes.values():
        links = [Link("advice", advice.id) for advice in kb.advice.values() if advice.theme == theme.id]
        yield _group(gallery, f"theme-{theme.id}", gallery.sentences.text(theme.title), links)


def _claims(kb: KnowledgeBase, gallery: Gallery) -> Iterator[ReferenceChapter]:
    for source in kb.sources.values():
        links = [Link("claim", claim.id) for claim in kb.claims.values() if claim.source == source.id]
        about = ", ".join(part for part in (gallery.sentences.quoted(source.title), source.appeared) if part)
        yield _group(gallery, f"source-{source.id}", source.author, links, about)


def _index(kb: KnowledgeBase, gallery: Gallery, words: Mapping[str, str]) -> Iterator[IndexGroup]:
    for kind in KINDS:
        links = [Link(kind, id) for id in ids_of(kb, kind)]
        entries = tuple(Found(link, gallery.title(link), " ".join(_words(kb, link))) for link in links)
        if entries:
            yield IndexGroup(words[kind], entries)


def _words(kb: KnowledgeBase, link: Link) -> Iterator[str]:
    """What an entry is found by beside its title and id: its texts in every language, and its former names."""
    texts: list[Text | None] = []
    aliases: tuple[str, ...] = ()
    if link.kind == "advice":
        advice = advice_named(kb, link.id)
        texts, aliases = [advice.title, advice.observed, advice.recommendation], advice.aliases
    elif link.kind == "conclusion":
        conclusion = kb.conclusions[link.id]
        texts, aliases = [conclusion.title, conclusion.meaning], conclusion.aliases
    elif link.kind == "question":
        question = kb.questions[link.id]
        texts, aliases = [question.ask, *(option.label for option in question.options)], question.aliases
    elif link.kind == "check":
        texts = [kb.checks[link.id].says]
    elif link.kind == "claim":
        texts = [kb.claims[link.id].says]
    else:
        aliases = rule_named(kb, link.id).aliases
    yield from (" ".join(words.split()) for text in texts if text for words in text.values())
    yield from aliases
