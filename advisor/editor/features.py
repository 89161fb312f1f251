"""What an editor can ask of the language server, each answered from the state of the knowledge base."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from advisor.knowledge.document import Steps
from advisor.knowledge.formatting import LayoutError, formatted
from advisor.knowledge.problem import InputError
from advisor.knowledge.replacement import replace

from .explanation import explained
from .name import Occurrence
from .outline import OutlineEntry, outline
from .proposing import key_says, proposals
from .protocol_places import uri_of
from .quick_fix import fixes
from .renaming import RenameError, can_be_renamed, renamed
from .server import Desk, EditorServer, diagnostic
from .written_list import UneditableError

LINE_FEEDS = "advisor.lineFeeds"
"""The command that ends the lines of a saved file with line feeds."""
_SYMBOLS = {
    "question": types.SymbolKind.Field, "row": types.SymbolKind.Field, "table": types.SymbolKind.Struct,
    "option": types.SymbolKind.EnumMember, "conclusion": types.SymbolKind.Variable, "rule": types.SymbolKind.Function,
    "advice": types.SymbolKind.Class, "check": types.SymbolKind.Boolean, "example": types.SymbolKind.Event,
    "section": types.SymbolKind.Module, "case": types.SymbolKind.File,
}  # fmt: skip
_MOST_SYMBOLS = 200
_COMPLETION = types.CompletionOptions(trigger_characters=[":", "{", "[", ",", " ", "'"])


def make_server() -> EditorServer:
    """The language server with all that it answers; `start_io` runs it over standard input and output."""
    server = EditorServer()
    _follow(server)
    _explain(server)
    _navigate(server)
    _change(server)
    return server


def _follow(server: EditorServer) -> None:
    """Follow what is opened, typed, saved and closed."""

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        if found := server.desk(params.text_document.uri):
            found[0].opened(found[1], params.text_document.text)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        if found := server.desk(params.text_document.uri):
            found[0].typed(found[1], server.workspace.get_text_document(params.text_document.uri).source)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        if found := server.desk(params.text_document.uri):
            found[0].saved(found[1])

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        if found := server.desk(params.text_document.uri):
            found[0].closed(found[1])

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def changed_outside(params: types.DidChangeWatchedFilesParams) -> None:
        for desk in server.desks():
            desk.changed_outside()


def _explain(server: EditorServer) -> None:
    """Say what stands at a place, and what could."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> types.Hover | None:
        found = await server.asked(params.text_document.uri)
        if found is None:
            return None
        desk, file = found
        one = _name_at(desk, file, params.position)
        said = explained(desk.workpiece, one) if one is not None else None
        where = desk.places.word(one) if one is not None else None
        if said is None:
            said, where = _key_at(desk, file, params.position), None
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, said), where) if said else None

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, _COMPLETION)
    async def completion(params: types.CompletionParams) -> types.CompletionList | None:
        found = await server.asked(params.text_document.uri)
        if found is None:
            return None
        desk, file = found
        at = desk.places.position(file, params.position)
        proposed = proposals(desk.workpiece, file, desk.places.lines(file), at.line, at.column)
        start = types.Position(params.position.line, params.position.character - proposed.typed)
        typed = types.Range(start, params.position)
        return types.CompletionList(
            is_incomplete=False,
            items=[
                types.CompletionItem(
                    one.word,
                    kind=types.CompletionItemKind.Property if one.key else types.CompletionItemKind.Value,
                    detail=one.says or None,
                    text_edit=types.TextEdit(typed, f"{one.word}: " if one.key else one.word),
                    filter_text=one.word,
                    sort_text=f"{number:05}",
                )
                for number, one in enumerate(proposed.words)
            ],
        )


def _navigate(server: EditorServer) -> None:
    """Lead to where something is defined or named."""

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def definition(params: types.DefinitionParams) -> types.Location | None:
        found = await server.asked(params.text_document.uri)
        one = _name_at(*found, params.position) if found else None
        defined = found[0].workpiece.index.definition(one.name) if found and one else None
        return found[0].places.location(defined) if found and defined else None

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    async def references(params: types.ReferenceParams) -> list[types.Location]:
        found = await server.asked(params.text_document.uri)
        one = _name_at(*found, params.position) if found else None
        if found is None or one is None:
            return []
        written = found[0].workpiece.all_names().of_name(one.name)
        wanted = (read for read in written if params.context.include_declaration or not read.noun)
        return [found[0].places.location(read) for read in wanted]

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def symbols(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        found = server.desk(params.text_document.uri)  # A file says by itself what is in it.
        names = found[0].workpiece.names(found[1]).files.get(found[1]) if found else None
        return [_symbol(found[0], heading) for heading in outline(names)] if found and names else []

    @server.feature(types.WORKSPACE_SYMBOL)
    async def everywhere(params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
        wanted = params.query.lower()
        named = (
            types.WorkspaceSymbol(desk.places.location(one), one.name.id, _kind(one))
            for desk in server.desks()
            for one in desk.workpiece.index.defined.values()
            if wanted in one.name.id.lower()
        )
        return [symbol for symbol, _ in zip(named, range(_MOST_SYMBOLS), strict=False)]


def _change(server: EditorServer) -> None:
    """Change files."""

    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    async def prepare(params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
        found = await server.asked(params.text_document.uri)
        one = _name_at(*found, params.position) if found else None
        if found is None or one is None:
            return None
        try:
            can_be_renamed(found[0].workpiece.index, one.name)
        except RenameError as error:
            raise JsonRpcInvalidParams(str(error)) from None
        return types.PrepareRenamePlaceholder(found[0].places.word(one), one.name.id)

    @server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    async def rename(params: types.RenameParams) -> types.WorkspaceEdit | None:
        found = await server.asked(params.text_document.uri)
        one = _name_at(*found, params.position) if found else None
        if found is None or one is None:
            return None
        workpiece = found[0].workpiece
        unreadable = workpiece.unreadable()
        if unreadable:
            raise JsonRpcInvalidParams(f"Names in a file that cannot be read would be overlooked: {unreadable[0]}")
        try:
            return found[0].places.edits(renamed(workpiece.all_names(), one.name, params.new_name))
        except (RenameError, UneditableError) as error:
            raise JsonRpcInvalidParams(str(error)) from None

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
    )
    async def actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        found = await server.asked(params.text_document.uri)
        return list(_actions(*found, params.range)) if found else []

    @server.feature(types.TEXT_DOCUMENT_FORMATTING)
    async def layout(params: types.DocumentFormattingParams) -> list[types.TextEdit] | None:
        found = await server.asked(params.text_document.uri)
        if found is None:
            return None
        text = server.workspace.get_text_document(params.text_document.uri).source
        try:
            laid_out = formatted(text, found[1], found[0].workpiece.document(found[1]))
        except (InputError, LayoutError):
            return None
        whole = types.Range(types.Position(0, 0), types.Position(text.count("\n") + 1, 0))
        return [types.TextEdit(whole, laid_out)] if laid_out != text.replace("\r\n", "\n") else []

    @server.command(LINE_FEEDS)
    def line_feeds(uri: str) -> None:
        found = server.desk(uri)
        if found is None:
            return
        text = server.workspace.get_text_document(uri).source
        path = Path(found[1])
        if path.read_bytes() != text.encode():
            message = "Save the file first: its lines are changed on the disk."
            server.window_show_message(types.ShowMessageParams(types.MessageType.Warning, message))
            return
        replace(path, text.replace("\r\n", "\n"))
        found[0].changed_outside()


def _actions(desk: Desk, file: str, range: types.Range) -> Iterator[types.CodeAction]:
    lines = desk.places.lines(file)
    for problem in desk.told(file):
        shown = diagnostic(desk.places, problem)
        if shown.range.start.line > range.end.line or shown.range.end.line < range.start.line:
            continue
        for fix in fixes(desk.workpiece, file, lines, problem):
            yield types.CodeAction(
                fix.title,
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[shown],
                is_preferred=fix.sure,
                edit=desk.places.edits(fix.edits),
            )
    if "\r\n" in desk.workpiece.buffers.texts.get(file, ""):
        title = "End all lines of the file with line feeds"
        command = types.Command(title, LINE_FEEDS, arguments=[uri_of(file)])
        yield types.CodeAction(title, kind=types.CodeActionKind.QuickFix, command=command)


def _name_at(desk: Desk, file: str, position: types.Position) -> Occurrence | None:
    at = desk.places.position(file, position)
    return desk.workpiece.names(file).at(file, at.line, at.column)


def _key_at(desk: Desk, file: str, position: types.Position) -> str | None:
    """What the key at a place is for."""
    document = desk.workpiece.document(file)
    at = desk.places.position(file, position)
    for steps, (line, column) in document.key_marks.items() if document is not None else ():
        if line == at.line and column <= at.column <= column + len(str(steps[-1])):
            return _said_of(desk, file, steps)
    return None


def _said_of(desk: Desk, file: str, steps: Steps) -> str | None:
    document = desk.workpiece.document(file)
    says = key_says(desk.workpiece, file, document, steps) if document is not None else None
    return f"**`{steps[-1]}`** {says}" if says else None


def _symbol(desk: Desk, heading: OutlineEntry) -> types.DocumentSymbol:
    one = heading.one
    return types.DocumentSymbol(
        one.name.id,
        _kind(one),
        desk.places.range(one.at, heading.end),
        desk.places.word(one),
        detail=heading.says,
        children=[_symbol(desk, part) for part in heading.parts],
    )


def _kind(one: Occurrence) -> types.SymbolKind:
    return _SYMBOLS.get(one.noun, types.SymbolKind.Constant)
