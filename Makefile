# make demo [PORT=8123]   serve Sayso with its demo dossier
# make test               everything `make check` does, then the suite on SQLite and on PostgreSQL
# make check              lint, types, import contracts, migrations, templates
# make format             let ruff put the code in shape
# make lock               compile the requirements again from pyproject.toml

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
RUNTIME := .venv/.requirements
DEVELOPMENT := .venv/.requirements-dev
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	--custom-compile-command "make lock" $(LOCK)

# `python` checks that $(PYTHON) will do.
.PHONY: demo test check format lock python
.DEFAULT_GOAL := demo
.DELETE_ON_ERROR:

demo: python
	@$(PYTHON) -m config.first_run port '$(PORT)'
	@$(MAKE) --silent --no-print-directory $(RUNTIME) .env
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py load_demo
	@$(BIN)/python manage.py search_index --stale --verbosity 0
	@$(BIN)/python manage.py collectstatic --no-input --verbosity 0
	@echo "Sayso is at http://127.0.0.1:$(PORT)/ and its admin at http://127.0.0.1:$(PORT)/admin/ (Ctrl-C stops it)"
	@exec $(BIN)/gunicorn config.wsgi --bind 127.0.0.1:$(PORT) --workers 2 --threads 4 --log-level warning

test: check
	@$(BIN)/python -m tests.run

check: $(DEVELOPMENT)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run --settings tests.settings
	$(BIN)/djlint --lint --quiet templates

format: $(DEVELOPMENT)
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

# `make lock LOCK=--upgrade` takes newer versions too.
lock: $(DEVELOPMENT)
	$(COMPILE) pyproject.toml --output-file requirements.txt
	$(COMPILE) --group dev --constraints requirements.txt --output-file requirements-dev.txt
	$(COMPILE) --group postgres --constraints requirements.txt --output-file requirements-postgres.txt

.env: | python
	@$(PYTHON) -m config.first_run env

# A bare `make .venv` serves whoever wants the interpreter and nothing else.
.venv: $(RUNTIME)

$(BIN)/python: | python
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { $(PYTHON) -c 'import sys; sys.exit( \
		"$(PYTHON) -m venv is not available: install the package python%d.%d-venv, as in apt-get install python%d.%d-venv" \
		% (sys.version_info[:2] * 2))'; }
	@echo "Making .venv and installing what Sayso needs: a minute or two, this once."
	@$(PYTHON) -m venv .venv

python:
	@command -v '$(PYTHON)' >/dev/null || { echo "Sayso needs Python 3.11 or newer, and there is no $(PYTHON): install python3.11." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
		"Sayso needs Python 3.11 or newer; $(PYTHON) is %d.%d. Install python3.11, or name another: make PYTHON=python3.12" \
		% sys.version_info[:2])'

$(RUNTIME): requirements.txt | $(BIN)/python
	@$(PIP) -r requirements.txt
	@touch $@

$(DEVELOPMENT): requirements-dev.txt $(RUNTIME)
	@$(PIP) -r requirements-dev.txt
	@touch $@
