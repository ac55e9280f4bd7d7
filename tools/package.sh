#!/usr/bin/env bash
# Makes the module's folder as it is installed: artifacts/HubChantier.Backup/<version>, and its checksums.
set -euo pipefail
configuration=${1:-Release}
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
version=$(sed -n "s/^ *ModuleVersion *= *'\(.*\)'/\1/p" HubChantier.Backup.psd1)
folder=artifacts/HubChantier.Backup/$version
# From a clean bin: nothing of an older build may slip in.
rm -rf bin en-US fr artifacts
dotnet build src/HubChantier.Backup/HubChantier.Backup.csproj -c "$configuration" -v quiet
mkdir -p "$folder/docs"
cp -r HubChantier.Backup.psd1 LICENSE README.md CHANGELOG.md bin examples "$folder/"
for culture in en-US fr; do [ ! -d "$culture" ] || cp -r "$culture" "$folder/"; done
cp docs/*.schema.json "$folder/docs/"
(cd "$folder" && find . -type f ! -name SHA256SUMS -print0 | sort -z | xargs -0 sha256sum > SHA256SUMS)
echo "$folder"
