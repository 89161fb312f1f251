"""Loading a knowledge base: files, ids, entries, what they say together, and at the end one frozen value."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from .blame import blamed
from .document import Document
from .fingerprint import fingerprint
from .followers import causes
from .forms.advice import ADVICE
from .forms.cases import case_id, read_cases
from .forms.conclusions import CONCLUSION, RULE
from .forms.contradictions import CHECK
from .forms.form import Form, FormerProblems, by_id, read_list
from .forms.frame import FRAME_KEYS, languages, languages_at_odds, read_frame
from .forms.question_forms import SECTION_KEYS, SectionFile, in_interview_order, read_section
from .forms.sources import CLAIM, SOURCE
from .inspection import ERRORS, WARNINGS
from .inspection.subject import Subject
from .mentions import told_once
from .model import Advice, KnowledgeBase, Question
from .problem import KnowledgeBaseError, Problem, in_order, suggest
from .reading.conditions import ConditionReader
from .reading.directory import DISK, Files, Origin, kind_of, read_files
from .reading.entry import EnoughError, Entry, Findings
from .reading.names import Names, Namespace
from .switches import apply_switches

T = TypeVar("T")

_KEYS: tuple[tuple[str, str, Namespace], ...] = (
    ("frame", "contexts", "contexts"),
    ("frame", "themes", "themes"),
    ("frame", "phases", "phases"),
    ("frame", "plan", "plan"),
    ("questionnaire", "questions", "questions"),
    ("conclusions", "conclusions", "conclusions"),
    ("conclusions", "rules", "rules"),
    ("advice", "advice", "advice"),
    ("checks", "checks", "checks"),
    ("sources", "sources", "sources"),
    ("sources", "claims", "claims"),
)
"""Kind of file, key of the list in it, namespace of the ids listed there."""


def load(directory: Path, *, drafts: bool = False) -> KnowledgeBase:
    """The knowledge base in a directory.

    `drafts` lets draft rules and advice run as well. Raises KnowledgeBaseError with every error there is;
    warnings are the matter of `examine`.
    """
    everything, problems = study(directory, warnings=False)
    if everything is None or problems:
        raise KnowledgeBaseError(problem for problem in problems if not problem.warning)
    return running(everything.kb, drafts=drafts)


def examine(directory: Path) -> tuple[Problem, ...]:
    """Every error and warning, drafts included, in order of position; empty for a knowledge base without blemish.

    Warnings that say what is missing are left out while there are errors: many of them would only follow.
    Warnings the authors have switched off are left out; a switch without effect is a warning itself.
    """
    return study(directory)[1]


def examine_file(
    document: Document, kind: str, subject: Subject, former: FormerProblems | None = None
) -> tuple[Problem, ...]:
    """The errors that one file of a kind has by itself and in what it names, given what was studied before.

    What entries say together only `examine` tells. `former` are those of the same file, of the same subject, as it was
    a moment ago: entries that stayed are not read again.
    """
    files = Files(subject.kb.directory)
    for one in {**subject.documents, document.file: document}.values():
        files.documents.setdefault(str(kind_of(Path(files.directory), Path(one.file))), []).append(one)
    findings = Findings(subject.kb.languages)
    try:
        reader = ConditionReader(_names(files, Findings()), subject.kb.questions, findings)
        files.documents = {kind: [document]}
        if former is not None:
            former.under(reader.names)
        if kind == "frame":
            read_frame(document, reader)
        elif kind == "questionnaire":
            section = read_section(document, reader)
            if section is not None:
                own = {**subject.kb.questions, **_questions([section])}
                section.section(ConditionReader(reader.names, own, findings))
        elif kind == "cases":
            read_cases([document], reader)
        for key, form in LISTS.get(kind, ()):
            _listed(files, kind, key, form, reader, former)
    except EnoughError:
        pass
    return _told(findings.problems, {**subject.documents, document.file: document})


def running(kb: KnowledgeBase, *, drafts: bool) -> KnowledgeBase:
    """The knowledge base with only what runs: stable entries, drafts if wanted; the others are `inactive`.

    Conclusions that no running rule derives and links to advice that does not run are left out.
    """
    statuses = ("stable", "draft") if drafts else ("stable",)
    entries = {**kb.rules, **kb.advice, **kb.inactive}
    inactive = {id: entry for id, entry in entries.items() if entry.status not in statuses}
    rules = {id: rule for id, rule in kb.rules.items() if rule.status in statuses}
    derived = {conclusion for rule in rules.values() for conclusion in rule.conclude}
    conclusions = {
        id: dataclasses.replace(conclusion, excludes=tuple(other for other in conclusion.excludes if other in derived))
        for id, conclusion in kb.conclusions.items()
        if id in derived
    }
    runs = {id for id, advice in kb.advice.items() if advice.status in statuses}
    advice = {id: _linked(advice, runs) for id, advice in kb.advice.items() if id in runs}
    summary = tuple(id for id in kb.summary if id in derived)
    kept = dataclasses.replace(
        kb, rules=rules, advice=advice, conclusions=conclusions, summary=summary, inactive=inactive
    )
    return dataclasses.replace(kept, fingerprint=fingerprint(kept))


def _linked(advice: Advice, runs: set[str]) -> Advice:
    return dataclasses.replace(
        advice,
        subsumes=tuple(id for id in advice.subsumes if id in runs),
        conflicts_with=tuple(id for id in advice.conflicts_with if id in runs),
    )


def study(
    directory: Path, origin: Origin = DISK, *, warnings: bool = True
) -> tuple[Subject | None, tuple[Problem, ...]]:
    """Everything in the directory, drafts and deprecated entries included, and the problems `examine` tells of.

    `origin` tells where the texts come from. Without `warnings` only the errors.
    """
    files = read_files(directory, origin)
    findings = Findings()
    frames = files.of("frame")
    if not frames:
        return None, in_order(files.problems if warnings else _errors(files.problems))
    documents = {document.file: document for kind in files.documents.values() for document in kind}

    try:
        findings.languages = languages(frames[0], findings)
        findings.declared = (frames[0].file, ("languages",))
        names = _names(files, findings)
        entries, whole = _entries(files, frames[0], names, findings)
        languages_at_odds(frames[0], findings)
    except EnoughError:
        return None, _told(_errors([*files.problems, *findings.problems]), documents)
    problems = [*files.problems, *findings.problems]
    asked = [document.file for document in files.of("questionnaire")]
    questions_read = not any(problem.at.file in asked for problem in _errors(problems))
    subject = Subject(entries, names, documents, questions_read and "questions" not in names.incomplete)
    whole = whole and not files.broken and not _errors(problems)
    for inspection in ERRORS:
        problems.extend(inspection(subject))
    if not warnings:
        return subject, _told(_errors(problems), documents)
    if whole and not _errors(problems):
        for inspection in WARNINGS:
            problems.extend(inspection(subject))
        problems = apply_switches(subject, problems)
    return subject, _told(problems, documents)


def _told(problems: list[Problem], documents: Mapping[str, Document]) -> tuple[Problem, ...]:
    """The problems in order, without what follows from others, each once."""
    single = causes(in_order(problems), documents)
    return tuple(causes(told_once(blamed(single, documents), documents), documents))


def _errors(problems: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if not problem.warning]


_NEEDED = ("themes", "phases", "plan", "questions", "advice", "checks")
"""Lists that have to be there."""


def _known_keys(kind: str) -> set[str]:
    if kind == "frame":
        return {key.name for key in FRAME_KEYS}
    listed = {key for of_kind, key, _ in _KEYS if of_kind == kind}
    return listed | {key.name for key in SECTION_KEYS} if kind == "questionnaire" else listed


def _names(files: Files, findings: Findings) -> Names:
    names = Names()
    for kind, key, namespace in _KEYS:
        if kind in files.broken:
            names.incomplete.add(namespace)
            names.unreadable.add(namespace)
        for document in files.of(kind):
            names.gather(namespace, document, key, findings)
            if key not in document.value and (key in _NEEDED or document.value.keys() - _known_keys(kind)):
                names.incomplete.add(namespace)  # That is a problem, and what stands under another key unknown.
    for main in files.of("frame"):
        if "words" not in main.value and main.value.keys() - _known_keys("frame"):
            names.incomplete.add("words")
    if _sections_without_file(files):
        names.incomplete.add("questions")
    names.note_taken_aliases(findings)
    if "cases" in files.broken:
        names.incomplete.add("cases")
    for document in files.of("cases"):
        names.places["cases"][case_id(document)] = (document, ())
    return names


def _sections_without_file(files: Files) -> bool:
    """Whether the interview has a section for which there is no file, and none whose section is but misspelt."""
    listed = [section for main in files.of("frame") for section in _as_list(main.value.get("sections"))]
    there = [str(document.value.get("section")) for document in files.of("questionnaire")]
    besides = [section for section in there if section not in listed]
    return any(section not in there and not suggest(section, besides) for section in listed)


def _as_list(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _entries(files: Files, main: Document, names: Names, findings: Findings) -> tuple[KnowledgeBase, bool]:
    plain = ConditionReader(names, {}, findings)
    read = [file for document in files.of("questionnaire") if (file := read_section(document, plain)) is not None]
    reader = ConditionReader(names, _questions(read), findings)
    frame = read_frame(main, reader)
    ordered = in_interview_order(read, frame.sections, findings)
    sections = tuple(file.section(reader) for file in ordered)
    conclusions = _listed(files, "conclusions", "conclusions", CONCLUSION, reader)
    rules = _listed(files, "conclusions", "rules", RULE, reader)
    advice = _listed(files, "advice", "advice", ADVICE, reader)
    kb = KnowledgeBase(
        id=frame.id,
        version=frame.version,
        fingerprint="",
        languages=frame.languages,
        title=frame.title or {},
        sections=sections,
        themes={theme.id: theme for theme in frame.themes},
        conclusions=_known(conclusions, "conclusions", names),
        rules=_known(rules, "rules", names),
        advice=_known(advice, "advice", names),
        checks=_known(_listed(files, "checks", "checks", CHECK, reader), "checks", names),
        sources=by_id(_listed(files, "sources", "sources", SOURCE, reader)),
        claims=by_id(_listed(files, "sources", "claims", CLAIM, reader)),
        cases=read_cases(files.of("cases"), reader),
        contexts={context.id: context for context in frame.contexts},
        tables={table.id: table for file in ordered for table in file.tables},
        phases={phase.id: phase for phase in frame.phases},
        plan=frame.plan,
        words=frame.words or {},
        retired=frame.retired,
        summary=frame.summary,
        matter=frame.matter,
        switched_off=frame.switched_off,
        questions={question.id: question for section in sections for question in section.questions},
        aliases=_aliases(names),
        directory=files.directory,
    )
    return kb, None not in (*conclusions, *rules, *advice)


def _known(entries: list[T | None], namespace: Namespace, names: Names) -> dict[str, T]:
    """Entries by id, without those whose id belongs to an entry of another kind: that is told already."""
    return {id: entry for id, entry in by_id(entries).items() if names.knows(id, namespace)}


def _questions(files: list[SectionFile]) -> dict[str, Question]:
    return {question.id: question for file in files for question, _ in file.questions}


_CALLED = {
    "conclusions": "a conclusions file",
    "advice": "an advice file",
    "checks": "the checks file",
    "sources": "the sources file",
}
LISTS: Mapping[str, tuple[tuple[str, Form[Any]], ...]] = {
    "conclusions": (("conclusions", CONCLUSION), ("rules", RULE)),
    "advice": (("advice", ADVICE),),
    "checks": (("checks", CHECK),),
    "sources": (("sources", SOURCE), ("claims", CLAIM)),
}
"""The lists in the files of a kind, with the form of what they list."""
_BESIDE = {kind: tuple(key for key, _ in lists) for kind, lists in LISTS.items() if len(lists) > 1}
"""Kinds of files with more than one list in them; neither has to be there."""


def _listed(
    files: Files, kind: str, key: str, form: Form[T], reader: ConditionReader, former: FormerProblems | None = None
) -> list[T | None]:
    """What the files of a kind list under a key, None for each entry that could not be built."""
    found: list[T | None] = []
    beside = _BESIDE.get(kind, ())
    for document in files.of(kind):
        file = Entry(document, (), reader.findings, _CALLED[kind])
        found += read_list(file, key, form, reader, required=not beside, former=former)
        if not beside or key == beside[-1]:
            for other in beside:
                file.has(other)
            file.close()
    return found


def _aliases(names: Names) -> Mapping[str, str]:
    return {
        alias: id
        for namespace in ("questions", "conclusions", "rules", "advice")
        for alias, id in names.former[namespace].items()
    }
