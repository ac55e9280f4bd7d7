#!/usr/bin/env bash
# Side by side, over TLS to the same server: aws s3 cp and Send-HubBackupToS3 of one backup. Prints a table beside the targets and writes
# artifacts/bench-upload.json. Machines are noisy: only the ratios of one run mean something.
#   bench/upload.sh [CONFIGURATION] [MEGABYTES]      about the length of the backup's file; default 1000
# Each contestant runs RUNS times (default 3), in turns, each time to a new and empty server on this machine, which takes its share of the
# processors; the fastest run counts. What the server then has is compared with the file, byte by byte.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
configuration=${1:-Release} size=${2:-1000} runs=${RUNS:-3}
command -v aws > /dev/null || { echo "upload.sh: aws is missing, which the upload is measured by. Install awscli." >&2; exit 1; }
folder=$(mktemp -d "${TMPDIR:-/tmp}/hub-bench.XXXXXX"); chmod 711 "$folder"
trap '"$root/tools/setup/throwaway-postgresql.sh" stop "$folder/pg" || true; "$root/tools/setup/s3-server.sh" stop "$folder/s3"; rm -rf "$folder"' EXIT
"$root/tools/setup/throwaway-postgresql.sh" start "$folder/pg" 5432
export PGHOST="$folder/pg" PGPORT=5432 PGUSER=hubchantier POSTGRES_DB=sample BACKUP_DIR="$folder/backups" TIMEFORMAT='%R %U %S'
# The server's store is in memory: twice the file, for its parts are there until they are one object.
export S3_SERVER_BYTES=$((size * 2000000 > 4294967296 ? size * 2000000 : 4294967296))
export S3_SERVER_TLS=1 S3_BACKUP_BUCKET=bench AWS_DEFAULT_REGION=us-east-1 AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null
# What newer versions of aws add by themselves, Ceph 16 refuses.
export AWS_REQUEST_CHECKSUM_CALCULATION=when_required AWS_RESPONSE_CHECKSUM_VALIDATION=when_required
bin=$(dirname "$(ls -d /usr/lib/postgresql/*/bin/initdb | sort -V | tail -1)")
host="$root/tools/ModuleHost/bin/$configuration/net10.0/ModuleHost.dll"

# Random bytes, which no compression makes smaller than they are.
"$bin/psql" -qX -d postgres -c 'create database sample'
"$bin/psql" -qX -d sample -v ON_ERROR_STOP=1 -c 'create extension pgcrypto' \
  -c "create table random as select n, gen_random_bytes(1000) as bytes from generate_series(1, $((size * 920))) n"
dotnet "$host" -File "$root/bench/backup.ps1" -Database sample -Compression Gzip > /dev/null
file=$(ls "$folder"/backups/*.sql.gz) bytes=$(stat -c %s "$folder"/backups/*.sql.gz)
cp "$file.json" "$folder/manifest"

contest() {
  case $1 in
    aws) aws --endpoint-url "$S3_ENDPOINT_URL" s3 cp --only-show-errors "$file" "s3://bench/backups/$(basename "$file")" ;;
    hub) dotnet "$host" -File "$root/bench/upload.ps1" > "$folder/hub" ;;
  esac
}
for ((run = 1; run <= runs; run++)); do
  for c in aws hub; do
    # The manifest remembers the copies that were made before.
    cp "$folder/manifest" "$file.json"
    values=$("$root/tools/setup/s3-server.sh" start "$folder/s3")
    while IFS='=' read -r name value; do export "$name=$value"; done <<< "$values"
    aws --endpoint-url "$S3_ENDPOINT_URL" s3 mb s3://bench > /dev/null
    read -r wall user sys < <({ time contest "$c" 2> "$folder/errors" || touch "$folder/failed"; } 2>&1)
    [ ! -e "$folder/failed" ] || { echo "$c failed:" >&2; cat "$folder/errors" >&2; exit 1; }
    aws --endpoint-url "$S3_ENDPOINT_URL" s3 cp --only-show-errors "s3://bench/backups/$(basename "$file")" - | cmp - "$file" ||
      { echo "$c stored something else." >&2; exit 1; }
    "$root/tools/setup/s3-server.sh" stop "$folder/s3"
    inside=$wall peak=0
    [ "$c" != hub ] || read -r inside peak < "$folder/hub"
    echo "$c $wall $user $sys $inside $peak" >> "$folder/results"
  done
done

mkdir -p "$root/artifacts"
awk -v bytes="$bytes" -v runs="$runs" -v cores="$(nproc)" -v json="$root/artifacts/bench-upload.json" '
  { if (!($1 in wall) || $2 < wall[$1]) { wall[$1] = $2; cpu[$1] = $3 + $4; inside[$1] = $5 }
    if ($6 > peak[$1]) peak[$1] = $6 }
  END {
    printf "\nUpload of %.0f MB over TLS to a server on this machine, %d cores, best of %d runs in turns\n\n", bytes / 1e6, cores, runs
    printf "%-22s %9s %9s %9s %9s %9s\n", "", "seconds", "MB/s", "/ aws", "CPU s", "peak MB"
    printf "%-22s %9.2f %9.0f %9.2f %9.2f %9s\n", "aws s3 cp", wall["aws"], bytes / 1e6 / wall["aws"], 1, cpu["aws"], "-"
    printf "%-22s %9.2f %9.0f %9.2f %9.2f %9.0f\n", "Send-HubBackupToS3", wall["hub"], bytes / 1e6 / wall["hub"], wall["hub"] / wall["aws"], cpu["hub"], peak["hub"] / 1e6
    printf "%-22s %9.2f %9.0f %9.2f\n", "  the cmdlet alone", inside["hub"], bytes / 1e6 / inside["hub"], inside["hub"] / wall["aws"]
    printf "\nseconds: of the whole program, its start with it. targets: Send-HubBackupToS3 / aws at most 1.00; peak under 250 MB\n"
    printf "{\"bytes\":%d,\"runs\":%d,\"aws_seconds\":%s,\"hub_seconds\":%s,\"hub_cmdlet_seconds\":%s,\"hub_peak_bytes\":%s}\n", \
      bytes, runs, wall["aws"], wall["hub"], inside["hub"], peak["hub"] > json
  }' "$folder/results"
