"""`rules test` tries every expectation, and fails where there is nothing to try it on."""

from __future__ import annotations

import pytest

from .conftest import Bench

CASE = "cases/village-school.yaml"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("pay-no-soloists@altos", "pay-no-soloists@altoss"),
        ("not_fires: [pay-no-soloists@children]", "not_fires: [pay-no-soloists@tenors]"),
        ("strained@children: no", "strained@tenors: no"),
    ],
)
def test_an_expectation_of_an_instance_that_is_not_listed_fails(old: str, new: str, choir: Bench) -> None:
    choir.plant(CASE, old, new)

    said = choir.run("test", status=1)

    assert "the case lists no such instance" in said
    assert "1 failed" in said
