"""Everything saved as files comes back: every round and every line of its log, or nothing at all."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.workspace.told import told

IMPORT = "/administration/import/"


def saved(client: Any) -> dict[str, bytes]:
    """What a ZIP file of everything holds, by name."""
    packed = zipfile.ZipFile(io.BytesIO(client.post("/administration/everything.zip").getvalue()))
    return {name: packed.read(name) for name in packed.namelist()}


def sent(client: Any, files: dict[str, bytes]) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return client.post(IMPORT, {"file": SimpleUploadedFile("everything.zip", packed.getvalue())})


def without_numbers(files: dict[str, bytes]) -> dict[str, bytes]:
    """The same under names that do not tell what number a brand or a round happens to have."""
    plain = {re.sub(r"^brand-\d+/|-\d+(?=\.)", "", name): content for name, content in files.items()}
    assert len(plain) == len(files)
    return plain


@pytest.fixture
def apart(workspace: Any) -> Iterator[None]:
    """An empty workspace, and what was in it back again afterwards."""
    from django.db import transaction

    from advisor.workspace.models import Brand

    with transaction.atomic():
        Brand.objects.all().delete()
        yield
        transaction.set_rollback(True)


@pytest.mark.usefixtures("apart")
def test_every_case_and_every_line_of_its_log_comes_back(client: Any, person: Any) -> None:
    from advisor.workspace.examples import bring_examples
    from advisor.workspace.models import Brand, LogEntry, Round
    from advisor.workspace.round_session import retold

    assert bring_examples(person, everything=True) > 40
    changed = Round.objects.order_by("pk").first()
    page = f"/rounds/{changed.pk}/"
    client.post(f"{page}questions/size/", {"size": "alone", "note": "Said on the telephone."})
    entry = changed.log.filter(path="answers/size").get()
    client.post(f"{page}log/{entry.number}/undo/")
    client.post(f"{page}respondents/", {"name": "Nadia", "language": "en", "days": "14"})
    before = saved(client)
    Brand.objects.all().delete()
    assert LogEntry.objects.count() == 0
    answer = sent(client, before)
    assert answer.status_code == 302, told(answer)
    after = without_numbers(saved(client))
    rounds = {name: content for name, content in without_numbers(before).items() if "/" not in name}
    assert len(rounds) > 80
    assert after == rounds
    assert all(retold(one) == one.document for one in Round.objects.all())
    assert LogEntry.objects.exclude(undoes=None).get().undoes.path == "answers/size"


@pytest.mark.usefixtures("apart")
def test_a_brand_of_which_the_name_is_there_or_a_file_is_not_sound_brings_nothing(
    client: Any, begun: Callable[..., Any]
) -> None:
    from advisor.workspace.models import Brand, Round

    for name in ("Willow", "Maple"):
        begun(f"brand: {name}\ndate: 2026-11-20\nanswers: {{size: alone}}\n")
    good = saved(client)
    first = next(name for name in good if name.endswith(".yaml"))
    log = first.replace(".yaml", ".log.json")
    again = sent(client, good)
    assert again.status_code == 422
    assert "There is a brand of this name already: Willow" in told(again)
    assert Brand.objects.count() == 2
    Brand.objects.all().delete()
    entry = json.loads(good[log])[0]
    later = {**entry, "number": 2, "place": "answers/size", "before": "alone", "after": "up_to_ten"}
    for spoilt, said in (
        ({first: good[first].replace(b"alone", b"alonely")}, f"{first}:3:"),
        ({first: b"\xff"}, f"{first}: the file cannot be read as UTF-8 text"),
        ({first: b"#" * 1_000_001}, f"{first}: the file is too large"),
        ({log: b"[]"}, f"{log}: this is not the log"),
        ({log: b"[" * 100_000}, f"{log}: this is not the log"),
        ({log: json.dumps([{**entry, "at": "soon"}]).encode()}, f"{log}: this is not the log"),
        ({log: json.dumps([{**entry, "by": "x" * 200}]).encode()}, f"{log}: this is not the log"),
        ({log: json.dumps([entry, later]).encode()}, f"{log}: this is not the log"),
        ({log: json.dumps([entry, {**later, "undoes": 9}]).encode()}, f"{log}: this is not the log"),
    ):
        answer = sent(client, {**good, **spoilt})
        assert answer.status_code == 422
        assert said in told(answer)
        assert not Brand.objects.exists()
        assert not Round.everything.exists()
    assert sent(client, {one: good[one] for one in (first,)}).status_code == 302
    assert Round.objects.get().document["answers"] == {"size": "alone"}


@pytest.mark.usefixtures("apart")
def test_what_is_no_archive_or_holds_nothing_is_refused_in_one_sentence(client: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    def told_of(content: bytes | None) -> str:
        file = {} if content is None else {"file": SimpleUploadedFile("x.zip", content)}
        answer = client.post(IMPORT, file)
        assert answer.status_code == 422
        return told(answer)

    assert "Please choose a ZIP file" in told_of(None)
    assert "not a ZIP file" in told_of(b"PK nothing")
    assert "too large: at most 15 MB" in told_of(b"x" * 15_000_001)
    assert "no round of a brand" in told(sent(client, {"../../etc/passwd": b"x", "a.txt": b"y"}))
