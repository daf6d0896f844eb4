#!/usr/bin/env bash
# docs/threat-model.md and docs/asvs.md say of a promise which test, file or table holds it. This holds them to it:
#
#   `file::name`          a test `name` in a file `file.rs`, or in `mod.rs`, `main.rs` or `tests.rs` of a folder `file`
#   `folder/…`            a file or folder of this repository
#   [text](path)          a link to a file or folder
#   ## Where data stand   every table of the schema has its row, and no row names another
#   | 1.2.3 | 1 |         every requirement of ASVS 5.0.0 on levels 1 and 2 has one row: 70 and 183 of them
#
# Prints every finding; fails when there is one.
set -euo pipefail
cd "$(dirname "$0")/.."

model=docs/threat-model.md
asvs=docs/asvs.md
found=0
finding() {
    printf '%s\n' "$*" >&2
    found=1
}

# Tracked files and new ones alike, as in lint-files.sh.
files() { git -c safe.directory="$PWD" ls-files --cached --others --exclude-standard -- "$@" | sort -u; }
tests=$(mktemp)
trap 'rm -f "$tests"' EXIT
# One line a test: the file's name without its end, and the function's. `mod.rs`, `main.rs` and `tests.rs` go by their
# folder, above `src` by the crate's.
while IFS= read -r file; do
    [ -f "$file" ] || continue
    stem=$(basename "$file" .rs)
    case "$stem" in
        mod | main | tests)
            folder=$(dirname "$file")
            stem=$(basename "${folder%/src}")
            ;;
    esac
    awk -v stem="$stem" '
        /^ *#\[([a-z_]+::)*test(\(|\])/ { marked = 1; next }
        marked && match($0, /fn [a-z0-9_]+/) { print stem "::" substr($0, RSTART + 3, RLENGTH - 3); marked = 0 }' "$file"
done < <(files '*.rs') | sort -u >"$tests"
[ -s "$tests" ] || { echo "lint-documents: no test was found" >&2; exit 1; }

for document in "$model" "$asvs"; do
    while IFS= read -r name; do
        grep -qxF -- "$name" "$tests" || finding "$document: there is no test $name"
    done < <(grep -oE '`[a-z0-9_]+::[a-z0-9_]+`' "$document" | tr -d '`' | sort -u)
    while IFS= read -r path; do
        [ -e "$path" ] || finding "$document: there is no $path"
    done < <(grep -oE '`(crates|docs|examples|migrations|openapi|scripts|tests|\.ci)/[^` ]*`' "$document" | tr -d '`' | sort -u)
    while IFS= read -r path; do
        [ -e "docs/$path" ] || finding "$document: the link to $path leads nowhere"
    done < <(grep -oE '\]\([^)#:]+[)#]' "$document" | sed -E 's/^\]\(//; s/[)#]$//' | sort -u)
done

tables() { grep -hE '^    [a-z_]+ \([a-z_, ]+\) \{$' crates/store/src/schema*.rs | awk '{ print $1 }' | sort -u; }
rows() {
    awk '/^## / { here = /^## Where data stand/ } here && /^\| `/ { split($0, cell, "|"); print cell[2] }' "$model" |
        grep -oE '`[a-z_]+`' | tr -d '`' | sort
}
if [ -n "$(rows | uniq -d)" ]; then
    finding "$model: twice under 'Where data stand':" "$(rows | uniq -d)"
fi
if ! difference=$(diff <(tables) <(rows | uniq)); then
    finding "$model: the schema (<) and 'Where data stand' (>) name different tables:"
    finding "$difference"
fi

for level in 1:70 2:183; do
    got=$(grep -cE "^\| [0-9]+\.[0-9]+\.[0-9]+ \| ${level%:*} \|" "$asvs" || true)
    [ "$got" = "${level#*:}" ] || finding "$asvs: $got requirements of level ${level%:*} instead of ${level#*:}"
done
twice=$(grep -oE '^\| [0-9]+\.[0-9]+\.[0-9]+ \|' "$asvs" | sort | uniq -d)
[ -z "$twice" ] || finding "$asvs: twice: $twice"

exit "$found"
