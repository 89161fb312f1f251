"""What docs/workspace.md says of backup and restore, done with a PostgreSQL."""

from __future__ import annotations

import subprocess
from pathlib import Path

import psycopg
import pytest

from tests.workspace.conftest import SECRET
from tests.workspace.postgresql import database, program
from tests.workspace.test_configuration import HOUSE, checked
from tests.workspace.test_starting import served

TABLES = ("workspace_person", "workspace_brand", "workspace_round", "workspace_logentry")


def contents(address: str) -> list[object]:
    with psycopg.connect(address) as connection:
        return [connection.execute(f"SELECT * FROM {one} ORDER BY id").fetchall() for one in TABLES]


def test_a_backup_is_restored_into_an_empty_database_with_everything_in_it(
    tmp_path: Path, server_of_tests: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = tmp_path / "advisor.dump"
    with database(server_of_tests, "before") as before, database(server_of_tests, "after") as after:
        monkeypatch.setenv("DATABASE_URL", before)
        monkeypatch.setenv("ADVISOR_SECRET_KEY", SECRET)
        with served(tmp_path / "data", "--port", "0"):
            pass
        subprocess.run([program("pg_dump"), "--format=custom", f"--file={backup}", before], check=True, timeout=60)
        subprocess.run(
            [program("pg_restore"), "--no-owner", "--exit-on-error", f"--dbname={after}", backup],
            check=True,
            timeout=60,
        )
        kept = contents(before)
        assert all(kept)
        assert contents(after) == kept
        assert checked(**HOUSE, ADVISOR_DATA=str(tmp_path), DATABASE_URL=after).returncode == 0
