#!/usr/bin/env bash
# Browser journeys in headless Chromium, each file against a server of its own with the demo in it.
# Names of files narrow the run: scripts/e2e.sh chat keyboard
source "$(dirname "$0")/lib.sh"
need_packages chromium fonts-dejavu-core
need_node
if [ -z "${KITH_BINARY:-}" ]; then
  need_rust
  scripts/assets.sh
  say "Building the server"
  cargo build -q -p server --bin kith
  export KITH_BINARY="${CARGO_TARGET_DIR:-$TARGET}/debug/kith"
else
  scripts/assets.sh styles
fi
[ -x "$KITH_BINARY" ] || fail "there is no server at $KITH_BINARY"

# Servers and browsers keep their folders here. Whatever was left by a test that was killed goes with it.
TMPDIR="$(mktemp -d "${TMPDIR:-/tmp}/kith-journeys-XXXXXX")"
export TMPDIR
sweep() {
  local file pid
  for file in "$TMPDIR"/kith-e2e-*/pid; do
    [ -f "$file" ] || continue
    pid="$(cat "$file")"
    [ "$(readlink "/proc/$pid/exe" 2>/dev/null)" = "$(readlink -f "$KITH_BINARY")" ] && kill -9 "$pid" 2>/dev/null
  done
  rm -rf "$TMPDIR"
}
trap sweep EXIT
trap 'exit 130' INT TERM

files=()
for name in "${@:-*}"; do files+=(end2end/tests/$name.test.mjs); done
began=$SECONDS
say "Browser journeys"
status=0
timeout --kill-after=10 1200 node --test --test-concurrency=1 --test-reporter=spec "${files[@]}" || status=$?
say "Browser journeys: $((SECONDS - began)) s"
exit "$status"
