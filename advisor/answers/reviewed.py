"""The section `review` of an answers file, read and checked like the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.model import SEVERITIES, KnowledgeBase
from advisor.knowledge.problem import suggest

from .messages import found, kind, suggestion
from .parsing import Complaints, Path
from .qualified import is_date
from .review import MOST_CHOSEN, REWORDED, OwnAdvice, Review, ReviewedAdvice, ReviewStatus

KEYS = ("status", "by", "on", "opening", "advice", "own", "order", "against")
OF_ADVICE = ("owner", "due", "note", "left_out", *REWORDED, "against")
OF_OWN = ("id", "title", "recommendation", "steps", "severity", "phase", "owner", "due")
STATUSES = ("draft", "approved")


def read_review(typed: Any, kb: KnowledgeBase, complaints: Complaints) -> Review:
    """The review; what is faulty is left out after recording why."""
    return Review() if typed is None else _Reviewed(kb, complaints).review(typed, ("review",))


class _Reviewed:
    """Reads one review."""

    def __init__(self, kb: KnowledgeBase, complaints: Complaints) -> None:
        self.kb = kb
        self.complaints = complaints

    def review(self, typed: Any, path: Path) -> Review:
        if not self._group(typed, path, KEYS):
            return Review()
        own = tuple(self._each(typed, "own", path, self._own))
        ids = [one.id for one in own]
        return Review(
            status=cast("ReviewStatus", self._word(typed, "status", path, STATUSES) or "draft"),
            by=self._line(typed, "by", path),
            on=self._date(typed, "on", path),
            opening=self._line(typed, "opening", path),
            advice=self._advice(typed.get("advice"), (*path, "advice")),
            own=own,
            order=self._order(typed, path, ids),
            against=self._line(typed, "against", path),
        )

    def _advice(self, typed: Any, path: Path) -> dict[str, ReviewedAdvice]:
        reviewed = {}
        for id, one in typed.items() if isinstance(typed, Mapping) else ():
            if self._known(id, (*path, id), key=True, beside=()) and self._group(one, (*path, id), OF_ADVICE):
                lines = {key: self._line(one, key, (*path, id)) for key in ("owner", "note", "left_out", "against")}
                texts = {key: said for key in REWORDED if (said := self._line(one, key, (*path, id))) is not None}
                reviewed[id] = ReviewedAdvice(due=self._date(one, "due", (*path, id)), texts=texts, **lines)
        if typed is not None and not isinstance(typed, Mapping):
            self.complaints.add("I003", path, key_="advice", expected=kind("mapping"), found=found(typed))
        return reviewed

    def _own(self, typed: Any, path: Path) -> OwnAdvice | None:
        if not self._group(typed, path, OF_OWN):
            return None
        needed = {key: self._line(typed, key, path) for key in ("id", "title", "recommendation")}
        for key, said in needed.items():
            if said is None:
                self.complaints.add("I022", (*path, key) if key in typed else path, key_=key)
        id, title, recommendation = needed.values()
        if id is None or title is None or recommendation is None:
            return None
        return OwnAdvice(
            id,
            title,
            recommendation,
            tuple(self._each(typed, "steps", path, lambda one, place: self._text(one, "steps", place))),
            self._word(typed, "severity", path, SEVERITIES),
            self._word(typed, "phase", path, tuple(self.kb.phases)),
            self._line(typed, "owner", path),
            self._date(typed, "due", path),
        )

    def _order(self, typed: Mapping[str, Any], path: Path, own: list[str]) -> tuple[str, ...]:
        chosen = tuple(self._each(typed, "order", path, lambda one, place: self._text(one, "order", place)))
        if len(chosen) > MOST_CHOSEN:
            self.complaints.add("I027", (*path, "order"), key_="order", most=MOST_CHOSEN, count=len(chosen))
        places = enumerate(chosen)
        return tuple(id for index, id in places if self._known(id, (*path, "order", index), key=False, beside=own))

    def _known(self, id: str, path: Path, *, key: bool, beside: list[str] | tuple[str, ...]) -> bool:
        if id in beside or declared_id(id) in self.kb.advice:
            return True
        near = suggestion(suggest(declared_id(id), (*self.kb.advice, *beside)))
        self.complaints.add("I028", path, key=key, found=id, suggestion=near)
        return False

    def _group(self, typed: Any, path: Path, keys: tuple[str, ...]) -> bool:
        if not isinstance(typed, Mapping):
            self.complaints.add("I003", path, key_=str(path[-1]), expected=kind("mapping"), found=found(typed))
            return False
        for key in typed:
            if key not in keys:
                self.complaints.unknown_key(key, path, keys)
        return True

    def _each(self, typed: Mapping[str, Any], key: str, path: Path, read: Callable[[Any, Path], Any]) -> list[Any]:
        listed = typed.get(key)
        if listed is None:
            return []
        if not isinstance(listed, list):
            self.complaints.add("I003", (*path, key), key_=key, expected=kind("list"), found=found(listed))
            return []
        found_ = [read(one, (*path, key, index)) for index, one in enumerate(listed)]
        return [one for one in found_ if one is not None]

    def _line(self, typed: Mapping[str, Any], key: str, path: Path) -> str | None:
        return None if typed.get(key) is None else self._text(typed[key], key, (*path, key))

    def _text(self, typed: Any, key: str, path: Path) -> str | None:
        if isinstance(typed, (Mapping, list)):
            self.complaints.add("I003", path, key_=key, expected=kind("text"), found=found(typed))
            return None
        return str(typed).strip() or None

    def _date(self, typed: Mapping[str, Any], key: str, path: Path) -> str | None:
        said = self._line(typed, key, path)
        if said is not None and not is_date(said):
            self.complaints.add("I004", (*path, key), found=found(said))
            return None
        return said

    def _word(self, typed: Mapping[str, Any], key: str, path: Path, words: tuple[str, ...]) -> str | None:
        said = self._line(typed, key, path)
        if said is not None and said not in words:
            near = suggestion(suggest(said, words))
            self.complaints.add("I023", (*path, key), found=found(said), suggestion=near, possible=", ".join(words))
            return None
        return said
