#!/usr/bin/env bash
# Format, lints and the invariants that a compiler cannot see. `quick` leaves out the lints: the tests bring them along.
source "$(dirname "$0")/lib.sh"
need_rust
say "Format"
cargo fmt --all --check
if [ "${1:-}" != quick ]; then
  say "Lints"
  cargo clippy -q --workspace --exclude frontend --all-targets --features domain/files,domain/db -- -D warnings
fi
say "Invariants"
scripts/invariants.sh
