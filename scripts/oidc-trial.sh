#!/usr/bin/env bash
# Tries tokens of an outside issuer that is no work of ours: starts `oidc-provider-mock` (PyPI, on authlib), lets
# somebody sign in there by the code flow, and sees
#
#   the token refused while the account is linked to nobody;
#   taken once an administrator has linked it by issuer and subject, for the account and its office;
#   refused again after the link was undone, and for another audience.
#
# Needs python3 with venv, curl, and PyPI. Part of `make prove`.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '\n== %s\n' "$*"; }
fail() {
    printf 'oidc-trial: %s\n' "$*" >&2
    exit 1
}

work=$(mktemp -d)
started=()
stop() {
    for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
    rm -rf "$work"
}
trap stop EXIT

say "build"
locked=()
if [ -n "${LOCKED:-}" ]; then locked=("$LOCKED"); fi
cargo build "${locked[@]}" -p netralitas-server --bin netralitas
netralitas=$(realpath "${CARGO_TARGET_DIR:-target}/debug/netralitas")

say "an issuer"
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q oidc-provider-mock==0.3.4
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
at=$(free_port)
issuer=http://127.0.0.1:$at
"$work/venv/bin/oidc-provider-mock" --port "$at" --user siti-77 >"$work/issuer.log" 2>&1 &
started+=($!)
for _ in $(seq 1 100); do
    if curl -sf "$issuer/.well-known/openid-configuration" >/dev/null; then break; fi
    sleep 0.2
done

say "an installation that believes it"
port=$(free_port)
base=http://127.0.0.1:$port
cat >"$work/netralitas.toml" <<END
data_dir = "$work/data"
[http]
bind = "127.0.0.1:$port"
[auth]
master_key_file = "$work/master.key"
[[auth.issuers]]
url = "$issuer"
audience = "netralitas"
END
mkdir "$work/data"
cd "$work"
export NETRALITAS_ACCOUNT_PASSWORD='empat kata acak pilihan sendiri'
"$netralitas" keys init
"$netralitas" migrate
"$netralitas" office add --code bawaslu-ri --name 'Bawaslu Republik Indonesia' \
    --kind election_supervisor --level national --zone WIB
"$netralitas" account create admin --office bawaslu-ri --role administrator
"$netralitas" account create siti --office bawaslu-ri --role chair
"$netralitas" serve >"$work/serve.log" 2>&1 &
started+=($!)
for _ in $(seq 1 100); do
    if curl -sf "$base/health/ready" >/dev/null; then break; fi
    sleep 0.2
done

# The value of a field of the JSON on standard input.
field() { python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"; }

# An identity token for siti-77 as the client named.
signed_in() {
    local back=http://127.0.0.1/back answer code
    answer=$(curl -s -o /dev/null -w '%{redirect_url}' --data-urlencode sub=siti-77 \
        "$issuer/oauth2/authorize?response_type=code&scope=openid&client_id=$1&redirect_uri=$back&state=x")
    code=$(python3 -c 'import sys, urllib.parse as u; print(u.parse_qs(u.urlparse(sys.argv[1]).query)["code"][0])' "$answer")
    curl -sf "$issuer/oauth2/token" -u "$1:secret" -d grant_type=authorization_code -d code="$code" \
        --data-urlencode "redirect_uri=$back" | field id_token
}

# STATUS TOKEN WORDS: what a read of the own account is answered with.
answered() {
    local status
    status=$(curl -s -o "$work/answer" -w '%{http_code}' "$base/v1/own" -H "Authorization: Bearer $2")
    [ "$status" = "$1" ] || fail "$3: $status instead of $1: $(cat "$work/answer")"
    printf '%s: %s\n' "$3" "$status"
}

say "linked to nobody"
token=$(signed_in netralitas)
answered 401 "$token" "a genuine token without a link"

say "linked"
admin=$(curl -sf "$base/v1/sessions" -H 'content-type: application/json' \
    -d "{\"username\":\"admin\",\"password\":\"$NETRALITAS_ACCOUNT_PASSWORD\"}")
office=$(printf %s "$admin" | field office_id)
admin=$(printf %s "$admin" | field access_token)
siti=$(curl -sf "$base/v1/accounts?office_id=$office" -H "Authorization: Bearer $admin" |
    python3 -c 'import json, sys; print(next(a["id"] for a in json.load(sys.stdin)["items"] if a["username"] == "siti"))')
# PATH VERSION BODY: a change of the account by the administrator.
change() {
    curl -sf "$base/v1/accounts/$siti/$1" -H "Authorization: Bearer $admin" -H "If-Match: \"$2\"" \
        -H "Idempotency-Key: $1-$2" -H 'content-type: application/json' -d "$3"
}
link=$(change identities 1 "{\"issuer\":\"$issuer\",\"subject\":\"siti-77\",\"office_id\":\"$office\"}" | field identity_id)
answered 200 "$token" "a linked token"
[ "$(field account_id <"$work/answer")" = "$siti" ] || fail "it acts as somebody else"
answered 401 "$(signed_in another-application)" "a token for another audience"

say "unlinked"
change "identities/$link/end" 2 '{}' >/dev/null
answered 401 "$token" "the same token after the link was undone"
printf '\noidc-trial: as it must be\n'
