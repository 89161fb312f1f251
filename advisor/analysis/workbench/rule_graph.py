"""The dependencies of a knowledge base as a graph in columns: questions, conclusions by stratum, advice.

The whole is drawn with one box for each section and each theme; around a single entry every entry has its own box.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from advisor.inference.strata import strata
from advisor.knowledge.model import KnowledgeBase
from advisor.language import Messages

from .links import Link, Links
from .portrait import Gallery

ENDS = ("advice", "check")
"""Kinds that nothing depends on: the last column."""


@dataclass(frozen=True)
class Box:
    """Something drawn: an entry, or a group of them with their titles as `lines`.

    `kind` is question, conclusion, rule, advice, check, section or theme; `label` the id, where it stands for one
    entry; `members` the entries in it.
    """

    id: str
    kind: str
    title: str
    label: str = ""
    lines: tuple[str, ...] = ()
    members: tuple[Link, ...] = ()
    focus: bool = False


@dataclass(frozen=True)
class Column:
    """Boxes of one layer, with the words above it."""

    title: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Graph:
    """Columns from left to right. An edge names the box that is read and the box that reads; it leads rightwards."""

    title: str
    columns: tuple[Column, ...]
    edges: tuple[tuple[str, str], ...]


HEADINGS = Messages(
    {
        "whole": "{title}: what depends on what",
        "around": "{title}: what it depends on, and what depends on it",
        "sections": "Questions, by section",
        "questions": "Questions",
        "rules": "The rule",
        "conclusions": "Conclusions, stratum {number}",
        "themes": "Advice, by theme",
        "advice": "Advice",
        "checks": "Checks",
        "ends": "Advice and checks",
    }
)


def whole_graph(kb: KnowledgeBase, language: str) -> Graph:
    """Everything: sections with their questions, every conclusion in its stratum, themes with their advice.

    Checks are left out, since nothing depends on them, and so is which question opens which.
    """
    gallery = Gallery(kb, language)
    said, say = _headings(language), gallery.sentences.text
    sections = [
        _group(
            f"section/{section.id}",
            "section",
            say(section.title),
            gallery,
            "question",
            [q.id for q in section.questions],
        )
        for section in kb.sections
    ]
    themes = []
    for theme in kb.themes.values():
        ids = [advice.id for advice in kb.advice.values() if advice.theme == theme.id]
        themes.append(_group(f"theme/{theme.id}", "theme", say(theme.title), gallery, "advice", ids))
    columns = [
        Column(said["sections"], tuple(sections)),
        *_strata(kb, gallery, said, None),
        Column(said["themes"], tuple(themes)),
    ]
    return Graph(said["whole"].format(title=say(kb.title)), tuple(columns), _edges(gallery.links, columns))


def graph_around(kb: KnowledgeBase, entry: Link, language: str) -> Graph:
    """What an entry depends on and what depends on it, each entry in a box of its own.

    Questions that a question opens are shown, not what is decided by those in turn. KeyError for a claim.
    """
    if entry.kind == "claim":
        raise KeyError(entry.id)
    gallery = Gallery(kb, language)
    said = _headings(language)
    shown = {entry, *gallery.links.all_behind(entry), *_before(gallery.links, entry)}
    if entry.kind != "rule":
        shown = {link for link in shown if link.kind != "rule"}
    else:
        # The rule stands between what it reads and what it concludes; what other rules say is beside the point.
        concluded = [Link("conclusion", id) for id in kb.rules[entry.id].conclude] if entry.id in kb.rules else []
        shown = {entry, *gallery.links.reads[entry], *concluded}
    columns = [
        *_question_columns(kb, gallery, said, shown, entry),
        *_strata(kb, gallery, said, shown, entry),
        *_last_column(gallery, said, shown, entry),
    ]
    title = said["around"].format(title=gallery.sentences.quoted(gallery.title(entry)))
    return Graph(title, tuple(columns), _edges(gallery.links, columns))


def _headings(language: str) -> Mapping[str, str]:
    return HEADINGS.said(language)


def _before(links: Links, entry: Link) -> Iterator[Link]:
    """What depends on an entry; of questions opened by it, only themselves."""
    direct = links.read_by.get(entry, ())
    yield from direct
    for link in direct:
        if link.kind != "question":
            yield from links.all_before(link)


def _group(id: str, kind: str, title: str, gallery: Gallery, of: str, ids: Iterable[str]) -> Box:
    members = tuple(Link("question" if of == "question" else "advice", one) for one in ids)
    return Box(id, kind, title, lines=tuple(gallery.title(member) for member in members), members=members)


def _box(gallery: Gallery, link: Link, focus: Link | None = None) -> Box:
    return Box(f"{link.kind}/{link.id}", link.kind, gallery.title(link), link.id, (), (link,), link == focus)


def _strata(
    kb: KnowledgeBase, gallery: Gallery, said: Mapping[str, str], shown: set[Link] | None, focus: Link | None = None
) -> Iterator[Column]:
    """A column for each stratum that has something to show; the rule in focus has its own before what it concludes."""
    rule = focus if focus is not None and focus.kind == "rule" else None
    concluded = kb.rules[rule.id].conclude if rule is not None and rule.id in kb.rules else ()
    for number, stratum in enumerate(strata(kb), start=1):
        links = [Link("conclusion", id) for id in stratum]
        kept = [link for link in links if shown is None or link in shown]
        results = tuple(link for link in kept if link.id in concluded)
        for group in ([link for link in kept if link not in results], results):
            if group is results and rule is not None and (results or not concluded):
                yield Column(said["rules"], (_box(gallery, rule, focus),))
            if group:
                boxes = tuple(_box(gallery, link, focus) for link in group)
                yield Column(said["conclusions"].format(number=number), boxes)
        if rule is not None and (results or not concluded):
            rule = None


def _question_columns(
    kb: KnowledgeBase, gallery: Gallery, said: Mapping[str, str], shown: set[Link], focus: Link
) -> Iterator[Column]:
    """Questions after those that their relevance reads."""
    depth: dict[str, int] = {}
    for id in kb.questions:
        if Link("question", id) in shown:
            read = [depth[link.id] for link in gallery.links.reads[Link("question", id)] if link.id in depth]
            depth[id] = max(read, default=-1) + 1
    for level in sorted(set(depth.values())):
        boxes = tuple(_box(gallery, Link("question", id), focus) for id, own in depth.items() if own == level)
        yield Column(said["questions"], boxes)


def _last_column(gallery: Gallery, said: Mapping[str, str], shown: set[Link], focus: Link) -> Iterator[Column]:
    ends = [link for link in (*gallery.links.reads,) if link in shown and link.kind in ENDS]
    kinds = {link.kind for link in ends}
    if ends:
        heading = said["ends"] if len(kinds) > 1 else said["advice" if "advice" in kinds else "checks"]
        yield Column(heading, tuple(_box(gallery, link, focus) for link in ends))


def _edges(links: Links, columns: Sequence[Column]) -> tuple[tuple[str, str], ...]:
    """Edges between boxes, rightwards; a rule without a box of its own is drawn as edges to what it concludes."""
    home = {
        member: (number, box.id)
        for number, column in enumerate(columns)
        for box in column.boxes
        for member in box.members
    }
    found: dict[tuple[str, str], None] = {}
    for reader, read in links.reads.items():
        if reader not in home:
            continue
        for link in read:
            sources = (link,) if link.kind != "rule" or link in home else links.reads.get(link, ())
            for source in sources:
                if source in home and home[source][0] < home[reader][0]:
                    found[(home[source][1], home[reader][1])] = None
    return tuple(found)
