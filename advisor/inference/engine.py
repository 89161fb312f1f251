"""The verdicts of the rule engine on a set of answers: what the Assessment says.

An `Engine` holds one knowledge base, compiled and loaded. It decides yes, no and undetermined by the certain and
the possible run; relevance is settled before, in the answers it is given.
"""

from __future__ import annotations

import threading
import weakref
from dataclasses import dataclass, field
from functools import cached_property

from advisor.answers.answer import EffectiveAnswers
from advisor.knowledge.model import KnowledgeBase

from .compilation import compile_rules
from .engines import chosen_engine, working_memories
from .error import EngineFault
from .firings import Firing, Firings
from .kept import KeptWith
from .result import Verdicts
from .runs import AnswerFacts, Runs, run

__all__ = ["Engine", "EngineFault", "EngineRun", "Firing", "engine_for", "release_engines"]


@dataclass(frozen=True)
class EngineRun:
    """What the engine says of a set of answers; `firings` is worked out when it is asked for."""

    verdicts: Verdicts
    runs: Runs = field(repr=False)
    account: Firings = field(repr=False, compare=False)

    @cached_property
    def firings(self) -> tuple[Firing, ...]:
        """Every firing of the certain run in order, then those that only the possible run made."""
        return self.account.of(self.runs)


class Engine:
    """A knowledge base compiled for a rule engine and loaded into it.

    Threads may share it: they take turns, for the engine keeps the state of a run. Processes are faster.
    `compiled` holds the rules in a form that belongs to no engine, with their counts.
    """

    def __init__(self, kb: KnowledgeBase, name: str | None = None) -> None:
        """Compile for the engine named (of `advisor.inference.engines.ENGINES`), or the one that is chosen.

        EngineLimit if the knowledge base is larger than can be carried; UnknownEngine if the choice cannot be met.
        """
        self.name = name or chosen_engine()
        self.compiled = compile_rules(kb)
        self._answer_facts = AnswerFacts(self.compiled)
        self._account = Firings(self.compiled)
        self._memories = working_memories(self.compiled, self.name)
        self._lock = threading.Lock()
        weakref.finalize(self, self._memories.close).atexit = False

    def verdicts(self, effective: EffectiveAnswers) -> EngineRun:
        """Judge answers; EngineFault if the engine failed, and then the next call starts afresh."""
        facts = self._answer_facts.of(effective)
        with self._lock:
            try:
                certain, possible = self._memories.open()
                runs = run(self.compiled, facts, certain, possible)
                certain.close()
                possible.close()
            except BaseException as error:
                self._memories.close()
                if isinstance(error, EngineFault) or not isinstance(error, Exception):
                    raise
                raise EngineFault(f"an error was raised while it ran ({error!r})") from error
        if not runs.certain.derived <= runs.possible.derived:
            raise EngineFault("it held something certain that it did not hold possible")
        return EngineRun(runs.verdicts(self.compiled), runs, self._account)

    def release(self) -> None:
        """Give back the memory that the rules take; the next call loads them anew."""
        with self._lock:
            self._memories.close()


_engines: KeptWith[dict[str, Engine]] = KeptWith(lambda _: {})
_engines_lock = threading.Lock()


def engine_for(kb: KnowledgeBase) -> Engine:
    """The engine for a knowledge base, compiled at the first call and kept as long as the knowledge base is."""
    name = chosen_engine()
    with _engines_lock:
        engines = _engines(kb)
        if name not in engines:
            engines[name] = Engine(kb, name)
        return engines[name]


def release_engines() -> None:
    """Give back the memory of every engine, for work that judges nothing; the next judgement loads its rules anew."""
    with _engines_lock:
        for engines in _engines.values():
            for engine in engines.values():
                engine.release()
