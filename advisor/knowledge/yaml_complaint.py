"""What a YAML parser complains of, in words for people who write advice rather than parsers."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from advisor.language import N_, Messages, Phrase

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that no text may hold, escaped or not: documents made from it could not be written."""

MESSAGES = Messages(
    {
        "E001": "There is no such file. Check the name and the directory.",
        "E002": "This is a directory; give the name of a YAML file.",
        "E003": "The file cannot be read: {reason}.",
        "E004": "The file is too large: {size} MB, and no more than {limit} MB is read. Split it or check its name.",
        "E005": "The file is not UTF-8 text (byte {byte} here). Save it with the encoding UTF-8.",
        "E006": "The character {character} is not allowed in a text. Remove it.",
        "E007": "{said}",
        "E008": "Anchors and aliases ({sign}) are not used here. Write the value out in full.",
        "E009": "Tags ({tag}) are not used here. Leave it out; put a text that begins with ! in quotes.",
        "E010": "Merge keys (<<) are not used here. Write the keys out in full.",
        "E011": "The key {key} stands twice; it is already on line {first}. Keep one of the two.",
        "E012": "A key must be a single word or text. If this is meant as a text, put it in quotes.",
        "E013": "The file is nested more than {limit} levels deep. Check the brackets and the indentation.",
        "E014": "This is more than one file may hold (limit: {limit}). Split or shorten it.",
        "E015": "The file is empty. Write something in it, or remove it.",
        "E016": "The file must consist of keys with values, such as `key: value`.",
        "E017": "A second document begins here. Keep one document per file, without `---` between parts.",
    }
)
NO_FILE, NOT_ALLOWED = Phrase("it is not a regular file"), Phrase("you are not allowed to")
"""Why a file cannot be read, in any language; other reasons come from the system."""

_QUOTE = N_("A quoted text that begins here is never closed. Add the closing quotation mark.")
_TAB = N_("There is a tab here. YAML is indented with spaces: replace the tab by spaces.")
_COLON = N_("A colon followed by a space is not possible here. Put the text in quotes, or check the indentation.")
_BRACKET = N_(
    "A bracket or brace is not closed, or a comma is missing. Texts with commas, colons, ? or brackets need quotes."
)
_CLOSED = N_(
    "The quotation mark before this closes the text. Double an apostrophe within single quotes, "
    "or put the text in double quotes."
)
_OPEN_BRACKET = N_("The bracket or brace that opens here is never closed. Close it before the next key.")
_NO_COLON = N_("A colon is missing after the key, or a text over several lines needs quotes.")
_INDENTATION = N_("The indentation does not fit what stands above. Align this line with the lines it belongs to.")
_DASH = N_("A list entry (-) is not possible here. Begin the list on a line of its own, indented under its key.")
_START = N_("A text cannot begin with this character. Put the text in quotes.")
_ESCAPE = N_("This backslash sequence is unknown in double quotes. Use single quotes, or double the backslash.")
_CONFLICT = N_(
    "A merge left its marks here. Keep one of the two versions and remove the lines with <<<<<<<, ======= and >>>>>>>."
)
_TYPOGRAPHIC = N_('Typographic quotation marks do not quote in YAML. Put the text in straight ones: "…".')
_MERGE = re.compile(r"(<{7}|={7}|>{7})( |$)")
_CURLY = re.compile(r"[:\[{,-]\s*(?P<quote>[“”„‘])")
_KEY = re.compile(r"\s*(- )?[\w-]+:( |$)")
_NEXT_KEY = re.compile(r",\s*[\w-]+: *\Z")
_COLONLESS = re.compile(r"\s*(- )?(?P<key>[A-Za-z]\w*) +[\"'\[{\w](?!.*: *$)")
_GROUP_WITHOUT_COLON = re.compile(r"\s*(- )?(?P<key>[A-Za-z]\w*) +[\"\[{]")
_KNOWN: tuple[tuple[str, str], ...] = (
    (r"mapping values? (are )?not allowed", _COLON),
    (r"expected ',' or|expected the node content|flow (mapping|sequence)|did not find expected node content", _BRACKET),
    (r"could not find expected ':'", _NO_COLON),
    (r"block sequence entries|sequence entries are not allowed", _DASH),
    (r"escape (character|code|sequence)|hexdecimal|hexadecimal", _ESCAPE),
    (r"cannot start any token", _START),
    (r"expected key|block end|'-' indicator|block (mapping|collection)|mapping keys are not allowed", _INDENTATION),
)


@dataclass(frozen=True)
class Complaint:
    """A syntax error: line and column counted from 1, and what to say about it."""

    line: int
    column: int
    said: Phrase


def _line_of(mark: yaml.Mark | None, lines: list[str]) -> str:
    return lines[mark.line] if mark is not None and mark.line < len(lines) else ""


def complaint(error: yaml.MarkedYAMLError, text: str) -> Complaint:
    """Reword a parser's error and point where the author has to look."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.splitlines()
    words = f"{error.context or ''} {error.problem or ''}"
    here = lines[line] if line < len(lines) else ""
    if marker := next((number for number, one in enumerate(lines) if _MERGE.match(one)), None):
        return Complaint(marker + 1, 1, Phrase(_CONFLICT))
    if curly := _CURLY.search(here) or _CURLY.search(_line_of(error.context_mark, lines)):
        at = line if curly.string is here else error.context_mark.line if error.context_mark else line
        return Complaint(at + 1, curly.start("quote") + 1, Phrase(_TYPOGRAPHIC))
    tab = here.find("\t")
    if tab >= 0 and (here[column : column + 1] == "\t" or not here[:tab].strip()):
        return Complaint(line + 1, tab + 1, Phrase(_TAB))
    if "quoted scalar" in words and "escape" not in words and error.context_mark:
        return Complaint(error.context_mark.line + 1, error.context_mark.column + 1, Phrase(_QUOTE))
    if "could not find expected ':'" in words and error.context_mark:
        return Complaint(error.context_mark.line + 1, error.context_mark.column + 1, Phrase(_NO_COLON))
    if "block" in words and (lost := _GROUP_WITHOUT_COLON.match(here)):
        return Complaint(line + 1, lost.end("key") + 1, Phrase(_NO_COLON))
    closed = bool(column and here[column - 1 : column] in "'\"" and "expected" in words)
    if closed and (swallowing := _swallowing(text, line, column)):
        return Complaint(*swallowing, Phrase(_QUOTE))
    if "flow" in words and error.context_mark and _unclosed(lines, error.context_mark, line):
        return Complaint(error.context_mark.line + 1, error.context_mark.column + 1, Phrase(_OPEN_BRACKET))
    if closed:
        return Complaint(line + 1, column + 1, Phrase(_CLOSED))
    if "mapping value" in words and line and (lost := _COLONLESS.match(lines[line - 1])):
        return Complaint(line, lost.end("key") + 1, Phrase(_NO_COLON))
    for pattern, message in _KNOWN:
        if re.search(pattern, words):
            return Complaint(line + 1, column + 1, Phrase(message))
    said = (error.problem or error.context or "unreadable").strip()
    return Complaint(
        line + 1,
        column + 1,
        Phrase("The file is not YAML here: {said}.", said=said),
    )


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" -"))


def _unclosed(lines: list[str], opened: yaml.Mark, line: int) -> bool:
    """Whether a line stands no further in than the one whose bracket is still open: the next key, not a part of it."""
    return opened.line < line and (line >= len(lines) or _indent(lines[line]) <= _indent(lines[opened.line]))


def _swallowing(text: str, line: int, column: int) -> tuple[int, int] | None:
    """Where the quoted text begins that ends here and holds the next key, or keys of later lines: its end is lost."""
    try:
        for token in yaml.scan(text):
            if isinstance(token, yaml.ScalarToken) and (token.end_mark.line, token.end_mark.column) == (line, column):
                within = text.splitlines()[token.start_mark.line + 1 : line + 1]
                keys = any(_KEY.match(one) for one in within) or _NEXT_KEY.search(token.value)
                return (token.start_mark.line + 1, token.start_mark.column + 1) if token.style and keys else None
    except yaml.YAMLError:
        pass  # What is amiss is told already.
    return None
