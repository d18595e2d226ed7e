#!/usr/bin/env bash
# Speed: a Kith of its own with the demo in it, and others beside it in the same run. Ends by itself in ten minutes; `--full` takes longer:
# five rounds, ten seconds each. `--pages`, `--rooms` and `--credits` measure one part only. Without nginx or Node.js their rows are left out.
source "$(dirname "$0")/lib.sh"
rounds=3 seconds=3 each=4 largest=1 pages=yes rooms=yes credits=yes
for word in "$@"; do
  case "$word" in
    --full) rounds=5 seconds=10 each=10 largest=5 ;;
    --pages) rooms=no credits=no ;;
    --rooms) pages=no credits=no ;;
    --credits) pages=no rooms=no ;;
    *) fail "say --full, --pages, --rooms or --credits, not $word" ;;
  esac
done
need_rust
scripts/assets.sh
say "Building for speed"
cargo build -q --release -p server --bin kith
cargo build -q --release -p load --bin load
out="${CARGO_TARGET_DIR:-$TARGET}/release"

# Nearly ten thousand sockets in one process, and the other ends in another.
[ "$(ulimit -n)" = unlimited ] || ulimit -n "$(ulimit -Hn)"
[ "$(ulimit -n)" = unlimited ] || [ "$(ulimit -n)" -ge 10500 ] || say "Only $(ulimit -n) open files are allowed: the larger rooms are left out"
# Two cores, whatever the machine has: then figures of different machines say the same.
two=()
if [ "$(nproc)" -gt 2 ] && command -v taskset >/dev/null; then two=(taskset -c 0,1); fi

# On a disk that really is one: /tmp may be memory, and then nothing is made durable.
mkdir -p "$TARGET/bench"
place="$(mktemp -d "$TARGET/bench/run.XXXXXX")"
trap 'rm -rf "$place"' EXIT
status=0
if [ "$pages" = yes ]; then
  say "Pages (load of this machine now: $(cut -d' ' -f1-3 /proc/loadavg))"
  mkdir -p "$place/pages"
  "${two[@]}" "$out/load" run --kith "$out/kith" --place "$place/pages" --seconds "$each" --json "$TARGET/bench/bench.json" || status=1
fi
if [ "$credits" = yes ]; then
  say "Gates, papers, rings (load of this machine now: $(cut -d' ' -f1-3 /proc/loadavg))"
  mkdir -p "$place/credits"
  "${two[@]}" "$out/load" credits --kith "$out/kith" --place "$place/credits" --json "$TARGET/bench/credits.json" || status=1
fi
if [ "$rooms" = yes ]; then
  others=()
  if read -r nginx module < <(scripts/nchan.sh); then others+=(--nginx "$nginx" --nchan "$module"); fi
  if command -v npm >/dev/null && need_node; then others+=(--ws end2end/support/ws-room.mjs); fi
  say "Rooms (load of this machine now: $(cut -d' ' -f1-3 /proc/loadavg))"
  mkdir -p "$place/rooms"
  "${two[@]}" "$out/load" arena --kith "$out/kith" --place "$place/rooms" --rounds "$rounds" --largest "$largest" --seconds "$seconds" \
    "${others[@]}" --json "$TARGET/bench/rooms.json" || status=1
fi
say "The figures are in target/bench: bench.json, credits.json, rooms.json"
exit "$status"
