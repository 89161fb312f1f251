"""A PostgreSQL of the tests' own: its programs come with Debian's package, its data and its port are its own."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

OWNER = "postgres"
"""Under whom it runs where the tests run as root, which it refuses; Debian's package makes this user."""


def program(name: str) -> str:
    """The path of one of its programs; Debian keeps the server's off the path."""
    found = shutil.which(name) or next(
        (str(one / name) for one in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None
    )
    assert found, f"{name} is not installed: sh tools/prepare.sh system postgresql"
    return found


@contextmanager
def postgresql(*, durable: bool = False) -> Iterator[str]:
    """A server with an empty database; gives the address of that. What is to outlast a machine has to be `durable`."""
    with tempfile.TemporaryDirectory(prefix="advisor-postgresql-") as directory:
        owner = pwd.getpwnam(OWNER) if os.geteuid() == 0 else None
        if owner is not None:
            os.chown(directory, owner.pw_uid, owner.pw_gid)
        as_owner: dict[str, Any] = (
            {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner is not None else {}
        )

        def run(*command: str) -> None:
            with open(f"{directory}/said", "a") as said:
                subprocess.run(command, check=True, stdout=said, stderr=said, cwd=directory, timeout=120, **as_owner)

        data = f"{directory}/data"
        run(program("initdb"), "--pgdata", data, "--username", OWNER, "--auth", "trust", "--encoding", "UTF8",
            "--locale", "C.UTF-8", "--no-sync")  # fmt: skip
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        control = (program("pg_ctl"), "--pgdata", data, "--wait")
        synced = "on" if durable else "off"
        options = f"-p {port} -k {directory} -c listen_addresses=127.0.0.1 -c fsync={synced} -c max_connections=60"
        run(*control, "--log", f"{directory}/log", "--options", options, "start")
        try:
            yield f"postgresql://{OWNER}@127.0.0.1:{port}/{OWNER}"
        finally:
            run(*control, "--mode", "immediate", "stop")


@contextmanager
def database(server: str, name: str) -> Iterator[str]:
    """A database more of a server; gives its address."""
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"{server.rpartition('/')[0]}/{name}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
