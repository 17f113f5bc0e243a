# `make run` starts the portal, `make test` tests it; both set up what they need first.
# The path of this folder may hold spaces, so everything here is relative.

PORT ?= 8000
DEMO ?= 1
DEBUG ?= 0
PYTHON ?= python3
DATA_DIR ?= var/$(if $(filter 1,$(DEMO)),demo,portal)
PUBLIC_URL ?= http://localhost:$(PORT)
VENV := .venv/bin/python
# Compiled code is kept, so that the second start is quick.
IN_PORTAL = -u PYTHONDONTWRITEBYTECODE SECRET_KEY="$$(cat var/secret-key)" DATA_DIR="$(DATA_DIR)" PUBLIC_URL="$(PUBLIC_URL)" DEMO=$(DEMO) DEBUG=$(DEBUG)
ROLE ?= administrator
PACKAGES := recovery presentation accounts background notifications systems questionnaires policies derivation checkins assessments campaigns panels scenarios exports calendars operations api drportal
CACHES := node_modules .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov
NO_MESSAGES := .venv .tools node_modules tests var static staticfiles
FOR_MESSAGES = --locale es --extension html,txt,py --no-obsolete --no-location --no-wrap $(foreach folder,$(NO_MESSAGES),--ignore "$(folder)")

.PHONY: help run test test-quick coverage mutants faults lint lint-static format ask bench audit rooms screenshots person messages clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

run: .venv/complete var/secret-key ## the portal with its demonstration company, on http://localhost:8000
	@exec env $(IN_PORTAL) $(VENV) manage.py portal --port $(PORT)

person: .venv/complete var/secret-key ## a first person for your own portal: make person DEMO=0 EMAIL=you@company.example ROLE=administrator
	@env $(IN_PORTAL) $(VENV) manage.py migrate --verbosity 0
	@exec env $(IN_PORTAL) $(VENV) manage.py create_person --email "$(EMAIL)" --role "$(ROLE)"

test: .venv/complete ## every test, with PostgreSQL, Redis and Chromium where they are reachable
	@exec $(VENV) -m tests

test-quick: .venv/complete ## the tests that need no browser and no service
	@exec $(VENV) -m pytest -q -m "not browser and not services" -n 2

coverage: .venv/complete ## every line and branch of the method is tested
	@exec $(VENV) -m pytest -q tests/recovery -n 2 --cov=recovery --cov-branch --cov-fail-under=100 --cov-report=term-missing:skip-covered

mutants: .tools/mutants/complete ## faults planted in the method that no test notices: make mutants ONLY=recovery/plan.py JOBS=2, SAMPLE=400 SEED=7 for some
	@exec env JOBS="$(JOBS)" SAMPLE="$(SAMPLE)" SEED="$(SEED)" .tools/mutants/bin/python -m tests.mutation $(ONLY)

# An environment of its own: what the mutation tester brings renames processes, and tests of processes look at them.
.tools/mutants/complete: .venv/complete
	@env UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=.tools/mutants .tools/uv/bin/uv sync --frozen --quiet --group mutants
	@touch $@

lint: .venv/complete lint-static ## style, types, templates, style sheets, scripts, the direction of imports
	@$(VENV) -m ruff check .
	@$(VENV) -m ruff format --check .
	@SECRET_KEY=lint DEBUG=1 $(VENV) -m mypy $(PACKAGES) client/src/drportal_client
	@$(VENV) -m djlint templates --lint --quiet
	@.venv/bin/lint-imports
	@SECRET_KEY=lint DEBUG=1 DATA_DIR=var/lint $(VENV) manage.py makemigrations --check --dry-run

# Node.js is needed for nothing else, so who has none is told what was left out; `.ci/run` leaves nothing out.
lint-static:
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory node_modules/.package-lock.json && npm run --silent lint; \
	else echo "Left out: style sheets and scripts were not checked, because Node.js (npm) is not installed."; [ -z "$$EVERYTHING" ]; fi

node_modules/.package-lock.json: package.json package-lock.json
	@npm ci --silent --no-audit --no-fund
	@touch $@

format: .venv/complete ## put the code into its style
	@$(VENV) -m ruff check --fix-only --quiet .
	@$(VENV) -m ruff format .

faults: .venv/complete ## processes killed, servers stopped, mail refused, at full size; writes the figures into docs/trust.md
	@exec env SIZE="$(SIZE)" $(VENV) -m tests.faults

ask: .venv/complete ## over ten thousand calls that the description of the interface for programs allows or forbids
	@exec env CASES="$(or $(CASES),14000)" $(VENV) -m pytest -q -s -p no:logging tests/api/test_description.py

bench: .venv/complete ## speed and memory, as ratios to a floor measured in the same run
	@exec $(VENV) -m tests.benchmarks

audit: .venv/complete ## a bill of materials, and whether anybody knows of a hole in it
	@exec $(VENV) -m tests.deployment.audit

rooms: .venv/complete ## draw the rooms and their imports for docs/architecture.md
	@exec $(VENV) -m tests.architecture.picture_of_rooms

screenshots: .venv/complete ## pictures of the pages, wide and narrow, light and dark
	@exec $(VENV) -m tests.browser.screenshots

messages: .venv/complete ## collect and compile what is to be translated (needs gettext)
	@SECRET_KEY=messages DEBUG=1 DATA_DIR=var/messages $(VENV) manage.py makemessages $(FOR_MESSAGES)
	@msgfmt --output-file locale/es/LC_MESSAGES/django.mo locale/es/LC_MESSAGES/django.po

clean: ## remove what was installed and the demonstration's data
	rm -rf .venv .tools var/demo var/mutants staticfiles $(CACHES)
	find . -path ./var -prune -o -name __pycache__ -prune -exec rm -rf {} +

.venv/complete: uv.lock pyproject.toml bootstrap.py
	@$(PYTHON) bootstrap.py

var/secret-key:
	@mkdir -p var
	@umask 077 && $(VENV) -c "import secrets; print(secrets.token_urlsafe(50))" > $@
