"""Access tokens: signed statements, good for five minutes, that a request comes from a session (RFC 9068, RFC 8725).

A token says who; whether the session still is, its row says. Every claim is required, one function reads them all.
"""

import time
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

import jwt

from rallyboard.accounts.errors import NotSignedIn
from rallyboard.accounts.keyring import Keyring

LIFE_S: Final = 300
AUDIENCE: Final = "rallyboard"
TYPE: Final = "at+jwt"
LONGEST: Final = 2_048
CLAIMS: Final = ("iss", "aud", "sub", "sid", "jti", "iat", "exp")


@dataclass(frozen=True, slots=True)
class Claims:
    """What a token that holds says."""

    account_id: str
    session_id: str


class AccessTokens:
    """`issuer` is the site's own origin."""

    def __init__(self, keyring: Keyring, issuer: str) -> None:
        self._keyring, self._issuer = keyring, issuer

    def issue(self, account_id: str, session_id: str) -> str:
        """A token for this session, from now on for five minutes."""
        kid, key = self._keyring.signing[0]
        now = int(time.time())
        claims = {
            "iss": self._issuer, "aud": AUDIENCE, "sub": account_id, "sid": session_id, "jti": uuid4().hex,
            "iat": now, "exp": now + LIFE_S,
        }  # fmt: skip
        return jwt.encode(claims, key, algorithm="HS256", headers={"typ": TYPE, "kid": kid})

    def read(self, token: str) -> Claims:
        """The claims of a token of ours that still holds; raises NotSignedIn for anything else."""
        try:
            claims = self._decode(token)
        except (jwt.PyJWTError, ValueError, RecursionError):
            raise NotSignedIn("This token holds no longer; refresh it or sign in again.") from None
        account, session = claims["sub"], claims["sid"]
        if not (isinstance(account, str) and isinstance(session, str)):
            raise NotSignedIn("This token holds no longer; refresh it or sign in again.")
        return Claims(account, session)

    def _decode(self, token: str) -> dict[str, Any]:
        if len(token) > LONGEST:
            raise jwt.DecodeError("too long")
        header = jwt.get_unverified_header(token)
        key = dict(self._keyring.signing).get(str(header.get("kid")))
        if key is None or header.get("typ") != TYPE or set(header) != {"alg", "typ", "kid"}:
            raise jwt.InvalidTokenError("not one of ours")
        return jwt.decode(
            token, key, algorithms=["HS256"], audience=AUDIENCE, issuer=self._issuer,
            options={"require": list(CLAIMS), "strict_aud": True, "enforce_minimum_key_length": True},
        )  # fmt: skip
