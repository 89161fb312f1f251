"""What a YAML parser complains of, in words for people who write advice rather than parsers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that no text may hold, escaped or not: documents made from it could not be written."""

MESSAGES: Mapping[str, Mapping[str, str]] = {
    "E001": {
        "en": "There is no such file. Check the name and the directory.",
        "fr": "Ce fichier n’existe pas. Vérifiez le nom et le dossier.",
    },
    "E002": {
        "en": "This is a directory; give the name of a YAML file.",
        "fr": "C’est un dossier ; indiquez le nom d’un fichier YAML.",
    },
    "E003": {
        "en": "The file cannot be read: {reason}.",
        "fr": "Le fichier ne peut pas être lu ({reason}).",
    },
    "E004": {
        "en": "The file is too large: {size} MB, and no more than {limit} MB is read. Split it or check its name.",
        "fr": "Le fichier est trop gros : {size} Mo, alors que la limite est de {limit} Mo. "
        "Divisez-le ou vérifiez son nom.",
    },
    "E005": {
        "en": "The file is not UTF-8 text (byte {byte} here). Save it with the encoding UTF-8.",
        "fr": "Le fichier n’est pas un texte UTF-8 (octet {byte} à cet endroit). Enregistrez-le en UTF-8.",
    },
    "E006": {
        "en": "The character {character} is not allowed in a text. Remove it.",
        "fr": "Le caractère {character} n’est pas admis dans un texte. Supprimez-le.",
    },
    "E007": {"en": "{en}", "fr": "{fr}"},
    "E008": {
        "en": "Anchors and aliases ({sign}) are not used here. Write the value out in full.",
        "fr": "Les ancres et les alias ({sign}) ne sont pas admis. Écrivez la valeur en toutes lettres.",
    },
    "E009": {
        "en": "Tags ({tag}) are not used here. Leave it out; put a text that begins with ! in quotes.",
        "fr": "Les étiquettes YAML ({tag}) ne sont pas admises. Supprimez-la ; "
        "mettez entre guillemets un texte qui commence par « ! ».",
    },
    "E010": {
        "en": "Merge keys (<<) are not used here. Write the keys out in full.",
        "fr": "Les clés de fusion (<<) ne sont pas admises. Écrivez les clés en toutes lettres.",
    },
    "E011": {
        "en": "The key {key} stands twice; it is already on line {first}. Keep one of the two.",
        "fr": "La clé {key} figure deux fois ; elle est déjà à la ligne {first}. N’en gardez qu’une.",
    },
    "E012": {
        "en": "A key must be a single word or text. If this is meant as a text, put it in quotes.",
        "fr": "Une clé doit être un mot ou un texte simple. S’il s’agit d’un texte, mettez-le entre guillemets.",
    },
    "E013": {
        "en": "The file is nested more than {limit} levels deep. Check the brackets and the indentation.",
        "fr": "Le fichier est imbriqué sur plus de {limit} niveaux. Vérifiez les crochets et les retraits.",
    },
    "E014": {
        "en": "This is more than one file may hold (limit: {limit}). Split or shorten it.",
        "fr": "C’est plus qu’un fichier ne peut contenir (limite : {limit}). Divisez ou raccourcissez.",
    },
    "E015": {
        "en": "The file is empty. Write something in it, or remove it.",
        "fr": "Le fichier est vide. Remplissez-le ou supprimez-le.",
    },
    "E016": {
        "en": "The file must consist of keys with values, such as `key: value`.",
        "fr": "Le fichier doit se composer de clés suivies de valeurs, par exemple « clé: valeur ».",
    },
    "E017": {
        "en": "A second document begins here. Keep one document per file, without `---` between parts.",
        "fr": "Un second document commence ici. Un seul document par fichier, sans « --- » entre les parties.",
    },
}

_QUOTE = {
    "en": "A quoted text that begins here is never closed. Add the closing quotation mark.",
    "fr": "Un texte entre guillemets commence ici et n’est jamais fermé. Ajoutez le guillemet fermant.",
}
_TAB = {
    "en": "There is a tab here. YAML is indented with spaces: replace the tab by spaces.",
    "fr": "Il y a une tabulation ici. Le YAML s’indente avec des espaces : remplacez-la par des espaces.",
}
_COLON = {
    "en": "A colon followed by a space is not possible here. Put the text in quotes, or check the indentation.",
    "fr": "Un deux-points suivi d’une espace n’est pas possible ici. Mettez le texte entre guillemets "
    "ou vérifiez le retrait.",
}
_BRACKET = {
    "en": "A bracket or brace is not closed, or a comma is missing. "
    "Texts with commas, colons, ? or brackets need quotes.",
    "fr": "Un crochet ou une accolade n’est pas fermé, ou une virgule manque. Mettez entre guillemets les textes "
    "qui contiennent une virgule, un deux-points, un ? ou un crochet.",
}
_CLOSED = {
    "en": "The quotation mark before this closes the text. Double an apostrophe within single quotes, "
    "or put the text in double quotes.",
    "fr": "Le guillemet qui précède ferme le texte. Doublez l’apostrophe entre guillemets simples, "
    "ou mettez le texte entre guillemets doubles.",
}
_OPEN_BRACKET = {
    "en": "The bracket or brace that opens here is never closed. Close it before the next key.",
    "fr": "Le crochet ou l’accolade qui s’ouvre ici n’est jamais fermé. Fermez-le avant la clé suivante.",
}
_NO_COLON = {
    "en": "A colon is missing after the key, or a text over several lines needs quotes.",
    "fr": "Il manque un deux-points après la clé, ou un texte sur plusieurs lignes doit être mis entre guillemets.",
}
_INDENTATION = {
    "en": "The indentation does not fit what stands above. Align this line with the lines it belongs to.",
    "fr": "Le retrait ne correspond pas à ce qui précède. Alignez cette ligne sur celles dont elle fait partie.",
}
_DASH = {
    "en": "A list entry (-) is not possible here. Begin the list on a line of its own, indented under its key.",
    "fr": "Une entrée de liste (-) n’est pas possible ici. Commencez la liste sur sa propre ligne, "
    "en retrait sous sa clé.",
}
_START = {
    "en": "A text cannot begin with this character. Put the text in quotes.",
    "fr": "Un texte ne peut pas commencer par ce caractère. Mettez le texte entre guillemets.",
}
_ESCAPE = {
    "en": "This backslash sequence is unknown in double quotes. Use single quotes, or double the backslash.",
    "fr": "Cette séquence avec barre oblique inverse est inconnue entre guillemets doubles. "
    "Utilisez des guillemets simples ou doublez la barre.",
}
_CONFLICT = {
    "en": "A merge left its marks here. Keep one of the two versions and remove the lines with <<<<<<<, ======= and "
    ">>>>>>>.",
    "fr": "Une fusion a laissé ses marques ici. Gardez l’une des deux versions et supprimez les lignes <<<<<<<, "
    "======= et >>>>>>>.",
}
_TYPOGRAPHIC = {
    "en": 'Typographic quotation marks do not quote in YAML. Put the text in straight ones: "…".',
    "fr": 'Les guillemets typographiques ne délimitent rien en YAML. Mettez le texte entre guillemets droits : "…".',
}
_MERGE = re.compile(r"(<{7}|={7}|>{7})( |$)")
_CURLY = re.compile(r"[:\[{,-]\s*(?P<quote>[“”„‘])")
_KEY = re.compile(r"\s*(- )?[\w-]+:( |$)")
_KNOWN: tuple[tuple[str, Mapping[str, str]], ...] = (
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
    """A syntax error: line and column counted from 1, and what to say about it by language."""

    line: int
    column: int
    texts: Mapping[str, str]


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
        return Complaint(marker + 1, 1, _CONFLICT)
    if curly := _CURLY.search(here) or _CURLY.search(_line_of(error.context_mark, lines)):
        at = line if curly.string is here else error.context_mark.line if error.context_mark else line
        return Complaint(at + 1, curly.start("quote") + 1, _TYPOGRAPHIC)
    tab = here.find("\t")
    if tab >= 0 and (here[column : column + 1] == "\t" or not here[:tab].strip()):
        return Complaint(line + 1, tab + 1, _TAB)
    if "quoted scalar" in words and "escape" not in words and error.context_mark:
        return Complaint(error.context_mark.line + 1, error.context_mark.column + 1, _QUOTE)
    if "could not find expected ':'" in words and error.context_mark:
        return Complaint(error.context_mark.line + 1, error.context_mark.column + 1, _NO_COLON)
    if "flow" in words and error.context_mark and _unclosed(lines, error.context_mark, line):
        return Complaint(error.context_mark.line + 1, error.context_mark.column + 1, _OPEN_BRACKET)
    if column and here[column - 1 : column] in "'\"" and "expected" in words:
        if swallowing := _swallowing(text, line, column):
            return Complaint(*swallowing, _QUOTE)
        return Complaint(line + 1, column + 1, _CLOSED)
    for pattern, texts in _KNOWN:
        if re.search(pattern, words):
            return Complaint(line + 1, column + 1, texts)
    said = (error.problem or error.context or "unreadable").strip()
    return Complaint(
        line + 1,
        column + 1,
        {"en": f"The file is not YAML here: {said}.", "fr": f"Le fichier n’est pas du YAML à cet endroit : {said}."},
    )


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _unclosed(lines: list[str], opened: yaml.Mark, line: int) -> bool:
    """Whether a line stands no further in than the one whose bracket is still open: the next key, not a part of it."""
    return opened.line < line and (line >= len(lines) or _indent(lines[line]) <= _indent(lines[opened.line]))


def _swallowing(text: str, line: int, column: int) -> tuple[int, int] | None:
    """Where the quoted text begins that ends here and holds keys of later lines: it was meant to end before them."""
    try:
        for token in yaml.scan(text):
            if isinstance(token, yaml.ScalarToken) and (token.end_mark.line, token.end_mark.column) == (line, column):
                within = text.splitlines()[token.start_mark.line + 1 : line + 1]
                keys = any(_KEY.match(one) for one in within)
                return (token.start_mark.line + 1, token.start_mark.column + 1) if token.style and keys else None
    except yaml.YAMLError:
        pass  # What is amiss is told already.
    return None
