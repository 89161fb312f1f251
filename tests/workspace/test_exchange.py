"""The answers file goes in and comes out with nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from advisor.answers import Answers, AnswersError, parse_answers, read_answers
from advisor.knowledge import shipped
from advisor.knowledge.model import KnowledgeBase
from tests.workspace.told import told

CASES = shipped("rules") / "community-management" / "cases"
FILE = """# Seen at the shop on Tuesday.
brand: "Maple & Sons"   # the name on the door
date: 2026-11-20
language: en
answers:
  size: up_to_ten   # asked twice
  activities: [goods]
notes:
  size: {text: "Nine, and an apprentice.", visible_to: client}
flags: [size]
spaces:
  - id: page
    name: "the page"
    # two of them are one
    answers: {space_kind: page, space_state: running}
"""


def read_back(text: str, kb: KnowledgeBase, directory: Path) -> Answers:
    path = directory / "back.yaml"
    path.write_text(text, "utf-8")
    return replace(read_answers(path, kb), path=None)


def test_every_case_comes_out_as_it_went_in(workspace: Path, tmp_path: Path) -> None:
    from advisor.workspace.base import knowledge_base
    from advisor.workspace.exchange_pages import file_text
    from advisor.workspace.models import Brand, Round
    from advisor.workspace.stored_answers import settled

    kb = knowledge_base()
    sound = 0
    for name, case in kb.cases.items():
        try:
            original = parse_answers(case.document, kb)
        except AnswersError:
            continue
        sound += 1
        document = settled(case.document, kb)
        plain = Round(brand=Brand(name="x"), document=document)
        assert read_back(file_text(plain, kb), kb, tmp_path) == original, name
        text = (CASES / f"{name}.yaml").read_text("utf-8")
        if "based_on" not in case.document:
            kept = Round(brand=Brand(name="x"), document=document, imported=text)
            assert read_back(file_text(kept, kb), kb, tmp_path) == original, name
    assert sound >= 60


def test_a_file_nobody_touched_comes_out_to_the_byte(client: Any, begun: Callable[..., Any]) -> None:
    round = begun(FILE)
    assert client.get(f"/rounds/{round.pk}/answers.yaml").content.decode() == FILE


def test_comments_order_and_spelling_stay_when_an_answer_changes(client: Any, begun: Callable[..., Any]) -> None:
    round = begun(FILE)
    answer = client.post(f"/rounds/{round.pk}/questions/size/", {"size": "up_to_250", "flag": "on"})
    assert answer.status_code == 302
    now = client.get(f"/rounds/{round.pk}/answers.yaml").content.decode()
    assert now == FILE.replace("size: up_to_ten ", "size: up_to_250 ")


def test_a_faulty_file_is_refused_with_line_and_remedy_and_can_be_mended(client: Any) -> None:
    faulty = FILE.replace("up_to_ten", "up_to_tenn")
    answer = client.post("/brands/bring/", {"text": faulty})
    assert answer.status_code == 422
    assert "answers.yaml:6:9" in told(answer)
    assert "up_to_ten" in told(answer)
    assert "up_to_tenn" in answer.content.decode()  # what was pasted is still there
    assert client.post("/brands/bring/", {"text": ""}).status_code == 422
    assert client.post("/brands/bring/", {"text": "a: &x 1\nb: *x\n"}).status_code == 422


def test_a_file_that_is_no_text_or_too_large_is_refused(client: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    for content in (b"\xff\xfe\x00", b"#" * 1_000_001):
        answer = client.post("/brands/bring/", {"file": SimpleUploadedFile("a.yaml", content)})
        assert answer.status_code == 422
