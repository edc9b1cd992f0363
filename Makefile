# make site    build the site            make serve   preview it on http://127.0.0.1:8000
# make test    run the tests             make check   ruff, mypy and the tests
# make torture the tests under fire, with more of everything (an hour or so)
# make audit   known faults of what the lock installs, asked of the Python Package Index
#
# Each of them makes .venv first, from the lock, whenever the lock has changed.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes
TESTS ?= tests
WORKERS ?= 2

.PHONY: site serve test torture lint check audit benchmark lock clean

site: $(VENV)/.site
	$(RUN) build.py

serve: $(VENV)/.site
	$(RUN) build.py serve

test: $(VENV)/.dev
	$(RUN) -m pytest -n $(WORKERS) $(TESTS)

lint: $(VENV)/.dev
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy

check: lint test

torture: $(VENV)/.dev
	GLOSS_TORTURE=1 $(RUN) -m pytest -n $(WORKERS) tests/fire --durations 20

# Fails also where a package could not be asked about. The lock for developers holds all of the other.
audit: $(VENV)/.dev
	$(RUN) -m pip_audit --strict --require-hashes --disable-pip --progress-spinner off -r requirements-dev.lock

benchmark: $(VENV)/.dev
	$(RUN) benchmarks/run.py

# Hashes, no index addresses; needs uv in .venv (pip install uv).
LOCK := $(RUN) -m uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --quiet --python-version 3.11
lock:
	$(LOCK) --extra dev --extra install pyproject.toml -o requirements-dev.lock
	$(LOCK) --extra install -c requirements-dev.lock pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) build site

# A folder of an earlier or a broken Python is made anew; the packages come from the lock alone.
$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "there is no Python 3.11, 3.12 or 3.13; install one" >&2; exit 3; }
	$(PYTHON) -m venv --clear $(VENV)

$(VENV)/.site: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) -r requirements.lock
	$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) -r requirements-dev.lock
	$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
