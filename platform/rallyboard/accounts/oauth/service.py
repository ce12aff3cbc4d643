"""Signing in through a provider: out to it, back from it, and what becomes of who comes back.

An identity opens the account it is linked to and no other, whatever address the provider knows: a stranger becomes a
new account, never the owner of an old one. A second factor that is on has to follow here as after a password.
"""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from uuid import uuid4

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts import audit, finding, letters
from rallyboard.accounts.browsers import Browser
from rallyboard.accounts.caller import Caller
from rallyboard.accounts.devices import NONE, Marks
from rallyboard.accounts.doorway import Doorway
from rallyboard.accounts.errors import Banned, LetterOver, NotSignedIn
from rallyboard.accounts.holding import holding
from rallyboard.accounts.keyring import Keyring, Unsealable
from rallyboard.accounts.models import Account, Identity
from rallyboard.accounts.oauth import identities
from rallyboard.accounts.oauth.errors import NoSuchProvider
from rallyboard.accounts.oauth.flow import ABOUT, Flow, begin, resume
from rallyboard.accounts.oauth.providers import Provider
from rallyboard.accounts.oauth.who import Answer, Who
from rallyboard.accounts.registration import Registration
from rallyboard.accounts.schemas import Factor
from rallyboard.accounts.sessions import Opened
from rallyboard.accounts.standing import Standing
from rallyboard.accounts.tokens import token_hash

if TYPE_CHECKING:
    from rallyboard.accounts.oauth.asking import Asker

ABOUT_WELCOME: Final = "oauth welcome"
SETTINGS: Final = "/settings/security"


@dataclass(frozen=True, slots=True)
class Departure:
    """Where the browser goes, and what its cookie holds meanwhile."""

    location: str
    sealed: str


@dataclass(frozen=True, slots=True)
class Known:
    """The identity's account has a session in this browser."""

    opened: Opened


@dataclass(frozen=True, slots=True)
class HalfWay:
    """The identity's account asks for one of these factors too."""

    proof: str
    factors: Sequence[Factor]


@dataclass(frozen=True, slots=True)
class Stranger:
    """The identity has no account; the token opens one, in the browser whose cookie holds what is sealed."""

    token: str
    sealed: str


@dataclass(frozen=True, slots=True)
class Linked:
    """The identity opens the account of the person who asked for it."""

    provider: str


Arrival = Known | HalfWay | Stranger | Linked


class ProviderSignIn:
    """Nothing is asked of any provider before somebody wants to go there."""

    def __init__(self, doorway: Doorway, keyring: Keyring, known: Mapping[str, Provider]) -> None:
        self._at, self._keyring = doorway, keyring
        self._registration = Registration(doorway)
        self._askers = _askers(known)

    @property
    def providers(self) -> Sequence[Provider]:
        """Those that can be chosen."""
        return [asker.provider for asker in self._askers.values()]

    async def close(self) -> None:
        """Every connection is given back."""
        for asker in self._askers.values():
            await asker.close()

    # --- Out and back ----------------------------------------------------------------------------------

    async def depart(
        self, name: str, redirect: str, then: str, caller: Caller | None = None, marks: Marks = NONE
    ) -> Departure:
        """Off to a provider, to link what is found there to `caller` if there is one.

        `marks` are what the browser that leaves brought along. Raises NoSuchProvider, ProviderDown, ProviderRefused.
        """
        asker = self._asker(name)
        account, session = (caller.account_id, caller.session_id) if caller else (None, None)
        flow = begin(name, redirect, then, account, session, marks)
        location = await asker.location(flow)
        return Departure(location, self._keyring.seal(msgspec.json.encode(flow).decode(), ABOUT))

    def resume(self, name: str, state: str, sealed: str | None) -> Flow:
        """The flow that this browser began; raises FlowOver, NoSuchProvider."""
        return resume(self._keyring, sealed, self._asker(name).provider.name, state)

    async def arrive(self, flow: Flow, answer: Answer, browser: Browser) -> Arrival:
        """Back from the provider, once. Raises FlowOver, Cancelled, ProviderDown, ProviderRefused, Banned,
        IdentityTaken, AlreadyLinked, NotSignedIn."""
        async with self._at.database.transaction() as session:
            await identities.spend(session, flow)
        who = await self._asker(flow.provider).who(flow, answer)
        if flow.account_id is not None:
            return await self._link(flow.account_id, flow.session_id, who)
        async with self._at.database.transaction() as session:
            account = await identities.owner(session, who)
            if account is None:
                return await self._greet(session, who)
            return await self._enter(session, account, browser)

    def _asker(self, name: str) -> "Asker":
        asker = self._askers.get(name)
        if asker is None:
            raise NoSuchProvider("This site does not sign in with that provider; choose another way.")
        return asker

    async def _enter(self, session: AsyncSession, account: Account, browser: Browser) -> Arrival:
        if account.banned_at is not None:
            raise Banned("A moderator closed this account; write to the site if that is a mistake.")
        factors = await finding.factors(session, account.id)
        if factors:
            return HalfWay(await self._at.proofs.begin(session, account.id, "login", ("provider",)), factors)
        return Known(await self._at.sessions.open(session, account, ("provider",), browser))

    # --- Strangers -------------------------------------------------------------------------------------

    async def _greet(self, session: AsyncSession, who: Who) -> Stranger:
        token = await letters.issue(session, "welcome", payload=msgspec.json.encode(who).decode())
        return Stranger(token, self._keyring.seal(token_hash(token), ABOUT_WELCOME))

    async def welcome(self, token: str, name: str, sealed: str | None, guest: str | None, browser: Browser) -> Opened:
        """A new account that this identity opens; the guest's matches are its own.

        Raises LetterOver, AliasRefused, NameTaken, IdentityTaken; after a refused name the token stays good.
        """
        self._check_browser(token, sealed)
        async with self._at.database.transaction() as session:
            letter = await letters.redeem(session, token, "welcome")
            who = msgspec.json.decode(letter.payload, type=Who)
            key = await self._registration.seat(session, name, guest)
            account = Account(id=str(uuid4()), player_key=key, role="player", created_at=datetime.now(UTC).isoformat())
            session.add(account)
            await session.flush()
            await audit.note(session, "account.created", actor=account.id, subject=account.id, detail=who.provider)
            await identities.link(session, account.id, who)
            return await self._at.sessions.open(session, account, ("provider",), browser)

    def _check_browser(self, token: str, sealed: str | None) -> None:
        """Or a link could make a visitor sit down in an account that somebody else's identity opens, too."""
        try:
            ours = hmac.compare_digest(self._keyring.open(sealed or "", ABOUT_WELCOME), token_hash(token))
        except Unsealable:
            ours = False
        if not ours:
            raise LetterOver("This link works in the browser that came back from the provider; sign in again.")

    # --- Identities ------------------------------------------------------------------------------------

    async def _link(self, account_id: str, session_id: str | None, who: Who) -> Linked:
        """Only while the session that asked for it goes on."""
        standing = Standing(account_id, session_id)
        async with self._at.database.transaction() as session:
            await finding.by_id(session, account_id, lock=True)
            if not await holding(session, [standing]):
                raise NotSignedIn("Your session ended meanwhile; sign in and link again.")
            await identities.link(session, account_id, who)
        await self._at.post.send("identity_changed", account_id=account_id, provider=who.provider, done="linked")
        return Linked(who.provider)

    async def linked(self, caller: Caller) -> Sequence[Identity]:
        """The caller's identities."""
        async with self._at.database.reading() as session:
            return await identities.of_account(session, caller.account_id)

    async def unlink(self, caller: Caller, name: str) -> None:
        """Raises NoSuchIdentity, LastWayIn."""
        async with self._at.database.transaction() as session:
            await identities.unlink(session, caller.account_id, name)
        await self._at.post.send("identity_changed", account_id=caller.account_id, provider=name, done="unlinked")


def _askers(known: Mapping[str, Provider]) -> "dict[str, Asker]":
    """The libraries they need take a third of a second to load: a site without providers does without."""
    if not known:
        return {}
    from rallyboard.accounts.oauth.asking import Asker

    return {name: Asker(provider) for name, provider in known.items()}
