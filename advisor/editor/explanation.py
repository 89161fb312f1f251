"""What an editor shows of an id: its words in every language, when it holds, who reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from advisor.analysis.workbench.links import advice_named, rule_named
from advisor.analysis.workbench.sentences import Sentences, Statement
from advisor.knowledge.condition import Condition
from advisor.knowledge.model import Advice, ConclusionRule

from .name import Occurrence
from .workpiece import Workpiece

_TEXTS = ("title", "ask", "label", "says", "meaning", "headline", "help", "because", "unit")
_MORE = ("observed", "consequence", "recommendation", "nuance")
_WORDS = ("type", "kind", "theme", "severity", "phase", "effort", "rank", "status", "replaced_by", "for_each", "good")
_MOST_READERS = 12
_MOST_OPTIONS = 40


def explained(workpiece: Workpiece, one: Occurrence) -> str | None:
    """What there is to say of a name, in Markdown; None where nothing is called so."""
    definition = workpiece.index.definition(one.name)
    if definition is None:
        return None
    value: Any = workpiece.index.files[definition.at.file].document.at(definition.steps)
    entry: Mapping[str, Any] = value if isinstance(value, dict) else {}
    return "\n".join(_lines(workpiece, definition, entry, former=one.name.id != definition.name.id))


def _lines(workpiece: Workpiece, one: Occurrence, entry: Mapping[str, Any], former: bool) -> Iterator[str]:
    of = f" of `{one.name.of}`" if one.name.of else ""
    yield f"**`{one.name.id}`** ({one.noun}{of})"
    if former:
        yield "\nThis is a former name."
    facts = [f"{key}: {entry[key]}" for key in _WORDS if isinstance(entry.get(key), (str, int))]
    if facts:
        yield "\n" + " · ".join(facts)
    texts = [key for key in (*_TEXTS, *(_MORE if one.noun == "advice" else ())) if isinstance(entry.get(key), dict)]
    for key in texts:
        yield f"\n*{key}*"
        yield from (f"- {language}: {' '.join(str(words).split())}" for language, words in entry[key].items())
    yield from _plain(entry)
    yield from _options(entry.get("options"))
    yield from _conditions(workpiece, one)
    yield from _readers(workpiece, one)


def _plain(entry: Mapping[str, Any]) -> Iterator[str]:
    """What sources and examples say, which is not in every language."""
    for key in ("author", "title", "publication", "year", "fires", "outcome", "concludes"):
        if isinstance(entry.get(key), (str, int)):
            yield f"- {key}: {entry[key]}"


def _options(options: Any) -> Iterator[str]:
    if isinstance(options, list):
        yield "\n*options*"
        for option in options[:_MOST_OPTIONS]:
            label = option.get("label") if isinstance(option, dict) else None
            words = " / ".join(map(str, label.values())) if isinstance(label, dict) else ""
            yield f"- `{option.get('id') if isinstance(option, dict) else option}`: {words}"


def _conditions(workpiece: Workpiece, one: Occurrence) -> Iterator[str]:
    """When it holds, in sentences, as it stood when the knowledge base last had no errors."""
    kb = workpiece.kb
    if kb is None:
        return
    sentences = Sentences(kb, "en")

    def told(lead: str, condition: Condition) -> Iterator[str]:
        statement = sentences.told(condition)
        yield f"\n*{lead}* {statement.text}"
        yield from _parts(statement, "")

    def of(entry: Advice | ConclusionRule, lead: str) -> Iterator[str]:
        yield from told(lead, entry.when)
        for proviso in entry.unless:
            yield from told("unless", proviso.when)
        for proviso in entry.postpone_while if isinstance(entry, Advice) else ():
            yield from told("postponed while", proviso.when)

    id = one.name.id
    if one.noun == "conclusion":
        for rule in kb.rules_for(id):
            yield from of(rule, f"concluded by `{rule.id}` when")
    elif one.noun in ("rule", "advice"):
        try:
            yield from of(advice_named(kb, id) if one.noun == "advice" else rule_named(kb, id), "when")
        except KeyError:
            return  # It is new, and the knowledge base has not been without errors since.
    elif one.noun in ("question", "row") and id in kb.questions:
        question = kb.questions[id]
        if question.relevant_when is not None:
            yield from told("applies when", question.relevant_when)
        if question.ask_when is not None:
            yield from told("asked when", question.ask_when)
    elif one.noun == "check" and id in kb.checks:
        yield from told("found when", kb.checks[id].when)


def _parts(statement: Statement, indent: str) -> Iterator[str]:
    for part in statement.parts:
        yield f"{indent}- {part.text}"
        yield from _parts(part, indent + "  ")


def _readers(workpiece: Workpiece, one: Occurrence) -> Iterator[str]:
    """The entries that name it, by kind; examples and cases are counted."""
    readers: dict[str, dict[str, None]] = {}
    tried = 0
    for read in workpiece.index.of_name(one.name):
        if read.noun:
            continue
        kind = workpiece.kind(read.at.file)
        if kind == "cases" or "examples" in read.steps:
            tried += 1
            continue
        entry = workpiece.entry(read) if read.steps else _around(workpiece, read)
        if "id" in entry and entry["id"] != one.name.id:
            group = str(read.steps[0]) if read.steps else kind
            readers.setdefault(group, {})[f"`{entry['id']}`"] = None
    for group, ids in readers.items():
        some = list(ids)[:_MOST_READERS]
        more = f" and {len(ids) - len(some)} more" if len(ids) > len(some) else ""
        yield f"\n*named in {group}* {', '.join(some)}{more}"
    if tried:
        yield f"\n*in examples and cases* {tried} time{'s' if tried > 1 else ''}"
    if not readers and not tried and one.noun not in ("case", "example"):
        yield "\nNothing names it."


def _around(workpiece: Workpiece, read: Occurrence) -> Mapping[str, Any]:
    """The entry around a text that prints a name."""
    names = workpiece.index.files[read.at.file]
    before = [one for one in names.occurrences if one.noun and len(one.steps) == 2 and one.at.line <= read.at.line]
    return workpiece.entry(max(before, key=lambda one: one.at.line)) if before else {}
