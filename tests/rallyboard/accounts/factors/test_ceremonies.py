"""The two ceremonies against a software authenticator that keeps the standard, or bends one thing."""

import os
from typing import Any
from uuid import uuid4

import cbor2
import msgspec
import pytest

from rallyboard.accounts.factors import ceremonies
from rallyboard.accounts.factors.authenticator import user_of
from rallyboard.accounts.factors.errors import PasskeyRefused, PasskeyUnusable
from rallyboard.accounts.factors.relying import Party
from rallyboard.accounts.factors.schemas import Assertion, Attestation
from rallyboard.accounts.models import Passkey
from tests.kit.authenticator import BACKED_UP, ELIGIBLE, PRESENT, VERIFIED, Authenticator, b64, cose, new_key

ORIGIN = "https://pong.example"
PARTY = Party("pong.example", (ORIGIN,))
ACCOUNT = str(uuid4())


class Desk:
    """One account's passkey, made and kept."""

    def __init__(self, **device: Any) -> None:
        self.device, self.challenge = Authenticator(ORIGIN, **device), os.urandom(32)

    def create(self, **bent: Any) -> ceremonies.Made:
        options = ceremonies.creation_options(PARTY, self.challenge, ACCOUNT, "ada@example.org", "Ada", [])
        answer = msgspec.convert(self.device.create(options, **bent), Attestation)
        return ceremonies.made(PARTY, self.challenge, answer)

    def keep(self) -> Passkey:
        made = self.create()
        return Passkey(credential_id=made.credential_id, public_key=made.public_key, transports=made.transports)

    def sign(self, passkey: Passkey, **bent: Any) -> ceremonies.Signed:
        options = ceremonies.request_options(PARTY, self.challenge, [passkey])
        answer = msgspec.convert(self.device.get(options, **bent), Assertion)
        return ceremonies.signed(PARTY, self.challenge, answer, passkey)


@pytest.mark.parametrize("kind", ["p256", "ed25519", "rsa"])
def test_a_passkey_is_made_and_signs(kind: str) -> None:
    desk = Desk(kind=kind)
    passkey = desk.keep()
    assert passkey.transports == "hybrid internal"
    assert desk.sign(passkey) == ceremonies.Signed(1, backed_up=False)
    assert desk.sign(passkey).sign_count == 2


def test_a_synced_passkey_counts_nothing_and_says_so() -> None:
    desk = Desk(counts=False, flags=PRESENT | VERIFIED | ELIGIBLE | BACKED_UP)
    assert desk.sign(desk.keep()) == ceremonies.Signed(0, backed_up=True)


def test_the_browser_is_asked_for_a_discoverable_passkey_of_a_verified_user() -> None:
    known = Desk().keep()
    options = ceremonies.creation_options(PARTY, b"x" * 32, ACCOUNT, "ada@example.org", "Ada", [known])
    assert options["rp"] == {"name": "Rallyboard", "id": "pong.example"}
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert [excluded["id"] for excluded in options["excludeCredentials"]] == [known.credential_id]
    assert options["attestation"] == "none"
    assert "ada" not in str(options["user"]["id"])


def test_the_authenticator_says_whose_the_passkey_is() -> None:
    desk = Desk()
    options = ceremonies.request_options(PARTY, desk.challenge, [desk.keep()])
    assert user_of(msgspec.convert(desk.device.get(options), Assertion)) == ACCOUNT
    assert user_of(msgspec.convert(desk.device.get(options, user=b"x" * 64), Assertion)) == ""


HUGE = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": b"\xff" * 20_000})
DEEP = b"\x81" * 20_000 + b"\x00"
BENT_MAKING: dict[str, dict[str, Any]] = {
    "another challenge": {"challenge": b64(b"y" * 32)},
    "another page": {"origin": "https://evil.example"},
    "a page below ours": {"origin": "https://x.pong.example"},
    "plain http": {"origin": "http://pong.example"},
    "inside a foreign frame": {"cross_origin": True},
    "another party": {"rp_id": "evil.example"},
    "a signature instead": {"type": "webauthn.get"},
    "nobody touched it": {"flags": VERIFIED},
    "nobody was verified": {"flags": PRESENT},
    "backed up but not eligible": {"flags": PRESENT | VERIFIED | BACKED_UP},
    "an unknown attestation": {"fmt": "fido-u2f"},
    "a broken tpm": {"fmt": "tpm"},
    "a broken packed": {"fmt": "packed", "statement": {"alg": -7, "sig": b"x"}},
    "a statement beside none": {"statement": {"sig": b"x"}},
    "an attestation that is no text": {"fmt": 7},
    "client data that is no JSON": {"client": b"\xff\xfe"},
    "client data that is a list": {"client": b"[]"},
    "client data without a challenge": {"client": b'{"type":"webauthn.create"}'},
    "client data with numbers": {"client": b'{"type":1,"challenge":2,"origin":3}'},
    "an object that is no CBOR": {"object": b"\xff"},
    "an object that is a number": {"object": b"\x00"},
    "an object of nothing": {"object": cbor2.dumps({})},
    "data that is no bytes": {"object": cbor2.dumps({"fmt": "none", "authData": 7})},
    "data that is too short": {"object": cbor2.dumps({"fmt": "none", "authData": b"x"})},
    "data that is too long": {"object": HUGE},
    "CBOR nested deeply": {"object": DEEP},
    "a key that is no CBOR": {"public_key": b"\xff"},
    "a key without a type": {"public_key": cbor2.dumps({3: -7})},
    "a key of an unknown kind": {"public_key": cbor2.dumps({1: 9, 3: -7})},
    "a key not on its curve": {"public_key": cbor2.dumps({1: 2, 3: -7, -1: 1, -2: b"x" * 32, -3: b"y" * 32})},
    "a key of text": {"public_key": cbor2.dumps({1: 2, 3: -7, -1: 1, -2: "x", -3: "y"})},
    "an algorithm nobody asked for": {"public_key": cbor2.dumps({**cose(new_key("p256")), 3: -65_535})},
    "a key of many bytes": {"public_key": cbor2.dumps({1: 3, 3: -257, -1: b"\xff" * 4_000, -2: b"\x01\x00\x01"})},
    "ids that differ": {"id": b64(b"a" * 32), "raw_id": b64(b"b" * 32)},
}


@pytest.mark.parametrize("bent", BENT_MAKING.values(), ids=BENT_MAKING.keys())
def test_a_passkey_with_one_thing_bent_is_not_kept(bent: dict[str, Any]) -> None:
    with pytest.raises(PasskeyUnusable):
        Desk().create(**bent)


BENT_SIGNING: dict[str, dict[str, Any]] = {
    "another challenge": {"challenge": b64(b"y" * 32)},
    "another page": {"origin": "https://evil.example"},
    "no page": {"origin": "null"},
    "inside a foreign frame": {"cross_origin": True},
    "another party": {"rp_id": "evil.example"},
    "a making instead": {"type": "webauthn.create"},
    "nobody touched it": {"flags": VERIFIED},
    "nobody was verified": {"flags": PRESENT},
    "no signature": {"signature": b"\x00"},
    "a signature of zeros": {"signature": bytes(70)},
    "data that is too short": {"data": b"x"},
    "data with a tail": {"data": bytes(32) + b"\x05" + bytes(40)},
    "client data that is no JSON": {"client": b"{"},
    "client data twice over": {"client": b"[" * 20_000},
    "ids that differ": {"id": b64(b"a" * 32), "raw_id": b64(b"b" * 32)},
}


@pytest.mark.parametrize("bent", BENT_SIGNING.values(), ids=BENT_SIGNING.keys())
def test_a_signature_with_one_thing_bent_opens_nothing(bent: dict[str, Any]) -> None:
    desk = Desk()
    passkey = desk.keep()
    with pytest.raises(PasskeyRefused):
        desk.sign(passkey, **bent)


def test_the_signature_of_another_key_opens_nothing() -> None:
    desk, other = Desk(), Desk()
    mine, theirs = desk.keep(), other.keep()
    mine.public_key = theirs.public_key
    with pytest.raises(PasskeyRefused):
        desk.sign(mine)
