"""What an edit of a knowledge base comes to: entries added, changed, removed, and what every case makes of it.

A case is judged by both versions on the same answers: those of the new version's file, or of the old one's where the
new has no such case. Answers that a version does not understand are left out there, and named.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from advisor.advice import Assessment, assess, build
from advisor.advice.assessment import AssessedConclusion, RecordedAnswer
from advisor.answers import Answers, AnswersError, parse_answers
from advisor.inference import evaluate
from advisor.inference.shape import Shapes
from advisor.knowledge.condition import Position
from advisor.knowledge.expectation import CaseFile
from advisor.knowledge.forms.frame import CONTEXT
from advisor.knowledge.forms.question_forms import QUESTION
from advisor.knowledge.forms.sources import CLAIM
from advisor.knowledge.ground_id import declared_id, ground_id, instance_of
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

    `only` is "old" or "new" for a case of one version, `difference` None where it cannot be judged by both. `answers`
    are the questions whose answer the two versions read otherwise, `rules` those that gave the conclusions that turned,
    by their declared ids; a conclusion that turned and is not there was given by several, or by none.
    """

    case: str
    difference: Difference | None
    only: str | None = None
    not_understood: tuple[tuple[str, str], ...] = ()
    fault: str | None = None
    answers: tuple[str, ...] = ()
    rules: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def weight(self) -> tuple[int, int, int]:
        """How much changes, to be compared: it cannot be judged, what comes first, how many outcomes and places."""
        if self.difference is None:
            return (1, 0, 0)
        first = self.difference.first_three
        return (0, int(first[0] != first[1]), len(self.difference.outcomes) + len(self.difference.moves))


@dataclass(frozen=True)
class Revision:
    """Everything that differs between two versions. Ids are by kind of entry.

    `affected` are the cases, of all `compared`, that come out differently, or cannot be judged by both versions; those
    with most changed come first.
    """

    added: Mapping[str, tuple[str, ...]]
    removed: Mapping[str, tuple[str, ...]]
    changed: tuple[ChangedEntry, ...]
    affected: tuple[CaseEffect, ...]
    compared: int


Spread = Callable[[Callable[[], Callable[[CaseFile], CaseEffect]], Sequence[CaseFile]], Iterable[CaseEffect]]
"""Has a worker, made by the first, judge every case; the effects in their order."""


def in_turn(worker: Callable[[], Callable[[CaseFile], CaseEffect]], cases: Sequence[CaseFile]) -> Iterator[CaseEffect]:
    """Judge one case after the other."""
    return map(worker(), cases)


def revision(
    old: KnowledgeBase, new: KnowledgeBase, effects: Iterable[CaseEffect] | None = None, spread: Spread = in_turn
) -> Revision:
    """Compare two versions of a knowledge base; both loaded with drafts. Cases are judged by the evaluator.

    `effects` are what others come to (`judging`), in place of the versions' own cases; `spread` says by what process
    those are judged. Of the effects only those that differ are kept.
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
    if effects is None:
        cases = [*new.cases.values(), *(case for id, case in old.cases.items() if id not in new.cases)]
        judged = spread(partial(judging, old, new), cases)
        effects = (dataclasses.replace(one, only=_only(old, new, one.case)) for one in judged)
    affected: list[CaseEffect] = []
    compared = 0
    for one in effects:
        compared += 1
        if one.difference is None or not one.difference.nothing:
            affected.append(one)
    affected.sort(key=lambda one: one.weight, reverse=True)
    return Revision(added, removed, tuple(changed), tuple(affected), compared)


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


def judging(old: KnowledgeBase, new: KnowledgeBase) -> Callable[[CaseFile], CaseEffect]:
    """What says of a case what it comes to under two versions."""
    return _Judge(old, new).effect


class _Judge:
    """Judges cases by both versions; brands that list as many instances share what is ground of each."""

    def __init__(self, old: KnowledgeBase, new: KnowledgeBase) -> None:
        self._old, self._new = old, new
        self._versions = (("old", old, Shapes(old)), ("new", new, Shapes(new)))

    def effect(self, case: CaseFile) -> CaseEffect:
        missed: list[tuple[str, str]] = []
        assessments: list[Assessment] = []
        try:
            for version, kb, shapes in self._versions:
                answers, left_out = understood(kb, case)
                missed += [(version, question) for question in left_out]
                ground, numbered = shapes.of(answers)
                assessment = build(ground, numbered, evaluate(ground, numbered))
                assessments.append(_called(assessment, self._names(kb, answers)))
        except AnswersError as error:
            return CaseEffect(case.id, None, not_understood=tuple(missed), fault=error.problems[0].message)
        before, after = assessments
        return CaseEffect(
            case.id,
            difference(before, after),
            not_understood=tuple(missed),
            answers=_read_otherwise(before, after),
            rules=_deciding(before, after),
        )

    def _names(self, kb: KnowledgeBase, answers: Answers) -> Callable[[str], str]:
        """From the id of an entry for a numbered instance to its present name, for the instance as it is called."""

        def name(id: str) -> str:
            declared, number = declared_id(id), instance_of(id)
            present = self._new.aliases.get(declared, declared)
            if number is None:
                return present
            entries: Sequence[Mapping[str, Any]] = (kb.advice, kb.conclusions, kb.checks, kb.questions)
            context = next(found[declared].for_each for found in entries if declared in found)
            return ground_id(present, answers.instances[context].instances[int(number) - 1].id)

        return name


def judged_anew(frozen: Assessment, new: KnowledgeBase, case: CaseFile) -> tuple[Assessment, Assessment]:
    """An Assessment made under an older version, and what the same answers come to by the new, to be held side by side.

    `case` holds the answers it was made from; those that the new version does not understand are left out. Both come
    under the names of the new version, a finding about several instances as one for each; what the consultant put first
    is first in both. AnswersError if the answers cannot be read, InferenceError if nothing can be concluded from them.
    """

    def present(id: str) -> str:
        declared = declared_id(id)
        return ground_id(new.aliases.get(declared, declared), instance_of(id))

    answers, _ = understood(new, case)
    first = tuple(present(str(one)) for one in (case.document.get("review") or {}).get("order") or ())
    answers = dataclasses.replace(answers, review=dataclasses.replace(answers.review, order=first))
    return _called(frozen, present), _called(assess(new, answers), present)


def _called(assessment: Assessment, name: Callable[[str], str]) -> Assessment:
    """The assessment under other names; a finding about several instances of a context becomes one for each.

    Otherwise it would be another finding wherever it covers one more or fewer.
    """

    def named(entries: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(one.model_copy(update={"id": name(one.id)}) for one in entries)

    return assessment.model_copy(
        update={
            "advice": tuple(
                one.model_copy(
                    update={"id": name(entry), "subsumed_by": name(one.subsumed_by) if one.subsumed_by else None}
                )
                for one in assessment.advice
                for entry in one.entries
            ),
            "conclusions": named(assessment.conclusions),
            "checks": named(assessment.checks),
            "answers": tuple(one.model_copy(update={"question": name(one.question)}) for one in assessment.answers),
            "first_three": tuple(map(name, assessment.first_three)),
        }
    )


def _read_otherwise(before: Assessment, after: Assessment) -> tuple[str, ...]:
    """The questions whose answers rules read otherwise, or that one version alone asks."""
    old, new = ({one.question: _content(one) for one in each.answers} for each in (before, after))
    return tuple(dict.fromkeys(declared_id(id) for id in (*new, *old) if new.get(id) != old.get(id)))


def _content(answer: RecordedAnswer) -> tuple[Any, ...]:
    known = (answer.option, answer.yes, answer.no, answer.number, answer.text, answer.among)
    return (answer.state, *known, answer.at_least, answer.at_most, answer.due)


def _deciding(before: Assessment, after: Assessment) -> dict[str, tuple[str, ...]]:
    """The rules that gave a conclusion on one side, where it was by one rule alone that it came out differently."""
    old = {one.id: one for one in before.conclusions}
    found: dict[str, list[str]] = {}
    unsure: set[str] = set()
    for now in after.conclusions:
        was = old.get(now.id)
        if was is None or was.value is now.value:
            continue
        rules = [rule for one in (was, now) if (rule := _only_rule(one))]
        if rules:
            found.setdefault(declared_id(now.id), []).extend(rules)
        else:
            unsure.add(declared_id(now.id))
    return {id: tuple(map(declared_id, rules)) for id, rules in found.items() if id not in unsure}


def _only_rule(conclusion: AssessedConclusion) -> str | None:
    because = conclusion.because
    return because.rule if because.rule is not None and not because.other_ways else None


def understood(kb: KnowledgeBase, case: CaseFile) -> tuple[Answers, tuple[str, ...]]:
    """The answers of a case as far as a version's questionnaire goes, and the questions that had to be left out.

    AnswersError if the case cannot be read for another reason.
    """
    lists = {context.key: case.document.get(context.key) for context in kb.contexts.values()}
    heads = ("brand", "date", "respondents")
    whole: dict[str, Any] = {key: case.document[key] for key in heads if key in case.document}
    try:
        given = {key: listed for key, listed in lists.items() if listed is not None}
        return parse_answers({**whole, **given, "answers": case.document.get("answers") or {}}, kb, case.at), ()
    except AnswersError:
        pass  # Some of it belongs to the other version.
    left_out: list[str] = []

    def kept(answers: Any, around: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> Any:
        if not isinstance(answers, Mapping):
            return answers  # Nothing of it can be understood: that is said below.
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
                {**one, "answers": kept(one.get("answers") or {}, partial(_alone, key, one["id"]))}
                if isinstance(one, Mapping) and "id" in one
                else one
                for one in instances
            ]
            read[key] = {**listed, "list": understood_here} if isinstance(listed, Mapping) else understood_here
        elif listed is not None:
            read[key] = listed
    return parse_answers({**whole, **read}, kb, case.at), tuple(dict.fromkeys(left_out))


def _alone(key: str, instance: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """A document in which only one instance of a context has answers."""
    return {"answers": {}, key: [{"id": instance, "answers": answers}]}
