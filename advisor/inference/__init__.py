"""Inference: what follows from a brand's answers, why, and with which reservations."""

from .agreement import Disagreement
from .engine import release_engines
from .error import EngineFault, InferenceError, UnknownEngine
from .grounding import ground
from .infer import evaluate, infer
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
    "ground",
    "infer",
    "prove",
    "release_engines",
]
