"""Texts: what they may print, and whether it is certain to be there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from advisor.language.typography import FRENCH

from ..certainty import Certainty
from ..condition import ConclusionTest, Condition, Position
from ..document import Steps
from ..french import FRENCH_FILTERS
from ..model import Addition, Advice, Conclusion, Proviso, Question, Table, Text, Variant
from ..problem import Problem, quoted
from ..reading.names import Namespace
from ..texts import ReadText, read_text
from .subject import Subject

_CODES: Mapping[str, str] = {
    "syntax": "E071",
    "statement": "E071",
    "expression": "E071",
    "name": "E072",
    "filter": "E072",
}


@dataclass(frozen=True)
class Ground:
    """What is certain where a text is shown: questions that are answered, conclusions that hold of some instance.

    `level` is the context of whose instances the text speaks, None for the brand.
    """

    level: str | None = None
    answered: frozenset[str] = frozenset()
    somewhere: frozenset[str] = frozenset()


NOWHERE = Ground()


@dataclass(frozen=True)
class PlacedText:
    """A text with its place and what is certain there; `prints` is false of texts shown without a client."""

    namespace: Namespace
    entry: str
    steps: Steps
    text: Text
    ground: Ground = NOWHERE
    prints: bool = True

    def read(self, subject: Subject) -> Iterator[tuple[ReadText, str]]:
        """What it prints, with the language; nothing where it can print nothing."""
        for language, words in self.text.items() if self.prints else ():
            yield read_text(words, subject.printable), language

    def at(self, subject: Subject, language: str) -> Position:
        """Where its words in a language stand."""
        return subject.position(self.namespace, self.entry, *self.steps, language)

    def of_level(self, subject: Subject, code: str, message: str, language: str) -> Problem:
        """An error of its words, judged by what its entry speaks of."""
        error = subject.error(code, message, self.at(subject, language))
        return error.resting_on(subject.level_of(self.namespace, self.entry))


_GATHERED: WeakKeyDictionary[Subject, tuple[PlacedText, ...]] = WeakKeyDictionary()


def texts(subject: Subject) -> tuple[PlacedText, ...]:
    """Every text of the knowledge base that belongs to an entry, gathered once for all inspections."""
    if subject not in _GATHERED:
        _GATHERED[subject] = tuple(_gathered(subject))
    return _GATHERED[subject]


def _gathered(subject: Subject) -> Iterator[PlacedText]:
    yield from _plain_texts(subject)
    grounds = _Grounds(subject)
    for conclusion in subject.kb.conclusions.values():
        yield from _conclusion_texts(conclusion, grounds)
    for rule in subject.kb.rules.values():
        yield from _provisos("rules", rule.id, "unless", rule.unless, grounds.under(rule.for_each, rule.when))
    for advice in subject.kb.advice.values():
        yield from _advice_texts(advice, grounds)
    for check in subject.kb.checks.values():
        yield PlacedText("checks", check.id, ("says",), check.says, grounds.under(check.for_each, check.when))


def _plain_texts(subject: Subject) -> Iterator[PlacedText]:
    """What is shown without a client."""
    kb = subject.kb
    placed: list[tuple[Namespace, str, Steps, Text | None]] = []
    for claim in kb.claims.values():
        placed += [("claims", claim.id, ("says",), claim.says), ("claims", claim.id, ("at",), claim.locator)]
    for theme in kb.themes.values():
        placed.append(("themes", theme.id, ("title",), theme.title))
    for context in kb.contexts.values():
        placed += [("contexts", context.id, (key,), getattr(context, key)) for key in ("title", "ask", "help")]
    for phase in kb.phases.values():
        placed += [("phases", phase.id, ("title",), phase.title), ("phases", phase.id, ("meaning",), phase.meaning)]
    placed += [("plan", line.id, ("title",), line.title) for line in kb.plan]
    for table in kb.tables.values():
        placed += [("tables", table.id, (key,), getattr(table, key)) for key in ("ask", "help")]
        placed += _labels("tables", table)
        placed += _changes("tables", table)
    for question in kb.questions.values():
        key = "ask" if question.table is None else "label"
        placed.append(("questions", question.id, (key,), question.ask))
        placed += [("questions", question.id, (key,), getattr(question, key)) for key in ("help", "because", "unit")]
        if question.type in ("choice", "choices") and question.table is None:
            placed += _labels("questions", question)
        of_table = kb.tables[question.table].changeable if question.table is not None else ()
        placed += _changes("questions", question, [one.says for one in of_table])
    for namespace, id, steps, text in placed:
        if text is not None:
            yield PlacedText(namespace, id, steps, text, prints=False)


def _labels(namespace: Namespace, asked: Question | Table) -> Iterator[tuple[Namespace, str, Steps, Text | None]]:
    for index, option in enumerate(asked.options):
        yield namespace, asked.id, ("options", index, "label"), option.label


def _changes(
    namespace: Namespace, asked: Question | Table, elsewhere: Sequence[Text | None] = ()
) -> Iterator[tuple[Namespace, str, Steps, Text | None]]:
    """The words of changes that stand with the entry itself, not elsewhere."""
    for index, change in enumerate(asked.changeable):
        if change.says not in elsewhere:
            yield namespace, asked.id, ("changeable", index, "says"), change.says


class _Grounds:
    """What is certain under the conditions of one knowledge base."""

    def __init__(self, subject: Subject) -> None:
        kb = subject.kb
        of_instances = {id for id in (*kb.questions, *kb.conclusions) if subject.context_of(id) is not None}
        self._certainty = Certainty(subject.live_rules(), of_instances)

    def under(self, level: str | None, *together: Condition) -> Ground:
        """What is certain where all these conditions hold."""
        answered = (self._certainty.under(condition) for condition in together)
        somewhere = (self._certainty.somewhere(condition) for condition in together)
        return Ground(level, frozenset().union(*answered), frozenset().union(*somewhere))


def _conclusion_texts(conclusion: Conclusion, grounds: _Grounds) -> Iterator[PlacedText]:
    # Both are shown before anything is settled as well.
    unsettled = Ground(conclusion.for_each)
    yield PlacedText("conclusions", conclusion.id, ("title",), conclusion.title, unsettled)
    yield PlacedText("conclusions", conclusion.id, ("meaning",), conclusion.meaning, unsettled)
    if conclusion.headline is not None:
        concluded = grounds.under(conclusion.for_each, ConclusionTest(conclusion.id, True))
        yield PlacedText("conclusions", conclusion.id, ("headline",), conclusion.headline, concluded)
    for index, variant in enumerate(conclusion.variants):
        ground = grounds.under(conclusion.for_each, variant.when)
        for key, text in (("title", variant.title), ("meaning", variant.meaning)):
            if text is not None:
                yield PlacedText("conclusions", conclusion.id, ("variants", index, key), text, ground)


def _advice_texts(advice: Advice, grounds: _Grounds) -> Iterator[PlacedText]:
    level, when, id = advice.for_each, advice.when, advice.id
    ground = grounds.under(level, when)
    # A title is shown of undetermined advice as well, so it can rely on no answer.
    yield PlacedText("advice", id, ("title",), advice.title, Ground(level))
    yield from _parts(advice, (), (when,), advice, grounds)
    yield from _provisos("advice", id, "unless", advice.unless, ground)
    yield from _provisos("advice", id, "postpone_while", advice.postpone_while, ground)
    for index, before in enumerate(advice.before):
        yield PlacedText("advice", id, ("before", index, "because"), before.because, ground)
    for index, variant in enumerate(advice.variants):
        if variant.title is not None:
            both = grounds.under(level, when, variant.when)
            yield PlacedText("advice", id, ("variants", index, "title"), variant.title, both)
        yield from _parts(advice, ("variants", index), (when, variant.when), variant, grounds)
    for index, addition in enumerate(advice.add):
        yield from _parts(advice, ("add", index), (when, addition.when), addition, grounds)


def _parts(
    advice: Advice, steps: Steps, when: tuple[Condition, ...], of: Advice | Addition | Variant, grounds: _Grounds
) -> Iterator[PlacedText]:
    """The texts of an advice, or of what replaces them or is added, where those conditions hold."""
    ground = grounds.under(advice.for_each, *when)
    for key in ("observed", "consequence", "recommendation", "nuance"):
        text: Text | None = getattr(of, key)
        if text is not None:
            yield PlacedText("advice", advice.id, (*steps, key), text, ground)
    for index, step in enumerate(of.steps):
        if step.when is None:
            yield PlacedText("advice", advice.id, (*steps, "steps", index), step.text, ground)
        else:
            at = (*steps, "steps", index, "text")
            yield PlacedText("advice", advice.id, at, step.text, grounds.under(advice.for_each, *when, step.when))


def _provisos(
    namespace: Namespace, id: str, key: str, provisos: tuple[Proviso, ...], ground: Ground
) -> Iterator[PlacedText]:
    """What to wait for, or what excuses: said of provisos that are still open too, so only `when` counts."""
    for index, proviso in enumerate(provisos):
        if proviso.says is not None:
            yield PlacedText(namespace, id, (key, index, "says"), proviso.says, ground)


def faulty_texts(subject: Subject) -> Iterator[Problem]:
    """E071, E072: a text is no valid template, or prints what it may not."""
    for placed in texts(subject):
        for language, words in placed.text.items() if not placed.prints else ():
            if "{{" in words or "{%" in words or "{#" in words:
                message = "This text is shown without a client, so it cannot print anything. Use plain words."
                yield subject.error("E071", message, placed.at(subject, language))
        for read, language in placed.read(subject):
            for fault in read.faults:
                if fault.name != "name" or subject.all_printable_read:
                    yield subject.error(_CODES[fault.name], fault.message, placed.at(subject, language))


def uncertain_answers(subject: Subject) -> Iterator[Problem]:
    """E047, E072, E073: a text names a question that does not exist, or of which there may be no answer to print."""
    for placed in texts(subject):
        for read, language in placed.read(subject):
            for id in sorted(read.answers):
                context = subject.context_of(id)
                if not subject.names.knows(id, "questions"):
                    message = subject.names.unknown(id, "questions")
                    if message:
                        yield subject.error("E072", message, placed.at(subject, language))
                elif context is not None and context != placed.ground.level:
                    message = f"{quoted(id)} is answered for each {context}, and this text is not about one of them."
                    yield placed.of_level(subject, "E047", message, language)
                elif id not in placed.ground.answered and subject.all_rules_read:
                    yield placed.of_level(subject, "E073", _uncertain(placed, id), language)


def _uncertain(placed: PlacedText, id: str) -> str:
    if placed.steps[-1] in ("title", "meaning") and "variants" not in placed.steps:
        return f"The answer to {quoted(id)} may be missing: this text is shown before anything is settled."
    remedy = "an entry under add" if placed.namespace == "advice" else "a condition of its own"
    return (
        f"The answer to {quoted(id)} may be missing when this is shown. Affirm the question in when "
        f"(in every alternative), or move the text to {remedy} that does."
    )


def instances_of_another_level(subject: Subject) -> Iterator[Problem]:
    """E072, E073: a text names instances that it is not about, or perhaps none."""
    keys = {context.key: id for id, context in subject.kb.contexts.items()}
    for placed in texts(subject):
        for read, language in placed.read(subject):
            for key in sorted(read.lists):
                if keys[key] != placed.ground.level:
                    message = (
                        f"{{{{ {key} }}}} belongs to texts of entries with for_each: {keys[key]}. In a text about the "
                        f"brand, name those of which a conclusion holds: {{{{ {key}_with('conclusion') }}}}."
                    )
                    yield placed.of_level(subject, "E072", message, language)
            for id in sorted(read.holding):
                if not subject.names.knows(id, "conclusions"):
                    unknown = subject.names.unknown(id, "conclusions")
                    if unknown:
                        yield subject.error("E072", unknown, placed.at(subject, language))
                elif subject.context_of(id) is None:
                    yield subject.error(
                        "E072",
                        f"{quoted(id)} is a conclusion about the brand; it names none.",
                        placed.at(subject, language),
                    )
                elif id not in placed.ground.somewhere and subject.all_rules_read:
                    message = (
                        f"Perhaps {quoted(id)} holds nowhere when this is shown. Demand it in when: "
                        f"for_some: {{{subject.context_of(id)}: {{holds: {{{id}: yes}}}}}}."
                    )
                    yield subject.error("E073", message, placed.at(subject, language))


def french_filters_elsewhere(subject: Subject) -> Iterator[Problem]:
    """E074: a filter that makes French words is used in another language."""
    for placed in texts(subject):
        for read, language in placed.read(subject):
            used = sorted(read.filters & FRENCH_FILTERS.keys())
            if used and language != FRENCH:
                message = (
                    f"The filter {quoted(used[0])} makes French words; this text is in {quoted(language)}. Remove it."
                )
                yield subject.error("E074", message, placed.at(subject, language))
