#!/usr/bin/env bash
# Makes a migration step of the given name in both folders, empty but for its head line.
#
#   scripts/migration.sh add_plenary_meetings
set -euo pipefail
cd "$(dirname "$0")/.."

name=${1:-}
if ! [[ $name =~ ^[a-z][a-z0-9_]*$ ]]; then
    echo "usage: make migration name=lower_case_name" >&2
    exit 2
fi
if compgen -G "migrations/*/*_$name" >/dev/null; then
    echo "a migration named $name exists" >&2
    exit 2
fi
stamp=$(date -u +%Y-%m-%d-%H%M%S)
for backend in sqlite postgres; do
    step=migrations/$backend/${stamp}_$name
    mkdir -p "$step"
    echo "-- $name" >"$step/up.sql"
    echo "-- undoes $name" >"$step/down.sql"
    echo "$step"
done
