"""The knowledge base: YAML files read into typed, checked, frozen values."""

from .problem import InputError, KnowledgeBaseError, Problem

__all__ = ["InputError", "KnowledgeBaseError", "Problem"]
