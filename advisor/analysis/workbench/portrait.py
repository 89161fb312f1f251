"""Portraits of entries: everything there is to say about one advice, conclusion, rule, question, check or claim.

A portrait is made of words in one language and of links to other entries; the terminal and the HTML reference print it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from advisor.knowledge.condition import Condition, Position
from advisor.knowledge.expectation import Example
from advisor.knowledge.model import (
    Advice,
    Conclusion,
    ConclusionRule,
    ConclusionVariant,
    KnowledgeBase,
    Question,
    Step,
    Text,
    Variant,
)

from .links import Link, Links, advice_named, rule_named
from .portrait_words import PHRASES
from .sentences import Sentences, Statement


@dataclass(frozen=True)
class Clause:
    """A condition of the entry: what follows from it (`lead`, ending before the condition), and the condition."""

    lead: str
    condition: Condition
    statement: Statement


@dataclass(frozen=True)
class Relation:
    """Other entries that stand in one relation to this one. `label` is a noun or a short phrase."""

    label: str
    entries: tuple[Link, ...]


@dataclass(frozen=True)
class Demonstration:
    """An example beside the entry, or a case that names it: its name, and what must come of it in words."""

    name: str
    expects: str
    case: bool = False


@dataclass(frozen=True)
class Portrait:
    """One entry. `facts` and `texts` are pairs of label and words; `options` of a question are id and label."""

    entry: Link
    noun: str
    title: str
    at: Position
    facts: tuple[tuple[str, str], ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    clauses: tuple[Clause, ...] = ()
    relations: tuple[Relation, ...] = ()
    trials: tuple[Demonstration, ...] = ()
    aliases: tuple[str, ...] = ()


class Gallery:
    """Portraits of the entries of one knowledge base in one language."""

    def __init__(self, kb: KnowledgeBase, language: str) -> None:
        self.kb = kb
        self.links = Links(kb)
        self.sentences = Sentences(kb, language)
        self.said = PHRASES.said(language)

    def title(self, entry: Link) -> str:
        """What an entry is called in words: its title, the question, what a rule concludes, what a claim says."""
        kb, text = self.kb, self.sentences.text
        if entry.kind == "advice":
            return text(advice_named(kb, entry.id).title)
        if entry.kind == "conclusion":
            return text(kb.conclusions[entry.id].title)
        if entry.kind == "rule":
            titles = [
                text(kb.conclusions[id].title) for id in rule_named(kb, entry.id).conclude if id in kb.conclusions
            ]
            return " · ".join(titles)
        if entry.kind == "question":
            return text(kb.questions[entry.id].ask)
        if entry.kind == "check":
            return text(kb.checks[entry.id].says)
        return text(kb.claims[entry.id].says)

    def labelled(self, label: str, words: str) -> str:
        """Words after what they are, with the punctuation of the language."""
        return self.said["change"].format(label=label, words=words)

    def portrait(self, entry: Link) -> Portrait:
        """The portrait of an entry; KeyError if there is none."""
        make = {
            "advice": self._advice,
            "conclusion": self._conclusion,
            "rule": self._rule,
            "question": self._question,
            "check": self._check,
            "claim": self._claim,
        }
        return make[entry.kind](entry)

    def _advice(self, entry: Link) -> Portrait:
        advice, text = advice_named(self.kb, entry.id), self.sentences.text
        theme = self.kb.themes[advice.theme]
        facts = [("kind", self.said[advice.kind]), ("theme", self.sentences.text(theme.title))]
        if advice.severity is not None:
            facts.append(("severity", self.said[f"severity_{advice.severity}"]))
        if advice.phase is not None:
            facts.append(("phase", self.sentences.text(self.kb.phases[advice.phase].title)))
        if advice.effort is not None:
            facts.append(("effort", self.said[f"effort_{advice.effort}"]))
        if advice.rank is not None:
            facts.append(("rank", str(advice.rank)))
        facts += self._withheld(advice)
        texts = [("observed", advice.observed), ("consequence", advice.consequence)]
        texts += [("recommendation", advice.recommendation)]
        texts += [("step", step.text) for step in advice.steps] + [("nuance", advice.nuance)]
        reasons = [(self.said["first"].format(other=one.advice), text(one.because)) for one in advice.before]
        followed = [one.id for one in self.kb.advice.values() if advice.id in (before.advice for before in one.before)]
        parents = [Link("advice", one.id) for one in self.kb.advice.values() if advice.id in one.subsumes]
        rivals = [one.id for one in self.kb.advice.values() if advice.id in one.conflicts_with]
        return Portrait(
            entry,
            self.said["advice"],
            self.title(entry),
            advice.at,
            self._facts((*self._status(advice), *self._each(advice), *facts)),
            (*self._texts(texts), *reasons),
            clauses=(
                *self._clauses(advice, "given"),
                *self._variants(advice),
                *self._steps(advice.steps),
                *self._additions(advice),
            ),
            relations=self._relations(
                entry,
                ("subsumes", _advice_links(advice.subsumes)),
                ("subsumed_by", tuple(parents)),
                ("before", _advice_links(one.advice for one in advice.before)),
                ("after", _advice_links(followed)),
                ("conflicts", _advice_links(dict.fromkeys((*advice.conflicts_with, *rivals)))),
            ),
            trials=(*self._examples(advice.examples), *self._cases_naming(advice.id)),
            aliases=advice.aliases,
        )

    def _conclusion(self, entry: Link) -> Portrait:
        conclusion = self.kb.conclusions[entry.id]
        rules = self.kb.rules_for(entry.id)
        clauses = [clause for rule in rules for clause in self._clauses(rule, "so", rule.id)]
        rivals = [one.id for one in self.kb.conclusions.values() if entry.id in one.excludes]
        excludes = tuple(Link("conclusion", id) for id in dict.fromkeys((*conclusion.excludes, *rivals)))
        facts = [*self._each(conclusion), ("good", self.said[conclusion.good])]
        facts += [("shown", self.said["yes" if conclusion.shown else "no"]), *self._withheld(conclusion)]
        cases = [
            Demonstration(case.id, self.said[f"expects_{case.expect['conclusions'][entry.id]}"], case=True)
            for case in self.kb.cases.values()
            if entry.id in case.expect.get("conclusions", {})
        ]
        return Portrait(
            entry,
            self.said["conclusion"],
            self.title(entry),
            conclusion.at,
            self._facts(facts),
            self._texts([("meaning", conclusion.meaning), ("headline", conclusion.headline)]),
            clauses=(*clauses, *self._variants(conclusion)),
            relations=self._relations(entry, ("excludes", excludes)),
            trials=(*(one for rule in rules for one in self._examples(rule.examples, rule.id)), *cases),
            aliases=conclusion.aliases,
        )

    def _rule(self, entry: Link) -> Portrait:
        rule = rule_named(self.kb, entry.id)
        concluded = tuple(Link("conclusion", id) for id in rule.conclude if id in self.kb.conclusions)
        return Portrait(
            entry,
            self.said["rule"],
            self.title(entry),
            rule.at,
            self._facts((*self._status(rule), *self._each(rule))),
            clauses=self._clauses(rule, "concluded"),
            relations=self._relations(entry, ("concludes", concluded)),
            trials=self._examples(rule.examples),
            aliases=rule.aliases,
        )

    def _question(self, entry: Link) -> Portrait:
        question = self.kb.questions[entry.id]
        section = next(section for section in self.kb.sections if section.id == question.section)
        facts = [("section", self.sentences.text(section.title)), *self._each(question)]
        facts.append(("type", self.said[f"type_{question.type}"]))
        if question.type == "number":
            unit = f" {self.sentences.text(question.unit)}" if question.unit else ""
            facts.append(("range", f"{question.min}–{question.max}{unit}"))
        gates = (("applies", question.relevant_when), ("asked", question.ask_when))
        clauses = tuple(self._clause(self.said[lead], gate) for lead, gate in gates if gate is not None)
        return Portrait(
            entry,
            self.said["question"],
            self.title(entry),
            question.at,
            self._facts(facts),
            self._texts([("help", question.help), ("because", question.because)]),
            tuple((option.id, self._option(question, option.id)) for option in question.options),
            clauses,
            self._relations(entry),
            aliases=question.aliases,
        )

    def _check(self, entry: Link) -> Portrait:
        check = self.kb.checks[entry.id]
        again = tuple(Link("question", id) for id in check.ask_again)
        return Portrait(
            entry,
            self.said["check"],
            self.title(entry),
            check.at,
            clauses=(self._clause(self.said["found"], check.when),),
            relations=self._relations(entry, ("ask_again", again)),
        )

    def _claim(self, entry: Link) -> Portrait:
        claim = self.kb.claims[entry.id]
        source = self.kb.sources[claim.source]
        appeared = f" ({source.appeared})" if source.appeared else ""
        facts = [
            ("source", f"{source.author}, {self.sentences.quoted(source.title)}{appeared}"),
            ("locator", self.sentences.text(claim.locator)),
            ("weight", self.said[f"weight_{claim.weight}"]),
        ]
        if claim.not_used is not None:
            facts.append(("not_used", claim.not_used))
        trials = tuple(Demonstration(shown, self.said["shows"], case="/" not in shown) for shown in claim.shown_by)
        return Portrait(
            entry,
            self.said["claim"],
            self.title(entry),
            claim.at,
            self._facts(facts),
            relations=self._relations(entry),
            trials=trials,
        )

    def _status(self, entry: Advice | ConclusionRule) -> Iterator[tuple[str, str]]:
        yield "status", self.said[f"status_{entry.status}"]
        if entry.replaced_by is not None:
            yield "replaced_by", entry.replaced_by

    def _each(self, entry: Advice | Conclusion | ConclusionRule | Question) -> Iterator[tuple[str, str]]:
        if entry.for_each is not None:
            yield "for_each", self.sentences.text(self.kb.contexts[entry.for_each].title)

    def _withheld(self, entry: Advice | Conclusion) -> Iterator[tuple[str, str]]:
        if entry.withheld_while:
            yield "withheld", ", ".join(self.said[f"severity_{severity}"] for severity in entry.withheld_while)

    def _facts(self, facts: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        return tuple((self.said[f"label_{label}"], words) for label, words in facts)

    def _texts(self, texts: list[tuple[str, Text | None]]) -> tuple[tuple[str, str], ...]:
        return tuple((self.said[f"label_{label}"], self.sentences.text(text)) for label, text in texts if text)

    def _option(self, question: Question, option: str) -> str:
        one = question.option(option)
        return self.sentences.text(one.label) + (f" ({self.said['alone']})" if one.alone else "")

    def _clause(self, lead: str, condition: Condition) -> Clause:
        return Clause(lead, condition, self.sentences.told(condition))

    def _clauses(self, entry: Advice | ConclusionRule, lead: str, rule: str = "") -> tuple[Clause, ...]:
        found = [self._clause(self.said[lead].format(rule=rule), entry.when)]
        for proviso in entry.unless:
            says = f" ({self.sentences.text(proviso.says)})" if proviso.says else ""
            found.append(self._clause(self.said["unless"].format(says=says), proviso.when))
        for proviso in entry.postpone_while if isinstance(entry, Advice) else ():
            says = f" ({self.sentences.text(proviso.says)})" if proviso.says else ""
            found.append(self._clause(self.said["postponed"].format(says=says), proviso.when))
        return tuple(found)

    def _variants(self, entry: Advice | Conclusion) -> Iterator[Clause]:
        """What replaces the words or the grading of an entry, and when."""
        variants: tuple[Variant | ConclusionVariant, ...] = entry.variants
        for number, one in enumerate(variants, start=1):
            texts: list[tuple[str, Text | None]] = [("title", one.title)]
            grading: list[tuple[str, str]] = []
            if isinstance(one, Variant):
                texts += [(key, getattr(one, key)) for key in ("observed", "consequence", "recommendation", "nuance")]
                texts += [("step", step.text) for step in one.steps]
                grading += [(key, self.said[f"{key}_{value}"]) for key, value in _graded(one)]
                if one.phase is not None:
                    grading.append(("phase", self.sentences.text(self.kb.phases[one.phase].title)))
                if one.rank is not None:
                    grading.append(("rank", str(one.rank)))
            else:
                texts.append(("meaning", one.meaning))
            said = [(label, self.sentences.quoted(words)) for label, words in self._texts(texts)]
            changes = " · ".join(self.labelled(label, words) for label, words in (*self._facts(grading), *said))
            yield self._clause(self.said["variant"].format(number=number, changes=changes), one.when)
            yield from self._steps(one.steps if isinstance(one, Variant) else ())

    def _steps(self, steps: tuple[Step, ...]) -> Iterator[Clause]:
        """The steps that are taken only where something holds."""
        for step in steps:
            if step.when is not None:
                words = self.sentences.quoted(self.sentences.text(step.text))
                yield self._clause(self.said["step_only"].format(words=words), step.when)

    def _additions(self, advice: Advice) -> Iterator[Clause]:
        for one in advice.add:
            texts = (one.observed, one.consequence, one.recommendation, one.nuance)
            spoken = next((text for text in texts if text), None)
            words = self.sentences.quoted(self.sentences.text(spoken)) if spoken else self.said["more_steps"]
            yield self._clause(self.said["adds"].format(words=words), one.when)

    def _relations(self, entry: Link, *more: tuple[str, tuple[Link, ...]]) -> tuple[Relation, ...]:
        reads, read_by = self.links.reads.get(entry, ()), self.links.read_by.get(entry, ())
        behind = [link for link in self.links.all_behind(entry) if link.kind == "question" and link not in reads]
        ahead = [link for link in self.links.all_before(entry) if link.kind == "advice" and link not in read_by]
        relations = [
            ("reads", reads),
            ("rests_on", tuple(behind)),
            ("read_by", read_by),
            ("decides", tuple(ahead)),
            *more,
            ("claims", self.links.cites.get(entry, ())),
            ("carried_by", self.links.cited_by.get(entry, ())),
        ]
        return tuple(Relation(self.said[f"link_{label}"], entries) for label, entries in relations if entries)

    def _examples(self, examples: tuple[Example, ...], rule: str = "") -> tuple[Demonstration, ...]:
        lead = f"{rule}/" if rule else ""
        return tuple(Demonstration(lead + one.name, self.said[f"expects_{one.expects}"]) for one in examples)

    def _cases_naming(self, advice: str) -> Iterator[Demonstration]:
        for case in self.kb.cases.values():
            keys = [key for key, ids in case.expect.items() if key != "conclusions" and advice in ids]
            if keys:
                yield Demonstration(case.id, ", ".join(self.said[f"expects_{key}"] for key in keys), case=True)


def _graded(variant: Variant) -> Iterator[tuple[str, str]]:
    if variant.severity is not None:
        yield "severity", variant.severity
    if variant.effort is not None:
        yield "effort", variant.effort


def _advice_links(ids: Iterable[str]) -> tuple[Link, ...]:
    return tuple(Link("advice", id) for id in ids)
