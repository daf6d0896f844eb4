#!/usr/bin/env bash
# Tries tokens of an outside issuer whose keys and signatures are of other hands (joserfc, from PyPI) against the binary
# with its configuration file, and sees
#
#   the token refused while the account is linked to nobody;
#   taken, under RS256, PS256 and ES256, once an administrator has linked it by issuer and subject;
#   refused for another audience, past its end, and after the link was undone;
#   a token of `oidc-provider-mock` (PyPI, a whole provider with a code flow), which names no key, refused.
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
"$work/venv/bin/pip" install -q joserfc==1.8.0 oidc-provider-mock==0.3.4
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
at=$(free_port)
issuer=http://127.0.0.1:$at
"$work/venv/bin/python" scripts/oidc-issuer.py "$at" >"$work/issuer.log" 2>&1 &
started+=($!)
there=$(free_port)
provider=http://127.0.0.1:$there
"$work/venv/bin/oidc-provider-mock" --port "$there" --user siti-77 >"$work/provider.log" 2>&1 &
started+=($!)
# URL: waits until somebody answers there.
await() {
    for _ in $(seq 1 100); do
        if curl -sf "$1" >/dev/null; then return; fi
        sleep 0.2
    done
    fail "nobody answers at $1"
}
await "$issuer/keys"
await "$provider/jwks"

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
algorithms = ["RS256", "PS256", "ES256"]
[[auth.issuers]]
url = "$provider"
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
await "$base/health/ready"

# The value of a field of the JSON on standard input.
field() { python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"; }

# QUERY: a token of the issuer for siti-77.
issued() { curl -sf "$issuer/token?sub=siti-77&$1" | field token; }

# An identity token of the provider, by its code flow.
signed_in() {
    local back=http://127.0.0.1/back answer code
    answer=$(curl -s -o /dev/null -w '%{redirect_url}' --data-urlencode sub=siti-77 \
        "$provider/oauth2/authorize?response_type=code&scope=openid&client_id=netralitas&redirect_uri=$back&state=x")
    code=$(python3 -c 'import sys, urllib.parse as u; print(u.parse_qs(u.urlparse(sys.argv[1]).query)["code"][0])' "$answer")
    curl -sf "$provider/oauth2/token" -u netralitas:secret -d grant_type=authorization_code -d code="$code" \
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
token=$(issued aud=netralitas)
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
linked() { printf '{"issuer":"%s","subject":"siti-77","office_id":"%s"}' "$1" "$office"; }
link=$(change identities 1 "$(linked "$issuer")" | field identity_id)
change identities 2 "$(linked "$provider")" >/dev/null
answered 200 "$token" "a linked token"
[ "$(field account_id <"$work/answer")" = "$siti" ] || fail "it acts as somebody else"
answered 200 "$(issued 'aud=netralitas&alg=PS256')" "PS256"
answered 200 "$(issued 'aud=netralitas&alg=ES256')" "ES256"
answered 401 "$(issued aud=another-application)" "a token for another audience"
answered 401 "$(issued 'aud=netralitas&lasts=-60')" "a token past its end"
answered 401 "$(signed_in)" "a token that names no key"

say "unlinked"
change "identities/$link/end" 3 '{}' >/dev/null
answered 401 "$token" "the same token after the link was undone"
printf '\noidc-trial: as it must be\n'
