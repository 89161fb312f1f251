"""The language server, over its standard input and output with a client of the protocol: what an editor can rely on."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from advisor.knowledge import examine

from .client import PATIENCE, Editor, Server

BASES = Path(__file__).parents[1] / "knowledge_bases"
RULES = "conclusions/state.yaml"
SERVICE = "advice/service.yaml"
RIDERS = "advice/riders.yaml"
CUSTOMERS = "questionnaire/customers.yaml"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.stop()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASES / "small", tmp_path / "vélos"))


def checked(directory: Path, name: str) -> list[tuple[str, int, int, str]]:
    """What `rules check` says of a file, places counted as the protocol does."""
    found = [one for one in examine(directory) if Path(one.at.file) == directory / name]
    return [(one.code, one.at.line - 1, one.at.column - 1, one.message) for one in found]


def shown(editor: Editor, name: str) -> list[tuple[str, int, int, str]]:
    told = editor.diagnostics.get(editor.uri(name), [])
    return [(str(one.code), one.range.start.line, one.range.start.character, one.message) for one in told]


def test_problems_are_told_while_typing_without_saving_and_go_when_mended(small: Path, server: Server) -> None:
    async def work(editor: Editor) -> None:
        editor.open(SERVICE)
        editor.open(CUSTOMERS)
        editor.type(SERVICE, "severity: critical", "severity: critcal")
        await editor.until(lambda: editor.codes(SERVICE) == ["E024"])
        (told,) = editor.diagnostics[editor.uri(SERVICE)]
        line = editor.texts[SERVICE].split("\n")[told.range.start.line]
        assert line[told.range.start.character : told.range.end.character] == "critcal"
        assert 'Did you mean "critical"?' in told.message
        editor.type(SERVICE, "severity: critcal", "severity: critical")
        await editor.until(lambda: editor.codes(SERVICE) == [])

    server.edit(small, work)


def test_an_unsaved_change_of_one_file_is_a_problem_of_those_that_rely_on_it(small: Path, server: Server) -> None:
    async def work(editor: Editor) -> None:
        editor.open(CUSTOMERS)
        editor.type(CUSTOMERS, "- id: complaint_reply", "- id: complaint_answer")
        await editor.until(lambda: "E033" in [code for name in (RULES, RIDERS, SERVICE) for code in editor.codes(name)])
        editor.type(CUSTOMERS, "- id: complaint_answer", "- id: complaint_reply")
        await editor.until(lambda: not any(editor.diagnostics.values()))

    server.edit(small, work)


def test_what_is_told_is_what_check_tells(small: Path, server: Server) -> None:
    """Errors and warnings of one file, of several, of texts, and of a file that is no YAML."""
    planted = {
        SERVICE: ("subsumes: [display-real-delays]", "subsumes: [display-reel-delays]"),
        RIDERS: ('fr: "Des clients roulent ensemble."', "fr: \"{{ answer('nobody') }} roule.\""),
        RULES: ('{name: "dear-only", concludes: no,', '{name: "dear-only", concludes: yes,'),
        CUSTOMERS: ("    type: text\n", "    type: text: yes\n"),
    }  # fmt: skip

    async def work(editor: Editor) -> None:
        for name, (before, after) in planted.items():
            editor.open(name)
            editor.type(name, before, after)
            editor.save(name)
        for name in planted:
            await editor.until(lambda name=name: shown(editor, name) == checked(small, name))  # type: ignore[misc]

    server.edit(small, work)


def test_a_saved_change_is_tried_on_its_examples_and_cases(small: Path, server: Server) -> None:
    async def work(editor: Editor) -> None:
        editor.open(RULES)
        editor.type(RULES, "mechanics: {at_most: 1}", "mechanics: {at_most: 9}")
        editor.save(RULES)
        await editor.until(lambda: "T001" in editor.codes(RULES))
        told = next(one for one in editor.diagnostics[editor.uri(RULES)] if one.code == "T001")
        assert told.message.startswith("one-mechanic-is-overloaded/well-staffed: expected no, found yes.")
        assert 'name: "well-staffed"' in editor.texts[RULES].split("\n")[told.range.start.line]
        editor.type(RULES, "mechanics: {at_most: 9}", "mechanics: {at_most: 1}")
        editor.save(RULES)
        await editor.until(lambda: editor.codes(RULES) == [])

    server.edit(small, work)


def test_hover_says_the_words_in_every_language_the_condition_and_the_readers(small: Path, server: Server) -> None:
    async def work(editor: Editor) -> None:
        editor.open(RULES)
        editor.open(RIDERS)
        editor.type(RIDERS, "rank: 10", "rank: 11")
        editor.type(RIDERS, "rank: 11", "rank: 10")
        editor.open("advice/service.yaml")

        async def said(name: str, words: str, inside: int = 0) -> str:
            at = editor.at(name, words, inside)
            found = await editor.client.text_document_hover_async(types.HoverParams(at.text_document, at.position))
            content = found.contents if found is not None else None
            return content.value if isinstance(content, types.MarkupContent) else ""

        question = await said(RIDERS, "complaint_reply")
        assert "fr: Quand ces clients ont-ils reçu une réponse ?" in question
        assert "en: When did these customers get a reply?" in question
        assert "`never`: Jamais / Never" in question
        assert "`silence-after-broken-promises`" in question
        assert "`answer-complaints`" in question
        conclusion = await said(RULES, "overloaded: yes", 2)
        assert "L'atelier est débordé" in conclusion
        assert "concluded by `a-month-is-overloaded` when" in conclusion
        assert "A month or more" in conclusion
        assert "Jamais" in await said(RULES, "complaint_reply: never", 18)
        assert "How grave it is" in await said(RIDERS, "severity: major", 2)
        assert await said(RIDERS, "Discontent spreads") == ""

    server.edit(small, work)


def test_completion_offers_keys_ids_options_and_operators_in_unfinished_texts(small: Path, server: Server) -> None:
    async def work(editor: Editor) -> None:
        editor.open(RIDERS)
        editor.open(SERVICE)

        async def offered(name: str, words: str) -> list[str]:
            at = editor.at(name, words, len(words))
            end = asyncio.get_running_loop().time() + PATIENCE
            while asyncio.get_running_loop().time() < end:  # The first study may still be going on.
                found = await editor.client.text_document_completion_async(
                    types.CompletionParams(at.text_document, at.position)
                )
                items = found.items if isinstance(found, types.CompletionList) else found or []
                if items:
                    return [one.label for one in items]
                await asyncio.sleep(0.05)
            return []

        editor.type(SERVICE, "when: {promises_broken: yes}", "when: {promises_broken: yes}")
        editor.type(RIDERS, "when: {rider_community: yes}", "when: {complaint_reply: {")
        assert set(await offered(RIDERS, "when: {complaint_reply: {")) == {
            "any_of",
            "none_of",
            "answered",
            "due_within",
            "is",
        }
        editor.type(RIDERS, "when: {complaint_reply: {", "when: {complaint_reply: {any_of: [never, ")
        assert set(await offered(RIDERS, "{any_of: [never, ")) >= {"same_day", "later"}
        editor.type(RIDERS, "when: {complaint_reply: {any_of: [never, ", "when: {comp")
        assert {"complaint_reply", "overloaded", "all", "count_of"} <= set(await offered(RIDERS, "when: {comp"))
        editor.type(RIDERS, "when: {comp", "when:\n      all:\n        - {mechanics: {at_")
        assert "at_least" in await offered(RIDERS, "{mechanics: {at_")
        editor.type(RIDERS, "when:\n      all:\n        - {mechanics: {at_", "when: {complaint_reply: ")
        assert await offered(RIDERS, "when: {complaint_reply: ") == ["same_day", "later", "never"]
        editor.type(RIDERS, "conflicts_with: [invite-riders]", "conflicts_with: [")
        assert "answer-complaints" in await offered(RIDERS, "conflicts_with: [")
        editor.type(RIDERS, "    kind: myth\n", "    kind: myth\n    ph\n")
        assert "unless" in await offered(RIDERS, "    kind: myth\n    ph")
        editor.type(RIDERS, "{{ brand }} plans a campaign.", "{{ answer('")
        assert "services" in await offered(RIDERS, "{{ answer('")

    server.edit(small, work)


def test_definition_references_and_outline_lead_to_the_place(small: Path, server: Server) -> None:
    async def work(editor: Editor) -> None:
        editor.open(RIDERS)
        at = editor.at(RIDERS, "any_of: [later", 10)
        found = await editor.client.text_document_definition_async(
            types.DefinitionParams(at.text_document, at.position)
        )
        assert isinstance(found, types.Location)
        assert found.uri == editor.uri(CUSTOMERS)
        text = (small / CUSTOMERS).read_text().split("\n")[found.range.start.line]
        assert text[found.range.start.character :].startswith("later,")
        at = editor.at(RIDERS, "complaint_reply", 3)
        references = await editor.client.text_document_references_async(
            types.ReferenceParams(types.ReferenceContext(True), at.text_document, at.position)
        )
        written = sum(path.read_text().count("complaint_reply") for path in small.rglob("*.yaml"))
        assert references is not None
        assert len(references) == written
        outline = await editor.client.text_document_document_symbol_async(
            types.DocumentSymbolParams(types.TextDocumentIdentifier(editor.uri(RIDERS)))
        )
        assert outline is not None
        symbols = [one for one in outline if isinstance(one, types.DocumentSymbol)]
        assert symbols[0].name == "answer-complaints"
        assert symbols[0].detail == "Answer complaints"
        assert [one.name for one in symbols[0].children or []] == ["never-answered", "during-the-strike", "answered"]
        assert all(a.range.end.line < b.range.start.line for a, b in pairwise(symbols))

    server.edit(small, work)


def test_the_outline_of_a_file_does_not_wait_for_the_other_files(small: Path, server: Server) -> None:
    async def work(editor: Editor) -> list[str]:
        editor.open(RIDERS)
        at = editor.at(RIDERS, "complaint_reply", 3)
        answered: list[str] = []
        waiting = editor.client.text_document_definition_async(types.DefinitionParams(at.text_document, at.position))
        outlined = editor.client.text_document_document_symbol_async(types.DocumentSymbolParams(at.text_document))

        async def noted(what: str, answer: Awaitable[object]) -> None:
            assert await answer
            answered.append(what)

        await asyncio.gather(noted("definition", waiting), noted("outline", outlined))
        return answered

    assert server.edit(small, work) == ["outline", "definition"]


def test_a_rename_changes_every_file_unsaved_ones_too_and_leaves_an_alias(small: Path, server: Server) -> None:
    async def work(editor: Editor) -> dict[str, str]:
        editor.open(RIDERS)
        editor.open(CUSTOMERS)
        editor.type(
            RIDERS, 'en: "Discontent spreads."', "en: \"Discontent spreads 🚲: {{ answer('complaint_reply') }}.\""
        )
        at = editor.at(RIDERS, "complaint_reply", 3)
        found = await editor.client.text_document_prepare_rename_async(
            types.PrepareRenameParams(at.text_document, at.position)
        )
        assert isinstance(found, types.PrepareRenamePlaceholder)
        assert found.placeholder == "complaint_reply"
        with pytest.raises(JsonRpcException, match="is taken by the question"):
            await editor.client.text_document_rename_async(
                types.RenameParams(text_document=at.text_document, position=at.position, new_name="mechanics")
            )
        made = await editor.client.text_document_rename_async(
            types.RenameParams(text_document=at.text_document, position=at.position, new_name="reply_time")
        )
        return editor.apply(made)

    made = server.edit(small, work)
    for name, text in made.items():
        (small / name).write_text(text)
    assert "🚲: {{ answer('reply_time') }}" in made[RIDERS]
    assert "  - id: reply_time\n    aliases: [complaint_reply]\n" in made[CUSTOMERS]
    assert sum(path.read_text().count("complaint_reply") for path in small.rglob("*.yaml")) == 1
    assert examine(small) == ()


FIXES = (
    (SERVICE, "severity: critical", "severity: critcal", "E024", 'Write "critical"'),
    (SERVICE, "when: {promises_broken: yes}", "when: {promise_broken: yes}", "E033", 'Write "promises_broken"'),
    (RIDERS, "when: {rider_community: yes}", "when: {trust_lost: yes}", "E033", 'Write "trust_damaged"'),
    (RIDERS, 'en: "Discontent spreads."', "en: “Discontent: it spreads.”", "E007", "Write straight quotation marks"),
    (
        RIDERS, 'en: "Discontent spreads."', 'en: Discontent, alas, spreads."', "E036",
        "Put a quotation mark in front of the text",
    ),
    (CUSTOMERS, '{fr: "Les clients", en: "Customers"}', '{en: "Customers"}', "E027", "Add a slot for fr"),
    (CUSTOMERS, "    type: text\n", "    unit: one: two\n", "E007", "Put the text in quotes"),
    (CUSTOMERS, "    type: text\n", "\t\ttype: text\n", "E007", "Indent with spaces"),
)  # fmt: skip
"""A file, what is spoilt in it and how, the code that is told, and the fix that is offered."""


def test_a_quick_fix_mends_what_is_told(small: Path, server: Server) -> None:
    async def work(editor: Editor) -> None:
        for name in (SERVICE, RIDERS, CUSTOMERS):
            editor.open(name)
        for name, before, after, code, title in FIXES:
            sound = editor.texts[name]
            editor.type(name, before, after)
            await editor.until(lambda: code in editor.codes(name))  # noqa: B023
            fixes = await editor.fixes(name, code)
            assert title in [one.title for one in fixes]
            editor.put(name, editor.apply(next(one for one in fixes if one.title == title).edit)[name])
            await editor.until(lambda: code not in editor.codes(name))  # noqa: B023
            editor.put(name, sound)

    server.edit(small, work)


def test_missing_examples_are_sketched_from_the_condition(small: Path, server: Server) -> None:
    async def work(editor: Editor) -> str:
        editor.open(RIDERS)
        editor.type(RIDERS, '      - {name: "no-campaign", fires: no, answers: {campaign_planned: no}}\n', "")
        await editor.until(lambda: "W011" in editor.codes(RIDERS))
        (fix,) = await editor.fixes(RIDERS, "W011")
        return editor.apply(fix.edit)[RIDERS]

    text = server.edit(small, work)
    assert "      - {name: does-not-hold, fires: no, answers: {campaign_planned: no" in text
    (small / RIDERS).write_text(text)
    assert examine(small) == ()


def test_a_file_with_carriage_returns_can_be_saved_with_line_feeds(small: Path, server: Server) -> None:
    path = small / RIDERS
    plain = path.read_bytes()
    path.write_bytes(plain.replace(b"\n", b"\r\n"))

    async def work(editor: Editor) -> None:
        editor.open(RIDERS)
        found = await editor.client.text_document_code_action_async(
            types.CodeActionParams(
                types.TextDocumentIdentifier(editor.uri(RIDERS)),
                types.Range(types.Position(0, 0), types.Position(0, 0)),
                types.CodeActionContext([]),
            )
        )
        assert [one.title for one in found or []] == ["End all lines of the file with line feeds"]
        await editor.client.workspace_execute_command_async(
            types.ExecuteCommandParams("advisor.lineFeeds", [editor.uri(RIDERS)])
        )

    server.edit(small, work)
    assert path.read_bytes() == plain


def test_files_of_no_knowledge_base_are_left_alone(tmp_path: Path, server: Server) -> None:
    (tmp_path / "compose.yaml").write_text("services: {web: {image: x}}\n")

    async def work(editor: Editor) -> None:
        editor.open("compose.yaml")
        at = editor.at("compose.yaml", "web")
        said = await editor.client.text_document_hover_async(types.HoverParams(at.text_document, at.position))
        assert said is None
        assert not [uri for uri in editor.diagnostics if uri.startswith(editor.uri("").rstrip("/"))]

    server.edit(tmp_path, work)
