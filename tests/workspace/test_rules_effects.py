"""What today's rules would change of what was delivered under others: told brand by brand and in sum, and kept."""

from __future__ import annotations

import re
import shutil
import time
from typing import Any

import pytest

from advisor.knowledge import load, shipped
from advisor.knowledge.model import KnowledgeBase
from tests.workspace.told import told

FORMER, PRESENT = "likes-prove-nothing", "followers-prove-nothing"


@pytest.fixture(scope="module")
def earlier_rules(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """The rules before an edit: one advice went by an id that is forgotten, one was milder, one was not there yet."""
    directory = tmp_path_factory.mktemp("rules") / "community-management"
    shutil.copytree(shipped("rules") / "community-management", directory)
    for path in directory.rglob("*.yaml"):
        text = path.read_text("utf-8").replace(PRESENT, FORMER)
        text = re.sub(r"(- id: recognise-members\n(?:    .*\n)*?    severity: )moderate", r"\1minor", text)
        text = text.replace("- id: knowledge-from-outside\n", "- id: knowledge-from-outside\n    status: draft\n")
        path.write_text(text, "utf-8")
    return load(directory)


@pytest.fixture
def delivered_before(client: Any, approved: Any, quick: None, earlier_rules: KnowledgeBase) -> Any:
    """A delivery as it was frozen under those rules."""
    from advisor.advice import assess
    from advisor.answers import parse_answers
    from advisor.workspace.delivery_models import DeliveredReport, PlannedAction

    client.post(f"/rounds/{approved.pk}/deliver/", {"language": "en"})
    made = DeliveredReport.objects.latest("pk")
    assessment = assess(earlier_rules, parse_answers({**made.document, "review": {}}, earlier_rules))
    then = {"assessment": assessment.model_dump_json(), "fingerprint": earlier_rules.fingerprint}
    DeliveredReport.objects.filter(pk=made.pk).update(**then)
    PlannedAction.objects.filter(delivery=made, finding=PRESENT).update(finding=FORMER)
    return DeliveredReport.objects.get(pk=made.pk)


def test_without_such_a_delivery_nothing_would_change(client: Any) -> None:
    from advisor.workspace.delivery_models import DeliveredReport

    DeliveredReport.objects.all().delete()
    assert "no brand’s last delivery was made by other rules than those of today" in compared(client)


def compared(client: Any) -> str:
    """The page once every delivery is compared."""
    for _ in range(300):
        if "are compared so far" not in (shown := told(client.get("/portfolio/rules/"))):
            return shown
        time.sleep(0.1)
    raise AssertionError(shown)


def test_findings_that_arise_fall_away_or_weigh_otherwise_are_told_by_brand_and_in_sum(
    client: Any, delivered_before: Any
) -> None:
    from advisor.workspace.base import knowledge_base

    kb = knowledge_base()
    title = {id: kb.advice[id].title["en"] for id in (PRESENT, "recognise-members", "knowledge-from-outside")}
    shown = compared(client)
    brands = shown.partition("Brand by brand")[2]
    assert f"Arises: {title['knowledge-from-outside']} – Le Potager commun (minor)" in brands
    assert f"Arises: {title[PRESENT]} (moderate)" in brands
    assert f"Falls away: {title[PRESENT]} (moderate)" in brands  # as the plan that was delivered called it
    assert f"Graver: {title['recognise-members']} – Le Potager commun (minor → moderate)" in brands
    assert "among the first three" not in brands
    assert "recognise-do-not-reward" not in brands
    sums = shown.partition("In sum")[2].partition("Brand by brand")[0]
    assert re.search(rf"{title['recognise-members']} – – [1-9]\d* – – –", sums)
    assert "Apparaît : " in told(client.get("/portfolio/rules/?language=fr"))


def test_what_was_worked_out_is_kept_and_of_each_brand_only_the_last_delivery_counts(
    client: Any, delivered_before: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from advisor.workspace.models import RulesEffectRecord

    compared(client)
    kept = RulesEffectRecord.objects.get(delivery=delivered_before)
    monkeypatch.setattr("advisor.workspace.rules_effects.rules_effect", None)
    page = f"/deliveries/{delivered_before.pk}/"
    compared(client)
    assert page in client.get("/portfolio/rules/").content.decode()
    assert RulesEffectRecord.objects.get(delivery=delivered_before).pk == kept.pk
    client.post(f"/rounds/{delivered_before.round_id}/deliver/", {"language": "en"})
    compared(client)
    assert page not in client.get("/portfolio/rules/").content.decode()


def test_a_delivery_that_cannot_be_compared_says_why(client: Any, delivered_before: Any) -> None:
    from advisor.workspace.delivery_models import DeliveredReport

    DeliveredReport.objects.filter(pk=delivered_before.pk).update(assessment="{}")
    assert "kept in a form that is not read any more" in compared(client)
