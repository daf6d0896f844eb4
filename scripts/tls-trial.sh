#!/usr/bin/env bash
# Tries TLS to PostgreSQL with certificates made for this one run: builds the binary with the feature
# `postgres-tls`, starts a private PostgreSQL that takes an account over TLS only, and sees
#
#   a verified connection work, migrations and a served request included;
#   a wrong host name, an unknown authority and clear text refused;
#   a build without the feature say what it lacks.
#
# Needs the server programs of PostgreSQL, openssl, and for the build pkg-config and libssl-dev; root
# on Debian gets what is missing by apt. Part of `make prove`.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '\n== %s\n' "$*"; }
fail() {
    printf 'tls-trial: %s\n' "$*" >&2
    exit 1
}

if [ "${1:-}" != inside ]; then
    packages=()
    command -v openssl >/dev/null || packages+=(openssl)
    command -v pkg-config >/dev/null || packages+=(pkg-config)
    pkg-config --exists openssl 2>/dev/null || packages+=(libssl-dev)
    command -v curl >/dev/null || packages+=(curl)
    scripts/with-postgres.sh --find >/dev/null || packages+=(postgresql)
    if [ ${#packages[@]} -gt 0 ]; then
        if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
            fail "install these first: ${packages[*]}"
        fi
        say "apt-get install ${packages[*]}"
        DEBIAN_FRONTEND=noninteractive apt-get update -q
        DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${packages[@]}"
    fi
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    locked=()
    if [ -n "${LOCKED:-}" ]; then locked=("$LOCKED"); fi
    build() { cargo build "${locked[@]}" -p netralitas-server --bin netralitas "$@"; }
    # With the feature first: the binary that stays behind is the ordinary one.
    say "build"
    build --features postgres-tls
    cp "${CARGO_TARGET_DIR:-target}/debug/netralitas" "$work/with-tls"
    build
    cp "${CARGO_TARGET_DIR:-target}/debug/netralitas" "$work/without-tls"
    TRIAL_WORK=$work scripts/with-postgres.sh "$0" inside
    exit
fi

work=$TRIAL_WORK
bin=$(scripts/with-postgres.sh --find)
admin() { "$bin/psql" -X -q -At -v ON_ERROR_STOP=1 "$TEST_DATABASE_URL" "$@"; }
port=${TEST_DATABASE_URL##*:}
port=${port%%/*}

say "certificates"
# The server's certificate names this host and no other.
host=db.netralitas.test
authority() {
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$1" \
        -keyout "$work/$1.key" -out "$work/$1.pem" 2>/dev/null
}
authority trial-authority
authority other-authority
openssl req -newkey rsa:2048 -nodes -subj "/CN=$host" \
    -keyout "$work/server.key" -out "$work/server.csr" 2>/dev/null
printf 'subjectAltName=DNS:%s\n' "$host" >"$work/server.ext"
openssl x509 -req -days 2 -in "$work/server.csr" -CA "$work/trial-authority.pem" \
    -CAkey "$work/trial-authority.key" -CAcreateserial -extfile "$work/server.ext" \
    -out "$work/server.pem" 2>/dev/null

say "a PostgreSQL that takes the account netralitas over TLS only"
data=$(admin -c 'SHOW data_directory')
install -m 0600 "$work/server.key" "$work/server.pem" "$data"
printf 'hostssl all netralitas 127.0.0.1/32 scram-sha-256\nhost all netralitas all reject\n' |
    cat - "$data/pg_hba.conf" >"$work/pg_hba.conf"
cat "$work/pg_hba.conf" >"$data/pg_hba.conf"
if [ "$(id -u)" -eq 0 ]; then chown --reference="$data" "$data/server.key" "$data/server.pem"; fi
admin -c "CREATE ROLE netralitas LOGIN PASSWORD 'rahasia-percobaan'" \
    -c 'CREATE DATABASE netralitas OWNER netralitas' \
    -c "ALTER SYSTEM SET ssl_cert_file = 'server.pem'" \
    -c "ALTER SYSTEM SET ssl_key_file = 'server.key'" \
    -c 'ALTER SYSTEM SET ssl = on' \
    -c 'SELECT pg_reload_conf()' >/dev/null
# The reload is done by another process, in its own time.
for _ in $(seq 1 100); do
    if [ "$(admin -c 'SHOW ssl')" = on ]; then break; fi
    sleep 0.1
done
[ "$(admin -c 'SHOW ssl')" = on ] || fail "PostgreSQL did not switch TLS on"

# The name needs no entry anywhere: hostaddr says where it is, and the certificate is still held
# against the name.
address() { printf 'postgres://netralitas:rahasia-percobaan@%s:%s/netralitas?hostaddr=127.0.0.1%s' "$1" "$port" "$2"; }
trusted="&sslmode=verify-full&sslrootcert=$work/trial-authority.pem"
export NETRALITAS_DATA_DIR=$work/data NETRALITAS_AUTH__MASTER_KEY_FILE=$work/master.key
cd "$work"

# NAME BINARY URL WORDS: `migrate` and `serve` must fail with these words, and never show the password.
refused() {
    local command output
    for command in migrate serve; do
        if output=$(NETRALITAS_DATABASE__URL=$3 timeout 60 "$work/$2" "$command" 2>&1); then
            fail "$1: $command was not refused"
        fi
        case "$output" in
            *rahasia-percobaan*) fail "$1: $command shows the password: $output" ;;
            *"$4"*) ;;
            *) fail "$1: $command was refused, but with other words: $output" ;;
        esac
    done
    printf 'refused, as it must be: %s\n    %s\n' "$1" "$output"
}

say "refused before a connection"
refused "no sslmode" with-tls "$(address "$host" "")" "sslmode=verify-full"
refused "sslmode=require" with-tls "$(address "$host" "&sslmode=require")" "sslmode=verify-full"
refused "a build without TLS" without-tls "$(address "$host" "$trusted")" "has no TLS"

say "refused by the certificate"
refused "wrong host name" with-tls "$(address other.netralitas.test "$trusted")" "does not match host name"
refused "unknown authority" with-tls \
    "$(address "$host" "&sslmode=verify-full&sslrootcert=$work/other-authority.pem")" "certificate verify failed"
refused "authority unknown to this machine" with-tls \
    "$(address "$host" "&sslmode=verify-full&sslrootcert=system")" "certificate verify failed"
refused "authority file missing" with-tls \
    "$(address "$host" "&sslmode=verify-full&sslrootcert=$work/nowhere.pem")" "root certificate file"

say "refused by the server"
NETRALITAS_DATABASE__ALLOW_PLAINTEXT=true refused "clear text, allowed here and not there" with-tls \
    "$(address "$host" "&sslmode=disable")" "no encryption"

say "verified"
export NETRALITAS_DATABASE__URL
NETRALITAS_DATABASE__URL=$(address "$host" "$trusted")
"$work/with-tls" keys init
"$work/with-tls" migrate
http=$((port + 1))
while (exec 3<>"/dev/tcp/127.0.0.1/$http") 2>/dev/null; do http=$((http + 1)); done
export NETRALITAS_HTTP__BIND=127.0.0.1:$http
"$work/with-tls" serve >"$work/out" 2>"$work/log" &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
for _ in $(seq 1 150); do
    if "$work/with-tls" health >/dev/null 2>&1; then break; fi
    kill -0 "$server" 2>/dev/null || fail "the server ended: $(cat "$work/log")"
    sleep 0.2
done
"$work/with-tls" health
curl --silent --show-error --fail "http://$NETRALITAS_HTTP__BIND/v1/law-book" >/dev/null
sessions=$(admin -c "SELECT count(*), bool_and(ssl), min(version) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) \
    WHERE usename = 'netralitas'")
printf 'sessions, all over TLS, version: %s\n' "$sessions"
case "$sessions" in
    0\|* | *\|f\|*) fail "sessions are missing, or readable" ;;
esac
kill "$server"
wait "$server" || fail "the server did not stop with success"
trap - EXIT
printf '\ntls-trial passed\n'
