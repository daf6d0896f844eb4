"""A check of schemathesis for scripts/contract.sh: whoever must not see a track is answered as if it were not there.

Each call on a track of CONTRACT_HIDDEN (machine → track and token of an office that must not see it) is made twice more with that
token: as it was, and with an identifier that nothing has. Both answers must be the same, reads and writes alike, and
neither may have done anything. The operations that were asked are noted in CONTRACT_ASKED, a line per call.
"""

import json
import os
import pathlib
import uuid

import requests
import schemathesis

HIDDEN = dict(json.loads(pathlib.Path(os.environ["CONTRACT_HIDDEN"]).read_text()).values())
ASKED = pathlib.Path(os.environ["CONTRACT_ASKED"])
NEVER = "0192f0c1-7f00-7000-8000-00000000dead"


def again(request, url, body, token):
    """The answer to a call by somebody else: its status, and what it says but for what names the request."""
    headers = {k: v for k, v in request.headers.items() if k.lower() not in ("authorization", "content-length")}
    for name in headers:
        if name.lower() == "idempotency-key":
            headers[name] = str(uuid.uuid4())
    headers["Authorization"] = f"Bearer {token}"
    answer = requests.request(request.method, url, headers=headers, data=body, timeout=20)
    try:
        said = answer.json()
    except ValueError:
        said = answer.text
    if isinstance(said, dict):
        said = {k: v for k, v in said.items() if k not in ("request_id", "instance")}
    return answer.status_code, said


@schemathesis.check
def hidden_is_as_if_it_were_not_there(ctx, response, case):
    request = response.request
    track = next((track for track in HIDDEN if track in request.url), None)
    if track is None or response.status_code == 401:
        return
    token = HIDDEN[track]
    hidden = again(request, request.url, request.body, token)
    never = again(request, request.url.replace(track, NEVER), request.body, token)
    with ASKED.open("a") as asked:
        asked.write(case.operation.label + "\n")
    assert hidden[0] >= 400, f"an office that must not see it gets {hidden[0]}"
    assert hidden == never, f"hidden: {hidden}; never there: {never}"
