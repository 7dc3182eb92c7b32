# The commands of everyday work. Each installs what it needs first; `make` alone lists them.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

CARGO := cargo
# The frontend is wasm only: built for this machine it would switch on the browser's half of leptos for everyone.
NATIVE := --workspace --exclude frontend --locked
XTASK := $(CARGO) run --locked -p xtask --

.PHONY: help run test bench bench-weighting lint web clean-data
.PHONY: install-run install-lint install-test install-bench fmt clippy clippy-wasm docs unused licences test-rust test-browser

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: install-run web ## Build everything and serve it, with the demonstration if the database is empty
	$(CARGO) run --release --locked -p server -- serve --demonstration

test: install-test test-rust test-browser ## Run every test: Rust, both databases, whole requests, the browser

lint: install-lint fmt clippy clippy-wasm docs unused licences ## Check style, both compilations, documentation, dependencies, licences

web: install-run ## Build what the browser gets, into target/site
	@$(XTASK) web

bench: install-bench web ## Measure, beside peers in the same run
	$(CARGO) build --release --locked -p server -p bench
	target/release/bench submissions
	target/release/bench home
	target/release/bench answering
	target/release/bench runs
	target/release/bench exports
	target/release/bench results
	target/release/bench search
	target/release/bench alerts

bench-weighting: install-bench web ## Measure the statistics, alone and beside peers in Python and R
	$(CARGO) bench --locked -p bench --bench weighting
	$(CARGO) build --release --locked -p bench
	python3 bench/peers.py

clean-data: ## Delete the database under ./data
	rm -rf data

install-run install-lint install-test install-bench: install-%:
	@scripts/install $*

fmt:
	$(CARGO) fmt --all --check

clippy: web
	$(CARGO) clippy $(NATIVE) --all-targets -- -D warnings

# domain and weighting must stay free of what a browser has not got.
clippy-wasm:
	scripts/wasm-toolchain clippy --locked -p frontend -- -D warnings
	scripts/wasm-toolchain check --locked -p domain -p weighting

docs: web
	RUSTDOCFLAGS='-D warnings' $(CARGO) doc $(NATIVE) --no-deps --document-private-items

unused:
	@$(XTASK) unused

licences:
	@$(XTASK) licences

test-rust: web
	$(CARGO) test $(NATIVE)

# The programs that these tests start are built with the other tests, so after those nothing is built here.
test-browser: web
	$(CARGO) test $(NATIVE) --no-run
	npx --no-install playwright test -c tests/browser
