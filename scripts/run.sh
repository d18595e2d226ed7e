#!/usr/bin/env bash
# From a clone to a running site: installs what is missing, builds both halves, loads the demo when the database is empty, serves.
source "$(dirname "$0")/lib.sh"
need_rust
scripts/assets.sh
say "Building the server"
cargo build -q --release -p server --bin kith
mkdir -p data
say "Starting; Ctrl-C ends it. The database, mails and keys are in data/"
exec target/release/kith serve --demo
