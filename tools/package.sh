#!/usr/bin/env bash
# Makes what is published: the module's folder as it is installed, HubChantier.Backup/<version>, with notices, bill of materials and checksums in it; the
# package of the PowerShell Gallery; checksums of that. The same commit makes the same bytes.
#   tools/package.sh [CONFIGURATION]            of a clean build, in artifacts
#   tools/package.sh CONFIGURATION OUTPUT       of what the build has laid, in the folder OUTPUT
set -euo pipefail
# Others than its maker read it, in the container too; so what the build has laid is opened below.
umask 022
configuration=${1:-Release} output=${2:-}
[ -z "$output" ] || { mkdir -p "$output" && output=$(cd "$output" && pwd); }
cd "$(dirname "$0")/.."
if [ -z "${SOURCE_DATE_EPOCH:-}" ] && ! SOURCE_DATE_EPOCH=$(git log -1 --format=%ct); then
  echo "package.sh: git does not say when the commit was made: another run will make other bytes." >&2
  SOURCE_DATE_EPOCH=$(date +%s)
fi
export SOURCE_DATE_EPOCH
if [ -z "$output" ]; then
  output=artifacts
  # From a clean bin: nothing of an older build may slip in.
  rm -rf bin en-US fr artifacts
  dotnet build src/HubChantier.Backup/HubChantier.Backup.csproj -c "$configuration" -v quiet --nologo -p:ContinuousIntegrationBuild=true
  dotnet build tools/Packager/Packager.csproj -c "$configuration" -v quiet --nologo
fi
version=$(sed -n "s/^ *ModuleVersion *= *'\(.*\)'/\1/p" HubChantier.Backup.psd1)
folder=$output/HubChantier.Backup/$version
mkdir -p "$folder"
cp -r HubChantier.Backup.psd1 LICENSE README.md CHANGELOG.md .env.production.example bin en-US fr docs examples "$folder/"
chmod -R u=rwX,go=rX "$output/HubChantier.Backup"
dotnet "tools/Packager/bin/$configuration/net10.0/Packager.dll" "$folder" "$output"
