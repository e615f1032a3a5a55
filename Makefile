# `make run` and `make test` are all a newcomer needs; both set up what is missing and reuse what is there.
# They want make and a Python 3.10, which scripts/find-python finds or brings.

BIN := .venv/bin

export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
export SQLALCHEMY_SILENCE_UBER_WARNING := 1

.PHONY: help setup run train test lint types bench evaluate mutation fuzz lock clean
.DELETE_ON_ERROR:

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

setup: .venv/.previsit node_modules/.installed ## install everything into .venv and node_modules, as locked

run: setup ## bring up Previsit with a demonstration clinic, and print where to go
	@scripts/need-native printing || echo "==> Until then nothing can be printed; all else works"
	@exec $(BIN)/previsit up

train: setup ## train the assistant, unless it is newer than all it is made from
	@$(BIN)/python -c "from integrations.cli import set_up; set_up.model_is_current() or set_up.train()"

test: train ## run every test, in two processes (ARGS=tests/flow runs some; ARGS="-n 0 …" in one, to debug)
	@scripts/need-native chromium printing
	@$(BIN)/pytest --numprocesses 2 --dist worksteal $(ARGS)

lint: setup ## check style
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: setup ## check types
	@$(BIN)/mypy

bench: train ## measure speed beside stock Rasa, one JSON line a figure
	@$(BIN)/python -m bench

evaluate: train ## measure how well texts are understood, and write it into docs/clinical-safety.md (ARGS=--json)
	@$(BIN)/python -m bench.evaluate $(ARGS)

mutation: setup ## take each safety rule away in turn, and print how many test sentences then fail
	@$(BIN)/python -m tests.safety.mutation

fuzz: train ## look for ten minutes for a message that breaks or stalls (ARGS="--seconds 60" looks for one)
	@$(BIN)/python -m bench.fuzz $(ARGS)

lock: setup ## resolve requirements.in and package.json anew (ARGS=--upgrade takes newer releases)
	$(BIN)/uv pip compile requirements.in --override requirements.overrides --python $(BIN)/python \
	    --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet $(ARGS) \
	    --output-file requirements.lock
	$(BIN)/npm install --package-lock-only

clean: ## remove what set-up and training made; the data under var/ stays
	rm -rf .venv .uv node_modules models *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .rasa

.venv/.python:
	@echo "==> Python 3.10 in .venv"
	@scripts/make-venv
	@touch $@

.venv/.packages: requirements.lock .venv/.python
	@echo "==> Python packages, about 2.5 GB (minutes the first time, seconds from a warm cache)"
	@$(BIN)/uv pip install --python $(BIN)/python --no-deps --require-hashes --compile-bytecode --requirements requirements.lock
	@touch $@

.venv/.previsit: pyproject.toml .venv/.packages
	@echo "==> The command .venv/bin/previsit"
	@$(BIN)/uv pip install --python $(BIN)/python --quiet --no-deps --no-build-isolation --editable .
	@touch $@

node_modules/.installed: package-lock.json .npmrc | .venv/.packages
	@echo "==> Front-end packages in node_modules"
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm ci --loglevel=error
	@touch $@
