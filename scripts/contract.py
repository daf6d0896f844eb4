"""Prepares the three schemathesis runs of scripts/contract.sh: accounts, tokens, tracks, configuration.

`unknown` calls every operation with one account and made-up track identifiers. `known` calls each operation with
an account whose role may do it, on a track that exists, so that the conditions of the rules are reached;
scripts/contract_hooks.py sends each of these calls once more as an account of an office that must not see the track.
`peers` has two accounts of such offices, and schemathesis itself asks of everything that the first one was shown
whether the second is shown it too (its check `object_level_authorization`).

`strangers` asks every operation on a track of the document, with the example that the document has of its body, as an
office that must not see the track: it must be told what it is told of a track that nobody has.
"""

import json
import pathlib
import sys
import urllib.error
import urllib.request
import uuid

NEVER = "0192f0c1-7f00-7000-8000-00000000dead"

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


def stranger(url, accounts, path, office):
    """An account that acts for another office and does not see what stands at this address; none where all see it."""
    for account in accounts:
        # Who keeps accounts or law sees no case at all; an office that sees cases of its own says more.
        if account["office"] != office and account["roles"][0] not in ("administrator", "law_keeper"):
            token, _ = sign_in(url, account)
            if status(url, path, token) == 404:
                return account, token
    return None


def status(url, path, token):
    try:
        call(url, path, token)
    except urllib.error.HTTPError as error:
        return error.code
    return 200


def told(url, method, path, token, example):
    """Status and problem of a call, but for what names the request."""
    body, kind = None, "application/json"
    if example is not None:
        body = example.encode() if isinstance(example, str) else json.dumps(example).encode()
        kind = "application/pdf" if isinstance(example, str) else kind
    request = urllib.request.Request(url + path, data=body, method=method.upper())
    for name, value in [
        ("Authorization", f"Bearer {token}"),
        ("Content-Type", kind),
        ("Content-Disposition", 'attachment; filename="a.pdf"'),
        ("If-Match", '"1"'),
        ("Idempotency-Key", str(uuid.uuid4())),
    ]:
        request.add_header(name, value)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, {}
    except urllib.error.HTTPError as error:
        problem = json.loads(error.read() or b"{}")
        return error.code, {k: v for k, v in problem.items() if k not in ("instance", "request_id")}


def strangers(url, work, document):
    hidden = json.loads((pathlib.Path(work) / "hidden.json").read_text())
    document = json.loads(pathlib.Path(document).read_text())
    asked, unseen, wrong = 0, 0, []
    for path, item in document["paths"].items():
        tag = next((tag for tag, (name, _) in MACHINES.items() if path.startswith(f"/v1/{name}/{{track_id}}")), None)
        if tag not in hidden:
            continue
        track, token = hidden[tag]
        for method, operation in item.items():
            content = operation.get("requestBody", {}).get("content", {})
            example = content["application/json"].get("example", {}) if "application/json" in content else None
            if content and example is None:
                example = "%PDF-1.4\n%%EOF\n"

            def address(track, path=path):
                filled = path.replace("{track_id}", track)
                parts = [NEVER if part.startswith("{") else part for part in filled.split("/")]
                query = f"?evidence_id={NEVER}" if path.endswith("/files") else ""
                return "/".join(parts) + query

            there, never = (told(url, method, address(one), token, example) for one in (track, NEVER))
            asked += 1
            unseen += there[0] == 404
            if there != never or there[0] < 400:
                wrong.append(f"{method.upper()} {path}: hidden {there}, never there {never}")
    print(f"{asked} operations asked as an office that must not see the track: {unseen} answered 404, ", end="")
    print(f"{asked - unseen} refused before that, {len(wrong)} tell hidden from absent")
    print("\n".join(wrong))
    sys.exit(1 if wrong or unseen * 10 < asked * 9 else 0)


def header(token):
    return f'headers = {{ Authorization = "Bearer {token}" }}'


def prepare(url, work, document):
    work = pathlib.Path(work)
    accounts = json.loads((work / "data" / "demo-accounts.json").read_text())
    document = json.loads(pathlib.Path(document).read_text())
    lines, default, used = [], None, set()
    hidden, peers = {}, None
    for tag in MACHINES:
        found = find(url, accounts, tag)
        if not found:
            print(f"{tag}: no track in the demo")
            continue
        office, track, etag = found
        used.add(office)
        tokens = {a["roles"][0]: sign_in(url, a)[0] for a in accounts if a["office"] == office}
        default = default or next(iter(tokens.values()))
        collection, _ = MACHINES[tag]
        other = stranger(url, accounts, f"/v1/{collection}/{track}", office)
        if other:
            used.add(other[0]["office"])
            hidden[tag] = (track, other[1])
            inside = next(token for role, token in tokens.items() if role in MACHINES[tag][1])
            peers = peers or [(f"of {office}", inside), (f"of {other[0]['office']}", other[1])]
            print(f"{tag}: hidden from {other[0]['username']}")
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
    if not peers:
        sys.exit("the demo has no track that an office may not see")
    (work / "hidden.json").write_text(json.dumps(hidden))
    bearer = lambda token: [{"name": "Authorization", "value": f"Bearer {token}"}]  # noqa: E731
    (work / "peers.json").write_text(
        json.dumps({"auth": [{"name": name, "fixedHeaders": bearer(token)} for name, token in peers]})
    )
    plain = [header(default), CHECKS]
    # Ends every session of its account: one that asks nothing else.
    spare = next(a for a in accounts if a["office"] not in used)
    plain.append(f'[[operations]]\ninclude-operation-id = "end_sessions"\n{header(sign_in(url, spare)[0])}')
    (work / "unknown.toml").write_text("\n".join(plain))
    (work / "known.toml").write_text("\n".join(plain + lines))
    names = ", ".join(json.dumps(name) for name, _ in peers)
    wfc = f'[auth.wfc]\npath = "{work / "peers.json"}"\nuser = {json.dumps(peers[0][0])}\npeers = [{names}]'
    (work / "peers.toml").write_text("\n".join([CHECKS, wfc]))


if __name__ == "__main__" and sys.argv[1:2] == ["prepare"]:
    prepare(*sys.argv[2:5])
if __name__ == "__main__" and sys.argv[1:2] == ["strangers"]:
    strangers(*sys.argv[2:5])
