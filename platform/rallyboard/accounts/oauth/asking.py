"""Asking a provider who somebody is: the two kinds of provider, behind one question and one answer."""

from collections.abc import Mapping
from typing import Any, Final

from joserfc.errors import JoseError
from joserfc.jws import extract_compact

from rallyboard.accounts.oauth.discovery import Discovery, Metadata
from rallyboard.accounts.oauth.errors import Cancelled, ProviderRefused
from rallyboard.accounts.oauth.flow import Flow
from rallyboard.accounts.oauth.idtoken import DOES_NOT_HOLD, Expected, read_id_token
from rallyboard.accounts.oauth.line import STRANGE, Line
from rallyboard.accounts.oauth.providers import Endpoints, Issuer, Provider
from rallyboard.accounts.oauth.who import Answer, Who

LONGEST_SUBJECT: Final = 255
LONGEST_LABEL: Final = 60
LONGEST_CODE: Final = 2_048


class Asker:
    """One provider's."""

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        self._line = Line(provider)
        self._kind = _kind(provider, self._line)

    async def location(self, flow: Flow) -> str:
        """Where the person is sent; raises ProviderDown or ProviderRefused."""
        nonce = flow.nonce if isinstance(self._kind, _OpenId) else None
        return self._line.authorization(await self._kind.door(), flow.state, flow.verifier, flow.redirect, nonce)

    async def who(self, flow: Flow, answer: Answer) -> Who:
        """Who came back; raises Cancelled, ProviderDown or ProviderRefused."""
        await self._kind.check(answer)
        if answer.error:
            raise Cancelled("You cancelled at the provider.") if answer.error == "access_denied" else _strange()
        if not (0 < len(answer.code) <= LONGEST_CODE and answer.code.isascii() and answer.code.isprintable()):
            raise _strange()
        claims = await self._kind.claims(flow, answer.code)
        return Who(self.provider.name, subject_of(claims, self.provider.subject), label_of(claims, self.provider.label))

    async def close(self) -> None:
        """Every connection is given back."""
        await self._line.close()


def _kind(provider: Provider, line: Line) -> "_OpenId | _Plain":
    match provider.place:
        case Issuer(url):
            return _OpenId(provider, line, Discovery(url, line), url)
        case Endpoints() as endpoints:
            return _Plain(line, endpoints)


class _OpenId:
    """OpenID Connect: a signed ID token says who it is."""

    def __init__(self, provider: Provider, line: Line, discovery: Discovery, issuer: str) -> None:
        self._provider, self._line, self._discovery, self._issuer = provider, line, discovery, issuer

    async def door(self) -> str:
        return (await self._discovery.metadata()).authorization_endpoint

    async def check(self, answer: Answer) -> None:
        metadata = await self._discovery.metadata()
        told = answer.issuer is not None or metadata.authorization_response_iss_parameter_supported
        if told and answer.issuer != self._issuer:
            raise ProviderRefused(DOES_NOT_HOLD)

    async def claims(self, flow: Flow, code: str) -> Mapping[str, Any]:
        metadata = await self._discovery.metadata()
        tokens = await self._line.exchange(
            metadata.token_endpoint, code, flow.verifier, flow.redirect, basic=metadata.basic
        )
        access = _access_token(tokens)
        keys = await self._discovery.keys(_kid(tokens.get("id_token")))
        expected = Expected(self._issuer, self._provider.client_id, flow.nonce, access)
        claims = read_id_token(tokens.get("id_token"), keys, expected)
        return claims if self._provider.label in claims else await self._more(metadata, access, claims)

    async def _more(self, metadata: Metadata, access: str, claims: Mapping[str, Any]) -> Mapping[str, Any]:
        """With what is told only when asked for; it has to be told of the same person (Core, 5.3.2)."""
        if metadata.userinfo_endpoint is None:
            return claims
        told = await self._line.ask(metadata.userinfo_endpoint, access)
        if told.get("sub") != claims["sub"]:
            raise ProviderRefused(DOES_NOT_HOLD)
        return {**told, **claims}


class _Plain:
    """Plain OAuth 2.0: whoever the access token opens the user's own page for, is it."""

    def __init__(self, line: Line, endpoints: Endpoints) -> None:
        self._line, self._endpoints = line, endpoints

    async def door(self) -> str:
        return self._endpoints.authorize

    async def check(self, answer: Answer) -> None:
        """Nothing more is said than state and code."""

    async def claims(self, flow: Flow, code: str) -> Mapping[str, Any]:
        tokens = await self._line.exchange(self._endpoints.token, code, flow.verifier, flow.redirect, basic=False)
        return await self._line.ask(self._endpoints.userinfo, _access_token(tokens))


def _access_token(tokens: Mapping[str, Any]) -> str:
    token = tokens.get("access_token")
    if not (isinstance(token, str) and token.isascii() and token.isprintable() and token):
        raise _strange()
    return token


def _kid(token: object) -> str | None:
    """Which key is said to have signed: only to know whether to ask for the keys again."""
    try:
        kid = extract_compact(token.encode()).headers().get("kid") if isinstance(token, str) else None
    except (JoseError, ValueError, RecursionError):
        return None
    return kid if isinstance(kid, str) else None


def subject_of(claims: Mapping[str, Any], name: str) -> str:
    """Who it is for ever; numbers as text: 42 and GitHub count their users. Raises ProviderRefused."""
    told: object = claims.get(name)
    subject = str(told) if isinstance(told, int) and not isinstance(told, bool) else told
    if not (isinstance(subject, str) and 0 < len(subject) <= LONGEST_SUBJECT and subject.isprintable()):
        raise _strange()
    return subject


def label_of(claims: Mapping[str, Any], name: str) -> str:
    """A name to show to its owner; empty when none is told."""
    told: object = claims.get(name)
    text = told if isinstance(told, str) else ""
    return "".join(mark for mark in text if mark.isprintable()).strip()[:LONGEST_LABEL]


def _strange() -> ProviderRefused:
    return ProviderRefused(STRANGE)
