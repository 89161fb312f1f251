"""Texts of the knowledge base as sandboxed templates: what they may say, and French elision of names.

A text may print `brand` and `answer("question")`, through the filters below, and nothing else: what depends
on the case is written under `add`. That keeps every text readable, checkable at load, and harmless.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedEnvironment

from .problem import did_you_mean, quoted

NAMES = ("brand", "answer")
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


def de(name: object) -> str:
    """`de` before a name: de Ferrovane, d’Alizé, du Slip Français, des Trois Sœurs."""
    return _contracted(str(name), "du", "des") or (f"d’{name}" if elides(str(name)) else f"de {name}")


def a(name: object) -> str:
    """`à` before a name: à Ferrovane, au Slip Français, aux Trois Sœurs."""
    return _contracted(str(name), "au", "aux") or f"à {name}"


def que(name: object) -> str:
    """`que` before a name: que Ferrovane, qu’Alizé."""
    return f"qu’{name}" if elides(str(name)) else f"que {name}"


def lorsque(name: object) -> str:
    """`lorsque` before a name: lorsque Ferrovane, lorsqu’Alizé."""
    return f"lorsqu’{name}" if elides(str(name)) else f"lorsque {name}"


def _contracted(name: str, singular: str, plural: str) -> str | None:
    article = _ARTICLE.match(name)
    if not article:
        return None
    return f"{singular if article.group(1).lower() == 'le' else plural} {name[article.end() :]}"


FRENCH_FILTERS: Mapping[str, Callable[[object], str]] = {"de": de, "a": a, "que": que, "lorsque": lorsque}
"""Filters that belong in French texts only; the check refuses them in others."""


def environment() -> SandboxedEnvironment:
    """A sandbox in which texts are rendered as plain text, with the French filters and nothing of Jinja's own.

    Undefined names raise `jinja2.UndefinedError`. Texts hold no markup; whoever prints one escapes it.
    """
    sandbox = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    sandbox.globals.clear()
    sandbox.tests.clear()
    sandbox.filters.clear()
    sandbox.filters.update(FRENCH_FILTERS)
    return sandbox


@dataclass(frozen=True)
class TextFault:
    """What a text does that texts may not; `name` says which check it fails."""

    name: str
    message: str


@dataclass(frozen=True)
class ReadText:
    """A template once read: the questions whose answers it prints, the filters it uses, and its faults."""

    answers: frozenset[str]
    filters: frozenset[str]
    faults: tuple[TextFault, ...]


def answers_named(template: str) -> frozenset[str]:
    """Ids of the questions whose answers a text prints. Faulty parts of the text name nothing."""
    return read_text(template).answers


@lru_cache(maxsize=4096)
def read_text(template: str) -> ReadText:
    """Read a template without rendering it."""
    if "{" not in template:
        return ReadText(frozenset(), frozenset(), ())
    reading = _Reading()
    try:
        for statement in _sandbox().parse(template).body:
            reading.statement(statement)
    except (TemplateSyntaxError, RecursionError, ValueError, OverflowError) as error:
        return ReadText(frozenset(), frozenset(), (TextFault("syntax", _syntax(error)),))
    if "{%" in template and not reading.faults:
        reading.no_statement("raw")  # The one statement that leaves no trace in the tree.
    return ReadText(frozenset(reading.answers), frozenset(reading.filters), tuple(reading.faults))


@lru_cache(maxsize=4096)
def compiled(text: str) -> Template:
    """A text ready to be rendered in the sandbox, compiled once. `jinja2.TemplateSyntaxError` if it is none."""
    return _sandbox().from_string(text)


@lru_cache(maxsize=1)
def _sandbox() -> SandboxedEnvironment:
    return environment()


def _syntax(error: Exception) -> str:
    reason = (getattr(error, "message", None) or str(error)).rstrip(".")
    return (
        f"This text is not a valid template: {quoted(reason)}. "
        "Write {{ brand }} or {{ answer('question') }}; statements such as {% if %} do not exist here."
    )


class _Reading:
    """Walks one template's tree; anything that is not expressly allowed is a fault."""

    def __init__(self) -> None:
        self.answers: list[str] = []
        self.filters: list[str] = []
        self.faults: list[TextFault] = []

    def statement(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.Output):
            for part in node.nodes:
                if not isinstance(part, nodes.TemplateData):
                    self.expression(part)
            return
        self.no_statement(type(node).__name__.lower())

    def no_statement(self, word: str) -> None:
        self._fault(
            "statement",
            f"Texts have no statements such as {{% {word} %}}. Text that depends on the case goes under `add`, "
            "with a condition in `when`.",
        )

    def expression(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.Filter) and node.node is not None:
            self._filter(node)
        elif isinstance(node, nodes.Call):
            self._call(node)
        elif isinstance(node, nodes.Name):
            self._name(node.name)
        else:
            self._fault(
                "expression", "Texts print {{ brand }} and {{ answer('question') }} only; this computes something."
            )

    def _filter(self, node: nodes.Filter) -> None:
        if node.name not in FRENCH_FILTERS:
            known = ", ".join(FRENCH_FILTERS)
            hint = did_you_mean(node.name, FRENCH_FILTERS)
            self._fault("filter", f"There is no filter {quoted(node.name)}.{hint} Known filters: {known}.")
        elif node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
            self._fault("filter", f"The filter {node.name} takes nothing in brackets.")
        self.filters.append(node.name)
        if node.node is not None:
            self.expression(node.node)

    def _call(self, node: nodes.Call) -> None:
        if not isinstance(node.node, nodes.Name) or node.node.name != "answer":
            called = node.node.name if isinstance(node.node, nodes.Name) else None
            hint = did_you_mean(called, ["answer"]) if called else ""
            self._fault("name", f"The only thing to call in a text is answer('question').{hint}")
            return
        arguments = list(_words(node))
        if len(arguments) != 1 or node.kwargs or node.dyn_args or node.dyn_kwargs or len(node.args) != 1:
            self._fault("expression", "answer takes the id of one question, in quotes: {{ answer('team_size') }}.")
            return
        self.answers.append(arguments[0])

    def _name(self, name: str) -> None:
        if name == "answer":
            self._fault("expression", "answer takes the id of one question, in quotes: {{ answer('team_size') }}.")
        elif name != "brand":
            hint = did_you_mean(name, NAMES)
            self._fault(
                "name",
                f"A text does not know {quoted(name)}.{hint} It may print {{{{ brand }}}} and "
                "{{ answer('question') }}.",
            )

    def _fault(self, name: str, message: str) -> None:
        self.faults.append(TextFault(name, message))


def _words(call: nodes.Call) -> Iterator[str]:
    for argument in call.args:
        if isinstance(argument, nodes.Const) and isinstance(argument.value, str):
            yield argument.value
