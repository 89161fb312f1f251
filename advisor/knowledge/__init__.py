"""The knowledge base: YAML files read into typed, sound, frozen values."""

from .codes import CODES, Code
from .installation import shipped
from .loading import examine, load, running
from .problem import InputError, KnowledgeBaseError, Problem

__all__ = ["CODES", "Code", "InputError", "KnowledgeBaseError", "Problem", "examine", "load", "running", "shipped"]
