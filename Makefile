# The only door for people and for the CI: `make` alone lists what there is.
# Nothing here needs more than a Rust toolchain, a C compiler and, for PostgreSQL, its server
# binaries; `make setup` fetches the tools that `check` uses.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

# LOCKED=--locked refuses a Cargo.lock that is not up to date; .ci/run sets it.
LOCKED ?=
export LOCKED

# `make run RELEASE=1` serves an optimised build. The default is the development profile: its
# dependencies are optimised a little already, it is compiled in less time, `make test` shares it,
# and the first answer of a fresh checkout comes sooner.
RUN_PROFILE := $(if $(RELEASE),--release,)

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup: ## toolchain components, cargo-nextest, cargo-deny, cargo-machete, typos
	scripts/setup.sh

.PHONY: run
run: ## build, migrate, make demo data in a new ./data, serve (RELEASE=1: optimised)
	cargo run $(LOCKED) $(RUN_PROFILE) -p netralitas-server --bin netralitas -- serve --demo

.PHONY: check
check: fmt files documents containers typos deny machete clippy rustdoc boundaries ## everything that is checked without running the suite
	@if [ -f openapi/openapi.json ]; then $(MAKE) --no-print-directory golden-check; \
	else echo "no openapi/openapi.json yet: golden-check skipped"; fi
	@echo "check passed"

.PHONY: fmt
fmt:
	cargo fmt --all --check

.PHONY: files
files:
	scripts/lint-files.sh

.PHONY: documents
documents: ## tests, files and tables that docs/threat-model.md and docs/asvs.md name
	scripts/lint-documents.sh

.PHONY: containers
containers: ## Dockerfile and docker-compose.yml, with the tools that are there
	scripts/containers.sh

.PHONY: typos
typos:
	@command -v typos >/dev/null || { echo "typos is missing: make setup" >&2; exit 1; }
	typos

.PHONY: deny
deny:
	@command -v cargo-deny >/dev/null || { echo "cargo-deny is missing: make setup" >&2; exit 1; }
	cargo deny $(LOCKED) check --allow unused-wrapper bans licenses sources

.PHONY: machete
machete:
	@command -v cargo-machete >/dev/null || { echo "cargo-machete is missing: make setup" >&2; exit 1; }
	cargo machete

.PHONY: clippy
clippy:
	cargo clippy $(LOCKED) --workspace --all-targets -- -D warnings

.PHONY: rustdoc
rustdoc:
	RUSTDOCFLAGS="-D warnings" cargo doc $(LOCKED) --workspace --no-deps

.PHONY: boundaries
boundaries: ## who imports whom, against the table in tests/boundaries.rs
	cargo test $(LOCKED) --quiet -p netralitas-tests --test boundaries

.PHONY: test
test: ## the whole suite on SQLite and on a private throw-away PostgreSQL
	scripts/test.sh

.PHONY: prove
prove: ## the suite with its full counts, mutants, times, the contract, TLS to PostgreSQL, an outside issuer; takes long
	NETRALITAS_PROVE=full cargo test --release -p netralitas-domain
	NETRALITAS_PROVE=full NETRALITAS_REQUIRE_POSTGRES=1 scripts/test.sh -E 'not package(netralitas-domain)'
	scripts/scope-mutants.sh
	scripts/times-alike.sh
	scripts/contract.sh
	scripts/tls-trial.sh
	scripts/oidc-trial.sh
	scripts/containers.sh --install

.PHONY: mutants
mutants: ## the scope predicate taken off one surface after the other: a test fails each time, or this does
	scripts/scope-mutants.sh

.PHONY: times
times: ## whether answers that are alike take alike, over 2,000 calls each (CALLS=500: fewer)
	scripts/times-alike.sh

.PHONY: contract
contract: ## the OpenAPI document under three linters; a demo server under schemathesis, as two offices too
	scripts/contract.sh

.PHONY: golden
golden: ## write openapi/, docs/procedure, docs/law, docs/errors.md and the golden tables anew
	scripts/golden.sh

.PHONY: golden-check
golden-check: ## the same for what the binary writes; fails when that changed anything
	scripts/golden.sh --check

.PHONY: migration
migration: ## name=add_x: a new step in both migration folders
	@scripts/migration.sh "$(name)"

.PHONY: bench
bench: ## the benchmarks
	cargo bench $(LOCKED) --workspace

.PHONY: ci
ci: ## what .ci/run runs after it has installed what is missing
	$(MAKE) check
	NETRALITAS_REQUIRE_POSTGRES=1 $(MAKE) test
