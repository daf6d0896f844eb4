#!/usr/bin/env bash
# Requests per second of a release build with demonstration data, one kind after the other, as a table:
#
#   scripts/load.sh [BINARY]      target/release/netralitas where none is named
#
# SQLite in a folder of its own; with NETRALITAS_DATABASE__URL an empty PostgreSQL database, which keeps what
# is written. Its server should sync to disk; that of scripts/with-postgres.sh does not. Needs wrk and curl.
# SECONDS_EACH (5), CONNECTIONS (32).
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
binary=${1:-$here/../target/release/netralitas}
each=${SECONDS_EACH:-5}
connections=${CONNECTIONS:-32}
. "$here/demo-server.sh"
start_demo "$binary"
base=$url
folder=$work

sign_in() {
    curl -fsS "$base/v1/sessions" -H 'Content-Type: application/json' \
        -d "{\"username\":\"$1\",\"password\":\"netral-itu-kewajiban-2024\"}" |
        sed 's/.*"access_token":"\([^"]*\)".*/\1/'
}
counter=$(sign_in petugas.banyuwangi)
chair=$(sign_in ketua.banyuwangi)
DAY=$(date -u +%F)
export DAY

# measure NAME WRK-ARGUMENTS…: one line of the table
measure() {
    local name=$1 out rate bad
    shift
    out=$(wrk -t1 -c"$connections" --latency "$@")
    rate=$(awk '/^Requests\/sec/ { print $2 }' <<<"$out")
    bad=$(awk '/Non-2xx/ { print $NF }' <<<"$out")
    : "${live:=$rate}"
    awk -v name="$name" -v rate="$rate" -v live="$live" -v bad="${bad:-0}" \
        -v p50="$(awk '$1 == "50%" { print $2 }' <<<"$out")" -v p99="$(awk '$1 == "99%" { print $2 }' <<<"$out")" \
        'BEGIN { printf "| %s | %d | %.3f | %s | %s | %d |\n", name, rate, rate / live, p50, p99, bad }'
}

echo '| what | per second | ratio | half within | 99 % within | refused |'
echo '|---|---|---|---|---|---|'
measure liveness -d"${each}s" "$base/health/live"
TOKEN=$counter measure 'file a report' -d"${each}s" -s "$here/load/file-report.lua" "$base"
# More cases than the steps need: each takes its step once.
IDS=$folder/ids TOKEN=$counter wrk -t1 -c"$connections" -d"$((each * 2))s" -s "$here/load/file-report.lua" "$base" >/dev/null
TOKEN=$chair IDS=$folder/ids measure 'a step (initial study)' -d"$((each / 2))s" -s "$here/load/step.lua" "$base"
case_id=$(tail -n 1 "$folder/ids")
measure 'read one case' -d"${each}s" -H "Authorization: Bearer $chair" "$base/v1/cases/$case_id"
measure 'list of 50' -d"${each}s" -H "Authorization: Bearer $chair" "$base/v1/cases?limit=50"
measure 'journal of a case' -d"${each}s" -H "Authorization: Bearer $chair" "$base/v1/cases/$case_id/journal"
