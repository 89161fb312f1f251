"""What two versions of a knowledge base make of answers files, whatever judges them; a file at fault stops nothing."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from advisor.analysis.workbench.revision import CaseEffect, judging
from advisor.knowledge.document import scan_document
from advisor.knowledge.expectation import CaseFile
from advisor.knowledge.model import KnowledgeBase
from advisor.knowledge.problem import InputError

from .brand_record import FaultyFile
from .gathering import Making, Worker
from .recorder import fault

Effect = CaseEffect | FaultyFile


def judging_files(old: KnowledgeBase, new: KnowledgeBase) -> Making[Effect]:
    """What makes a judge of files in each process; an effect is called as its file is shown."""
    return partial(_judging, old, new)


def _judging(old: KnowledgeBase, new: KnowledgeBase) -> Worker[Effect]:
    effect = judging(old, new)

    def judged(path: Path, shown: str | None = None) -> Effect:
        name = shown or str(path)
        document, problems = scan_document(path)
        if problems or document is None:
            return fault(InputError(problems), name, str(path))
        return effect(CaseFile(name, document.value, {}, document.position()))

    return judged
