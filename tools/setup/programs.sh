#!/usr/bin/env bash
# Makes sure that programs are on this machine, each from the Debian package of its own name. Installs them where it may.
#   programs.sh zstd age        for tests that read a backup without the module
#   programs.sh pigz zstd pgbackrest    for the bench, which does without those it cannot have
set -euo pipefail
missing=()
for program in "$@"; do command -v "$program" > /dev/null || missing+=("$program"); done
[ ${#missing[@]} -gt 0 ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
  echo "Installing ${missing[*]} with apt-get ..."
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
  exit 0
fi
echo "Missing: ${missing[*]}. Install them, then run this again:" >&2
echo "  sudo apt-get install -y ${missing[*]}" >&2
exit 1
