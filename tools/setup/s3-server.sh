#!/usr/bin/env bash
# A throwaway S3 server for the tests, the demo and the bench: Ceph's RADOS gateway over one store in memory, on loopback only. Starts in a second,
# takes 150 MB and checks signatures. Ceph 16 (Debian 12) refuses the checksum trailers that AWS takes, as many services do.
#   s3-server.sh install              the server's packages, and a client that is not ours: awscli, or s3cmd where a suite lacks that
#   s3-server.sh start FOLDER [PORT]  prints S3_ENDPOINT_URL=…, AWS_ACCESS_KEY_ID=… and AWS_SECRET_ACCESS_KEY=…, a line each
#   s3-server.sh user FOLDER NAME     another user, who may do nothing to the first one's buckets; prints his keys in the same way
#   s3-server.sh stop FOLDER          all that was stored is gone
# S3_SERVER_BYTES is what the store holds at most, in memory; default 4 GiB. With S3_SERVER_TLS=1 it speaks TLS, with a certificate of its own:
# start then prints SSL_CERT_FILE=… and AWS_CA_BUNDLE=… for .NET and for aws, too.
set -euo pipefail
usage() { echo "s3-server.sh: install, start FOLDER [PORT], user FOLDER NAME, or stop FOLDER" >&2; exit 2; }
verb=${1:-}

install() {
  local missing=() program package
  for program in radosgw:radosgw radosgw-admin:radosgw ceph-mon:ceph-mon ceph-osd:ceph-osd ceph:ceph-common curl:curl openssl:openssl setsid:util-linux; do
    command -v "${program%%:*}" > /dev/null || missing+=("${program#*:}")
  done
  command -v aws > /dev/null || command -v s3cmd > /dev/null || missing+=(awscli)
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
    echo "Installing an S3 server with apt-get ..."
    apt-get update -qq
    # Ubuntu 24.04 has no awscli.
    [ -n "$(apt-cache madison awscli)" ] || missing=("${missing[@]/awscli/s3cmd}")
    # Debian's packages start no server that has no configuration.
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
    return 0
  fi
  echo "The programs of an S3 server are missing. Install them, then run this again:" >&2
  echo "  sudo apt-get install -y --no-install-recommends ${missing[*]}" >&2
  exit 1
}

# The server takes 61 ports in a row: the gateway, two of the monitor, the store's. All lie below those that connections are given.
free_port() {
  local port try
  for try in {1..50}; do
    port=$((10000 + RANDOM % 360 * 61))
    (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null || (exec 3<> "/dev/tcp/127.0.0.1/$((port + 1))") 2> /dev/null || { echo "$port"; return; }
  done
  echo "s3-server.sh: no free port found." >&2
  exit 1
}

configuration() { # configuration PORT
  local frontend="endpoint=127.0.0.1:$1"
  [ -z "${S3_SERVER_TLS:-}" ] || frontend="ssl_endpoint=127.0.0.1:$1 ssl_certificate=$folder/tls.pem ssl_private_key=$folder/tls.pem"
  cat << C
[global]
fsid = $(cat /proc/sys/kernel/random/uuid)
mon host = [v2:127.0.0.1:$(($1 + 1))/0,v1:127.0.0.1:$(($1 + 2))/0]
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind port min = $(($1 + 3))
ms bind port max = $(($1 + 60))
keyring = $folder/keyring
auth allow insecure global id reclaim = true
run dir = $folder
admin socket =
log file = $folder/log/\$name.log
crash dir = $folder/log
paxos propose interval = 0.02
paxos min wait = 0.01
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 2
osd pool default pgp num = 2
osd pool default pg autoscale mode = off
mon allow pool size one = true
mon max pg per osd = 1000
mon data avail warn = 1
mon data avail crit = 1
osd crush chooseleaf type = 0
[mon]
mon data = $folder/mon
mon cluster log file = $folder/log/cluster.log
[osd]
osd data = $folder/osd
osd journal =
osd objectstore = memstore
osd class load list = *
osd class default list = *
memstore device bytes = ${S3_SERVER_BYTES:-4294967296}
osd max object name len = 2048
[client.rgw.a]
rgw frontends = beast $frontend
rgw dns name = localhost
rgw lc debug interval = -1
rgw crypt require ssl = false
C
}

quietly() { "$@" >> "$log" 2>&1 || { echo "s3-server.sh: $1 failed:" >&2; tail -20 "$log" >&2; exit 1; }; }
daemon() { setsid "$@" -c "$folder/ceph.conf" -f >> "$log" 2>&1 < /dev/null & echo $! >> "$folder/pids"; }
wait_for() {
  local try
  for try in {1..300}; do
    if "$@" >> "$log" 2>&1; then return; fi
    sleep 0.1
  done
  echo "s3-server.sh: the server did not start:" >&2
  tail -20 "$log" >&2
  exit 1
}
ceph_says() { ceph -c "$folder/ceph.conf" --connect-timeout 10 "$@"; }
store_is_up() { ceph_says osd stat | grep -q '1 up'; }

start() { # start PORT
  [ ! -e "$folder/pids" ] || { echo "s3-server.sh: $folder has a server already; stop it first." >&2; exit 1; }
  mkdir -p "$folder"/{mon,osd,log}
  trap 'code=$?; [ $code = 0 ] || stop; exit $code' EXIT
  configuration "$1" > "$folder/ceph.conf"
  local scheme=http
  if [ -n "${S3_SERVER_TLS:-}" ]; then
    scheme=https
    quietly openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 -keyout "$folder/tls.key" -out "$folder/tls.crt"
    cat "$folder/tls.crt" "$folder/tls.key" > "$folder/tls.pem"
  fi
  local fsid osd name
  fsid=$(sed -n 's/^fsid = //p' "$folder/ceph.conf") osd=$(cat /proc/sys/kernel/random/uuid)
  quietly ceph-authtool --create-keyring "$folder/keyring" --gen-key -n mon. --cap mon 'allow *'
  for name in client.admin client.rgw.a osd.0; do
    quietly ceph-authtool "$folder/keyring" --gen-key -n "$name" --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *'
  done
  quietly monmaptool --create --fsid "$fsid" --addv a "[v2:127.0.0.1:$(($1 + 1)),v1:127.0.0.1:$(($1 + 2))]" "$folder/monmap"
  quietly ceph-mon -c "$folder/ceph.conf" -i a --mkfs --monmap "$folder/monmap" --keyring "$folder/keyring"
  daemon ceph-mon -i a
  wait_for ceph_says osd new "$osd" 0
  quietly ceph-osd -c "$folder/ceph.conf" -i 0 --mkfs --osd-uuid "$osd"
  daemon ceph-osd -i 0
  wait_for store_is_up
  daemon radosgw -n client.rgw.a
  wait_for curl -s -o /dev/null --max-time 2 -k "$scheme://127.0.0.1:$1/"
  local keys
  keys=$(user hub)
  echo "S3_ENDPOINT_URL=$scheme://127.0.0.1:$1"
  [ $scheme = http ] || printf '%s=%s\n' SSL_CERT_FILE "$folder/tls.crt" AWS_CA_BUNDLE "$folder/tls.crt"
  echo "$keys"
}

user() { # user NAME
  local key secret
  key=HUBTEST$(openssl rand -hex 6 | tr a-f A-F) secret=$(openssl rand -hex 20)
  quietly timeout 60 radosgw-admin -c "$folder/ceph.conf" -n client.rgw.a user create --uid="$1" --display-name="$1" --access-key="$key" --secret-key="$secret"
  printf 'AWS_ACCESS_KEY_ID=%s\nAWS_SECRET_ACCESS_KEY=%s\n' "$key" "$secret"
}

stop() {
  [ -e "$folder/pids" ] || return 0
  # The gateway takes seconds to end by itself, and there is nothing to save.
  local pid
  while read -r pid; do
    # A server that is long dead may have left its number to another process.
    ! grep -qsF "$folder/ceph.conf" "/proc/$pid/cmdline" || kill -KILL "$pid"
  done < "$folder/pids"
  rm -rf "$folder"/{mon,osd,log,pids,keyring,monmap,ceph.conf,tls.key,tls.crt,tls.pem}
}

case "$verb" in
  install) install; exit 0 ;;
  start | user | stop) [ -n "${2:-}" ] || usage ;;
  *) usage ;;
esac
folder=$(realpath -m "$2") log=$folder/log/start.log
umask 077
case "$verb" in
  start) start "${3:-$(free_port)}" ;;
  user) user "${3:?a name}" ;;
  stop) stop ;;
esac
