# Everything is made from these; `make demo` and `make test` need Python 3.11, make and the package registries.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
OUT ?= out
BENCH ?= ../shared/bench
# What the tests drive besides Python: a browser, a database server, a word processor, a second translation engine.
SYSTEM := chromium postgresql libreoffice-writer apertium apertium-eng-spa apertium-fr-es apertium-es-pt apertium-spa-ita cg3

.PHONY: help install demo serve test check lint types bench bench-alignment bench-framing system clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 is needed: install it, or name it: make PYTHON=/path/to/python3.11"; exit 2; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed, $(PYTHON) is older."; exit 2; }
	"$(PYTHON)" -m venv $(VENV)

$(VENV)/installed: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements.txt requirements-dev.txt | $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

install: $(VENV)/installed  ## set up the program in .venv

demo: install  ## compare the bundled story; print a summary, write the report
	@$(BIN)/python -m compare models install corpora/models/*.argosmodel
	@mkdir -p $(OUT)
	@$(BIN)/python -m compare run corpora/stories/qingdao --format html -o $(OUT)/qingdao.html
	@$(BIN)/python -m compare run corpora/stories/qingdao --quiet
	@echo "The whole report: $(abspath $(OUT))/qingdao.html"

serve: install  ## start the page on 127.0.0.1
	@$(BIN)/python -m compare models install corpora/models/*.argosmodel
	@$(BIN)/python -m web

system:  # Debian's packages that the tests need; asks for root only where one is missing
	@missing=""; for name in $(SYSTEM); do dpkg -s $$name >/dev/null 2>&1 || missing="$$missing $$name"; done; \
	if [ -n "$$missing" ]; then \
	  if [ "$$(id -u)" = 0 ]; then run=""; elif command -v sudo >/dev/null; then run="sudo"; else \
	    echo "The tests need$$missing. As root: apt-get install$$missing"; exit 2; fi; \
	  $$run apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$run apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	fi

test: $(VENV)/installed-dev system  ## run every test
	$(BIN)/python -m pytest

lint: $(VENV)/installed-dev  ## ruff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/installed-dev  ## mypy, strict
	$(BIN)/mypy

check: lint types test  ## lint, types and tests

bench: $(VENV)/installed-dev  ## speed, as ratios to the peers in the same run
	$(BIN)/python -m tests.bench.speed
	$(BIN)/python -m tests.bench.exports

bench-alignment: $(VENV)/installed-dev  ## quality of alignment on labelled data in BENCH
	$(BIN)/python -m tests.bench.alignment $(BENCH)/alignment

bench-framing: $(VENV)/installed-dev  ## quality of highlights on labelled data in BENCH
	$(BIN)/python -m tests.bench.framing $(BENCH)

clean:  ## remove what was made here; packages and memory stay in the data folder
	rm -rf $(VENV) $(OUT) .mypy_cache .ruff_cache .pytest_cache .hypothesis
