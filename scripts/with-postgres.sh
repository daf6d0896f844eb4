#!/usr/bin/env bash
# Runs a command beside a private, throw-away PostgreSQL:
#
#   scripts/with-postgres.sh CMD [ARG…]     exit code of CMD; 3 where no server could be started
#   scripts/with-postgres.sh --find         prints the folder of the server binaries, or fails
#
# CMD sees TEST_DATABASE_URL=postgres://postgres@127.0.0.1:PORT/postgres (a superuser, no password).
# Where POSTGRES_REPORT names a file, "VERSION CONNECTIONS" is written to it after CMD has ended:
# how many connections were really made, for whoever must know that the database was used.
#
# The cluster lives in a temporary folder, answers on localhost only, and is stopped and removed
# however CMD ends. Nothing on it is durable (fsync is off): never point real data at it.
set -euo pipefail

say() { printf 'with-postgres: %s\n' "$*" >&2; }

# The newest packaged version first, then whatever the PATH offers.
find_bin() {
    local dir
    while IFS= read -r dir; do
        if [ -x "$dir/initdb" ] && [ -x "$dir/pg_ctl" ] && [ -x "$dir/postgres" ]; then
            printf '%s\n' "$dir"
            return 0
        fi
    done < <(
        printf '%s\n' /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql@*/bin \
            | sort -Vr
        if command -v pg_config >/dev/null; then pg_config --bindir; fi
        if command -v initdb >/dev/null; then dirname "$(command -v initdb)"; fi
    )
    return 1
}

if [ "${1:-}" = "--find" ]; then
    find_bin
    exit
fi
if [ $# -eq 0 ]; then
    say "usage: $0 CMD [ARG…]"
    exit 2
fi

if ! bin=$(find_bin); then
    say "no PostgreSQL server binaries found (on Debian: apt-get install postgresql)"
    exit 3
fi

# initdb and postgres refuse to run as root.
as_owner=()
owner=""
if [ "$(id -u)" -eq 0 ]; then
    if id postgres >/dev/null 2>&1; then owner=postgres; else owner=nobody; fi
    # Under sudo or cron the PATH may lack the folder of runuser.
    as_owner=("$(PATH=$PATH:/usr/sbin:/sbin command -v runuser)" -u "$owner" --)
    # A TMPDIR of root's own would be closed to that user.
    base=/tmp
else
    base=${TMPDIR:-/tmp}
fi

home=$(mktemp -d "$base/netralitas-pg.XXXXXX")
data=$home/data
log=$home/log
child=""

# shellcheck disable=SC2317  # called by the trap
clean_up() {
    local code=$?
    trap - EXIT INT TERM HUP
    if [ -n "$child" ] && kill -0 "$child" 2>/dev/null; then
        kill -TERM "$child" 2>/dev/null || true
        wait "$child" 2>/dev/null || true
    fi
    if [ -f "$data/postmaster.pid" ]; then
        (cd / && "${as_owner[@]}" "$bin/pg_ctl" -D "$data" -m immediate -w stop >/dev/null 2>&1) || true
    fi
    rm -rf "$home"
    exit "$code"
}
trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

if [ -n "$owner" ]; then chown "$owner" "$home"; fi

# Language-aware collation where the build offers ICU: a query that leans on byte order then fails
# here and not at an installation whose database was made with one.
make_cluster() {
    (cd "$home" && "${as_owner[@]}" "$bin/initdb" -D "$data" -U postgres -A trust -E UTF8 --no-sync "$@") \
        >"$home/initdb.log" 2>&1
}
if ! make_cluster --locale=C.UTF-8 --locale-provider=icu --icu-locale=id \
    && ! { rm -rf "$data" && make_cluster --locale=C; }; then
    say "initdb failed:"
    cat "$home/initdb.log" >&2
    exit 3
fi

port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

start() {
    (cd "$home" && "${as_owner[@]}" "$bin/pg_ctl" -D "$data" -l "$log" -w -t 60 -s -o "\
        -c listen_addresses=127.0.0.1 -c port=$1 -c unix_socket_directories=$home \
        -c max_connections=200 -c fsync=off -c full_page_writes=off \
        -c log_connections=on -c timezone=UTC -c log_timezone=UTC" start) >"$home/start.log" 2>&1
}

# The port is drawn below the range that the kernel hands out, and drawn again when another
# process took it between the test and the start.
port=""
for _ in 1 2 3 4 5; do
    candidate=$((20000 + RANDOM % 12000))
    port_is_free "$candidate" || continue
    if start "$candidate"; then
        port=$candidate
        break
    fi
done
if [ -z "$port" ]; then
    say "PostgreSQL did not start:"
    cat "$home/start.log" "$log" >&2 2>/dev/null || true
    exit 3
fi

export TEST_DATABASE_URL="postgres://postgres@127.0.0.1:$port/postgres"

# In the background, so that a signal reaches the trap at once and not after CMD has ended.
"$@" <&0 &
child=$!
code=0
wait "$child" || code=$?
child=""
if [ -n "${POSTGRES_REPORT:-}" ]; then
    version=$("$bin/postgres" --version | sed -E 's/^[^0-9]*([0-9.]+).*/\1/')
    connections=$(grep -c 'connection authorized' "$log" || true)
    printf '%s %s\n' "$version" "$connections" >"$POSTGRES_REPORT"
fi
exit "$code"
