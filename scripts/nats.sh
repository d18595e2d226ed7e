#!/usr/bin/env bash
# A private NATS for tests: own port, gone afterwards. `nats.sh start` prints its URL; `nats.sh stop` ends it. Debian's service is not needed.
source "$(dirname "$0")/lib.sh"
PLACE="${KITH_NATS_PLACE:-$TARGET/test/nats}"

binary() { command -v nats-server || ls /usr/sbin/nats-server 2>/dev/null || true; }

start() {
  [ -n "$(binary)" ] || need_packages nats-server >&2
  [ -n "$(binary)" ] || fail "nats-server is neither on PATH nor in /usr/sbin"
  stop
  local port
  port="${KITH_NATS_PORT:-$(free_port)}"
  mkdir -p "$PLACE"
  "$(binary)" -a 127.0.0.1 -p "$port" -P "$PLACE/pid" -l "$PLACE/log" >/dev/null 2>&1 &
  for _ in $(seq 100); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "nats://127.0.0.1:$port"
      return 0
    fi
    sleep 0.05
  done
  cat "$PLACE/log" >&2 || true
  fail "NATS did not start"
}

stop() {
  [ -f "$PLACE/pid" ] || return 0
  kill "$(cat "$PLACE/pid")" 2>/dev/null || true
  rm -rf "$PLACE"
}

"$1"
