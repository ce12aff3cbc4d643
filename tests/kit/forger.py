"""Forged access tokens: what an attacker can think of (RFC 8725), each wrong in one way only."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from typing import Any

import jwt

from rallyboard.accounts.access import AUDIENCE, TYPE

PEM = b"-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="


class Forger:
    """Knows the site, a session that holds, and for what only a careless signer would sign even its key."""

    def __init__(self, site: str, kid: str, key: bytes, account: str = "a", session: str = "s") -> None:
        self.site, self.kid, self.key = site, kid, key
        self._sub, self._sid = account, session
        self.head = {"typ": TYPE, "kid": kid}

    def claims(self, **changed: object) -> dict[str, Any]:
        now = int(time.time())
        base = {
            "iss": self.site,
            "aud": AUDIENCE,
            "sub": self._sub,
            "sid": self._sid,
            "jti": "j",
            "iat": now,
            "exp": now + 60,
        }
        return {name: value for name, value in {**base, **changed}.items() if value is not ...}

    def signed(
        self,
        payload: dict[str, Any],
        header: dict[str, Any] | None = None,
        key: bytes | None = None,
        alg: str = "HS256",
    ) -> str:
        return jwt.encode(payload, key or self.key, algorithm=alg, headers=self.head if header is None else header)

    def raw(self, header: object, payload: object, signature: bytes = b"") -> str:
        parts = [json.dumps(header).encode(), json.dumps(payload).encode(), signature]
        return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)

    def ours(self, payload: str) -> str:
        """Any text under our own signature, as if a careless signer had our key."""
        header = json.dumps({"alg": "HS256", **self.head})
        parts = [base64.urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in (header, payload)]
        mac = hmac.new(self.key, ".".join(parts).encode(), hashlib.sha256).digest()
        return ".".join([*parts, base64.urlsafe_b64encode(mac).decode().rstrip("=")])

    def corpus(self) -> dict[str, Callable[[], str]]:
        """By what is wrong with it."""
        claims, signed, raw, ours = self.claims, self.signed, self.raw, self.ours
        return {
            "nothing": lambda: "",
            "one word": lambda: "token",
            "two parts": lambda: "a.b",
            "four parts": lambda: signed(claims()) + ".x",
            "no signature": lambda: signed(claims()).rpartition(".")[0] + ".",
            "cut signature": lambda: signed(claims())[:-4],
            "changed signature": lambda: signed(claims())[:-6] + "AAAAAA",
            "changed payload": lambda: signed(claims()).replace(".", ".e", 1),
            "alg none": lambda: raw({"alg": "none", **self.head}, claims()),
            "alg None": lambda: raw({"alg": "None", **self.head}, claims()),
            "alg NONE": lambda: raw({"alg": "NONE", **self.head}, claims(), b"x"),
            "alg empty": lambda: raw({"alg": "", **self.head}, claims()),
            "alg HS384": lambda: signed(claims(), key=b"k" * 64, alg="HS384"),
            "alg HS512": lambda: signed(claims(), key=b"k" * 64, alg="HS512"),
            "alg RS256": lambda: raw({"alg": "RS256", **self.head}, claims(), b"x" * 256),
            "alg EdDSA": lambda: raw({"alg": "EdDSA", **self.head}, claims(), b"x" * 64),
            "another key": lambda: signed(claims(), key=b"k" * 32),
            "empty key": lambda: jwt.encode(claims(), b"\0" * 32, algorithm="HS256", headers=self.head),
            "a public key as secret": lambda: signed(claims(), key=PEM.replace(b"-", b"_")),
            "no kid": lambda: signed(claims(), {"typ": TYPE}),
            "unknown kid": lambda: signed(claims(), {"typ": TYPE, "kid": "0" * 12}),
            "kid is a path": lambda: signed(claims(), {"typ": TYPE, "kid": "../../dev/null"}),
            "kid is sql": lambda: signed(claims(), {"typ": TYPE, "kid": "' OR 1=1 --"}),
            "no typ": lambda: signed(claims(), {"kid": self.kid, "typ": None}),
            "typ JWT": lambda: signed(claims(), {"kid": self.kid, "typ": "JWT"}),
            "typ of an id token": lambda: signed(claims(), {"kid": self.kid, "typ": "id+jwt"}),
            "typ in capitals": lambda: signed(claims(), {"kid": self.kid, "typ": "AT+JWT"}),
            "jwk header": lambda: signed(claims(), {**self.head, "jwk": {"kty": "oct", "k": "AAAA"}}),
            "jku header": lambda: signed(claims(), {**self.head, "jku": "https://evil.example/keys"}),
            "x5u header": lambda: signed(claims(), {**self.head, "x5u": "https://evil.example/cert"}),
            "x5c header": lambda: signed(claims(), {**self.head, "x5c": ["AAAA"]}),
            "crit header": lambda: signed(claims(), {**self.head, "crit": ["exp"]}),
            "unencoded payload": lambda: signed(claims(), {**self.head, "b64": False, "crit": ["b64"]}),
            "another issuer": lambda: signed(claims(iss="https://evil.example")),
            "issuer with a slash": lambda: signed(claims(iss=self.site + "/")),
            "list of issuers": lambda: ours(json.dumps(claims(iss=[self.site]))),
            "another audience": lambda: signed(claims(aud="other")),
            "list of audiences": lambda: signed(claims(aud=[AUDIENCE, "other"])),
            "no audience": lambda: signed(claims(aud=...)),
            "no issuer": lambda: signed(claims(iss=...)),
            "no subject": lambda: signed(claims(sub=...)),
            "no session": lambda: signed(claims(sid=...)),
            "no id": lambda: signed(claims(jti=...)),
            "no issue time": lambda: signed(claims(iat=...)),
            "no expiry": lambda: signed(claims(exp=...)),
            "expired": lambda: signed(claims(exp=int(time.time()) - 1)),
            "expires as text": lambda: ours(json.dumps(claims(exp="tomorrow"))),
            "expires at infinity": lambda: ours(json.dumps(claims(exp=float("inf")))),
            "not yet issued": lambda: signed(claims(iat=int(time.time()) + 600)),
            "not before tomorrow": lambda: signed(claims(nbf=int(time.time()) + 86_400)),
            "subject is a number": lambda: ours(json.dumps(claims(sub=1))),
            "session is a list": lambda: signed(claims(sid=["s"])),
            "payload is a list": lambda: ours("[]"),
            "payload is nested deeply": lambda: ours("[" * 600),
            "a megabyte": lambda: signed(claims(pad="x" * 1_000_000)),
        }  # fmt: skip
