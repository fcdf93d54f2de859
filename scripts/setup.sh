#!/bin/sh
# Are the locked packages installed? setup.sh VENV LOCK NAME installs LOCK once and remembers it under NAME.
# setup.sh --tools only says whether the machine has what that takes.
# Uses uv when it is there, else venv and pip; every package is checked against its hash either way.
set -eu
say() { echo "• $*"; }
refuse() { echo "✗ $*" >&2; exit 1; }

# A name on the path is no proof: a version manager's shim can exist and still fail, so each candidate is run.
new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
find_python() {
  for candidate in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3 \
      "${HOME:-/nonexistent}"/.pyenv/versions/3.1[1-9]*/bin/python; do
    [ -n "$candidate" ] && new_enough "$candidate" && { echo "$candidate"; return; }
  done
  return 1
}
find_tools() {
  python=$(find_python) || python=
  uv=$(command -v uv 2>/dev/null) || uv=
  [ -z "$uv" ] || "$uv" --version >/dev/null 2>&1 || uv=
  [ -n "$python$uv" ] || refuse "Python 3.11 or newer is missing. On Debian: apt-get install python3 python3-venv"
  [ -n "$uv" ] || "$python" -c 'import ensurepip' >/dev/null 2>&1 || refuse "Python's venv is missing. On Debian: apt-get install python3-venv"
}
[ "${1:-}" != --tools ] || { find_tools; exit 0; }
venv=$1 lock=$2 name=$3

# uv brings certificates of its own; the machine's know a company's proxy too.
[ -n "${SSL_CERT_FILE:-}" ] || ! [ -f /etc/ssl/certs/ca-certificates.crt ] || export SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt

want=$(sha256sum "$lock" | cut -d' ' -f1)
# Stands beside the environment while that is changed, so that it outlives a removal that is interrupted.
half=$venv.half
works() { [ -x "$venv/bin/python" ] && "$venv/bin/python" -c '' >/dev/null 2>&1; }
whole() { ! [ -e "$half" ] && works; }
up_to_date() { whole && [ "$(cat "$venv/.$name" 2>/dev/null)" = "$want" ]; }
up_to_date && exit 0

# One set-up at a time in a folder; flock belongs to every Debian.
if [ -z "${LIVSKRAFT_SETUP_LOCKED:-}" ] && command -v flock >/dev/null 2>&1; then
  flock -n "$venv.lock" true || say "Another set-up is under way in this folder; waiting for it …"
  exec env LIVSKRAFT_SETUP_LOCKED=1 flock "$venv.lock" sh "$0" "$@"
fi
up_to_date && exit 0

find_tools
# What was interrupted cannot be trusted: begin again.
if [ -e "$venv" ] && ! whole; then
  say "The last set-up was interrupted, or its Python is gone; starting it over."
  touch "$half"
  rm -rf "$venv"
fi

make_with_pip() {
  [ -n "$python" ] || refuse "Python 3.11 or newer is missing. On Debian: apt-get install python3 python3-venv"
  # Also gives pip to an environment that uv made without it.
  if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    "$python" -c 'import ensurepip' >/dev/null 2>&1 || refuse "Python's venv is missing. On Debian: apt-get install python3-venv"
    touch "$half"
    "$python" -m venv "$venv" || refuse "The environment $venv could not be made; see the lines above."
  fi
}
install_with_uv() {
  works || "$uv" venv -q ${python:+--python "$python"} "$venv" || refuse "The environment $venv could not be made; see the lines above."
  "$uv" pip install -q --require-hashes --python "$venv/bin/python" -r "$lock"
}
pip() {
  what=$1
  shift
  "$venv/bin/python" -m pip "$what" -q --disable-pip-version-check --no-input --require-hashes --no-deps -r "$lock" "$@"
}
install_with_pip() {
  make_with_pip
  [ -e "$half" ] || fetch_first
  touch "$half"
  pip install ${fetched:+--no-index --find-links "$fetched"}
}
# An environment that works is not touched before everything is here: without the network it goes on working.
fetch_first() {
  fetched=$venv.packages
  rm -rf "$fetched"
  pip download -d "$fetched" || refuse "The new packages could not be fetched; those that are installed were not touched. Is the network there?"
}

count=$(grep -cE '^[A-Za-z0-9._-]+==' "$lock")
fetched=
if [ -n "$uv" ]; then
  say "Installing $count Python packages from $lock with uv …"
  was_whole=
  ! whole || was_whole=yes
  touch "$half"
  if ! install_with_uv; then
    say "uv could not; trying pip instead …"
    # uv fetches everything before it changes anything, so what was whole still is.
    [ -z "$was_whole" ] || rm -f "$half"
    install_with_pip || refuse "The packages could not be installed; see the lines above. Is the network there?"
  fi
else
  say "Installing $count Python packages from $lock with pip (about half a minute) …"
  install_with_pip || refuse "The packages could not be installed; see the lines above. Is the network there?"
fi
echo "$want" > "$venv/.$name.new" && mv "$venv/.$name.new" "$venv/.$name"
rm -f "$half"
[ -z "$fetched" ] || rm -rf "$fetched"
