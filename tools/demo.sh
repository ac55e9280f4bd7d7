#!/usr/bin/env bash
# The main job on a throwaway PostgreSQL with the sample database: examples/quickstart.ps1, in pwsh where there is one and
# else in the embedded engine. Ends 0 only if all of it came true.
set -euo pipefail
configuration=${1:-Release}
root=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d "${TMPDIR:-/tmp}/hub-demo.XXXXXX")
chmod 711 "$folder"
cleanup() { "$root/tools/setup/throwaway-postgresql.sh" stop "$folder/pg" || true; rm -rf "$folder"; }
trap cleanup EXIT

echo "Starting a throwaway PostgreSQL and loading the sample database ..."
"$root/tools/setup/throwaway-postgresql.sh" start "$folder/pg" 5432
export PGHOST="$folder/pg" PGPORT=5432 POSTGRES_USER=hubchantier POSTGRES_DB=hub_chantier BACKUP_DIR="$folder/backups"
psql=$(ls -d /usr/lib/postgresql/*/bin/psql 2>/dev/null | sort -V | tail -1 || command -v psql)
"$psql" -qX -U hubchantier -d postgres -c 'create database hub_chantier'
"$psql" -qX -U hubchantier -d hub_chantier -v ON_ERROR_STOP=1 -v n="${DEMO_ROWS:-20000}" -f "$root/data/hub_chantier.sql" > /dev/null

example() {
  if command -v pwsh > /dev/null; then
    pwsh -NoProfile -NonInteractive -File "$root/examples/$1.ps1" "${@:2}"
  else
    dotnet "$root/tools/ModuleHost/bin/$configuration/net10.0/ModuleHost.dll" -File "$root/examples/$1.ps1" "${@:2}"
  fi
}
# Not the module's word for it: what a database holds, by psql.
rows() { "$psql" -qXAt -U hubchantier -d "$1" -c "select count(*), md5(string_agg(j::text, '' order by id)) from journal_audit j" \
  -c "select count(*), md5(string_agg(l::text, '' order by id)) from lignes_devis l"; }
same() { [ "$1" = "$2" ] || { echo "$3" >&2; exit 1; }; }

example quickstart
before=$(rows hub_chantier)
same "$before" "$(rows hub_chantier_copy)" "The restored database differs from the original."

echo "--- Somebody deletes half of the lines of every quote ..."
"$psql" -qX -U hubchantier -d hub_chantier -v ON_ERROR_STOP=1 -c 'delete from lignes_devis where id % 2 = 0'
damaged=$(rows hub_chantier)
[ "$before" != "$damaged" ] || { echo "Nothing was damaged." >&2; exit 1; }
example restore-and-undo
same "$damaged" "$(rows hub_chantier)" "After the undo the database differs from the one before the restore."
example restore-and-undo -KeepRestored
same "$before" "$(rows hub_chantier)" "After the restore the database differs from its backup."
echo "All of it came true, seen by psql: the copy and the restored database hold what the original held, the undone one what was there before."
