#!/usr/bin/env bash
# A private PostgreSQL for tests: own folder, own port, gone afterwards. `postgres.sh start` prints its URL; `postgres.sh stop` ends it.
source "$(dirname "$0")/lib.sh"
PLACE="${KITH_PG_PLACE:-$TARGET/test/postgres}"

binaries() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1; }

# PostgreSQL refuses to run as root: then it runs as the user that its package made.
as_owner() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }

start() {
  [ -n "$(binaries)" ] || need_packages postgresql >&2
  local bin port
  bin="$(binaries)"
  [ -n "$bin" ] || fail "PostgreSQL's programs are not under /usr/lib/postgresql"
  stop
  port="$(free_port)"
  mkdir -p "$PLACE"
  # The checkout may lie where another user cannot go: then the cluster lies in the temporary folder.
  if [ "$(id -u)" = 0 ] && ! as_owner test -x "$PLACE"; then
    local aside
    aside="$(mktemp -d /tmp/kith-postgres.XXXXXX)"
    rm -rf "$PLACE"
    ln -s "$aside" "$PLACE"
  fi
  [ "$(id -u)" != 0 ] || chown -R postgres "$(readlink -f "$PLACE")"
  local real
  real="$(readlink -f "$PLACE")"
  as_owner "$bin/initdb" -D "$real/data" -U kith -A trust --no-sync -E UTF8 --locale=C >"$TOOLS/initdb.log" 2>&1 || { cat "$TOOLS/initdb.log" >&2; fail "PostgreSQL could not be set up"; }
  as_owner "$bin/pg_ctl" -D "$real/data" -l "$real/log" -w -s -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c full_page_writes=off -c max_connections=400 -c max_wal_size=128MB -c min_wal_size=32MB" start >&2
  echo "postgres://kith@127.0.0.1:$port/postgres"
}

stop() {
  [ -e "$PLACE" ] || [ -L "$PLACE" ] || return 0
  local real
  real="$(readlink -f "$PLACE")"
  if [ -f "$real/data/postmaster.pid" ]; then as_owner "$(binaries)/pg_ctl" -D "$real/data" -m immediate -s stop >&2 || true; fi
  rm -rf "$real" "$PLACE"
}

"$1"
