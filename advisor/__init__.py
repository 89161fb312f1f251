"""A rule-based expert system on community management: interview in, traceable advice out."""

__version__ = "0.1.0"
