"""What to answer to what is still to be decided: no, or yes, in the words the knowledge base has for the change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from advisor.knowledge.changeable import PossibleChange
from advisor.knowledge.condition import questions_read
from advisor.knowledge.ground_id import instance_of
from advisor.language.typography import ended

from .finding_view import FindingView
from .reasons import Reasons
from .voice import Voice

ANSWERED = 5
"""Answers told on page one."""


def to_answer(
    reasons: Reasons, ranked: Sequence[FindingView], asks: Sequence[FindingView], headline: str
) -> tuple[str, ...]:
    """What each numbered finding answers, with its number: a sentence for each thing that is still to be decided.

    It is the change that settles a pending answer which the finding itself rests on, else the finding's title where its
    phase is about decisions; then such changes for what stands under it. Where there is nothing of all this, changes
    for answers further back in the proof. What only asks answers with its title: it holds a plan, and drops none. Each
    pending answer is told once; where no finding speaks of one, what asks about it does, after them. A title that the
    headline says already gives way to the recommendation under it. What concerns some instances of several names them.
    """
    numbered = [one for one in ranked if one.number is not None]
    told: dict[str, tuple[int, list[str]]] = {}
    settled: set[str] = set()

    def say(says: str, finding: FindingView, instances: Iterable[str]) -> None:
        _, named = told.setdefault(says, (finding.number or 0, []))
        named.extend(one for one in instances if one not in named)

    def speaks(finding: FindingView) -> bool:
        return any(number == finding.number for number, _ in told.values())

    def tell(finding: FindingView, points: Iterable[FindingView], further_back: bool) -> None:
        for point in points:
            for question, says in _changes(reasons, point, further_back):
                if question not in settled:
                    settled.add(question)
                    about = instance_of(question)
                    say(says, finding, [] if about is None else [about])

    for finding in numbered:
        held = {question for question, _ in _changes(reasons, finding, False)} if finding.kind.id == "ask" else set()
        settled |= held
        tell(finding, [finding], further_back=False)
        if held or (not speaks(finding) and _decides(reasons, finding)):
            say(title_or_deed(finding, headline), finding, finding.instances)
        tell(finding, finding.walk(), further_back=False)
    for finding in numbered:
        if not speaks(finding):
            tell(finding, finding.walk(), further_back=True)
    in_order = sorted(told.items(), key=lambda one: one[1][0])
    answered = [f"{says} ({_place(reasons.voice, says, *place)})." for says, place in in_order]
    settled |= {question for finding in numbered if speaks(finding) for question in _weighed(reasons, finding)}
    for ask in asks:
        held = {question for question, _ in _changes(reasons, ask, False)} - settled
        if held:
            settled |= held
            answered.append(ended(ask.title))
    return tuple(answered[:ANSWERED])


def _place(voice: Voice, says: str, number: int, instances: Sequence[str]) -> str:
    """The number of the finding that answers, with the names of what it is about where there is more than that."""
    names = [] if _of_all(voice, instances) else [name for name in voice.names(instances) if name not in says]
    quoted = (voice.gettext("“%(title)s”", title=name) if "(" in name else name for name in names)
    return ", ".join((str(number), *quoted))


def _of_all(voice: Voice, instances: Sequence[str]) -> bool:
    """Whether these are all the instances that their context lists."""
    return any({one.id for one in listed.instances} <= {*instances} for listed in voice.assessment.contexts)


def _weighed(reasons: Reasons, finding: FindingView) -> tuple[str, ...]:
    """The questions that decided in which words a finding is told: what it says of them counts as an answer."""
    if finding.own:
        return ()
    assessed = reasons.assessment.advised(finding.id)
    if assessed.variant is None:
        return ()
    return questions_read(reasons.voice.kb.advice[assessed.entries[0]].variants[assessed.variant].when)


def title_or_deed(finding: FindingView, headline: str) -> str:
    """The title of a finding; where the headline says it already, what is recommended under it."""
    said = headline.startswith(finding.title) and finding.recommendation
    return finding.recommendation[0].rstrip(".") if said else finding.title


def awaits_decision(voice: Voice) -> bool:
    """Whether an answer that counts says of anything that it is still to be decided."""
    return any(
        voice.kb.questions[one.question].option(option).pending
        for one in voice.assessment.answers
        for option in (one.option, *one.yes, *one.among)
        if option is not None
    )


def _decides(reasons: Reasons, finding: FindingView) -> bool:
    """Whether the phase of a finding is about decisions."""
    phase = reasons.voice.kb.phases.get(finding.phase.id) if finding.phase else None
    return phase is not None and phase.pending


def _changes(reasons: Reasons, point: FindingView, further_back: bool) -> Iterator[tuple[str, str]]:
    """The pending answers a finding rests on, each with the words of the change that settles it, where it has any."""
    voice = reasons.voice
    for id in reasons.rests_on(point, further_back):
        recorded, question = voice.recorded(id), voice.kb.questions[id]
        chosen = (recorded.option, *recorded.among) if recorded else ()
        options = [option for option in chosen if option is not None]
        if not options or not all(question.option(option).pending for option in options):
            continue
        changes = [one for one in question.changeable if one.says and one.to and one.when is None]
        settling = [one for one in changes if one.to and not question.option(one.to).pending]
        change = max(settling, key=lambda one: _leads_from(one, options), default=None)
        if change is not None and _leads_from(change, options):
            yield id, voice.say(change.says)


def _leads_from(change: PossibleChange, options: Sequence[str]) -> int:
    """From how many of some options a change leads: where only in part known which is chosen, most count."""
    return sum(not change.present or option in change.present for option in options)
