#!/usr/bin/env bash
# All testing, from an empty machine: installs what is missing, starts its own PostgreSQL, and cleans up.
source "$(dirname "$0")/lib.sh"
began=$SECONDS
step() { say "$* ($((SECONDS - began)) s)"; }
trap 'scripts/postgres.sh stop' EXIT
need_rust
need_packages postgresql nats-server
scripts/assets.sh
step "Format, invariants"
scripts/check.sh quick
# The lints are those of `make check`, by the same driver: it compiles our crates for the tests, so that nothing is compiled once for either.
command -v clippy-driver >/dev/null || fail "Clippy is missing: install it (rustup component add clippy), then try again"
export RUSTC_WORKSPACE_WRAPPER=clippy-driver CLIPPY_ARGS=-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__
# Without the browser half: both halves of `app` in one build are neither the one nor the other.
all=(--workspace --exclude frontend --features domain/files,domain/db)
step "Lints, and tests of every crate, on SQLite and PostgreSQL"
# With the tests, so that both see the same features: asked for without them, every crate above a test's own would be built a second time.
cargo build -q --all-targets "${all[@]}"
KITH_TEST_PG="$(scripts/postgres.sh start)"
export KITH_TEST_PG
cargo test "${all[@]}"
# The programs are those that were built with everything else: asked for alone they would be built again, with other features.
built="${CARGO_TARGET_DIR:-$TARGET}/debug"
export KITH_BINARY="$built/kith" KITH_LOAD="$built/load"
step "Histories, while everything breaks"
scripts/faults.sh short
scripts/faults.sh spoil
step "Browser journeys"
scripts/e2e.sh
step "Done"
