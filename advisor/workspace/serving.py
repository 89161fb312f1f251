"""The server: makes the database ready, lets people in, answers requests until it is stopped."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

SETTINGS = "advisor.workspace.settings"
THREADS = 8
LARGEST_REQUEST = 16_000_000
"""Bytes that a browser may send at once."""
MIGRATING = 7_214_909_031
"""The number of the lock under which one process at a time makes a PostgreSQL ready."""


def set_up(data: Path | None, knowledge_base: Path | None) -> None:
    """Make Django ready for this process, over a directory of data and a knowledge base where they are given.

    Misconfigured where the environment is faulty.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    if data is not None:
        os.environ["ADVISOR_DATA"] = str(data)
    if knowledge_base is not None:
        os.environ["ADVISOR_KB"] = str(knowledge_base)
    django.setup()


def is_house() -> bool:
    """Whether people come with accounts from other machines."""
    from django.conf import settings

    return bool(settings.CONFIGURATION.is_house)


def prepare() -> None:
    """Bring the database up to date. django.db.Error if it cannot be reached."""
    with _one_at_a_time():
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)


def let_in_alone(*, demo: bool) -> str:
    """Bring an example into an empty workspace, with `demo` all of them, for whoever works alone on this machine.

    Returns the token of the link that lets them in.
    """
    from .entry_link import fresh_token, person_alone
    from .examples import bring_examples

    with _one_at_a_time():
        person = person_alone()
        bring_examples(person, everything=demo)
        return fresh_token(person)


def warm_up() -> None:
    """Read the rules, the addresses and the templates now, once, so that the first to answer need not wait for them.

    InputError if the knowledge base is faulty.
    """
    from django.template import engines
    from django.urls import get_resolver

    from .base import knowledge_base
    from .house_log import note_rules

    with _one_at_a_time():
        note_rules(knowledge_base())
    _ = get_resolver().url_patterns
    pages = engines["jinja2"].env
    for name in pages.list_templates(filter_func=lambda one: one.startswith("workspace/") and one.endswith(".html")):
        pages.get_template(name)
    # What was made until now stays; whoever answers need not wait while it is looked through for what may go.
    gc.collect()
    gc.freeze()


def administrator(mail: str) -> str:
    """Make whoever has a mail address an administrator of the house; the link to their password."""
    from django.conf import settings

    from .accounts import administrator as made

    return f"https://{settings.CONFIGURATION.names[0]}{made(mail)[1]}"


def faults() -> list[str]:
    """What Django's checks find wrong, those for a server in earnest among them.

    django.db.Error if the database cannot be reached.
    """
    from django.core.checks import run_checks
    from django.db import connection

    found = run_checks(include_deployment_checks=True, databases=["default"])
    said = [str(one) for one in found if not one.is_silenced()]
    connection.ensure_connection()
    return said


def serve(port: int, ready: Callable[[int], None]) -> None:
    """Answer requests on the loopback address until interrupted; `ready` is told the port once they are.

    A reverse proxy on this machine is believed what it says of whom it asks for. OSError if the port is taken.
    """
    from waitress.server import create_server

    behind = {
        "trusted_proxy": "127.0.0.1",
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"},
    }
    server = create_server(
        get_wsgi_application(),
        host="127.0.0.1",
        port=port,
        threads=THREADS,
        max_request_body_size=LARGEST_REQUEST,
        ident=None,
        clear_untrusted_proxy_headers=True,
        **(behind if is_house() else {}),
    )
    ready(server.effective_port)
    try:
        server.run()
    finally:
        server.close()


def work() -> None:
    """Make the documents of deliveries and what portfolios tell, whichever process was asked, until interrupted."""
    from .document_work import make_waiting_documents
    from .portfolio_work import gather_what_was_asked
    from .worker import work as until_told

    stop = threading.Event()
    try:
        until_told(stop, (make_waiting_documents, gather_what_was_asked))
    finally:
        stop.set()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    from django.db import connection

    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])
