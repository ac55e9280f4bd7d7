#!/usr/bin/env bash
# A Docker engine of a test's own, with compose v2 and an image `hub-postgres` of this machine's PostgreSQL: no image registry is asked.
#   docker-engine.sh check           says why no engine can run here, or nothing
#   docker-engine.sh start FOLDER    prints DOCKER_HOST=… and DOCKER_CONFIG=…, one a line
#   docker-engine.sh stop FOLDER     ends the containers and the engine
# Needs root on Debian or Ubuntu, and installs the packages that are missing. The engine makes no network and touches no
# firewall: containers have `network_mode: none` and are reached by exec. The image's server listens on its local socket.
set -euo pipefail
verb=${1:?check, start or stop}

if [ "$verb" = check ]; then
  if [ "$(id -u)" != 0 ]; then echo "a Docker engine of the test's own needs root"
  elif ! command -v apt-get > /dev/null; then echo "docker is installed by apt-get, which is not here"
  elif ! unshare --mount true 2> /dev/null; then echo "this machine allows no mounts, so no Docker engine can run in it"
  fi
  exit 0
fi

folder=$(realpath -m "${2:?a folder}")
export DOCKER_HOST=unix://$folder/docker.sock DOCKER_CONFIG=$folder/config
export DEBIAN_FRONTEND=noninteractive

if [ "$verb" = stop ]; then
  containers=$(docker ps -aq)
  [ -z "$containers" ] || docker rm -f $containers > /dev/null
  kill "$(cat "$folder/pid")"
  while kill -0 "$(cat "$folder/pid")" 2> /dev/null; do sleep 0.1; done
  exit 0
fi

install_engine() {
  # The package would start an engine of its own.
  local policy=/usr/sbin/policy-rc.d
  if [ ! -e $policy ]; then
    printf '#!/bin/sh\nexit 101\n' > $policy && chmod 755 $policy
    trap "rm -f $policy" EXIT
  fi
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends docker.io iptables curl > "$folder/apt.log" 2>&1 || { cat "$folder/apt.log" >&2; exit 1; }
}

# Compose v2 as a plugin of this folder's docker. Debian 12 has v1 alone; the plugin of Debian 13 is one file that runs there.
install_compose() {
  local apt=$folder/apt plugins=$DOCKER_CONFIG/cli-plugins mirror
  mirror=$(grep -rhoE 'https?://[^ ]+/debian/?( |$)' /etc/apt/ 2> /dev/null | head -1 || true)
  mkdir -p "$apt"/{lists/partial,archives/partial,parts}
  : > "$apt/status"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${mirror:?no Debian mirror in the sources of apt} trixie main" > "$apt/sources.list"
  local options=(-o "Dir::Etc::sourcelist=$apt/sources.list" -o "Dir::Etc::sourceparts=$apt/parts" -o "Dir::State::lists=$apt/lists"
    -o "Dir::State::status=$apt/status" -o "Dir::Cache::archives=$apt/archives" -o "Dir::Cache::pkgcache=" -o "Dir::Cache::srcpkgcache="
    -o APT::Sandbox::User=root -o Acquire::Languages=none)
  (cd "$apt" && apt-get "${options[@]}" -qq update && apt-get "${options[@]}" -qq download docker-compose)
  dpkg-deb --fsys-tarfile "$apt"/docker-compose_*.deb | tar -xO ./usr/libexec/docker/cli-plugins/docker-compose > "$plugins/docker-compose"
  chmod 755 "$plugins/docker-compose"
}

# The server's programs, a shell, and the libraries that they need.
make_image() {
  local root=$folder/root postgres program
  postgres=$(dirname "$(dirname "$(ls -d /usr/lib/postgresql/*/bin/initdb | sort -V | tail -1)")")
  mkdir -p "$root"/{dev,etc,proc,sys,tmp,usr/bin,usr/lib,usr/lib64,var/run/postgresql,var/lib/postgresql}
  for program in bin lib lib64; do ln -s "usr/$program" "$root/$program"; done
  (cd / && cp -a --parents "${postgres#/}" "usr/share/postgresql/${postgres##*/}" usr/share/zoneinfo usr/lib/locale/C.utf8 "$root")
  rm -rf "$root$postgres/lib/bitcode"
  for program in bash sh cat sleep; do cp -L "$(type -P $program)" "$root/usr/bin/"; done
  { for program in "$root"/usr/bin/* "$root$postgres"/bin/* "$root$postgres"/lib/*.so; do ldd "$program" 2> /dev/null || true; done; } |
    grep -oE '(/usr)?/lib(64)?/[^ ]+' | sort -u | while read -r program; do
      mkdir -p "$root$(dirname "$program")"
      cp -L "$program" "$root$program"
    done
  echo 'postgres:x:999:999::/var/lib/postgresql:/bin/sh' > "$root/etc/passwd"
  echo 'postgres:x:999:' > "$root/etc/group"
  cat > "$root/start" <<'S'
#!/bin/sh
set -e
initdb -D /var/lib/postgresql/data -U hubchantier -A trust -E UTF8 --locale=C.UTF-8 --no-sync > /dev/null
# The bitcode that the compiler of queries needs is left out.
exec postgres -D /var/lib/postgresql/data -c listen_addresses= -c fsync=off -c jit=off
S
  chmod 755 "$root/start"
  chown -R 999:999 "$root/var/run/postgresql" "$root/var/lib/postgresql"
  tar -C "$root" -c . | docker import -c "ENV PATH=$postgres/bin:/usr/bin LANG=C.UTF-8" -c 'USER postgres' -c 'CMD ["/start"]' - hub-postgres > /dev/null
  rm -rf "$root"
}

mkdir -p "$DOCKER_CONFIG/cli-plugins"
command -v dockerd > /dev/null && command -v curl > /dev/null || install_engine
[ -x "$DOCKER_CONFIG/cli-plugins/docker-compose" ] || install_compose
setsid dockerd --host "$DOCKER_HOST" --data-root "$folder/data" --exec-root "$folder/exec" --pidfile "$folder/dockerd.pid" \
  --bridge=none --iptables=false --ip6tables=false > "$folder/dockerd.log" 2>&1 < /dev/null &
echo $! > "$folder/pid"
until curl -s --unix-socket "$folder/docker.sock" http://docker/_ping > /dev/null; do
  kill -0 "$(cat "$folder/pid")" 2> /dev/null || { tail -5 "$folder/dockerd.log" >&2; exit 1; }
  sleep 0.1
done
make_image
echo "DOCKER_HOST=$DOCKER_HOST"
echo "DOCKER_CONFIG=$DOCKER_CONFIG"
