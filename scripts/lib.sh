# Words shared by the scripts. Sourced, never run.
set -euo pipefail
ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$ROOT"
TARGET="$ROOT/target"
TOOLS="$TARGET/tools"
PKG="$TARGET/site/pkg"
mkdir -p "$TOOLS" "$PKG"

say() { printf '\033[1m» %s\033[0m\n' "$*"; }
fail() { printf 'kith: %s\n' "$*" >&2; exit 1; }

# Runs a command as root: as we are, or by sudo.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else
    fail "this needs root, and there is no sudo: $*"
  fi
}

# Installs Debian packages that are missing, and says which.
need_packages() {
  local missing=()
  for name in "$@"; do
    dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'install ok installed' || missing+=("$name")
  done
  [ ${#missing[@]} = 0 ] && return 0
  command -v apt-get >/dev/null || fail "please install: ${missing[*]}"
  say "Installing Debian packages: ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$TOOLS/apt.log" 2>&1 || {
    tail -n 20 "$TOOLS/apt.log" >&2
    fail "the packages could not be installed"
  }
}

need_rust() {
  command -v cargo >/dev/null || fail "Rust is missing: install rustc and cargo 1.95 or newer (https://rustup.rs), then try again"
  need_packages gcc libc6-dev pkg-config
}

need_node() {
  command -v npm >/dev/null || fail "Node.js is missing: install Node 20 or newer with npm, then try again"
  if [ ! -f end2end/node_modules/.kith-lock ] || ! cmp -s end2end/package-lock.json end2end/node_modules/.kith-lock; then
    say "Installing npm packages for tests and for the wasm optimizer (end2end/node_modules)"
    (cd end2end && npm ci --no-audit --no-fund --loglevel=error)
    cp end2end/package-lock.json end2end/node_modules/.kith-lock
  fi
}

# A port that nobody listens on.
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' 2>/dev/null || node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })'; }
