#!/usr/bin/env bash
# A throwaway PostgreSQL server in a folder of its own, on a local socket only.
#   throwaway-postgresql.sh start FOLDER PORT    prints nothing; the socket is in FOLDER, the superuser is hubchantier
#   throwaway-postgresql.sh stop FOLDER
#   throwaway-postgresql.sh crash FOLDER         ends it as a power cut would, and starts it again
# HUB_SERVER_BIN may name the folder of the server's programs; without it the newest of the system's are taken.
# Run as root, the server is started as user postgres: PostgreSQL refuses to run as root.
set -euo pipefail
verb=${1:?start, stop or crash} folder=$(realpath -m "${2:?a folder}") port=${3:-5432}
bin=${HUB_SERVER_BIN:-$(dirname "$(ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -1 || command -v initdb)")}
as_server() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --init-groups "$@"; else "$@"; fi; }
case "$verb" in
  start)
    mkdir -p "$folder"
    [ "$(id -u)" != 0 ] || chown postgres: "$folder"
    cd "$folder"
    as_server "$bin/initdb" -D "$folder/data" -U hubchantier -A trust -E UTF8 --locale=C.UTF-8 --no-sync > "$folder/initdb.log" 2>&1 ||
      { cat "$folder/initdb.log" >&2; exit 1; }
    as_server "$bin/pg_ctl" -D "$folder/data" -s -w -l "$folder/server.log" \
      -o "-c listen_addresses='' -c unix_socket_directories='$folder' -c port=$port -c fsync=off" start
    ;;
  stop)
    cd "$folder"
    # A test may have stopped it.
    [ ! -e "$folder/data/postmaster.pid" ] || as_server "$bin/pg_ctl" -D "$folder/data" -s -m immediate stop
    ;;
  crash)
    cd "$folder"
    as_server "$bin/pg_ctl" -D "$folder/data" -s -w -l "$folder/server.log" -m immediate restart
    ;;
  *) echo "throwaway-postgresql.sh: start, stop or crash" >&2; exit 2 ;;
esac
