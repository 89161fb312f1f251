"""The client's notes beside findings: names, dates and sums that no option holds, each told where it counts first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from .finding_view import FindingView
from .reasons import Reasons


class ClientNotes:
    """Hands the notes a client may see to findings.

    Each goes to the first finding that rests on the answer itself, else to the first that does so through a point
    told with it, else to the first in whose proof it stands further back; that on the knowledge base's `matter`
    stands on page one by itself. `findings` are all that the report sets out, in its order.
    """

    def __init__(self, reasons: Reasons, findings: Sequence[FindingView]) -> None:
        self.reasons = reasons
        self._of: dict[str, list[str]] = {}
        told = {reasons.voice.kb.matter or ""}
        for alone, further_back in ((True, False), (False, False), (False, True)):
            for finding in findings:
                for point in (finding,) if alone else finding.walk():
                    fresh = [id for id in self.reasons.rests_on(point, further_back) if id not in told]
                    told.update(fresh)
                    self._of.setdefault(finding.id, []).extend(filter(None, map(self._short, fresh)))

    def beside(self, findings: Iterable[FindingView]) -> tuple[FindingView, ...]:
        """The same findings with what was noted of each."""
        return tuple(replace(one, noted=tuple(dict.fromkeys(self._of[one.id]))) for one in findings)

    def _short(self, question: str) -> str | None:
        return self.reasons.said(question).note
