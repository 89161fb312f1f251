"""Why: the proof of a result as a tree of lines, from the entry through conclusions and rules to the answers.

The tree itself comes from `advisor.inference.prove`; here it gets its words, the reservations and the sources.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from advisor.advice import Assessment
from advisor.advice.assessment import AssessedAdvice, AssessedConclusion
from advisor.answers import Answers, Truth
from advisor.inference import Outcome, Proof, Reservation, prove
from advisor.knowledge.model import Advice, KnowledgeBase, Proviso
from advisor.language import Messages

from .asked_about import find
from .narration import Narration
from .tree import WIDTH, Node, drawn, listed

PHRASES = Messages(
    {
        "advice": "Advice: {title} ({id}) – {outcome}",
        "conclusion": "Conclusion: {title} ({id}) – {value}",
        "rule": "Rule {id}, for “{title}” – {value}",
        "check": "Check {id}: {title} – {value}",
        "concluded": "{title}: {value} ({id})",
        "by": ", by the rule {rule}",
        "one_other": "; 1 other rule leads there too",
        "others": "; {count} other rules lead there too",
        "rule_true": "the rule {id} holds",
        "rule_false": "the rule {id} does not hold",
        "rule_undetermined": "the rule {id} is undecided",
        "likewise": "The same finding holds elsewhere too: {entries}.",
        "under": "It is a sub-point of “{title}”.",
        "withheld": "It is not printed while this stands: {titles}.",
        "above": "{text} – reasons above",
        "unless": "exception: {says}",
        "variant": "this wording is chosen: {says}",
        "variant_open": "another wording is not ruled out: {says}",
        "variant_false": "another wording is ruled out: {says}",
        "unless_open": "an exception is not ruled out: {says}",
        "unless_false": "no exception holds: {says}",
        "postpone_while": "put off: {says}",
        "postpone_while_open": "a reason to wait is not ruled out: {says}",
        "postpone_while_false": "no reason to wait: {says}",
        "irrelevant": "the question does not apply, because of:",
        "relevant": "the question applies, because of:",
        "nothing": "nothing needs to be known for this",
        "reservations": "To be confirmed",
        "reservation": "{title}: {kind}. Still to be answered: {questions}",
        "unless_kind": "an exception may hold ({says})",
        "postpone_while_kind": "there may be a reason to wait ({says})",
        "variant_bare": "another wording may be the right one",
        "unless_bare": "an exception may hold",
        "postpone_while_bare": "there may be a reason to wait",
        "settle": "Would settle it",
        "sources": "Sources",
        "source": "{id}: {author}, “{title}”{appeared}, {locator}. {says}",
    }
)


@dataclass(frozen=True)
class Explanation:
    """An explanation as text lines, and the same as JSON values."""

    lines: tuple[str, ...]
    document: Mapping[str, Any]


def why(
    kb: KnowledgeBase, answers: Answers, assessment: Assessment, id: str, language: str, *, width: int = WIDTH
) -> Explanation:
    """Why an advice, a conclusion, a rule or a check has its value, in lines of at most `width` columns.

    `assessment` is that of the same answers. An id without instance means the one finding, or the one
    instance, that came true. UnknownEntry if nothing that runs has this id, or several could be meant.
    """
    speech = Narration(kb, assessment, language)
    kb = speech.kb
    kind, present = find(speech, id, ("advice", "conclusion", "rule", "check"), "why")
    proof = prove(kb, answers, present)
    explained = _Why(speech, assessment, proof)
    return Explanation(
        tuple(explained.lines(width)),
        {
            "id": present,
            "kind": kind,
            "title": explained.speech.title(present),
            "proof": proof.document(),
            "settle": list(explained.settle()),
            "withheld_by": list(explained.withheld_by()),
            "likewise": list(explained.likewise()),
            "claims": [explained.cited(claim) for claim in explained.claims()],
        },
    )


class _Why:
    """Words for one proof."""

    def __init__(self, speech: Narration, assessment: Assessment, proof: Proof) -> None:
        self.kb = speech.kb
        self.assessment = assessment
        self.proof = proof
        self.speech = speech
        self.said = PHRASES.said(speech.language)
        self._spelled_out: set[int] = set()
        self._owners = {id(part): step.id for step in proof.steps() for part in step.parts}

    def lines(self, width: int) -> Iterator[str]:
        tree = self._node(self.proof)
        if not tree.below:
            tree = Node(tree.text, (Node(self.said["nothing"]),))
        yield from drawn(tree, width)
        reserved = [self._reservation(one) for one in self.proof.reservations]
        asked = [self.speech.ask(question) for question in self.settle()]
        sources = [self._source(claim) for claim in self.claims()]
        parent = self.assessment.advised(self.proof.id).subsumed_by if self.proof.kind == "advice" else None
        if others := self.likewise():
            yield from listed("", self.said["likewise"].format(entries=self.speech.instances(others)), width)
        if parent is not None:
            yield from listed("", self.said["under"].format(title=self.speech.title(parent)), width)
        if withheld := self.withheld_by():
            titles = "; ".join(f"{self.speech.title(id)} ({id})" for id in withheld)
            yield from listed("", self.said["withheld"].format(titles=titles), width)
        for heading, points in (("reservations", reserved), ("settle", asked), ("sources", sources)):
            if points:
                yield ""
                yield self.said[heading]
                for point in points:
                    yield from listed("  · ", point, width)

    def settle(self) -> tuple[str, ...]:
        """The open questions that would settle an undetermined result."""
        assessed = self._assessed()
        return assessed.settle if assessed else ()

    def withheld_by(self) -> tuple[str, ...]:
        """The problems beside which it is not printed."""
        assessed = self._assessed()
        return assessed.withheld_by if assessed else ()

    def likewise(self) -> tuple[str, ...]:
        """The entries for other instances that are told as one finding with this."""
        if self.proof.kind != "advice":
            return ()
        return tuple(entry for entry in self.assessment.advised(self.proof.id).entries if entry != self.proof.id)

    def _assessed(self) -> AssessedAdvice | AssessedConclusion | None:
        if self.proof.kind == "advice":
            return self.assessment.advised(self.proof.id)
        return self.assessment.concluded(self.proof.id) if self.proof.kind == "conclusion" else None

    def claims(self) -> tuple[str, ...]:
        """The claims that carry the result: the entry's own, then those of the rules it rests on."""
        own = self.assessment.advised(self.proof.id).claims if self.proof.kind == "advice" else ()
        rules = [step.id for step in self.proof.steps() if step.kind == "rule" and step.value is self._wanted(step)]
        return tuple(dict.fromkeys((*own, *(claim for rule in rules for claim in self.kb.rules[rule].claims))))

    def _wanted(self, rule: Proof) -> Truth:
        return rule.value if rule is self.proof else Truth.TRUE

    def cited(self, claim: str) -> dict[str, Any]:
        """A claim with its source."""
        entry = self.kb.claims[claim]
        source = self.kb.sources[entry.source]
        return {
            "id": claim,
            "author": source.author,
            "title": source.title,
            "publication": source.publication,
            "year": source.year,
            "locator": self.speech.text(entry.locator),
            "says": self.speech.text(entry.says),
        }

    def _source(self, claim: str) -> str:
        appeared = self.kb.sources[self.kb.claims[claim].source].appeared
        return self.said["source"].format(**self.cited(claim), appeared=f", {appeared}" if appeared else "")

    def _node(self, proof: Proof, text: str | None = None) -> Node:
        text = text if text is not None else self._text(proof)
        parts = proof.parts
        if proof.kind == "conclusion" and len(parts) == 1 and parts[0].value is Truth.TRUE:
            text += self._by(parts[0].id, proof.other_ways)
            again = id(proof)
            parts = parts[0].parts
        else:
            again = id(proof)
        if proof.kind == "conclusion" and again in self._spelled_out and parts:
            return Node(self.said["above"].format(text=text))
        self._spelled_out.add(again)
        return Node(text, tuple(self._node(part) for part in parts))

    def _by(self, rule: str, others: int) -> str:
        more = "one_other" if others == 1 else "others"
        return self.said["by"].format(rule=rule) + (self.said[more].format(count=others) if others else "")

    def _text(self, proof: Proof) -> str:
        if proof is self.proof:
            return self._headline(proof)
        if proof.kind == "answer":
            assert proof.test is not None
            return self.speech.question(proof.id) if proof.value is Truth.TRUE else self.speech.looked_for(proof.test)
        if proof.kind == "conclusion":
            value = self.speech.truth(proof.value)
            return self.said["concluded"].format(title=self.speech.title(proof.id), value=value, id=proof.id)
        if proof.kind == "rule":
            return self.said[f"rule_{proof.value.value}"].format(id=proof.id)
        if proof.kind == "relevance":
            return self.said["relevant" if proof.outlist else "irrelevant"]
        if proof.kind == "list":
            return self.speech.incomplete(proof.id)
        return self._proviso(proof)

    def _headline(self, proof: Proof) -> str:
        title = self.speech.title(proof.id)
        if proof.kind == "advice":
            assert proof.outcome is not None
            outcome = self.speech.outcome(proof.outcome)
            if proof.outcome is Outcome.POSTPONED and (says := self._until(proof.id)):
                outcome = f"{outcome} ({says})"
            return self.said["advice"].format(title=title, id=proof.id, outcome=outcome)
        return self.said[proof.kind].format(title=title, id=proof.id, value=self.speech.truth(proof.value))

    def _until(self, advice: str) -> str | None:
        because = self.assessment.advised(advice).because
        if because.proviso is None:
            return None
        return self._says(self.kb.advice[advice].postpone_while[because.proviso[1]])

    def _proviso(self, proof: Proof) -> str:
        state = {Truth.TRUE: "", Truth.FALSE: "_false", Truth.UNDETERMINED: "_open"}[proof.value]
        assert proof.index is not None
        if proof.kind == "variant":
            return self.said[proof.kind + state].format(says=self._in_short(proof))
        proviso = self._provisos(self._owners[id(proof)], proof.kind)[proof.index]
        return self.said[proof.kind + state].format(says=self._says(proviso) or self._in_short(proof))

    def _provisos(self, entry: str, clause: str) -> tuple[Proviso, ...]:
        owner = self.kb.advice[entry] if entry in self.kb.advice else self.kb.rules[entry]
        if clause == "postpone_while":
            assert isinstance(owner, Advice)
            return owner.postpone_while
        return owner.unless

    def _in_short(self, proof: Proof) -> str:
        """What a proviso without words of its own reads."""
        asked = dict.fromkeys(step.id for step in proof.steps() if step.kind == "answer")
        return "; ".join(self.speech.ask(question) for question in asked) or proof.id

    def _says(self, proviso: Proviso) -> str | None:
        return self.speech.wording.say(proviso.says) if proviso.says else None

    def _reservation(self, one: Reservation) -> str:
        says = None if one.clause == "variant" else self._says(self._provisos(one.entry, one.clause)[one.index])
        kind = self.said[f"{one.clause}_kind"].format(says=says) if says else self.said[f"{one.clause}_bare"]
        questions = " ".join(self.speech.ask(question) for question in one.questions)
        return self.said["reservation"].format(title=self.speech.title(one.entry), kind=kind, questions=questions)
