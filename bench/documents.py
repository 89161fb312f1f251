"""What a report costs: time and peak memory of each format, beside WeasyPrint's own time on the same HTML."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from advisor.advice import assess
from advisor.answers import parse_answers
from advisor.inference.result import Outcome
from advisor.knowledge.model import KnowledgeBase

from .table import ms, show
from .timing import apart

BRAND = "froidor"
FAULTS: dict[str, Any] = {"line": "unwritten", "guides": "nothing_published", "if_gone": "stops"}
"""What else is wrong with it here, so that it has 25 findings."""

# Each format is made in a process of its own, so that the peak is its own: the first run, the median of the
# next, and the peak of the whole process in MB.
PROGRAM = """
import statistics, sys, time
from pathlib import Path
from advisor.advice import assess
from advisor.answers import read_answers
from advisor.inference import release_engines
from advisor.knowledge import load
from advisor.report import compose, render_html, render_pdf
from advisor.report.docx import render_docx
from advisor.report.markdown import render_markdown
from bench.timing import peak_memory

what, directory, case, runs = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
kb = load(directory)
assessment = assess(kb, read_answers(case, kb))
release_engines()  # as `advisor report` does
view = compose(kb, assessment, language="fr")
edition = what.partition(" ")[0]
html = render_html(view, layout=edition) if "pdf" in what else ""


before = peak_memory()


def bare_pdf():
    import weasyprint

    weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")


make = {
    "html": lambda: render_html(compose(kb, assessment, language="fr")),
    "markdown": lambda: render_markdown(compose(kb, assessment, language="fr")),
    "docx": lambda: render_docx(compose(kb, assessment, language="fr")),
    "brief pdf": lambda: render_pdf(html, language="fr"),
    "full pdf": lambda: render_pdf(html, language="fr"),
    "full pdf, bare": bare_pdf,
}[what]
taken = []
for _ in range(1 + runs):
    begin = time.perf_counter()
    make()
    taken.append(1000 * (time.perf_counter() - begin))
print(taken[0], statistics.median(taken[1:]), before, peak_memory())
"""
FORMATS = (
    ("HTML", "html", 15),
    ("Markdown", "markdown", 15),
    ("Word", "docx", 7),
    ("PDF, brief edition", "brief pdf", 3),
    ("PDF, full edition", "full pdf", 3),
    ("WeasyPrint alone, full edition", "full pdf, bare", 3),
)


def measure(directory: Path, kb: KnowledgeBase) -> None:
    """Print time and peak memory of each format for a brand with 25 findings."""
    case: dict[str, Any] = dict(kb.cases[BRAND].document)
    document = {**case, "answers": {**case["answers"], **FAULTS}}
    findings = sum(
        one.outcome is Outcome.FIRES and one.kind not in ("strength", "ask")
        for one in assess(kb, parse_answers(document, kb)).advice
    )
    rows = []
    with TemporaryDirectory() as folder:
        file = Path(folder) / "answers.yaml"
        file.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
        for name, what, runs in FORMATS:
            first, then, before, peak = apart(PROGRAM, what, str(directory), str(file), str(runs))
            rows.append([name, ms(first), ms(then), f"{before:.0f}", f"{peak:.0f}"])
    show(
        f"Report with {findings} findings: after the Assessment",
        ["", "first, ms", "then, ms (median)", "MB before", "MB at the peak"],
        rows,
        f"In French, from the case {BRAND} with {len(FAULTS)} more faults. The first run includes what is imported "
        "or read once. PDF times are those from HTML to bytes, tagged and mended; the last row is WeasyPrint's bare "
        "layout of it. MB: peak of the whole process, knowledge base and all, and what it was before (Linux only).",
    )
