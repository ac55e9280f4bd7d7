#!/usr/bin/env bash
# Side by side, in one run of one database: gunzip | psql, pg_restore -j2 from a custom-format dump, and Restore-HubBackup into a new database with
# 1, 2 and 4 sessions. Then the outage of a restore in the place of a live database, as a client sees it that asks every 10 ms. Prints tables
# beside their targets and writes artifacts/bench-restore.json. Machines are noisy: only the ratios of one run mean something, and on one that others
# use at the same time only the processor seconds of clients and server.
#   bench/restore.sh [CONFIGURATION] [ROWS]      rows of the sample's journal; default 1000000
# Each contestant runs RUNS times (default 3), in turns; the fastest run counts. CONTESTANTS='psql hub2' runs these alone. The server is a throwaway
# one with PostgreSQL's default memory and fsync off.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
configuration=${1:-Release} n=${2:-1000000} runs=${RUNS:-3}
folder=$(mktemp -d "${TMPDIR:-/tmp}/hub-bench.XXXXXX"); chmod 711 "$folder"
trap '"$root/tools/setup/throwaway-postgresql.sh" stop "$folder/pg" || true; rm -rf "$folder"' EXIT
"$root/tools/setup/throwaway-postgresql.sh" start "$folder/pg" 5432
export PGHOST="$folder/pg" PGPORT=5432 PGUSER=hubchantier POSTGRES_DB=sample BACKUP_DIR="$folder/backups" TIMEFORMAT='%R %U %S'
bin=$(dirname "$(ls -d /usr/lib/postgresql/*/bin/initdb | sort -V | tail -1)")
host="$root/tools/ModuleHost/bin/$configuration/net10.0/ModuleHost.dll"
read -ra contestants <<< "${CONTESTANTS:-psql pg_restore hub1 hub2 hub4}"
sql() { "$bin/psql" -qXAt -v ON_ERROR_STOP=1 "$@"; }

sql -d postgres -c 'create database sample'
sql -d sample -v n="$n" -o /dev/null -f "$root/data/hub_chantier.sql"
"$bin/pg_dump" -Fc -f "$folder/custom" sample
dotnet "$host" -File "$root/bench/backup.ps1" -Database sample -Compression Gzip > /dev/null
file=$(ls "$folder"/backups/*.sql.gz)

postmaster=$(head -1 "$folder/pg/data/postmaster.pid") ticks=$(getconf CLK_TCK)
# Processor seconds of the server's sessions, once all have ended and the server has taken note: only then are they counted. Those of autovacuum would be, too.
sql -d postgres -c 'alter system set autovacuum = off' -c 'select pg_reload_conf()' > /dev/null
sleep 2
own=$(pgrep -cP "$postmaster")
server() {
  while [ "$(pgrep -cP "$postmaster")" -gt "$own" ]; do sleep 0.05; done
  awk -v ticks="$ticks" '{ sub(/.*\) /, ""); print ($14 + $15) / ticks }' "/proc/$postmaster/stat"
}

contest() {
  case $1 in
    psql) sql -d postgres -c 'create database target'; gunzip -c "$file" | sql -d target -o /dev/null ;;
    pg_restore) sql -d postgres -c 'create database target'; "$bin/pg_restore" -j2 --no-owner --no-acl -d target "$folder/custom" ;;
    hub*) dotnet "$host" -File "$root/bench/restore.ps1" -Target target -Jobs "${1#hub}" > "$folder/hub" ;;
  esac
}
for ((run = 1; run <= runs; run++)); do
  for c in "${contestants[@]}"; do
    sql -d postgres -c checkpoint
    before=$(server)
    read -r wall user system <<< "$({ time contest "$c" 2> "$folder/errors" || touch "$folder/failed"; } 2>&1)"
    [ ! -e "$folder/failed" ] || { echo "$c failed:" >&2; cat "$folder/errors" >&2; exit 1; }
    load=$wall jobs=- memory=-
    [[ $c != hub* ]] || read -r load _ jobs memory < "$folder/hub"
    echo "$c $wall $load $jobs $memory $user $system $before $(server)" >> "$folder/results"
    sql -d postgres -c 'drop database target'
  done
done

# A client that asks every 10 ms and connects again when it is cut off; the longest time between two answers is the outage that it saw.
client() {
  while [ ! -e "$folder/stop" ]; do
    { while [ ! -e "$folder/stop" ]; do echo 'select extract(epoch from clock_timestamp());'; sleep 0.01; done; } | sql -d sample 2> /dev/null || true
  done
}
client > "$folder/answers" & asking=$!
outage=$(dotnet "$host" -File "$root/bench/swap.ps1")
sleep 1; touch "$folder/stop"; wait "$asking" || true
gap=$(awk 'p && $1 - p > most { most = $1 - p } { p = $1 } END { printf "%.0f", most * 1000 }' "$folder/answers")

mkdir -p "$root/artifacts"
awk -v n="$n" -v runs="$runs" -v gap="$gap" -v outage="$outage" -v json="$root/artifacts/bench-restore.json" '
  function least(list, key, value) { if (!(key in list) || value < list[key]) list[key] = value }
  { if (!($1 in wall)) order[++count] = $1
    least(wall, $1, $2); least(load, $1, $3); least(client, $1, $6 + $7); least(server, $1, $9 - $8)
    jobs[$1] = $4
    if ($5 > memory[$1]) memory[$1] = $5 }
  function ratio(value, base) { return base > 0 ? sprintf("%.2f", value / base) : "-" }
  END {
    printf "\nRestore of the sample, n=%s, best of %d runs in turns, fsync off\n\n", n, runs
    printf "%-12s %9s %9s %9s %12s %9s %11s %11s %9s\n", "", "seconds", "load", "/ psql", "/ pg_restore", "sessions", "client CPU", "server CPU", "peak MB"
    for (i = 1; i <= count; i++) {
      c = order[i]
      printf "%-12s %9.2f %9.2f %9s %12s %9s %11.2f %11.2f %9s\n", c, wall[c], load[c], ratio(load[c], load["psql"]), ratio(load[c], load["pg_restore"]), jobs[c], client[c], server[c], (memory[c] > 0 ? sprintf("%.0f", memory[c] / 1e6) : "-")
    }
    printf "\nload: of hub the phase Load; it reads, checks and counts besides, which the others do not.\n"
    printf "client CPU: processor seconds of all client programs; of hub with all that it does besides. peak: of the process of PowerShell.\n"
    printf "targets: hub1 / psql at most 1.00; hub2 / pg_restore at most 1.00; memory under 250 MB\n"
    printf "outage of a restore in the place of the live database: %s ms seen by a client that asks every 10 ms, %.0f ms by our own clock; target under 1000 ms\n", gap, outage
    printf "{\"rows\":%s,\"runs\":%d,\"outage_seen_ms\":%s,\"outage_ms\":%s,\"contestants\":{", n, runs, gap, outage > json
    for (i = 1; i <= count; i++) {
      c = order[i]
      printf "%s\"%s\":{\"seconds\":%s,\"load_seconds\":%s,\"client_cpu_seconds\":%s,\"server_cpu_seconds\":%s,\"peak_bytes\":%d}", (i > 1 ? "," : ""), c, wall[c], load[c], client[c], server[c], memory[c] > json
    }
    print "}}" > json
  }' "$folder/results"
