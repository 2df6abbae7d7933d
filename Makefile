# The two commands: `make run` and `make test`. Nothing but Python 3.11 to 3.13 is needed.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
PROCESSES ?= 2
WALKS ?= tests/e2e

.PHONY: run run-stripe test test-e2e prove prove-outbox prove-live check bench pictures lock format clean
.DEFAULT_GOAL := help

help: ## this list
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 20

# Nothing is compiled before it is imported: most of what the tools bring never is.
.venv/installed: requirements.txt requirements-dev.txt
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if (3, 11) <= v < (3, 14) else "OpenChance runs on Python 3.11 to 3.13; say which: make PYTHON=python3.12 …")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -r requirements.txt -r requirements-dev.txt
	@touch $@

.env: | .venv/installed
	@printf 'DEBUG=1\nSECRET_KEY=%s\n' "$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(48))')" > $@

run: .venv/installed .env ## the site with its demo world, at http://127.0.0.1:8000
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py seed --if-empty
	@$(BIN)/python manage.py serve --port $(PORT)

run-stripe: .venv/installed .env ## the same, paying through a stand-in for Stripe on loopback
	@$(BIN)/python -m tests.stripe_server.demo --port $(PORT)

test: .venv/installed ## the suite, on SQLite, or on DATABASE_URL and REDIS_URL
	@$(BIN)/python -m pytest -q -n $(PROCESSES) --dist worksteal

test-e2e: .venv/installed ## people walking through it, in Chromium
	@$(BIN)/python -m pytest -q -n $(PROCESSES) --dist worksteal $(WALKS)

prove: export HISTORIES = 500
prove: export LIVES = 1000
prove: export KILLS = 200
prove: export ORDERS = 720
prove: export STEPS = 2000
prove: export RACES = 5000
prove: export EVERY_STEP = 1
prove: export INVOICES = 200
prove: export TELLINGS = 20
prove: export CROWD = 24
prove: export ROUNDS = 40
prove: .venv/installed ## the proofs about money with the promised numbers: an hour or more, on SQLite or on DATABASE_URL
	@$(BIN)/python -m pytest -q -s $(addprefix tests/payments/test_,histories.py lives.py stripe_steps.py release_refund_race.py document_numbers.py corruptions.py \
		kill.py chargeback_news.py refunding.py settle_dispute.py evidence.py) tests/messages/test_races.py

prove-live: export CHATTERS = 50
prove-live: export SAYINGS = 200
prove-live: export RESTARTS = 5
prove-live: export DEATHS = 5
prove-live: export CUTS = 200
prove-live: export FRAMES = 10000
prove-live: .venv/installed ## the proofs about sockets with the promised numbers: a quarter of an hour, on SQLite or on DATABASE_URL (its own redis-server)
	@$(BIN)/python -m pytest -q -s $(addprefix tests/sockets/test_,chaos.py fuzz.py opening.py processes.py)

prove-outbox: export DELIVERIES = 10000
prove-outbox: export KILLED = 100
prove-outbox: .venv/installed ## the proof about what people are told: 10,000 deliveries, failing providers, 100 killed workers
	@$(BIN)/python -m pytest -q -s tests/notifications/test_outbox_proof.py

check: export SECRET_KEY = check
check: export DEBUG = 1
check: .venv/installed ## formatters, types, layers, migrations
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djade --check --target-version 5.2 $$(git ls-files 'templates/*.html')
	@$(BIN)/mypy .
	@$(BIN)/python manage.py check
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python -m pytest -q tests/test_layers.py

format: .venv/installed ## what `make check` would only complain about
	@$(BIN)/ruff check --fix-only -q .
	@$(BIN)/ruff format -q .
	@$(BIN)/djade --target-version 5.2 $$(git ls-files 'templates/*.html') || true

bench: .venv/installed ## page times on 100,000 challenges, on granian (see tests/bench)
	@$(BIN)/python -m tests.bench

pictures: .venv/installed ## the pictures of the README, anew
	@$(BIN)/python -m tests.pictures

lock: .venv/installed ## requirements.txt and requirements-dev.txt, anew from their .in lists
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --no-header --no-emit-index-url --no-emit-find-links --upgrade requirements.in -o requirements.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --no-header --no-emit-index-url --no-emit-find-links --upgrade requirements-dev.in -o requirements-dev.txt

clean: ## forget the local world and the environment
	rm -rf .venv var .env
