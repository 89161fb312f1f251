"""Which changed entries of a knowledge base moved which brands: what differs in a case, shared out among its causes.

Values pass from entry to entry through the conclusions and answers that are read. So what moved an outcome is found by
going back from it: the advice itself where its condition changed, else the rules behind each conclusion it reads that
came out differently for this brand, and so on down to the questions. What several entries moved together is told
together; what merely got another number, because something before it came or went, is told of nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from advisor.knowledge.condition import Condition, conclusions_read, questions_read
from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.model import Advice, ConclusionRule, KnowledgeBase, Proviso

from ..explanation.difference import Difference
from .revision import CaseEffect, Revision

OF_OUTCOMES = frozenset(("when", "unless", "postpone_while", "for_each", "status"))
OF_RULES = OF_OUTCOMES | {"conclude"}
OF_GRADES = frozenset(("severity", "variants", "kind"))
OF_ORDER = OF_GRADES | {"rank", "phase", "subsumes", "before"}
OF_PROFILES = OF_GRADES | {"theme"}
OF_QUESTIONS = frozenset(
    ("type", "options", "min", "max", "relevant_when", "ask_when", "for_each", "table", "choices", "rows")
)
"""The keys of an entry that decide what comes out, and for what; the others are words."""

NOTHING = Difference((), (), (), (), (), (), (), (), (), ((), ()))


@dataclass(frozen=True, order=True)
class Cause:
    """An entry that was added, changed or removed."""

    kind: str
    id: str


Causes = tuple[Cause, ...]
"""Entries that moved something together; none where it could not be traced to any."""


@dataclass(frozen=True)
class Moved:
    """What some causes moved: of each case the part of its difference that is due to them, those hit hardest first."""

    causes: Causes
    cases: tuple[tuple[CaseEffect, Difference], ...]

    @property
    def first_three(self) -> tuple[str, ...]:
        """The cases whose first three findings changed."""
        return tuple(effect.case for effect, part in self.cases if part.first_three[0] != part.first_three[1])


def moved_by(old: KnowledgeBase, new: KnowledgeBase, found: Revision) -> tuple[Moved, ...]:
    """What each set of causes moved: first where the first three changed in most cases, then where most cases did."""
    tracing = _Tracing(old, new, found)
    shared: dict[Causes, list[tuple[CaseEffect, Difference]]] = {}
    for effect in found.affected:
        if effect.difference is not None:
            for causes, part in tracing.shared_out(effect, effect.difference):
                shared.setdefault(causes, []).append((effect, part))
    moved = [Moved(causes, tuple(cases)) for causes, cases in shared.items()]
    return tuple(sorted(moved, key=lambda one: (-len(one.first_three), -len(one.cases), one.causes)))


class _Tracing:
    """The changed entries of two versions, and who reads whom in either."""

    def __init__(self, old: KnowledgeBase, new: KnowledgeBase, found: Revision) -> None:
        self._versions = (old, new)
        self._present = new.aliases
        self._keys = {Cause(one.kind, one.id): frozenset(one.keys) for one in found.changed}
        self._come_or_gone = {
            Cause(kind, id) for of_kind in (found.added, found.removed) for kind, ids in of_kind.items() for id in ids
        }
        self._reordered = {id for id in new.questions if len({_options(kb, id) for kb in self._versions}) > 1}

    def shared_out(self, effect: CaseEffect, whole: Difference) -> Iterator[tuple[Causes, Difference]]:
        """The parts of a difference by what caused them."""
        return _OneCase(self, effect, whole).parts()

    def changed(self, kind: str, id: str, keys: Collection[str]) -> set[Cause]:
        """The entry as a cause: it came, it went, or one of these keys differs."""
        cause = Cause(kind, self._present.get(id, id))
        is_cause = cause in self._come_or_gone or not self._keys.get(cause, frozenset()).isdisjoint(keys)
        return {cause} if is_cause else set()

    def any_changed(self, kind: str) -> set[Cause]:
        """Every entry of a kind that came, went or changed."""
        return {cause for cause in (*self._keys, *self._come_or_gone) if cause.kind == kind}

    def advice(self, id: str) -> Iterator[Advice]:
        """An advice as each version has it."""
        for kb in self._versions:
            yield from (one for name, one in kb.advice.items() if self._present.get(name, name) == id)

    def rules_for(self, conclusion: str) -> Iterator[ConclusionRule]:
        """The rules for a conclusion in each version."""
        for kb in self._versions:
            for rule in kb.rules.values():
                if conclusion in (self._present.get(name, name) for name in rule.conclude):
                    yield rule

    def check_conditions(self, id: str) -> list[Condition]:
        """When a check finds a contradiction, in each version."""
        return [kb.checks[id].when for kb in self._versions if id in kb.checks]

    def relevance(self, question: str) -> list[Condition]:
        """When a question applies, in each version."""
        found = [kb.question_called(question) for kb in self._versions]
        return [one.relevant_when for one in found if one is not None and one.relevant_when is not None]

    def read(self, conditions: Iterable[Condition]) -> tuple[set[str], set[str]]:
        """The conclusions and questions that conditions read, under their present names."""
        conclusions: set[str] = set()
        questions: set[str] = set()
        for condition in conditions:
            conclusions.update(self._present.get(id, id) for id in conclusions_read(condition))
            questions.update(self._present.get(id, id) for id in questions_read(condition))
        return conclusions, questions

    def is_reordered(self, question: str) -> bool:
        """Whether the options of a question are others, or stand otherwise: an answer can then compare otherwise."""
        return question in self._reordered


class _OneCase:
    """One case: which conclusions and answers came out differently, and what is behind them."""

    def __init__(self, tracing: _Tracing, effect: CaseEffect, whole: Difference) -> None:
        self._tracing = tracing
        self._whole = whole
        self._answers = {*effect.answers, *(question for _, question in effect.not_understood)}
        self._rules = effect.rules
        self._conclusions = {declared_id(one.conclusion) for one in whole.conclusions}
        self._behind: dict[str, set[Cause]] = {}

    def parts(self) -> Iterator[tuple[Causes, Difference]]:
        parts: dict[Causes, Difference] = {}

        def add(field: str, value: object, causes: set[Cause]) -> None:
            key = tuple(sorted(causes))
            part = parts.get(key, NOTHING)
            parts[key] = replace(part, **{field: (*getattr(part, field), value)})

        whole, tracing = self._whole, self._tracing
        for outcome in whole.outcomes:
            add("outcomes", outcome, self._of_outcome(outcome.advice))
            for field in ("appears", "disappears"):
                if outcome.advice in getattr(whole, field):
                    add(field, outcome.advice, self._of_outcome(outcome.advice))
        for conclusion in whole.conclusions:
            add("conclusions", conclusion, self._of_conclusion(declared_id(conclusion.conclusion)))
        for graded in whole.regraded:
            add("regraded", graded, self._of_grade(graded.advice))
        for field in ("contradictions", "settled_contradictions"):
            for check in getattr(whole, field):
                add(field, check, self._of_check(declared_id(check)))
        for move in whole.moves:
            parents = {
                place.under
                for place in (move.before, move.after)
                if place.under and move.before.under != move.after.under
            }
            causes = self._of_place(move.advice).union(
                *(self._of_place(one) | self._of_outcome(one) for one in parents)
            )
            if causes:
                add("moves", move, causes)
        everything = {cause for causes in parts for cause in causes}
        if whole.moves and not parts:
            everything = tracing.any_changed("line of the plan") | tracing.any_changed("phase")
            parts[tuple(sorted(everything))] = replace(NOTHING, moves=whole.moves)
        for theme in whole.profile:
            if theme.differs:
                add("profile", theme, self._of_theme(theme.theme) or everything)
        if whole.first_three[0] != whole.first_three[1]:
            turned = set(whole.first_three[0]) ^ set(whole.first_three[1])
            causes = set().union(*map(self._of_standing, turned)) or everything
            key = tuple(sorted(causes))
            parts[key] = replace(parts.get(key, NOTHING), first_three=whole.first_three)
        return iter(parts.items())

    def _of_outcome(self, advice: str) -> set[Cause]:
        """What is behind the outcome of an advice, given by its ground id."""
        id = declared_id(advice)
        causes = self._tracing.changed("advice", id, OF_OUTCOMES)
        conditions = [
            condition
            for one in self._tracing.advice(id)
            for condition in (one.when, *_of(one.unless), *_of(one.postpone_while))
        ]
        causes |= self._of_what_is_read(conditions)
        # Whether advice is out of scope hangs on all that is behind it, whatever that came to.
        return causes or self._anywhere_behind(conditions, set())

    def _anywhere_behind(self, conditions: Iterable[Condition], met: set[str]) -> set[Cause]:
        """Every rule that changed and every answer read otherwise behind conditions, through whatever conclusions."""
        conclusions, questions = self._tracing.read(conditions)
        causes: set[Cause] = set().union(*(self._of_question(id, set()) for id in questions & self._answers))
        for rule in (rule for id in conclusions - met for rule in self._tracing.rules_for(id)):
            causes |= self._tracing.changed("rule", rule.id, OF_RULES)
            causes |= self._anywhere_behind((rule.when, *_of(rule.unless)), met | conclusions)
        return causes

    def _of_grade(self, advice: str) -> set[Cause]:
        id = declared_id(advice)
        conditions = [variant.when for one in self._tracing.advice(id) for variant in one.variants]
        return self._tracing.changed("advice", id, OF_GRADES) | self._of_what_is_read(conditions)

    def _of_place(self, advice: str) -> set[Cause]:
        """What gave a finding another place by itself."""
        graded = any(declared_id(one.advice) == declared_id(advice) for one in self._whole.regraded)
        own = self._tracing.changed("advice", declared_id(advice), OF_ORDER)
        return own | self._of_grade(advice) if graded else own

    def _of_standing(self, advice: str) -> set[Cause]:
        """Why a finding stands among the first on one side alone; nothing where others merely made way for it."""
        turned = any(declared_id(one.advice) == declared_id(advice) for one in self._whole.outcomes)
        return self._of_outcome(advice) if turned else self._of_place(advice)

    def _of_theme(self, theme: str) -> set[Cause]:
        causes = self._tracing.changed("theme", theme, ())
        for id, of in (
            *((one.advice, self._of_outcome) for one in self._whole.outcomes),
            *((one.advice, self._of_grade) for one in self._whole.regraded),
        ):
            versions = list(self._tracing.advice(declared_id(id)))
            if any(one.theme == theme for one in versions):
                causes |= of(id)
                if len({one.theme for one in versions}) > 1:
                    causes |= self._tracing.changed("advice", declared_id(id), OF_PROFILES)
        return causes

    def _of_check(self, check: str) -> set[Cause]:
        own = self._tracing.changed("check", check, ("when", "for_each"))
        return own | self._of_what_is_read(self._tracing.check_conditions(check))

    def _of_conclusion(self, id: str) -> set[Cause]:
        """What is behind a conclusion that came out differently: the rules that gave it, or all where none did."""
        if id in self._behind:
            return self._behind[id]
        causes = self._behind[id] = set()
        rules = list(self._tracing.rules_for(id))
        deciding = self._rules.get(id, ())
        for rule in [one for one in rules if one.id in deciding] or rules:
            causes |= self._tracing.changed("rule", rule.id, OF_RULES)
            causes |= self._of_what_is_read((rule.when, *_of(rule.unless)))
        if not causes:
            causes |= self._tracing.changed("conclusion", id, ())
        return causes

    def _of_what_is_read(self, conditions: Iterable[Condition]) -> set[Cause]:
        conclusions, questions = self._tracing.read(conditions)
        causes: set[Cause] = set()
        for id in conclusions & self._conclusions:
            causes |= self._of_conclusion(id)
        for id in questions:
            if id in self._answers or self._tracing.is_reordered(id):
                causes |= self._of_question(id, set())
        return causes

    def _of_question(self, id: str, met: set[str]) -> set[Cause]:
        met.add(id)
        causes = self._tracing.changed("question", id, OF_QUESTIONS)
        _, behind = self._tracing.read(self._tracing.relevance(id))
        for question in behind - met:
            if question in self._answers:
                causes |= self._of_question(question, met)
        return causes


def _of(provisos: Iterable[Proviso]) -> Iterator[Condition]:
    return (proviso.when for proviso in provisos)


def _options(kb: KnowledgeBase, question: str) -> tuple[str, ...]:
    asked = kb.question_called(question)
    return tuple(option.id for option in asked.options) if asked else ()
