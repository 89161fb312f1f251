"""What a command of the workbench found, in the forms that other programs read: SARIF 2.1.0 and JUnit's XML.

A `FoundRecord` comes in, text goes out. SARIF is what code hosts show beside the changed line, JUnit's form what
servers of continuous integration count.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote
from xml.etree import ElementTree

from advisor import __version__
from advisor.knowledge.codes import BY_CODE
from advisor.knowledge.condition import Position

Level = Literal["error", "warning", "note"]

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


@dataclass(frozen=True)
class Remark:
    """One thing that was found: where, under which code, how grave, and what is said of it.

    `details` are lines that explain it. With `fails` it makes the test of JUnit's form fail that it belongs to.
    """

    at: Position
    code: str
    message: str
    level: Level = "error"
    details: tuple[str, ...] = ()
    fails: bool = True


@dataclass(frozen=True)
class Looked:
    """One thing that was looked at, such as a file, an example or a code, and what was found; nothing if it is sound.

    `group` is what JUnit's form calls the class.
    """

    name: str
    group: str
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class FoundRecord:
    """What a command, such as `rules check`, looked at. `titles` explains codes of its own."""

    command: str
    looked: tuple[Looked, ...]
    titles: Mapping[str, str]


def sarif(record: FoundRecord) -> str:
    """The record as SARIF 2.1.0, columns counted in characters."""
    remarks = [remark for looked in record.looked for remark in looked.remarks]
    codes = sorted({remark.code for remark in remarks})
    run = {
        "tool": {
            "driver": {
                "name": f"advisor {record.command}",
                "version": __version__,
                "rules": [_rule(code, record.titles) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(remark, codes.index(remark.code)) for remark in remarks],
    }
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(code: str, titles: Mapping[str, str]) -> dict[str, Any]:
    if code in titles:
        return {"id": code, "shortDescription": {"text": titles[code]}}
    known = BY_CODE[code]
    return {"id": code, "shortDescription": {"text": known.title}, "fullDescription": {"text": known.explanation}}


def _result(remark: Remark, index: int) -> dict[str, Any]:
    region = {"startLine": remark.at.line, "startColumn": remark.at.column}
    place = {"artifactLocation": {"uri": _address(remark.at.file)}, "region": region}
    return {
        "ruleId": remark.code,
        "ruleIndex": index,
        "level": remark.level,
        "message": {"text": "\n".join([remark.message, *remark.details])},
        "locations": [{"physicalLocation": place}],
    }


def _address(file: str) -> str:
    """A path as SARIF wants it: relative as it is, so that a code host finds it in the checkout, absolute as file:."""
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def junit(record: FoundRecord) -> str:
    """The record as JUnit's XML: a test for each thing looked at, which fails by each remark that `fails`."""
    suites = ElementTree.Element("testsuites")
    failed = sum(any(remark.fails for remark in looked.remarks) for looked in record.looked)
    counts = {"tests": str(len(record.looked)), "failures": str(failed), "errors": "0"}
    suite = ElementTree.SubElement(suites, "testsuite", {"name": f"advisor {record.command}", **counts})
    for looked in record.looked:
        test = ElementTree.SubElement(suite, "testcase", {"classname": looked.group, "name": looked.name})
        for remark in looked.remarks:
            said = "\n".join([f"{remark.at}: {remark.code} {remark.message}", *remark.details])
            if remark.fails:
                given = {"type": remark.code, "message": remark.message}
                ElementTree.SubElement(test, "failure", given).text = said
        spoken = [f"{one.at}: {one.code} {one.message}" for one in looked.remarks if not one.fails]
        if spoken:
            ElementTree.SubElement(test, "system-out").text = "\n".join(spoken)
    ElementTree.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(suites, encoding="unicode")
