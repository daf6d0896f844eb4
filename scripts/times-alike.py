"""Whether answers that look alike take alike, for scripts/times-alike.sh: `measure URL FOLDER-OF-THE-DEMO`.

Of each pair, CALLS (2,000) calls of either kind go over one connection on loopback, in an order drawn at random. The
kinds are held against each other by the rank-sum test of Mann and Whitney (two-sided), which asks whether one tends
to take longer, wherever in the distribution; a median and its difference with a bootstrap interval say by how much.
A pair is told apart where p < 0.001 twice, in two trials, with the same sign: 1 in 2,000,000 by chance alone.

The test itself is tested on the same connection: two kinds that are the same call must not be told apart, and the
same call must be where the client holds every second kind back by a tenth.
"""

import base64
import hashlib
import json
import math
import os
import pathlib
import random
import socket
import statistics
import sys
import time
import urllib.parse
import uuid

CALLS = int(os.environ.get("CALLS", "2000"))
# Pairs whose name holds one of these.
ONLY = os.environ.get("ONLY", "").split(",")
WARM = 100
RESAMPLES = 300
SURE = 0.001
DEMO_PASSWORD = "netral-itu-kewajiban-2024"
NOBODY = "0192f0c1-7f00-7000-8000-00000000"


class Server:
    """One connection, kept open. Requests are made ready before the clock starts."""

    def __init__(self, url):
        at = urllib.parse.urlparse(url)
        self.host, self.port = at.hostname, at.port
        self.connect()

    def connect(self):
        self.socket = socket.create_connection((self.host, self.port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def request(self, method, path, token=None, body=None, headers=()):
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host}"]
        if token:
            lines.append(f"Authorization: Bearer {token}")
        lines += [f"{name}: {value}" for name, value in headers]
        data = b""
        if body is not None:
            form = isinstance(body, str)
            data = body.encode() if form else json.dumps(body).encode()
            if not any(name.lower() == "content-type" for name, _ in headers):
                lines.append("Content-Type: application/" + ("x-www-form-urlencoded" if form else "json"))
        lines.append(f"Content-Length: {len(data)}")
        return ("\r\n".join(lines) + "\r\n\r\n").encode() + data

    def ask(self, request, wait=0.0):
        """The nanoseconds until the last byte, the status and the body; held back by `wait` seconds at the end."""
        began = time.perf_counter_ns()
        self.socket.sendall(request)
        answer = self.socket.recv(65536)
        head, _, body = answer.partition(b"\r\n\r\n")
        length = next(
            int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")
        )
        while len(body) < length:
            body += self.socket.recv(65536)
        if wait:
            until = time.perf_counter_ns() + int(wait * 1e9)
            while time.perf_counter_ns() < until:
                pass
        took = time.perf_counter_ns() - began
        if b"connection: close" in head.lower():
            self.socket.close()
            self.connect()
        return took, int(head.split(b" ", 2)[1]), body

    def json(self, method, path, token=None, body=None, headers=(), want=(200, 201)):
        if method == "POST" and not any(name == "Idempotency-Key" for name, _ in headers):
            headers = [*headers, ("Idempotency-Key", str(uuid.uuid4()))]
        _, status, answer = self.ask(self.request(method, path, token, body, headers))
        if status not in want:
            sys.exit(f"{method} {path}: {status} {answer.decode()}")
        return json.loads(answer or b"null")


def rank_sum(a, b):
    """z and the two-sided p of Mann and Whitney, by the normal approximation; ties share their rank."""
    both = sorted([(value, 0) for value in a] + [(value, 1) for value in b])
    ranks, at = 0.0, 0
    while at < len(both):
        end = at
        while end + 1 < len(both) and both[end + 1][0] == both[at][0]:
            end += 1
        ranks += ((at + end) / 2 + 1) * sum(1 for i in range(at, end + 1) if both[i][1] == 0)
        at = end + 1
    n, m = len(a), len(b)
    u = ranks - n * (n + 1) / 2
    z = (u - n * m / 2) / math.sqrt(n * m * (n + m + 1) / 12)
    return z, math.erfc(abs(z) / math.sqrt(2))


def shift(a, b):
    """The difference of the medians in microseconds with its 95 % bootstrap interval."""
    drawn = sorted(
        statistics.median(random.choices(b, k=len(b))) - statistics.median(random.choices(a, k=len(a)))
        for _ in range(RESAMPLES)
    )
    low, high = drawn[int(RESAMPLES * 0.025)], drawn[int(RESAMPLES * 0.975)]
    return tuple(value / 1000 for value in (statistics.median(b) - statistics.median(a), low, high))


def trial(server, first, second, wait=0.0, calls=CALLS):
    """Times of both kinds; what they answer must be the same but for what names the request."""
    taken, seen = ([], []), [set(), set()]
    order = [0, 1] * calls
    random.shuffle(order)
    order = [0, 1] * (WARM // 2) + order
    for number, kind in enumerate(order):
        request = (first, second)[kind]()
        took, status, body = server.ask(request, wait if kind else 0.0)
        if number >= WARM:
            taken[kind].append(took)
            told = json.loads(body)
            for name in ("request_id", "instance", "retry_after"):
                told.pop(name, None)
            if status < 401 or status == 422:
                sys.exit(f"not what is to be compared: {status} {body.decode()}")
            seen[kind].add((status, json.dumps(told, sort_keys=True)))
    if seen[0] != seen[1]:
        sys.exit(f"the answers themselves differ: {sorted(seen[0])[:2]} {sorted(seen[1])[:2]}")
    return taken, next(iter(seen[0]))[0]


def compare(server, name, first, second, wait=0.0):
    """One line of the table; whether the two are told apart."""
    signs = []
    for number in (1, 2):
        (a, b), status = trial(server, first, second, wait)
        z, p = rank_sum(a, b)
        signs.append((p < SURE) * math.copysign(1, z))
        if number == 1 or p < SURE:
            difference, low, high = shift(a, b)
            half = statistics.median(a) / 1000
            print(
                f"| {name} | {status} | {half:.0f} | {difference:+.1f} | {low:+.1f} … {high:+.1f} | "
                f"{1 - z_area(a, b):.3f} | {p:.2g} |",
                flush=True,
            )
        if not signs[-1]:
            return False
    return signs[0] == signs[1]


def z_area(a, b):
    """How often a call of the first kind takes longer than one of the second."""
    z, _ = rank_sum(a, b)
    n, m = len(a), len(b)
    return 0.5 + z * math.sqrt((n + m + 1) / (12 * n * m))


def made_up():
    """An identifier that nothing has, another each time."""
    return NOBODY + f"{random.getrandbits(16):04x}"


def sign_in(server, name):
    return server.json("POST", "/v1/sessions", body={"username": name, "password": DEMO_PASSWORD})["access_token"]


def tracks(server, accounts):
    """(pair's name, first kind, second kind) of every surface of a track: unknown against forbidden."""
    supervisors = [a for a in accounts if a["roles"] == ["intake_officer"]]
    chairs = {a["office"]: a for a in accounts if a["roles"] == ["chair"]}
    for inside in supervisors:
        keeper = sign_in(server, inside["username"])
        cases = server.json("GET", "/v1/cases?limit=50", keeper)["items"]
        cases = [c for c in cases if c["office"]["id"] == inside["office_id"]]
        if not cases:
            continue
        case = cases[0]["id"]
        for outside in supervisors:
            stranger = sign_in(server, outside["username"])
            _, status, _ = server.ask(server.request("GET", f"/v1/cases/{case}", stranger))
            if status == 404:
                chair = sign_in(server, chairs[inside["office"]]["username"])
                return case, keeper, chair, stranger
    sys.exit("the demo has no case that an office may not see")


def unknown_and_forbidden(server, accounts):
    case, keeper, chair, stranger = tracks(server, accounts)
    view = server.json("GET", f"/v1/cases/{case}", keeper)
    papers = view["papers"]
    file = str(uuid.uuid4())
    if papers:
        uploaded = server.ask(
            server.request(
                "POST",
                f"/v1/cases/{case}/files?paper_id={papers[0]['id']}",
                keeper,
                "%PDF-1.4\n%%EOF\n",
                [
                    ("Idempotency-Key", str(uuid.uuid4())),
                    ("If-Match", f'"{view["version"]}"'),
                    ("Content-Type", "application/pdf"),
                    ("Content-Disposition", 'attachment; filename="a.pdf"'),
                ],
            )
        )
        if uploaded[1] not in (200, 201):
            sys.exit(f"no file could be attached: {uploaded[2].decode()}")
        file = json.loads(uploaded[2])["file"]["id"]
    note = server.json("POST", "/v1/notes", chair, {"track_id": case, "text": "Catatan"})["note_id"]

    def read(path):
        return lambda: server.request("GET", path(made_up()), stranger), lambda: server.request(
            "GET", path(case), stranger
        )

    def write(path, body, first, second):
        def call(what):
            headers = [("Idempotency-Key", str(uuid.uuid4())), ("If-Match", '"1"')]
            return server.request("POST", path(what), stranger, body(what), headers)

        return lambda: call(first()), lambda: call(second)

    for name, ending in [
        ("a case", ""),
        ("its journal", "/journal"),
        ("its terms", "/terms"),
        ("its chain", "/chain"),
        ("its former records", "/former-records"),
        ("its other versions", "/other-versions"),
        ("its questions", "/questions"),
        ("its tickets", "/tickets"),
        ("its unsealings", "/unsealings"),
        ("its identities", "/sealed-identities"),
        ("its file", f"/files/{file}"),
    ]:
        yield f"{name}: unknown, forbidden", *read(lambda track, ending=ending: f"/v1/cases/{track}{ending}")
    yield "its notes: unknown, forbidden", *read(lambda track: f"/v1/notes?track_id={track}")
    yield "a note on it: unknown, forbidden", *write(
        lambda _: "/v1/notes", lambda track: {"track_id": track, "text": "x"}, made_up, case
    )
    yield "ending a note: unknown, forbidden", *write(
        lambda note: f"/v1/notes/{note}/end", lambda _: {}, made_up, note
    )
    unsealing = {"ground": "protection", "purpose": "Melindungi pelapor."}
    yield "asking for its identities: unknown, forbidden", *write(
        lambda track: f"/v1/cases/{track}/unsealings", lambda _: unsealing, made_up, case
    )
    step = {"effective_day": "2024-10-16", "reason": "Pertimbangan tertulis pejabat yang memutus."}
    yield "a step on it: unknown, forbidden", *write(
        lambda track: f"/v1/cases/{track}/extension", lambda _: step, made_up, case
    )


def receipt(server):
    """A receipt that holds, through the public door."""
    office = server.json("GET", "/v1/public/offices")["items"][0]["id"]
    made = server.json("POST", "/v1/public/challenges", body={})
    wanted = 0
    while True:
        digest = hashlib.sha256(f"{made['challenge']}:{wanted}".encode()).digest()
        if int.from_bytes(digest, "big") >> (256 - made["difficulty"]) == 0:
            break
        wanted += 1
    body = {
        "office_id": office,
        "election": "pilkada-2024",
        "race": "regent",
        "content": {"account": "Camat memimpin kampanye di balai desa."},
        "challenge": made["challenge"],
        "solution": str(wanted),
    }
    return server.json("POST", "/v1/public/early-information", body=body)["receipt"]


LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def grouped(letters):
    return "-".join(letters[at : at + 5] for at in range(0, len(letters), 5))


def receipts(server, accounts):
    holds, ended = receipt(server), receipt(server)
    reference = "-".join(ended.split("-")[:2])
    for account in (a for a in accounts if a["roles"] == ["intake_officer"]):
        clerk = sign_in(server, account["username"])
        for case in server.json("GET", "/v1/cases?limit=200", clerk)["items"]:
            _, status, body = server.ask(server.request("GET", f"/v1/cases/{case['id']}/tickets", clerk))
            for ticket in json.loads(body)["items"] if status == 200 else []:
                if ticket["reference"] == reference and ticket.get("ended_at") is None:
                    path = f"/v1/cases/{case['id']}/tickets/{ticket['id']}/end"
                    _, status, _ = server.ask(
                        server.request("POST", path, clerk, {}, [("Idempotency-Key", str(uuid.uuid4()))])
                    )
                    reference = None if status == 200 else reference
    if reference:
        sys.exit("no office could end the ticket")

    def call(path, body, shown):
        headers = [("Idempotency-Key", str(uuid.uuid4()))]
        return server.request("POST", f"/v1/public/{path}", None, {**body, "receipt": shown}, headers)

    def unknown():
        return grouped("".join(random.choices(LETTERS, k=36)))

    def wrong():
        return holds[:12] + grouped("".join(random.choices(LETTERS, k=26)))

    for name, path, body in [
        ("status", "status", {}),
        ("withdrawal", "withdrawals", {"reason": "Berubah pikiran"}),
    ]:
        yield f"{name}: unknown receipt, wrong one", (
            lambda path=path, body=body: call(path, body, unknown())
        ), lambda path=path, body=body: call(path, body, wrong())
        yield f"{name}: unknown receipt, ended one", (
            lambda path=path, body=body: call(path, body, unknown())
        ), lambda path=path, body=body: call(path, body, ended)


def sign_ins(server, accounts):
    admin = sign_in(server, "admin")
    office = next(a["office_id"] for a in accounts if a["username"] == "admin")

    def account(name):
        body = {
            "username": name,
            "display_name": "Pegawai",
            "office_id": office,
            "role": "member",
            "from": "2024-01-01",
        }
        return server.json("POST", "/v1/accounts", admin, body)

    invited = account("pegawai-undangan")
    shut = account("pegawai-berhenti")
    accepted = {"invitation": shut["invitation"], "password": "empat kata acak pilihan sendiri"}
    server.json("POST", "/v1/invitations/acceptance", body=accepted, want=(200, 201, 204))
    version = server.json("GET", f"/v1/accounts/{shut['account_id']}", admin)["version"]
    server.json(
        "POST", f"/v1/accounts/{shut['account_id']}/closing", admin, {}, [("If-Match", f'"{version}"')]
    )
    known = next(a["username"] for a in accounts if a["roles"] == ["chair"])

    def nobody(like):
        """A name of the same length that nobody has."""
        return "".join(random.choices("abcdefghijklmnopqrstuvwxyz", k=len(like)))

    def call(name, password="bukan kata sandinya itu", origin=None):
        # Another neighbourhood each time: guesses of one and the same wait.
        origin = origin or ".".join(str(random.randrange(1, 250)) for _ in range(4))
        body = {"username": name, "password": password}
        return server.request("POST", "/v1/sessions", None, body, [("X-Forwarded-For", origin)])

    for name, username, password in [
        ("a wrong password", known, "bukan kata sandinya itu"),
        ("a shut account, its password", "pegawai-berhenti", accepted["password"]),
        ("an invited account", "pegawai-undangan", "bukan kata sandinya itu"),
    ]:
        yield f"sign-in: unknown name, {name}", (
            lambda username=username, password=password: call(nobody(username), password)
        ), lambda username=username, password=password: call(username, password)
    stranger = nobody(known)
    for name in (known, stranger):
        for _ in range(12):
            server.ask(call(name, origin="203.0.113.7"))
    yield "sign-in: unknown name that waits, known one that does", (
        lambda: call(stranger, origin="203.0.113.7")
    ), lambda: call(known, origin="203.0.113.7")
    system = server.json(
        "POST",
        "/v1/clients",
        admin,
        {
            "name": "SIASN",
            "office_id": office,
            "role": "violations_staff",
            "from": "2024-01-01",
            "scopes": ["cases:read"],
        },
    )
    head = next(a["username"] for a in accounts if a["office_id"] == office and a["roles"] == ["chair"])
    path = f"/v1/clients/{system['client_id']}/confirmation"
    server.json("POST", path, sign_in(server, head), {}, headers=[("If-Match", '"1"')])

    def token(client, secret):
        basic = base64.b64encode(f"{client}:{secret}".encode()).decode()
        headers = [("Authorization", f"Basic {basic}")]
        return server.request("POST", "/oauth2/token", None, "grant_type=client_credentials", headers)

    def guess():
        return "ncs_" + base64.urlsafe_b64encode(random.randbytes(32)).decode().rstrip("=")

    yield "a system: unknown, wrong secret", (lambda: token(made_up(), guess())), lambda: token(
        system["client_id"], guess()
    )
    yield "a system: wrong secret, another's", (lambda: token(made_up(), guess())), lambda: token(
        made_up(), system["client_secret"]
    )


def measure(url, folder):
    server = Server(url)
    accounts = json.loads((pathlib.Path(folder) / "demo-accounts.json").read_text())
    offices = server.json("GET", "/v1/offices", sign_in(server, "admin"))["items"]
    for account in accounts:
        account["office_id"] = next(office["id"] for office in offices if office["code"] == account["office"])
    print("| pair | status | median, µs | difference, µs | 95 % | later | p |")
    print("|---|---|---|---|---|---|---|")
    alike = lambda: server.request("GET", f"/v1/cases/{made_up()}", stranger)  # noqa: E731
    *_, stranger = tracks(server, accounts)
    if compare(server, "the test itself: one call, the same", alike, alike):
        sys.exit("the test tells the same call apart from itself")
    (first, _), _ = trial(server, alike, alike, calls=300)
    tenth = statistics.median(first) / 1e10
    if not compare(server, "the test itself: a tenth later", alike, alike, tenth):
        sys.exit("the test does not notice a tenth")
    apart = []
    for group in (unknown_and_forbidden, receipts, sign_ins):
        for name, first, second in group(server, accounts):
            if any(part in name for part in ONLY) and compare(server, name, first, second):
                apart.append(name)
    for name in apart:
        print(f"told apart: {name}")
    print(f"{CALLS} calls of each kind, {len(apart)} pairs told apart")
    sys.exit(1 if apart else 0)


if __name__ == "__main__" and sys.argv[1:2] == ["measure"]:
    measure(*sys.argv[2:4])
