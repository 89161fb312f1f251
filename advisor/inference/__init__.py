"""Inference: what follows from a brand's answers, why, and with which reservations."""

from .error import EngineFault, InferenceError, UnknownEngine
from .infer import Disagreement, evaluate, infer
from .limits import EngineLimit
from .proof import Proof, prove
from .result import (
    AdviceResult,
    ConclusionResult,
    Inference,
    Outcome,
    Reason,
    Reservation,
    Verdicts,
)

__all__ = [
    "AdviceResult",
    "ConclusionResult",
    "Disagreement",
    "EngineFault",
    "EngineLimit",
    "Inference",
    "InferenceError",
    "Outcome",
    "Proof",
    "Reason",
    "Reservation",
    "UnknownEngine",
    "Verdicts",
    "evaluate",
    "infer",
    "prove",
]
