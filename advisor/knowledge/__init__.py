"""The knowledge base: YAML files read into typed, checked, frozen values."""

from .installation import shipped
from .problem import InputError, KnowledgeBaseError, Problem

__all__ = ["InputError", "KnowledgeBaseError", "Problem", "shipped"]
