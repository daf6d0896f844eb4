#!/usr/bin/env bash
# Installs the tools that `make check` and `make test` use, each only where it is missing.
#
#   scripts/setup.sh            all of them
#   scripts/setup.sh check      only what `make check` cannot do without
#
# They are built with little optimisation: that takes about a third of the time, and none of them
# works for long.
set -euo pipefail
cd "$(dirname "$0")/.."

export CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off \
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_DEBUG=false

if ! cargo fmt --version >/dev/null 2>&1 || ! cargo clippy --version >/dev/null 2>&1; then
    rustup component add rustfmt clippy
fi

# Versions that were tried with this tree; a tool that is there already is taken as it is.
# One target folder for all three, so that what they share is built once.
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
tool() {
    if command -v "$1" >/dev/null; then return 0; fi
    echo "installing $2"
    CARGO_TARGET_DIR=$build cargo install --quiet --locked "$2"
}
tool cargo-deny cargo-deny@0.20.2
tool cargo-machete cargo-machete@0.9.2
tool typos typos-cli@1.52.0
if [ "${1:-}" != check ]; then
    tool cargo-nextest cargo-nextest@0.9.143
fi
