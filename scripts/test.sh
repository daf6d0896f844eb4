#!/usr/bin/env bash
# Runs the whole suite: every test on SQLite, and where PostgreSQL server binaries are found also on
# a private, throw-away PostgreSQL. The last line says which databases the tests ran on: the
# connections that the server saw, not what was hoped for.
#
#   scripts/test.sh [ARG…]      ARG… goes to the test runner, e.g. a filter
#
# NETRALITAS_REQUIRE_POSTGRES=1   fail where the tests did not use PostgreSQL
# NETRALITAS_PROVE=full           the full counts (`make prove`)
# LOCKED=--locked                 fail where Cargo.lock is not up to date
# TEST_DATABASE_URL               already set: that server is used and none is started
set -euo pipefail
cd "$(dirname "$0")/.."

locked=()
if [ -n "${LOCKED:-}" ]; then locked=("$LOCKED"); fi

if command -v cargo-nextest >/dev/null; then
    profile=default
    if [ "${NETRALITAS_PROVE:-}" = full ]; then profile=prove; fi
    suite=(cargo nextest run "${locked[@]}" --profile "$profile" "$@")
else
    suite=(cargo test "${locked[@]}" --lib --bins --tests --no-fail-fast "$@")
fi

started=$(date +%s)
report=$(mktemp)
trap 'rm -f "$report"' EXIT

# Built first, so that the database does not wait for the compiler.
"${suite[@]}" --no-run

code=0
postgres=""
# The examples in the documentation need no database, and nextest does not run them.
if [ $# -eq 0 ]; then
    cargo test --workspace "${locked[@]}" --doc --quiet || code=$?
fi
if [ -n "${TEST_DATABASE_URL:-}" ]; then
    "${suite[@]}" || code=$?
    postgres="PostgreSQL of TEST_DATABASE_URL"
elif scripts/with-postgres.sh --find >/dev/null; then
    POSTGRES_REPORT=$report scripts/with-postgres.sh "${suite[@]}" || code=$?
    read -r version connections <"$report" || true
    if [ -z "${connections:-}" ]; then
        missing="PostgreSQL could not be started, see above"
    elif [ "$connections" -gt 0 ]; then
        postgres="PostgreSQL $version (throw-away, $connections connections)"
    else
        missing="PostgreSQL $version was started but no test used it"
    fi
else
    missing="PostgreSQL did not run: no server binaries found"
    "${suite[@]}" || code=$?
fi

if [ -n "$postgres" ]; then
    databases="SQLite (embedded), $postgres"
else
    databases="SQLite (embedded) only; $missing"
    if [ "${NETRALITAS_REQUIRE_POSTGRES:-}" = 1 ] && [ "$code" -eq 0 ]; then code=4; fi
fi
if [ "$code" -eq 0 ]; then verdict=passed; else verdict="FAILED (exit code $code)"; fi
echo "tests $verdict in $(($(date +%s) - started)) s; databases: $databases"
exit "$code"
