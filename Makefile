# make demo   install what is missing, load the demo data, serve the site on 127.0.0.1:8000
# make test   install what the tests need, check the code, test on SQLite and on PostgreSQL
#
# Both can be run again at any time. PORT=8001 make demo serves on another port.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.NOTPARALLEL:

PORT ?= 8000
WORKERS ?= 2
PYTEST_ARGS ?=
PY := .venv/bin/python
PYTEST := $(PY) -m pytest -n $(WORKERS)
SOURCES := perfbudget reports projects indicators

.PHONY: help
help:
	@sed -n 's/^# \?//p' Makefile | head -4

# --- Running ---------------------------------------------------------------------------

.PHONY: install
install:
	@.ci/install runtime

.PHONY: install-dev
install-dev:
	@.ci/install dev

var/secret_key:
	@mkdir -p var
	@umask 077 && head -c 48 /dev/urandom | base64 -w 0 > $@

.PHONY: demo
demo: install var/secret_key
	@set -e; \
	export SECRET_KEY="$$(cat var/secret_key)" DEBUG=0 DEMO_MODE=1 PORT=$(PORT); \
	export SITE_URL="$${SITE_URL:-http://127.0.0.1:$(PORT)}"; \
	$(PY) manage.py migrate --no-input --verbosity 0; \
	$(PY) manage.py load_demo; \
	$(PY) manage.py resume_publications; \
	$(PY) manage.py collectstatic --no-input --verbosity 0; \
	exec $(PY) -m perfbudget.serve

# --- Testing ---------------------------------------------------------------------------

.PHONY: test
test: check test-sqlite test-postgres

.PHONY: check
check: install-dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	.venv/bin/djlint --lint --quiet templates
	$(PY) -m mypy
	.venv/bin/lint-imports
	DJANGO_SETTINGS_MODULE=tests.settings $(PY) manage.py makemigrations --check --dry-run
	SECRET_KEY=$$(head -c 48 /dev/urandom | base64 -w 0) ALLOWED_HOSTS=example.org DEBUG=0 \
		$(PY) manage.py check --deploy --fail-level WARNING

.PHONY: test-sqlite
test-sqlite: install-dev
	$(PYTEST) $(PYTEST_ARGS)

.PHONY: test-postgres
test-postgres: install-dev
	$(PY) -m tests.postgres $(PYTEST) -m "database and not benchmark and not handling" $(PYTEST_ARGS)

.PHONY: bench
bench: install-dev
	$(PY) -m pytest tests/benchmarks -m benchmark -s $(PYTEST_ARGS)

# --- Looking after the project ---------------------------------------------------------

.PHONY: format
format: install-dev
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

# Pin what pyproject.toml asks for; `make lock UPGRADE=--upgrade` takes the newest versions.
.PHONY: lock
lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 $(UPGRADE) \
		--generate-hashes --no-header --no-annotate --quiet -o requirements.txt
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
		--constraint requirements.txt $(UPGRADE) \
		--generate-hashes --no-header --no-annotate --quiet -o requirements-dev.txt

# Everything that a tool can make again; the database in var/ stays.
.PHONY: clean
clean:
	rm -rf .venv .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache \
		test-results var/static
	find $(SOURCES) tests -name __pycache__ -type d -prune -exec rm -rf {} +
