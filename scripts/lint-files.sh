#!/usr/bin/env bash
# What no compiler checks: the size and the names of source files, and that both migration folders
# hold the same steps. Prints every finding; fails when there is one.
set -euo pipefail
cd "$(dirname "$0")/.."

limit=500
found=0
finding() {
    printf '%s\n' "$*" >&2
    found=1
}

# Tracked files and new ones alike. A checkout that belongs to somebody else, as in a container, is taken as it is.
files() { git -c safe.directory="$PWD" ls-files --cached --others --exclude-standard -- "$@" | sort -u; }
# What follows reads the list from a pipe, whose failure nobody would see.
[ -n "$(files '*.rs')" ] || { echo "lint-files: git lists no source file" >&2; exit 1; }

while IFS= read -r file; do
    [ -f "$file" ] || continue
    case "$(basename "$file")" in
        utils.rs | util.rs | helpers.rs | helper.rs | common.rs | misc.rs | manager.rs)
            finding "$file: name the file after what it does"
            ;;
    esac
    case "$file" in
        tests/* | */tests/* | */tests.rs | *_tests.rs) continue ;;
    esac
    # A unit-test module at the end of a file does not count.
    lines=$(awk '/^#\[cfg\(test\)\]/ { marked = NR; next }
                 marked == NR - 1 && /^mod [a-z_]+ *\{/ { print marked - 1; done = 1; exit }
                 END { if (!done) print NR }' "$file")
    if [ "$lines" -gt "$limit" ]; then
        finding "$file: $lines lines without tests, the limit is $limit"
    fi
done < <(files '*.rs')

steps() { find "migrations/$1" -mindepth 1 -maxdepth 1 -type d -exec basename {} \; 2>/dev/null | sort; }
if ! difference=$(diff <(steps sqlite) <(steps postgres)); then
    finding "migrations/sqlite (<) and migrations/postgres (>) hold different steps:"
    finding "$difference"
fi
for backend in sqlite postgres; do
    for step in $(steps "$backend"); do
        for part in up.sql down.sql; do
            if [ ! -s "migrations/$backend/$step/$part" ]; then
                finding "migrations/$backend/$step/$part is missing or empty"
            fi
        done
    done
done

exit "$found"
