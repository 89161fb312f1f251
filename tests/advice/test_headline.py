"""The headline, and what is withheld while a problem stands."""

from __future__ import annotations

from dataclasses import replace

from advisor.advice.finding import findings
from advisor.advice.headline import Headline, headline, withheld_by
from advisor.answers import Truth
from advisor.inference.result import ConclusionResult, Reason
from advisor.knowledge.model import Advice, Conclusion, Severity

from .standing_advice import advice, alike, ground, result

GRAVE: tuple[Severity, ...] = ("critical", "major")
HEALTHY = Conclusion(
    "healthy", {"en": "h"}, {"en": "h"}, good="yes", headline={"en": "All is well"}, withheld_while=GRAVE
)
WORN = Conclusion("worn", {"en": "w"}, {"en": "w"}, good="no", headline={"en": "Trust is worn"})
QUIET = Conclusion("quiet", {"en": "q"}, {"en": "q"})
ALL = (HEALTHY, QUIET, WORN)


def said(true: set[str], *standing: Advice, known: float = 1.0) -> Headline:
    kb = replace(ground(standing), conclusions={one.id: one for one in ALL}, summary=tuple(one.id for one in ALL))
    values = {one.id: ConclusionResult(Truth.TRUE if one.id in true else Truth.UNDETERMINED, Reason()) for one in ALL}
    return headline(kb, values, findings(kb, dict.fromkeys(kb.advice, result()), alike), known)


def test_the_first_conclusion_of_the_summary_that_holds_and_has_a_headline_is_said() -> None:
    assert said({"healthy", "quiet", "worn"}) == Headline("healthy", provisional=False)
    assert said({"quiet", "worn"}) == Headline("worn", provisional=False)
    assert said({"quiet"}) == Headline(None, provisional=False)


def test_no_good_news_is_said_beside_a_problem_that_withholds_it() -> None:
    assert said({"healthy", "worn"}, advice("a", "major")).conclusion == "worn"
    assert said({"healthy", "worn"}, advice("a", "minor")).conclusion == "healthy"
    assert said({"healthy"}, advice("a", "major")).conclusion is None


def test_where_little_is_known_the_headline_is_provisional_and_never_good_news() -> None:
    assert said({"healthy"}, known=0.59) == Headline(None, provisional=True)
    assert said({"healthy", "worn"}, known=0.59) == Headline("worn", provisional=True)
    assert said({"healthy"}, known=0.6) == Headline("healthy", provisional=False)


def test_what_withholds_is_named() -> None:
    kb = ground([advice("a", "major"), advice("b", "minor"), advice("c", None, kind="strength")])
    found = findings(kb, dict.fromkeys(kb.advice, result()), alike)
    assert withheld_by(GRAVE, found) == ("a",)
    assert withheld_by((), found) == ()
