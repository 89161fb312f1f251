"""A portfolio in words: one view that the terminal, the page and the CSV share, in French or English."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from advisor.advice.assessment import ThemeState
from advisor.advice.benchmark import Share
from advisor.advice.profile_words import COUNTS, STATES
from advisor.knowledge.model import SEVERITIES, KnowledgeBase, Text
from advisor.language import Messages, catalogue
from advisor.report.html import COLOURS, DARK
from advisor.report.templating import filled

from .brand_record import BrandRecord
from .portfolio import FEWEST, Portfolio

PHRASES = Messages(
    {
        "title": "Portfolio",
        "intro": "Brands: {brands}; knowledge base {id} {version}.",
        "brands": "Brands by theme",
        "brand": "Brand",
        "date": "Date",
        "weight": "Weight",
        "weight_is": "Weight: critical 8, major 4, moderate 2, minor 1, summed over what is to be put right.",
        "findings": "Findings by frequency",
        "finding": "Finding",
        "severity": "Severity",
        "count": "Brands",
        "share": "Share",
        "share_is": "Share: of the brands in which the finding was judged; said of {fewest} or more.",
        "groups": "Share by “{question}”",
        "trend": "Over time",
        "points": "{points} points, weight {weight}",
        "unknown": "Not known most often",
        "question": "Question",
        "open": "Brands whose open questions matter most",
        "open_weight": "Weight still open",
        "known": "Known",
        "faults": "Files that could not be assessed ({count})",
        "states": "States by theme",
        "states_of": "{theme}: {counts}",
        "filter": "Show only lines with",
        "sort": "Sort by {column}",
        "none": "None.",
        "skip": "To the content",
        "file": "file",
    }
)
COLOUR_OF = {
    ThemeState.AT_RISK: "red",
    ThemeState.TO_PUT_RIGHT: "amber",
    ThemeState.TO_IMPROVE: "blue",
    ThemeState.IN_ORDER: "green",
    ThemeState.NOT_JUDGED: "grey",
}


@dataclass(frozen=True)
class Cell:
    """One cell: its words, what it is sorted by where that is a number, and the state it shows, if one."""

    words: str
    number: float | None = None
    state: str = ""


@dataclass(frozen=True)
class PortfolioTable:
    """One table of the page; `note` stands under it, `most` is how many lines a terminal shows."""

    id: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    most: int = 15


@dataclass(frozen=True)
class Bar:
    """A part of a small multiple: where it begins and ends, in hundredths, and which state it stands for."""

    start: float
    width: float
    state: str


@dataclass(frozen=True)
class Multiple:
    """One small multiple: its title in words that say all it shows, and its parts or its line."""

    title: str
    says: str
    bars: tuple[Bar, ...] = ()
    line: str = ""


class PortfolioPage:
    """The words of one portfolio in one language."""

    def __init__(self, kb: KnowledgeBase, found: Portfolio, language: str) -> None:
        self.kb = kb
        self.found = found
        self.spoken = language
        self.said = PHRASES.said(language)
        self.catalogue = catalogue(language)

    def text(self, text: Text) -> str:
        """A text of the knowledge base in this language."""
        return text.get(self.spoken) or text[self.kb.languages[0]]

    @property
    def intro(self) -> str:
        """How many brands, and by what they were judged."""
        return self.said["intro"].format(
            brands=len(self.found.brands), id=self.found.knowledge_base, version=self.found.version
        )

    def tables(self) -> tuple[PortfolioTable, ...]:
        """Every table that has lines, in order."""
        made = (self._brands(), self._findings(), self._trend(), self._unknown(), self._open(), self._faults())
        return tuple(table for table in made if table.rows)

    def multiples(self) -> tuple[Multiple, ...]:
        """Of each theme how many brands are in which state, as a bar."""
        made = []
        for theme in self.kb.themes.values():
            states = [one.themes[theme.id].state for one in self.found.brands if theme.id in one.themes]
            counts = [(state, states.count(state)) for state in ThemeState if state in states]
            bars, start = [], 0.0
            for state, count in counts:
                width = 100 * count / len(states)
                bars.append(Bar(round(start, 2), round(width, 2), state.value))
                start += width
            words = ", ".join(f"{count} {STATES.said(self.spoken)[state]}" for state, count in counts)
            title = self.text(theme.title)
            made.append(Multiple(title, self.said["states_of"].format(theme=title, counts=words), tuple(bars)))
        return tuple(made)

    def trends(self) -> tuple[Multiple, ...]:
        """The weight of each brand over its dates, as a line, all on one scale."""
        top = max((point.weight for one in self.found.trends for point in one.points), default=0) or 1
        made = []
        for one in self.found.trends:
            step = 100 / (len(one.points) - 1)
            places = (
                f"{place * step:.1f},{28 - 26 * point.weight / top:.1f}" for place, point in enumerate(one.points)
            )
            words = " → ".join(str(point.weight) for point in one.points)
            made.append(Multiple(one.brand, f"{one.brand}: {words}", line=" ".join(places)))
        return tuple(made)

    def _brands(self) -> PortfolioTable:
        themes = list(self.kb.themes.values())
        head = (*(self.said[name] for name in ("brand", "date", "weight")), *(self.text(one.title) for one in themes))
        return PortfolioTable(
            "brands",
            self.said["brands"],
            head,
            tuple(
                (
                    Cell(one.brand),
                    self._date(one.date),
                    Cell(str(one.weight), one.weight),
                    *(self._theme(one, theme.id) for theme in themes),
                )
                for one in self.found.brands
            ),
            self.said["weight_is"],
        )

    def _theme(self, record: BrandRecord, theme: str) -> Cell:
        found = record.themes.get(theme)
        if found is None:
            return Cell("–")
        counts = sum(found.to_put_right.values())
        words = STATES.said(self.spoken)[found.state]
        place = list(ThemeState).index(found.state)
        return Cell(f"{words} ({counts})" if counts else words, place, found.state.value)

    def _findings(self) -> PortfolioTable:
        told = {id for one in self.found.findings for id in one.groups}
        groups = [id for id in self.found.groups if id in told]
        options = {} if self.found.by is None else {one.id: one for one in self.kb.questions[self.found.by].options}
        head = (
            *(self.said[name] for name in ("finding", "severity", "count", "share")),
            *(f"{self.text(options[id].label)} ({self.found.groups[id]})" for id in groups),
        )
        rows = tuple(
            (
                Cell(self.text(self.kb.advice[one.advice].title)),
                Cell(COUNTS.count(one.severity, 1, self.spoken), SEVERITIES.index(one.severity)),
                Cell(str(one.brands), one.brands),
                self._share(one.share),
                *(self._share(one.groups.get(id)) for id in groups),
            )
            for one in self.found.findings
        )
        note = self.said["share_is"].format(fewest=FEWEST)
        if self.found.by is not None:
            asked = self.text(self.kb.questions[self.found.by].ask)
            note = f"{self.said['groups'].format(question=asked)}. {note}"
        return PortfolioTable("findings", self.said["findings"], head, rows, note)

    def _share(self, share: Share | None) -> Cell:
        if share is None:
            return Cell("–")
        part = share.found / share.among
        return Cell(f"{self.catalogue.share(part)} ({share.found}/{share.among})", part)

    def _trend(self) -> PortfolioTable:
        return PortfolioTable(
            "trend",
            self.said["trend"],
            (self.said["brand"], self.said["date"], self.said["weight"]),
            tuple(
                (
                    Cell(one.brand),
                    self._date(point.date),
                    Cell(self.said["points"].format(points=point.points, weight=point.weight), point.weight),
                )
                for one in self.found.trends
                for point in one.points
            ),
        )

    def _unknown(self) -> PortfolioTable:
        asked = {one.id: self.text(one.ask) for one in self.kb.questions.values()}
        tables = {row: self.text(table.ask) for table in self.kb.tables.values() for row in table.rows}
        rows = tuple(
            (
                Cell(
                    f"{tables[one.question]} {asked[one.question]}" if one.question in tables else asked[one.question]
                ),
                Cell(str(one.brands), one.brands),
            )
            for one in self.found.unknown
            if one.question in asked
        )
        return PortfolioTable("unknown", self.said["unknown"], (self.said["question"], self.said["count"]), rows)

    def _open(self) -> PortfolioTable:
        return PortfolioTable(
            "open",
            self.said["open"],
            (self.said["brand"], self.said["open_weight"], self.said["known"]),
            tuple(
                (
                    Cell(one.brand),
                    Cell(str(one.open_weight), one.open_weight),
                    Cell(self.catalogue.share(one.known), one.known),
                )
                for one in self.found.most_open
            ),
        )

    def _faults(self) -> PortfolioTable:
        faults = self.found.faults
        title = self.said["faults"].format(count=len(faults))
        return PortfolioTable(
            "faults",
            title,
            (self.said["file"],),
            tuple((Cell(one.said(self.spoken)),) for one in faults),
        )

    def _date(self, date: str) -> Cell:
        day = datetime.date.fromisoformat(date)
        return Cell(self.catalogue.short_date(day), day.toordinal())


def told(kb: KnowledgeBase, found: Portfolio, language: str) -> Iterator[str]:
    """The portfolio for a terminal: of each table the first lines, of brands their name, weight and themes that ail."""
    page = PortfolioPage(kb, found, language)
    yield page.intro
    for table in page.tables():
        yield ""
        yield table.title
        if table.id == "faults":
            yield from (f"  {row[0].words}" for row in table.rows)
            continue
        if table.id != "brands":
            yield f"  ({' · '.join(table.head[:4])})"
        for row in table.rows[: table.most]:
            if table.id == "brands":
                ailing = [
                    f"{head} {cell.words}"
                    for head, cell in zip(table.head, row, strict=True)
                    if cell.state in (ThemeState.AT_RISK.value, ThemeState.TO_PUT_RIGHT.value)
                ]
                yield f"  {row[2].words:>4}  {row[0].words} · {row[1].words}{': ' if ailing else ''}{'; '.join(ailing)}"
            else:
                grouped = zip(table.head[4:], row[4:], strict=True)
                named = [f"{head} {cell.words}" for head, cell in grouped if cell.number is not None]
                yield f"  {row[0].words} · " + " · ".join([*(cell.words for cell in row[1:4]), *named])
        if len(table.rows) > table.most:
            yield f"  … +{len(table.rows) - table.most}"


def as_csv(found: Portfolio) -> str:
    """A line for each brand: its file, date, weight, share known, and of each theme the state and what is to be put
    right. In the program's own words, for other programs."""
    themes = list(dict.fromkeys(theme for one in found.brands for theme in one.themes))
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    group = [found.by] if found.by is not None else []
    counts = [f"{theme}_to_put_right" for theme in themes]
    writer.writerow(["brand", "date", "file", *group, "weight", "known", "open_weight", *themes, *counts])
    for one in found.brands:
        states = [one.themes[theme].state.value if theme in one.themes else "" for theme in themes]
        right = [sum(one.themes[theme].to_put_right.values()) if theme in one.themes else "" for theme in themes]
        named = [" ".join(one.groups.get(found.by, ()))] if found.by is not None else []
        words = _safe([one.brand, one.date, one.file, *named])
        writer.writerow([*words, one.weight, round(one.known, 3), one.open_weight, *states, *right])
    return written.getvalue()


def _safe(words: Sequence[str]) -> list[str]:
    """Words that no spreadsheet takes for a formula."""
    return [f"'{word}" if word[:1] in ("=", "+", "-", "@", "\t") else word for word in words]


def as_html(kb: KnowledgeBase, found: Portfolio, language: str) -> str:
    """The portfolio as one page that holds all it needs; sorting and filtering need scripts, reading does not."""
    page = PortfolioPage(kb, found, language)
    return filled(
        "portfolio/portfolio.html",
        page.spoken,
        None,
        page=page,
        said=page.said,
        tables=page.tables(),
        multiples=page.multiples(),
        trends=page.trends(),
        states=[(state.value, STATES.said(page.spoken)[state], COLOUR_OF[state]) for state in ThemeState],
        colours=COLOURS,
        dark=DARK,
    )
