"""Warnings the authors have switched off, with their reasons, in `knowledge-base.yaml`."""

from __future__ import annotations

from collections.abc import Sequence

from .codes import FINDINGS
from .inspection.subject import Subject
from .model import SwitchedOff
from .problem import Problem, quoted


def apply_switches(subject: Subject, problems: Sequence[Problem]) -> list[Problem]:
    """The problems without those switched off, and a warning (W016) for each switch that silences nothing.

    Findings of the analysis are switched off there, and judged needless there.
    """
    findings = {known.code for known in FINDINGS}
    switches = [switch for switch in subject.kb.switched_off if switch.code not in findings]
    kept = [problem for problem in problems if not any(_silences(switch, problem) for switch in switches)]
    for switch in switches:
        if not any(_silences(switch, problem) for problem in problems):
            message = f"{switch.code} does not occur at {quoted(switch.where)}. Remove this entry."
            kept.append(subject.warning("W016", message, switch.at, switch.where))
    return kept


def _silences(switch: SwitchedOff, problem: Problem) -> bool:
    about = problem.about or ""
    return (
        problem.warning
        and problem.code == switch.code
        and (about == switch.where or about.startswith(f"{switch.where}/"))
    )
