"""Every address × every role × what is theirs, what is another's, what does not exist: allowed, or as if not there."""

from __future__ import annotations

from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any

import pytest

from advisor.report.brand_kit import FILE_NAME
from tests.workspace.house import PASSWORD, browser, house, somebody
from tests.workspace.software_key import registered

BRAND = {"partner", "consultant"}
"""Who may do what belongs to a brand: a consultant where they are on it, a partner everywhere."""
ACCOUNT = {"administrator", "partner", "consultant", "author"}
ADMINISTRATOR, PARTNER = {"administrator"}, {"partner"}
KEPT = BRAND | ADMINISTRATOR
"""Who may hand a brand over, erase it and give it a brand kit: an administrator everywhere."""
EVERYBODY = {"stranger", *ACCOUNT}

ALLOWED: dict[str, set[str]] = {
    "brands": ACCOUNT, "enter": EVERYBODY, "enter_by": set(),
    "new_brand": BRAND, "bring": BRAND, "brand": BRAND, "new_round": BRAND, "bring_round": BRAND,
    "brand_archive": KEPT, "erase": KEPT, "brand_kit": KEPT, "erasure": {"author_of_it"}, "staff": PARTNER,
    "portfolio": ACCOUNT, "portfolio_csv": ACCOUNT, "portfolio_rules": ACCOUNT, "rounds_progress": ACCOUNT,
    "rules_progress": ACCOUNT,
    "round": BRAND, "round_rules": BRAND, "find": BRAND, "go_on": BRAND, "question": BRAND, "check": BRAND,
    "standing": BRAND,
    "list_save": BRAND, "list_close": BRAND, "list_remove": BRAND,
    "log": BRAND, "undo": BRAND, "answers_file": BRAND, "report": BRAND, "since": BRAND, "document": BRAND,
    "review": BRAND, "beginning": BRAND, "finding": BRAND, "new_own": BRAND, "own": BRAND, "approval": BRAND,
    "new_delivery": BRAND, "delivery": BRAND, "delivered": BRAND, "since_former": BRAND, "make_link": BRAND,
    "revoke_link": BRAND, "plan": BRAND, "action": BRAND, "plan_file": BRAND, "follow_up": BRAND, "carried": BRAND,
    "respondents": BRAND, "respondent": BRAND, "together": BRAND,
    "answering": EVERYBODY, "answering_check": EVERYBODY, "answering_question": EVERYBODY,
    "client": EVERYBODY, "client_document": EVERYBODY,
    "icon": EVERYBODY, "style": EVERYBODY, "script": EVERYBODY, "passkey_script": EVERYBODY, "typeface": EVERYBODY,
    "administration": ADMINISTRATOR, "house_log": ADMINISTRATOR, "everything": ADMINISTRATOR,
    "bring_saved": ADMINISTRATOR,
    "kits": ADMINISTRATOR, "change_kit": ADMINISTRATOR, "kit_example": ADMINISTRATOR,
    "people": ADMINISTRATOR, "new_person": ADMINISTRATOR, "person": ADMINISTRATOR, "person_link": ADMINISTRATOR,
    "account_login": EVERYBODY, "account_logout": EVERYBODY, "account_inactive": EVERYBODY,
    "account_reauthenticate": ACCOUNT, "account_change_password": ACCOUNT, "account_reset_password": EVERYBODY,
    "account_reset_password_done": EVERYBODY, "account_reset_password_from_key": EVERYBODY,
    "account_reset_password_from_key_done": EVERYBODY,
    "mfa_index": ACCOUNT, "mfa_authenticate": EVERYBODY, "mfa_reauthenticate": ACCOUNT,
    "mfa_activate_totp": ACCOUNT, "mfa_deactivate_totp": {"owner_of_a_second_factor"},
    "mfa_view_recovery_codes": {"owner_of_a_second_factor"}, "mfa_generate_recovery_codes": ACCOUNT,
    "mfa_list_webauthn": ACCOUNT, "mfa_add_webauthn": ACCOUNT, "mfa_reauthenticate_webauthn": ACCOUNT,
    "mfa_edit_webauthn": ACCOUNT, "mfa_remove_webauthn": ACCOUNT, "mfa_login_webauthn": EVERYBODY,
}  # fmt: skip
"""Who may use an address with an object of their own; whoever is not named finds nothing there."""
OBJECTS = {"brand_id", "round_id", "delivery_id", "person_id", "kit_id", "token", "invitation", "pk"}
"""What may be another's, or not there. Another's link is one that was revoked."""
RESTS_ON_MORE = {"finding", "own", "approval", "since_former", "plan_file", "carried"}
"""Addresses that are there only once something was found, added, approved or delivered: their own tests go there."""
OPEN = {name for name, allowed in ALLOWED.items() if "stranger" in allowed} | {"enter_by"}
OF_ACCOUNT = "account_", "mfa_"


def patterns(given: Any = None, before: str = "/") -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every address of the URL configuration: its name, and what it takes."""
    from django.urls import URLResolver

    from advisor.workspace import urls

    for one in urls.urlpatterns if given is None else given:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns)
        else:
            yield one.name, str(one.pattern), dict.fromkeys(one.pattern.regex.groupindex)


class House:
    """Two rounds, of which the consultant is on the first, and somebody in each role."""

    def __init__(self) -> None:
        from advisor.workspace.house_kits import kept
        from advisor.workspace.models import Brand, Round
        from advisor.workspace.round_session import begin

        self.people = {role: somebody(f"table-{role}", role) for role in sorted(ACCOUNT)}
        self.passkeys = {role: registered(one, "Key").pk for role, one in self.people.items()}
        self.passkeys |= {"stranger": 999_998, "foreign": registered(somebody("table-other"), "Key").pk}
        self.rounds: list[Any] = []
        self.deliveries: list[tuple[Any, str]] = []
        self.invited: list[tuple[Any, str]] = []
        for name in ("Own", "Foreign"):
            round = Round(
                brand=Brand.objects.create(name=name),
                document={
                    "brand": name, "date": "2026-11-20", "language": "en", "answers": {},
                    "spaces": {"list": [{"id": "page", "name": "Page"}], "more": "yes"},
                },
            )  # fmt: skip
            begin(round, self.people["partner"])
            self.rounds.append(round)
            self.deliveries.append(self.delivered(round))
            self.invited.append(self.invitation(round))
            earlier = Round(brand=round.brand, document={**round.document, "date": "2025-11-20"})
            begin(earlier, self.people["partner"])
        self.kit = kept({FILE_NAME: b"name: Table"}, self.people["administrator"])
        self.rounds[0].brand.people.add(self.people["consultant"])
        page = browser(self.people["partner"])
        for one in self.rounds:
            assert page.post(f"/rounds/{one.pk}/questions/size/", {"size": "alone"}).status_code == 302

    def delivered(self, round: Any) -> tuple[Any, str]:
        """A delivery of a round with one document, and the token of a link to it; that to the second is revoked."""
        from django.utils import timezone

        from advisor.workspace.client_link import new_link
        from advisor.workspace.delivery_models import ClientLink, DeliveredDocument, DeliveredReport, PlannedAction
        from advisor.workspace.kept_plan import step_of

        partner, now = self.people["partner"], timezone.now()
        by = {"author": partner, "author_name": partner.called, "at": now}
        delivery = DeliveredReport.objects.create(
            round=round, edition=1, languages=["en"], document={}, assessment="{}", fingerprint="", **by
        )
        DeliveredDocument.objects.create(
            delivery=delivery, name="x.json", language="en", format="json", content=b"{}", size=2, made_at=now
        )
        action = PlannedAction.objects.create(
            delivery=delivery, place=0, finding="x", told={"en": {"title": "Ask", "line": "Now", "steps": []}}
        )
        step_of(action, partner, "to_do")
        token = new_link(delivery, partner, 7)
        if len(self.rounds) > 1:
            ClientLink.objects.filter(delivery=delivery).update(revoked_at=now)
        return delivery, token

    def invitation(self, round: Any) -> tuple[Any, str]:
        """Somebody invited to a round, and the token of their link; that to the second is revoked."""
        from advisor.workspace.invitations import Wanted, invite, revoke_invitation

        made, token = invite(round, self.people["partner"], Wanted("Nadia", "", "", "en", (), 7))
        if len(self.rounds) > 1:
            revoke_invitation(made)
        return made, token

    def address(self, name: str, takes: dict[str, Any], whose: str, role: str) -> str:
        """The address of an object: own, foreign or absent. A passkey is own to somebody in a role alone."""
        from django.urls import reverse

        round = {"own": self.rounds[0], "foreign": self.rounds[1]}.get(whose)
        delivery, token = {"own": self.deliveries[0], "foreign": self.deliveries[1]}.get(whose, (None, "x"))
        invitation, invited = {"own": self.invited[0], "foreign": self.invited[1]}.get(whose, (None, "x"))
        values = {
            "delivery_id": delivery.pk if delivery else 999_999, "name": "x.json", "own_id": "own-1",
            "action_id": delivery.actions.get().pk if delivery else 999_999,
            "link_id": delivery.links.get().pk if delivery else 999_999, "finding_id": "recognise-do-not-reward",
            "brand_id": round.brand_id if round else 999_999, "round_id": round.pk if round else 999_999,
            "step_id": "size", "key": "spaces", "id": "page", "number": 2, "token": token, "language": "en",
            "invitation": invited, "invitation_id": invitation.pk if invitation else 999_999,
            "format": "json", "mark": "x", "weight": 400, "erasure_id": 999_999, "uidb36": "1",
            "kit_id": self.kit.pk if whose == "own" else 999_999,
            "pk": self.passkeys.get({"own": role}.get(whose, whose), 999_999),
            "person_id": self.people["author"].pk if whose == "own" else 999_999,
        }  # fmt: skip
        if name == "account_reset_password_from_key":
            values["key"] = "x-x"
        return reverse(name, kwargs={one: values[one] for one in takes})


def refused(answer: Any) -> str:
    """How an answer refuses; empty if it does not."""
    if answer.status_code == 302 and answer["location"].startswith("/account/login/?next="):
        return "sign in"
    return "nothing there" if answer.status_code == 404 else ""


@pytest.fixture
def table(workspace: Any) -> Iterator[House]:
    """The house, taken back afterwards with all that the requests did."""
    from django.db import transaction

    from advisor.workspace.house_kits import read_kit

    with house(), transaction.atomic():
        yield House()
        transaction.set_rollback(True)
    read_kit.cache_clear()  # The number of the kit taken back is given to the next.


def test_every_address_has_a_row_and_every_row_an_address(workspace: Any) -> None:
    names = [name for name, _, _ in patterns()]
    assert sorted(names) == sorted(ALLOWED)


@pytest.mark.parametrize("role", ["stranger", "administrator", "partner", "consultant", "author"])
def test_a_role_finds_what_is_its_own_and_nothing_else(table: House, role: str) -> None:
    from django.db import transaction

    wrong = []
    visitor = browser(table.people.get(role))
    if role != "stranger":
        visitor.post("/account/reauthenticate/", {"password": PASSWORD})
    let_in = visitor.cookies.output(header="")
    for name, _, takes in patterns():
        for whose in ("own", "foreign", "absent") if OBJECTS & set(takes) else ("own",):
            theirs = whose == "own" or (whose == "foreign" and role == "partner")
            if theirs and name in RESTS_ON_MORE:
                continue
            for method in ("get", "post"):
                with transaction.atomic():
                    visitor.cookies = SimpleCookie(let_in)
                    answer = getattr(visitor, method)(table.address(name, takes, whose, role))
                    transaction.set_rollback(True)
                may = role in ALLOWED[name] and whose != "absent"
                may = may and not (
                    whose == "foreign"
                    and ({"person_id", "kit_id", "token", "invitation", "pk"} & set(takes) or role == "consultant")
                )
                expected = "" if may else "nothing there"
                if role == "stranger" and name not in OPEN:
                    expected = "sign in"
                if answer.status_code == 405 and expected == "nothing there":
                    continue  # No such method for anybody: it tells nothing of what exists.
                if refused(answer) != expected or answer.status_code >= 500:
                    wrong.append((name, whose, method, answer.status_code, expected))
    assert wrong == []


def test_alone_there_are_no_accounts(client: Any) -> None:
    for name, _, takes in patterns():
        if name.startswith(("account_", "mfa_")) or name in ("people", "new_person", "staff"):
            from django.urls import reverse

            values = {"brand_id": 1, "uidb36": "1", "key": "x-x", "pk": 1}
            assert client.get(reverse(name, kwargs={one: values[one] for one in takes})).status_code == 404, name
