#!/bin/sh
# Are the front-end assets built? Builds build/assets from frontend/ when something there has changed.
set -eu
stamp=build/.assets
say() { echo "• $*"; }
refuse() { echo "✗ $*" >&2; exit 1; }

# Node brings certificates of its own; the machine's know a company's proxy too.
[ -n "${NODE_EXTRA_CA_CERTS:-}" ] || ! [ -f /etc/ssl/certs/ca-certificates.crt ] || export NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt

sources() { find frontend -name node_modules -prune -o -type f -print | LC_ALL=C sort; }
want=$(sources | while read -r file; do sha256sum "$file"; done | sha256sum | cut -d' ' -f1)
up_to_date() { [ -d build/assets ] && [ "$(cat "$stamp" 2>/dev/null)" = "$want" ]; }
up_to_date && exit 0
mkdir -p build
if [ -z "${LIVSKRAFT_ASSETS_LOCKED:-}" ] && command -v flock >/dev/null 2>&1; then
  exec env LIVSKRAFT_ASSETS_LOCKED=1 flock build/.assets.lock sh "$0" "$@"
fi
up_to_date && exit 0

works() { npm --version >/dev/null 2>&1 && node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)' >/dev/null 2>&1; }
if ! works; then
  say "npm (with Node 20 or newer) is not on this machine; fetching it as a locked Python package …"
  sh scripts/setup.sh build/node requirements/node.txt node
  PATH=$PWD/build/node/bin:$PATH
  works || refuse "npm does not start. On Debian: apt-get install npm"
fi
say "Building the front-end assets …"
rm -f "$stamp"
log=build/assets.log
(cd frontend && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && npm run --silent build) >"$log" 2>&1 \
  || { tail -n 20 "$log" >&2; refuse "The front-end assets could not be built; see the lines above."; }
[ -d build/assets ] || refuse "The front-end build made no build/assets; see $log."
echo "$want" > "$stamp.new" && mv "$stamp.new" "$stamp"
