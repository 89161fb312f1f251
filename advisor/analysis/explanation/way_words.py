"""The way out in words: for a terminal line by line, and the parts a report needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from advisor.advice import Assessment
from advisor.advice.way_out import AnswerChange, RoadStep, Way, WayOut, by_act
from advisor.knowledge.ground_id import instance_of
from advisor.knowledge.model import EFFORTS, KnowledgeBase
from advisor.language import Messages

from .narration import Narration
from .tree import listed

PHRASES = Messages(
    {
        "stands.one": "{brand}: one point to put right, of weight {weight}.",
        "stands.other": "{brand}: {points} points to put right, of weight {weight} together.",
        "nothing": "Nothing stands that a change could clear.",
        "none": "None of the changes known here takes anything off it: each point says what to do.",
        "none_within": "No change of so little effort takes anything off it.",
        "all_one": "One change clears everything; weight {weight} → {left}",
        "all": "{count} changes clear everything; weight {weight} → {left}",
        "all_known_one": "One change clears everything, as far as is known; weight {weight} → {left}",
        "all_known": "{count} changes clear everything, as far as is known; weight {weight} → {left}",
        "best_one": "One change clears {clears} of {points} points; weight {weight} → {left}",
        "best": "{count} changes clear {clears} of {points} points; weight {weight} → {left}",
        "more_known_one": "One change clears {clears} of {points} points, and as far as is known {opens} more;"
        " weight {weight} → {left}",
        "more_known": "{count} changes clear {clears} of {points} points, and as far as is known {opens} more;"
        " weight {weight} → {left}",
        "known_one": "One change clears {opens} of {points} points, as far as is known; weight {weight} → {left}",
        "known": "{count} changes clear {opens} of {points} points, as far as is known; weight {weight} → {left}",
        "milder_one": "One change clears no point, and makes some milder; weight {weight} → {left}",
        "milder": "{count} changes clear no point, and make some milder; weight {weight} → {left}",
        "to": "{ask} {before} → {after}",
        "add": "{ask} Add {after}",
        "drop": "{ask} Give up {after}",
        "about": "{name}: {change}",
        "effort_low": "little effort",
        "effort_medium": "some effort",
        "effort_high": "much effort",
        "clears": "clears: {titles}",
        "clears_with": "clears, with {numbers}: {titles}",
        "eases": "makes milder: {titles}",
        "prepares": "needed for the others to hold",
        "leads_on": "takes effect with those that follow",
        "spares": "keeps from arising: {titles}",
        "opens": "clears, as far as is known: {titles}",
        "opens_with": "clears, with {numbers}, as far as is known: {titles}",
        "eases_with": "makes milder, with {numbers}: {titles}",
        "brings": "New then: {titles}",
        "equals": "Just as good, with as many changes and as much effort",
        "instead": "instead of {numbers}: {changes}",
        "more": "… and others.",
        "uncritical_one": "One change, and nothing critical remains",
        "uncritical": "{count} changes, and nothing critical remains",
        "less_one": "One change takes away what can be taken of the critical points",
        "less": "{count} changes take away what can be taken of the critical points",
        "critical": "Critical all the same, and to be acted on first: {titles}",
        "stays": "None of the changes known here takes away what is critical",
        "stays_within": "No change of so little effort takes away what is critical",
        "same": "The changes above do it.",
    }
)


def told(kb: KnowledgeBase, assessment: Assessment, found: WayOut, language: str) -> Iterator[str]:
    """A way out in text lines; `assessment` is the one it was found for."""
    return WayWords(kb, assessment, language).lines(found)


class WayWords:
    """Words for the ways out of one assessment."""

    def __init__(self, kb: KnowledgeBase, assessment: Assessment, language: str) -> None:
        self.narration = Narration(kb, assessment, language)
        self.kb = self.narration.kb
        self.assessment = assessment
        self.language = language
        self.said = PHRASES.said(language)

    def lines(self, found: WayOut) -> Iterator[str]:
        """Everything that was found."""
        said = self.said
        if found.points:
            stands = PHRASES.count("stands", found.points, self.language)
            yield stands.format(brand=self.assessment.brand, points=found.points, weight=found.weight)
            yield ""
        if not found.best.steps:
            yield said[self._within("none", found) if found.points else "nothing"]
        else:
            yield self.headline(found)
            yield from self._way(found.best)
        if found.equals:
            yield ""
            yield said["equals"]
            for changes, spared in found.instead().items():
                others = self.narration.wording.enumeration([self.change(*act) for act in by_act(changes)])
                numbers = self.narration.wording.alternatives([self.numbers(one) for one in spared])
                yield from listed("  · ", self.said["instead"].format(numbers=numbers, changes=others))
            if found.more_equals:
                yield f"  {said['more']}"
        if found.uncritical is not None:
            yield ""
            yield from self._uncritical(found, found.uncritical)

    def headline(self, found: WayOut) -> str:
        """How much the best changes clear, in a line."""
        count, best = len(found.best.steps), found.best
        if best.clears + best.opens == found.points:
            phrase = "all_known" if best.opens else "all"
        elif best.clears:
            phrase = "more_known" if best.opens else "best"
        else:
            phrase = "known" if best.opens else "milder"
        return self.said[f"{phrase}_one" if count == 1 else phrase].format(
            count=count,
            clears=best.clears,
            opens=best.opens,
            points=found.points,
            weight=found.weight,
            left=best.weight,
        )

    def _within(self, phrase: str, found: WayOut) -> str:
        """The phrase, or what it says where changes of more effort were not looked for."""
        return phrase if found.effort == EFFORTS[-1] else f"{phrase}_within"

    def _uncritical(self, found: WayOut, way: Way) -> Iterator[str]:
        count = len(way.steps)
        if not way.steps:
            yield self.said[self._within("stays", found)]
        else:
            phrase = ("less" if way.critical else "uncritical") + ("_one" if count == 1 else "")
            yield self.said[phrase].format(count=count)
            same = set(way.changes) == set(found.best.changes)
            if same:
                yield f"  {self.said['same']}"
            else:
                yield from self._way(way)
        if way.critical:
            yield from listed("  ", self.said["critical"].format(titles=self.titles(way.critical)))

    def _way(self, way: Way) -> Iterator[str]:
        for number, step in enumerate(way.steps, start=1):
            yield from listed(
                f"  {number}. ", f"{self.change(step.change, *step.elsewhere)} – {self.effort(step.change)}"
            )
            for line in self.effect(step, leads_on=way.leads_on(step)):
                yield from listed("     ", line)
        if way.brings:
            yield from listed("  ", self.said["brings"].format(titles=self.titles(way.brings)))

    def change(self, change: AnswerChange, *elsewhere: AnswerChange) -> str:
        """What is to change, in a line: as advice, or the question with the answer now and then."""
        if (advised := self.narration.wording.change(change, elsewhere)) is not None:
            return advised
        wording, question = self.narration.wording, self.kb.questions[change.question]
        said = self.said[change.does].format(
            ask=self.narration.ask(change.question),
            before=self.narration.answer(change.question),
            after=self.narration.quoted(wording.option(question, change.option)),
        )
        said = said.replace("““", "“").replace("””", "”")  # Labels that are quotations already.
        instances = [id for one in (change, *elsewhere) if (id := instance_of(one.question)) is not None]
        if not instances:
            return said
        return self.said["about"].format(name=wording.enumeration(wording.names(instances)), change=said)

    def numbers(self, numbers: Iterable[int]) -> str:
        """The numbers of some steps."""
        return self.narration.together([str(number) for number in numbers])

    def effort(self, change: AnswerChange) -> str:
        """How much effort a change takes."""
        return self.said[f"effort_{change.effort}"]

    def effect(self, step: RoadStep, *, leads_on: bool) -> Iterator[str]:
        """What a step clears and what it makes milder; `leads_on` where later ones do so only with it."""
        numbers = self.numbers(step.together_with)
        for name, ids in (("clears", step.clears), ("opens", step.opens), ("eases", step.eases)):
            alone = [id for id in ids if id not in step.jointly]
            if alone:
                yield self.said[name].format(titles=self.titles(alone))
            if jointly := [id for id in ids if id in step.jointly]:
                yield self.said[f"{name}_with"].format(numbers=numbers, titles=self.titles(jointly))
        if not (step.clears or step.opens or step.eases):
            if step.spares:
                yield self.said["spares"].format(titles=self.titles(step.spares))
            else:
                yield self.said["leads_on" if leads_on else "prepares"]

    def titles(self, ids: Iterable[str]) -> str:
        """The titles of findings, as they are now."""
        return ", ".join(self.narration.quoted(self._title(id)) for id in ids)

    def _title(self, id: str) -> str:
        try:
            return self.narration.title(id)
        except KeyError:  # Told apart by instance on one side only.
            held = next(one for one in self.assessment.advice if one.id.split("@")[0] == id.split("@")[0])
            return self.narration.title(held.id)
