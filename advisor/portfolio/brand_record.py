"""What a portfolio keeps of one answers file: the few values its tables need, or the fault that it has.

A record is small and language-free, so that thousands fit in memory and can be written down one a line.
"""

from __future__ import annotations

from pathlib import Path

from advisor.advice import Assessment, assess
from advisor.advice.assessment import ThemeState, Value
from advisor.advice.finding import STANDING
from advisor.advice.profile import WEIGHTS
from advisor.answers import Answers, read_answers
from advisor.inference import InferenceError
from advisor.inference.result import Outcome
from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.model import PROBLEM_KINDS, SEVERITIES, KnowledgeBase, Severity
from advisor.knowledge.problem import InputError
from advisor.language import SOURCE_LANGUAGE, languages


class ThemeRecord(Value):
    """Of one theme: its state, how many points stand by severity, in order, not known."""

    state: ThemeState
    to_put_right: dict[Severity, int]
    in_order: int
    not_known: int


class BrandRecord(Value):
    """One brand at one date. `findings` are the problems that stand, by declared id, with their severity, and `judged`
    those that were judged and do not. `open_weight` is what points weigh that a question of a first pass could still
    settle, `unknown` the questions still to ask. `groups` are the answers that brands are compared by.
    """

    file: str
    brand: str
    date: str
    themes: dict[str, ThemeRecord]
    findings: dict[str, Severity]
    judged: tuple[str, ...]
    unknown: tuple[str, ...]
    open_weight: int
    known: float
    groups: dict[str, tuple[str, ...]]

    @property
    def weight(self) -> int:
        """What its findings weigh together."""
        return sum(WEIGHTS[severity] for severity in self.findings.values())


class FaultyFile(Value):
    """An answers file that could not be assessed, and why, in each language of the interface."""

    file: str
    says: dict[str, str]

    def said(self, language: str) -> str:
        """Why, in a language; in English where it was not told in that."""
        return self.says.get(language, self.says[SOURCE_LANGUAGE])


Record = BrandRecord | FaultyFile


def record_of(kb: KnowledgeBase, path: Path, shown: str | None = None) -> Record:
    """The record of an answers file; `shown` is what the file is called where it is read from another place."""
    name = shown or str(path)
    try:
        answers = read_answers(path, kb)
        return summarised(kb, answers, assess(kb, answers), name)
    except InputError as error:
        first, more = error.problems[0], len(error.problems) - 1
        more_said = f" (+{more})" if more else ""
        return FaultyFile(
            file=name,
            says={lang: _relocated(first.render(lang).split("\n")[0], path, name) + more_said for lang in languages()},
        )
    except InferenceError as error:
        return FaultyFile(file=name, says=dict.fromkeys(languages(), f"{name}: {error}"))


def _relocated(said: str, path: Path, name: str) -> str:
    return said.replace(str(path), name)


def summarised(kb: KnowledgeBase, answers: Answers, assessment: Assessment, file: str) -> BrandRecord:
    """What a portfolio keeps of an assessed brand."""
    findings: dict[str, Severity] = {}
    judged: dict[str, None] = {}
    open_somewhere: set[str] = set()
    for one in assessment.advice:
        id = declared_id(one.entries[0])
        if one.kind not in PROBLEM_KINDS:
            continue
        if one.outcome in STANDING and one.severity is not None:
            former = findings.get(id, one.severity)
            findings[id] = min(former, one.severity, key=SEVERITIES.index)
        elif one.outcome is Outcome.DOES_NOT_APPLY:
            judged[id] = None
        elif one.outcome is Outcome.UNDETERMINED:
            open_somewhere.add(id)
    return BrandRecord(
        file=file,
        brand=" ".join(assessment.brand.split()),
        date=assessment.date,
        themes={
            one.theme: ThemeRecord(
                state=one.state, to_put_right=one.to_put_right, in_order=one.in_order, not_known=one.not_known
            )
            for one in assessment.profile
        },
        findings=findings,
        judged=tuple(id for id in judged if id not in findings and id not in open_somewhere),
        unknown=tuple(dict.fromkeys(declared_id(one.question) for one in assessment.still_to_ask())),
        open_weight=sum(one.undetermined for one in assessment.profile),
        known=assessment.known,
        groups={
            answer.question: (answer.option,) if answer.option else answer.yes
            for answer in assessment.answers
            if answer.question in kb.questions and (answer.option or answer.yes)
        },
    )
