#!/usr/bin/env bash
# Whether what is answered alike takes alike: an unknown track and one that may not be seen, an unknown receipt and a
# wrong or ended one, an unknown account and a known one, an unknown system and a known one.
#
#   scripts/times-alike.sh              2,000 calls of each kind; about ten minutes
#   CALLS=500 …                         fewer
#   BINARY=target/release/netralitas …  another build; the default is that of `cargo build`
#   NETRALITAS_DATABASE__URL=…          on PostgreSQL, an empty database; the default is SQLite
#
# A demo server of its own on loopback; scripts/times-alike.py says how it is judged. Fails where a pair is told apart.
set -euo pipefail
cd "$(dirname "$0")/.."

locked=()
if [ -n "${LOCKED:-}" ]; then locked=("$LOCKED"); fi
if [ -z "${BINARY:-}" ]; then
    cargo build "${locked[@]}" -p netralitas-server --bin netralitas
    BINARY=${CARGO_TARGET_DIR:-target}/debug/netralitas
fi

work=$(mktemp -d)
server=
stop() {
    if [ -n "$server" ]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$work"
}
trap stop EXIT
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
url=http://127.0.0.1:$port
export NETRALITAS_DATA_DIR=$work/data NETRALITAS_HTTP__BIND=127.0.0.1:$port
# All of it comes from one address; guesses say that they come from many.
export NETRALITAS_LIMITS__ENABLED=false NETRALITAS_HTTP__TRUSTED_PROXIES=127.0.0.1 NETRALITAS_LOG__LEVEL=warn
# A token outlasts the run.
export NETRALITAS_AUTH__TOKEN_MINUTES=60
"$BINARY" serve --demo >"$work/out" 2>"$work/log" &
server=$!
for _ in $(seq 1 240); do
    if curl --silent --fail "$url/health/ready" >/dev/null; then break; fi
    if ! kill -0 "$server" 2>/dev/null; then
        tail -20 "$work/log" >&2
        exit 1
    fi
    sleep 0.5
done
python3 scripts/times-alike.py measure "$url" "$work/data"
