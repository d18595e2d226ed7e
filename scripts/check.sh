#!/usr/bin/env bash
# Format, lints and the invariants that a compiler cannot see.
source "$(dirname "$0")/lib.sh"
need_rust
say "Format"
cargo fmt --all --check
say "Lints"
cargo clippy -q --workspace --exclude frontend --all-targets --features domain/files,domain/db -- -D warnings
say "Invariants"
scripts/invariants.sh
