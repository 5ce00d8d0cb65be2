# Each target sets up what it needs by itself: a machine with python3 (3.11 to 3.13), venv, make and git is enough.
PYTHON ?= python3
VENV   := .venv
RUN    := $(VENV)/bin/python

.PHONY: demo test bench soak lint setup clean

demo: $(VENV)/.runtime
	$(RUN) -m bot demo $(ARGS)

# Two processes, each with databases of its own; whoever is done first takes over tests of the other.
test: $(VENV)/.dev
	$(RUN) -m pytest -n 2 --dist worksteal $(ARGS)

bench: $(VENV)/.dev .cache/peers/.done
	$(RUN) -m tests.bench $(ARGS)

soak: $(VENV)/.dev
	$(RUN) -m pytest -s -m soak $(ARGS)

lint: $(VENV)/.dev
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

setup: $(VENV)/.dev

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v <= (3, 13) else f"Kabar needs Python 3.11 to 3.13, this is {v[0]}.{v[1]}; try: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: $(VENV)/bin/python requirements.lock
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary=:all: -r requirements.lock
	touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock pyproject.toml
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary=:all: -r requirements-dev.lock
	$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

# Apart from .venv: openpyxl reads workbooks differently where lxml is installed.
.cache/peers/.done: $(VENV)/.dev requirements-bench.lock
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary=:all: --upgrade --target .cache/peers -r requirements-bench.lock
	touch $@

clean:
	rm -rf $(VENV) .cache build dist
