# `make demo` and `make test` do all the set-up themselves. `make help` lists the rest.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
TESTABLE := $(VENV)/.testable
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock

.PHONY: help demo test lint check-types check-imports unit docs lock wheel clean

help: ## List these targets
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)/\1\t\2/p' Makefile | while IFS=$$'\t' read -r name says; do printf '  %-15s %s\n' "$$name" "$$says"; done

demo: $(INSTALLED) ## Set up .venv and build the graph of corpus/ into outputs/
	$(BIN)/kg build corpus --out outputs

test: lint check-types check-imports unit ## Set up .venv with the test tools and run every check

lint: $(TESTABLE) ## Style and formatting (ruff)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

check-types: $(TESTABLE) ## Types (mypy --strict)
	$(BIN)/mypy

check-imports: $(TESTABLE) ## Which room may import which (import-linter)
	$(BIN)/lint-imports

unit: $(TESTABLE) ## All tests (pytest)
	$(BIN)/python -m pytest

docs: $(INSTALLED) ## Write the generated pages of docs/reference again
	$(BIN)/python docs/generate.py

wheel: $(INSTALLED) ## Build the wheel into dist/
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

lock: $(INSTALLED) ## Resolve requirements.lock again, for Python 3.11 and 3.12
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra test --no-header --no-annotate --upgrade \
	  --output-file requirements.lock pyproject.toml

clean: ## Remove .venv and what the checks left behind
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist

$(BIN)/python:
	@for python in python3.11 python3.12 python3 python; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info[:2] not in ((3, 11), (3, 12)))' 2>/dev/null; then \
	    echo "Setting up $(VENV) with $$($$python --version)"; \
	    $$python -m venv $(VENV) && exit 0; \
	    echo "$$python cannot make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; \
	  fi; \
	done; echo "claimgraph needs Python 3.11 or 3.12 on the PATH." >&2; exit 1

$(INSTALLED): pyproject.toml requirements.lock | $(BIN)/python
	$(INSTALL) -e .
	@touch $@

$(TESTABLE): pyproject.toml requirements.lock | $(INSTALLED)
	$(INSTALL) -e '.[test]'
	@touch $@
