"""Texts of the knowledge base as sandboxed templates: what they may print.

A text may print `brand`, `answer("question")`, a word that the knowledge base lets answers choose (`people`), and the
names of the instances of a context it is about (`spaces`, `spaces_with("conclusion")`), through the filters below.
Nothing else: what depends on the case is written under `add` or `variants`. That keeps every text readable,
checkable at load, and harmless.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedEnvironment

from .french import FRENCH_FILTERS, capital, filtered
from .problem import did_you_mean, quoted

FILTERS: Mapping[str, Callable[[object], object]] = {**FRENCH_FILTERS, "capital": filtered(capital)}
"""What a text may put a name or word through; the French ones belong in French texts only."""

_SENTENCE_OVER = re.compile(r"(^|[.!?…:]|[.!?…]\s*[»”)])\s*$")


def environment() -> SandboxedEnvironment:
    """A sandbox in which texts are rendered as plain text, with the filters and nothing of Jinja's own.

    Undefined names raise `jinja2.UndefinedError`. Texts hold no markup; whoever prints one escapes it.
    """
    sandbox = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    sandbox.globals.clear()
    sandbox.tests.clear()
    sandbox.filters.clear()
    sandbox.filters.update(FILTERS)
    return sandbox


@dataclass(frozen=True)
class TextFault:
    """What a text does that texts may not; `name` says which check it fails."""

    name: str
    message: str


@dataclass(frozen=True)
class Printable:
    """What the texts of one knowledge base may print by name, beside brand and answers: its words, its lists.

    `lists` are the keys of the contexts, such as `spaces`.
    """

    words: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadText:
    """A template once read: what it prints, the filters it uses, and its faults.

    `answers` are ids of questions, `words` those of the knowledge base, `lists` the keys of contexts whose instances it
    names, `holding` the conclusions in `spaces_with("conclusion")`.
    """

    answers: frozenset[str] = frozenset()
    filters: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    holding: frozenset[str] = frozenset()
    faults: tuple[TextFault, ...] = ()


def answers_named(template: str) -> frozenset[str]:
    """Ids of the questions whose answers a text prints. Faulty parts of the text name nothing."""
    return read_text(template).answers


@lru_cache(maxsize=8192)
def read_text(template: str, printable: Printable = Printable()) -> ReadText:
    """Read a template without rendering it."""
    if "{" not in template:
        return ReadText()
    reading = _Reading(printable)
    try:
        for statement in _sandbox().parse(template).body:
            reading.statement(statement)
    except (TemplateSyntaxError, RecursionError, ValueError, OverflowError) as error:
        return ReadText(faults=(TextFault("syntax", _syntax(error)),))
    if "{%" in template and not reading.faults:
        reading.no_statement("raw")  # The one statement that leaves no trace in the tree.
    return reading.result()


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


@dataclass
class _Reading:
    """Walks one template's tree; anything that is not expressly allowed is a fault."""

    printable: Printable
    answers: set[str] = field(default_factory=set)
    filters: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    lists: set[str] = field(default_factory=set)
    holding: set[str] = field(default_factory=set)
    faults: list[TextFault] = field(default_factory=list)

    def result(self) -> ReadText:
        return ReadText(
            frozenset(self.answers),
            frozenset(self.filters),
            frozenset(self.words),
            frozenset(self.lists),
            frozenset(self.holding),
            tuple(self.faults),
        )

    def statement(self, node: nodes.Node) -> None:
        if not isinstance(node, nodes.Output):
            self.no_statement(type(node).__name__.lower())
            return
        before = ""
        for part in node.nodes:
            if isinstance(part, nodes.TemplateData):
                before = part.data
            else:
                self.expression(part)
                self._no_subject(part, before)
                before = "…printed"

    def _no_subject(self, part: nodes.Node, before: str) -> None:
        """A list of names as the subject would ask the verb to agree with a number nobody knows."""
        if isinstance(part, nodes.Name) and part.name in self.printable.lists and _SENTENCE_OVER.search(before):
            self._fault(
                "expression",
                f"{quoted(part.name)} cannot begin a sentence, since one name or several may stand there: write "
                f"“On {{{{ {part.name} }}}}, …” or the like.",
            )

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
            self._fault("expression", f"Texts print {self._everything()} only; this computes something.")

    def _everything(self) -> str:
        """What a text of this knowledge base may print, as one writes it."""
        names = ["brand", "answer('question')", *self.printable.words]
        names += [written for key in self.printable.lists for written in (key, f"{key}_with('conclusion')")]
        *most, last = (f"{{{{ {name} }}}}" for name in names)
        return f"{', '.join(most)} and {last}"

    def _filter(self, node: nodes.Filter) -> None:
        if node.name not in FILTERS:
            known = ", ".join(FILTERS)
            hint = did_you_mean(node.name, FILTERS)
            self._fault("filter", f"There is no filter {quoted(node.name)}.{hint} Known filters: {known}.")
        elif node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
            self._fault("filter", f"The filter {node.name} takes nothing in brackets.")
        self.filters.add(node.name)
        if node.node is not None:
            self.expression(node.node)

    def _call(self, node: nodes.Call) -> None:
        called = node.node.name if isinstance(node.node, nodes.Name) else ""
        takes = {"answer": ("question", "team_size", self.answers)}
        takes |= {f"{key}_with": ("conclusion", "aggregation", self.holding) for key in self.printable.lists}
        listed = called.removesuffix("_with")
        if called not in takes and listed != called and listed not in ("brand", "answer", *self.printable.words):
            self._name(listed)
            return
        if called not in takes:
            hint = did_you_mean(called, takes) if called else ""
            known = " or ".join(f"{name}('{kind}')" for name, (kind, _, _) in takes.items())
            self._fault("name", f"The only thing to call in a text is {known}.{hint}")
            return
        kind, example, found = takes[called]
        arguments = list(_words(node))
        if len(arguments) != 1 or node.kwargs or node.dyn_args or node.dyn_kwargs or len(node.args) != 1:
            self._takes(called, kind, example)
        else:
            found.add(arguments[0])

    def _takes(self, called: str, kind: str, example: str) -> None:
        self._fault("expression", f"{called} takes the id of one {kind}, in quotes: {{{{ {called}('{example}') }}}}.")

    def _name(self, name: str) -> None:
        if name == "answer":
            self._takes("answer", "question", "team_size")
        elif name in self.printable.lists:
            self.lists.add(name)
        elif name in self.printable.words:
            self.words.add(name)
        elif name != "brand":
            hint = did_you_mean(name, ("brand", "answer", *self.printable.words, *self.printable.lists))
            self._fault("name", f"A text does not know {quoted(name)}.{hint} It may print {self._everything()}.")

    def _fault(self, name: str, message: str) -> None:
        self.faults.append(TextFault(name, message))


def _words(call: nodes.Call) -> Iterator[str]:
    for argument in call.args:
        if isinstance(argument, nodes.Const) and isinstance(argument.value, str):
            yield argument.value
