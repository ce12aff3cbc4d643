"""A software authenticator and the browser around it: makes passkeys, signs with them, answers as `toJSON()` does.

Written from the standard (WebAuthn Level 3, sections 5.8.1 and 6.1) on `cryptography` alone, so that the server's
library is not tested against itself. Every part that a hostile one would bend is an argument.
"""

import base64
import hashlib
import json
import os
import struct
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

PRESENT, VERIFIED, ELIGIBLE, BACKED_UP, ATTESTED = 0x01, 0x04, 0x08, 0x10, 0x40
PrivateKey = ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey | rsa.RSAPrivateKey


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def new_key(kind: str) -> PrivateKey:
    match kind:
        case "ed25519":
            return ed25519.Ed25519PrivateKey.generate()
        case "rsa":
            return rsa.generate_private_key(65_537, 2_048)
        case _:
            return ec.generate_private_key(ec.SECP256R1())


def cose(key: PrivateKey) -> dict[int, Any]:
    """The public half as a COSE key (RFC 9053)."""
    match key:
        case ed25519.Ed25519PrivateKey():
            return {1: 1, 3: -8, -1: 6, -2: key.public_key().public_bytes_raw()}
        case rsa.RSAPrivateKey():
            numbers = key.public_key().public_numbers()
            return {1: 3, 3: -257, -1: numbers.n.to_bytes(256, "big"), -2: numbers.e.to_bytes(3, "big")}
        case _:
            point = key.public_key().public_numbers()
            return {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}


@dataclass
class Passkey:
    """One credential on the device."""

    rp_id: str
    user: bytes
    key: PrivateKey
    id: bytes
    count: int = 0


@dataclass
class Authenticator:
    """A device on one page (`origin`). `counts` is False for passkeys that are synced over devices."""

    origin: str
    counts: bool = True
    kind: str = "p256"
    flags: int = PRESENT | VERIFIED
    passkeys: list[Passkey] = field(default_factory=list)

    def create(self, options: dict[str, Any], **bent: Any) -> dict[str, Any]:
        """What `navigator.credentials.create()` answers; remembers the new passkey."""
        name = bent.get("credential_id") or os.urandom(32)
        passkey = Passkey(options["rp"]["id"], unb64(options["user"]["id"]), new_key(self.kind), name)
        self.passkeys.append(passkey)
        public = bent.get("public_key", cbor2.dumps(cose(passkey.key)))
        attested = bytes(16) + struct.pack(">H", len(passkey.id)) + passkey.id + public
        data = self._data(passkey, bent.get("flags", self.flags) | ATTESTED, bent) + attested
        statement = {"fmt": bent.get("fmt", "none"), "attStmt": bent.get("statement", {}), "authData": data}
        client = self._client("webauthn.create", options["challenge"], bent)
        response = {
            "clientDataJSON": b64(client), "attestationObject": b64(bent.get("object", cbor2.dumps(statement))),
            "transports": ["internal", "hybrid"], "publicKeyAlgorithm": -7, "authenticatorData": b64(data),
        }  # fmt: skip
        return self._credential(passkey, response, bent)

    def get(self, options: dict[str, Any], passkey: Passkey | None = None, **bent: Any) -> dict[str, Any]:
        """What `navigator.credentials.get()` answers, with the passkey that fits or the one that is given."""
        allowed = {allowed["id"] for allowed in options.get("allowCredentials", [])}
        fitting = [known for known in self.passkeys if not allowed or b64(known.id) in allowed]
        chosen = passkey or fitting[-1]
        chosen.count += 1 if self.counts else 0
        data = bent.get("data", self._data(chosen, bent.get("flags", self.flags), bent))
        client = self._client("webauthn.get", options["challenge"], bent)
        response = {
            "clientDataJSON": b64(client), "authenticatorData": b64(data),
            "signature": b64(bent.get("signature", sign(chosen.key, data + hashlib.sha256(client).digest()))),
            "userHandle": b64(bent.get("user", chosen.user)),
        }  # fmt: skip
        return self._credential(chosen, response, bent)

    def _data(self, passkey: Passkey, flags: int, bent: dict[str, Any]) -> bytes:
        place = hashlib.sha256(bent.get("rp_id", passkey.rp_id).encode()).digest()
        return place + struct.pack(">BI", flags, bent.get("count", passkey.count))

    def _client(self, kind: str, challenge: str, bent: dict[str, Any]) -> bytes:
        said = {
            "type": bent.get("type", kind), "challenge": bent.get("challenge", challenge),
            "origin": bent.get("origin", self.origin), "crossOrigin": bent.get("cross_origin", False),
        }  # fmt: skip
        return bent.get("client", json.dumps(said).encode())

    def _credential(self, passkey: Passkey, response: dict[str, Any], bent: dict[str, Any]) -> dict[str, Any]:
        name = bent.get("id", b64(passkey.id))
        return {
            "id": name, "rawId": bent.get("raw_id", name), "type": "public-key", "response": response,
            "clientExtensionResults": {}, "authenticatorAttachment": "platform",
        }  # fmt: skip


def sign(key: PrivateKey, message: bytes) -> bytes:
    match key:
        case ed25519.Ed25519PrivateKey():
            return key.sign(message)
        case rsa.RSAPrivateKey():
            return key.sign(message, padding.PKCS1v15(), hashes.SHA256())
        case _:
            return key.sign(message, ec.ECDSA(hashes.SHA256()))
