"""The compiled rules in CLIPS: working memories that do what the rule engine's do, through clipspy.

Each fact is a relation of its own, so that CLIPS has no value to compare. `ClipsMemory` uses clipspy as it is meant
to be used: facts loaded as one text, a Python function called by each rule that fires. `TunedClipsMemory` goes to
the library beneath it: clipspy's routers, which are called back for every character parsed, are taken out, facts
are asserted without a text to parse again, and the firings are gathered inside CLIPS and fetched once.
"""

from __future__ import annotations

from collections.abc import Sequence

import clips
from clips._clips import lib

from advisor.inference.compilation import CompiledRules


class ClipsMemory:
    """One CLIPS environment with all rules; `reset` empties it for another run."""

    def __init__(self, compiled: CompiledRules) -> None:
        self._read = {fact for rule in compiled.rules for fact in rule.body}
        self._fired: list[int] = []
        self._environment = clips.Environment()
        self._environment.define_function(self._fired.append, "fired")
        for number, rule in enumerate(compiled.rules):
            heads = "".join(f" (assert (f{head}))" for head in rule.heads if head in self._read)
            body = " ".join(f"(f{fact})" for fact in rule.body)
            self._environment.build(f"(defrule r{number} {body} => (fired {number}){heads})")

    def reset(self) -> None:
        """Empty the working memory."""
        self._environment.reset()

    def push(self, facts: Sequence[int]) -> list[int]:
        """Assert facts and run; the rules that fired."""
        text = "".join([f"(f{fact})" for fact in facts if fact in self._read])
        if text:
            self._environment.load_facts(text)
        self._environment.run()
        fired = self._fired[:]
        self._fired.clear()
        return fired

    def finish(self) -> list[int]:
        """Nothing was put off."""
        return []

    def close(self) -> None:
        """`reset` does it."""


class TunedClipsMemory:
    """The same by direct calls into the CLIPS library."""

    def __init__(self, compiled: CompiledRules) -> None:
        read = {fact for rule in compiled.rules for fact in rule.body}
        self._assertions = {fact: f"(f{fact})".encode() for fact in read}
        self._environment = clips.Environment()
        self._environment.build("(defglobal ?*fired* = (create$))")
        for number, rule in enumerate(compiled.rules):
            heads = " ".join(f"(f{head})" for head in rule.heads if head in read)
            body = " ".join(f"(f{fact})" for fact in rule.body)
            follows = f"(bind ?*fired* (create$ ?*fired* {number}))" + (f" (assert {heads})" if heads else "")
            self._environment.build(f"(defrule r{number} {body} => {follows})")
        for router in list(self._environment.routers()):
            router.delete()
        (self._fired,) = self._environment.globals()
        self._pointer = self._environment._env

    def reset(self) -> None:
        """Empty the working memory."""
        lib.Reset(self._pointer)

    def push(self, facts: Sequence[int]) -> list[int]:
        """Assert facts and run; the rules that fired."""
        for fact in facts:
            if fact in self._assertions:
                lib.AssertString(self._pointer, self._assertions[fact])
        if not lib.Run(self._pointer, -1):
            return []
        fired = list(self._fired.value)
        self._fired.value = ()
        return fired

    def finish(self) -> list[int]:
        """Nothing was put off."""
        return []

    def close(self) -> None:
        """`reset` does it."""
