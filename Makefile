# Tuntas. `make` lists what there is to do; no variable needs to be set. Everything is installed into .venv, once.

.DEFAULT_GOAL := help
.PHONY: help demo test check suite lint format coverage bench schema migration lock console clean

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
GRAPHIQL := gateway/graphiql/assets/graphiql.js
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
WORKERS := 2

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(INSTALLED) $(GRAPHIQL)  ## start everything with believable data on one port (PORT=8000, ALL=1 for all 546 pemda)
	@$(BIN)/python console/build.py || echo "The demo starts without its console." >&2
	$(BIN)/tuntas demo $(if $(PORT),--port $(PORT)) $(if $(ALL),--all)

test: lint suite  ## everything CI runs: the checks, then every test (TEST_POSTGRES=15 for Debian's PostgreSQL 15)

check: lint  ## the checks alone: ruff, mypy, import law, schema snapshot, console, architecture
	$(BIN)/pytest -q tests/architecture

suite: $(INSTALLED)  ## the tests alone (ARGS="tests/rules -k moves")
	$(BIN)/pytest -n $(WORKERS) --dist worksteal $(if $(TEST_POSTGRES),--postgres=$(TEST_POSTGRES)) $(ARGS)

lint: $(INSTALLED)  ## ruff, mypy strict, import law, schema snapshot, the console's own checks
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy --no-error-summary
	$(BIN)/lint-imports --no-logo
	$(BIN)/python .ci/schema.py --check
	@test ! -e console/package.json || $(BIN)/python .ci/console.py check

format: $(INSTALLED)  ## put imports and lines in order
	$(BIN)/ruff check --quiet --fix .
	$(BIN)/ruff format --quiet .

coverage: $(INSTALLED)  ## branch coverage of the whole suite, line by line
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest $(ARGS)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

bench: $(INSTALLED)  ## print the ratios against raw SQL and against peers (ARGS=--help)
	$(BIN)/python -m bench $(ARGS)

schema: $(INSTALLED)  ## write graph/schema.graphql anew
	$(BIN)/python .ci/schema.py

migration: $(INSTALLED)  ## write the next migration from the tables (name=add_colour)
	@test -n "$(name)" || { echo "make migration name=add_colour" >&2; exit 2; }
	@data=$$(mktemp -d) && trap 'rm -rf "$$data"' EXIT && \
	    env -u TUNTAS_DATABASE_URL TUNTAS_DATA="$$data" $(BIN)/tuntas migration "$(name)"

lock: $(INSTALLED)  ## pin all packages with their hashes (UPGRADE=1: newest versions)
	$(BIN)/python .ci/lock.py $(if $(UPGRADE),--upgrade)

console: $(INSTALLED)  ## build the web console into the package
	@$(BIN)/python console/build.py

clean:  ## remove everything that was made here, except data in var/
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage.* htmlcov
	rm -rf build dist bench/out console/node_modules gateway/console gateway/graphiql/assets
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The first Python of these that runs and is 3.11 or newer makes the environment.
$(BIN)/python:
	@for candidate in python3.11 python3 python3.12 python3.13; do \
	    if $$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        $$candidate -m venv $(VENV) && exit 0; \
	        echo "$$candidate cannot make an environment (on Debian: apt install python3-venv)" >&2; exit 1; \
	    fi; \
	done; echo "Tuntas needs Python 3.11 or newer" >&2; exit 1

# Exactly the locked files, each checked against its hash; then this folder itself, without asking for anything more.
$(INSTALLED): pyproject.toml requirements.lock | $(BIN)/python
	@echo "Installing into $(VENV) (once, a minute or two) ..."
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

# For developers; the demo runs without it, and its page then says how to fetch it.
$(GRAPHIQL): | $(INSTALLED)
	-@$(BIN)/python -m gateway.graphiql.vendor
