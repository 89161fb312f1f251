"""Brand kits in the database: kept once the code of `--brand-kit` found them sound, and read by it for each report."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from advisor.knowledge.problem import InputError
from advisor.report import BrandKit, read_brand_kit

from .house_models import KeptKit, KitPart
from .models import Brand, Person

MOST_PARTS = 6
LARGEST_KIT = 15_000_000
"""Bytes of all its files: a logo and two fonts at the most they may have."""


def kept(parts: Mapping[str, bytes], person: Person) -> KeptKit:
    """Keep a brand kit, by the names of its files. InputError with everything that is wrong with it."""
    kit = _read(parts)
    with transaction.atomic():
        made = KeptKit.objects.create(
            name=kit.name, usual=not KeptKit.objects.exists(), author=person, author_name=person.called,
            at=timezone.now(),
        )  # fmt: skip
        KitPart.objects.bulk_create(KitPart(kit=made, name=name, content=content) for name, content in parts.items())
    return made


def kit_of(brand: Brand) -> BrandKit | None:
    """The brand kit of a brand's reports: its own, else the usual one; None for the looks of the product."""
    chosen = brand.kit_id or KeptKit.objects.filter(usual=True).values_list("pk", flat=True).first()
    return read_kit(chosen) if chosen is not None else None


def make_usual(kit: KeptKit) -> None:
    """Make a kit the one of all brands that have none of their own."""
    with transaction.atomic():
        KeptKit.objects.exclude(pk=kit.pk).update(usual=False)
        KeptKit.objects.filter(pk=kit.pk).update(usual=True)


@lru_cache(maxsize=16)
def read_kit(pk: int) -> BrandKit:
    """A kit that is kept; its files never change."""
    return _read({one.name: bytes(one.content) for one in KitPart.objects.filter(kit=pk)})


def _read(parts: Mapping[str, bytes]) -> BrandKit:
    with tempfile.TemporaryDirectory() as directory:
        for name, content in parts.items():
            (Path(directory) / name).write_bytes(content)
        try:
            return read_brand_kit(Path(directory))
        except InputError as error:
            # Whoever sent the files knows their names, not where they are read.
            near = (replace(one, at=replace(one.at, file=Path(one.at.file).name)) for one in error.problems)
            raise InputError(near) from None
