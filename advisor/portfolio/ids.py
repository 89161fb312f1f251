"""Many ids at rest: two bytes for each, in place of the eight that a tuple takes to refer to it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, overload

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

_known: list[str] = []
_places: dict[str, int] = {}


class KnownIds(Sequence[str]):
    """Ids in their order, as places in a list of all ids that this process has met; elsewhere they travel as ids."""

    __slots__ = ("_at",)

    def __init__(self, ids: Iterable[str] = ()) -> None:
        at = [_place(id) for id in ids]
        self._at = array("H" if max(at, default=0) < 1 << 16 else "I", at)

    def __len__(self) -> int:
        return len(self._at)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...
    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        return tuple(self)[place]

    def __iter__(self) -> Iterator[str]:
        return (_known[place] for place in self._at)

    def __eq__(self, other: object) -> bool:
        return self._at == other._at if isinstance(other, KnownIds) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._at.tobytes())

    def __repr__(self) -> str:
        return f"KnownIds({list(self)!r})"

    def __reduce__(self) -> tuple[type[KnownIds], tuple[tuple[str, ...]]]:
        return KnownIds, (tuple(self),)

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        listed = handler.generate_schema(tuple[str, ...])
        made = core_schema.no_info_after_validator_function(cls, listed)
        return core_schema.json_or_python_schema(
            made,
            core_schema.union_schema([core_schema.is_instance_schema(cls), made]),
            serialization=core_schema.plain_serializer_function_ser_schema(tuple, return_schema=listed),
        )


def _place(id: str) -> int:
    place = _places.get(id)
    if place is None:
        place = _places[id] = len(_known)
        _known.append(id)
    return place
