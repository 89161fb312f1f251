"""What stands, what many brands have in common, and how a brand leaves."""

from __future__ import annotations

import io
import json
import re
import time
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from tests.workspace.told import told


def example() -> Any:
    from advisor.workspace.models import Round

    return Round.objects.order_by("pk").first()


def gathered(client: Any) -> str:
    """The portfolio once every round is assessed; other tests leave rounds behind."""
    for _ in range(300):
        if "are assessed so far" not in (shown := told(client.get("/portfolio/"))):
            return shown
        time.sleep(0.1)
    raise AssertionError(shown)


def test_what_stands_is_what_the_rules_say_and_leads_to_what_is_worth_asking(
    client: Any, begun: Callable[..., Any]
) -> None:
    from advisor.workspace.round_advice import assessed, worth

    round = example()
    answer = client.get(f"/rounds/{round.pk}/standing/")
    shown = answer.content.decode()
    numbered = [one.position for one in assessed(round).advice if one.position is not None and one.subsumed_by is None]
    assert all(f"<strong>{position}.</strong>" in shown for position in numbered)
    # Nothing is worth asking any more in the example; in a round that has just begun much is.
    assert worth(round).questions == ()
    fresh = begun(brand="Quay & Lantern")
    first = worth(fresh).questions[0]
    assert f"/rounds/{fresh.pk}/questions/{first}/" in client.get(f"/rounds/{fresh.pk}/standing/").content.decode()


def test_the_portfolio_gathers_every_round_once_and_anew_when_it_changed(
    client: Any, begun: Callable[..., Any]
) -> None:
    from advisor.workspace.models import RoundRecord

    round = begun(brand="Quay & Lantern")
    assert "Quay & Lantern" in gathered(client)
    kept = RoundRecord.objects.get(round=round)
    assert kept.edition == 1
    client.post(f"/rounds/{round.pk}/questions/size/", {"size": "alone"})
    assert "Quay & Lantern" in gathered(client)
    kept.refresh_from_db()
    assert kept.edition == 2
    table = client.get("/portfolio.csv")
    assert table["Content-Type"].startswith("text/csv")
    assert "Quay & Lantern" in table.content.decode()


def test_one_look_has_every_round_assessed_beside_the_page_and_what_was_found_stays(
    client: Any, begun: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from advisor.workspace.models import Round, RoundRecord

    begun(brand="Quay & Lantern")
    RoundRecord.objects.all().delete()
    monkeypatch.setattr("advisor.workspace.portfolio_pages.AT_ONCE", 0.0)
    assert f"0 of {Round.objects.count()} rounds are assessed so far" in told(client.get("/portfolio/"))
    for _ in range(300):
        progress = client.get("/portfolio/progress/")
        if progress.headers.get("HX-Refresh"):
            break
        assert "are assessed so far" in progress.content.decode()
        time.sleep(0.1)
    kept = dict(RoundRecord.objects.values_list("round", "pk"))
    shown = told(client.get("/portfolio/"))
    assert "Quay & Lantern" in shown
    assert "are assessed so far" not in shown
    assert dict(RoundRecord.objects.values_list("round", "pk")) == kept


def test_rounds_are_left_to_a_worker_while_one_is_there(
    client: Any, begun: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.core.cache import cache

    from advisor.workspace.models import RoundRecord
    from advisor.workspace.portfolio_work import gather_what_was_asked
    from advisor.workspace.worker import SILENT, WORKER

    round = begun(brand="Quay & Lantern")
    gathered(client)
    RoundRecord.objects.filter(round=round).delete()
    monkeypatch.setattr("advisor.workspace.portfolio_pages.AT_ONCE", 0.0)
    cache.set(WORKER, True, SILENT)
    try:
        for _ in range(2):
            assert "are assessed so far" in told(client.get("/portfolio/"))
        gather_what_was_asked()
        assert "are assessed so far" not in told(client.get("/portfolio/"))
    finally:
        cache.delete(WORKER)


def test_a_round_that_cannot_be_assessed_is_named_and_keeps_nobody_waiting(
    client: Any, begun: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from advisor.workspace.models import Round

    round = begun(brand="Odd & Ends")
    Round.objects.filter(pk=round.pk).update(document={**round.document, "answers": {"no_such": "yes"}}, edition=9)
    try:
        assert "odd-ends-2026-11-20" in gathered(client)
        assert "odd-ends-2026-11-20 – Il n’y a pas de question « no_such »." in told(
            client.get("/portfolio/?language=fr")
        )
        client.get("/portfolio/?language=en")
        Round.objects.filter(pk=round.pk).update(edition=10)

        def break_down(*_: Any) -> None:
            raise RuntimeError("of the test")

        monkeypatch.setattr("advisor.workspace.round_records.answers_of", break_down)
        assert "odd-ends-2026-11-20: this round could not be assessed" in gathered(client)
    finally:
        round.delete()


def test_the_table_of_the_portfolio_waits_for_every_round(client: Any, begun: Callable[..., Any]) -> None:
    from advisor.workspace.models import RoundRecord

    begun(brand="Quay & Lantern")
    RoundRecord.objects.all().delete()
    assert "Quay & Lantern" in client.get("/portfolio.csv").content.decode()
    assert "are assessed so far" not in told(client.get("/portfolio/"))


def test_shares_are_told_among_brands_that_answer_a_question_alike(client: Any, begun: Callable[..., Any]) -> None:
    for number in range(5):
        round = begun(brand=f"Alone {number}")
        client.post(f"/rounds/{round.pk}/questions/size/", {"size": "alone"})
        client.post(f"/rounds/{round.pk}/questions/called_community/", {"called_community": "followers"})
    gathered(client)
    shown = told(client.get("/portfolio/", {"by": "size"}))
    assert re.search(r"Share by “How many people work there[^”]*”", shown)
    assert re.search(r"\bone \([5-9]\d*\)", shown)
    assert "Share by" not in told(client.get("/portfolio/", {"by": "nothing of the kind"}))
    assert "alone" in client.get("/portfolio.csv", {"by": "size"}).content.decode()


def test_a_second_round_tells_what_changed_since_the_first(client: Any) -> None:
    from advisor.workspace.models import Round

    round = example()
    assert "What has changed" not in told(client.get(f"/rounds/{round.pk}/report/"))
    text = client.get(f"/rounds/{round.pk}/answers.yaml").content.decode().replace("2026-11-20", "2027-11-20")
    later = client.post(f"/brands/{round.brand_id}/rounds/bring/", {"text": text})
    second = Round.objects.get(pk=int(later["location"].split("/")[-2]))
    try:
        assert "since 20 November 2026" in told(client.get(f"/rounds/{second.pk}/report/"))
        page = client.get(f"/rounds/{second.pk}/since/en.html")
        assert page.status_code == 200
        assert "Chantoiseau" in page.content.decode()
        assert client.get(f"/rounds/{round.pk}/since/en.html").status_code == 404
    finally:
        second.delete()


def test_a_brand_leaves_as_files_and_is_erased_with_a_receipt(client: Any, begun: Callable[..., Any]) -> None:
    from advisor.workspace.models import Brand, LogEntry, Round

    round = begun(brand="Willow Street")
    client.post(f"/rounds/{round.pk}/questions/size/", {"size": "alone"})
    client.post(f"/rounds/{round.pk}/log/2/undo/")
    address = f"/brands/{round.brand_id}"
    packed = zipfile.ZipFile(io.BytesIO(client.get(f"{address}/archive.zip").getvalue()))
    (log,) = [name for name in packed.namelist() if name.endswith(".json")]
    assert [(one["place"], one["after"]) for one in json.loads(packed.read(log))][1:] == [
        ("answers/size", "alone"),
        ("answers/size", None),
    ]
    assert client.post(f"{address}/erase/", {"name": "Willow"}).status_code == 422
    assert Brand.objects.filter(pk=round.brand_id).exists()
    receipt = client.post(f"{address}/erase/", {"name": "willow street"}, follow=True)
    assert "Rounds erased: 1. Answers of people invited: 0. Lines of all logs: 3." in told(receipt)
    assert "Willow" not in told(receipt)
    assert not Brand.objects.filter(pk=round.brand_id).exists()
    assert not Round.objects.filter(pk=round.pk).exists()
    assert not LogEntry.objects.filter(round_id=round.pk).exists()
    assert client.get("/erasures/9999/").status_code == 404
