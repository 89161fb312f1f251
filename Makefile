# What can be done with a checkout. Needs make (3.81 or newer), a POSIX shell and Python 3.10 to 3.13;
# tools/prepare.sh checks the rest, each target only what it needs. `make help` lists the targets.

RUN = .venv/bin/python
DEMO = rules/community-management/cases/demo.yaml
PYTEST = $(RUN) -m pytest -n 2
LOCK = requirements-dev.lock
INSTALL = $(RUN) -m pip install --quiet --constraint $(LOCK)

.NOTPARALLEL:
.PHONY: help demo serve test lint bench bench-workspace gallery differential fuzz mutation lock

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1 | \2/p' Makefile | awk -F ' [|] ' '{ printf "%-18s %s\n", $$1, $$2 }'

demo: needs-of-demo .venv/.advisor ## write the example reports, in French and English, to out/
	@echo "The example reports: PDF to read and act on (brief), HTML to look up why (all of it, folded)."
	@$(RUN) -m advisor report $(DEMO) --lang fr --format html,pdf -o out
	@$(RUN) -m advisor report $(DEMO) --lang en --format html,pdf -o out

serve: needs-of-demo .venv/.workspace ## open the workspace in the browser
	@$(RUN) -m advisor serve

test: needs-of-test .venv/.development ## run every test
	@sh tools/prepare.sh browser
	$(PYTEST)

lint: needs-of-venv .venv/.development ## check style, types and the direction of imports
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	.venv/bin/lint-imports

bench: needs-of-demo .venv/.development ## measure time and memory, beside what they are measured against
	@$(RUN) -m bench

bench-workspace: needs-of-demo .venv/.development ## measure the workspace under load, and kill it while people answer
	@$(RUN) -m bench.workspace

gallery: needs-of-demo .venv/.advisor ## write the reports of five brands, and under two brand kits, with a page that leads to them, to out/gallery/
	@$(RUN) tools/gallery.py out/gallery

differential: needs-of-venv .venv/.development ## compare four opinions over 10,000 random cases
	$(RUN) tests/differential.py 10000

fuzz: needs-of-venv .venv/.development ## spoil knowledge bases 10,000 times; every problem must be clear
	$(RUN) tests/fuzz_knowledge.py 10000

mutation: needs-of-venv .venv/.development ## plant faults in the inference; each must be noticed
	$(RUN) tests/mutation_check.py

# The lock is made for all supported versions of Python at once, which pip by itself cannot do.
lock: needs-of-venv .venv/.made ## pin anew what is installed here, at the newest versions allowed
	@$(RUN) -m venv .venv/lock
	@.venv/lock/bin/python -m pip install --quiet uv
	@.venv/lock/bin/uv pip compile --quiet --universal --upgrade --python-version 3.10 --all-extras --no-annotate \
	  --no-emit-index-url --custom-compile-command "make lock" --output-file $(LOCK) pyproject.toml

# --- The environment -----------------------------------------------------------------------------------
# Each stamp says that a step is done whole; without the first, .venv is made afresh.

FORGET_UNSOUND_VENV := $(shell sh tools/prepare.sh sound)

.PHONY: needs-of-venv needs-of-demo needs-of-test
needs-of-venv:
	@sh tools/prepare.sh system
needs-of-demo:
	@sh tools/prepare.sh system pango
needs-of-test:
	@sh tools/prepare.sh system pango chromium qpdf pdftotext postgresql

.venv/.made:
	@sh tools/prepare.sh venv

.venv/.advisor: .venv/.made pyproject.toml $(LOCK)
	@echo "Installing advisor"
	@$(INSTALL) -e .
	@touch $@

.venv/.workspace: .venv/.advisor
	@echo "Installing the workspace"
	@$(INSTALL) -e '.[workspace]'
	@touch $@

.venv/.development: .venv/.advisor
	@echo "Installing what the tests and checks need"
	@$(INSTALL) -e '.[dev,workspace]'
	@touch $@
