#!/usr/bin/env bash
# Ten thousand papers: issued, each number checked, and fifty of them looked into with tools that share no code with the press: qpdf, poppler
# (text, structure, the picture of a page) and pikepdf (the tag tree, by the rules of PDF/UA-1 that a machine can judge). Takes minutes.
source "$(dirname "$0")/lib.sh"
need_rust
need_packages qpdf poppler-utils python3 python3-venv
place="$TARGET/papers"
rm -rf "$place" && mkdir -p "$place"
say "Ten thousand papers"
KITH_TEST_PAPERS="$place" cargo test -q --workspace --exclude frontend --features domain/files,domain/db --test all \
  -- --ignored --nocapture ten_thousand_papers
python="$TOOLS/pdf/bin/python"
if [ ! -x "$python" ]; then
  say "Installing pikepdf (target/tools/pdf)"
  python3 -m venv "$TOOLS/pdf"
  "$TOOLS/pdf/bin/pip" install -q --disable-pip-version-check pikepdf
fi
say "Looking into the samples"
"$python" scripts/papers.py "$place"
