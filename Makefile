# `make` alone lists what can be made. Nothing is written outside this folder: environment in .venv, everything else in .cache.

PYTHON ?= python3
PORT   ?= 8000
EVENT  ?= events/2017/2017-12-14-us-mexico-strategic-dialogue.yaml
STAFF  ?= events/invented/staff-of-twelve.yml
OUT    ?= out/

BIN    := .venv/bin
PIP    := $(BIN)/python -m pip install --quiet --quiet --no-input --disable-pip-version-check --no-compile
UV     := uv==0.13.9

export TMPDIR                := $(CURDIR)/.cache/tmp
export XDG_CACHE_HOME        := $(CURDIR)/.cache/xdg
export PIP_CACHE_DIR         := $(CURDIR)/.cache/pip
export UV_CACHE_DIR          := $(CURDIR)/.cache/uv
export PYTHONPYCACHEPREFIX   := $(CURDIR)/.cache/pycache
unexport PYTHONHOME PYTHONPATH VIRTUAL_ENV

.DEFAULT_GOAL := help
.PHONY: help demo serve test format bench lock clean environment test-environment bench-environment
.NOTPARALLEL:  # two pips in one environment would spoil it: `make -j` is the same as `make`

help:  ## list what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 16

demo: environment  ## set up and make the press kit of the first event in out/
	@$(BIN)/logistics kit "$(EVENT)" -o "$(OUT)"
	@$(BIN)/logistics roster "$(EVENT)" --staff "$(STAFF)" -o "$(OUT)roster" >/dev/null || test $$? -eq 1

serve: environment  ## serve the office on this machine (PORT=8000); what it keeps is in instance/, which clean leaves
	@$(BIN)/logistics serve --port $(PORT)

test: test-environment  ## format, lint, types, import rules, tests
	@$(BIN)/ruff format --check --quiet . || { echo "Some files are not formatted: make format"; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo --cache-dir .cache/import-linter
	@$(BIN)/pytest --quiet --numprocesses auto --maxprocesses 8 --dist loadfile

format: test-environment  ## put all files in the house format
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix .

bench: bench-environment  ## measure, beside other people's programs
	@test -f benchmarks/__main__.py || { echo "There is nothing to measure yet: benchmarks/ is missing."; exit 1; }
	@$(BIN)/python -m benchmarks

clean:  ## remove all that make has made, but not what the office keeps
	@rm -rf .venv .cache .hypothesis build dist out ./*.egg-info
	@find . -name __pycache__ -type d -not -path './.ci/*' -prune -exec rm -rf {} +

# ---- environments -------------------------------------------------------------------------------------------------
# Each stamp in .venv holds what the environment was made from. Another Python, another place of this folder or another
# runtime lock makes .venv anew; another test or bench lock, or another pyproject.toml, is installed on top.

define stale
key=$$( { grep -v '^ *#' $(2) && pwd -P && "$(PYTHON)" -VV; } | cksum ); stamp=.venv/$(1).stamp; \
[ "$$(cat "$$stamp" 2>/dev/null)" != "$$key" ]
endef

environment:
	@command -v "$(PYTHON)" >/dev/null || { echo "There is no $(PYTHON) here. This needs Python 3.11 or newer." >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "This needs Python 3.11 or newer, and $(PYTHON) is $$("$(PYTHON)" --version 2>&1)."; \
	  echo "Name a newer one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; } >&2
	@mkdir -p "$$TMPDIR" "$$XDG_CACHE_HOME" "$$PIP_CACHE_DIR"
	@if $(call stale,runtime,requirements.lock) || ! $(BIN)/python -c 'import pip' 2>/dev/null; then \
	  "$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	    echo "Python's venv module is missing. On Debian or Ubuntu: sudo apt install python3-venv" >&2; exit 1; }; \
	  echo "Setting up .venv (once; about half a minute)"; \
	  rm -rf .venv && "$(PYTHON)" -m venv .venv && $(PIP) --require-hashes -r requirements.lock && echo "$$key" >"$$stamp"; fi
	@if $(call stale,project,pyproject.toml) || ! $(BIN)/python -c 'import logistics' 2>/dev/null; then \
	  $(PIP) --no-deps --no-build-isolation --config-settings editable_mode=compat --editable . && echo "$$key" >"$$stamp"; fi

test-environment: environment
	@if $(call stale,test,requirements-test.lock); then \
	  echo "Adding the test tools to .venv (once)"; \
	  $(PIP) --require-hashes -r requirements-test.lock && echo "$$key" >"$$stamp"; fi

bench-environment: environment
	@if $(call stale,bench,requirements-bench.lock); then \
	  echo "Adding the programs to measure against to .venv (once)"; \
	  $(PIP) --require-hashes -r requirements-bench.lock && echo "$$key" >"$$stamp"; fi

# ---- locks --------------------------------------------------------------------------------------------------------
# For every Python from 3.11 on and every platform, with the hashes of all files that a version has. The build backend
# is locked too, because the project itself is installed without a build environment of its own.

lock: environment  ## write the lock files anew from pyproject.toml (UPGRADE=--upgrade takes newer versions)
	@"$(PYTHON)" -m venv .cache/uv-venv
	@.cache/uv-venv/bin/python -m pip install --quiet --quiet --disable-pip-version-check $(UV)
	@$(BIN)/python -c 'import tomllib; \
	  print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")' >.cache/build-requires.in
	@$(call compile,requirements.lock,)
	@$(call compile,requirements-test.lock,--extra test --constraints requirements.lock)
	@$(call compile,requirements-bench.lock,--extra bench --constraints requirements.lock)

compile = .cache/uv-venv/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header $(UPGRADE) $(2) pyproject.toml .cache/build-requires.in --output-file $(1)
