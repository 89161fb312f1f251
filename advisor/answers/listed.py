"""Lists of instances in an answers file: the spaces of a brand, each with a name, answers, notes and flags of its own.

spaces: [{id: …}, …]                  all there are
spaces: {list: [{id: …}], more: yes}  those named so far
spaces: unknown                       not known, which says as much as nothing
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from advisor.knowledge.model import Context

from .messages import found, kind
from .model import Instance, InstanceList
from .parsing import Complaints, Path

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
KEYS = ("id", "name", "answers", "notes", "flags")
LONGEST_ID = 40


@dataclass(frozen=True)
class TypedInstance:
    """One instance as typed: who it is, and where its answers, notes and flags stand."""

    instance: Instance
    typed: Mapping[str, Any]
    path: Path


def read_list(context: Context, typed: Any, complaints: Complaints) -> tuple[InstanceList, tuple[TypedInstance, ...]]:
    """The list of one context, and its instances with what was typed of each."""
    path: Path = (context.key,)
    complete = True
    if typed is None or typed == "unknown":
        return InstanceList(), ()
    if isinstance(typed, Mapping):
        for key in typed:
            if key not in ("list", "more"):
                complaints.unknown_key(key, path, ("list", "more"))
        more = typed.get("more", "no")
        if more not in ("yes", "no"):
            complaints.add("I003", (*path, "more"), key_="more", expected=kind("yes_or_no"), found=found(more))
        complete = more != "yes"
        typed, path = typed.get("list", []), (*path, "list")
    if not isinstance(typed, list):
        complaints.add("I003", path, key_=context.key, expected=kind("list"), found=found(typed))
        return InstanceList(), ()
    if len(typed) > context.at_most:
        complaints.add("I027", path, key_=context.key, most=context.at_most, count=len(typed))
    read = tuple(_each(typed, path, complaints))
    return InstanceList(tuple(one.instance for one in read), complete), read


def _each(typed: list[Any], path: Path, complaints: Complaints) -> Iterator[TypedInstance]:
    seen: set[str] = set()
    for index, one in enumerate(typed):
        place = (*path, index)
        if not isinstance(one, Mapping):
            complaints.add("I003", place, key_=str(path[0]), expected=kind("mapping"), found=found(one))
            continue
        for key in one:
            if key not in KEYS:
                complaints.unknown_key(key, place, KEYS)
        id = str(one.get("id") or "")
        if not ID.fullmatch(id):
            complaints.add("I026", (*place, "id") if "id" in one else place, found=found(one.get("id")))
        elif id in seen:
            complaints.add("I017", (*place, "id"), option=id, question=str(path[0]))
        else:
            seen.add(id)
            yield TypedInstance(Instance(id, str(one.get("name") or id).strip()), one, place)


def fresh_id(name: str, taken: Collection[str]) -> str:
    """A permanent id made from a name: small letters, digits and hyphens, not taken yet."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("œ", "oe").replace("æ", "ae").replace("ß", "ss"))
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    base = re.sub(r"[^a-z0-9]+", "-", letters)[:LONGEST_ID].strip("-") or "one"
    numbered = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(id for id in numbered if id not in taken)
