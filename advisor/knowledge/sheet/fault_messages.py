"""What is said of a faulty answer sheet, in the consultant's language, by stable code."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from advisor.language import C_, N_, Messages, Phrase

from ..problem import listed, shown

MESSAGES = Messages(
    {
        "I001": "The key `{key_}` is missing. Add a line `{key_}: …` at the top of the file.",
        "I002": "The key `{key_}` is not known here.{suggestion} Possible keys: {possible}.",
        "I003": "`{key_}` must be {expected}, not {found}.",
        "I004": "{found} is not a date. Write the year, month and day as in 2026-11-20.",
        "I005": "The language `{found}` is not offered by this knowledge base. Choose one of {possible}.",
        "I006": "These answers belong to the knowledge base `{found}`; the one in use is `{expected}`. "
        "Give its directory with --kb.",
        "I007": "The file must hold a mapping with `brand`, `date` and `answers`, not {found}.",
        "I008": "There is no case `{found}` in this knowledge base to build upon.{suggestion}",
        "I010": "There is no question `{found}`.{suggestion} `advisor questionnaire` lists them all.",
        "I011": "`{question}` has no option `{found}`.{suggestion} Possible: {possible}.",
        "I012": "`{question}` takes {expected}, not {found}.",
        "I013": "{found} is out of bounds for `{question}`: give a whole number from {low} to {high}.",
        "I014": "`{option}` excludes every other option of `{question}`. Keep it alone, or take it out.",
        "I015": "An empty list says nothing of `{question}`. Write `{option}` if none applies, "
        "or {{state: unknown}} if it is not known.",
        "I016": "`{question}` takes one answer and cannot be partly known. Give one option, or {{state: unknown}}.",
        "I017": "`{option}` is given twice for `{question}`. Keep it once.",
        "I018": "{found} is not a state of an answer.{suggestion} Possible: unknown, not_applicable, not_asked.",
        "I019": 'Say why `{question}` does not apply: {{state: not_applicable, because: "…"}}.',
        "I020": "`visible_to` must be client or internal, not {found}.",
        "I021": "Every option of `{question}` is ruled out. Leave at least one open, or write {{state: unknown}}.",
        "I022": "`{key_}` is empty. Give it a value.",
        "I023": "This must be {possible}, not {found}.{suggestion}",
        "I024": "at_least ({least}) is more than at_most ({most}) and leaves no number. Turn them round.",
        "I025": "Nobody called `{found}` stands under `respondents`.{suggestion} Add them there, or mend the name.",
        "I026": "{found} cannot be an id here: use small letters, digits and hyphens, such as main-page.",
        "I027": "`{key_}` holds {most} at most, and these are {count}.",
        "I028": "There is no advice `{found}` in this knowledge base.{suggestion}",
        "I029": "`{question}` is answered for each entry of `{key_}`. "
        "Write it there, in the list `{key_}`, under the answers of one.",
        "I031": "`{first}` and `{second}` are one question, answered twice. Keep one of the two.",
        "I030": "`{question}` is asked of the brand, not of each entry of `{key_}`. Write it under `answers`.",
    }
)

KINDS = Messages(
    {
        "nothing": "nothing",
        "text": "a text",
        "number": "a whole number",
        "list": "a list",
        "mapping": "a mapping",
        "options": "a list of options such as [{possible}]",
        "option": "one of {possible}",
        "yes_or_no": C_("as typed", "yes or no"),
        "questions": "a list of question ids",
    }
)

SUGGESTION = N_(" Did you mean `{word}`?")


def phrase(code: str, values: Mapping[str, object]) -> Phrase:
    """The message of a code; a value that is a `Phrase` is said in the same language."""
    return MESSAGES.phrase(code, **{key: _said(key, value) for key, value in values.items()})


def _said(key: str, value: object) -> object:
    """A value in a message: whole where it lists what is possible, else no longer than a word of the input may be."""
    return value if key == "possible" or callable(value) else shown(value)


def kind(name: str, **values: object) -> Phrase:
    """A noun phrase for a kind of value."""
    return KINDS.phrase(name, **values)


def one_of(words: Sequence[str]) -> Callable[[str], str]:
    """Words one of which is possible."""
    return lambda language: listed(words, language)


def found(value: object) -> Phrase:
    """How to name a value of the wrong kind."""
    if value is None:
        return kind("nothing")
    if isinstance(value, Mapping):
        return kind("mapping")
    if isinstance(value, list):
        return kind("list")
    return Phrase("`{word}`", word=shown(value))


def suggestion(word: str | None) -> Phrase | str:
    """The sentence `Did you mean …?` with a leading space, empty without a suggestion."""
    return "" if word is None else Phrase(SUGGESTION, word=word)
