"""From an answers file to its record: outcomes by the evaluator alone, held against a full assessment in a sample.

One file in fifty, chosen by its content, is assessed in full as well, by the rule engine and with every reason. Should
the two records differ, the file is listed as faulty: nothing is said of a brand on a doubtful basis.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields
from functools import partial
from pathlib import Path

from advisor.advice import assess
from advisor.advice.bare_assessment import assess_barely
from advisor.answers import Answers, read_answers
from advisor.inference import InferenceError
from advisor.inference.engine import engine_for
from advisor.inference.shape import Shapes
from advisor.knowledge.model import KnowledgeBase
from advisor.knowledge.problem import InputError
from advisor.language import Phrase, languages

from .brand_record import BrandRecord, FaultyFile, Record, record_of_assessment, record_of_bare
from .gathering import Making, Worker

ONE_IN = 50
"""Of so many files one is assessed in full as well."""
IN_FULL_KEPT = 4
"""Shapes of which all that a full assessment needs is kept: some 20 MB each, where outcomes alone need half of one."""


class Recorder:
    """Makes the records of many files; brands that list as many instances share what is ground and compiled."""

    def __init__(self, kb: KnowledgeBase, one_in: int = ONE_IN) -> None:
        self.kb = kb
        self.one_in = one_in
        self._shapes = Shapes(kb)
        self._in_full = Shapes(kb, IN_FULL_KEPT)

    def record(self, path: Path, shown: str | None = None) -> Record:
        """The record of an answers file; `shown` is what it is called where it is read from another place."""
        name = shown or str(path)
        try:
            answers = read_answers(path, self.kb)
            return self.record_of(answers, name, path.read_bytes())
        except (InputError, InferenceError) as error:
            return fault(error, name, str(path))

    def record_of(self, answers: Answers, name: str, content: bytes) -> Record:
        """The record of answers read already; `content` decides whether they are in the sample. InferenceError."""
        kb, numbered = self._shapes.of(answers)
        record = record_of_bare(numbered, assess_barely(kb, numbered), name)
        sampled = int.from_bytes(hashlib.sha256(content).digest()[:8], "big") % self.one_in == 0
        if sampled and (other := self._record_in_full(answers, name)) != record:
            return _doubtful(record, other)
        return record

    def _record_in_full(self, answers: Answers, name: str) -> BrandRecord:
        """The same by a full assessment.

        The rules are loaded each time, which is quick, and their memory given back: it is most of what a shape takes.
        """
        kb, numbered = self._in_full.of(answers)
        try:
            return record_of_assessment(kb, assess(kb, numbered), name)
        finally:
            engine_for(kb).release()


def recording(kb: KnowledgeBase) -> Making[Record]:
    """What makes a recorder in each process that assesses."""
    return partial(_recording, kb)


def _recording(kb: KnowledgeBase) -> Worker[Record]:
    return Recorder(kb).record


def fault(error: InputError | InferenceError, name: str, path: str = "") -> FaultyFile:
    """Why a file cannot be assessed, under its name in place of its path; `path` is empty where it is none."""
    if isinstance(error, InferenceError):
        return FaultyFile(file=name, says=dict.fromkeys(languages(), f"{name}: {error}"))
    first, more = error.problems[0], len(error.problems) - 1
    more_said = f" (+{more})" if more else ""

    def said(lang: str) -> str:
        place = first.headline(lang).replace(path, name) if path else f"{name} – {first.said(lang)}"
        return place + more_said

    return FaultyFile(file=name, says={lang: said(lang) for lang in languages()})


def _doubtful(record: BrandRecord, other: BrandRecord) -> FaultyFile:
    names = (one.name for one in fields(BrandRecord))
    differing = [name for name in names if getattr(record, name) != getattr(other, name)]
    said = Phrase(
        "{file}: assessed in full it comes out differently ({what}); please report this.",
        file=record.file,
        what=", ".join(differing),
    )
    return FaultyFile(file=record.file, says={lang: said(lang) for lang in languages()})
