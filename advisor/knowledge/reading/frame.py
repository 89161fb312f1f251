"""`knowledge-base.yaml`: what the knowledge base is called, its languages, the order of its sections, its themes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..codes import SWITCHABLE
from ..document import Document
from ..model import SwitchedOff, Text, Theme
from ..problem import did_you_mean, quoted
from .entry import KEBAB, Entry, Findings
from .names import Names

_LANGUAGE = re.compile(r"[a-z]{2}")


@dataclass(frozen=True)
class Frame:
    """What the main file says. `sections` is empty if the file does not say it in a usable way."""

    id: str
    version: str
    title: Text
    languages: tuple[str, ...]
    sections: tuple[str, ...]
    themes: tuple[Theme, ...]
    summary: tuple[str, ...]
    switched_off: tuple[SwitchedOff, ...]


def languages(document: Document, findings: Findings) -> tuple[str, ...]:
    """The languages of the knowledge base, first the default; empty if they cannot be told."""
    frame = Entry(document, (), findings, "the knowledge base")
    if frame.get("languages", required=True) is None:
        return ()
    codes = frame.ids("languages")
    sound = []
    for index, code in enumerate(codes):
        if _LANGUAGE.fullmatch(code):
            sound.append(code)
        else:
            frame.error(
                "E026",
                f'"{code[:20]}" is not a language: use two letters such as fr or en.',
                frame.position("languages", index),
            )
    if not codes and isinstance(document.value["languages"], list):
        frame.error("E025", "Name at least one language.", frame.position("languages"))
    return tuple(sound)


def read_frame(document: Document, names: Names, findings: Findings) -> Frame:
    """Read the main file; what is missing is replaced by something harmless after it has been noted."""
    frame = Entry(document, (), findings, "the knowledge base")
    id = frame.id(KEBAB)
    version = frame.line("version", required=True)
    frame.has("languages")
    title = frame.text("title", required=True)
    frame.get("sections", required=True)
    sections = frame.ids("sections", KEBAB)
    themes = []
    for entry in frame.entries("themes", "theme", required=True):
        theme = entry.id(KEBAB), entry.text("title", required=True)
        entry.close()
        if theme[0] is not None and theme[1] is not None:
            themes.append(Theme(theme[0], theme[1], entry.at))
    summary = names.references(frame, "summary", "conclusions")
    switches = [_switch(entry) for entry in frame.entries("switched_off", "switched-off warning")]
    frame.close()
    return Frame(
        id or "", version or "", title or {}, findings.languages, sections, tuple(themes), summary,
        tuple(switch for switch in switches if switch),
    )  # fmt: skip


def _switch(entry: Entry) -> SwitchedOff | None:
    code = entry.line("code", required=True)
    where = entry.line("at", required=True)
    reason = entry.line("reason", required=True)
    entry.close()
    if code is None or where is None or reason is None:
        return None
    if code not in SWITCHABLE:
        what = "is an error and cannot be switched off" if code.startswith("E") else "is not the code of a warning"
        entry.error("E085", f"{quoted(code)} {what}.{did_you_mean(code, SWITCHABLE)}", entry.position("code"))
        return None
    return SwitchedOff(code, where, reason, entry.at)
