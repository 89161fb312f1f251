"""Skeletons of what is judged: advice, conclusions, rules, variants and checks."""

from __future__ import annotations

from pathlib import Path

from ..certainty import Certainty
from ..condition import ConclusionTest
from ..forms.advice import BELONGS_TO
from ..model import Advice, KnowledgeBase
from ..problem import did_you_mean, listed, quoted
from ..reading.entry import KEBAB, SNAKE
from ..reading.lists import added_within
from .placing import (
    Made,
    SkeletonError,
    appended,
    chosen,
    context_of,
    free,
    in_list,
    loaded,
    put,
    put_in_list,
    rendered,
    text_of,
)
from .sample_condition import SampleCondition, sample, sample_of, samples

JUDGED = ("rules", "advice", "checks")
"""Kinds of entries that share their ids."""


def new_advice(directory: Path, id: str, *, theme: str | None, kind: str = "gap", for_each: str | None = None) -> Made:
    """Add a draft advice to the file that holds most advice of its theme, or to a file called after it."""
    kb = loaded(directory)
    free(kb, id, KEBAB, *JUDGED)
    theme = chosen("theme", theme, tuple(kb.themes))
    context = context_of(kb, for_each)
    files = [Path(advice.at.file) for advice in kb.advice.values() if advice.theme == theme]
    path = max(dict.fromkeys(files), key=files.count) if files else directory / "advice" / f"{theme}.yaml"
    keys = {key: kind in BELONGS_TO[key] for key in ("severity", "phase")}
    phases = tuple(kb.phases)
    text = rendered(
        "advice.yaml", kb.languages, id=id, theme=theme, kind=kind, context=context, phases=phases,
        **keys, **sample(kb, context).values,
    )  # fmt: skip
    return put_in_list(directory, path, "advice", text, id)


def new_conclusion(directory: Path, id: str, *, file: str | None = None, for_each: str | None = None) -> Made:
    """Add a conclusion with one draft rule, to a file of conclusions: the only one there is, or `file`."""
    kb = loaded(directory)
    free(kb, id, SNAKE, "questions", "conclusions")
    rule = f"{id.replace('_', '-')}-shown"
    free(kb, rule, KEBAB, *JUDGED)
    context = context_of(kb, for_each)
    folder = directory / "conclusions"
    files = sorted(path.name for path in folder.glob("*.yaml"))
    if file is None and len(files) > 1:
        raise SkeletonError(f"Say with --file which file of conclusions it belongs to: {listed(files)}.")
    name = Path(file).name if file is not None else files[0] if files else "conclusions.yaml"
    path = folder / (name if name.endswith(".yaml") else f"{name}.yaml")
    entry = rendered("conclusion.yaml", kb.languages, id=id, context=context)
    text = appended(path, text_of(path, directory), "conclusions", entry)
    return put(
        directory, {path: appended(path, text, "rules", _rule(kb, rule, id, context, sample(kb, context)))}, id, rule
    )


def new_rule(directory: Path, id: str, *, conclusion: str | None) -> Made:
    """Add a draft rule to the file of its conclusion; it affirms what texts may print wherever the conclusion holds."""
    kb = loaded(directory)
    free(kb, id, KEBAB, *JUDGED)
    concluded = kb.conclusions[chosen("conclusion", conclusion, tuple(kb.conclusions), "concludes")]
    path = Path(concluded.at.file)
    certain = Certainty(kb.rules.values()).under(ConclusionTest(concluded.id, True))
    condition = sample_of(kb, certain) if certain else sample(kb, concluded.for_each)
    entry = _rule(kb, id, concluded.id, concluded.for_each, condition)
    return put_in_list(directory, path, "rules", entry, id)


def _rule(kb: KnowledgeBase, id: str, conclusion: str, context: str | None, condition: SampleCondition) -> str:
    return rendered("rule.yaml", kb.languages, id=conclusion, rule=id, context=context, **condition.values)


def new_check(directory: Path, id: str, *, for_each: str | None = None) -> Made:
    """Add a check to checks.yaml."""
    kb = loaded(directory)
    free(kb, id, KEBAB, *JUDGED)
    context = context_of(kb, for_each)
    read = samples(kb, context)[:2]
    path = directory / "checks.yaml"
    entry = rendered(
        "check.yaml", kb.languages, id=id, context=context, questions=", ".join(one.question for one in read),
        condition=", ".join(one.holds for one in read),
    )  # fmt: skip
    return put_in_list(directory, path, "checks", entry, id)


def new_variant(directory: Path, entry: str) -> Made:
    """Add a variant to an advice or a conclusion, after those it has."""
    kb = loaded(directory)
    present = kb.aliases.get(entry, entry)
    of = kb.advice.get(present) or kb.conclusions.get(present)
    if of is None:
        known = [*kb.advice, *kb.conclusions]
        raise SkeletonError(f"There is no advice and no conclusion {quoted(entry)}.{did_you_mean(entry, known)}")
    path = Path(of.at.file)
    kind = "advice" if isinstance(of, Advice) else "conclusion"
    text = rendered("variant.yaml", kb.languages, kind=kind, **sample(kb, of.for_each).values)
    top = "advice" if isinstance(of, Advice) else "conclusions"
    before = text_of(path, directory)
    return put(
        directory, {path: in_list(path, "variants", lambda: added_within(before, top, of.id, "variants", text))}, of.id
    )
