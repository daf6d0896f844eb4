#!/usr/bin/env bash
# Whether what is answered alike takes alike: an unknown track and one that may not be seen, an unknown receipt and a
# wrong or ended one, an unknown account and a known one, an unknown system and a known one.
#
#   scripts/times-alike.sh              2,000 calls of each kind; about ten minutes
#   CALLS=500 …                         fewer
#   ONLY="waits,a system" …             pairs whose name holds one of these
#   BINARY=target/release/netralitas …  another build; the default is that of `cargo build`
#   NETRALITAS_DATABASE__URL=…          on PostgreSQL, an empty database; the default is SQLite
#
# A demo server of its own on loopback; scripts/times-alike.py says how it is judged. Fails where a pair is told apart.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/demo-server.sh

locked=()
if [ -n "${LOCKED:-}" ]; then locked=("$LOCKED"); fi
if [ -z "${BINARY:-}" ]; then
    cargo build "${locked[@]}" -p netralitas-server --bin netralitas
    BINARY=${CARGO_TARGET_DIR:-target}/debug/netralitas
fi

# Guesses say that they come from many addresses; a token outlasts the run.
export NETRALITAS_HTTP__TRUSTED_PROXIES=127.0.0.1 NETRALITAS_LOG__LEVEL=warn NETRALITAS_AUTH__TOKEN_MINUTES=60
start_demo "$BINARY"
python3 scripts/times-alike.py measure "$url" "$work/data"
