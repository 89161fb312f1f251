"""Texts: what they may print, and whether it is certain to be there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..certainty import Certainty
from ..document import Steps
from ..french import FRENCH_FILTERS
from ..model import Addition, Advice, Conclusion, Proviso, Text, Variant
from ..problem import Problem, quoted
from ..reading.names import Namespace
from ..texts import read_text
from .subject import Subject

_CODES: Mapping[str, str] = {
    "syntax": "E071",
    "statement": "E071",
    "expression": "E071",
    "name": "E072",
    "filter": "E072",
}


@dataclass(frozen=True)
class PlacedText:
    """A text with its place and the questions it may name; `prints` is false of texts shown without a client."""

    namespace: Namespace
    entry: str
    steps: Steps
    text: Text
    certain: frozenset[str] = frozenset()
    prints: bool = True


def texts(subject: Subject) -> Iterator[PlacedText]:
    """Every text of the knowledge base that belongs to an entry."""
    certainty = Certainty(subject.live_rules())
    yield from _questionnaire_texts(subject)
    for conclusion in subject.kb.conclusions.values():
        yield from _conclusion_texts(conclusion, certainty)
    for rule in subject.kb.rules.values():
        certain = certainty.under(rule.when)
        yield from _provisos("rules", rule.id, "unless", rule.unless, certain)
    for advice in subject.kb.advice.values():
        yield from _advice_texts(advice, certainty)
    for check in subject.kb.checks.values():
        yield PlacedText("checks", check.id, ("says",), check.says, certainty.under(check.when))
    for claim in subject.kb.claims.values():
        yield PlacedText("claims", claim.id, ("says",), claim.says, prints=False)
        yield PlacedText("claims", claim.id, ("at",), claim.locator, prints=False)


def _conclusion_texts(conclusion: Conclusion, certainty: Certainty) -> Iterator[PlacedText]:
    yield PlacedText("conclusions", conclusion.id, ("title",), conclusion.title)
    yield PlacedText("conclusions", conclusion.id, ("meaning",), conclusion.meaning)
    if conclusion.headline is not None:
        certain = certainty.when_concluded(conclusion.id)
        yield PlacedText("conclusions", conclusion.id, ("headline",), conclusion.headline, certain)
    for index, variant in enumerate(conclusion.variants):
        for key, text in (("title", variant.title), ("meaning", variant.meaning)):
            if text is not None:
                yield PlacedText("conclusions", conclusion.id, ("variants", index, key), text)


def _questionnaire_texts(subject: Subject) -> Iterator[PlacedText]:
    for theme in subject.kb.themes.values():
        yield PlacedText("themes", theme.id, ("title",), theme.title, prints=False)
    for table in subject.kb.tables.values():
        for key, text in (("ask", table.ask), ("help", table.help)):
            if text is not None:
                yield PlacedText("tables", table.id, (key,), text, prints=False)
    for question in subject.kb.questions.values():
        ask = "label" if question.table else "ask"
        for key, text in ((ask, question.ask), ("help", question.help), ("because", question.because),
                          ("unit", question.unit)):  # fmt: skip
            if text is not None:
                yield PlacedText("questions", question.id, (key,), text, prints=False)
        if question.type in ("choice", "choices") and question.table is None:
            for index, option in enumerate(question.options):
                steps = ("options", index, "label")
                yield PlacedText("questions", question.id, steps, option.label, prints=False)


def _advice_texts(advice: Advice, certainty: Certainty) -> Iterator[PlacedText]:
    certain = certainty.under(advice.when)
    # A title is shown of undetermined advice as well, so it can rely on no answer.
    yield PlacedText("advice", advice.id, ("title",), advice.title)
    yield from _parts(advice.id, (), advice, certain, certainty)
    yield from _provisos("advice", advice.id, "unless", advice.unless, certain)
    yield from _provisos("advice", advice.id, "postpone_while", advice.postpone_while, certain)
    for index, addition in enumerate(advice.add):
        known = certain | certainty.under(addition.when)
        yield from _parts(advice.id, ("add", index), addition, known, certainty)
    for index, variant in enumerate(advice.variants):
        known = certain | certainty.under(variant.when)
        yield from _parts(advice.id, ("variants", index), variant, known, certainty)
        if variant.title is not None:
            yield PlacedText("advice", advice.id, ("variants", index, "title"), variant.title)
    for index, before in enumerate(advice.before):
        yield PlacedText("advice", advice.id, ("before", index, "because"), before.because, certain)


def _parts(
    id: str, steps: Steps, of: Advice | Variant | Addition, certain: frozenset[str], certainty: Certainty
) -> Iterator[PlacedText]:
    for key, text in (
        ("observed", of.observed),
        ("consequence", of.consequence),
        ("recommendation", of.recommendation),
        ("nuance", of.nuance),
    ):
        if text is not None:
            yield PlacedText("advice", id, (*steps, key), text, certain)
    for index, step in enumerate(of.steps):
        place: Steps = (*steps, "steps", index) if step.when is None else (*steps, "steps", index, "text")
        known = certain if step.when is None else certain | certainty.under(step.when)
        yield PlacedText("advice", id, place, step.text, known)


def _provisos(
    namespace: Namespace, id: str, key: str, provisos: tuple[Proviso, ...], certain: frozenset[str]
) -> Iterator[PlacedText]:
    """What to wait for, or what excuses: said of provisos that are still open too, so only `when` counts."""
    for index, proviso in enumerate(provisos):
        if proviso.says is not None:
            yield PlacedText(namespace, id, (key, index, "says"), proviso.says, certain)


def faulty_texts(subject: Subject) -> Iterator[Problem]:
    """E071, E072: a text is no valid template, or prints what it may not."""
    for placed in texts(subject):
        for language, words in placed.text.items():
            at = subject.position(placed.namespace, placed.entry, *placed.steps, language)
            if not placed.prints:
                if "{{" in words or "{%" in words or "{#" in words:
                    message = "This text is shown without a client, so it cannot print anything. Use plain words."
                    yield subject.error("E071", message, at)
                continue
            for fault in read_text(words, subject.printable).faults:
                if fault.name == "name" and not subject.contexts_known:
                    continue
                yield subject.error(_CODES[fault.name], fault.message, at)


def misplaced_lists(subject: Subject) -> Iterator[Problem]:
    """E072, E073: a text names instances of a context where it is not known which."""
    certainty = Certainty(subject.live_rules())
    contexts = {context.key: context.id for context in subject.kb.contexts.values()}
    for placed in texts(subject):
        level = subject.names.levels.get(placed.entry)
        for language, words in placed.text.items():
            read = read_text(words, subject.printable)
            at = subject.position(placed.namespace, placed.entry, *placed.steps, language)
            for key in sorted(read.lists):
                if contexts[key] != level:
                    message = (
                        f"{quoted(key)} names what an entry for_each: {contexts[key]} is about, and this is none. "
                        f"Write {{{{ {key}_with('conclusion') }}}}, or name nothing."
                    )
                    yield subject.error("E072", message, at)
            for id in sorted(read.holding):
                fault = _unnamed(subject, placed, id, certainty)
                if fault:
                    yield subject.error("E073", fault, at)


def _unnamed(subject: Subject, placed: PlacedText, id: str, certainty: Certainty) -> str | None:
    """Why a text cannot name the instances for which a conclusion holds."""
    if not subject.names.knows(id, "conclusions"):
        return subject.names.unknown(id, "conclusions")
    if id not in subject.names.levels:
        return f"{quoted(id)} is a conclusion about the brand: it holds for no instance in particular."
    advice = subject.kb.advice.get(placed.entry) if placed.namespace == "advice" else None
    if advice is None or id not in certainty.somewhere(advice.when):
        return f"It is not certain that {quoted(id)} holds somewhere here: `when` must say for_some of it."
    return None


def uncertain_answers(subject: Subject) -> Iterator[Problem]:
    """E072, E073: a text names a question that does not exist, or that may not have been answered."""
    for placed in texts(subject):
        for language, words in placed.text.items():
            for id in sorted(read_text(words, subject.printable).answers) if placed.prints else ():
                at = subject.position(placed.namespace, placed.entry, *placed.steps, language)
                if not subject.names.knows(id, "questions"):
                    message = subject.names.unknown(id, "questions")
                    if message:
                        yield subject.error("E072", message, at)
                elif id not in placed.certain:
                    yield subject.error("E073", _uncertain(placed, id), at)


def _uncertain(placed: PlacedText, id: str) -> str:
    if placed.steps == ("title",) or placed.namespace == "conclusions":
        return f"The answer to {quoted(id)} may be missing: this text is shown before anything is settled."
    remedy = "an entry under add" if placed.namespace == "advice" else "a condition of its own"
    return (
        f"The answer to {quoted(id)} may be missing when this is shown. Affirm the question in when "
        f"(in every alternative), or move the text to {remedy} that does."
    )


def french_filters_elsewhere(subject: Subject) -> Iterator[Problem]:
    """E074: a filter that makes French words is used in another language."""
    for placed in texts(subject):
        for language, words in placed.text.items():
            used = sorted(read_text(words, subject.printable).filters & FRENCH_FILTERS.keys()) if placed.prints else []
            if used and language != "fr":
                at = subject.position(placed.namespace, placed.entry, *placed.steps, language)
                message = (
                    f"The filter {quoted(used[0])} makes French words; this text is in {quoted(language)}. Remove it."
                )
                yield subject.error("E074", message, at)
