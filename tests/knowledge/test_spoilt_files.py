"""However a knowledge base is spoilt, the answer is a list of problems, each at its place and in time."""

from __future__ import annotations

import pytest

from tests.fuzz_knowledge import fuzz

IN_ONE = 100


@pytest.mark.parametrize("part", range(5))
def test_spoilt_knowledge_bases_give_positioned_problems_and_never_a_traceback(part: int) -> None:
    noticed = fuzz(IN_ONE, start=part * IN_ONE)

    # What is spoilt is nearly always noticed; some mutations change a text into another text.
    assert noticed > IN_ONE * 0.7
