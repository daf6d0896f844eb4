#!/usr/bin/env bash
# The contract: what the OpenAPI document promises, checked by tools that know nothing of this program.
#
#   scripts/contract.sh           three linters, then schemathesis against a demo server of its own
#   SECONDS_PER_RUN=20 …          shorter; the default is 60 for each of the three runs
#   NETRALITAS_DATABASE__URL=…    on PostgreSQL, an empty database; the default is SQLite
#
# Fails on any error of a linter, on a 5xx, on a status that is not documented, on an answer that breaks its
# schema, on a request that should have been refused and was not, and where an account of another office notices
# a track that it must not see. Needs python3 and npm; the tools are installed below target/ and nowhere else.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=target/contract
seconds=${SECONDS_PER_RUN:-60}
mkdir -p "$tools"
locked=()
if [ -n "${LOCKED:-}" ]; then locked=("$LOCKED"); fi

say() { printf '\n== %s\n' "$*"; }

say "tools"
if [ ! -x "$tools/venv/bin/schemathesis" ]; then
    python3 -m venv "$tools/venv"
    "$tools/venv/bin/pip" install --quiet 'openapi-spec-validator==0.9.*' 'schemathesis==4.*'
fi
if [ ! -x "$tools/node_modules/.bin/redocly" ] || [ ! -x "$tools/node_modules/.bin/spectral" ]; then
    npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$tools" \
        '@redocly/cli@2' '@stoplight/spectral-cli@6'
fi

say "build"
cargo build "${locked[@]}" -p netralitas-server --bin netralitas
binary=${CARGO_TARGET_DIR:-target}/debug/netralitas
document=$tools/openapi.json
"$binary" openapi >"$document"

say "openapi-spec-validator"
"$tools/venv/bin/openapi-spec-validator" "$document"
say "redocly"
REDOCLY_TELEMETRY=off "$tools/node_modules/.bin/redocly" lint --extends recommended --max-problems 50 "$document" 2>&1 |
    grep -v '[║╔╚]'
say "spectral"
printf 'extends: ["spectral:oas"]\n' >"$tools/spectral.yaml"
"$tools/node_modules/.bin/spectral" lint --fail-severity warn --ruleset "$tools/spectral.yaml" "$document"

say "demo server"
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
# All of it comes from one address and few accounts.
export NETRALITAS_LIMITS__ENABLED=false
"$binary" serve --demo >"$work/out" 2>"$work/log" &
server=$!
for _ in $(seq 1 240); do
    if curl --silent --fail "$url/health/ready" >/dev/null; then break; fi
    if ! kill -0 "$server" 2>/dev/null; then
        tail -20 "$work/log" >&2
        exit 1
    fi
    sleep 0.5
done
curl --silent --fail "$url/health/ready" >/dev/null

# Accounts and tracks, so that the fuzzer gets past the doors.
contract=$(python3 scripts/contract.py prepare "$url" "$work" "$document")
printf '%s\n' "$contract"

# Every call on a known track is made once more by somebody who must not see it.
export SCHEMATHESIS_HOOKS=contract_hooks PYTHONPATH=$PWD/scripts CONTRACT_HIDDEN=$work/hidden.json
export CONTRACT_ASKED=$work/asked

status=0
say "every operation on a track, as an office that must not see it"
python3 scripts/contract.py strangers "$url" "$work" "$document" || status=1

for run in unknown known peers; do
    say "schemathesis: $run, $seconds s"
    only=()
    # Of what either was shown: nothing is changed, and both stay signed in.
    if [ "$run" = peers ]; then only=(--include-method GET); fi
    "$tools/venv/bin/schemathesis" --config-file "$work/$run.toml" run "$document" --url "$url" \
        "${only[@]}" --max-time "$seconds" --max-examples 10000 --workers 1 --request-timeout 20 \
        --suppress-health-check all --continue-on-failure --report junit \
        --report-junit-path "$tools/$run.xml" || status=1
done

asked=$(wc -l <"$work/asked" || echo 0)
echo "calls made again by an office that must not see the track: $asked, on $(sort -u "$work/asked" | wc -l) operations"
if [ "$asked" -eq 0 ]; then status=1; fi

say "after it"
# Whatever was sent: the server lives, and its log tells of no fault.
curl --silent --fail "$url/health/ready" && echo
# The HTTP library logs what is no HTTP at all as an error; that is the client's.
if grep -E 'ERROR' "$work/log" | grep -v actix_http; then status=1; fi
exit "$status"
