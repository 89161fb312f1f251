"""An editor for the tests: a client of the language server over its standard input and output."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from lsprotocol import types
from pygls.lsp.client import LanguageClient

from advisor.editor.protocol_places import file_of, uri_of

T = TypeVar("T")
PATIENCE = 25
"""Seconds, on a busy machine, until something must have happened."""


class Server:
    """A running language server, and what it tells, by address."""

    def __init__(self) -> None:
        self.client = LanguageClient("tests", "1")
        self.told = asyncio.Event()
        self.diagnostics: dict[str, list[types.Diagnostic]] = {}
        self._loop = asyncio.new_event_loop()
        self._loop.run_until_complete(self._start())

    async def _start(self) -> None:
        def told(params: types.PublishDiagnosticsParams) -> None:
            self.diagnostics[params.uri] = list(params.diagnostics)
            self.told.set()

        self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(told)
        await self.client.start_io(sys.executable, "-m", "advisor", "rules", "serve-editor")
        await self.client.initialize_async(types.InitializeParams(types.ClientCapabilities()))
        self.client.initialized(types.InitializedParams())

    def edit(self, directory: Path, work: Callable[[Editor], Awaitable[T]]) -> T:
        """Work on a knowledge base, and close its files."""

        async def session() -> T:
            editor = Editor(self, directory)
            try:
                return await work(editor)
            finally:
                editor.close()

        return self._loop.run_until_complete(session())

    def stop(self) -> None:
        """Shut it down as an editor does."""

        async def stopped() -> None:
            await self.client.shutdown_async(None)
            self.client.exit(None)
            stopping: Awaitable[None] = self.client.stop()  # type: ignore[no-untyped-call]
            await asyncio.wait_for(stopping, PATIENCE)

        self._loop.run_until_complete(stopped())
        self._loop.close()


class Editor:
    """Files of one knowledge base open in an editor."""

    def __init__(self, server: Server, directory: Path) -> None:
        self.client = server.client
        self.directory = directory
        self.diagnostics = server.diagnostics
        self.texts: dict[str, str] = {}
        self._told = server.told
        self._versions: dict[str, int] = {}

    def close(self) -> None:
        for name in self.texts:
            document = types.TextDocumentIdentifier(self.uri(name))
            self.client.text_document_did_close(types.DidCloseTextDocumentParams(document))

    def uri(self, name: str) -> str:
        return uri_of(str(self.directory / name))

    def open(self, name: str, text: str | None = None) -> None:
        if text is None:
            with (self.directory / name).open(encoding="utf-8", newline="") as file:
                text = file.read()
        self.texts[name] = text
        document = types.TextDocumentItem(self.uri(name), "yaml", 1, text)
        self._versions[name] = 1
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(document))

    def type(self, name: str, before: str, after: str) -> None:
        """Replace the only place where something stands."""
        text = self.texts[name]
        assert text.count(before) == 1, f"{before!r} stands {text.count(before)} times in {name}"
        begin = text.index(before)
        changed = self._range(name, begin, begin + len(before))
        self._change(name, text.replace(before, after), types.TextDocumentContentChangePartial(changed, after))

    def put(self, name: str, text: str) -> None:
        """Replace the whole text."""
        self._change(name, text, types.TextDocumentContentChangeWholeDocument(text))

    def _change(self, name: str, text: str, change: types.TextDocumentContentChangeEvent) -> None:
        self.texts[name] = text
        self._versions[name] += 1
        document = types.VersionedTextDocumentIdentifier(self._versions[name], self.uri(name))
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    def save(self, name: str) -> None:
        (self.directory / name).write_bytes(self.texts[name].encode())
        document = types.TextDocumentIdentifier(self.uri(name))
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(document))

    def at(self, name: str, words: str, inside: int = 0) -> types.TextDocumentPositionParams:
        """The place where words stand for the first time, so many characters further on."""
        offset = self.texts[name].index(words) + inside
        return types.TextDocumentPositionParams(
            types.TextDocumentIdentifier(self.uri(name)), self._range(name, offset, offset).start
        )

    def _range(self, name: str, begin: int, end: int) -> types.Range:
        def position(offset: int) -> types.Position:
            before = self.texts[name][:offset]
            return types.Position(before.count("\n"), len(before.rpartition("\n")[2].encode("utf-16-le")) // 2)

        return types.Range(position(begin), position(end))

    def codes(self, name: str) -> list[str]:
        return [str(one.code) for one in self.diagnostics.get(self.uri(name), ())]

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds of what was told."""
        end = asyncio.get_running_loop().time() + PATIENCE
        while not holds():
            self._told.clear()
            await asyncio.wait_for(self._told.wait(), end - asyncio.get_running_loop().time())

    async def fixes(self, name: str, code: str) -> list[types.CodeAction]:
        """The quick fixes offered for the problem with a code."""
        shown = next(one for one in self.diagnostics[self.uri(name)] if one.code == code)
        params = types.CodeActionParams(
            types.TextDocumentIdentifier(self.uri(name)), shown.range, types.CodeActionContext([shown])
        )
        found = await self.client.text_document_code_action_async(params)
        return [one for one in found or [] if isinstance(one, types.CodeAction)]

    def apply(self, edit: types.WorkspaceEdit | None) -> dict[str, str]:
        """The texts of the files that an edit concerns, by name, as it makes them."""
        assert edit is not None
        assert edit.changes is not None
        made = {}
        for uri, edits in edit.changes.items():
            path = file_of(uri)
            assert path is not None
            name = path.relative_to(self.directory).as_posix()
            text = self.texts.get(name) or path.read_bytes().decode()
            lines = text.split("\n")
            starts = [0]
            for line in lines:
                starts.append(starts[-1] + len(line) + 1)

            def offset(at: types.Position, lines: list[str] = lines, starts: list[int] = starts) -> int:
                units = lines[at.line].encode("utf-16-le")[: at.character * 2] if at.line < len(lines) else b""
                return min(starts[at.line] + len(units.decode("utf-16-le")), starts[-1] - 1)

            placed = [(offset(one.range.start), offset(one.range.end), one.new_text) for one in edits]
            for begin, end, new in sorted(placed, key=lambda one: one[0], reverse=True):
                text = text[:begin] + new + text[end:]
            made[name] = text
        return made
