# Every target sets up .venv (reconstruct: build/reconstruction) from the pins in requirements/ by
# itself, and leaves nothing elsewhere.
# PYTHON names another interpreter (3.11 or later): make test PYTHON=python3.12

export PYTHONUTF8 := 1
unexport PYTHONPATH PYTHONHOME
run := .venv/bin/python -m
workers := --numprocesses=logical --maxprocesses=8 --dist=worksteal

.NOTPARALLEL:
.PHONY: help demo test check fix spec docs site bench wheel reconstruct pins clean runtime dev

help:
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile

demo: runtime  ## import the cohorts, hold the paper against one, replay, audit and report it
	@.venv/bin/timeline demo

test: check  ## check, then run every test (with branch coverage: make test coverage=--cov)
	$(run) pytest $(coverage) --hypothesis-profile=ci $(workers)  # the same examples every time

check: dev  ## lint, formatting and types
	$(run) ruff check
	$(run) ruff format --check
	$(run) mypy

fix: dev  ## mend what the linter can mend, and format
	$(run) ruff check --fix
	$(run) ruff format

spec: dev  ## the specification, read aloud: one sentence a test
	$(run) pytest tests/spec --verbose --no-header

docs: dev  ## write again the documentation that comes from the code
	.venv/bin/timeline definitions --markdown > docs/definitions.md
	@requirements/install docs
	$(run) tests.docs.commands
	$(run) tests.docs.notebook

site:  ## build the documentation site in build/site; a link that leads nowhere fails
	@requirements/install docs
	$(run) mkdocs build --strict --quiet

bench: dev  ## measure the program against its baselines
	$(run) benchmarks

wheel: runtime  ## build the wheel, install it with its pins elsewhere, and run the demo there
	requirements/wheel

reconstruct:  ## write the tables of the cohort of 56 patients again (a minute or two)
	@requirements/environment build/reconstruction reconstruction
	@mkdir -p build/cohort
	build/reconstruction/bin/python -m reconstruction.solver build/cohort

pins:  ## renew the pins (needs network and pip-compile)
	requirements/compile

clean:  ## remove the environment and everything generated
	rm -rf .venv/bin .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage htmlcov build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

runtime dev:
	@requirements/install $@
