"""The knowledge base: YAML files read into typed, sound, frozen values."""

from advisor.language.installation import shipped

from .codes import CODES, Code
from .loading import examine, load, running
from .problem import InputError, KnowledgeBaseError, Problem

__all__ = ["CODES", "Code", "InputError", "KnowledgeBaseError", "Problem", "examine", "load", "running", "shipped"]
