#!/usr/bin/env bash
# All testing, from an empty machine: installs what is missing, starts its own PostgreSQL, and cleans up.
source "$(dirname "$0")/lib.sh"
began=$SECONDS
step() { say "$* ($((SECONDS - began)) s)"; }
trap 'scripts/postgres.sh stop' EXIT
need_rust
need_packages postgresql nats-server
scripts/assets.sh
step "Format, lints, invariants"
scripts/check.sh
step "Tests of every crate, on SQLite and PostgreSQL"
KITH_TEST_PG="$(scripts/postgres.sh start)"
export KITH_TEST_PG
# Without the browser half: both halves of `app` in one build are neither the one nor the other.
cargo test --workspace --exclude frontend --features domain/files,domain/db
step "Browser journeys"
KITH_BINARY="${CARGO_TARGET_DIR:-$TARGET}/debug/kith" scripts/e2e.sh
step "Done"
