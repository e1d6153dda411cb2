# Two commands: `make run` starts the bot (without BOT_TOKEN: a rehearsal in the browser), `make test` checks everything.
PYTHON ?= python3
PY := .venv/bin/python

.PHONY: run test bench check lint requirements clean

run: .venv/run.stamp
	@if [ -n "$$BOT_TOKEN" ]; then exec $(PY) -m bot run; else exec $(PY) -m bot demo $(DEMO); fi

test: .venv/dev.stamp lint
	$(PY) -m tests $(PYTEST)

lint: .venv/dev.stamp
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports --no-cache

bench: .venv/dev.stamp
	$(PY) -m tests.benchmarks $(BENCH)

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12 ...") if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv .venv || { echo "Python cannot make a virtual environment here; on Debian: apt-get install python3-venv" >&2; rm -rf .venv; exit 1; }

.venv/run.stamp: requirements/run.txt | .venv/bin/python
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@touch $@

.venv/dev.stamp: requirements/dev.txt requirements/run.txt | .venv/bin/python
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@ .venv/run.stamp

# Resolves the .in files anew: versions and hashes for every platform, no address of an index.
COMPILE := .venv/bin/uv pip compile --quiet --no-header --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links
requirements: .venv/bin/python
	$(PY) -m pip install --quiet uv
	$(COMPILE) requirements/dev.in -o requirements/dev.txt
	$(COMPILE) requirements/run.in -c requirements/dev.txt -o requirements/run.txt

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
