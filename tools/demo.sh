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

if command -v pwsh > /dev/null; then
  pwsh -NoProfile -NonInteractive -File "$root/examples/quickstart.ps1"
else
  dotnet "$root/tools/ModuleHost/bin/$configuration/net10.0/ModuleHost.dll" -File "$root/examples/quickstart.ps1"
fi

# Not the module's word for it: the restored database holds what the original holds.
rows() { "$psql" -qXAt -U hubchantier -d "$1" -c "select count(*), md5(string_agg(j::text, '' order by id)) from journal_audit j"; }
[ "$(rows hub_chantier)" = "$(rows hub_chantier_copy)" ] || { echo "The restored database differs from the original." >&2; exit 1; }
echo "All of it came true: the restored database holds the same rows as the original."
