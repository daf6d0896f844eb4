#!/usr/bin/env bash
# Takes the scope predicate off one surface after the other and sees the tests notice: a predicate that is on a
# surface and that no test misses might as well not be there.
#
#   scripts/scope-mutants.sh              every mutant, on SQLite
#   scripts/scope-mutants.sh NAME…        those whose name holds one of these
#
# The mutants are planted into a copy below target/mutants (scripts/scope-mutants.py says how); the sources are not
# touched. The oracle is asked first; where it notices nothing, the tests of the mutant's own subject are, then all
# those named in GUARDS. Prints a table, and fails where a mutant lives or where the tests fail without one.
set -euo pipefail
cd "$(dirname "$0")/.."

# Beside the oracle: writes, files, notes, openings, tickets, systems.
GUARDS=(accounts:: amended assigned:: between:: closed_texts:: door:: files:: forwarded:: joining:: links:: lost::
    many_papers:: mistakes:: notes:: outside:: paper_sight:: reach:: repeated:: respondents:: sessions:: systems::
    taken_back:: terms:: tickets:: unsealing:: versions::)

root=$PWD/target/mutants
tree=$root/tree
locked=()
if [ -n "${LOCKED:-}" ]; then locked=("$LOCKED"); fi

rm -rf "$tree"
mkdir -p "$tree"
git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
    if [ -e "$file" ]; then printf '%s\0' "$file"; fi
done | xargs -0 cp --parents --target-directory="$tree"
python3 scripts/scope-mutants.py plant "$tree" >"$root/mutants"

# A folder of its own: Cargo names what it builds of both trees alike, and would take one for the other.
export CARGO_TARGET_DIR=$root/target
echo "building $(wc -l <"$root/mutants") mutants in one program"
(cd "$tree" && cargo test "${locked[@]}" --quiet -p netralitas-tests --test api --no-run)
program=$(cd "$tree" && cargo test "${locked[@]}" --quiet -p netralitas-tests --test api --no-run \
    --message-format=json | python3 -c '
import json, sys
for line in sys.stdin:
    message = json.loads(line)
    if message.get("target", {}).get("name") == "api" and message.get("executable"):
        print(message["executable"])')

# Runs tests by filter with one mutant; prints those that failed.
failing() {
    local mutant=$1
    shift
    (cd "$tree/tests" && env -u TEST_DATABASE_URL NETRALITAS_MUTANT="$mutant" "$program" "$@" >"$root/last" 2>&1) ||
        true
    if ! grep -q '^test result:' "$root/last"; then
        echo "(ended without a result)"
        return
    fi
    sed -nE 's/^test (.*) \.\.\. FAILED$/\1/p' "$root/last" | sort -u
}

if [ -n "$(failing none scope_oracle:: "${GUARDS[@]}" | tee "$root/without")" ]; then
    echo "without any mutant these fail:"
    cat "$root/without"
    exit 1
fi

living=0 tried=0
printf '%-52s %-56s %s\n' "without the predicate" "stands in" "caught by"
while IFS=$'\t' read -r name places where subject; do
    if [ $# -gt 0 ]; then
        wanted=
        for part in "$@"; do case $name in *"$part"*) wanted=1 ;; esac; done
        if [ -z "$wanted" ]; then continue; fi
    fi
    tried=$((tried + 1))
    caught=
    # What is bound to an office or an account is none of the oracle's.
    case $name in *"("*) ;; *) caught=$(failing "$places" scope_oracle::) ;; esac
    read -ra own <<<"$subject"
    if [ -z "$caught" ] && [ ${#own[@]} -gt 0 ]; then caught=$(failing "$places" "${own[@]}"); fi
    if [ -z "$caught" ]; then caught=$(failing "$places" "${GUARDS[@]}"); fi
    if [ -z "$caught" ]; then living=$((living + 1)); fi
    printf '%-52s %-56s %s\n' "$name" "${where//crates\//}" "$(echo "${caught:-NOTHING}" | paste -sd' ')"
done <"$root/mutants"
echo "$tried mutants, $living alive"
[ "$living" -eq 0 ] && [ "$tried" -gt 0 ]
