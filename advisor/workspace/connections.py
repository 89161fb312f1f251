"""What Django is told of the database and of the mail server, from what the environment says."""

from __future__ import annotations

from typing import Any

from .configuration import Configuration, Mail

NAMES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
"""What Django calls what libpq is told."""
PATIENCE = 10
"""Seconds to wait for a mail server."""


def database_settings(configured: Configuration) -> dict[str, Any]:
    """The database: PostgreSQL where one is named, else a file of SQLite."""
    if configured.postgresql is None:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": configured.database,
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                # A writer takes its turn at once, instead of failing halfway through what it has read.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    told = dict(configured.postgresql)
    named = {NAMES[key]: str(told.pop(key)) for key in NAMES if key in told}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **named,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 10, **told},
    }


def mail_settings(mail: Mail | None) -> dict[str, Any]:
    """How mail is sent; where no server is named, none is."""
    if mail is None:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": mail.host,
        "EMAIL_PORT": mail.port,
        "EMAIL_HOST_USER": mail.user,
        "EMAIL_HOST_PASSWORD": mail.password,
        "EMAIL_USE_SSL": mail.tls == "implicit",
        "EMAIL_USE_TLS": mail.tls == "starttls",
        "EMAIL_TIMEOUT": PATIENCE,
        "DEFAULT_FROM_EMAIL": mail.sender,
        "SERVER_EMAIL": mail.sender,
    }
