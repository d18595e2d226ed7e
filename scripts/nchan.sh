#!/usr/bin/env bash
# nginx with nchan, for measuring beside: Debian's packages, unpacked into target/tools and never installed, so that no service starts.
# Prints where nginx and the module are.
source "$(dirname "$0")/lib.sh"
place="$TOOLS/nchan"
if [ ! -x "$place/usr/sbin/nginx" ]; then
  command -v apt-get >/dev/null || fail "nchan is taken from Debian's packages, and there is no apt-get"
  mkdir -p "$place/debs"
  (cd "$place/debs" && apt-get download nginx libnginx-mod-nchan >"$TOOLS/apt.log" 2>&1) || fail "nginx and nchan could not be downloaded; see $TOOLS/apt.log"
  for deb in "$place"/debs/*.deb; do dpkg-deb -x "$deb" "$place"; done
fi
# nginx makes a folder there at each start, whatever its settings say.
[ -d /var/lib/nginx ] || as_root mkdir -p /var/lib/nginx >&2
"$place/usr/sbin/nginx" -v 2>/dev/null || fail "nginx does not run here"
echo "$place/usr/sbin/nginx $place/usr/lib/nginx/modules/ngx_nchan_module.so"
