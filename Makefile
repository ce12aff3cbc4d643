# Rallyboard: every way to run, test and measure the house. `make` alone prints this list.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PORT ?= 8000
MATCHES ?= 300
n ?=
PYTHON ?= python3
# Some machines forbid Python to keep what it compiled; each process here would then compile 1,500 files before it begins.
export PYTHONDONTWRITEBYTECODE :=
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest -q
# Real browsers, sockets and clocks on a crowded machine: what failed is run once more, alone; failing twice is failing.
AGAIN := $(PYTEST) --last-failed --last-failed-no-failures none
STAMPS := .stamps
WEB_SOURCES := $(shell find web -type f -not -path '*/node_modules/*' -not -path 'web/dist/*' 2>/dev/null)

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

# --- Set up ----------------------------------------------------------------------------------------------
$(STAMPS)/base: requirements.lock pyproject.toml
	@mkdir -p $(STAMPS)
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -c 'import uv' 2>/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv==0.13.8
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	$(BIN)/python -c 'import rallyboard.app.server, rallyboard.jobs.crew, etl.pipeline' # compiled, so each start is a warm one
	@touch $@

$(STAMPS)/dev: $(STAMPS)/base requirements-dev.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@

$(STAMPS)/npm: web/package-lock.json
	@mkdir -p $(STAMPS)
	cd web && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(STAMPS)/web: $(STAMPS)/npm $(WEB_SOURCES)
	cd web && npm run --silent build
	@touch $@

$(STAMPS)/system: platform/deploy/test-machine.sh
	@mkdir -p $(STAMPS)
	bash platform/deploy/test-machine.sh
	@touch $@

setup: $(STAMPS)/dev $(STAMPS)/npm ## Install everything a developer needs into .venv and web/node_modules

web: $(STAMPS)/web ## Build the site's pages into web/dist

# --- Run -------------------------------------------------------------------------------------------------
run: $(STAMPS)/base $(STAMPS)/web ## Serve the site (PORT=8000), with a 300-match house league on first start
	RALLYBOARD_PORT=$(PORT) $(BIN)/rallyboard league --matches $(MATCHES) --if-empty
	RALLYBOARD_PORT=$(PORT) exec $(BIN)/rallyboard serve

# --- Check -----------------------------------------------------------------------------------------------
lint: $(STAMPS)/dev $(STAMPS)/npm ## Format, lint, types (Python and TypeScript) and import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/pyright
	cd web && npm run --silent lint && npm run --silent typecheck

test: $(STAMPS)/dev $(STAMPS)/web $(STAMPS)/system ## Set everything up and pass all tests
	cd web && npm test --silent
	$(PYTEST) -n 2 --dist loadfile --ignore tests/journeys --ignore tests/faults --ignore tests/game_engine || $(AGAIN) --ignore tests/game_engine
	$(PYTEST) -n 2 --dist loadfile tests/game_engine --cov=game_engine --cov-branch --cov-fail-under=100 --cov-report=term:skip-covered
	$(PYTEST) -n 2 --dist loadfile tests/journeys || $(AGAIN) tests/journeys
	$(PYTEST) -n 2 --dist loadfile tests/faults || $(AGAIN) tests/faults

check: lint test ## What CI runs: lint, then all tests

faults: $(STAMPS)/dev $(STAMPS)/system ## The long fault campaign (n=1000 kills)
	$(BIN)/python -m pytest -q tests/faults --n $(or $(n),1000)

postgres: $(STAMPS)/dev $(STAMPS)/web $(STAMPS)/system ## The main suite on a real PostgreSQL alone (CI runs both where SQL differs)
	$(PYTEST) -n 2 --dist loadfile --database postgres tests/rallyboard || $(AGAIN) --database postgres tests/rallyboard

injections: $(STAMPS)/dev ## sqlmap at every route, on both databases (needs sqlmap; ten minutes)
	$(PYTEST) -s tests/faults/test_sql_injection.py --n $(or $(n),1000) --database sqlite
	$(PYTEST) -s tests/faults/test_sql_injection.py --n $(or $(n),1000) --database postgres

machine: $(STAMPS)/dev ## Random deeds on accounts against a model (n=10000 steps on each database)
	$(BIN)/python -m pytest -q -s tests/faults/test_machine.py --n $(or $(n),10000)

burglar: $(STAMPS)/dev ## Guesses at a password and races of refresh tokens (10,000 and 500)
	$(BIN)/python -m tests.faults.burglar
	$(BIN)/python -m tests.faults.burglar --postgres

bench: $(STAMPS)/dev $(STAMPS)/npm ## Print every performance ratio against peers, measured in one run
	$(BIN)/python -m tests.benchmarks

types: $(STAMPS)/dev $(STAMPS)/npm ## Regenerate the web's types from the server's
	$(BIN)/rallyboard schema > web/data/openapi.json
	$(BIN)/rallyboard wire > web/data/wire.schema.json
	$(BIN)/python -m game_engine.rules > web/court/engine/rules.json
	$(BIN)/python -c 'import json; from game_engine.bots.levels import table; print(json.dumps(table(), indent=2))' > web/data/levels.json
	cd web && npm run --silent types

lock: $(STAMPS)/base ## Pin the dependency set again, with hashes
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --extra postgres --extra redis pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --extra dev pyproject.toml -o requirements-dev.lock

clean: ## Remove everything that setup and builds made (data in .rallyboard stays)
	rm -rf .venv $(STAMPS) web/node_modules web/dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

.PHONY: help setup web run lint test check faults postgres injections machine burglar bench types lock clean
