#!/usr/bin/env bash
# Builds what browsers load: one style sheet, and the islands (wasm with its loader). Output: target/site/pkg.
source "$(dirname "$0")/lib.sh"

styles() {
  cat style/tokens.css style/base.css style/frame.css style/parts.css style/rooms.css style/hour.css style/print.css >"$PKG/kith.css.new"
  cmp -s "$PKG/kith.css.new" "$PKG/kith.css" 2>/dev/null || { cp "$PKG/kith.css.new" "$PKG/kith.css"; say "Styles: $(wc -c <"$PKG/kith.css") bytes"; }
  rm -f "$PKG/kith.css.new"
}

# The scripts that keep what is typed, and that look for what rings: written by hand, sent without their remarks.
keeping() {
  local name
  for name in keep ring; do
    grep -v '^ *//' "app/$name.js" >"$PKG/$name.js.new"
    cmp -s "$PKG/$name.js.new" "$PKG/$name.js" 2>/dev/null || cp "$PKG/$name.js.new" "$PKG/$name.js"
    rm -f "$PKG/$name.js.new"
  done
}

# The toolchain for wasm: rustup's own target where it can be had; else Debian's compiler and one build of its standard library.
toolchain() {
  if rustc --print sysroot >/dev/null 2>&1 && [ -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown/lib" ]; then
    WASM_CARGO=cargo
    return
  fi
  if [ ! -e "$TOOLS/no-rustup" ] && command -v rustup >/dev/null && timeout 60 rustup target add wasm32-unknown-unknown >/dev/null 2>&1; then
    say "Added the wasm32 target with rustup"
    WASM_CARGO=cargo
    return
  fi
  touch "$TOOLS/no-rustup"
  need_packages rustc-web cargo-web rust-web-src lld-22
  local sysroot="$TOOLS/wasm-sysroot" lib
  lib="$sysroot/lib/rustlib/wasm32-unknown-unknown/lib"
  if [ "$(cat "$sysroot/version" 2>/dev/null)" != "$(/usr/bin/rustc --version)" ]; then
    say "Building the wasm standard library once ($(/usr/bin/rustc --version))"
    rm -rf "$sysroot" "$TOOLS/std"
    mkdir -p "$lib" "$TOOLS/std/src"
    printf '[package]\nname = "stdonly"\nversion = "0.0.0"\nedition = "2021"\n[workspace]\n[lib]\n[profile.release]\npanic = "abort"\n' >"$TOOLS/std/Cargo.toml"
    : >"$TOOLS/std/src/lib.rs"
    (cd "$TOOLS/std" && RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$TOOLS/std/target" RUSTUP_TOOLCHAIN='' \
      /usr/bin/cargo build -q -Zbuild-std=std,panic_abort --release --target wasm32-unknown-unknown)
    cp "$TOOLS"/std/target/wasm32-unknown-unknown/release/deps/*.rlib "$lib/"
    rm -f "$lib"/libstdonly*
    /usr/bin/rustc --version >"$sysroot/version"
    rm -rf "$TOOLS/std"
  fi
  WASM_CARGO=/usr/bin/cargo
  export RUSTC=/usr/bin/rustc CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=/usr/bin/wasm-ld-22
  export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="--sysroot=$sysroot -Clinker-flavor=wasm-lld"
}

bindgen() {
  local version
  version="$(sed -n '/^name = "wasm-bindgen"$/{n;s/version = "\(.*\)"/\1/p}' Cargo.lock)"
  BINDGEN="$TOOLS/bin/wasm-bindgen"
  if [ "$("$BINDGEN" --version 2>/dev/null)" != "wasm-bindgen $version" ]; then
    say "Building wasm-bindgen $version (some minutes, once)"
    cargo install -q wasm-bindgen-cli --version "$version" --root "$TOOLS" --target-dir "$TARGET/bindgen" --no-track
    rm -rf "$TARGET/bindgen"
  fi
}

# What the islands are made of; unchanged, they are not built again.
mark() { cat Cargo.lock Cargo.toml app/Cargo.toml domain/Cargo.toml app/frontend/Cargo.toml app/check/Cargo.toml scripts/assets.sh $(git ls-files -co --exclude-standard 'app/**/*.rs' 'domain/**/*.rs' | sort) | sha256sum | cut -d' ' -f1; }

islands() {
  local mark
  mark="$(mark)"
  [ -f "$PKG/kith.wasm" ] && [ "$(cat "$TOOLS/islands.mark" 2>/dev/null)" = "$mark" ] && return
  need_rust
  need_node
  bindgen
  (
    toolchain
    say "Building the islands (wasm)"
    CARGO_TARGET_DIR="$TARGET/wasm" "$WASM_CARGO" build -q -p frontend -p check --profile wasm-release --target wasm32-unknown-unknown
  )
  rm -rf "$TOOLS/bindgen-out"
  "$BINDGEN" --target web --no-typescript --out-name kith --out-dir "$TOOLS/bindgen-out" "$TARGET/wasm/wasm32-unknown-unknown/wasm-release/frontend.wasm"
  node end2end/node_modules/binaryen/bin/wasm-opt -Oz --all-features "$TOOLS/bindgen-out/kith_bg.wasm" -o "$PKG/kith.wasm"
  # Pages ask for kith.wasm: the loader must not guess another name.
  sed 's/kith_bg\.wasm/kith.wasm/g' "$TOOLS/bindgen-out/kith.js" >"$PKG/kith.js"
  # The check is a wasm of its own: pages with a form to be read along with load it, and it starts by itself.
  "$BINDGEN" --target web --no-typescript --out-name check --out-dir "$TOOLS/bindgen-out" "$TARGET/wasm/wasm32-unknown-unknown/wasm-release/check.wasm"
  node end2end/node_modules/binaryen/bin/wasm-opt -Oz --all-features "$TOOLS/bindgen-out/check_bg.wasm" -o "$PKG/check.wasm"
  { sed 's/check_bg\.wasm/check.wasm/g' "$TOOLS/bindgen-out/check.js"; echo '__wbg_init();'; } >"$PKG/check.js"
  rm -rf "$TOOLS/bindgen-out"
  [ -z "${KITH_BUILD_ONCE:-}" ] || rm -rf "$TARGET/wasm"
  echo "$mark" >"$TOOLS/islands.mark"
  say "Islands: $(wc -c <"$PKG/kith.wasm") bytes of wasm, $(wc -c <"$PKG/kith.js") of loader"
}

# Smaller copies for the wire, made once.
pack() {
  node -e '
    const fs = require("fs"), zlib = require("zlib"), dir = process.argv[1] + "/";
    for (const name of ["kith.css", "keep.js", "ring.js", "kith.js", "kith.wasm", "check.js", "check.wasm"].filter((n) => fs.existsSync(dir + n))) {
      const bytes = fs.readFileSync(dir + name), made = fs.statSync(dir + name).mtimeMs;
      for (const [tail, pack] of [[".br", (b) => zlib.brotliCompressSync(b)], [".gz", (b) => zlib.gzipSync(b, { level: 9 })]]) {
        const file = dir + name + tail;
        if (!fs.existsSync(file) || fs.statSync(file).mtimeMs < made) fs.writeFileSync(file, pack(bytes));
      }
    }' "$PKG"
}

[ "${1:-all}" = islands ] || { styles; keeping; }
[ "${1:-all}" = styles ] || islands
pack
