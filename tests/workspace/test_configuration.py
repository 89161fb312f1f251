"""What the environment says of an installation: one clear error where it is faulty, and nothing to say alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from advisor.workspace.configuration import Misconfigured, configuration
from advisor.workspace.connections import database_settings, mail_settings
from tests.workspace.conftest import SECRET

HOUSE = {"ADVISOR_HOSTS": "advisor.example.org, www.example.org", "ADVISOR_SECRET_KEY": SECRET}
MAIL = {"ADVISOR_MAIL_URL": "smtp://anna:p%40ss@mail.example.org", "ADVISOR_MAIL_FROM": "Advice <a@example.org>"}


def checked(**environment: str) -> subprocess.CompletedProcess[str]:
    """`advisor serve --check` in an environment."""
    plain = {
        key: value for key, value in os.environ.items() if not key.startswith(("ADVISOR_", "DATABASE_", "DJANGO_"))
    }
    return subprocess.run(
        [sys.executable, "-m", "advisor", "serve", "--check"],
        capture_output=True, text=True, check=False, timeout=60, env={**plain, "LC_ALL": "en_GB.UTF-8", **environment},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("variable", "environment"),
    [
        ("DATABASE_URL", {"DATABASE_URL": "mysql://anna:sesame@127.0.0.1/advisor", "ADVISOR_SECRET_KEY": SECRET}),
        ("DATABASE_URL", {"DATABASE_URL": "postgresql://127.0.0.1/a?colour=blue", "ADVISOR_SECRET_KEY": SECRET}),
        ("DATABASE_URL", {"DATABASE_URL": "postgresql://127.0.0.1", "ADVISOR_SECRET_KEY": SECRET}),
        ("ADVISOR_SECRET_KEY", {"DATABASE_URL": "postgresql://127.0.0.1/advisor"}),
        ("ADVISOR_SECRET_KEY", {**HOUSE, "ADVISOR_SECRET_KEY": "x" * 60}),
        ("ADVISOR_HOSTS", {**HOUSE, "ADVISOR_HOSTS": "https://advisor.example.org/"}),
        ("ADVISOR_HOSTS", {**HOUSE, "ADVISOR_HOSTS": ","}),
        ("ADVISOR_MAIL_URL", {**MAIL, "ADVISOR_MAIL_URL": "mail.example.org"}),
        ("ADVISOR_MAIL_URL", {**MAIL, "ADVISOR_MAIL_URL": "smtp://mail.example.org:port"}),
        ("ADVISOR_MAIL_FROM", {**MAIL, "ADVISOR_MAIL_FROM": "the house"}),
    ],
)
def test_what_is_faulty_or_missing_is_named_with_its_remedy_and_without_passwords(
    variable: str, environment: dict[str, str], tmp_path: Path
) -> None:
    with pytest.raises(Misconfigured) as raised:
        configuration({**environment, "ADVISOR_DATA": str(tmp_path)})
    for language in ("en", "fr"):
        said = raised.value.said(language)
        assert said.startswith(variable)
        assert "sesame" not in said
    assert raised.value.said("en") != raised.value.said("fr")


def test_a_house_says_its_database_names_and_mail(tmp_path: Path) -> None:
    url = "postgresql://advisor:p%40ss@db.example.org:5433/house?sslmode=require"
    house = configuration({**HOUSE, **MAIL, "DATABASE_URL": url, "ADVISOR_DATA": str(tmp_path)})
    assert house.is_house
    assert house.hosts == ("advisor.example.org", "www.example.org")
    database = database_settings(house)
    assert [database[key] for key in ("HOST", "PORT", "USER", "PASSWORD", "NAME")] == [
        "db.example.org", "5433", "advisor", "p@ss", "house"
    ]  # fmt: skip
    assert database["OPTIONS"]["sslmode"] == "require"
    mail = mail_settings(house.mail)
    assert (mail["EMAIL_PORT"], mail["EMAIL_USE_TLS"], mail["EMAIL_HOST_PASSWORD"]) == (587, True, "p@ss")
    assert not (tmp_path / "secret").exists()


def test_alone_nothing_has_to_be_said(tmp_path: Path) -> None:
    alone = configuration({"ADVISOR_DATA": str(tmp_path)})
    assert not alone.is_house
    assert alone.hosts == ("127.0.0.1", "localhost", "[::1]")
    assert alone.secret == configuration({"ADVISOR_DATA": str(tmp_path)}).secret


def test_the_checks_of_a_server_in_earnest_find_nothing(tmp_path: Path, server_of_tests: str) -> None:
    data = {"ADVISOR_DATA": str(tmp_path)}
    house = checked(**HOUSE, **MAIL, **data, DATABASE_URL=server_of_tests)
    assert (house.returncode, house.stdout, house.stderr) == (0, "Settings and database are in order.\n", "")
    alone = checked(**data)
    assert (alone.returncode, alone.stderr) == (0, "")


def test_a_database_that_cannot_be_reached_is_told_without_a_traceback(tmp_path: Path) -> None:
    ended = checked(DATABASE_URL="postgresql://127.0.0.1:1/x", ADVISOR_SECRET_KEY=SECRET, ADVISOR_DATA=str(tmp_path))
    assert ended.returncode == 3
    assert ended.stderr.startswith("The database cannot be used: ")
    assert "Traceback" not in ended.stderr
    faulty = checked(DATABASE_URL="postgresql://127.0.0.1/x", ADVISOR_DATA=str(tmp_path))
    assert faulty.returncode == 3
    assert faulty.stderr.startswith("ADVISOR_SECRET_KEY is missing")
