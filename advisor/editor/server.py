"""`advisor rules serve-editor`: a language server for rule files, over standard input and output.

Problems are told while they are typed, those of a file first and those of everything together when the typing pauses;
on save the examples and cases run that the change concerns. What an author asks at a place is answered from the same
state. See https://microsoft.github.io/language-server-protocol/.
"""

from __future__ import annotations

import asyncio
import gc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cattrs import Converter
from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import default_converter

from advisor import __version__
from advisor.knowledge.problem import Problem

from .protocol_places import Places, file_of, uri_of
from .saved_trials import SavedTrials
from .workpiece import Workpiece, home

AT_ONCE = 0.02
"""Seconds without typing before a file is looked at by itself."""
AT_PAUSE = 0.5
"""Seconds more before everything is studied together."""
ANSWERS = (
    types.Hover, types.CompletionItem, types.Location, types.DocumentSymbol, types.WorkspaceEdit, types.CodeAction,
    types.Diagnostic,
)  # fmt: skip
"""What the server answers is made of."""


def _converter() -> Converter:
    """Writes messages, and knows beforehand how: else the first of each kind would take several times as long."""
    made: Converter = default_converter()  # type: ignore[no-untyped-call]
    for answer in ANSWERS:
        made.get_unstructure_hook(answer)
    return made


class EditorServer(LanguageServer):
    """The knowledge bases whose files are open, and what was told of each."""

    def __init__(self) -> None:
        super().__init__("advisor", __version__, converter_factory=_converter)
        self._desks: dict[Path, Desk] = {}
        self.threads = ThreadPoolExecutor(2, "advisor")

    def desk(self, uri: str) -> tuple[Desk, str] | None:
        """Where the knowledge base of a file is worked on, and the name of the file; None of other files."""
        path = file_of(uri)
        directory = home(path) if path is not None else None
        if path is None or directory is None:
            return None
        if directory not in self._desks:
            self._desks[directory] = Desk(self, directory)
        return self._desks[directory], str(path)

    async def asked(self, uri: str) -> tuple[Desk, str] | None:
        """As `desk`, once its knowledge base has been studied for the first time."""
        found = self.desk(uri)
        if found is not None:
            await found[0].begun.wait()
        return found

    def desks(self) -> tuple[Desk, ...]:
        """Every knowledge base that is worked on."""
        return tuple(self._desks.values())


class Desk:
    """One knowledge base that is worked on: what was typed last, and what the editor was told."""

    def __init__(self, server: EditorServer, directory: Path) -> None:
        self.server = server
        self.workpiece = Workpiece(directory)
        self.places = Places(self.workpiece, server.workspace.position_codec)
        self.trials = SavedTrials(self.workpiece)
        self._told: dict[str, tuple[Problem, ...]] = {}
        self._typed = 0
        self._waiting: asyncio.Task[None] | None = None
        self._testing: asyncio.Task[None] | None = None
        self._studying = asyncio.Lock()
        self.begun = asyncio.Event()

    def opened(self, file: str, text: str) -> None:
        """A file is shown."""
        self.workpiece.buffers.hold(file, text)
        self.trials.begin(file)
        self._look(file, 0)

    def typed(self, file: str, text: str) -> None:
        """A file has another text."""
        self.workpiece.buffers.hold(file, text)
        self._look(file, AT_ONCE)

    def closed(self, file: str) -> None:
        """A file is shown no more; what was not saved is lost."""
        self.workpiece.buffers.release(file)
        self._look(file, AT_ONCE)

    def changed_outside(self) -> None:
        """Files on the disk are others than they were."""
        self._look(None, AT_ONCE)

    def saved(self, file: str) -> None:
        """A file was written: what the change concerns is tried."""
        if self._testing is not None:
            self._testing.cancel()
        self._testing = asyncio.create_task(self._test(file))

    def _look(self, file: str | None, wait: float) -> None:
        self._typed += 1
        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = asyncio.create_task(self._look_later(file, wait))

    async def _look_later(self, file: str | None, wait: float) -> None:
        await asyncio.sleep(wait)
        loop = asyncio.get_running_loop()
        if file is not None:
            await loop.run_in_executor(self.server.threads, self.workpiece.look_at, file)
            self.tell()
        await asyncio.sleep(AT_PAUSE if wait else 0)
        await asyncio.shield(self.study())  # Once begun it is not given up: what is typed meanwhile is looked at next.

    async def study(self) -> None:
        """Look at everything together and tell the problems."""
        async with self._studying:
            typed = self._typed
            await asyncio.get_running_loop().run_in_executor(self.server.threads, self.workpiece.study)
            gc.freeze()  # Looking through all that a knowledge base holds takes longer than most answers.
            self.begun.set()
            if self._typed == typed:
                self.tell()

    async def _test(self, file: str) -> None:
        await self.study()
        if await self.trials.run(file):
            self.tell()

    def tell(self) -> None:
        """Publish the problems of every file where they are others than before."""
        found: dict[str, tuple[Problem, ...]] = {}
        for problems in (self.workpiece.problems, self.trials.failures()):
            for file, some in problems.items():
                found[file] = (*found.get(file, ()), *some)
        for file in {**self._told, **found}:
            problems_now = found.get(file, ())
            if problems_now != self._told.get(file, ()):
                diagnostics = [diagnostic(self.places, problem) for problem in problems_now]
                self.server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri_of(file), diagnostics))
        self._told = {file: some for file, some in found.items() if some}

    def told(self, file: str) -> tuple[Problem, ...]:
        """What the editor was told of a file last."""
        return self._told.get(file, ())


def diagnostic(places: Places, problem: Problem) -> types.Diagnostic:
    """A problem as editors show it."""
    severity = types.DiagnosticSeverity.Warning if problem.warning else types.DiagnosticSeverity.Error
    return types.Diagnostic(places.of_problem(problem), problem.message, severity, problem.code, source="advisor")
