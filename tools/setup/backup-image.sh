#!/usr/bin/env bash
# The backup container's image without an image registry: the last stage of docker/backup/Dockerfile, unchanged, over an image `runtime`
# of this machine's pwsh and PostgreSQL, with the laid module for the package. For tests; it needs the engine of docker-engine.sh.
#   backup-image.sh check          says why it cannot be made here, or nothing
#   backup-image.sh FOLDER         makes the image hub-chantier-backup; works in FOLDER, a new one
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
verb=${1:?check or a folder}

if [ "$verb" = check ]; then
  hindrance=$("$root/tools/setup/docker-engine.sh" check)
  if [ -n "$hindrance" ]; then echo "$hindrance"
  elif ! command -v pwsh > /dev/null; then echo "the backup container's test needs pwsh, which is not on this machine"
  fi
  exit 0
fi

system=$verb/runtime
mkdir -p "$system/usr/bin" "$system/usr/sbin" "$system/etc" "$system/opt" "$verb/context/docker"
cp -r "$(dirname "$(readlink -f "$(command -v pwsh)")")" "$system/opt/pwsh"
ln -s /opt/pwsh/pwsh "$system/usr/bin/pwsh"
# A pwsh that was built on a machine may go by its .NET.
if [ ! -e "$system/opt/pwsh/libcoreclr.so" ]; then
  dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")
  mkdir -p "$system/usr/share/dotnet/shared"
  cp -r "$dotnet/host" "$system/usr/share/dotnet/"
  cp -r "$dotnet/shared/Microsoft.NETCore.App" "$system/usr/share/dotnet/shared/"
fi
for program in install ls stat; do cp -L "$(type -P $program)" "$system/usr/bin/"; done
cp -L /usr/sbin/useradd "$system/usr/sbin/"
cp /etc/login.defs "$system/etc/"
printf '%s\n' root:x:0:0::/:/bin/sh postgres:x:999:999::/var/lib/postgresql:/bin/sh > "$system/etc/passwd"
printf '%s\n' root:x:0: postgres:x:999: > "$system/etc/group"
{
  for program in "$system"/usr/*bin/* "$system"/opt/pwsh/*.so "$system"/usr/share/dotnet/shared/*/*/*.so; do ldd "$program" 2> /dev/null || true; done
  # What .NET loads by name.
  ldconfig -p | grep -E 'lib(icu(uc|i18n|data)|ssl|crypto)\.so' || true
} | grep -oE '(/usr)?/lib(64)?/[^ ]+' | sort -u | while read -r library; do
  mkdir -p "$system/usr$(dirname "${library#/usr}")"
  cp -L "$library" "$system/usr${library#/usr}"
done

cat > "$verb/Dockerfile" <<'D'
FROM hub-postgres
COPY runtime/ /
ENV PATH=$PATH:/usr/sbin
USER root
CMD []
D
docker build -q -t runtime "$verb" > /dev/null
rm -rf "$system"

version=$(sed -n "s/^ *ModuleVersion *= *'\(.*\)'/\1/p" "$root/HubChantier.Backup.psd1")
module=$verb/context/artifacts/HubChantier.Backup/$version
mkdir -p "$module"
cp -r "$root"/{HubChantier.Backup.psd1,bin,en-US,fr,examples} "$module/"
cp -r "$root/docker/backup" "$verb/context/docker/"
sed -n '/^FROM runtime$/,$p' "$root/docker/backup/Dockerfile" > "$verb/context/Dockerfile"
docker build -q --network none -t hub-chantier-backup "$verb/context" > /dev/null
