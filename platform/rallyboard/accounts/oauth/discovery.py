"""Discovery: what an OpenID provider says of itself, and the keys it signs with."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, cast

import msgspec
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from rallyboard.accounts.oauth.errors import ProviderRefused
from rallyboard.accounts.oauth.kept import KEPT_S, Kept
from rallyboard.accounts.oauth.line import STRANGE, Line
from rallyboard.accounts.oauth.providers import is_safe_address

AGAIN_S: Final = 60.0
MOST_KEYS: Final = 50
Address = Annotated[str, msgspec.Meta(max_length=2_000)]


class Metadata(msgspec.Struct, frozen=True):
    """The part of the document (OpenID Connect Discovery 1.0, section 3) that is used."""

    issuer: Address
    authorization_endpoint: Address
    token_endpoint: Address
    jwks_uri: Address
    userinfo_endpoint: Address | None = None
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)
    authorization_response_iss_parameter_supported: bool = False

    @property
    def basic(self) -> bool:
        """How the client's secret is shown: in a header, or in the body of the request."""
        return "client_secret_basic" in self.token_endpoint_auth_methods_supported


class Discovery:
    """One issuer's."""

    def __init__(self, issuer: str, line: Line) -> None:
        self._issuer, self._line = issuer, line
        self._metadata = Kept(self._ask)
        self._keys = Kept(self._ask_keys)

    async def metadata(self) -> Metadata:
        """Raises ProviderDown or ProviderRefused."""
        return await self._metadata.get()

    async def keys(self, wanted: str | None) -> KeySet:
        """The provider's keys; asked for anew, at most once a minute, when the `wanted` one is not among them."""
        keys = await self._keys.get()
        known = wanted is None or any(key.kid == wanted for key in keys.keys)
        return await self._keys.get(KEPT_S if known else AGAIN_S)

    async def _ask(self) -> Metadata:
        found = await self._line.ask(f"{self._issuer.rstrip('/')}/.well-known/openid-configuration")
        try:
            metadata = msgspec.convert(found, Metadata)
        except msgspec.ValidationError:
            raise ProviderRefused(STRANGE) from None
        addresses = (metadata.authorization_endpoint, metadata.token_endpoint, metadata.jwks_uri)
        optional = metadata.userinfo_endpoint or metadata.token_endpoint
        if metadata.issuer != self._issuer or not all(map(is_safe_address, (*addresses, optional))):
            raise ProviderRefused(STRANGE)
        return metadata

    async def _ask_keys(self) -> KeySet:
        return keys_of(await self._line.ask((await self.metadata()).jwks_uri))


def keys_of(found: Mapping[str, Any]) -> KeySet:
    """Those of the keys that we understand: a provider may publish others beside them. Raises ProviderRefused."""
    listed = found.get("keys")
    if not isinstance(listed, list):
        raise ProviderRefused(STRANGE)
    keys = KeySet([])
    for item in cast("list[object]", listed)[:MOST_KEYS]:
        try:
            keys.keys.extend(KeySet.import_key_set({"keys": [cast("Any", item)]}).keys)
        except (JoseError, ValueError, TypeError, KeyError, AttributeError):
            continue
    return keys
