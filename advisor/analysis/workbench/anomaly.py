"""What an analysis of a knowledge base finds: stable codes, the entry concerned, and a witness or a proof."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from advisor.knowledge.codes import FINDINGS
from advisor.knowledge.condition import Position
from advisor.knowledge.model import KnowledgeBase, SwitchedOff

CODES: tuple[str, ...] = tuple(known.code for known in FINDINGS)


SAID_BY_WARNING = {"A006": "W002", "A007": "W005", "A014": "W004", "A016": "W015"}
"""Findings that say of all answers what a warning of `rules check` says of the text: one reason serves both."""


@dataclass(frozen=True)
class Anomaly:
    """One thing that is doubtful about a knowledge base.

    `about` is the id of the entry; `QUESTION/OPTION` for an option, `ENTRY/1` for its first exception, postponement
    or addition, `ENTRY/ENTRY` for a pair.
    `message` is an English sentence with the remedy. `witness` holds answers as an answers file has them under
    `answers:`; without one the finding is proven: no answers whatever contradict it.
    """

    code: str
    about: str
    message: str
    at: Position
    witness: Mapping[str, Any] | None = field(default=None, hash=False)

    @property
    def proven(self) -> bool:
        """Whether the finding holds for all answers, rather than being shown by an example."""
        return self.witness is None


@dataclass(frozen=True)
class Silenced:
    """A finding the authors switched off, with their reason."""

    finding: Anomaly
    reason: str


@dataclass(frozen=True)
class Analysis:
    """Everything an analysis found, in the order of codes and of the knowledge base.

    `examined` counts, by code, the entries or pairs that were looked at: what is not among the findings is proven
    sound. `stale` lists what is switched off without need.
    """

    findings: tuple[Anomaly, ...]
    silenced: tuple[Silenced, ...] = ()
    examined: Mapping[str, int] = field(default_factory=dict)
    stale: tuple[SwitchedOff, ...] = ()


def sifted(kb: KnowledgeBase, findings: Iterable[Anomaly], examined: Mapping[str, int]) -> Analysis:
    """The analysis with what the authors switched off set aside."""
    switches = [off for off in kb.switched_off if off.code in CODES or off.code in SAID_BY_WARNING.values()]
    ordered = sorted(findings, key=lambda finding: finding.code)
    silencing = {finding: next((off for off in switches if _silences(off, finding)), None) for finding in ordered}
    return Analysis(
        findings=tuple(finding for finding, off in silencing.items() if off is None),
        silenced=tuple(Silenced(finding, off.reason) for finding, off in silencing.items() if off is not None),
        examined={code: examined.get(code, 0) for code in CODES},
        stale=tuple(
            off for off in switches if off.code in CODES and not any(_silences(off, finding) for finding in ordered)
        ),
    )


def _silences(off: SwitchedOff, finding: Anomaly) -> bool:
    """A switch at an entry silences what is found about its parts as well."""
    return off.code in (finding.code, SAID_BY_WARNING.get(finding.code)) and (
        off.where == finding.about or finding.about.startswith(f"{off.where}/")
    )
