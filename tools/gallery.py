"""Write the reports of five example brands, in every language, and one under two brand kits; an index leads to them.

Usage: python tools/gallery.py [DIRECTORY]   (default: out/gallery)

For whoever changes a template or a text: one look at the gallery shows what became of every page.
"""

from __future__ import annotations

import html
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from advisor.advice import Wording, assess
from advisor.analysis.prospect import outlook
from advisor.analysis.workbench.trial import case_answers
from advisor.knowledge import load, shipped
from advisor.report import FORMATS, Delivery, Written, read_brand_kit, write_report

KITS = Path(__file__).resolve().parent.parent / "docs" / "kits"
BRANDS = ("demo", "nearly-everything-wrong", "healthy", "ferrovane", "many-unknowns")
STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;color:#16202c;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "h1{color:#0b3d66}a{color:#0b5cad}"
    "td,th{text-align:left;padding:.4rem 1rem .4rem 0;border-bottom:1px solid #d5dae1}"
)


def main(directory: Path) -> None:
    """Write every report and the index."""
    kb = load(shipped("rules") / "community-management")
    rows = []
    for id in BRANDS:
        answers = case_answers(kb, kb.cases[id])
        assessment, future = assess(kb, answers), outlook(kb, answers)
        for language in kb.languages:
            write = partial(write_report, kb, assessment, outlook=future)
            written = write(Delivery(directory, id, language, (*FORMATS, "xlsx")))
            if written.unavailable:
                sys.exit("\n".join(str(error) for error in written.unavailable))
            wording = Wording(kb, assessment, language)
            first = [wording.title(assessment.advised(one)) for one in assessment.first_three]
            rows.append(_row(assessment.brand, language, first, written.paths))
            print(f"{id}.{language}")
            if id == BRANDS[0]:
                for house in sorted(KITS.iterdir()):
                    paths = tuple(_of_house(house, write, Delivery(directory, f"{id}-{house.name}-kit", language, ())))
                    rows.append(_row(f"{assessment.brand} ({house.name} kit)", language, first, paths))
    index = directory / "index.html"
    index.write_text(_page(rows), encoding="utf-8")
    print(index)


def _of_house(house: Path, write: Callable[[Delivery], Written], delivery: Delivery) -> Iterator[Path]:
    """The documents of a report under the brand kit of a house, and its templates if it has some; both editions."""
    own = house / "templates"
    delivery = replace(delivery, brand_kit=read_brand_kit(house), templates=own if own.is_dir() else None)
    yield from write(replace(delivery, formats=("html", "pdf", "docx"))).paths
    yield from write(replace(delivery, formats=("pdf",), edition="full")).paths


def _row(brand: str, language: str, first: list[str], paths: tuple[Path, ...]) -> str:
    links = " ".join(
        f'<a href="{html.escape(path.name)}">{path.suffix[1:]}<span hidden> {html.escape(brand)} {language}</span></a>'
        for path in paths
    )
    points = "".join(f"<li>{html.escape(title)}</li>" for title in first) or "<li>–</li>"
    return (
        f'<tr lang="{language}"><th scope="row">{html.escape(brand)}</th><td>{language}</td>'
        f"<td><ol>{points}</ol></td><td>{links}</td></tr>"
    )


def _page(rows: list[str]) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Gallery of reports</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head>\n'
        "<body><h1>Gallery of reports</h1>\n<table><thead><tr>"
        '<th scope="col">Brand</th><th scope="col">Language</th><th scope="col">First</th><th scope="col">Report</th>'
        "</tr></thead>\n<tbody>\n" + "\n".join(rows) + "\n</tbody></table></body></html>\n"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("out/gallery"))
