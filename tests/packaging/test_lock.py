"""What is installed for development is pinned, whole, and allowed by the project: the same tools judge tomorrow."""

from __future__ import annotations

import importlib.metadata
import re
import sys

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from .conftest import CHECKOUT

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
PINS = [
    Requirement(line)
    for line in (CHECKOUT / "requirements-dev.lock").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
PYTHONS = [
    found[1]
    for one in PROJECT["classifiers"]
    if (found := re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", one))
]


def asked() -> list[Requirement]:
    extras = PROJECT["optional-dependencies"].values()
    return [Requirement(one) for some in (PROJECT["dependencies"], *extras) for one in some]


def pinned(python: str, platform: str = "linux") -> dict[str, str]:
    """The version of each package that one Python gets."""
    where = {
        "python_version": python,
        "python_full_version": f"{python}.9",
        "sys_platform": platform,
        "os_name": "posix",
    }
    return {
        canonicalize_name(pin.name): str(pin.specifier).removeprefix("==")
        for pin in PINS
        if pin.marker is None or pin.marker.evaluate(where)
    }


def test_every_line_names_one_version_and_nothing_of_where_it_comes_from() -> None:
    for pin in PINS:
        assert re.fullmatch(r"==[\w.]+", str(pin.specifier)), pin
        assert pin.url is None, pin


@pytest.mark.parametrize("python", PYTHONS)
def test_what_the_project_asks_for_is_pinned_to_a_version_it_allows(python: str) -> None:
    pins = pinned(python)
    for requirement in asked():
        version = pins[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version, prereleases=True), f"{requirement}: {version} is pinned"


def test_whatever_comes_along_is_pinned_too() -> None:
    pins = pinned(f"{sys.version_info.major}.{sys.version_info.minor}", sys.platform)
    waiting, seen = [(one.name, one.extras) for one in asked()], set[str]()
    while waiting:
        name, extras = waiting.pop()
        assert canonicalize_name(name) in pins, f"{name}: run make lock"
        if name in seen:
            continue
        seen.add(name)
        for line in importlib.metadata.requires(name) or ():
            needed = Requirement(line)
            if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras or {""}):
                waiting.append((needed.name, needed.extras))
    assert len(seen) > len(asked()), "requirements of requirements were looked at"
