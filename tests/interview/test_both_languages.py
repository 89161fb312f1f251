"""One sitting at a terminal in each language: what can be typed, what the screen then says, and what the file holds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pexpect
import pytest
from ruamel.yaml import YAML

from .sitting import ROOT, command, environment

BASES = ROOT / "tests" / "knowledge_bases"
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
SPACE = re.compile(r"[\s\u00a0\u202f]+")

LINES = {
    "fr": [
        ("retour", "première question"),
        ("Faux départ", "Date de l’entretien"),
        ("retour", "De quelle marque"),
        ("Vélos du Port", "Date de l’entretien"),
        ("1/12/2026", "1er décembre 2026"),
        ("tous sauf les cours", "Enregistré : Réparations"),
        ("trouver mecaniciens", "2. Combien de mécaniciens"),
        ("10-15", "10 à 15"),
        ("aller 2", "(Entrée la garde)"),
        ("effacer", "est de nouveau ouverte"),
        ("aller 3", "3. Combien de temps"),
        ("pas 1", "Enregistré : exclu : "),
        ("selon Ana", "Ana répond"),
        ("aller 4", "4. Combien de vélos"),
        ("contesté Ana: 30; Bo: 40", "Bo"),
        ("aller 4", "Ana"),
        ("trancher 35", "Enregistré : 35"),
        ("aller 7", "7. "),
        ("\x1b[200~note interne : dit en aparté\nà vérifier\x1b[201~", "une seule note"),
        ("note ?", "dit en aparté à vérifier"),
        ("pourquoi", "Pourquoi cette question"),
        ("reste", "Ce qui reste"),
        ("", "7. "),
        ("revue", "Revue de vos réponses"),
        ("", "7. "),
        ("bilan", "Ce qui est établi"),
    ],
    "en": [
        ("back", "first question"),
        ("False start", "Date of the interview"),
        ("back", "Which brand"),
        ("Vélos du Port", "Date of the interview"),
        ("2026-12-01", "1 December 2026"),
        ("all but courses", "Saved: Repairs"),
        ("find mechanics", "2. How many mechanics"),
        ("10-15", "10 to 15"),
        ("go 2", "(Enter keeps it)"),
        ("clear", "the question is open again"),
        ("go 3", "3. How long"),
        ("not 1", "Saved: not: A few days"),
        ("said-by Ana", "Ana is speaking"),
        ("go 4", "4. How many bicycles"),
        ("disputed Ana: 30; Bo: 40", "Bo"),
        ("go 4", "Ana"),
        ("settle 35", "Saved: 35"),
        ("go 7", "7. "),
        ("\x1b[200~note internal: said in passing\nto be checked\x1b[201~", "one note"),
        ("note ?", "said in passing to be checked"),
        ("why", "Why this question"),
        ("todo", "What remains"),
        ("", "7. "),
        ("review", "Check your answers"),
        ("", "7. "),
        ("standing", "What stands so far"),
    ],
}
TO_THE_TABLE = ("Schola", "2026-11-20", "2", "1", "Altos", "", "1", "1", "14", "2")


class Sitting:
    """A person at a terminal of 24 lines, or of another size."""

    def __init__(
        self,
        file: Path,
        base: str,
        lang: str,
        size: tuple[int, int] = (24, 80),
        more: tuple[str, ...] = (),
        **surroundings: str,
    ) -> None:
        all_around = environment(**surroundings).items()
        known = {name: value for name, value in all_around if name not in ("COLUMNS", "LINES")}
        first, *rest = command("interview", str(file), *more, "--kb", str(BASES / base), "--lang", lang)
        self.terminal = pexpect.spawn(first, rest, env=known, dimensions=size, encoding="utf-8", timeout=60)
        self.first = self.shown()

    def shown(self) -> str:
        """What came on the screen until the next prompt."""
        self.terminal.expect(" > ")
        return ESCAPES.sub("", self.terminal.before)

    def types(self, line: str) -> str:
        self.terminal.send(f"{line}\r")
        return self.shown()

    def leaves(self) -> None:
        self.terminal.send("q\r")
        self.terminal.expect(pexpect.EOF)
        self.terminal.close()
        assert self.terminal.exitstatus == 0


def content(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load(file)
    return found


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_sitting_at_a_terminal_understands_and_says_everything_in_its_language(file: Path, lang: str) -> None:
    sitting = Sitting(file, "small", lang, TERM="xterm")
    for typed, told in LINES[lang]:
        shown = SPACE.sub(" ", sitting.types(typed))
        assert told in shown, (typed, shown)
    sitting.terminal.setwinsize(20, 50)
    sitting.terminal.send("?\r")  # after a change of width the prompt may be drawn once more
    sitting.terminal.expect({"fr": "quitter, q", "en": "quit, q"}[lang])
    narrow = (ESCAPES.sub("", sitting.terminal.before) + sitting.shown()).splitlines()
    assert len(narrow) > 20
    assert max(map(len, narrow)) <= 50, "what is said follows the width of the screen"
    sitting.leaves()
    found = content(file)
    answers = found["answers"]
    assert answers["services"] == ["repairs", "rental"]
    assert "mechanics" not in answers
    assert answers["repair_wait"] == {"not": ["days"]}
    assert answers["rental_fleet"] == 35
    assert [one["id"] for one in found["respondents"]] == ["ana", "bo"]
    assert found["notes"]["complaints"]["visible_to"] == "internal"


@pytest.mark.parametrize(
    ("lang", "row", "others", "told"),
    [
        ("fr", "Enregistré, 6@altos : Fait", "autres : non", "Enregistré, 7@altos : Non"),
        ("en", "Recorded, 6@altos: Done", "others: no", "Recorded, 7@altos: No"),
    ],
)
def test_a_table_is_answered_by_row_and_by_others_without_colour(
    file: Path, lang: str, row: str, others: str, told: str
) -> None:
    sitting = Sitting(file, "choir", lang, TERM="dumb", NO_COLOR="1")
    for typed in TO_THE_TABLE:
        sitting.types(typed)
    assert row in SPACE.sub(" ", sitting.types("6 1"))
    assert told in SPACE.sub(" ", sitting.types(others))
    assert "\x1b" not in sitting.terminal.before
    sitting.leaves()
    (choir,) = content(file)["choirs"]
    assert choir["answers"]["solo_fees"] == "done"
    assert choir["answers"]["shared_tea"] == {"is": "no", "how": "read_out"}
