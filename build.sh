#!/usr/bin/env bash
# The project's tasks, for a machine with the .NET SDK: ./build.sh [build|demo|test|bench|package|clean]
# build.ps1 has the same for people in pwsh.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
configuration=${CONFIGURATION:-Release}
task=${1:-build}
shift || true

case "$task" in
  build) dotnet build HubChantier.Backup.slnx -c "$configuration" -v minimal "$@" ;;
  demo) tools/setup/postgresql.sh && dotnet build HubChantier.Backup.slnx -c "$configuration" -v quiet && tools/demo.sh "$configuration" ;;
  test) tools/setup/postgresql.sh && tools/setup/newer-postgresql.sh && tools/setup/programs.sh zstd age jq chromium && tools/setup/s3-server.sh install && tools/test.sh "$configuration" "$@" ;;
  bench)
    tools/setup/postgresql.sh
    dotnet build HubChantier.Backup.slnx -c "$configuration" -v quiet
    tools/setup/programs.sh pigz zstd pgbackrest || true
    tools/setup/s3-server.sh install
    bench/backup.sh "$configuration" "$@" && bench/restore.sh "$configuration" && bench/upload.sh "$configuration" ;;
  package) tools/package.sh "$configuration" ;;
  clean) git clean -qfdX -- bin en-US fr artifacts src tests tools bench ;;
  *) echo "build.sh: unknown task '$task'. Tasks: build, demo, test, bench, package, clean." >&2; exit 2 ;;
esac
