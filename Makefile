# Four commands a person needs: memo, test, check, fix. Each sets up its environment when needed.
PYTHON ?= python3.11
VENV   ?= .venv
BIN     = $(VENV)/bin
FILING ?= $(firstword $(wildcard examples/*-10k-2025.html))
OUT    ?= out

.PHONY: memo test check fix lock wheel clean

memo: $(VENV)/.ready
	@mkdir -p $(OUT)
	@$(BIN)/summarizer memo $(FILING) --model rules -o $(OUT)/memo.md -o $(OUT)/memo.json
	@echo "The board memo is in $(OUT)/memo.md (as data: $(OUT)/memo.json)."

test: $(VENV)/.ready
	$(BIN)/python -m pytest

check: $(VENV)/.ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

fix: $(VENV)/.ready
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Every dependency with its hashes, without the address it came from.
lock: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-header \
	  --no-emit-index-url --no-annotate --python-version 3.11 -o dev.lock

wheel: $(VENV)/.ready
	$(BIN)/python -m build --wheel --no-isolation

clean:
	rm -rf $(VENV) build dist out *.egg-info

$(VENV)/.ready: dev.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
