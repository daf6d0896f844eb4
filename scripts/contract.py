"""Prepares the two schemathesis runs of scripts/contract.sh: accounts, tokens, tracks, configuration.

`unknown` calls every operation with one account and made-up track identifiers. `known` calls the operations of
each machine with an account that may act there, on a track that exists, so that the rules are reached.
"""

import json
import pathlib
import subprocess
import sys
import urllib.request

MACHINES = {
    "case": ("cases", ["intake_officer", "violations_staff", "member", "chair"]),
    "review": ("reviews", ["reviewer", "commissioner", "asn_auditor", "control_officer"]),
    "sanction": ("sanctions", ["personnel_officer", "personnel_unit", "examiner"]),
    "control": ("controls", ["reviewer", "commissioner", "asn_auditor", "control_officer"]),
    "referral": ("referrals", ["destination_officer"]),
}

CHECKS = """
# Whether a request that fits the schema is taken depends on the rules and on the track: not judged here.
[checks.positive_data_acceptance]
enabled = false

[checks.missing_required_header]
expected-statuses = [400, 401, 428]

[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 406, 413, 415, 422, 428, 431]
"""


def call(url, path, token=None, body=None):
    request = urllib.request.Request(url + path, data=None if body is None else json.dumps(body).encode())
    request.add_header("content-type", "application/json")
    if token:
        request.add_header("authorization", "Bearer " + token)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer), answer.headers.get("etag")


def sign_in(url, account):
    body = {"username": account["username"], "password": account["password"]}
    return call(url, "/v1/sessions", body=body)[0]["access_token"]


def prepare(url, work, binary):
    work = pathlib.Path(work)
    accounts = json.loads((work / "data" / "demo-accounts.json").read_text())
    chosen = {}
    for tag, (collection, roles) in MACHINES.items():
        for account in (a for a in accounts if a["roles"][0] in roles):
            token = sign_in(url, account)
            items = call(url, f"/v1/{collection}?limit=200", token)[0]["items"]
            if not items:
                continue
            # The track that still has most ahead of it, where there is one.
            track = min(items, key=lambda t: (t["ended"], t["version"]))
            for role in roles:
                if role not in account["roles"]:
                    line = [binary, "account", "grant-role", account["username"], "--office", account["office"], "--role", role]
                    subprocess.run(line, check=False, capture_output=True)
            _, etag = call(url, track["href"], token)
            chosen[tag] = (account, token, track["id"], etag)
            break
    if "case" not in chosen:
        sys.exit("no demo account sees a case")
    header = lambda token: f'headers = {{ Authorization = "Bearer {token}" }}'
    plain = [header(chosen["case"][1]), CHECKS]
    (work / "unknown.toml").write_text("\n".join(plain))
    for tag, (account, token, track, etag) in chosen.items():
        values = 'parameters = { "path.track_id" = "%s", "header.If-Match" = \'%s\' }' % (track, etag)
        plain.append(f'[[operations]]\ninclude-tag = "{tag}"\n{header(token)}\n{values}')
        print(f"{tag}: {account['username']} ({account['office_name']}), {track} version {etag}")
    (work / "known.toml").write_text("\n".join(plain))


if __name__ == "__main__" and sys.argv[1:2] == ["prepare"]:
    prepare(*sys.argv[2:5])
