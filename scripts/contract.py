"""Prepares the two schemathesis runs of scripts/contract.sh: accounts, tokens, tracks, configuration.

`unknown` calls every operation with one account and made-up track identifiers. `known` calls each operation with
an account whose role may do it, on a track that exists, so that the conditions of the rules are reached.
"""

import json
import pathlib
import sys
import urllib.request

# Where the tracks of a machine are listed, and the roles of those who keep them.
MACHINES = {
    "case": ("cases", ["intake_officer"]),
    "review": ("reviews", ["reviewer"]),
    "sanction": ("sanctions", ["personnel_officer"]),
    "control": ("controls", ["control_officer"]),
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
    session = call(url, "/v1/sessions", body=body)[0]
    return session["access_token"], session["office_id"]


def find(url, accounts, tag):
    """An office that keeps a track of this machine, with the track and its version."""
    collection, roles = MACHINES[tag]
    for account in (a for a in accounts if a["roles"][0] in roles):
        token, office = sign_in(url, account)
        items = call(url, f"/v1/{collection}?limit=200", token)[0]["items"]
        items = [t for t in items if tag in ("control", "referral") or t.get("office", {}).get("id") == office]
        if items:
            # The track that still has most ahead of it.
            track = min(items, key=lambda t: (t["ended"], t["version"]))
            return account["office"], track["id"], call(url, track["href"], token)[1]
    return None


def header(token):
    return f'headers = {{ Authorization = "Bearer {token}" }}'


def prepare(url, work, document):
    work = pathlib.Path(work)
    accounts = json.loads((work / "data" / "demo-accounts.json").read_text())
    document = json.loads(pathlib.Path(document).read_text())
    lines, default, used = [], None, set()
    for tag in MACHINES:
        found = find(url, accounts, tag)
        if not found:
            print(f"{tag}: no track in the demo")
            continue
        office, track, etag = found
        used.add(office)
        tokens = {a["roles"][0]: sign_in(url, a)[0] for a in accounts if a["office"] == office}
        default = default or next(iter(tokens.values()))
        for item in document["paths"].values():
            for operation in item.values():
                if operation["tags"] != [tag]:
                    continue
                roles = [r for t in operation.get("x-transition", []) for r in t["roles"] + t["records_by_paper"]]
                token = next((tokens[r] for r in roles if r in tokens), next(iter(tokens.values())))
                values = "parameters = { \"path.track_id\" = \"%s\", \"header.If-Match\" = '%s' }" % (track, etag)
                lines.append(f'[[operations]]\ninclude-operation-id = "{operation["operationId"]}"\n{header(token)}\n{values}')
        print(f"{tag}: {office} ({', '.join(tokens)}), track {track}, version {etag}")
    if not default:
        sys.exit("the demo has no track at all")
    plain = [header(default), CHECKS]
    # Ends every session of its account: one that asks nothing else.
    spare = next(a for a in accounts if a["office"] not in used)
    plain.append(f'[[operations]]\ninclude-operation-id = "end_sessions"\n{header(sign_in(url, spare)[0])}')
    (work / "unknown.toml").write_text("\n".join(plain))
    (work / "known.toml").write_text("\n".join(plain + lines))


if __name__ == "__main__" and sys.argv[1:2] == ["prepare"]:
    prepare(*sys.argv[2:5])
