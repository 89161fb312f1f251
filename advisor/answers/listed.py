"""Lists of instances in an answers file: the spaces of a brand, each with answers of its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import Any

from advisor.knowledge.sheet.sheet_faults import listed_in

from .answer import Instance, InstanceList

LONGEST_ID = 40


def list_typed(typed: Any) -> tuple[InstanceList, tuple[Mapping[str, Any], ...]]:
    """A list of instances that has been found sound, and what was typed of each of them."""
    listed, _ = listed_in(typed)
    complete = isinstance(typed, list) or (isinstance(typed, Mapping) and typed.get("more") != "yes")
    instances = (Instance(str(one["id"]), str(one.get("name") or one["id"]).strip()) for one in listed)
    return InstanceList(tuple(instances), complete), tuple(listed)


def fresh_id(name: str, taken: Collection[str]) -> str:
    """A permanent id made from a name: small letters, digits and hyphens, not taken yet."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("œ", "oe").replace("æ", "ae").replace("ß", "ss"))
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    base = re.sub(r"[^a-z0-9]+", "-", letters)[:LONGEST_ID].strip("-") or "one"
    numbered = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(id for id in numbered if id not in taken)
