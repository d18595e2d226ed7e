#!/usr/bin/env bash
# Speed: a Kith of its own with the demo in it, and a bare server beside every figure. Ends by itself in less than six minutes.
source "$(dirname "$0")/lib.sh"
need_rust
scripts/assets.sh
say "Building for speed"
cargo build -q --release -p server --bin kith
cargo build -q --release -p load --bin load
out="${CARGO_TARGET_DIR:-$TARGET}/release"

# A thousand sockets, and the same at the other end, in one process each.
[ "$(ulimit -n)" = unlimited ] || [ "$(ulimit -n)" -ge 4096 ] || ulimit -n 4096 || fail "the room needs 4096 open files; see ulimit -n"
# Two cores, whatever the machine has: then figures of different machines say the same.
two=()
if [ "$(nproc)" -gt 2 ] && command -v taskset >/dev/null; then two=(taskset -c 0,1); fi

# On a disk that really is one: /tmp may be memory, and then nothing is made durable.
mkdir -p "$TARGET/bench"
place="$(mktemp -d "$TARGET/bench/run.XXXXXX")"
trap 'rm -rf "$place"' EXIT
say "Measuring (load of this machine now: $(cut -d' ' -f1-3 /proc/loadavg))"
"${two[@]}" "$out/load" run --kith "$out/kith" --place "$place" --json "$TARGET/bench/bench.json" "$@"
say "The figures are in target/bench/bench.json"
