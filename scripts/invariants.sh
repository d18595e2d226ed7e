#!/usr/bin/env bash
# What must stay true of the tree itself; docs/ARCHITECTURE.md says why. Prints each broken rule, and fails when there is one.
source "$(dirname "$0")/lib.sh"
broken=0
rule() { # rule "sentence" "lines that break it"
  if [ -n "$2" ]; then
    printf 'BROKEN: %s\n%s\n' "$1" "$2" >&2
    broken=$((broken + 1))
  fi
}
sources() { git ls-files -co --exclude-standard "$@" | sort -u; }
search() { # search pattern files… : hits outside comments
  local pattern="$1"
  shift
  [ $# = 0 ] || grep -nE "$pattern" "$@" /dev/null | grep -vE '^[^:]+:[0-9]+:\s*//' || true
}

wasm="$(cargo tree -q -p frontend -p check --target wasm32-unknown-unknown -e normal,no-proc-macro --prefix none -f '{p}' | awk '{print $1}' | sort -u)"
rule "the browser half carries no server crate" "$(grep -xE 'sea-orm|sqlx|axum|hyper|pulldown-cmark|tokio' <<<"$wasm" || true)"
# regex is in that tree through leptos_config, which only a server uses: what counts is that none of it is in what browsers load.
[ ! -f "$PKG/kith.wasm" ] || rule "the wasm holds no regular expressions" "$(LC_ALL=C grep -ahoE 'regex[-_](automata|syntax)' "$PKG"/*.wasm | head -n 1 || true)"
rule "domain has no async runtime, no web and no browser crate" "$(cargo tree -q -p domain --features files,db -e normal,no-proc-macro --prefix none -f '{p}' | awk '{print $1}' | sort -u | grep -xE 'axum|leptos|hyper|wasm-bindgen-futures' || true)"
rule "domain without its features has no tokio" "$(cargo tree -q -p domain -e normal,no-proc-macro --prefix none -f '{p}' | awk '{print $1}' | grep -xE 'tokio|sqlx|sea-orm' || true)"
tree="$(cargo tree -q --workspace -e normal,no-proc-macro --prefix none -f '{p}' | sed 's/ (.*//' | sort -u)"
for crate in tokio-tungstenite tower-http axum tungstenite; do
  copies="$(grep -cE "^$crate v" <<<"$tree" || true)"
  [ "$copies" -le 1 ] || rule "one copy of $crate" "$(grep -E "^$crate v" <<<"$tree")"
done
rule "ring is the only TLS provider" "$(grep -E '^(aws-lc-rs|aws-lc-sys|openssl|native-tls) v' <<<"$(cargo tree -q -p server -e normal,no-proc-macro --prefix none -f '{p}' | sort -u)" || true)"
rule "sea_orm appears only in backend and migrations (and behind domain's feature db)" "$(search 'sea_orm|sea_query' $(sources 'app/*.rs' 'server/src/*.rs') | grep -v '^server/src/restore' || true)"
rule "leptos appears only in app" "$(search '\bleptos\b' $(sources 'domain/*.rs' 'backend/*.rs' 'server/src/*.rs' 'migrations/*.rs'))"
rule "no SQL in the server" "$(search '"(SELECT|INSERT INTO|UPDATE|DELETE FROM) ' $(sources 'server/src/*.rs' 'app/*.rs'))"
rule "the environment is read in one place" "$(search 'env::var' $(sources 'domain/src/*.rs' 'backend/src/*.rs' 'app/src/*.rs' 'server/src/*.rs') | grep -vE '^(backend/src/testing|server/src/config)' || true)"
rule "a <textarea> is written in one place only" "$(search '<textarea' $(sources 'app/src/*.rs') | grep -v '^app/src/parts/text_area.rs' || true)"
rule "no leptos_meta Title" "$(search '<Title' $(sources 'app/src/*.rs'))"
rule "no inline style or script attribute in pages" "$(search '(\bstyle=|<script|\bonclick=)' $(sources 'app/src/*.rs') | grep -vE '^app/src/(parts/text_area.rs|shell.rs:[0-9]+:.*src=)' || true)"
rule "no file is longer than 500 lines" "$(sources '*.rs' '*.css' '*.sh' '*.mjs' | while read -r f; do n=$(wc -l <"$f"); [ "$n" -le 500 ] || echo "$f: $n"; done)"
rule "every word asked for stands in the lists" "$(node scripts/words.mjs 2>&1 || true)"
[ "$broken" = 0 ] || fail "$broken invariants are broken"
