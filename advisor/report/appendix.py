"""The appendix: all answers, how conclusions were reached, what else was examined, the bibliography, the stamp."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from advisor.answers.answer import AnswerState, Truth
from advisor.inference.result import Outcome

from .appendix_view import (
    AnswerRow,
    AnswerSection,
    BibliographyEntry,
    OutOfScope,
    Reached,
    Stamp,
    Tally,
    Unasked,
    Withheld,
)
from .finding_view import Evidence, FindingView
from .findings import FindingViews
from .labels import Labels
from .reasons import Reasons
from .typography import line, shortened
from .voice import LONGEST_NAME, Voice

WORDLESS = (AnswerState.NOT_APPLICABLE, AnswerState.NOT_ASKED)
"""States in which nothing was said, unless the client gave a reason."""


def answers(voice: Voice, reasons: Reasons, findings: FindingViews) -> tuple[AnswerSection, ...]:
    """Every question of the interview with its answer, the client's notes and the findings resting on it.

    Questions ruled out by other answers, or not asked yet, are named apart; any with a reason or a note are not.
    """
    used = _used_by(findings, voice)
    recorded = {answer.question: answer for answer in voice.assessment.answers}
    sections = []
    for section in voice.kb.sections:
        rows: list[AnswerRow] = []
        apart: dict[AnswerState, list[Unasked]] = {state: [] for state in AnswerState}
        for question in section.questions:
            asked, note, answer = voice.asked(question.id), reasons.note(question.id), recorded[question.id]
            if answer.state in WORDLESS and not answer.because and not note:
                apart[answer.state].append(Unasked(question.id, asked))
                continue
            said = voice.answer(question.id)
            rows.append(
                AnswerRow(question.id, asked, said, answer.state.value, note, used_by=used.get(question.id, ()))
            )
        ruled_out, not_asked = (tuple(apart[state]) for state in WORDLESS)
        sections.append(AnswerSection(section.id, voice.say(section.title), tuple(rows), ruled_out, not_asked))
    return tuple(one for one in sections if one.rows or one.ruled_out or one.not_asked)


def _used_by(findings: FindingViews, voice: Voice) -> dict[str, tuple[tuple[int, str], ...]]:
    used: dict[str, dict[int, str]] = {}
    for one in voice.assessment.advice:
        number = findings.number(one.id)
        if one.outcome is Outcome.FIRES and number is not None:
            for question in one.because.all_answers:
                used.setdefault(question, {}).setdefault(number, one.subsumed_by or one.id)
    return {question: tuple(sorted(numbers.items())) for question, numbers in used.items()}


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
    return tuple(
        Reached(
            conclusion=id,
            title=voice.say(voice.kb.conclusions[id].title),
            value=labels.truth(one.value),
            evidence=reasons.evidence(one.because),
            other_ways=one.because.other_ways,
        )
        for id, one in conclusions.items()
        if id in cited_ids and id not in told and one.value is not Truth.UNDETERMINED
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
    """Advice that does not concern this brand, by theme, each once."""
    titles: dict[str, list[str]] = {theme: [] for theme in voice.kb.themes}
    for one in voice.assessment.advice:
        if one.outcome is Outcome.OUT_OF_SCOPE:
            titles[one.theme].append(voice.title(one))
    return tuple(
        OutOfScope(findings.theme(theme), tuple(dict.fromkeys(under))) for theme, under in titles.items() if under
    )


def references(voice: Voice, findings: Iterable[FindingView], told: Sequence[str]) -> tuple[BibliographyEntry, ...]:
    """The articles, each with the claims that the findings and conclusions of this report rest on."""
    used = {claim for finding in findings for citation in finding.citations for claim in citation.claims}
    for id in told:
        rule = voice.assessment.concluded(id).because.rule
        if rule is not None:
            used.update(voice.kb.rules[rule].claims)
    return tuple(
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
