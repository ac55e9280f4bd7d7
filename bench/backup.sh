#!/usr/bin/env bash
# Side by side, in one run on one database: what others take for a dump, and Invoke-HubBackup. Prints tables of ratios beside
# their targets and writes artifacts/bench-backup.json. Machines are noisy: only the ratios of one run mean something.
#   bench/backup.sh [CONFIGURATION] [ROWS ...]      rows of the sample's journal; default 10000 100000 1000000
# Each contestant runs RUNS times (default 3), in turns; the fastest run counts. A program that is not installed is left out;
# CONTESTANTS='null gzip hub' runs these alone (null and gzip are what the others are measured by).
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
configuration=${1:-Release}; shift || true
sizes=("$@"); [ ${#sizes[@]} -gt 0 ] || sizes=(10000 100000 1000000)
runs=${RUNS:-3}
folder=$(mktemp -d "${TMPDIR:-/tmp}/hub-bench.XXXXXX"); chmod 711 "$folder"
trap '"$root/tools/setup/throwaway-postgresql.sh" stop "$folder/pg" || true; rm -rf "$folder"' EXIT
"$root/tools/setup/throwaway-postgresql.sh" start "$folder/pg" 5432
export PGHOST="$folder/pg" PGPORT=5432 PGUSER=hubchantier BACKUP_DIR="$folder/backups" TIMEFORMAT='%R %U %S'
bin=$(dirname "$(ls -d /usr/lib/postgresql/*/bin/initdb | sort -V | tail -1)")
host="$root/tools/ModuleHost/bin/$configuration/net10.0/ModuleHost.dll"
results="$folder/results"
server=$(head -1 "$folder/pg/data/postmaster.pid")

read -ra contestants <<< "${CONTESTANTS:-null gzip pigz zstd custom directory pgbackrest hub hubzstd}"

# pgBackRest's full backup of the whole throwaway cluster, as a stanza of its own: two processes, gzip, no archive of WAL.
stanza() {
  local as=()
  [ "$(id -u)" != 0 ] || as=(setpriv --reuid=postgres --regid=postgres --init-groups)
  "${as[@]}" pgbackrest --stanza=bench --config=/dev/null --pg1-path="$folder/pg/data" --pg1-socket-path="$PGHOST" --pg1-user=hubchantier \
    --repo1-path="$folder/pg/repo" --lock-path="$folder/pg/lock" --log-level-file=off --log-level-console=error "$@"
}
contest() { # contest NAME DATABASE: runs it; what it makes is in $folder/out*
  case $1 in
    null) "$bin/pg_dump" "$2" > /dev/null ;;
    gzip) "$bin/pg_dump" "$2" | gzip > "$folder/out" ;;
    pigz) "$bin/pg_dump" "$2" | pigz > "$folder/out" ;;
    zstd) "$bin/pg_dump" "$2" | zstd -q -1 -f -o "$folder/out" ;;
    custom) "$bin/pg_dump" -Fc -f "$folder/out" "$2" ;;
    directory) "$bin/pg_dump" -Fd -j2 -f "$folder/out" "$2" ;;
    pgbackrest) stanza --type=full --repo1-retention-full=1 --no-archive-check --start-fast --process-max=2 backup ;;
    hub) dotnet "$host" -File "$root/bench/backup.ps1" -Database "$2" -Compression Gzip > "$folder/hub" ;;
    hubzstd) dotnet "$host" -File "$root/bench/backup.ps1" -Database "$2" -Compression Zstd > "$folder/hub" ;;
  esac
}
installed() {
  case $1 in pigz | zstd | pgbackrest) command -v "$1" > /dev/null ;; *) true ;; esac
}
server_cpu() { # Processor seconds of the server and of its processes that have ended: proc(5), utime to cstime. Ours have to end first.
  while [ -n "$(ps -o args= --ppid "$server" | grep -e 'postgres: hubchantier' -e '^\[postgres')" ]; do :; done
  sed 's/.*) //' "/proc/$server/stat" | awk -v hz="$(getconf CLK_TCK)" '{ print ($12 + $13 + $14 + $15) / hz }'
}

for n in "${sizes[@]}"; do
  database=sample_$n
  "$bin/psql" -qX -d postgres -c "create database $database"
  "$bin/psql" -qX -d "$database" -v n="$n" -o /dev/null -f "$root/data/hub_chantier.sql"
  "$bin/psql" -qX -d "$database" -c 'vacuum (freeze, analyze)' -c checkpoint
  sql=$("$bin/pg_dump" "$database" | wc -c)
  for ((run = 1; run <= runs; run++)); do
    for c in "${contestants[@]}"; do
      installed "$c" || continue
      rm -rf "$folder/backups" "$folder/out" "$folder/hub" "$folder/pg/repo"
      [ "$c" != pgbackrest ] || stanza stanza-create
      before=$(server_cpu)
      read -r wall user sys < <({ time contest "$c" "$database" 2> "$folder/errors" || touch "$folder/failed"; } 2>&1)
      [ ! -e "$folder/failed" ] || { echo "$c failed:" >&2; cat "$folder/errors" >&2; exit 1; }
      bytes=0 peak=0 inside=0 insidecpu=0 process=0
      case $c in
        hub*) read -r bytes peak inside insidecpu process < "$folder/hub" ;;
        pgbackrest) bytes=$(du -sb "$folder/pg/repo/backup" | cut -f1) ;;
        null) ;;
        *) bytes=$(du -sb "$folder/out" | cut -f1) ;;
      esac
      echo "$n $sql $c $wall $(awk "BEGIN { print $user + $sys }") $(awk "BEGIN { print $(server_cpu) - $before }") $bytes $peak $inside $insidecpu $process" >> "$results"
    done
  done
  "$bin/psql" -qX -d postgres -c "drop database $database"
done
mkdir -p "$root/artifacts"
awk -v cores="$(nproc)" -v json="$root/artifacts/bench-backup.json" -f "$root/bench/backup-report.awk" "$results"
echo "Written: artifacts/bench-backup.json"
uptime
