#!/usr/bin/env bash
# Side by side, in one run on one database: what others take for a dump, and Invoke-HubBackup. Prints a table of ratios and
# writes artifacts/bench-backup.json. These machines are noisy: only the ratios of one run mean something.
#   bench/backup.sh [CONFIGURATION] [ROWS ...]      rows of the sample's journal; default 10000 100000 1000000
# Each contestant runs RUNS times (default 3), in turns; the fastest run counts.
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
json="$root/artifacts/bench-backup.json"; mkdir -p "$root/artifacts"

contestants=(null gzip pigz zstd custom directory hub)
declare -A names=(
  [null]='pg_dump >/dev/null' [gzip]='pg_dump | gzip' [pigz]='pg_dump | pigz' [zstd]='pg_dump | zstd -1'
  [custom]='pg_dump -Fc' [directory]='pg_dump -Fd -j2' [hub]='Invoke-HubBackup')
contest() { # contest NAME DATABASE: runs it; what it makes is in $folder/out*
  case $1 in
    null) "$bin/pg_dump" "$2" > /dev/null ;;
    gzip) "$bin/pg_dump" "$2" | gzip > "$folder/out.gz" ;;
    pigz) "$bin/pg_dump" "$2" | pigz > "$folder/out.pigz.gz" ;;
    zstd) "$bin/pg_dump" "$2" | zstd -q -1 -f -o "$folder/out.zst" ;;
    custom) "$bin/pg_dump" -Fc -f "$folder/out.custom" "$2" ;;
    directory) rm -rf "$folder/out.dir"; "$bin/pg_dump" -Fd -j2 -f "$folder/out.dir" "$2" ;;
    hub) dotnet "$host" -File "$root/bench/backup.ps1" -Database "$2" > "$folder/out.hub" ;;
  esac
}
size() {
  case $1 in
    null) echo 0 ;;
    gzip) stat -c %s "$folder/out.gz" ;;
    pigz) stat -c %s "$folder/out.pigz.gz" ;;
    zstd) stat -c %s "$folder/out.zst" ;;
    custom) stat -c %s "$folder/out.custom" ;;
    directory) du -sb "$folder/out.dir" | cut -f1 ;;
    hub) cut -d' ' -f1 "$folder/out.hub" ;;
  esac
}

echo '[' > "$json"
first=1
for n in "${sizes[@]}"; do
  database=sample_$n
  "$bin/psql" -qX -d postgres -c "create database $database"
  "$bin/psql" -qX -d "$database" -v n="$n" -o /dev/null -f "$root/data/hub_chantier.sql"
  "$bin/psql" -qX -d "$database" -c 'vacuum (freeze, analyze)' -c checkpoint
  declare -A best=() cpu=() bytes=() memory=() inside=()
  for ((run = 1; run <= runs; run++)); do
    for c in "${contestants[@]}"; do
      if [ "$c" = pigz ] && ! command -v pigz > /dev/null; then continue; fi
      if [ "$c" = zstd ] && ! command -v zstd > /dev/null; then continue; fi
      rm -rf "$folder/backups"
      read -r wall user sys < <({ time contest "$c" "$database" 2> /dev/null; } 2>&1)
      bytes[$c]=$(size "$c")
      if [ -z "${best[$c]:-}" ] || awk "BEGIN { exit !($wall < ${best[$c]}) }"; then
        best[$c]=$wall
        cpu[$c]=$(awk "BEGIN { print $user + $sys }")
        if [ "$c" = hub ]; then read -r _ memory[hub] inside[hub] < "$folder/out.hub"; fi
      fi
    done
  done
  printf '\n%s: n=%s, %s of SQL\n' "$database" "$n" "$("$bin/pg_dump" "$database" | wc -c | numfmt --to=iec)"
  printf '%-20s %9s %11s %11s %9s %10s %9s %9s\n' contestant seconds '/ pg_dump' '/ gzip' 'CPU s' size '/ gzip' 'peak'
  for c in "${contestants[@]}"; do
    [ -n "${best[$c]:-}" ] || { printf '%-20s not installed\n' "${names[$c]}"; continue; }
    peak=-
    [ "$c" != hub ] || peak=$(numfmt --to=iec "${memory[hub]}")
    awk -v name="${names[$c]}" -v s="${best[$c]}" -v d="${best[null]}" -v g="${best[gzip]}" -v cpu="${cpu[$c]}" -v b="${bytes[$c]}" \
      -v gb="${bytes[gzip]}" -v peak="$peak" 'BEGIN { printf "%-20s %9.2f %11.2f %11.2f %9.2f %10.1fM %8.3f %9s\n", name, s, s / d, s / g, cpu, b / 1e6, b / gb, peak }'
    [ "$first" = 1 ] || echo ',' >> "$json"
    first=0
    printf '{"n":%s,"contestant":"%s","seconds":%s,"cpu_seconds":%s,"bytes":%s}' "$n" "${names[$c]}" "${best[$c]}" "${cpu[$c]}" "${bytes[$c]}" >> "$json"
  done
  awk -v s="${best[hub]}" -v i="${inside[hub]}" -v d="${best[null]}" -v g="${best[gzip]}" -v b="${bytes[hub]}" -v gb="${bytes[gzip]}" -v m="${memory[hub]}" 'BEGIN {
    printf "Invoke-HubBackup itself, without the start of the host: %.2f s\n", i
    printf "targets: %.2f times as fast as gzip (3 or more), size %.4f of gzip (1.01 or less), %.2f of pg_dump alone (1.35 or less), peak %d MB (250 or less)\n", g / i, b / gb, i / d, m / 1048576 }'
  "$bin/psql" -qX -d postgres -c "drop database $database"
done
echo ']' >> "$json"
