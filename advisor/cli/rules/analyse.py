"""`advisor rules analyse`: what can never happen, and what should not happen but can, without any client."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import yaml

from advisor.analysis.workbench.anomaly import Analysis, Anomaly
from advisor.analysis.workbench.consistency import analyse
from advisor.knowledge.codes import BY_CODE
from advisor.knowledge.model import SwitchedOff

from ..options import kb_option, knowledge_base
from .exchange import FoundRecord, Looked, Remark
from .printing import KbCommand, print_found, record_option


@click.command("analyse", cls=KbCommand)
@record_option
@click.option("--strict", is_flag=True, help="End with status 1 if anything is found.")
@kb_option
@click.pass_context
def command(context: click.Context, form: str, strict: bool, kb_directory: Path | None) -> None:
    """Prove, without any client, what no answers can bring about, and show by an example what they can.

    Drafts are analysed too. A finding is switched off in knowledge-base.yaml with a reason. Exit status 0, findings
    or not; with --strict 1 if there are some, or a switch that silences nothing.
    """
    analysis = analyse(knowledge_base(kb_directory, drafts=True))
    print_found(form, _lines(analysis), lambda: _document(analysis), lambda: _record(analysis, strict))
    if strict and (analysis.findings or analysis.stale):
        context.exit(1)


def _lines(analysis: Analysis) -> Iterator[str]:
    for finding in analysis.findings:
        yield f"{finding.at}: {finding.code} {finding.message}"
        yield from (f"    {line}" for line in _ground(finding))
    for off in analysis.stale:
        yield f"{off.at}: {_needless(off)}"
    if analysis.findings or analysis.stale:
        yield ""
    yield f"{'examined':>10} {'found':>6} {'off':>4}"
    for code, examined in analysis.examined.items():
        found = sum(finding.code == code for finding in analysis.findings)
        switched = sum(silenced.finding.code == code for silenced in analysis.silenced)
        yield f"{examined:>10} {found or '–':>6} {switched or '–':>4}  {code} {BY_CODE[code].title}"


def _ground(finding: Anomaly) -> Iterator[str]:
    """Why a finding holds: it is proven, or shown by answers."""
    if finding.witness is None:
        yield "proven: no answers contradict it"
        return
    yield "for instance with these answers:"
    written = yaml.safe_dump(dict(finding.witness), allow_unicode=True, sort_keys=False, width=100)
    yield from (f"  {line}" for line in written.splitlines())


def _needless(off: SwitchedOff) -> str:
    return f"{off.code} does not occur at {off.where} (any more). Remove this entry."


def _record(analysis: Analysis, strict: bool) -> FoundRecord:
    """A test for each code."""
    looked = [
        Looked(f"{code} {BY_CODE[code].title}", "analyse", tuple(_remarks(analysis, code, strict)))
        for code in analysis.examined
    ]
    return FoundRecord("rules analyse", tuple(looked), {})


def _remarks(analysis: Analysis, code: str, strict: bool) -> Iterator[Remark]:
    for finding in analysis.findings:
        if finding.code == code:
            yield Remark(finding.at, code, finding.message, "warning", tuple(_ground(finding)), strict)
    for off in analysis.stale:
        if off.code == code:
            yield Remark(off.at, code, _needless(off), "warning", fails=strict)


def _document(analysis: Analysis) -> dict[str, Any]:
    return {
        "findings": [_finding(finding) for finding in analysis.findings],
        "switched_off": [{**_finding(one.finding), "reason": one.reason} for one in analysis.silenced],
        "needless_switches": [{"code": off.code, "at": off.where} for off in analysis.stale],
        "examined": dict(analysis.examined),
    }


def _finding(finding: Anomaly) -> dict[str, Any]:
    return {
        "file": finding.at.file,
        "line": finding.at.line,
        "column": finding.at.column,
        "code": finding.code,
        "about": finding.about,
        "message": finding.message,
        "proven": finding.proven,
        "witness": None if finding.witness is None else dict(finding.witness),
    }
