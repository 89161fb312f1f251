"""Words of a comparison: what became of findings and of the plan, and how advice came out, in a column."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.advice.before_after import Status
from advisor.inference.result import Outcome
from advisor.language import N_

GROUPS: dict[str, tuple[str, str]] = {
    "resolved": (N_("Resolved"), N_("What held before and no longer does.")),
    "new": (N_("Newly arisen"), N_("What holds now and did not before.")),
    "newly_seen": (
        N_("Newly seen"),
        N_("What holds now and could not be judged before, because it was not asked or not known: it may be old."),
    ),
    "gained": (N_("Strengths gained"), N_("What you now do well.")),
    "lost": (N_("Strengths lost"), N_("What could be said of you before, and no longer can.")),
    "graver": (N_("Graver"), N_("What held before and weighs more now.")),
    "milder": (N_("Milder"), N_("What held before and weighs less now.")),
    "persisting": (N_("Persisting"), N_("What held before and still does.")),
    "no_longer_judged": (
        N_("No longer judged"),
        N_("What held before and cannot be judged now: ask again before you call it resolved."),
    ),
    "not_comparable": (
        N_("Not comparable"),
        N_("What the rules of one of the two dates do not know, so that nothing follows from the difference."),
    ),
}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.FIRES: N_("Holds"),
    Outcome.POSTPONED: N_("For later"),
    Outcome.EXCEPTED: N_("Set aside"),
    Outcome.DOES_NOT_APPLY: N_("Does not hold"),
    Outcome.OUT_OF_SCOPE: N_("No concern"),
    Outcome.UNDETERMINED: N_("Undecided"),
}
"""How advice came out, in the few words a column has room for."""
CAUSES = {"answers": N_("answers changed"), "rules": N_("rules changed")}
PERSISTING: tuple[Status, ...] = ("persisting", "graver", "milder")
"""What held before and still does, whatever it weighs."""
KEPT: Mapping[Status | None, str] = {
    "resolved": N_("Kept"),
    "persisting": N_("Not yet"),
    "milder": N_("In part"),
    "graver": N_("Not yet, and graver"),
    "no_longer_judged": N_("Not judged"),
    "not_comparable": N_("Not comparable"),
    None: N_("Not judged"),
}
"""What became of an action of the earlier plan, by what became of its finding; None for the consultant's own."""
