"""The site's keys: one secret, from which a key for each purpose is derived (HKDF, RFC 5869).

Without RALLYBOARD_SECRET a developer's site makes one of its own and keeps it in the data folder. After a change of
secret the one before still opens what it sealed and signed, but seals and signs nothing new.
"""

import base64
import hashlib
import hmac
import os
import secrets
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from rallyboard.settings import Settings

NONCE: Final = 12
FILE: Final = "secret"


class Unsealable(ValueError):
    """What was handed in was not sealed by us, or for something else."""


class Keyring:
    """Nothing is read or made before the first use."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @cached_property
    def signing(self) -> Sequence[tuple[str, bytes]]:
        """(kid, 32-byte key) pairs for tokens, the one that signs first."""
        return [_named(secret, b"jwt") for secret in self._secrets]

    @cached_property
    def _sealing(self) -> Sequence[tuple[str, bytes]]:
        return [_named(secret, b"seal") for secret in self._secrets]

    def seal(self, text: str, about: str) -> str:
        """`text` encrypted and bound to `about` (AES-256-GCM); without the site's secret it is noise."""
        kid, key = self._sealing[0]
        nonce = os.urandom(NONCE)
        body = AESGCM(key).encrypt(nonce, text.encode(), about.encode())
        return f"{kid}.{base64.urlsafe_b64encode(nonce + body).decode().rstrip('=')}"

    def open(self, sealed: str, about: str) -> str:
        """What was sealed; raises Unsealable when it was not sealed here, for `about`, or was touched since."""
        kid, _, body = sealed.partition(".")
        key = dict(self._sealing).get(kid)
        try:
            data = base64.b64decode(body + "=" * (-len(body) % 4), altchars=b"-_", validate=True)
            if key is None or len(data) <= NONCE:
                raise Unsealable("sealed with another secret, or not at all")
            return AESGCM(key).decrypt(data[:NONCE], data[NONCE:], about.encode()).decode()
        except (ValueError, InvalidTag):
            raise Unsealable("touched since it was sealed, or sealed for something else") from None

    def stamps(self, about: str) -> Sequence[str]:
        """What only this site's secrets make of `about` (HMAC-SHA-256, 128 bits), the one to give out first."""
        made = [hmac.digest(key, about.encode(), "sha256")[:16] for key in self._stamping]
        return [base64.urlsafe_b64encode(stamp).decode().rstrip("=") for stamp in made]

    @cached_property
    def _stamping(self) -> Sequence[bytes]:
        return [_named(secret, b"stamp")[1] for secret in self._secrets]

    @cached_property
    def _secrets(self) -> Sequence[bytes]:
        settings = self._settings
        current = settings.secret.encode() or _own_secret(settings.data / FILE)
        return [current, *([settings.secret_previous.encode()] if settings.secret_previous else [])]


def _named(secret: bytes, purpose: bytes) -> tuple[str, bytes]:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"rallyboard " + purpose).derive(secret)
    return hashlib.sha256(b"kid" + key).hexdigest()[:12], key


def _own_secret(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        pass
    hidden = file.with_name(f".{file.name}-{secrets.token_hex(4)}")
    fd = os.open(hidden, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(fd, "wb") as out:
        out.write(secrets.token_hex(32).encode())
        os.fsync(out.fileno())
    try:
        os.link(hidden, file)  # the first of two who make one at once wins
    except FileExistsError:
        pass
    finally:
        hidden.unlink()
    return file.read_bytes()
