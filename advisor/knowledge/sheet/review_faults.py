"""The section `review` of an answer sheet, the consultant's editing of the report, held against the knowledge base."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..document import Steps
from ..ground_id import declared_id
from ..model import SEVERITIES, KnowledgeBase
from ..problem import suggest
from .fault import Faults
from .fault_messages import suggestion

REWORDED = ("title", "observed", "consequence", "recommendation", "nuance")
"""The texts of a finding that a consultant may put in words of their own."""
MOST_CHOSEN = 3
"""Only the first three may be chosen by hand."""
STATUSES = ("draft", "approved")
KEYS = ("status", "by", "on", "opening", "advice", "own", "order", "against")
OF_ADVICE = ("owner", "due", "note", "left_out", *REWORDED, "against")
OF_OWN = ("id", "title", "recommendation", "steps", "severity", "phase", "owner", "due")
NEEDED = ("id", "title", "recommendation")


def note_review_faults(typed: Any, kb: KnowledgeBase, faults: Faults) -> None:
    """Note what is wrong with a review, if there is one."""
    if typed is not None:
        _Reviewed(kb, faults).review(typed, ("review",))


class _Reviewed:
    """Goes through one review."""

    def __init__(self, kb: KnowledgeBase, faults: Faults) -> None:
        self.kb = kb
        self.faults = faults

    def review(self, typed: Any, path: Steps) -> None:
        if not self.group(typed, path, KEYS):
            return
        for key in ("by", "opening", "against"):
            self.line(typed, key, path)
        self.word(typed, "status", path, STATUSES)
        self.date(typed, "on", path)
        advice = typed.get("advice")
        if advice is not None and not isinstance(advice, Mapping):
            self.faults.expected("advice", "mapping", (*path, "advice"), advice)
        for id, one in advice.items() if isinstance(advice, Mapping) else ():
            self.advice(id, one, (*path, "advice", id))
        own = self.listed(typed, "own", path)
        for index, one in enumerate(own):
            self.own(one, (*path, "own", index))
        self.order(self.listed(typed, "order", path), (*path, "order"), own)

    def advice(self, id: str, typed: Any, path: Steps) -> None:
        self.known(id, path, key=True)
        if self.group(typed, path, OF_ADVICE):
            for key in ("owner", "note", "left_out", "against", *REWORDED):
                self.line(typed, key, path)
            self.date(typed, "due", path)

    def own(self, typed: Any, path: Steps) -> None:
        if not self.group(typed, path, OF_OWN):
            return
        for key in (*NEEDED, "owner"):
            if (
                self.line(typed, key, path) is None
                and key in NEEDED
                and not isinstance(typed.get(key), (Mapping, list))
            ):
                self.faults.add("I022", (*path, key) if key in typed else path, key_=key)
        for index, step in enumerate(self.listed(typed, "steps", path)):
            self.text(step, "steps", (*path, "steps", index))
        self.word(typed, "severity", path, SEVERITIES)
        self.word(typed, "phase", path, tuple(self.kb.phases))
        self.date(typed, "due", path)

    def order(self, listed: Sequence[Any], path: Steps, own: Sequence[Any]) -> None:
        if len(listed) > MOST_CHOSEN:
            self.faults.add("I027", path, key_="order", most=MOST_CHOSEN, count=len(listed))
        beside = [str(one.get("id")) for one in own if isinstance(one, Mapping)]
        for index, one in enumerate(listed):
            id = self.text(one, "order", (*path, index))
            if id is not None:
                self.known(id, (*path, index), key=False, beside=beside)

    def known(self, id: str, path: Steps, *, key: bool, beside: Sequence[str] = ()) -> None:
        if id not in beside and declared_id(id) not in self.kb.advice:
            near = suggestion(suggest(declared_id(id), (*self.kb.advice, *beside)))
            self.faults.add("I028", path, key=key, found=id, suggestion=near)

    def group(self, typed: Any, path: Steps, keys: tuple[str, ...]) -> bool:
        if not isinstance(typed, Mapping):
            self.faults.expected(str(path[-1]), "mapping", path, typed)
            return False
        self.faults.unknown_keys(typed, keys, path)
        return True

    def listed(self, typed: Mapping[str, Any], key: str, path: Steps) -> Sequence[Any]:
        listed = typed.get(key)
        if listed is not None and not isinstance(listed, list):
            self.faults.expected(key, "list", (*path, key), listed)
            return ()
        return listed or ()

    def line(self, typed: Mapping[str, Any], key: str, path: Steps) -> str | None:
        return None if typed.get(key) is None else self.text(typed[key], key, (*path, key))

    def text(self, typed: Any, key: str, path: Steps) -> str | None:
        if isinstance(typed, (Mapping, list)):
            self.faults.expected(key, "text", path, typed)
            return None
        return str(typed).strip() or None

    def date(self, typed: Mapping[str, Any], key: str, path: Steps) -> None:
        self.faults.date(self.line(typed, key, path), (*path, key))

    def word(self, typed: Mapping[str, Any], key: str, path: Steps, words: Sequence[str]) -> None:
        self.faults.word(self.line(typed, key, path), (*path, key), words)
