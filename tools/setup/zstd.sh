#!/usr/bin/env bash
# Makes sure that the program zstd is on this machine: a test reads a backup with it, without the module. Installs it where it may.
set -euo pipefail
if command -v zstd > /dev/null; then
  exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
  echo "Installing zstd with apt-get ..."
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends zstd > /dev/null
  exit 0
fi
echo "The program zstd is missing. Install it, then run this again:" >&2
echo "  sudo apt-get install -y zstd" >&2
exit 1
