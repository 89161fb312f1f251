"""The section `review` of an answers file as something to write to, comments kept.

Whatever is changed takes an approval back: it was given to what stood there before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from .record import Record
from .review import OwnAdvice
from .roundtrip import insert, keep_comments, replace
from .yaml_style import flow_sequence

KEYS = ("status", "by", "on", "against", "opening", "advice", "own", "order")
"""The keys of a review in the order in which they are written."""
APPROVAL = ("by", "on", "against")
UNQUOTED = ("id", "due", "on", "severity", "phase", "against", "status")
OWN = "own-"


class ReviewRecord:
    """The review of one record while it is being edited; it reaches the disk with `Record.save`."""

    def __init__(self, record: Record) -> None:
        self._review = record.section("review")

    @property
    def approved(self) -> bool:
        """Whether the report is approved now."""
        return str(self._review.get("status")) == "approved"

    def decide(self, id: str, said: Mapping[str, str]) -> None:
        """Say something of a finding, by the keys of `ReviewedAdvice`; the rest of what is said of it stays."""
        advice = self._group(self._review, "advice", KEYS)
        entry = self._group(advice, id, ())
        for key, words in said.items():
            self._set(entry, key, words)
        self._reopen()

    def add(self, own: OwnAdvice) -> None:
        """Put advice of the consultant's own behind what there is."""
        listed = self._review.get("own")
        if not isinstance(listed, CommentedSeq):
            listed = CommentedSeq()
            self._put("own", listed)
        elif not listed:
            listed.fa.set_block_style()
        entry = CommentedMap()
        for key in ("id", "title", "recommendation", "severity", "phase", "owner", "due"):
            words = getattr(own, key)
            if words is not None:
                self._set(entry, key, words)
        if own.steps:
            entry["steps"] = CommentedSeq([DoubleQuotedScalarString(step) for step in own.steps])
        listed.append(entry)
        self._reopen()

    def own_ids(self) -> tuple[str, ...]:
        """The ids of the consultant's own advice."""
        return tuple(str(one.get("id")) for one in self._review.get("own") or () if isinstance(one, Mapping))

    def fresh_id(self) -> str:
        """An id for advice of the consultant's own that none has yet."""
        taken = self.own_ids()
        return next(id for number in range(1, len(taken) + 2) if (id := f"{OWN}{number}") not in taken)

    def own(self, id: str, said: Mapping[str, str]) -> None:
        """Change the consultant's own advice of this id."""
        entry = next(one for one in self._review["own"] if str(one.get("id")) == id)
        for key, words in said.items():
            self._set(entry, key, words)
        self._reopen()

    def first(self, ids: Sequence[str]) -> None:
        """Choose what comes first; nothing for the order of the knowledge base."""
        if ids:
            self._put("order", flow_sequence(list(ids)))
        else:
            self._drop(self._review, "order")
        self._reopen()

    def opening(self, words: str) -> None:
        """The consultant's own words at the beginning; none takes them away."""
        if words:
            self._put("opening", DoubleQuotedScalarString(words))
        else:
            self._drop(self._review, "opening")
        self._reopen()

    def take_back(self, id: str) -> bool:
        """Forget everything decided of a finding, or advice of one's own; returns whether there was anything."""
        listed, advice = self._review.get("own"), self._review.get("advice")
        found = False
        if isinstance(listed, CommentedSeq) and id in self.own_ids():
            del listed[self.own_ids().index(id)]
            found = True
            if not listed:
                self._drop(self._review, "own")
        if isinstance(advice, CommentedMap) and id in advice:
            self._drop(advice, id)
            found = True
            if not advice:
                self._drop(self._review, "advice")
        order = [str(one) for one in self._review.get("order") or ()]
        if id in order:
            order.remove(id)
            self.first(order)
            found = True
        if found:
            self._reopen()
        return found

    def approve(self, *, by: str, on: str, against: str) -> None:
        """Approve the report as it is now; `against` is the mark of its Assessment, `on` a date (YYYY-MM-DD)."""
        self._put("status", "approved")
        for key, words in (("by", by), ("on", on), ("against", against)):
            self._put(key, words if key in UNQUOTED else DoubleQuotedScalarString(words))

    def _reopen(self) -> None:
        """Make the report a draft again."""
        self._put("status", "draft")
        for key in APPROVAL:
            self._drop(self._review, key)

    def _put(self, key: str, value: Any) -> None:
        if key in self._review:
            replace(self._review, key, value)
        else:
            insert(self._review, key, value, KEYS)

    @staticmethod
    def _set(entry: CommentedMap, key: str, words: str) -> None:
        replace(entry, key, words if key in UNQUOTED else DoubleQuotedScalarString(words))

    @staticmethod
    def _drop(group: CommentedMap, key: str) -> None:
        if key in group:
            keep_comments(group, key)
            del group[key]

    def _group(self, within: CommentedMap, key: str, order: Sequence[str]) -> CommentedMap:
        group = within.get(key)
        if not isinstance(group, CommentedMap):
            group = CommentedMap()
            insert(within, key, group, order)
        elif not group:
            group.fa.set_block_style()
        return group
