"""What was done in the house, by whom and when: every log there is, as one, for its administrators.

It tells that something was done to a brand, never what was said: that stands in the log of a round.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import CharField, Count, F, Max, QuerySet, Value
from django.db.models.functions import TruncDate
from django.utils import timezone

from advisor.knowledge.model import KnowledgeBase
from advisor.language import N_

from .delivery_models import ActionStep, ApprovalStep, ClientLink, DeliveredReport
from .house_models import HouseDeed
from .invitation_models import Invitation
from .models import Brand, Erasure, LogEntry, Person

KINDS = {
    "account_made": N_("made an account"),
    "account_changed": N_("changed an account"),
    "account_opened": N_("made a link to a new password"),
    "webauthn_added": N_("added a passkey"),
    "webauthn_removed": N_("removed a passkey"),
    "totp_added": N_("set up an authenticator app"),
    "totp_removed": N_("did away with an authenticator app"),
    "recovery_codes_renewed": N_("made new recovery codes"),
    "staff_changed": N_("said who works on it"),
    "kit_kept": N_("uploaded a brand kit"),
    "kit_removed": N_("removed a brand kit"),
    "kit_usual": N_("made a brand kit the usual one"),
    "kit_chosen": N_("chose a brand kit"),
    "brand_saved": N_("saved the brand as files"),
    "house_saved": N_("saved everything as files"),
    "house_brought": N_("imported brands from saved files"),
    "rules_changed": N_("another knowledge base came into use"),
    "erased": N_("erased a brand"),
    "said": N_("recorded in a round (changes that day: {n})"),
    "invited": N_("invited somebody to answer"),
    "asked": N_("asked for approval"),
    "sent_back": N_("sent a report back"),
    "approved": N_("approved a report"),
    "delivered": N_("delivered a report"),
    "linked": N_("made a link for the client"),
    "followed": N_("kept the plan (changes that day: {n})"),
}
"""What can be done, in words. A deed that `HouseDeed` keeps has the kind it is under here."""


@dataclass(frozen=True)
class Happening:
    """One line: `n` is how often, where a line tells a day's work; `brand` is empty where it concerns none."""

    at: datetime
    who: str
    kind: str
    about: str
    brand: str
    n: int


@dataclass(frozen=True)
class Sought:
    """Which lines to show: of a brand, by a person, from a day and until one; None for any."""

    brand: Brand | None = None
    person: Person | None = None
    since: str = ""
    until: str = ""


def note_deed(person: Person, kind: str, about: str = "", brand: Brand | None = None) -> None:
    """Keep that a person did something that no other log tells."""
    HouseDeed.objects.create(
        author=person, author_name=person.called, at=timezone.now(), kind=kind, about=about[:200], brand=brand
    )


def note_rules(kb: KnowledgeBase) -> None:
    """Keep that a knowledge base came into use, unless it is in use already: nobody's deed, but that of a start."""
    called = f"{kb.id} {kb.version} ({kb.fingerprint[:12]})"
    last = HouseDeed.objects.filter(kind="rules_changed").order_by("pk").last()
    if last is None or last.about != called:
        HouseDeed.objects.create(author_name="", at=timezone.now(), kind="rules_changed", about=called)


def rules_since() -> datetime | None:
    """When the knowledge base in use came into use; None where no server has started yet."""
    last = HouseDeed.objects.filter(kind="rules_changed").order_by("pk").last()
    return last.at if last is not None else None


def happenings(sought: Sought, first: int, most: int) -> list[Happening]:
    """The lines from one on, counted from 0, the newest first."""
    whole = [list(_told(one[: first + most])) for one in _sources(sought)]
    together = heapq.merge(*whole, key=lambda one: one.at, reverse=True)
    return list(islice(together, first, first + most))


def _told(rows: Any) -> Iterator[Happening]:
    for at, who, kind, about, brand, n in rows:
        yield Happening(at, who, kind, about, brand or "", n)


def _sources(sought: Sought) -> Iterator[QuerySet[Any, Any]]:
    """The rows of each log, the newest first."""
    yield _rows(HouseDeed.objects.all(), sought, "brand", F("kind"), F("about"))
    if sought.brand is None:
        yield _rows(Erasure.objects.all(), sought, "", _word("erased"), _word(""))
    yield _by_day(LogEntry.objects.all(), sought, "round__brand", "said")
    yield _rows(Invitation.objects.all(), sought, "round__brand", _word("invited"), F("name"))
    yield _rows(ApprovalStep.objects.all(), sought, "round__brand", F("kind"), _word(""))
    yield _rows(DeliveredReport.objects.all(), sought, "round__brand", _word("delivered"), _word(""))
    yield _rows(ClientLink.objects.all(), sought, "delivery__round__brand", _word("linked"), _word(""))
    yield _by_day(ActionStep.objects.all(), sought, "action__delivery__round__brand", "followed")


def _rows(found: Any, sought: Sought, brand: str, kind: Any, about: Any) -> Any:
    name = F(f"{brand}__name") if brand else _word("")
    told = _sifted(found, sought, brand).annotate(kind_=kind, about_=about, name_=name, n_=Value(1))
    return told.order_by("-at", "-pk").values_list("at", "author_name", "kind_", "about_", "name_", "n_")


def _by_day(found: Any, sought: Sought, brand: str, kind: str) -> Any:
    """One row for each day, person and brand."""
    days = _sifted(found, sought, brand).annotate(day_=TruncDate("at"), name_=F(f"{brand}__name"))
    grouped = days.order_by().values("day_", "author_name", brand, "name_")
    counted = grouped.annotate(at_=Max("at"), n_=Count("pk"), kind_=_word(kind), about_=_word("")).order_by("-at_")
    return counted.values_list("at_", "author_name", "kind_", "about_", "name_", "n_")


def _sifted(found: Any, sought: Sought, brand: str) -> Any:
    if sought.brand is not None:
        found = found.filter(**{brand: sought.brand})
    if sought.person is not None:
        found = found.filter(author=sought.person)
    if sought.since:
        found = found.filter(at__date__gte=sought.since)
    if sought.until:
        found = found.filter(at__date__lte=sought.until)
    return found


def _word(word: str) -> Value:
    return Value(word, output_field=CharField())
