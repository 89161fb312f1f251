"""The rule engines, and which of them decides: durable_rules, or `closure` where that is not installed.

Both run the same compiled rules and come to the same verdicts, which the tests show; no document names the engine.
"""

from __future__ import annotations

import importlib
import logging
import os
from collections.abc import Mapping

from ..compilation import CompiledRules
from ..error import UnknownEngine
from ..working_memory import WorkingMemories
from .closure import ClosureMemories

VARIABLE = "ADVISOR_ENGINE"
DURABLE_RULES = "durable_rules"
CLOSURE = "closure"
ENGINES = (DURABLE_RULES, CLOSURE)


def chosen_engine(environment: Mapping[str, str] = os.environ) -> str:
    """The name of the engine to use: the one that `ADVISOR_ENGINE` names, else the first one installed.

    UnknownEngine if it names none of `ENGINES`, or durable_rules where that is not installed.
    """
    named = environment.get(VARIABLE, "")
    if named not in ("", *ENGINES):
        raise UnknownEngine(f"{VARIABLE} is “{named}”; it can be {' or '.join(ENGINES)}, or left out")
    if named == CLOSURE or _installed():
        return named or DURABLE_RULES
    if named == DURABLE_RULES:
        raise UnknownEngine(f"{VARIABLE} is {named}, which is not installed here; install it, or use {CLOSURE}")
    _say_once()
    return CLOSURE


def working_memories(compiled: CompiledRules, engine: str) -> WorkingMemories:
    """Compiled rules, to be loaded in one of `ENGINES`."""
    if engine == CLOSURE:
        return ClosureMemories(compiled)
    from .durable_memory import DurableMemories  # only here, since it may not be installed

    return DurableMemories(compiled)


_said = False


def _installed() -> bool:
    try:
        importlib.import_module("durable_rules_engine")
    except ImportError:
        return False
    return True


def _say_once() -> None:
    global _said
    if not _said:
        _said = True
        logging.getLogger(__name__).warning("durable_rules is not installed: the engine “%s” decides", CLOSURE)
