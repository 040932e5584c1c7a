"""A provider of OpenID Connect on the loopback: it signs what it is told to, so that each lie of it can be tried."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT, SECRET = "guong", "a-long-secret-of-this-machine-alone"


@cache
def key(which: str) -> rsa.RSAPrivateKey:
    """A key of its own for each word: making one takes a while."""
    assert which
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Provider:
    """`claims`, `signed_by`, `algorithm` and `described` change what it says next; `asked` keeps what it was asked for."""

    server: ThreadingHTTPServer
    claims: dict[str, Any] = field(default_factory=dict)
    described: dict[str, Any] = field(default_factory=dict)
    signed_by: str = "provider"
    algorithm: str = "RS256"
    asked: list[dict[str, str]] = field(default_factory=list)
    sent: dict[str, str] = field(default_factory=dict)  # the query with which a browser was sent here

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def setting(self) -> dict[str, str]:
        """GUONG_OIDC_… as the settings keep it."""
        return {"name": "Cổng một cửa", "issuer": self.issuer, "client_id": CLIENT, "secret": SECRET}

    def description(self) -> dict[str, Any]:
        said = {
            "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/auth", "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys", "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }  # fmt: skip
        return said | self.described

    def keys(self) -> dict[str, Any]:
        public = json.loads(RSAAlgorithm.to_jwk(key("provider").public_key()))
        return {"keys": [{**public, "kid": "1", "alg": "RS256", "use": "sig"}]}

    def token(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """An answer for the one code there is, to whoever holds the verifier of the challenge that the browser brought."""
        self.asked.append(form)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if (
            form.get("code") != "ma-mot-lan"
            or base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != self.sent["code_challenge"]
        ):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": CLIENT, "sub": "8f3a-0001", "iat": now, "exp": now + 300, "auth_time": now,
            "nonce": self.sent["nonce"], "email": "member@example.vn", "email_verified": True,
            "preferred_username": "member",
        } | self.claims  # fmt: skip
        said = {name: value for name, value in claims.items() if value is not None}
        if self.algorithm == "none":
            signed = jwt.encode(said, None, algorithm="none", headers={"kid": "1"})
        elif self.algorithm == "HS256":
            signed = jwt.encode(said, SECRET.encode(), algorithm="HS256", headers={"kid": "1"})
        else:
            signed = jwt.encode(said, key(self.signed_by), algorithm="RS256", headers={"kid": "1"})
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": signed}

    def arriving(self, location: str) -> dict[str, str]:
        """The browser came with this address; the query with which it is sent back."""
        parts = urlsplit(location)
        assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{self.issuer}/auth"
        self.sent = {name: values[0] for name, values in parse_qs(parts.query).items()}
        return {"code": "ma-mot-lan", "state": self.sent["state"]}


class _Handler(BaseHTTPRequestHandler):
    def _answer(self, status: int, said: dict[str, Any]) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        provider: Provider = self.server.provider  # type: ignore[attr-defined]
        pages = {"/.well-known/openid-configuration": provider.description, "/keys": provider.keys}
        page = pages.get(self.path)
        self._answer(200 if page else 404, page() if page else {})

    def do_POST(self) -> None:
        provider: Provider = self.server.provider  # type: ignore[attr-defined]
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._answer(*provider.token({name: values[0] for name, values in parse_qs(text).items()}))

    def log_message(self, *args: object) -> None:
        return


def start() -> Provider:
    """Listening on a free port; `stop` ends it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    made = Provider(server)
    server.provider = made  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    return made


def stop(provider: Provider) -> None:
    provider.server.shutdown()
    provider.server.server_close()
