# shellcheck shell=bash
# To be sourced: a server with demonstration data on loopback, gone with the script that asked for it.
#
#   start_demo BINARY     sets `work` (its folder; data, log and output below it) and `url`
#
# On SQLite, or on the empty database that NETRALITAS_DATABASE__URL names. Without limits: all of it comes from one
# address and few accounts. Further settings come from the environment.

stop_demo() {
    if [ -n "${demo_server:-}" ]; then
        kill "$demo_server" 2>/dev/null || true
        wait "$demo_server" 2>/dev/null || true
    fi
    rm -rf "${work:-}"
}

start_demo() {
    local port
    work=$(mktemp -d)
    trap stop_demo EXIT
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    url=http://127.0.0.1:$port
    export NETRALITAS_DATA_DIR=$work/data NETRALITAS_HTTP__BIND=127.0.0.1:$port NETRALITAS_LIMITS__ENABLED=false
    "$1" serve --demo >"$work/out" 2>"$work/log" &
    demo_server=$!
    for _ in $(seq 1 240); do
        if curl --silent --fail "$url/health/ready" >/dev/null; then return; fi
        if ! kill -0 "$demo_server" 2>/dev/null; then break; fi
        sleep 0.5
    done
    tail -20 "$work/log" >&2
    return 1
}
