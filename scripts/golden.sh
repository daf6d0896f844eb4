#!/usr/bin/env bash
# Writes every generated file anew: the OpenAPI document, the pages of procedure and law, the error list, and
# the golden files that tests hold.
#
#   scripts/golden.sh            writes them
#   scripts/golden.sh --check    writes them too, then fails where that changed anything
#
# A test that holds a golden file has "golden" in its name and writes the file when EXPECTORATE is
# "overwrite"; without that it compares, so `make test` sees a stale one by itself.
set -euo pipefail
cd "$(dirname "$0")/.."

generated=(openapi docs/law docs/procedure docs/errors.md docs/forms.md tests/golden)
locked=()
if [ -n "${LOCKED:-}" ]; then locked=("$LOCKED"); fi

before=$(mktemp -d)
trap 'rm -rf "$before"' EXIT
keep() {
    local path
    for path in "${generated[@]}"; do
        if [ -e "$path" ]; then
            mkdir -p "$1/$(dirname "$path")"
            cp -R "$path" "$1/$path"
        fi
    done
}
keep "$before"

netralitas=(cargo run --quiet "${locked[@]}" -p netralitas-server --bin netralitas --)
mkdir -p openapi docs/procedure
# Through a file of its own, so that a failing command leaves the old document standing.
"${netralitas[@]}" openapi >"$before/openapi.json.new"
cp "$before/openapi.json.new" openapi/openapi.json
rm "$before/openapi.json.new"
"${netralitas[@]}" docs

if [ "${1:-}" != "--check" ]; then
    if command -v cargo-nextest >/dev/null; then
        EXPECTORATE=overwrite cargo nextest run --workspace "${locked[@]}" --no-tests=pass \
            --status-level fail golden
    else
        EXPECTORATE=overwrite cargo test --quiet --workspace "${locked[@]}" --tests golden
    fi
    exit 0
fi

stale=0
for path in "${generated[@]}"; do
    if [ ! -e "$before/$path" ] && [ ! -e "$path" ]; then continue; fi
    diff -ruN "$before/$path" "$path" || stale=1
done
if [ "$stale" -ne 0 ]; then
    echo "generated files were stale; they are written anew now: look at them and commit" >&2
fi
exit "$stale"
