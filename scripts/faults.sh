#!/usr/bin/env bash
# Tries to make Kith lose, double or turn round messages: fifty people write while nodes are killed, lines cut, the broker restarted, readers
# stalled and rights taken away; then every history is judged by eight rules. On SQLite with one node, and on PostgreSQL with two and NATS.
# `faults.sh short` is what the tests run; `faults.sh spoil` shows that the judge finds each rule broken when it is.
source "$(dirname "$0")/lib.sh"
how="${1:-full}"
case "$how" in
  full) sends=10000 limit=600 ;;
  short) sends=1500 limit=120 ;;
  spoil) sends=1500 limit=120 ;;
  *) fail "say full, short or spoil" ;;
esac
need_rust
need_packages postgresql postgresql-client nats-server
if [ -z "${KITH_BINARY:-}" ]; then
  profile=(--release)
  [ "$how" = full ] || profile=()
  say "Building"
  cargo build -q "${profile[@]}" -p server --bin kith
  cargo build -q "${profile[@]}" -p load --bin load
  out="${CARGO_TARGET_DIR:-$TARGET}/$([ "$how" = full ] && echo release || echo debug)"
  KITH_BINARY="$out/kith" KITH_LOAD="$out/load"
fi
: "${KITH_LOAD:=$(dirname "$KITH_BINARY")/load}"
nats="$(command -v nats-server || echo /usr/sbin/nats-server)"
seed="${KITH_SEED:-$RANDOM}"
export KITH_PG_PLACE="$TARGET/faults/postgres"
mkdir -p "$TARGET/faults"
place="$(mktemp -d "$TARGET/faults/run.XXXXXX")"
trap 'scripts/postgres.sh stop; rm -rf "$place"' EXIT

status=0
run() { # run name arguments…
  local name="$1"
  shift
  mkdir -p "$place/$name"
  timeout --kill-after=10 "$limit" "$KITH_LOAD" history --kith "$KITH_BINARY" --place "$place/$name" --json "$TARGET/faults/$name.json" --sends "$sends" --seed "$seed" "$@" || status=1
}
say "SQLite, one node ($how, seed $seed)"
if [ "$how" = spoil ]; then
  run spoilt --spoil
else
  run sqlite
  say "PostgreSQL, two nodes, NATS between them ($how, seed $seed)"
  # On two nodes a lost right may be heard for as long as F29 grants: five seconds.
  run postgres --postgres "$(scripts/postgres.sh start)" --nodes 2 --nats "$nats" --patience 5000
fi
say "The verdicts are in target/faults/"
exit "$status"
