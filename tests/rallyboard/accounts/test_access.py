"""Access tokens: ours are read, and nothing that anybody could forge is (RFC 8725)."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from typing import Any

import jwt
import pytest

from rallyboard.accounts.access import AUDIENCE, LIFE_S, TYPE, AccessTokens, Claims
from rallyboard.accounts.errors import NotSignedIn
from rallyboard.accounts.keyring import Keyring
from rallyboard.settings import Settings

SITE = "https://pong.example"
RING = Keyring(Settings(secret="s" * 32))
TOKENS = AccessTokens(RING, SITE)
KID, KEY = RING.signing[0]
HEAD = {"typ": TYPE, "kid": KID}
PEM = b"-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="


def claims(**changed: object) -> dict[str, Any]:
    now = int(time.time())
    base = {"iss": SITE, "aud": AUDIENCE, "sub": "a", "sid": "s", "jti": "j", "iat": now, "exp": now + 60}
    return {name: value for name, value in {**base, **changed}.items() if value is not ...}


def signed(payload: dict[str, Any], header: dict[str, Any] | None = None, key: bytes = KEY, alg: str = "HS256") -> str:
    return jwt.encode(payload, key, algorithm=alg, headers=HEAD if header is None else header)


def raw(header: object, payload: object, signature: bytes = b"") -> str:
    parts = [json.dumps(header).encode(), json.dumps(payload).encode(), signature]
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)


def ours(payload: str) -> str:
    """Any text under our own signature, as if a careless signer had our key."""
    header = json.dumps({"alg": "HS256", **HEAD})
    parts = [base64.urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in (header, payload)]
    mac = hmac.new(KEY, ".".join(parts).encode(), hashlib.sha256).digest()
    return ".".join([*parts, base64.urlsafe_b64encode(mac).decode().rstrip("=")])


FORGED: dict[str, Callable[[], str]] = {
    "nothing": lambda: "",
    "one word": lambda: "token",
    "two parts": lambda: "a.b",
    "four parts": lambda: signed(claims()) + ".x",
    "no signature": lambda: signed(claims()).rpartition(".")[0] + ".",
    "cut signature": lambda: signed(claims())[:-4],
    "changed signature": lambda: signed(claims())[:-6] + "AAAAAA",
    "changed payload": lambda: signed(claims()).replace(".", ".e", 1),
    "alg none": lambda: raw({"alg": "none", **HEAD}, claims()),
    "alg None": lambda: raw({"alg": "None", **HEAD}, claims()),
    "alg NONE": lambda: raw({"alg": "NONE", **HEAD}, claims(), b"x"),
    "alg empty": lambda: raw({"alg": "", **HEAD}, claims()),
    "alg HS384": lambda: signed(claims(), key=b"k" * 64, alg="HS384"),
    "alg HS512": lambda: signed(claims(), key=b"k" * 64, alg="HS512"),
    "alg RS256": lambda: raw({"alg": "RS256", **HEAD}, claims(), b"x" * 256),
    "alg EdDSA": lambda: raw({"alg": "EdDSA", **HEAD}, claims(), b"x" * 64),
    "another key": lambda: signed(claims(), key=b"k" * 32),
    "empty key": lambda: jwt.encode(claims(), b"\0" * 32, algorithm="HS256", headers=HEAD),
    "a public key as secret": lambda: signed(claims(), key=PEM.replace(b"-", b"_")),
    "no kid": lambda: signed(claims(), {"typ": TYPE}),
    "unknown kid": lambda: signed(claims(), {"typ": TYPE, "kid": "0" * 12}),
    "kid is a path": lambda: signed(claims(), {"typ": TYPE, "kid": "../../dev/null"}),
    "kid is sql": lambda: signed(claims(), {"typ": TYPE, "kid": "' OR 1=1 --"}),
    "no typ": lambda: signed(claims(), {"kid": KID, "typ": None}),
    "typ JWT": lambda: signed(claims(), {"kid": KID, "typ": "JWT"}),
    "typ of an id token": lambda: signed(claims(), {"kid": KID, "typ": "id+jwt"}),
    "typ in capitals": lambda: signed(claims(), {"kid": KID, "typ": "AT+JWT"}),
    "jwk header": lambda: signed(claims(), {**HEAD, "jwk": {"kty": "oct", "k": "AAAA"}}),
    "jku header": lambda: signed(claims(), {**HEAD, "jku": "https://evil.example/keys"}),
    "x5u header": lambda: signed(claims(), {**HEAD, "x5u": "https://evil.example/cert"}),
    "x5c header": lambda: signed(claims(), {**HEAD, "x5c": ["AAAA"]}),
    "crit header": lambda: signed(claims(), {**HEAD, "crit": ["exp"]}),
    "unencoded payload": lambda: signed(claims(), {**HEAD, "b64": False, "crit": ["b64"]}),
    "another issuer": lambda: signed(claims(iss="https://evil.example")),
    "issuer with a slash": lambda: signed(claims(iss=SITE + "/")),
    "list of issuers": lambda: ours(json.dumps(claims(iss=[SITE]))),
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


def test_there_are_enough_forgeries() -> None:
    assert len(FORGED) >= 40


@pytest.mark.parametrize("name", FORGED)
def test_no_forged_token_is_read(name: str) -> None:
    with pytest.raises(NotSignedIn):
        TOKENS.read(FORGED[name]())


def test_a_token_of_ours_says_who_and_which_session() -> None:
    assert TOKENS.read(TOKENS.issue("ada", "session-1")) == Claims("ada", "session-1")
    assert TOKENS.read(signed(claims())) == Claims("a", "s")


def test_a_token_holds_five_minutes_and_each_is_its_own() -> None:
    one, two = TOKENS.issue("ada", "s"), TOKENS.issue("ada", "s")
    told = jwt.decode(one, KEY, algorithms=["HS256"], audience=AUDIENCE)
    assert (told["exp"] - told["iat"], one != two) == (LIFE_S, True)


def test_a_token_of_the_secret_before_is_still_read() -> None:
    before = AccessTokens(Keyring(Settings(secret="a" * 32)), SITE).issue("ada", "s")
    now = AccessTokens(Keyring(Settings(secret="b" * 32, secret_previous="a" * 32)), SITE)
    assert now.read(before) == Claims("ada", "s")
