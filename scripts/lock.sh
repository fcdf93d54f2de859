#!/bin/sh
# Which exact packages, with which hashes? Locks requirements/*.in into *.txt for the oldest Python that we support.
set -eu
uv=$(command -v uv) || { echo "✗ uv is missing; it is only needed for locking. Install it with: pip install uv" >&2; exit 1; }
for name in base dev node; do
  echo "• Locking requirements/$name.txt …"
  "$uv" pip compile --universal --generate-hashes --python-version 3.11 -q \
    --no-header --no-emit-index-url --no-emit-find-links "$@" "requirements/$name.in" -o "requirements/$name.txt"
done
