"""Ground advice and outcomes built in memory, for the tests of findings, order, profile and headline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from advisor.answers import Truth
from advisor.inference import Outcome
from advisor.inference.result import AdviceResult, Reason
from advisor.knowledge.condition import AnswerTest
from advisor.knowledge.model import Advice, Before, Held, KnowledgeBase, PhaseOfWork, PlanLine, Question, Theme

ANYTHING = AnswerTest("q", "is", ("yes",))
PHASES = ("decide", "stop", "repair", "serve", "organise", "grow")
PLAN = (
    PlanLine("now", {"en": "Now"}, (Held(("critical",)), Held(("major",), ("decide", "stop")))),
    PlanLine("next", {"en": "Next"}, (Held(("major",)),)),
    PlanLine("then", {"en": "Then"}, (Held(("moderate",)),)),
    PlanLine("later", {"en": "Later"}, (Held(),)),
)


def advice(id: str, severity: str | None = "major", phase: str = "repair", **rest: Any) -> Advice:
    """One piece of advice; a problem unless `kind` says otherwise."""
    kind = rest.pop("kind", "mistake")
    before = tuple(Before(later, {"en": "because"}) for later in rest.pop("before", ()))
    made = Advice(id, kind, rest.pop("theme", "theme"), ANYTHING, {"en": id}, {"en": id}, before=before, **rest)
    return replace(made, severity=severity, phase=phase)  # type: ignore[arg-type]


def result(outcome: Outcome = Outcome.FIRES, **rest: Any) -> AdviceResult:
    """An outcome without reasons."""
    return AdviceResult(outcome, Truth.TRUE, Reason(), **rest)


def ground(
    entries: Iterable[Advice], questions: Iterable[Question] = (), themes: Iterable[str] = ("theme",)
) -> KnowledgeBase:
    """A ground knowledge base with these entries, the phases and the plan of the design."""
    return KnowledgeBase(
        id="built",
        version="1",
        fingerprint="",
        languages=("en",),
        title={"en": "built"},
        sections=(),
        themes={id: Theme(id, {"en": id}) for id in themes},
        conclusions={},
        rules={},
        advice={one.id: one for one in entries},
        checks={},
        sources={},
        claims={},
        cases={},
        questions={question.id: question for question in questions},
        phases={id: PhaseOfWork(id, {"en": id}, {"en": id}) for id in PHASES},
        plan=PLAN,
    )


def alike(entry: str) -> str:
    """Texts that print the same wherever they stand."""
    return ""
