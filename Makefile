# The workshop. `make demo` and `make test` are all that a newcomer needs; `make help` lists the rest.
# Nothing is installed outside .venv, and nothing in .venv that requirements.txt does not name with its digest.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= 2
INSTALLED := .venv/installed

.PHONY: help install demo test check format bench requirements screenshots words words-compile facts pins clean

help: ## list the targets
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

install: $(INSTALLED) words-compile ## make .venv with the taizhang command in it

$(INSTALLED): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Taizhang needs Python 3.11 or newer; point PYTHON at one: make install PYTHON=python3.11" >&2; exit 1; }
	@PYTHON=$(PYTHON) tools/packages.sh python
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: install ## load the demo world once, serve it on this machine, print the addresses
	$(BIN)/taizhang demo

test: install ## everything, on SQLite and on PostgreSQL, browser included
	@tools/packages.sh tests
	$(BIN)/python -m pytest -n $(WORKERS) --requirements build/requirements.json
	@$(BIN)/python -m tools.requirements
	$(BIN)/python -m tools.postgres -- $(BIN)/python -m pytest -n $(WORKERS)

# The checks load the settings, which want a home; it holds nothing.
check facts: export TAIZHANG_HOME = build/home

check: install ## style, types, floors, templates, migrations, generated pages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	git ls-files '*.html' | xargs --no-run-if-empty $(BIN)/djade --check --target-version 5.2
	$(BIN)/lint-imports
	$(BIN)/python -m django makemigrations --check --dry-run --settings taizhang.config.settings
	$(BIN)/python -m tools.facts --check
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/law/test_house.py tests/law/test_words.py

format: install ## put code and templates into the one shape that check asks for
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	git ls-files '*.html' | xargs --no-run-if-empty $(BIN)/djade --target-version 5.2

bench: install ## the measured figures, as ratios of one run
	@tools/packages.sh tests
	$(BIN)/python -m bench

requirements: install ## which requirements passing tests prove, one line an area; notes where they live
	@tools/packages.sh browser
	$(BIN)/python -m pytest -n $(WORKERS) -m requirement --requirements build/requirements.json
	@$(BIN)/python -m tools.requirements --fill

screenshots: install ## pictures of every page, in the sizes and scripts that readers use
	@tools/packages.sh browser
	$(BIN)/python -m tools.screenshots

words: install ## collect the words of code and templates into catalogues (APP=work/learning for one app)
	$(BIN)/python -m tools.words update $(APP)

words-compile: $(INSTALLED)
	@$(BIN)/python -m tools.words compile

facts: install ## write the generated pages of docs anew
	$(BIN)/python -m tools.facts
	$(BIN)/python -m pytest tests/law/write_may_i.py

pins: ## resolve requirements.txt anew (needs uv); holds digests, and no address
	uv --no-config pip compile --quiet --universal --python-version 3.11 --upgrade --generate-hashes \
		--no-emit-index-url --no-annotate --no-header --group dev pyproject.toml --output-file requirements.txt

clean: ## remove what the other targets made, except an instance's data
	rm -rf .venv build dist
