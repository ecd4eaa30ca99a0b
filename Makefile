# Needs Python 3.11, 3.12 or 3.13 and make; everything else is installed into .venv. Start with: make help
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory --no-builtin-rules
PYTHON ?= python3
VENV := .venv
INSTALLED := $(VENV)/installed.lock
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1
# Tests run in as many processes as the machine has processors.
AT_ONCE := -n auto --maxprocesses 6
# What `make test T=…` and `make migration m="…"` take.
T ?=
m ?=
export m

.PHONY: help run test check fix migration bench build install lock browser lint unit-tests browser-tests

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile
	@echo '  With words of your own: make test T=tests/domain   make migration m="add a title to members"'

run: build ## Start the portal with its demonstration on http://localhost:8000
	@exec python -m tools.run

test: ## Check everything and run every test, or only those named: make test T=tests/domain
ifeq ($(T),)
test: lint unit-tests browser-tests
	@echo "Everything passes."
else
test: $(if $(findstring e2e,$(T)),build browser,$(INSTALLED))
	@python -m pytest -q $(T)
endif

check: lint ## Run the linters, the types, the import rules and the locks, without the tests

fix: $(INSTALLED) ## Mend what can be mended: lint, format, French typography
	@ruff check --quiet --fix-only .
	@ruff format --quiet .
	@python -m tools.fix_typography

migration: $(INSTALLED) ## Write a migration from what changed in espace/models: make migration m="…"
	@test -n "$$m" || { echo 'Say what changes: make migration m="add a title to members"'; exit 1; }
	@mkdir -p .cache && rm -f .cache/migration.db
	@ESPACE_DATABASE_URL="sqlite:///$(CURDIR)/.cache/migration.db" && export ESPACE_DATABASE_URL \
		&& alembic upgrade head && alembic revision --autogenerate -m "$$m"

bench: build ## Measure what benchmarks/README.md describes
	@python -m benchmarks

build: $(INSTALLED) ## Build the front end, if one of its sources changed
	@python -m tools.front_end

install: $(INSTALLED) ## Install the locked packages into .venv

lock: $(INSTALLED) ## Lock the newest allowed versions of what pyproject.toml asks for
	@python -m pip install --quiet uv
	@uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
		--upgrade --group build --group dev --output-file requirements.lock pyproject.toml

# The stamp is a copy of the lock that was installed: nothing to do while the two are the same.
$(INSTALLED): requirements.lock
	@if cmp -s requirements.lock $@; then touch $@; else \
		found=; for python in $(PYTHON) python3.13 python3.12 python3.11; do \
			if "$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then \
				found=$$python; break; fi; done; \
		test -n "$$found" || { echo "Python 3.11, 3.12 or 3.13 is needed: install one, or say make PYTHON=…"; exit 1; }; \
		echo "Installing the packages into $(VENV), once…"; \
		test -x $(VENV)/bin/python || "$$found" -m venv $(VENV) || { rm -rf $(VENV); \
			echo "Python could not make a virtual environment. On Debian: apt-get install python3-venv"; exit 1; }; \
		$(VENV)/bin/python -m pip install -qq --no-compile --no-deps --require-hashes -r requirements.lock \
			&& $(VENV)/bin/python -m tools.link_command \
			&& cp requirements.lock $@; fi

lint: $(INSTALLED)
	@mkdir -p .cache
	@ruff check --quiet --output-format concise .
	@ruff format --quiet --check . || { echo "Not formatted: run make fix."; exit 1; }
	@mypy --no-error-summary espace tools
	@lint-imports --no-logo >.cache/imports.log || { cat .cache/imports.log; exit 1; }
	@python -m pytest -q --no-header tests/house/test_dependencies.py
	@echo "Lint, types, import rules and locks: right."

unit-tests: build
	@mkdir -p .cache && coverage erase
	@coverage run -m pytest -q $(AT_ONCE) --dist worksteal -m "not e2e" && coverage combine --quiet
	@coverage report --format=total --fail-under=0 >.cache/coverage && echo "Coverage: $$(cat .cache/coverage) %"
	@coverage report >.cache/coverage || { cat .cache/coverage; exit 1; }
	@coverage report --include="espace/domain/*" --fail-under=100 >.cache/coverage || { cat .cache/coverage; exit 1; }

browser-tests: build browser
	@python -m pytest -q $(AT_ONCE) --dist loadfile -m e2e

browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
		|| { command -v apt-get >/dev/null && echo "Installing Chromium for the browser tests, once…" \
			&& root=$$(test "$$(id -u)" = 0 || echo "sudo -n") \
			&& $$root apt-get update -qq >/dev/null \
			&& DEBIAN_FRONTEND=noninteractive $$root apt-get install -y -qq chromium >/dev/null; } \
		|| { echo "The browser tests need Chromium: install it with your system's package manager."; exit 1; }
