"""French around a name or a word: elision and contraction, `de` and `à` repeated before each of several names.

Used as filters in texts: `{{ brand | de }}`, `{{ people | de }}`, `{{ spaces | de }}`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Enumeration:
    """Several names where a text has one place for them; `join` puts them as the language enumerates."""

    names: tuple[str, ...]
    join: Callable[[Sequence[str]], str]

    def each(self, change: Callable[[str], str]) -> Enumeration:
        """The same names, each of them changed."""
        return Enumeration(tuple(change(name) for name in self.names), self.join)

    def __str__(self) -> str:
        return self.join(self.names)


_MUTE_H = (
    "habi", "habs", "hach", "harmo", "heb", "hect", "heli", "hemi", "herbo", "here", "herit", "herme", "herv",
    "heur", "hexa", "hippo", "hiro", "hist", "hiv", "hom", "hon", "hop", "horiz", "horlog", "horo", "hort",
    "hosp", "hostel", "hote", "hugue", "huil", "huitr", "hum", "hyd", "hygi", "hyp",
)  # fmt: skip
"""How words begin whose h is mute in French. Any other h keeps its full article, as foreign names do."""
_ASPIRATED = ("hermann", "hondur", "honda", "homard", "honey", "hong", "hoop", "hop!", "hype", "hummer", "hummel")
"""Exceptions to the above."""
_NEVER_ELIDED = ("onz", "oui", "ouisti", "uhl", "ulul", "un des", "yaourt", "yacht", "yeti")
_ARTICLE = re.compile(r"(le|les)\s+(?=\S)", re.IGNORECASE)


def elides(name: str) -> bool:
    """Whether French drops a vowel before this name: true of Alizé, Hermès, Yves; false of Honda, Yoplait, 1664."""
    plain = "".join(
        character
        for character in unicodedata.normalize("NFKD", name.strip().lower().replace("œ", "oe").replace("æ", "ae"))
        if not unicodedata.combining(character)
    )
    if not plain or plain.startswith(_NEVER_ELIDED):
        return False
    if plain[0] == "h":
        return plain.startswith(_MUTE_H) and not plain.startswith(_ASPIRATED)
    if plain[0] == "y":
        return len(plain) > 1 and plain[1].isalpha() and plain[1] not in "aeiouy"
    return plain[0] in "aeiou"


def de(name: str) -> str:
    """`de` before a name: de Ferrovane, d’Alizé, du Slip Français, des Trois Sœurs."""
    return _contracted(name, "du", "des") or (f"d’{name}" if elides(name) else f"de {name}")


def a(name: str) -> str:
    """`à` before a name: à Ferrovane, au Slip Français, aux Trois Sœurs."""
    return _contracted(name, "au", "aux") or f"à {name}"


def que(name: str) -> str:
    """`que` before a name: que Ferrovane, qu’Alizé."""
    return f"qu’{name}" if elides(name) else f"que {name}"


def lorsque(name: str) -> str:
    """`lorsque` before a name: lorsque Ferrovane, lorsqu’Alizé."""
    return f"lorsqu’{name}" if elides(name) else f"lorsque {name}"


def _contracted(name: str, singular: str, plural: str) -> str | None:
    article = _ARTICLE.match(name)
    if not article:
        return None
    return f"{singular if article.group(1).lower() == 'le' else plural} {name[article.end() :]}"


def capital(name: str) -> str:
    """A name or word at the beginning of a sentence."""
    return name[:1].upper() + name[1:]


def filtered(change: Callable[[str], str]) -> Callable[[object], object]:
    """The filter that makes this change to a name, or to each of several."""
    return lambda value: value.each(change) if isinstance(value, Enumeration) else change(str(value))


FRENCH_FILTERS: Mapping[str, Callable[[object], object]] = {
    "de": filtered(de), "a": filtered(a), "que": filtered(que), "lorsque": filtered(lorsque)
}  # fmt: skip
"""Filters that belong in French texts only; the check refuses them in others."""
