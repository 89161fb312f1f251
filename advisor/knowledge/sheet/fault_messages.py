"""What is said of a faulty answer sheet, in the consultant's language, by stable code."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ..problem import listed, shown

LANGUAGES = ("en", "fr")

MESSAGES: dict[str, dict[str, str]] = {
    "I001": {
        "en": "The key `{key_}` is missing. Add a line `{key_}: …` at the top of the file.",
        "fr": "La clé « {key_} » manque. Ajoutez une ligne « {key_}: … » en tête du fichier.",
    },
    "I002": {
        "en": "The key `{key_}` is not known here.{suggestion} Possible keys: {possible}.",
        "fr": "La clé « {key_} » n'est pas reconnue ici.{suggestion} Clés possibles : {possible}.",
    },
    "I003": {
        "en": "`{key_}` must be {expected}, not {found}.",
        "fr": "« {key_} » doit être {expected}, et non {found}.",
    },
    "I004": {
        "en": "{found} is not a date. Write the year, month and day as in 2026-11-20.",
        "fr": "{found} n'est pas une date. Écrivez l'année, le mois et le jour, par exemple 2026-11-20.",
    },
    "I005": {
        "en": "The language `{found}` is not offered by this knowledge base. Choose one of {possible}.",
        "fr": "La langue « {found} » n'est pas proposée par cette base de connaissances. Choisissez parmi {possible}.",
    },
    "I006": {
        "en": "These answers belong to the knowledge base `{found}`; the one in use is `{expected}`. "
        "Give its directory with --kb.",
        "fr": "Ces réponses relèvent de la base de connaissances « {found} » ; celle qui est utilisée est "
        "« {expected} ». Indiquez le bon répertoire avec --kb.",
    },
    "I007": {
        "en": "The file must hold a mapping with `brand`, `date` and `answers`, not {found}.",
        "fr": "Le fichier doit contenir les clés « brand », « date » et « answers », et non {found}.",
    },
    "I008": {
        "en": "There is no case `{found}` in this knowledge base to build upon.{suggestion}",
        "fr": "Cette base de connaissances n'a pas de cas « {found} » sur lequel s'appuyer.{suggestion}",
    },
    "I010": {
        "en": "There is no question `{found}`.{suggestion} `advisor questionnaire` lists them all.",
        "fr": "Il n'y a pas de question « {found} ».{suggestion} La commande « advisor questionnaire » les énumère.",
    },
    "I011": {
        "en": "`{question}` has no option `{found}`.{suggestion} Possible: {possible}.",
        "fr": "« {found} » n'est pas une réponse possible à « {question} ».{suggestion} Possibles : {possible}.",
    },
    "I012": {
        "en": "`{question}` takes {expected}, not {found}.",
        "fr": "La réponse à « {question} » doit être {expected}, et non {found}.",
    },
    "I013": {
        "en": "{found} is out of bounds for `{question}`: give a whole number from {low} to {high}.",
        "fr": "{found} est hors limites pour « {question} » : donnez un nombre entier de {low} à {high}.",
    },
    "I014": {
        "en": "`{option}` excludes every other option of `{question}`. Keep it alone, or take it out.",
        "fr": "« {option} » exclut toute autre réponse à « {question} ». Gardez-la seule, ou retirez-la.",
    },
    "I015": {
        "en": "An empty list says nothing of `{question}`. Write `{option}` if none applies, "
        "or {{state: unknown}} if it is not known.",
        "fr": "Une liste vide ne dit rien de « {question} ». Écrivez « {option} » si rien ne convient, "
        "ou {{state: unknown}} si on l'ignore.",
    },
    "I016": {
        "en": "`{question}` takes one answer and cannot be partly known. Give one option, or {{state: unknown}}.",
        "fr": "« {question} » n'admet qu'une réponse et ne peut être connue en partie. "
        "Donnez une seule réponse, ou {{state: unknown}}.",
    },
    "I017": {
        "en": "`{option}` is given twice for `{question}`. Keep it once.",
        "fr": "« {option} » figure deux fois dans la réponse à « {question} ». Gardez une seule mention.",
    },
    "I018": {
        "en": "{found} is not a state of an answer.{suggestion} Possible: unknown, not_applicable, not_asked.",
        "fr": "{found} n'est pas un état de réponse.{suggestion} Possibles : unknown, not_applicable, not_asked.",
    },
    "I019": {
        "en": 'Say why `{question}` does not apply: {{state: not_applicable, because: "…"}}.',
        "fr": "Dites pourquoi « {question} » est sans objet : {{state: not_applicable, because: « … »}}.",
    },
    "I020": {
        "en": "`visible_to` must be client or internal, not {found}.",
        "fr": "« visible_to » doit valoir client ou internal, et non {found}.",
    },
    "I021": {
        "en": "Every option of `{question}` is ruled out. Leave at least one open, or write {{state: unknown}}.",
        "fr": "Toutes les réponses à « {question} » sont écartées. Laissez-en au moins une ouverte, "
        "ou écrivez {{state: unknown}}.",
    },
    "I022": {
        "en": "`{key_}` is empty. Give it a value.",
        "fr": "« {key_} » est vide. Donnez-lui une valeur.",
    },
    "I023": {
        "en": "This must be {possible}, not {found}.{suggestion}",
        "fr": "La valeur doit être {possible}, et non {found}.{suggestion}",
    },
    "I024": {
        "en": "at_least ({least}) is more than at_most ({most}) and leaves no number. Turn them round.",
        "fr": "at_least ({least}) dépasse at_most ({most}) et ne laisse aucun nombre. Inversez-les.",
    },
    "I025": {
        "en": "Nobody called `{found}` stands under `respondents`.{suggestion} Add them there, or mend the name.",
        "fr": "Personne ne s'appelle « {found} » sous « respondents ».{suggestion} Ajoutez-y cette personne, "
        "ou corrigez le nom.",
    },
    "I026": {
        "en": "{found} cannot be an id here: use small letters, digits and hyphens, such as main-page.",
        "fr": "{found} ne peut servir d'identifiant ici : employez des minuscules, des chiffres et des traits d'union, "
        "par exemple page-principale.",
    },
    "I027": {
        "en": "`{key_}` holds {most} at most, and these are {count}.",
        "fr": "« {key_} » en admet {most} au plus, et il y en a {count}.",
    },
    "I028": {
        "en": "There is no advice `{found}` in this knowledge base.{suggestion}",
        "fr": "Cette base de connaissances n'a pas de conseil « {found} ».{suggestion}",
    },
    "I029": {
        "en": "`{question}` is answered for each entry of `{key_}`. "
        "Write it there, in the list `{key_}`, under the answers of one.",
        "fr": "« {question} » se répond pour chaque élément de « {key_} ». "
        "Écrivez-la là, dans les réponses de l'un d'eux.",
    },
    "I031": {
        "en": "`{first}` and `{second}` are one question, answered twice. Keep one of the two.",
        "fr": "« {first} » et « {second} » sont une seule question, à laquelle il est répondu deux fois. "
        "Gardez l'une des deux.",
    },
    "I030": {
        "en": "`{question}` is asked of the brand, not of each entry of `{key_}`. Write it under `answers`.",
        "fr": "« {question} » concerne la marque, et non chaque élément de « {key_} ». Écrivez-la sous « answers ».",
    },
}

KINDS: dict[str, dict[str, str]] = {
    "nothing": {"en": "nothing", "fr": "rien"},
    "text": {"en": "a text", "fr": "un texte"},
    "number": {"en": "a whole number", "fr": "un nombre entier"},
    "list": {"en": "a list", "fr": "une liste"},
    "mapping": {"en": "a mapping", "fr": "un groupe de clés"},
    "options": {"en": "a list of options such as [{possible}]", "fr": "une liste de réponses telle que [{possible}]"},
    "option": {"en": "one of {possible}", "fr": "l'une de ces valeurs : {possible}"},
    "yes_or_no": {"en": "yes or no", "fr": "yes ou no"},
    "questions": {"en": "a list of question ids", "fr": "une liste d'identifiants de questions"},
}

SUGGESTION = {"en": " Did you mean `{word}`?", "fr": " Vouliez-vous dire « {word} » ?"}

Phrase = Callable[[str], str]
"""Words for a language code."""


def messages(code: str, **values: object) -> dict[str, str]:
    """The message of a code in every language; a value that is a `Phrase` is said in the same language."""
    return {
        language: MESSAGES[code][language].format(
            **{key: value(language) if callable(value) else _said(key, value) for key, value in values.items()}
        )
        for language in LANGUAGES
    }


def _said(key: str, value: object) -> str:
    """A value in a message: whole where it lists what is possible, else no longer than a word of the input may be."""
    return str(value) if key == "possible" else shown(value)


def kind(name: str, **values: object) -> Phrase:
    """A noun phrase for a kind of value."""
    return lambda language: KINDS[name][language].format(**values)


def one_of(words: Sequence[str]) -> Phrase:
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
    return lambda language: f"« {shown(value)} »" if language == "fr" else f"`{shown(value)}`"


def suggestion(word: str | None) -> Phrase:
    """The sentence `Did you mean …?` with a leading space, empty without a suggestion."""
    return lambda language: "" if word is None else SUGGESTION[language].format(word=word)
