#!/usr/bin/env bash
# Makes sure that a PostgreSQL server's programs are on this machine, for the demo and the tests. Installs them where it may.
set -euo pipefail
if ls /usr/lib/postgresql/*/bin/initdb > /dev/null 2>&1 || command -v initdb > /dev/null; then
  exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
  echo "Installing PostgreSQL with apt-get ..."
  # The package would start a server of its own; the demo and the tests bring theirs.
  mkdir -p /etc/postgresql-common
  [ -e /etc/postgresql-common/createcluster.conf ] || echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql postgresql-contrib > /dev/null
  exit 0
fi
echo "PostgreSQL's server programs are missing. Install them, then run this again:" >&2
echo "  sudo apt-get install -y postgresql postgresql-contrib" >&2
exit 1
