"""Ids of entries judged for one instance of a context: `aggregation@instagram`.

Grounding makes them; in answers kept in memory, in results and on the command line they name a question, conclusion,
rule or advice of one instance.
"""

from __future__ import annotations


def ground_id(id: str, instance: str | None) -> str:
    """The id of an entry for one instance; the id itself for an entry of the brand (None)."""
    return id if instance is None else f"{id}@{instance}"


def declared_id(id: str) -> str:
    """The id under which the knowledge base declares a ground entry."""
    return id.partition("@")[0]


def instance_of(id: str) -> str | None:
    """The instance a ground id belongs to, None for the brand's."""
    return id.partition("@")[2] or None
