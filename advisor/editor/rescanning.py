"""A file read again after an edit of one entry of a list in it: that entry alone is read as YAML.

An entry of a block sequence begins with a dash in the column of its list and ends where the next dash, or the next key
of the file, stands: whatever is sound by itself between these places leaves everything around it as it was.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from advisor.knowledge.document import LINE_BREAK, MOST_VALUES, Document, Steps, scan_text

_ALONE = "entries"
"""The key under which an entry is read alone, on a line of its own before it."""
_OTHER_BREAKS = re.compile("[\r\x85\u2028\u2029]")
_DOCUMENT_MARKERS = ("---", "...")

Marks = Mapping[Steps, tuple[int, int]]


def rescanned(before: Document, text: str) -> Document | None:
    """What `scan_text` makes of the new text of a sound document; None where it has to be read whole."""
    if _OTHER_BREAKS.search(text) or 2 * len(before.marks) > MOST_VALUES:
        return None
    lines = tuple(LINE_BREAK.split(text))
    entry = _Entry.changed(before, lines)
    if entry is None or not lines[entry.first].startswith(entry.dash):
        return None
    own = lines[entry.first : entry.end + len(lines) - len(before.lines)]
    alone, problems = scan_text(before.file, "\n".join((f"{_ALONE}:", *own)))
    read = alone.value[_ALONE] if alone is not None and len(alone.value) == 1 and not problems else None
    if alone is None or not isinstance(read, list) or any(line.startswith(_DOCUMENT_MARKERS) for line in own):
        return None
    listed = before.value[entry.key]
    assert isinstance(listed, list)
    value = {**before.value, entry.key: [*listed[: entry.index], *read, *listed[entry.index + 1 :]]}
    further = len(read) - 1, len(lines) - len(before.lines)
    marks, key_marks = (
        {**entry.around(old, *further), **entry.inside(new)}
        for old, new in ((before.marks, alone.marks), (before.key_marks, alone.key_marks))
    )
    return Document(before.file, value, lines, marks, key_marks)


class _Entry:
    """The entry of a document in which all that changed stands: its list, its place there, its lines from 0."""

    def __init__(self, key: str, index: int, first: int, end: int, dash: str) -> None:
        self.key = key
        self.index = index
        self.first = first
        self.end = end
        self.dash = dash

    @classmethod
    def changed(cls, before: Document, lines: tuple[str, ...]) -> _Entry | None:
        """The entry that an edit has changed; None where the edit reaches beyond one."""
        old = before.lines
        most = min(len(old), len(lines))
        same = next((n for n in range(most) if old[n] != lines[n]), most)
        tail = next((n for n in range(most - same) if old[-1 - n] != lines[-1 - n]), most - same)
        keys = sorted((line - 1, steps[0]) for steps, (line, _) in before.key_marks.items() if len(steps) == 1)
        key_line, key = max((one for one in keys if one[0] <= same), default=(0, None))
        listed = before.value.get(str(key))
        if not isinstance(key, str) or not isinstance(listed, list):
            return None
        starts = [before.marks[key, index][0] - 1 for index in range(len(listed))]
        index = max((n for n, start in enumerate(starts) if start <= same), default=None)
        if index is None or starts[index] == key_line:
            return None
        following = [*starts[index + 1 :], *(line for line, _ in keys if line > key_line), len(old)]
        column = before.marks[key, index][1] - 1
        dash = old[starts[index]][:column]
        if len(old) - tail > following[0] or not re.fullmatch(" *- +", dash):
            return None
        return cls(key, index, starts[index], following[0], dash)

    def around(self, marks: Marks, entries: int, lines: int) -> dict[Steps, tuple[int, int]]:
        """The marks outside the entry, those behind it so many entries and lines further on."""
        own = self.key, self.index
        found = dict(marks)
        for steps in [steps for steps in marks if steps[:2] == own]:
            del found[steps]
        if not entries and not lines:
            return found  # What is typed within a line leaves thousands of marks as they are.
        moved = {}
        for steps, (line, column) in found.items():
            if entries and len(steps) > 1 and steps[0] == self.key:
                number = steps[1]
                if isinstance(number, int) and number > self.index:
                    steps = (self.key, number + entries, *steps[2:])
            moved[steps] = (line + lines if line > self.end else line, column)
        return moved

    def inside(self, marks: Marks) -> dict[Steps, tuple[int, int]]:
        """The marks of an entry that was read alone, where they stand in the whole."""
        return {
            (self.key, self.index + steps[1], *steps[2:]): (line - 1 + self.first, column)
            for steps, (line, column) in marks.items()
            if len(steps) > 1 and isinstance(steps[1], int)
        }
