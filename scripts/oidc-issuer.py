"""A small OpenID Connect issuer for scripts/oidc-trial.sh: discovery, keys, and tokens for whoever asks.

It signs with joserfc, so that the tokens are of other hands than the program that reads them. Never for real use: it
asks nobody for anything.
"""

import json
import sys
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

port = int(sys.argv[1])
issuer = f"http://127.0.0.1:{port}"
keys = {
    "RS256": RSAKey.generate_key(2048, {"kid": "rsa-1", "use": "sig", "alg": "RS256"}),
    "PS256": RSAKey.generate_key(2048, {"kid": "rsa-2", "use": "sig", "alg": "PS256"}),
    "ES256": ECKey.generate_key("P-256", {"kid": "curve-1", "use": "sig", "alg": "ES256"}),
}


class Issuer(BaseHTTPRequestHandler):
    def do_GET(self):
        address = urllib.parse.urlparse(self.path)
        asked = dict(urllib.parse.parse_qsl(address.query))
        if address.path == "/.well-known/openid-configuration":
            self.answer({"issuer": issuer, "jwks_uri": issuer + "/keys"})
        elif address.path == "/keys":
            self.answer(KeySet(list(keys.values())).as_dict(private=False))
        elif address.path == "/token":
            self.answer({"token": self.token(**asked)})
        else:
            self.send_error(404)

    def token(self, sub, aud, alg="RS256", lasts="600"):
        now = int(time.time())
        claims = {"iss": issuer, "sub": sub, "aud": aud, "iat": now, "exp": now + int(lasts)}
        header = {"alg": alg, "kid": keys[alg].kid, "typ": "JWT"}
        return jwt.encode(header, claims, keys[alg], algorithms=[alg])

    def answer(self, body):
        text = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)


ThreadingHTTPServer(("127.0.0.1", port), Issuer).serve_forever()
