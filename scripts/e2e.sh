#!/usr/bin/env bash
# Browser journeys in headless Chromium, against a server of their own with the demo in it.
source "$(dirname "$0")/lib.sh"
need_rust
need_packages chromium fonts-dejavu-core
need_node
if [ -z "${KITH_BINARY:-}" ]; then
  scripts/assets.sh
  cargo build -q -p server --bin kith
  export KITH_BINARY="${CARGO_TARGET_DIR:-$TARGET}/debug/kith"
fi
cd end2end
node --test --test-concurrency=1 tests/
