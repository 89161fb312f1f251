"""What an author waits for in an editor: answers of the language server over its pipes, and problems after a key."""

from __future__ import annotations

import asyncio
import itertools
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import psutil
from lsprotocol import types
from pygls.lsp.client import LanguageClient

from .table import ms, show

RUNS = 20
AFTER_KEY = "problems of the file, after a key"
AFTER_ID = "the same, where an id changes"
SLIPS = frozenset(("E021", "E026"))
"""The codes of a key, and of an id, that cannot be."""
QUIET = 3
"""Seconds until the server has studied everything and waits."""
WANTED = 100
"""Milliseconds within which an author should have an answer."""


def measure(directory: Path) -> None:
    """Print how long the server takes to answer in the largest file of a knowledge base, and in one of middle size."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(shutil.copytree(directory, Path(scratch) / "rules"))
        *_, largest = files = sorted((copy / "advice").glob("*.yaml"), key=lambda path: path.stat().st_size)
        middle = files[len(files) // 2]
        sizes = [path.stat().st_size // 1000 for path in (largest, middle)]
        rows = asyncio.run(_measured(largest))
        after_key = asyncio.run(_measured(middle, (AFTER_KEY,)))[AFTER_KEY]
    show(
        f"Language server: ms of {RUNS} requests (wanted: below {WANTED})",
        ["", "first", "median", "slowest", "of the processor"],
        [
            [what, *map(ms, (one.first, statistics.median(one.later), max(one.later), one.spent))]
            for what, one in {**rows, "the same in a smaller file": after_key}.items()
        ],
        "First: the first of its kind after the file was opened and studied. "
        f"In the largest file ({sizes[0]} kB); the last row in one of {sizes[1]} kB. From the request, or the change "
        "of one line, sent over the pipe, until the answer, or the problems, are back; after a key the server first "
        "waits 20 ms for another. What only all files together show is looked for half a second after the last key.",
    )


class Waited(NamedTuple):
    """Milliseconds for the first request of a kind, for RUNS later ones, and of the processor for one of these."""

    first: float
    later: Sequence[float]
    spent: float


async def _measured(file: Path, only: Sequence[str] = ()) -> dict[str, Waited]:
    """How long each request takes."""
    client = LanguageClient("bench", "1")
    told = asyncio.Event()
    codes: set[str] = set()

    def problems(params: types.PublishDiagnosticsParams) -> None:
        codes.clear()
        codes.update(str(one.code) for one in params.diagnostics)
        told.set()

    client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(problems)
    await client.start_io(sys.executable, "-m", "advisor", "rules", "serve-editor")
    await client.initialize_async(types.InitializeParams(types.ClientCapabilities()))
    client.initialized(types.InitializedParams())
    text = file.read_text(encoding="utf-8")
    document = types.TextDocumentIdentifier(file.as_uri())
    client.text_document_did_open(
        types.DidOpenTextDocumentParams(types.TextDocumentItem(document.uri, "yaml", 1, text))
    )
    at = _place(text, "when: {", 8)
    requests: dict[str, Callable[[], Awaitable[object]]] = {
        "hover": lambda: client.text_document_hover_async(types.HoverParams(document, at)),
        "completion": lambda: client.text_document_completion_async(types.CompletionParams(document, at)),
        "definition": lambda: client.text_document_definition_async(types.DefinitionParams(document, at)),
        "references": lambda: client.text_document_references_async(
            types.ReferenceParams(types.ReferenceContext(True), document, at)
        ),
        "outline": lambda: client.text_document_document_symbol_async(types.DocumentSymbolParams(document)),
        "layout of the whole file": lambda: client.text_document_formatting_async(
            types.DocumentFormattingParams(document, types.FormattingOptions(2, True))
        ),
        "rename in all files": lambda: client.text_document_rename_async(
            types.RenameParams(text_document=document, position=at, new_name="another_name")
        ),
    }
    versions = itertools.count(2)
    kind = text[text.rindex("\n", 0, text.index("    kind: ")) + 1 :].partition("\n")[0]
    id = next(line for line in text.split("\n") if line.startswith("  - id: "))
    slips = {AFTER_KEY: (kind, kind.replace("kind", "knid")), AFTER_ID: (id, f"{id}_Two words")}
    for what, (right, wrong) in slips.items():
        line = text[: text.index(f"{right}\n")].count("\n")
        requests[what] = lambda line=line, right=right, wrong=wrong: _typed(  # type: ignore[misc]
            client,
            types.VersionedTextDocumentIdentifier(next(versions), document.uri),
            line,
            (right, wrong),
            told,
            codes,
        )
    (server,) = psutil.Process().children()
    rows = {}
    await client.text_document_prepare_rename_async(types.PrepareRenameParams(document, at))  # Waits for the files.
    await asyncio.sleep(QUIET)
    for what, request in requests.items():
        if only and what not in only:
            continue
        first = await _timed(request())
        await request()  # A slip is mended before the next, RUNS of them too.
        await asyncio.sleep(QUIET)
        begin = server.cpu_times().user
        later = [await _timed(request()) for _ in range(RUNS)]
        rows[what] = Waited(first, later, 1000 * (server.cpu_times().user - begin) / RUNS)
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()  # type: ignore[no-untyped-call]
    return rows


async def _typed(
    client: LanguageClient,
    document: types.VersionedTextDocumentIdentifier,
    line: int,
    words: tuple[str, str],
    told: asyncio.Event,
    codes: set[str],
) -> None:
    """A slip in a line and its repair in turn, until problems of it are told or are gone."""
    right, wrong = words
    slip = document.version % 2 == 0
    before, after = (right, wrong) if slip else (wrong, right)
    changed = types.Range(types.Position(line, 0), types.Position(line, len(before)))
    change = types.TextDocumentContentChangePartial(changed, after)
    client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))
    while bool(codes & SLIPS) != slip:
        told.clear()
        await told.wait()


async def _timed(done: Awaitable[object]) -> float:
    begin = time.perf_counter()
    await done
    return 1000 * (time.perf_counter() - begin)


def _place(text: str, words: str, inside: int) -> types.Position:
    before = text[: text.index(words) + inside]
    return types.Position(before.count("\n"), len(before.rpartition("\n")[2]))
