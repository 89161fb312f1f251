"""What an edit of a knowledge base comes to: entries added, changed, removed, and what every case makes of it.

A case is judged by both versions on the same answers: those of the new version's file, or of the old one's where the
new has no such case. Answers that a version does not understand are left out there, and named.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from advisor.advice import Assessment, build
from advisor.answers import Answers, AnswersError, parse_answers
from advisor.inference import evaluate
from advisor.knowledge.condition import Position
from advisor.knowledge.expectation import CaseFile
from advisor.knowledge.forms.frame import CONTEXT
from advisor.knowledge.forms.question_forms import QUESTION
from advisor.knowledge.forms.sources import CLAIM
from advisor.knowledge.model import Advice, ConclusionRule, KnowledgeBase

from ..explanation.difference import Difference, difference

KINDS = (
    "context", "question", "table", "conclusion", "rule", "advice", "check", "claim", "source", "theme", "phase",
    "line of the plan", "word", "case",
)  # fmt: skip
CALLED = {key.into: key.name for form in (CONTEXT, QUESTION, CLAIM) for key in form.keys if key.into != key.name}
"""Fields of the model that go by another name in the files."""


@dataclass(frozen=True)
class ChangedEntry:
    """An entry that is there in both versions and differs; `former` is its id in the old one, `keys` what differs."""

    kind: str
    id: str
    former: str
    keys: tuple[str, ...]
    at: Position


@dataclass(frozen=True)
class CaseEffect:
    """What a case comes to; `not_understood` names answers left out, as (version, question).

    `only` is "old" or "new" for a case of one version, `difference` None where it cannot be judged by both.
    """

    case: str
    difference: Difference | None
    only: str | None = None
    not_understood: tuple[tuple[str, str], ...] = ()
    fault: str | None = None

    @property
    def weight(self) -> tuple[int, int, int]:
        """How much changes, to be compared: it cannot be judged, what comes first, how many outcomes and places."""
        if self.difference is None:
            return (1, 0, 0)
        first = self.difference.first_three
        return (0, int(first[0] != first[1]), len(self.difference.outcomes) + len(self.difference.moves))


@dataclass(frozen=True)
class Revision:
    """Everything that differs between two versions. Ids are by kind of entry."""

    added: Mapping[str, tuple[str, ...]]
    removed: Mapping[str, tuple[str, ...]]
    changed: tuple[ChangedEntry, ...]
    cases: tuple[CaseEffect, ...]

    @property
    def affected(self) -> tuple[CaseEffect, ...]:
        """The cases that come out differently, or cannot be judged by both versions; those with most changed first."""
        affected = [case for case in self.cases if case.difference is None or not case.difference.nothing]
        return tuple(sorted(affected, key=lambda case: case.weight, reverse=True))


def revision(old: KnowledgeBase, new: KnowledgeBase, brands: Iterable[CaseFile] | None = None) -> Revision:
    """Compare two versions of a knowledge base; both loaded with drafts. Cases are judged by the evaluator.

    `brands` are judged in place of the versions' own cases.
    """
    added: dict[str, tuple[str, ...]] = {}
    removed: dict[str, tuple[str, ...]] = {}
    changed: list[ChangedEntry] = []
    for kind in KINDS:
        before, after = _entries(old, kind), _entries(new, kind)
        former = {id: _former(id, entry, before) for id, entry in after.items()}
        kept = {id: name for id, name in former.items() if name is not None}
        if fresh := tuple(id for id in after if id not in kept):
            added[kind] = fresh
        if gone := tuple(id for id in before if id not in kept.values()):
            removed[kind] = gone
        for id, name in kept.items():
            keys = _differing(before[name], after[id])
            if keys:
                entry = after[id][0] if kind == "word" else after[id]
                changed.append(ChangedEntry(kind, id, name, keys, entry.at))
    if brands is None:
        ids = [*new.cases, *(id for id in old.cases if id not in new.cases)]
        effects = [_effect(old, new, new.cases.get(id) or old.cases[id], _only(old, new, id)) for id in ids]
    else:
        effects = [_effect(old, new, brand, None) for brand in brands]
    return Revision(added, removed, tuple(changed), tuple(effects))


def _entries(kb: KnowledgeBase, kind: str) -> Mapping[str, Any]:
    inactive = kb.inactive
    entries: Mapping[str, Mapping[str, Any]] = {
        "context": kb.contexts,
        "question": kb.questions,
        "table": kb.tables,
        "conclusion": kb.conclusions,
        "rule": {**kb.rules, **{id: one for id, one in inactive.items() if isinstance(one, ConclusionRule)}},
        "advice": {**kb.advice, **{id: one for id, one in inactive.items() if isinstance(one, Advice)}},
        "check": kb.checks,
        "claim": kb.claims,
        "source": kb.sources,
        "theme": kb.themes,
        "phase": kb.phases,
        "line of the plan": {line.id: line for line in kb.plan},
        "word": kb.words,
        "case": kb.cases,
    }
    return entries[kind]


def _former(id: str, entry: Any, before: Mapping[str, Any]) -> str | None:
    """What the entry was called in the old version: the same, or one of its aliases."""
    if id in before:
        return id
    return next((alias for alias in getattr(entry, "aliases", ()) if alias in before), None)


def _differing(before: Any, after: Any) -> tuple[str, ...]:
    """The keys of an entry that differ, as they are called in the files."""
    if isinstance(before, CaseFile):
        changed = [key for key in ("document", "expect") if getattr(before, key) != getattr(after, key)]
        return tuple({"document": "answers"}.get(key, key) for key in changed)
    if isinstance(before, tuple):
        return ("choices",) if before != after else ()
    fields = [field.name for field in dataclasses.fields(before) if field.compare]
    keys = [name for name in fields if getattr(before, name) != getattr(after, name)]
    return tuple(CALLED.get(key, key) for key in keys)


def _only(old: KnowledgeBase, new: KnowledgeBase, id: str) -> str | None:
    return "new" if id not in old.cases else "old" if id not in new.cases else None


def _effect(old: KnowledgeBase, new: KnowledgeBase, case: CaseFile, only: str | None) -> CaseEffect:
    missed: list[tuple[str, str]] = []
    try:
        assessments = []
        for version, kb in (("old", old), ("new", new)):
            answers, left_out = understood(kb, case)
            missed += [(version, question) for question in left_out]
            assessments.append(build(kb, answers, evaluate(kb, answers)))
    except AnswersError as error:
        return CaseEffect(case.id, None, only, tuple(missed), error.problems[0].message)
    before = _renamed(assessments[0], old, new)
    return CaseEffect(case.id, difference(before, assessments[1]), only, tuple(missed))


def understood(kb: KnowledgeBase, case: CaseFile) -> tuple[Answers, tuple[str, ...]]:
    """The answers of a case as far as a version's questionnaire goes, and the questions that had to be left out.

    AnswersError if the case cannot be read for another reason.
    """
    lists = {context.key: case.document.get(context.key) for context in kb.contexts.values()}
    whole: dict[str, Any] = {key: case.document[key] for key in ("brand", "date") if key in case.document}
    try:
        given = {key: listed for key, listed in lists.items() if listed is not None}
        return parse_answers({**whole, **given, "answers": case.document.get("answers") or {}}, kb, case.at), ()
    except AnswersError:
        pass  # Some of it belongs to the other version.
    left_out: list[str] = []

    def kept(answers: Mapping[str, Any], around: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for question, answer in answers.items():
            try:
                parse_answers({**whole, **around({question: answer})}, kb, case.at)
            except AnswersError:
                left_out.append(question)
            else:
                found[question] = answer
        return found

    read: dict[str, Any] = {"answers": kept(case.document.get("answers") or {}, lambda one: {"answers": one})}
    for key, listed in lists.items():
        instances = listed.get("list", ()) if isinstance(listed, Mapping) else listed
        if isinstance(instances, list):
            understood_here = [
                {**one, "answers": kept(one.get("answers") or {}, partial(_alone, key, one["id"]))} for one in instances
            ]
            read[key] = {**listed, "list": understood_here} if isinstance(listed, Mapping) else understood_here
        elif listed is not None:
            read[key] = listed
    return parse_answers({**whole, **read}, kb, case.at), tuple(dict.fromkeys(left_out))


def _alone(key: str, instance: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """A document in which only one instance of a context has answers."""
    return {"answers": {}, key: [{"id": instance, "answers": answers}]}


def _renamed(assessment: Assessment, old: KnowledgeBase, new: KnowledgeBase) -> Assessment:
    """The old assessment under the present names of advice and conclusions."""
    advice = {former: id for former, id in new.aliases.items() if former in old.advice and id in new.advice}
    conclusions = {f: id for f, id in new.aliases.items() if f in old.conclusions and id in new.conclusions}
    if not advice and not conclusions:
        return assessment
    return assessment.model_copy(
        update={
            "advice": tuple(
                one.model_copy(
                    update={
                        "id": advice.get(one.id, one.id),
                        "subsumed_by": advice.get(one.subsumed_by or "", one.subsumed_by),
                    }
                )
                for one in assessment.advice
            ),
            "conclusions": tuple(
                one.model_copy(update={"id": conclusions.get(one.id, one.id)}) for one in assessment.conclusions
            ),
            "first_three": tuple(advice.get(id, id) for id in assessment.first_three),
        }
    )
