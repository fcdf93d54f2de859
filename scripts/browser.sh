#!/bin/sh
# Is there a browser for the browser tests? Installs Debian's Chromium when it is missing and this is root with apt.
set -eu
# Where the system keeps runuser and ldconfig; not on every root's path.
PATH=$PATH:/usr/sbin:/sbin
# Prints the path of a browser that starts.
find_browser() {
  for candidate in "${CHROMIUM:-}" chromium chromium-browser google-chrome-stable google-chrome; do
    [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 && return 0
  done
  return 1
}
# Playwright's own driver needs libatomic.
has_libatomic() { ldconfig -p 2>/dev/null | grep -q 'libatomic\.so\.1' || ls /usr/lib/*/libatomic.so.1 >/dev/null 2>&1; }
if find_browser && has_libatomic; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "• Installing chromium and libatomic1 for the browser tests …"
  log=$(mktemp)
  if (apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends chromium libatomic1) >"$log" 2>&1 </dev/null; then
    rm -f "$log"
    exit 0
  fi
  tail -n 5 "$log" >&2
  rm -f "$log"
fi
echo "! No browser for the browser tests. On Debian: apt-get install chromium libatomic1" >&2
