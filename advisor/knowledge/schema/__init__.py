"""JSON Schemas made from a knowledge base, so that an editor completes its ids and explains its questions."""

from .file_schemas import schemas
from .wiring import modeline, modelines, schema_files

__all__ = ["modeline", "modelines", "schema_files", "schemas"]
