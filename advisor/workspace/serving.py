"""The server of one machine: makes the database ready, lets its user in, answers requests until it is stopped."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import django
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

SETTINGS = "advisor.workspace.settings"
THREADS = 8


def set_up(data: Path | None, knowledge_base: Path | None) -> None:
    """Make Django ready for this process, over a directory of data and a knowledge base where they are given."""
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    if data is not None:
        os.environ["ADVISOR_DATA"] = str(data)
    if knowledge_base is not None:
        os.environ["ADVISOR_KB"] = str(knowledge_base)
    django.setup()


def prepare(*, demo: bool) -> str:
    """Bring the database up to date, with an example where it is empty; with `demo` with all of them.

    Returns the token of the link that lets the user of this machine in.
    """
    from .entry_link import fresh_token, person_alone
    from .examples import bring_examples

    call_command("migrate", verbosity=0, interactive=False)
    person = person_alone()
    bring_examples(person, everything=demo)
    return fresh_token(person)


def serve(port: int, ready: Callable[[int], None]) -> None:
    """Answer requests on the loopback address until interrupted; `ready` is told the port once they are.

    OSError if the port is taken.
    """
    from waitress.server import create_server

    server = create_server(
        get_wsgi_application(),
        host="127.0.0.1",
        port=port,
        threads=THREADS,
        ident=None,
        clear_untrusted_proxy_headers=True,
    )
    ready(server.effective_port)
    try:
        server.run()
    finally:
        server.close()
