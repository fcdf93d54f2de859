# What can one do here? `make help` lists it. Recipes are short; the work is in scripts/.
.DEFAULT_GOAL := help
VENV ?= .venv
PY := $(VENV)/bin/python
SETUP := sh scripts/setup.sh $(VENV)

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 18

run: ready ## Start Livskraft with a demo municipality (PORT=8000)
	@exec $(PY) scripts/serve.py

test: ready-dev ## Every test, in a browser too, on SQLite and PostgreSQL (ARGS="-k word", ENGINES=sqlite)
	@sh scripts/browser.sh
	@exec $(PY) scripts/test.py $(ARGS)

check: ready-dev ## Style, types, templates, import contracts, migrations, deployment settings
	@exec $(PY) scripts/check.py

bench: ready-dev ## Measure speed; prints JSON lines (ARGS=…)
	@PYTHONPATH=src exec $(PY) -m bench $(ARGS)

demo: ready ## Build the demo municipality now, without starting the server
	@$(PY) manage.py prepare && exec $(PY) manage.py demo

backup: installed ## Encrypted copy of database and files (FILE=… to name it)
	@exec $(PY) manage.py backup $(if $(FILE),"$(FILE)")

restore: ready ## Put a copy back: FILE=…; REPLACE=1 when the database is not empty
	@test -n "$(FILE)" || { echo "✗ Say which copy: make restore FILE=var/backups/…" >&2; exit 2; }
	@exec $(PY) manage.py restore $(if $(REPLACE),--replace) "$(FILE)"

lock: ## Lock the packages of requirements/*.in anew (UPGRADE=1 for newer ones)
	@sh scripts/lock.sh $(if $(UPGRADE),--upgrade)

# A nightly copy must not upgrade what is running.
installed:
	@[ -x $(PY) ] || $(MAKE) --no-print-directory ready

# Packages and assets do not wait for each other.
ready: tools
	@$(MAKE) --no-print-directory -j2 packages assets
	@$(PY) scripts/dev_secrets.py

# Said once, before two jobs would each say it.
tools:
	@[ -x $(PY) ] || sh scripts/setup.sh --tools

packages:
	@$(SETUP) requirements/base.txt run

dev-packages:
	@$(SETUP) requirements/dev.txt dev

ready-dev: tools
	@$(MAKE) --no-print-directory -j2 dev-packages assets

assets:
	@sh scripts/assets.sh

.PHONY: help run test check bench demo backup restore lock installed ready tools packages dev-packages ready-dev assets
