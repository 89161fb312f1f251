"""Texts are set as their language wants them, once or twice alike, and lose nothing but what cannot be seen."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.language.typography import LONGEST_WORD, clean, first_sentence, line, shortened, spaced, typeset
from advisor.report.docx import render_docx
from advisor.report.markdown import render_markdown

from . import rendered
from .documents import html_passages, passages_of

NARROW = "\u202f"
WIDE = "\u00a0"

FRENCH = [
    ("Que faire ?", f"Que faire{NARROW}?"),
    ("Attention !", f"Attention{NARROW}!"),
    ("peu ; trop peu", f"peu{NARROW}; trop peu"),
    ("50 % des clients", f"50{NARROW}% des clients"),
    ("« oui »", f"«{NARROW}oui{NARROW}»"),
    ("«oui»", f"«{NARROW}oui{NARROW}»"),
    ("Il dit « oui » !", f"Il dit «{NARROW}oui{NARROW}»{NARROW}!"),
    ("Note : à lire", f"Note{WIDE}: à lire"),
    ("Note :", f"Note{WIDE}:"),
    ('Il dit "oui" ?', f"Il dit «{NARROW}oui{NARROW}»{NARROW}?"),
    ("l'équipe d'aujourd'hui", "l’équipe d’aujourd’hui"),
    ("un mot – puis un autre", f"un mot{WIDE}– puis un autre"),
    ("M. Martin et Mme Durand", f"M.{WIDE}Martin et Mme{WIDE}Durand"),
    ("10 000 fans", f"10{NARROW}000 fans"),
    ("1 234 567 fans", f"1{NARROW}234{NARROW}567 fans"),
    ("déjà\u00a0; insécable\u00a0!", f"déjà{NARROW}; insécable{NARROW}!"),
    ("12:30 et a:b", "12:30 et a:b"),
    ("http://exemple.fr/?a=b", "http://exemple.fr/?a=b"),
    (" %(count)s réponses", " %(count)s réponses"),
]
ENGLISH = [
    ("What now?", "What now?"),
    ("Note: read this; then that!", "Note: read this; then that!"),
    ('They said "yes".', "They said “yes”."),
    ("the brand's customers' words", "the brand’s customers’ words"),
    ("one word – then another", f"one word{WIDE}– then another"),
    ("Mr Smith", f"Mr{WIDE}Smith"),
    ("Really? 85 % : yes", "Really? 85 % : yes"),
]


@pytest.mark.parametrize(("typed", "set_so"), FRENCH)
def test_french_is_set_with_no_break_spaces(typed: str, set_so: str) -> None:
    assert typeset(typed, "fr") == set_so


@pytest.mark.parametrize(("typed", "set_so"), ENGLISH)
def test_english_is_set_without_them(typed: str, set_so: str) -> None:
    assert typeset(typed, "en") == set_so


@pytest.mark.parametrize(
    ("typed", "set_so"), [('C\'est "ça" ?', f'C\'est "ça"{NARROW}?'), ("«ça»", f"«{NARROW}ça{NARROW}»")]
)
def test_peoples_own_words_keep_every_letter(typed: str, set_so: str) -> None:
    assert spaced(typed, "fr") == set_so
    assert spaced(typed, "en") == typed


UNSEEN = {
    "right-to-left override": "\u202e",
    "isolate": "\u2066",
    "right-to-left mark": "\u200f",
    "arabic letter mark": "\u061c",
    "zero-width space": "\u200b",
    "byte order mark": "\ufeff",
    "soft hyphen": "\xad",
    "null": "\x00",
    "bell": "\x07",
    "escape": "\x1b",
    "delete": "\x7f",
    "second control block": "\x9b",
    "tag": "\U000e0041",
    "lone surrogate": "\ud800",
    "noncharacter": "\ufffe",
}


@pytest.mark.parametrize("character", UNSEEN.values(), ids=UNSEEN)
def test_what_cannot_be_seen_is_taken_out(character: str) -> None:
    assert clean(f"fa{character}ct{character}{character}ure") == "facture"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c"])
def test_every_kind_of_line_end_becomes_one(end: str) -> None:
    assert clean(f"one{end}two") == "one\ntwo"
    assert line(f"one{end}two") == "one two"
    assert clean(f"one{end * 5}two") == "one\n\ntwo"


def test_an_endless_word_is_cut() -> None:
    assert clean("W" * LONGEST_WORD) == "W" * LONGEST_WORD
    assert clean("a " + "W" * 100_000 + " b") == "a " + "W" * LONGEST_WORD + "… b"


TYPED = st.text(
    st.one_of(st.sampled_from(" \u00a0\u202f\n;:!?%«»\"'’–—.,()0123456789sSMp°"), st.characters()), max_size=80
)
PIECES = st.lists(
    st.sampled_from(
        [
            *("M. ", "Mme ", "p. ", "No. ", "% ", "%(n)s", "«", "»", "« ", " »", ";", " ; ", " : ", ":", "!", " ?"),
            *("10 000", "1 234", '"', "'", "’", "s'", " ", WIDE, NARROW, "\n", "–", " – ", " — ", "a", "B", "é"),
            *("un mot", "7", "\t", "…"),
        ]
    ),
    max_size=24,
).map("".join)
ANY = st.one_of(TYPED, PIECES)
LANGUAGES = st.sampled_from(["fr", "en"])


@given(ANY, LANGUAGES)
def test_setting_a_text_twice_changes_nothing_more(text: str, language: str) -> None:
    once = typeset(clean(text), language)
    assert typeset(once, language) == once
    own = spaced(clean(text), language)
    assert spaced(own, language) == own


@given(ANY)
def test_cleaning_a_text_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def bare(text: str) -> str:
    """A text without spaces, all quotation marks alike."""
    return re.sub('[«»“”"]', '"', re.sub(r"\s", "", text)).replace("’", "'")


@given(ANY, LANGUAGES)
def test_setting_a_text_loses_and_adds_nothing_but_spaces(text: str, language: str) -> None:
    assert bare(typeset(text, language)) == bare(text)


@given(ANY, LANGUAGES)
def test_peoples_own_words_change_in_spaces_alone(text: str, language: str) -> None:
    assert re.sub(r"\s", "", spaced(text, language)) == re.sub(r"\s", "", text)


def seen(character: str) -> bool:
    """Whether a character leaves something on paper: not a control, format, private or unassigned one, nor a space."""
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Cn", "Co") and not character.isspace()


@given(st.one_of(ANY, st.text(max_size=80)))
def test_cleaning_takes_out_nothing_that_can_be_seen(text: str) -> None:
    assert [one for one in clean(text) if seen(one)] == [one for one in text if seen(one)]


REORDERING = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


@given(st.text(max_size=80))
def test_nothing_cleaned_can_reorder_a_line_or_end_a_document(text: str) -> None:
    for character in clean(text):
        assert unicodedata.bidirectional(character) not in REORDERING
        assert unicodedata.category(character) != "Cs"
        assert unicodedata.category(character) != "Cc" or character in "\t\n"


@given(st.text(max_size=200), st.integers(1, 60))
def test_a_shortened_text_is_no_longer_than_asked_and_says_so(text: str, length: int) -> None:
    short = shortened(text, length)
    assert len(short) <= length
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Rien d’essentiel ne manque. Les conseils suivent.", "Rien d’essentiel ne manque."),
        ("Nothing essential is missing. What follows is minor.", "Nothing essential is missing."),
        ("One sentence only, without an end", "One sentence only, without an end"),
        ("M. Martin a répondu à tous les clients. Puis rien.", "M. Martin a répondu à tous les clients."),
    ],
)
def test_the_first_sentence_of_a_text_is_found(text: str, first: str) -> None:
    assert first_sentence(text) == first


UNSET = re.compile("(?<=\\S) (?=[;!?%»])|(?<=\\S) (?=:(?:\\s|$))|« |«\u00a0|[^\u202f]»|\u00a0[;!?%»]|(?<=\\w)'(?=\\w)")
"""A French passage that was not set: an ordinary space where none may break, a straight apostrophe."""
TIGHT = re.compile("[\\w»)][;!?]|\\w:(?=\\s)|\\w%")
"""French punctuation typed with no space at all before it."""


def unset(passages: list[str]) -> list[str]:
    """The passages that were not set as French."""
    return [passage for passage in passages if UNSET.search(passage) or TIGHT.search(passage)]


@pytest.mark.parametrize("case", ["demo", "healthy", "many-unknowns", "contradictory-answers"])
def test_every_passage_of_a_french_report_is_set(case: str) -> None:
    html = rendered.report(case, "fr").html.encode("utf-8")
    passages = [text for text, tongue in html_passages(html) if tongue == "fr"]
    assert sum(f"{NARROW}?" in passage for passage in passages) > 20
    assert unset(passages) == []


@pytest.mark.parametrize("format", ["docx", "md"])
def test_every_passage_of_a_french_manuscript_is_set(format: str) -> None:
    view = rendered.report("demo", "fr").view
    content = render_docx(view) if format == "docx" else render_markdown(view).encode("utf-8")
    titles = [text for source in view.references for text in (source.title, source.publication)]
    passages = [one for one in passages_of(format, content) if not any(title and title in one for title in titles)]
    assert sum(f"{NARROW}?" in passage for passage in passages) > 20
    assert unset(passages) == []


@pytest.mark.parametrize(
    "typed", ["Quoi?", "Quoi ?", "oui ; non", "oui; non", "Note: x", "Note : x", "50%", "« x »", "l'an"]
)
def test_a_passage_that_is_not_set_is_noticed(typed: str) -> None:
    assert unset([typed]) == [typed]
    assert unset([typeset("Quoi ? Oui ; « non » : l'an 50 %", "fr")]) == []


@pytest.mark.parametrize("case", ["demo", "healthy"])
def test_no_passage_of_an_english_report_has_french_spaces(case: str) -> None:
    html = rendered.report(case, "en").html.encode("utf-8")
    passages = [text for text, tongue in html_passages(html) if tongue == "en"]
    assert [passage for passage in passages if NARROW in passage or re.search(f"{WIDE}[:;!?%]", passage)] == []
    assert [passage for passage in passages if re.search(r"(?<=\w)'(?=\w)|\"", passage)] == []
