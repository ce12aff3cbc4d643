"""The line to a provider: three seconds an answer, no redirects, JSON objects only; failures in our own words."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final, Protocol, cast

import httpx2
import msgspec
import structlog
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client

from rallyboard.accounts.oauth.errors import ProviderDown, ProviderRefused
from rallyboard.accounts.oauth.providers import Provider

PATIENCE_S: Final = 3.0
LONGEST: Final = 256 * 1024
AGENT: Final = "rallyboard"
SILENT: Final = "The provider does not answer just now; try again in a minute, or sign in another way."
STRANGE: Final = "The provider's answer is not what it should be; try again, or tell the site's owner."

log: structlog.stdlib.BoundLogger = structlog.get_logger("rallyboard.accounts")


class _Client(Protocol):
    """The part of authlib's client that is used, with its types."""

    token_endpoint_auth_method: str

    def create_authorization_url(
        self, url: str, state: str, code_verifier: str, *, redirect_uri: str, nonce: str | None
    ) -> tuple[str, str]: ...

    async def fetch_token(
        self, url: str, *, code: str, code_verifier: str, redirect_uri: str, grant_type: str
    ) -> Mapping[str, Any]: ...

    async def request(
        self, method: str, url: str, *, withhold_token: bool, headers: Mapping[str, str]
    ) -> httpx2.Response: ...

    async def aclose(self) -> None: ...


class Line:
    """One provider's; nothing is connected before the first question."""

    def __init__(self, provider: Provider) -> None:
        self._name = provider.name
        self._client = cast(
            "_Client",
            AsyncOAuth2Client(
                provider.client_id, provider.client_secret, scope=provider.scope or None,
                code_challenge_method="S256", timeout=PATIENCE_S, headers={"user-agent": AGENT},
            ),
        )  # fmt: skip

    def authorization(self, url: str, state: str, verifier: str, redirect: str, nonce: str | None) -> str:
        """Where the person is sent, with the S256 challenge of `verifier` (RFC 7636)."""
        made, _ = self._client.create_authorization_url(url, state, verifier, redirect_uri=redirect, nonce=nonce)
        return made

    async def exchange(self, url: str, code: str, verifier: str, redirect: str, *, basic: bool) -> Mapping[str, Any]:
        """The tokens for a code; raises ProviderDown or ProviderRefused."""
        self._client.token_endpoint_auth_method = "client_secret_basic" if basic else "client_secret_post"
        try:
            async with asyncio.timeout(PATIENCE_S):
                return await self._client.fetch_token(
                    url, code=code, code_verifier=verifier, redirect_uri=redirect, grant_type="authorization_code"
                )
        except (TimeoutError, httpx2.HTTPError) as error:
            raise self._down(error) from None
        except (OAuthError, ValueError, TypeError, KeyError) as error:
            raise self._refused(error) from None

    async def ask(self, url: str, access_token: str | None = None) -> Mapping[str, Any]:
        """The JSON object at `url`; raises ProviderDown or ProviderRefused."""
        headers = {"accept": "application/json"}
        if access_token is not None:
            headers["authorization"] = f"Bearer {access_token}"
        try:
            async with asyncio.timeout(PATIENCE_S):
                answer = await self._client.request("GET", url, withhold_token=True, headers=headers)
        except (TimeoutError, httpx2.HTTPError) as error:
            raise self._down(error) from None
        return self._object(answer)

    def _object(self, answer: httpx2.Response) -> Mapping[str, Any]:
        if answer.status_code >= 500 or answer.status_code == 429:
            raise self._down(f"status {answer.status_code}")
        if answer.status_code != 200 or len(answer.content) > LONGEST:
            raise self._refused(f"status {answer.status_code}, {len(answer.content)} bytes")
        try:
            return msgspec.json.decode(answer.content, type=dict[str, Any])
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise self._refused(error) from None

    async def close(self) -> None:
        """Every connection is given back."""
        await self._client.aclose()

    def _down(self, reason: object) -> ProviderDown:
        log.warning("provider down", provider=self._name, reason=_kind(reason))
        return ProviderDown(SILENT, retry_after=60)

    def _refused(self, reason: object) -> ProviderRefused:
        log.warning("provider refused", provider=self._name, reason=_kind(reason))
        return ProviderRefused(STRANGE)


def _kind(reason: object) -> str:
    """Enough to find the fault, and nothing that the provider chose: it could repeat a secret to us."""
    return reason if isinstance(reason, str) else type(reason).__name__
