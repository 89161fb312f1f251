"""Small building blocks of JSON Schema, with the words an editor shows beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Schema = dict[str, Any]

YES_NO: Schema = {"type": "string", "enum": ["yes", "no"]}
LINE: Schema = {"type": ["string", "integer"]}


def described(schema: Schema, words: str, markdown: str | None = None) -> Schema:
    """A schema with its explanation, in Markdown too where that says more."""
    return {**schema, "description": words, "markdownDescription": markdown or words}


def reference(definition: str) -> Schema:
    """A reference to a definition of the same schema."""
    return {"$ref": f"#/definitions/{definition}"}


def words(values: Sequence[str], meanings: Mapping[str, str] | None = None) -> Schema:
    """One of the given words, each with its meaning where there is one."""
    schema: Schema = {"type": "string", "enum": list(values)}
    if meanings:
        schema["enumDescriptions"] = [meanings.get(value, "") for value in values]
    return schema


def listing(entries: Schema, *, at_least: int = 0, once: bool = False) -> Schema:
    """A list of entries."""
    schema: Schema = {"type": "array", "items": entries}
    if at_least:
        schema["minItems"] = at_least
    if once:
        schema["uniqueItems"] = True
    return schema


def keys(properties: Mapping[str, Schema], required: Iterable[str] = ()) -> Schema:
    """A group of keys and no others."""
    schema: Schema = {"type": "object", "additionalProperties": False, "properties": dict(properties)}
    needed = list(required)
    if needed:
        schema["required"] = needed
    return schema


def ids(known: Mapping[str, str]) -> Schema:
    """An id that exists, with its title; any word while there is none to choose from."""
    return words(list(known), known) if known else {"type": "string"}


def text(languages: Sequence[str]) -> Schema:
    """A text in every language."""
    sentence: Schema = {"type": ["string", "integer"]}
    return keys(dict.fromkeys(languages, sentence), languages)
