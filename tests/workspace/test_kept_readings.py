"""What was read of a round is read once, and is never shown once it is no longer so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

BRANDS = 4
SPACE = """brand: "Maple & Sons {number}"
date: 2026-11-20
language: en
answers: {{size: up_to_ten}}
spaces:
  - {{id: page-{number}, name: "page {number}", answers: {{space_kind: page}}}}
"""


@pytest.fixture
def ground(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The lists of spaces over which the knowledge base was made, in their order."""
    from advisor.inference.grounding import _Grounding

    made: list[Any] = []
    result = _Grounding.result

    def noted(self: Any) -> Any:
        made.append(self.lists)
        return result(self)

    monkeypatch.setattr(_Grounding, "result", noted)
    return made


def test_the_spaces_of_a_brand_are_gone_into_once_however_many_brands_are_open(
    client: Any, begun: Callable[..., Any], ground: list[Any]
) -> None:
    rounds = [begun(SPACE.format(number=number)) for number in range(BRANDS)]
    for option in ("alone", "up_to_250"):
        for round in rounds:
            assert client.get(f"/rounds/{round.pk}/questions/size/").status_code == 200
            assert client.post(f"/rounds/{round.pk}/questions/size/", {"size": option}).status_code == 302
    seen = [str(lists) for lists in ground]
    assert len(seen) >= BRANDS
    assert sorted(set(seen)) == sorted(seen)


def test_an_answer_kept_by_another_process_is_shown_at_once(client: Any, begun: Callable[..., Any]) -> None:
    from advisor.workspace.models import Round

    round = begun(SPACE.format(number=9))
    shown = client.get(f"/rounds/{round.pk}/questions/size/").content.decode()
    assert 'value="up_to_ten" checked' in shown
    document = {**round.document, "answers": {"size": "alone"}}
    Round.objects.filter(pk=round.pk).update(document=document, edition=round.edition + 1)
    shown = client.get(f"/rounds/{round.pk}/questions/size/").content.decode()
    assert 'value="alone" checked' in shown
    assert 'value="up_to_ten" checked' not in shown
