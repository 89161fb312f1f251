"""The appendix: all answers, how conclusions were reached, what else was examined, the bibliography, the stamp."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from advisor.advice.assessment import RecordedAnswer
from advisor.answers.answer import AnswerState, Truth
from advisor.inference.result import Outcome
from advisor.knowledge.ground_id import declared_id, instance_of
from advisor.language.typography import line, shortened

from .appendix_view import (
    Answered,
    AnswerRow,
    AnswerSection,
    BibliographyEntry,
    OutOfScope,
    Reached,
    Stamp,
    Tally,
    Withheld,
)
from .finding_view import Evidence, FindingView, joined
from .findings import FindingViews
from .labels import Labels
from .reasons import Reasons
from .voice import LONGEST_NAME, Voice

WORDLESS = (AnswerState.NOT_APPLICABLE, AnswerState.NOT_ASKED, AnswerState.WAITING)
"""States in which nothing was said, unless the client gave a reason."""


def answers(voice: Voice, reasons: Reasons, findings: FindingViews) -> tuple[AnswerSection, ...]:
    """Every question that was answered, once, with its answers, the client's notes and the findings resting on it.

    A question asked of several instances has one row, equal answers together. What is still to be asked is named
    apart; what other answers rule out, and what the interview would not ask, is not.
    """
    used = _used_by(findings, voice)
    recorded = {answer.question: answer for answer in voice.assessment.answers}
    to_ask = {one.question for one in voice.assessment.still_to_ask()}
    sections = []
    for section in voice.kb.sections:
        alike: dict[str, list[str]] = {}
        for question in section.questions:
            alike.setdefault(declared_id(question.id), []).append(question.id)
        rows: list[AnswerRow] = []
        open_ones: dict[str, list[str]] = {}
        for ids in alike.values():
            wordless = [id for id in ids if _is_wordless(recorded[id], reasons)]
            if told := [id for id in ids if id not in wordless]:
                rows.append(_row(voice, reasons, told, used))
            for id in wordless:
                if id in to_ask:
                    open_ones.setdefault(voice.screen_of(id), []).append(id)
        still = tuple(map(voice.to_ask, open_ones.values()))
        sections.append(AnswerSection(section.id, voice.say(section.title), tuple(rows), still))
    return tuple(one for one in sections if one.rows or one.to_ask)


def _is_wordless(answer: RecordedAnswer, reasons: Reasons) -> bool:
    return answer.state in WORDLESS and not answer.because and not reasons.note(answer.question)


def _row(voice: Voice, reasons: Reasons, ids: Sequence[str], used: Mapping[str, Mapping[int, str]]) -> AnswerRow:
    """One question with its answers; those of several instances that are alike stand together."""
    several = len(ids) > 1
    groups: dict[tuple[str, str, str | None], list[str]] = {}
    for id in ids:
        said, state = voice.answer(id), voice.assessment.answered(id).state.value
        groups.setdefault((said, state, reasons.note(id)), []).append(id)
    findings: dict[int, str] = {}
    for id in ids:
        findings.update(used.get(id, {}))
    return AnswerRow(
        questions=tuple(ids),
        asked=voice.asked_alone(ids[0]) if several else voice.asked(ids[0]),
        answers=tuple(
            Answered(
                questions=tuple(together),
                answered=said,
                state=state,
                names=voice.names(one for id in together if (one := instance_of(id)) is not None) if several else (),
                note=note,
            )
            for (said, state, note), together in groups.items()
        ),
        used_by=tuple(sorted(findings.items())),
    )


def _used_by(findings: FindingViews, voice: Voice) -> dict[str, dict[int, str]]:
    used: dict[str, dict[int, str]] = {}
    for one in voice.assessment.advice:
        number = findings.number(one.id)
        if one.outcome is Outcome.FIRES and number is not None:
            for question in one.because.all_answers:
                used.setdefault(question, {}).setdefault(number, one.subsumed_by or one.id)
    return used


def reached(
    voice: Voice, reasons: Reasons, labels: Labels, evidence: Iterable[Evidence], told: Sequence[str]
) -> tuple[Reached, ...]:
    """Conclusions that the evidence of the report cites, directly or through others, and that nothing tells yet."""
    conclusions = {one.id: one for one in voice.assessment.conclusions}
    waiting = [cited.conclusion for one in evidence for cited in one.concluded]
    cited_ids: set[str] = set()
    while waiting:
        id = waiting.pop()
        if id not in cited_ids:
            cited_ids.add(id)
            waiting.extend(below.id for below in conclusions[id].because.conclusions)
    alike: dict[tuple[str, Truth], list[str]] = {}
    for id, one in conclusions.items():
        if id in cited_ids and id not in told and one.value is not Truth.UNDETERMINED:
            alike.setdefault((declared_id(id), one.value), []).append(id)
    return tuple(
        Reached(
            conclusions=tuple(ids),
            title=voice.say(voice.kb.conclusions[ids[0]].title),
            names=tuple(
                voice.instances.among(voice.names(in_it for id in ids if (in_it := instance_of(id)) is not None))
            ),
            value=labels.truth(value),
            because=joined(reasons.evidence(conclusions[id].because) for id in ids),
            other_ways=max(conclusions[id].because.other_ways for id in ids),
        )
        for (_, value), ids in alike.items()
    )


def withheld(voice: Voice) -> tuple[Withheld, ...]:
    """The conclusions and strengths that hold and are kept back beside a problem, and by which."""
    assessed = voice.assessment
    kept = (
        *((voice.concluded(one), one.withheld_by) for one in assessed.conclusions),
        *((voice.title(one), one.withheld_by) for one in assessed.advice),
    )
    return tuple(Withheld(title, tuple(voice.title(assessed.advised(id)) for id in by)) for title, by in kept if by)


def tally(voice: Voice, labels: Labels) -> tuple[Tally, ...]:
    """How many pieces of advice came out each way."""
    outcomes = [one.outcome for one in voice.assessment.advice]
    return tuple(Tally(labels.outcome(outcome), outcomes.count(outcome)) for outcome in Outcome)


def out_of_scope(voice: Voice, findings: FindingViews) -> tuple[OutOfScope, ...]:
    """Advice that does not concern this brand, by theme, each once; what concerns it in one instance does."""
    titles: dict[str, list[str]] = {theme: [] for theme in voice.kb.themes}
    concerning = {declared_id(one.id) for one in voice.assessment.advice if one.outcome is not Outcome.OUT_OF_SCOPE}
    for one in voice.assessment.advice:
        if one.outcome is Outcome.OUT_OF_SCOPE and declared_id(one.id) not in concerning:
            titles[one.theme].append(voice.title(one))
    return tuple(
        OutOfScope(findings.theme(theme), tuple(dict.fromkeys(under))) for theme, under in titles.items() if under
    )


def references(voice: Voice, findings: Iterable[FindingView], told: Sequence[str]) -> tuple[BibliographyEntry, ...]:
    """The articles that the findings and conclusions of this report rest on, each with the claims that they do."""
    used = {claim for finding in findings for citation in finding.citations for claim in citation.claims}
    for id in told:
        rule = voice.assessment.concluded(id).because.rule
        if rule is not None:
            used.update(voice.kb.rules[rule].claims)
    listed = (
        BibliographyEntry(
            id=source.id,
            author=voice.quote(source.author),
            title=voice.quote(source.title),
            publication=voice.quote(source.publication) if source.publication else None,
            year=str(source.year) if source.year else voice.gettext("undated"),
            language=source.language,
            claims=tuple(
                (claim.id, f"{voice.say(claim.says)} ({voice.say(claim.locator)})")
                for claim in voice.kb.claims.values()
                if claim.source == source.id and claim.id in used
            ),
        )
        for source in voice.kb.sources.values()
    )
    return tuple(one for one in listed if one.claims)


def stamp(voice: Voice) -> Stamp:
    """Which knowledge base was applied."""
    applied = voice.assessment.knowledge_base
    return Stamp(
        title=voice.say(voice.kb.title),
        id=applied.id,
        version=applied.version,
        fingerprint=applied.fingerprint,
        answered_under=shortened(line(applied.answered_under), LONGEST_NAME) if applied.answered_under else None,
    )
