"""JSON Schemas made from a knowledge base, so that an editor completes its ids and explains its questions."""

from .files import schemas

__all__ = ["schemas"]
