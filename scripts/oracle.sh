#!/usr/bin/env bash
# A million random terms, answered by the engine and by an oracle written apart from it (tests/oracle/terms.py, Python
# 3, standard library). `make prove` runs the same; `make test` runs a hundredth of it.
#
# LOCKED=--locked   fail where Cargo.lock is not up to date
set -euo pipefail
cd "$(dirname "$0")/.."

locked=()
if [ -n "${LOCKED:-}" ]; then locked=("$LOCKED"); fi

command -v python3 >/dev/null || { echo "python3 is missing" >&2; exit 1; }
export NETRALITAS_PROVE=full
cargo test "${locked[@]}" --release -p netralitas-domain --test oracle --no-run
started=$(date +%s)
cargo test "${locked[@]}" --release -p netralitas-domain --test oracle -- --nocapture
echo "oracle: $(($(date +%s) - started)) s"
