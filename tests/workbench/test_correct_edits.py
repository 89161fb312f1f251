"""Whoever edits the knowledge base as the guide teaches breaks no test: none counts or names more than it means.

The edit is made in a copy of the checkout, where the tests that speak of the shipped knowledge base then run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .transcript import Command, Edit, apply, run, steps

ROOT = Path(__file__).parents[2]
KB = Path("rules/community-management")
GUIDE = (ROOT / "docs" / "writing-rules.md").read_text("utf-8").replace("my-rules/", f"{KB}/")

FURTHER = """
```console
$ advisor rules new question weeks_pinned --section more --type number
$ advisor rules new conclusion page_looks_deserted --file 2-brand
```

<!-- replace the entry weeks_pinned in rules/community-management/questionnaire/more.yaml -->
```yaml
  - id: weeks_pinned
    pass: deepening
    ask:
      fr: "Depuis combien de semaines ce message est-il en tête de votre page ?"
      en: "For how many weeks has this message stood on top of your page?"
    type: number
    min: 0
    max: 520
    relevant_when: {pinned_message_true: {answered: yes}}
```

<!-- replace the entry page_looks_deserted in rules/community-management/conclusions/2-brand.yaml -->
```yaml
  - id: page_looks_deserted
    title: {fr: "Votre page semble à l’abandon", en: "Your page looks deserted"}
    meaning: {fr: "Un nouveau venu n’y voit personne.", en: "A newcomer sees nobody there."}
    shown: yes
```

<!-- replace the entry page-looks-deserted-shown in rules/community-management/conclusions/2-brand.yaml -->
```yaml
  - id: page-looks-deserted-shown
    when: {any: [{pinned_message_true: no}, {weeks_pinned: {at_least: 10}}]}
    conclude: [page_looks_deserted]
    claims: [S9-01]
    examples:
      - {name: "out of date", concludes: yes, answers: {pinned_message_true: no}}
      - {name: "still true", concludes: no, answers: {pinned_message_true: yes, weeks_pinned: 2}}
```

<!-- add to the list checks in rules/community-management/checks.yaml -->
```yaml
  - id: old-and-true
    when: {pinned_message_true: yes, weeks_pinned: {at_least: 10}}
    says:
      fr: "Le message épinglé est vrai, et il a plus de dix semaines."
      en: "The pinned message is true, and more than ten weeks old."
    ask_again: [pinned_message_true, weeks_pinned]
```

```console
$ advisor rules schema --modelines
```
"""
"""What the guide shows as an illustration, or teaches without an example: a conclusion with its rule, a check."""

SUITES = (
    *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests" / "knowledge_base").glob("test_*.py")),
    "tests/analysis/test_shipped.py",
    "tests/workbench/test_schema_files.py",
    "tests/inference/test_reasons_of_cases.py",
)


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout whose knowledge base was added to, clean under `rules check` and `rules test`."""
    root = tmp_path_factory.mktemp("edited") / "checkout"
    for name in ("advisor", "docs", "rules", "templates", "tests"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", root)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        patch.setenv("ADVISOR_KB", str(KB))
        for step in (*steps(GUIDE), *steps(FURTHER)):
            if isinstance(step, Edit):
                apply(step, root)
            elif step.words[:3] in (("advisor", "rules", "new"), ("advisor", "rules", "schema")):
                run(step, root, patch)
        assert run(Command(("advisor", "rules", "check"), ""), root, patch) == ""
        assert "0 failed" in run(Command(("advisor", "rules", "test"), ""), root, patch)
    return root


@pytest.mark.parametrize("suite", SUITES)
def test_a_correct_edit_breaks_no_test(suite: str, edited: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "ADVISOR_KB"}
    environment["PYTHONPATH"] = str(edited)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", suite],
        cwd=edited, env=environment, capture_output=True, text=True, timeout=1500,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
