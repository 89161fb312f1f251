"""The links between the entries of a knowledge base: who reads whom, and who rests on which claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from advisor.knowledge.condition import Condition, conclusions_read, questions_read
from advisor.knowledge.model import Addition, Advice, ConclusionRule, KnowledgeBase, Text, Variant
from advisor.knowledge.readers import conditions_of
from advisor.knowledge.texts import answers_named

Kind = Literal["question", "conclusion", "rule", "advice", "check", "claim"]
KINDS: tuple[Kind, ...] = ("advice", "conclusion", "rule", "question", "check", "claim")


@dataclass(frozen=True)
class Link:
    """An entry, by its kind and id."""

    kind: Kind
    id: str


class Links:
    """Every link of one knowledge base, in the order of its entries.

    `reads` maps an entry to what it reads directly: a question to those its relevance depends on, a conclusion to
    the rules that derive it, rules, advice and checks to questions and conclusions (printed answers included).
    `read_by` is the other way round; entries that do not run read, but count as readers of nothing.
    `cites` maps entries to their claims, `cited_by` claims to the entries that run.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self.reads: Mapping[Link, tuple[Link, ...]] = dict(_reads(kb))
        self.cites: Mapping[Link, tuple[Link, ...]] = dict(_cites(kb))
        running = {link for link in (*self.reads, *self.cites) if link.id not in kb.inactive}
        self.read_by = _turned(self.reads, running)
        self.cited_by = _turned(self.cites, running)

    def all_behind(self, entry: Link) -> tuple[Link, ...]:
        """Everything an entry depends on, directly or not, in the order in which it is met."""
        return _reachable(entry, self.reads)

    def all_before(self, entry: Link) -> tuple[Link, ...]:
        """Everything that depends on an entry, directly or not."""
        return _reachable(entry, self.read_by)


def named(kb: KnowledgeBase, id: str) -> tuple[Link, ...]:
    """The entries with an id, present or former; usually one, since ids of different kinds may be alike."""
    found = tuple(Link(kind, id) for kind in KINDS if id in ids_of(kb, kind))
    present = kb.aliases.get(id)
    return found if found or present is None else named(kb, present)


def ids_of(kb: KnowledgeBase, kind: Kind) -> tuple[str, ...]:
    """The ids of a kind, of entries that do not run too."""
    inactive = kb.inactive.values()
    ids: Mapping[Kind, tuple[str, ...]] = {
        "advice": (*kb.advice, *(one.id for one in inactive if isinstance(one, Advice))),
        "conclusion": tuple(kb.conclusions),
        "rule": (*kb.rules, *(one.id for one in inactive if isinstance(one, ConclusionRule))),
        "question": tuple(kb.questions),
        "check": tuple(kb.checks),
        "claim": tuple(kb.claims),
    }
    return ids[kind]


def advice_named(kb: KnowledgeBase, id: str) -> Advice:
    """An advice that runs or not; KeyError if there is none."""
    entry = kb.advice.get(id) or kb.inactive[id]
    if not isinstance(entry, Advice):
        raise KeyError(id)
    return entry


def rule_named(kb: KnowledgeBase, id: str) -> ConclusionRule:
    """A conclusion rule that runs or not; KeyError if there is none."""
    entry = kb.rules.get(id) or kb.inactive[id]
    if not isinstance(entry, ConclusionRule):
        raise KeyError(id)
    return entry


def _reads(kb: KnowledgeBase) -> Iterator[tuple[Link, tuple[Link, ...]]]:
    for question in kb.questions.values():
        conditions = (question.relevant_when,) if question.relevant_when is not None else ()
        yield Link("question", question.id), _read_in(conditions)
    for id in kb.conclusions:
        yield Link("conclusion", id), tuple(Link("rule", rule.id) for rule in kb.rules_for(id))
    for id in ids_of(kb, "rule"):
        yield Link("rule", id), _read_in(tuple(conditions_of(rule_named(kb, id))))
    for id in ids_of(kb, "advice"):
        advice = advice_named(kb, id)
        printed = tuple(Link("question", question) for question in kb.questions if question in _printed(advice))
        yield Link("advice", id), tuple(dict.fromkeys((*_read_in(tuple(conditions_of(advice))), *printed)))
    for check in kb.checks.values():
        yield Link("check", check.id), _read_in((check.when,))


def _read_in(conditions: tuple[Condition, ...]) -> tuple[Link, ...]:
    conclusions = [Link("conclusion", id) for condition in conditions for id in conclusions_read(condition)]
    questions = [Link("question", id) for condition in conditions for id in questions_read(condition)]
    return tuple(dict.fromkeys([*conclusions, *questions]))


def _printed(advice: Advice) -> frozenset[str]:
    """The questions whose answers an advice prints."""
    texts: list[Text | None] = [advice.title]
    parts: tuple[Advice | Variant | Addition, ...] = (advice, *advice.variants, *advice.add)
    for one in parts:
        texts += [one.observed, one.consequence, one.recommendation, one.nuance, *(step.text for step in one.steps)]
    return frozenset(id for text in texts if text for words in text.values() for id in answers_named(words))


def _cites(kb: KnowledgeBase) -> Iterator[tuple[Link, tuple[Link, ...]]]:
    for question in kb.questions.values():
        yield Link("question", question.id), _claims(question.claims)
    for id in ids_of(kb, "rule"):
        yield Link("rule", id), _claims(rule_named(kb, id).claims)
    for id in ids_of(kb, "advice"):
        advice = advice_named(kb, id)
        yield Link("advice", id), _claims((*advice.claims, *(claim for one in advice.add for claim in one.claims)))


def _claims(ids: tuple[str, ...]) -> tuple[Link, ...]:
    return tuple(Link("claim", id) for id in dict.fromkeys(ids))


def _turned(links: Mapping[Link, tuple[Link, ...]], running: set[Link]) -> Mapping[Link, tuple[Link, ...]]:
    turned: dict[Link, list[Link]] = {}
    for entry, others in links.items():
        for other in others if entry in running else ():
            turned.setdefault(other, []).append(entry)
    return {entry: tuple(others) for entry, others in turned.items()}


def _reachable(start: Link, links: Mapping[Link, tuple[Link, ...]]) -> tuple[Link, ...]:
    found: dict[Link, None] = {}
    waiting = list(links.get(start, ()))
    while waiting:
        link = waiting.pop(0)
        if link not in found:
            found[link] = None
            waiting.extend(links.get(link, ()))
    return tuple(found)
