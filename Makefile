# Two commands do everything: `make demo` and `make test`. Both set the project up first, from scratch where needed.
PYTHON ?= python3
PORT ?= 8000
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.PHONY: setup setup-dev demo test lint fast bench screenshots messages clean

setup:            ## runtime set-up: virtual environment, bundle, fonts, translations
	@$(PYTHON) tools/setup.py

setup-dev:        ## the same and the tools that tests need
	@$(PYTHON) tools/setup.py --dev

demo: setup       ## fill the embedded database with the story and serve it: make demo PORT=8123
	@GUONG_DEMO=1 .venv/bin/guong demo --port $(PORT)

test: setup-dev   ## every check: formats, types, directions, both databases, the browser
	@.venv/bin/python tools/run_tests.py

lint: setup-dev
	@.venv/bin/python tools/run_tests.py --only lint

fast: setup-dev   ## the fast suite alone, on SQLite
	@.venv/bin/python -m pytest -q -n 2 -m "not browser and not postgres and not process"

bench: setup-dev
	@.venv/bin/python -m benchmarks

screenshots: setup-dev
	@.venv/bin/python tools/screenshots.py

messages: setup-dev
	@.venv/bin/python tools/messages.py

clean:
	rm -rf .venv .stamps build node_modules src/guong/web/static/dist src/guong/papers/fonts
