"""Inference: what follows from a brand's answers, why, and with which reservations."""

from .adapter import EngineFault
from .error import InferenceError
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
    "Verdicts",
    "evaluate",
    "infer",
    "prove",
]
