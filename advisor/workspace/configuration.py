"""What the environment says of an installation: where it keeps its data, whom it answers, how it sends mail.

Alone on one machine nothing has to be said: a directory of the user, a secret made at the first start, the loopback
address. A house says its names, its secret and its database; what is missing or faulty is one clear error.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from advisor.knowledge import shipped
from advisor.language import N_, SOURCE_LANGUAGE, Phrase
from advisor.portfolio.own_directory import directory_of_user

SHIPPED = "community-management"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
SHORTEST_SECRET = 50
NO_DATABASE = N_(
    "{name} is no address of a PostgreSQL database, such as postgresql://advisor:password@127.0.0.1/advisor: {error}"
)
NO_SECRET = N_(
    "{name} is missing or too short: several processes share it, and it signs what browsers are given. Set it to "
    "{least} random characters or more, such as those that this prints: openssl rand -base64 48"
)
NO_HOSTS = N_("{name} is no list of host names with commas between, such as advisor.example.org: {said}")
NO_MAIL = N_(
    "{name} is no address of a mail server, such as smtp://user:password@mail.example.org:587 or "
    "smtps://user:password@mail.example.org: {said}"
)
NO_SENDER = N_("{name} is missing or no mail address: whom mail comes from, such as advisor@example.org.")
_HOST = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(\.(?!-)[A-Za-z0-9-]{1,63})*")


class Misconfigured(Exception):
    """The environment lacks something, or says what cannot be meant; the message says which variable and the remedy."""

    def __init__(self, message: str, **values: object) -> None:
        self._phrase = Phrase(message, **values)
        super().__init__(self.said(SOURCE_LANGUAGE))

    def said(self, language: str) -> str:
        """The message in a language."""
        return self._phrase(language)


@dataclass(frozen=True)
class Mail:
    """The server that takes mail, and whom mail comes from. `tls` is `implicit`, `starttls` or `none`."""

    host: str
    port: int
    user: str
    password: str
    tls: str
    sender: str


@dataclass(frozen=True)
class Configuration:
    """Where data lie, what the house advises with, the secret that signs what a browser is given, its own names.

    `postgresql` is what libpq is to be told to connect; None for SQLite. `mail` is None where none can be sent.
    `names` are those of a house, reached by HTTPS through a reverse proxy; empty for whoever works alone.
    """

    data: Path
    knowledge_base: Path
    secret: str
    names: tuple[str, ...] = ()
    postgresql: Mapping[str, Any] | None = None
    mail: Mail | None = None

    @property
    def database(self) -> Path:
        """The file of the database, where it is SQLite."""
        return self.data / "workspace.sqlite3"

    @property
    def is_house(self) -> bool:
        """Whether people come with accounts from other machines, instead of one person from this one."""
        return bool(self.names)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names the server answers to."""
        return self.names or LOOPBACK


def configuration(environment: Mapping[str, str] = os.environ) -> Configuration:
    """What the environment says. Makes the directory, and the secret of whoever works alone.

    Misconfigured where a variable is faulty or missing; OSError if directory or secret cannot be made.
    """
    names = _names(environment.get("ADVISOR_HOSTS", ""))
    postgresql = _postgresql(environment.get("DATABASE_URL", ""))
    mail = _mail(environment)
    secret = environment.get("ADVISOR_SECRET_KEY", "")
    shared = bool(names or postgresql or secret)
    if shared and (len(secret) < SHORTEST_SECRET or len(set(secret)) < 10):
        raise Misconfigured(NO_SECRET, name="ADVISOR_SECRET_KEY", least=SHORTEST_SECRET)
    given = environment.get("ADVISOR_DATA")
    data = Path(given) if given else directory_of_user(environment)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    base = environment.get("ADVISOR_KB")
    directory = Path(base) if base else shipped("rules") / SHIPPED
    return Configuration(data, directory, secret or _kept_secret(data / "secret"), names, postgresql, mail)


def _names(said: str) -> tuple[str, ...]:
    names = tuple(one.strip().lower() for one in said.split(",") if one.strip())
    if any(not _HOST.fullmatch(one) for one in names) or (said.strip() and not names):
        raise Misconfigured(NO_HOSTS, name="ADVISOR_HOSTS", said=said)
    return names


def _postgresql(said: str) -> Mapping[str, Any] | None:
    if not said:
        return None
    name = "DATABASE_URL"
    if not said.startswith(("postgresql://", "postgres://")):
        raise Misconfigured(NO_DATABASE, name=name, error=said.partition(":")[0])
    # Only here: whoever works alone needs no library of PostgreSQL.
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    try:
        told = conninfo_to_dict(said)
    except psycopg.ProgrammingError as error:
        raise Misconfigured(NO_DATABASE, name=name, error=str(error).strip()) from None
    if not told.get("dbname"):
        raise Misconfigured(NO_DATABASE, name=name, error="/")
    return told


def _mail(environment: Mapping[str, str]) -> Mail | None:
    said, sender = environment.get("ADVISOR_MAIL_URL", ""), environment.get("ADVISOR_MAIL_FROM", "")
    if not said:
        return None
    try:
        parts = urlsplit(said)
        host, port = parts.hostname, parts.port
    except ValueError:
        parts, host, port = urlsplit(""), None, None
    if parts.scheme not in ("smtp", "smtps") or not host:
        raise Misconfigured(NO_MAIL, name="ADVISOR_MAIL_URL", said=said.partition(":")[0])
    if "@" not in parseaddr(sender)[1]:
        raise Misconfigured(NO_SENDER, name="ADVISOR_MAIL_FROM")
    # A server on this machine takes mail without a password, and needs no encryption on the way to it.
    near = host in ("localhost", "127.0.0.1", "::1") and not parts.username
    tls = "implicit" if parts.scheme == "smtps" else "none" if near else "starttls"
    usual = {"implicit": 465, "starttls": 587, "none": 25}[tls]
    return Mail(host, port or usual, unquote(parts.username or ""), unquote(parts.password or ""), tls, sender)


def _kept_secret(path: Path) -> str:
    """The secret of this installation, made at the first start and readable by its user alone."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(secrets.token_urlsafe(48))
        stream.flush()
        os.fsync(descriptor)
    return path.read_text("ascii").strip()
