"""ID tokens: a provider's signed word for who somebody is (OpenID Connect Core 1.0, section 3.1.3.7)."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from rallyboard.accounts.oauth.errors import ProviderRefused

ALGORITHMS: Final = (
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519",
)  # fmt: skip
"""Signatures only a provider can make: no `none`, and no HMAC, which a public key could be abused for."""
LEEWAY_S: Final = 60
LONGEST: Final = 16 * 1024
DOES_NOT_HOLD: Final = "What the provider said about you does not hold; try again, or tell the site's owner."


@dataclass(frozen=True, slots=True)
class Expected:
    """What a token must say to be meant for us, now, in this flow."""

    issuer: str
    client_id: str
    nonce: str
    access_token: str


def read_id_token(token: object, keys: KeySet, expected: Expected) -> dict[str, Any]:
    """The claims of a token that holds; raises ProviderRefused for any other."""
    if not isinstance(token, str) or len(token) > LONGEST:
        raise ProviderRefused(DOES_NOT_HOLD)
    try:
        read = jwt.decode(token, keys, algorithms=ALGORITHMS)
        _registry(expected).validate(read.claims)
    except (JoseError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
        raise ProviderRefused(DOES_NOT_HOLD) from None
    if not (_is_for_us(read.claims, expected) and _goes_with(read.header, read.claims, expected.access_token)):
        raise ProviderRefused(DOES_NOT_HOLD)
    return read.claims


def _registry(expected: Expected) -> jwt.JWTClaimsRegistry:
    return jwt.JWTClaimsRegistry(
        leeway=LEEWAY_S,
        iss={"essential": True, "value": expected.issuer},
        aud={"essential": True, "value": expected.client_id},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
    )


def _is_for_us(claims: Mapping[str, Any], expected: Expected) -> bool:
    """Of several audiences one must be authorised, and it must be us; the nonce is that of this very flow."""
    audience, party, nonce = claims["aud"], claims.get("azp"), claims.get("nonce")
    several = isinstance(audience, list) and audience != [expected.client_id]
    authorised = party == expected.client_id or (party is None and not several)
    return authorised and isinstance(nonce, str) and _same(nonce, expected.nonce)


def _goes_with(header: Mapping[str, Any], claims: Mapping[str, Any], access_token: str) -> bool:
    """Whether the access token is the one that was issued beside it; a provider need not say."""
    said = claims.get("at_hash")
    if said is None:
        return True
    return isinstance(said, str) and _same(said, half_hash(access_token, str(header["alg"])))


def half_hash(text: str, algorithm: str) -> str:
    """The left half of a hash of the same strength as the signature, base64url."""
    size = algorithm[-3:] if algorithm[-3:] in {"256", "384"} else "512"
    digest = hashlib.new(f"sha{size}", text.encode()).digest()
    return base64.urlsafe_b64encode(digest[: len(digest) // 2]).decode().rstrip("=")


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(errors="replace"), other.encode())
