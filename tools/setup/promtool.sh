#!/usr/bin/env bash
# Prints the path of Prometheus's promtool, which checks metrics and alert rules. Where it is not installed, it is taken out of Debian's package into
# FOLDER: to install that would start a Prometheus server.
#   promtool.sh FOLDER
set -euo pipefail
folder=${1:?promtool.sh FOLDER}
if command -v promtool; then exit 0; fi
tool=$folder/usr/bin/promtool
if [ ! -x "$tool" ]; then
  command -v apt-get > /dev/null || { echo "promtool is missing: it is part of Prometheus." >&2; exit 1; }
  mkdir -p "$folder"
  cd "$folder"
  [ -n "$(apt-cache madison prometheus 2> /dev/null)" ] || apt-get update -qq >&2
  apt-get download -qq prometheus >&2
  dpkg-deb -x prometheus_*.deb "$folder"
  rm -f prometheus_*.deb
fi
echo "$tool"
