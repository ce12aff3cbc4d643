"""ID tokens: one that holds, and every way in which one can fail to."""

import base64
import hmac
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jws, jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

from rallyboard.accounts.oauth.errors import ProviderRefused
from rallyboard.accounts.oauth.idtoken import Expected, half_hash, read_id_token

KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
OTHER = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
PUBLIC = KeySet([RSAKey.import_key(KEY.as_dict(private=False))])
EXPECTED = Expected("https://club.example", "us", "n-0S6", "access-1")
Claims = dict[str, Any]


def claims(**changed: Any) -> Claims:
    now = int(time.time())
    said = {"iss": "https://club.example", "aud": "us", "sub": "ada", "nonce": "n-0S6", "iat": now, "exp": now + 600}
    return {name: value for name, value in {**said, **changed}.items() if value is not ...}


def signed(said: Claims, key: Any = KEY, alg: str = "RS256", **header: Any) -> str:
    registry = jws.JWSRegistry(algorithms=[alg], strict_check_header=False)
    return jwt.encode({"alg": alg, "kid": "one", **header}, said, key, registry=registry)


def refused(token: object, expected: Expected = EXPECTED, keys: KeySet = PUBLIC) -> None:
    with pytest.raises(ProviderRefused):
        read_id_token(token, keys, expected)


def test_a_token_for_us_in_this_flow_is_read() -> None:
    assert read_id_token(signed(claims()), PUBLIC, EXPECTED)["sub"] == "ada"


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "https://club.example/"}, {"iss": "https://evil.example"}, {"iss": ...}, {"iss": ["https://club.example"]},
        {"aud": "them"}, {"aud": ...}, {"aud": ["them"]}, {"aud": "us "}, {"aud": ["us", "them"]},
        {"aud": ["us", "them"], "azp": "them"}, {"azp": "them"}, {"aud": {"us": 1}},
        {"exp": int(time.time()) - 120}, {"exp": ...}, {"exp": "later"}, {"exp": None}, {"exp": 1e400},
        {"iat": ...}, {"iat": int(time.time()) + 3_600}, {"iat": "now"}, {"nbf": int(time.time()) + 3_600},
        {"nonce": ...}, {"nonce": "n-other"}, {"nonce": ["n-0S6"]}, {"nonce": ""},
        {"sub": ...}, {"sub": None}, {"sub": 7}, {"at_hash": "x"}, {"at_hash": 7},
        {"at_hash": half_hash("other", "RS256")},
    ],
)  # fmt: skip
def test_a_claim_that_does_not_fit_is_refused(changed: Claims) -> None:
    refused(signed(claims(**changed)))


def test_of_several_audiences_the_authorised_one_must_be_us() -> None:
    token = signed(claims(aud=["us", "them"], azp="us"))
    assert read_id_token(token, PUBLIC, EXPECTED)["azp"] == "us"


@pytest.mark.parametrize("alg", ["RS256", "RS384", "RS512"])
def test_the_access_token_is_the_one_that_was_issued_beside_it(alg: str) -> None:
    token = signed(claims(at_hash=half_hash("access-1", alg)), alg=alg)
    assert read_id_token(token, PUBLIC, EXPECTED)["sub"] == "ada"


def test_the_half_hash_is_that_of_the_specification() -> None:
    example = half_hash("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y", "RS256")
    assert example == "77QmUPtjPfzWtF2AnpK9RQ"


def by_hand(said: Claims, alg: str, secret: bytes) -> str:
    """What no library would make."""
    parts = [json.dumps({"alg": alg, "kid": "one"}).encode(), json.dumps(said).encode()]
    text = b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in parts)
    mark = hmac.new(secret, text, "sha256").digest()
    return b".".join([text, base64.urlsafe_b64encode(mark).rstrip(b"=")]).decode()


def raw(payload: str) -> str:
    return jws.serialize_compact({"alg": "RS256", "kid": "one"}, payload.encode(), KEY)


FORGERIES: dict[str, Callable[[], object]] = {
    "signed by another": lambda: signed(claims(), OTHER),
    "no signature": lambda: ".".join([*signed(claims()).split(".")[:2], ""]),
    "alg none": lambda: "eyJhbGciOiJub25lIn0." + signed(claims()).split(".")[1] + ".",
    "the public key as a shared one": lambda: by_hand(claims(), "HS256", KEY.as_pem(private=False)),
    "a foreign algorithm": lambda: by_hand(claims(), "RS1", b"x"),
    "half a character": lambda: raw(json.dumps(claims(nonce="\ud800"))),
    "another's elliptic key": lambda: signed(claims(), ECKey.generate_key("P-256"), "ES256"),
    "an unknown kid": lambda: signed(claims(), kid="two"),
    "its own key in the header": lambda: signed(claims(), OTHER, jwk=OTHER.as_dict(private=False)),
    "a critical header": lambda: signed(claims(), crit=["b64"], b64=False),
    "too long": lambda: signed(claims(filler="x" * 20_000)),
    "nothing": lambda: None,
    "a number": lambda: 7,
    "no text": lambda: "",
    "dots": lambda: "..",
    "a list for claims": lambda: raw("[]"),
    "deep": lambda: raw("[" * 5_000),
}


@pytest.mark.parametrize("forgery", FORGERIES, ids=str)
def test_a_forgery_is_refused(forgery: str) -> None:
    refused(FORGERIES[forgery]())


def test_without_any_key_nothing_holds() -> None:
    refused(signed(claims()), keys=KeySet([]))


@given(st.text(max_size=60) | st.binary(max_size=60).map(lambda raw: raw.decode("latin-1")))
def test_no_text_does_worse_than_be_refused(text: str) -> None:
    refused(text)
