"""Answers: what a brand said, the states of an answer, and the elementary tests rules make on it."""

from .answer import (
    NOT_ASKED,
    Answer,
    Answers,
    AnswerState,
    Choices,
    EffectiveAnswer,
    EffectiveAnswers,
    KnowledgeBaseReference,
    Note,
    Truth,
    Value,
)
from .comparison import truth
from .file import AnswersError, example_answers, parse_answers, read_answers
from .kleene import conjunction, disjunction, negation, truth_of
from .relevance import effective, holds, is_asked

__all__ = [
    "NOT_ASKED",
    "Answer",
    "AnswerState",
    "Answers",
    "AnswersError",
    "Choices",
    "EffectiveAnswer",
    "EffectiveAnswers",
    "KnowledgeBaseReference",
    "Note",
    "Truth",
    "Value",
    "conjunction",
    "disjunction",
    "effective",
    "example_answers",
    "holds",
    "is_asked",
    "negation",
    "parse_answers",
    "read_answers",
    "truth",
    "truth_of",
]
