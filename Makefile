# make run    try it: the sample wire through the whole pipeline, nothing else to install
# make test   everything that this machine can test
# make check  the quick part: format, lint, types, layers, tests without servers
# make kafka  a real Apache Kafka on port 9092, without Docker, until Ctrl-C

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
RUN_STAMP := $(VENV)/.installed-to-run
INSTALL := $(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt

.PHONY: run test check kafka score schemas dashboards metrics bench chaos soak clean

run: $(RUN_STAMP)
	$(BIN)/wiredesk run examples/wire

# One process for the tests on a real Kafka, which mostly wait, and one for all others.
test: check-static
	$(BIN)/pytest -n 2 --dist loadgroup --durations 25

check: check-static
	$(BIN)/pytest -m "not kafka and not postgres and not browser and not prometheus"

.PHONY: check-static
check-static: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

kafka: $(STAMP)
	$(BIN)/python deploy/kafka/local_kafka.py

# The labelled articles and their scorer lie beside the checkout, where they are at all.
GOLD ?= ../shared/gold
score: $(STAMP)
	@if [ -f $(GOLD)/score.py ]; then \
		for split in a b; do echo "== split $$split"; WIREDESK_GOLD=$(GOLD) $(BIN)/python benchmarks/score.py --split $$split --topics; done; \
	else echo "no labelled articles at $(GOLD): nothing to score; make score GOLD=FOLDER"; fi

# What is generated and checked in; tests say when it is stale.
schemas: $(STAMP)
	$(BIN)/python -m wiredesk_schemas.generate

dashboards: $(STAMP)
	$(BIN)/python deploy/grafana/generate.py

metrics: $(STAMP)
	$(BIN)/python -m wiredesk.measures > docs/metrics.md

bench: $(STAMP)
	$(BIN)/wiredesk bench

# Everything that can fail, made to fail on a real Kafka: some twenty minutes; `$(BIN)/python -m chaos NAME --seed N` does one.
chaos: $(STAMP)
	PYTHONPATH=tests:deploy/kafka $(BIN)/python -m chaos --out docs/faults.md

soak: $(STAMP)
	$(BIN)/python benchmarks/soak.py

$(STAMP): pyproject.toml constraints.txt | $(BIN)/python
	$(INSTALL) -e '.[dev]'
	touch $(STAMP) $(RUN_STAMP)

# Trying it, the diary on a page included, needs a third of what developing it needs.
$(RUN_STAMP): pyproject.toml constraints.txt | $(BIN)/python
	$(INSTALL) -e '.[worker,desk]'
	touch $(RUN_STAMP)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "wiredesk needs Python 3.11 or newer, $(PYTHON) is older: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -m venv --help > /dev/null 2>&1 || { echo "no venv: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

clean:
	rm -rf $(VENV) .kafka .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis dist build
