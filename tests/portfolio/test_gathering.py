"""Records come in the order of the files, whoever assesses; what was done is kept; a fault stops nothing."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from advisor.knowledge.model import KnowledgeBase
from advisor.portfolio.brand_record import BrandRecord, FaultyFile, Record
from advisor.portfolio.gathering import (
    ClusterUnavailable,
    Store,
    answers_files,
    gathered,
    in_this_process,
    over_cluster,
    over_processes,
)
from advisor.portfolio.recorder import recording

distributed: Any = pytest.importorskip("distributed")


def records(kb: KnowledgeBase, files: Sequence[Path]) -> list[Record]:
    return list(gathered(files, Store(None, kb), in_this_process(recording(kb))))


def test_every_answers_file_is_found_once_and_a_fault_is_told_with_its_place(kb: KnowledgeBase, house: Path) -> None:
    files = answers_files([house, house / "north"])
    assert len(files) == 10
    found = records(kb, files)
    faults = [one for one in found if isinstance(one, FaultyFile)]
    assert len(faults) == 1
    assert faults[0].says["en"].startswith(f"{house / 'broken.yaml'}:2:")
    assert faults[0].says["fr"] != faults[0].says["en"]
    assert [one.file for one in found] == [str(path) for path in files]


def test_whatever_bears_the_name_of_an_answers_file_is_listed_with_its_fault_in_each_language(
    kb: KnowledgeBase, house: Path
) -> None:
    sound = len(records(kb, answers_files([house])))
    (house / "empty.yaml").write_text("", "utf-8")
    (house / "torn.yaml").write_text("brand: [\n", "utf-8")
    (house / "picture.yaml").write_bytes(b"\xff\xd8\xff")
    (house / "elsewhere.yaml").write_text("brand: X\ndate: 2026-01-01\nanswers: {no_such_question: yes}\n", "utf-8")
    (house / "folder.yaml").mkdir()
    (house / "gone.yaml").symlink_to(house / "nowhere.yaml")
    os.mkfifo(house / "pipe.yml")
    files = answers_files([house])
    found = records(kb, files)
    faults = {Path(one.file).name: one for one in found if isinstance(one, FaultyFile)}
    assert len(found) == sound + 7
    assert {name: one.says["en"].split(": ")[1][:4] for name, one in faults.items()} == {
        "broken.yaml": "I004",
        "elsewhere.yaml": "I010",
        "empty.yaml": "E015",
        "folder.yaml": "E002",
        "gone.yaml": "E001",
        "picture.yaml": "E005",
        "pipe.yml": "E003",
        "torn.yaml": "E007",
    }
    assert all(one.says["fr"] != one.says["en"] for one in faults.values())
    assert "ce n’est pas un fichier ordinaire" in faults["pipe.yml"].says["fr"]
    assert list(over_processes(recording(kb), 2)(files)) == found
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as cluster:
        assert list(over_cluster(recording(kb), cluster.scheduler_address)(files)) == found


def test_several_processes_give_the_same_records_in_the_same_order(kb: KnowledgeBase, house: Path) -> None:
    files = answers_files([house])
    assert list(over_processes(recording(kb), 2)(files)) == records(kb, files)


def test_a_killed_process_costs_nothing_but_time(kb: KnowledgeBase, house: Path) -> None:
    files = answers_files([house])
    made = over_processes(recording(kb), 2)(files)
    first = next(made)
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    if not children.exists():
        pytest.skip("what processes there are is not told here")
    ours = [
        pid for pid in children.read_text().split() if "multiprocessing" in _called(pid) or "python" in _called(pid)
    ]
    os.kill(int(ours[-1]), signal.SIGKILL)
    assert [first, *made] == records(kb, files)


def _called(pid: str) -> str:
    return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")


def test_an_interrupted_run_goes_on_where_it_stopped(kb: KnowledgeBase, house: Path, tmp_path: Path) -> None:
    files, store = answers_files([house]), tmp_path / "store.jsonl"
    assessed: list[Path] = []

    def counting(asked: Sequence[Path]) -> Iterator[Record]:
        for path, record in zip(asked, in_this_process(recording(kb))(asked), strict=True):
            assessed.append(path)
            yield record

    first = list(islice(gathered(files, Store(store, kb), counting), 4))
    with store.open("a", encoding="utf-8") as file:
        file.write('{"kb": "cut off in the mid')
    file_of_a_fault = [path for path, one in zip(files, first, strict=False) if isinstance(one, FaultyFile)]
    second = list(gathered(files, Store(store, kb), counting))
    assert second == records(kb, files)
    assert assessed == [*files[:4], *(path for path in files if path in file_of_a_fault or path not in files[:4])]
    files[-1].write_text(files[-1].read_text("utf-8") + "\n# another\n", "utf-8")
    assessed.clear()
    list(gathered(files, Store(store, kb), counting))
    assert files[-1] in assessed
    assert len(assessed) == 2


def test_a_cluster_gives_the_same_though_a_worker_is_killed_on_the_way(kb: KnowledgeBase, house: Path) -> None:
    files = answers_files([house])
    here = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with distributed.LocalCluster(**here) as cluster, distributed.Client(cluster) as client:
        workers = list(client.run(os.getpid).values())
        made = over_cluster(recording(kb), cluster.scheduler_address)(files)
        first = next(made)
        os.kill(workers[0], signal.SIGKILL)
        found = [first, *made]
    assert found == records(kb, files)
    assert sum(isinstance(one, BrandRecord) for one in found) == 9


def test_no_cluster_at_the_address_is_said(kb: KnowledgeBase, house: Path) -> None:
    with pytest.raises(ClusterUnavailable, match=r"127\.0\.0\.1:1"):
        list(over_cluster(recording(kb), "tcp://127.0.0.1:1")(answers_files([house])))
