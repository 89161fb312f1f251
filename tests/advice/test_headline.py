"""The headline, and what is withheld while a problem stands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from advisor.advice import Assessment, Wording, assess
from advisor.advice.finding import findings
from advisor.advice.headline import Headline, headline, withheld_by
from advisor.answers import Truth, parse_answers
from advisor.inference.result import ConclusionResult, Reason
from advisor.knowledge import load
from advisor.knowledge.model import Advice, Conclusion, Severity

from .standing_advice import advice, alike, ground, result

GRAVE: tuple[Severity, ...] = ("critical", "major")
HEALTHY = Conclusion(
    "healthy", {"en": "h"}, {"en": "h"}, good="yes", headline={"en": "All is well"}, withheld_while=GRAVE
)
WORN = Conclusion("worn", {"en": "w"}, {"en": "w"}, good="no", headline={"en": "Trust is worn"})
QUIET = Conclusion("quiet", {"en": "q"}, {"en": "q"})
ALL = (HEALTHY, QUIET, WORN)
CHOIR = load(Path(__file__).parent.parent / "knowledge_bases" / "choir")


def begun(language: str, assessment: Assessment) -> str:
    return Wording(CHOIR, assessment, language).headline()


def school(*choirs: dict[str, Any], **answers: Any) -> Assessment:
    listed = [{"id": f"c{place}", "name": f"Choir {place}", "answers": one} for place, one in enumerate(choirs)]
    brand = {"brand": "School", "date": "2026-11-20", "answers": answers, "choirs": listed}
    return assess(CHOIR, parse_answers(brand, CHOIR))


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


MERRY = {"choir_state": "rehearses", "singers": 12, "mood": ["laughter"], "solo_fees": "no", "shared_tea": "no"}
TORN = {**MERRY, "mood": ["quarrels"]}
ALL_FOUR = (TORN, MERRY, TORN, TORN)
PLANS = {"teaches": "adults", "concert_hall": "yes", "merge_choirs": "no", "sell_piano": "no"}


def test_the_headline_is_one_message_about_what_is_done_first() -> None:
    assessed = school(TORN, {**TORN, "solo_fees": "done"}, **PLANS)
    first = assessed.advised(assessed.first_three[0])
    conclusion = assessed.concluded("torn")
    shared = {"all_answers": ("merge_choirs",)}

    def resting(one: Any) -> Any:
        same = one is first or one is conclusion
        return one.model_copy(update={"because": one.because.model_copy(update=shared)}) if same else one

    torn = assessed.model_copy(
        update={
            "advice": tuple(map(resting, assessed.advice)),
            "conclusions": tuple(map(resting, assessed.conclusions)),
        }
    )
    assert begun("en", torn) == "Several choirs are falling apart."
    assert begun("fr", torn) == "Plusieurs chœurs se défont."


def test_what_is_done_first_is_the_message_where_the_knowledge_bases_sentence_is_about_something_else() -> None:
    assessed = school(TORN, {**TORN, "solo_fees": "done"}, **PLANS)
    assert assessed.headline == "torn"
    assert begun("en", assessed) == "Begin with “Pay no soloists”."
    assert begun("fr", assessed) == "Commencez par «\u00a0Ne payez pas de solistes\u00a0»."


def test_the_headline_of_a_conclusion_of_instances_names_every_one_where_it_holds() -> None:
    strained = replace(CHOIR.conclusions["strained"], headline={"en": "People leave.", "fr": "On part."})
    kb = replace(CHOIR, conclusions={**CHOIR.conclusions, "strained": strained}, summary=("strained",))
    answers = parse_answers(
        {
            "brand": "School",
            "date": "2026-11-20",
            "answers": PLANS,
            "choirs": [
                {"id": f"c{place}", "name": f"Choir {place}", "answers": one} for place, one in enumerate(ALL_FOUR)
            ],
        },
        kb,
    )
    assessed = assess(kb, answers)
    assert Wording(kb, assessed, "en").headline().startswith("Choir 0, Choir 2 and Choir 3: People leave.")
    assert Wording(kb, assessed, "fr").headline().startswith("Choir 0, Choir 2 et Choir 3\u00a0: On part.")


def test_all_is_well_is_said_only_by_the_knowledge_base_and_never_of_what_is_hardly_known() -> None:
    assert begun("en", school(MERRY, **PLANS)) == "Your choirs are in good voice."
    hardly = school(MERRY, teaches="adults")
    assert hardly.provisional
    assert begun("en", hardly) == "Provisional: too little is known to say how things stand."
    torn = school(TORN, TORN)
    assert torn.provisional
    known = f"{round(100 * torn.known)}\u00a0%"
    assert begun("fr", torn).startswith(f"Provisoire\u00a0: on peut juger {known} des points qu’un premier")


def test_only_what_holds_is_withheld_and_by_what_stands() -> None:
    assessed = school(MERRY, **{**PLANS, "merge_choirs": "decided"})
    assert assessed.concluded("in_tune").withheld_by == ("merge-with-them",)
    assert begun("en", assessed) == "Begin with “Decide the merger with the singers”."
    torn = school(TORN, **{**PLANS, "merge_choirs": "decided"})
    assert torn.concluded("in_tune").value is Truth.FALSE
    assert torn.concluded("in_tune").withheld_by == ()
