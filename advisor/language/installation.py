"""Where the directories shipped with the program are, in a checkout and when installed."""

from __future__ import annotations

from pathlib import Path


def shipped(name: str) -> Path:
    """The directory `rules` or `templates` that came with the program.

    Beside the code in an installed package, one level up in a checkout. FileNotFoundError if it is in neither.
    """
    package = Path(__file__).resolve().parent.parent
    for place in (package / name, package.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"The installation is incomplete: the directory {name} is missing beside {package}.")
