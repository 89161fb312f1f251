"""The brand kit: a consultancy's name, logo, colours, font, footer and contact, in place of the product's.

A directory with `brand-kit.yaml`:

    name: Studio Nord
    logo: logo.svg                                    # SVG or PNG, optional
    colours: {primary: "#0b3d66", accent: "#0b5cad"}  # optional
    font: {regular: serif.otf, bold: serif-bold.otf}  # optional
    footer: Confidential                              # optional, or one text per language: {fr: …, en: …}
    contact: hello@studio-nord.example                # optional, likewise

Colours that people could not read on white are refused. Logo and font are read and written anew, so that nothing but
pixels, shapes and letters reaches a report.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from advisor.knowledge.document import Document, read_document
from advisor.knowledge.problem import InputError, Problem, did_you_mean, problem_of, quoted
from advisor.language import Messages
from advisor.language.typography import line

from .contrast import AA, is_colour, ratio
from .house_font import HouseFont, read_font
from .kit_file import KitFileError, kit_file
from .logo import Logo, read_logo

FILE_NAME = "brand-kit.yaml"
KEYS = ("name", "logo", "colours", "font", "footer", "contact")
LONGEST_LINE = 160

MESSAGES = Messages(
    {
        "K001": "The key {key_} is not known here.{suggestion} Possible keys: {possible}.",
        "K002": "A brand kit needs a name of 1 to {longest} characters: add a line `name: …`.",
        "K003": "`{key_}` must be a text of at most {longest} characters, or one for each language.",
        "K004": '`colours` may hold `primary` and `accent`, each as "#rrggbb".',
        "K005": '{colour} is not a colour. Write it in quotes as "#0b3d66".',
        "K006": "{colour} has a contrast of {measured} with the page; text needs at least {needed}. "
        "Choose a darker shade.",
        "K007": "The logo {logo} cannot be used: {fault}. Give a PNG or SVG file in the kit’s directory.",
        "K008": "`font` needs `regular` and `bold`, each the name of a file in the kit’s directory.",
        "K009": "The font {font} cannot be used: {fault}. Give a TTF, OTF or WOFF2 file in the kit’s directory.",
    }
)
WHITE = "#ffffff"
TINT = "#f4f6f8"
"""The palest backgrounds text in the kit's colours is set on."""


@dataclass(frozen=True)
class Palette:
    """Two colours: `primary` for the cover, headings and bars, `accent` for links. Both readable on white."""

    primary: str = "#0b3d66"
    accent: str = "#0b5cad"


DEFAULT_PALETTE = Palette()


@dataclass(frozen=True)
class BrandKit:
    """Whose report it is. `footer` and `contact` map a language to a line."""

    name: str
    palette: Palette = DEFAULT_PALETTE
    logo: Logo | None = None
    font: HouseFont | None = None
    footer: Mapping[str, str] = field(default_factory=dict)
    contact: Mapping[str, str] = field(default_factory=dict)

    def footer_in(self, language: str) -> str:
        """The footer line of a language, the first given if that one is missing."""
        return _in(self.footer, language)

    def contact_in(self, language: str) -> str:
        """The contact line of a language, the first given if that one is missing."""
        return _in(self.contact, language)


def _in(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or next(iter(texts.values()), "")


def read_brand_kit(directory: Path) -> BrandKit:
    """Read a brand kit from its directory. InputError with everything that is wrong."""
    document = read_document(directory / FILE_NAME)
    reading = _KitReading(document, directory)
    kit = reading.kit()
    if reading.problems:
        raise InputError(reading.problems)
    return kit


class _KitReading:
    """One brand kit being read, with the problems found so far."""

    def __init__(self, document: Document, directory: Path) -> None:
        self.document = document
        self.directory = directory
        self.problems: list[Problem] = []

    def kit(self) -> BrandKit:
        """The kit as far as it could be read."""
        values = self.document.value
        for key in values:
            if key not in KEYS:
                self._note(
                    "K001",
                    (key,),
                    key_=quoted(key),
                    suggestion=partial(did_you_mean, key, KEYS),
                    possible=", ".join(KEYS),
                )
        name = self._name()
        return BrandKit(
            name=name,
            palette=Palette(
                primary=self._colour("primary", DEFAULT_PALETTE.primary),
                accent=self._colour("accent", DEFAULT_PALETTE.accent),
            ),
            logo=self._logo(),
            font=self._font(),
            footer=self._texts("footer"),
            contact=self._texts("contact"),
        )

    def _name(self) -> str:
        name = self.document.value.get("name")
        if isinstance(name, str) and 0 < len(line(name)) <= LONGEST_LINE:
            return line(name)
        self._note(
            "K002",
            ("name",),
            longest=LONGEST_LINE,
        )
        return ""

    def _texts(self, key: str) -> dict[str, str]:
        value = self.document.value.get(key)
        if value is None:
            return {}
        texts = value if isinstance(value, dict) else {"": value}
        if texts and all(isinstance(text, str) and len(text) <= LONGEST_LINE for text in texts.values()):
            return {language: line(str(text)) for language, text in texts.items()}
        self._note(
            "K003",
            (key,),
            key_=key,
            longest=LONGEST_LINE,
        )
        return {}

    def _colour(self, role: str, default: str) -> str:
        colours = self.document.value.get("colours")
        if colours is None:
            return default
        if not isinstance(colours, dict) or set(colours) - {"primary", "accent"}:
            if role == "primary":
                self._note(
                    "K004",
                    ("colours",),
                )
            return default
        colour = colours.get(role, default)
        steps = ("colours", role)
        if not isinstance(colour, str) or not is_colour(colour):
            self._note(
                "K005",
                steps,
                colour=quoted(colour),
            )
            return default
        measured = min(ratio(colour, WHITE), ratio(colour, TINT))
        if measured < AA:
            self._note(
                "K006",
                steps,
                colour=colour,
                measured=f"{measured:.2f}:1",
                needed=f"{AA}:1",
            )
            return default
        return colour.lower()

    def _logo(self) -> Logo | None:
        named = self.document.value.get("logo")
        if named is None:
            return None
        try:
            return read_logo(kit_file(self.directory, named))
        except KitFileError as error:
            self._note("K007", ("logo",), logo=quoted(named), fault=error.said)
            return None

    def _font(self) -> HouseFont | None:
        named = self.document.value.get("font")
        if named is None:
            return None
        if not isinstance(named, dict) or set(named) != {"regular", "bold"}:
            self._note("K008", ("font",))
            return None
        try:
            return read_font(*(kit_file(self.directory, named[face]) for face in ("regular", "bold")))
        except KitFileError as error:
            face = "bold" if error.path and error.path.name == str(named["bold"]) else "regular"
            self._note("K009", ("font", face), font=quoted(named[face]), fault=error.said)
            return None

    def _note(self, code: str, steps: tuple[str | int, ...], **values: object) -> None:
        at = self.document.position(steps)
        self.problems.append(problem_of(code, MESSAGES.phrase(code, **values), at, self.document.line(at)))
