"""A neighbourhood: residents who have all that pages can show: friends, asks, blocks, keys, factors; and an admin."""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from tests.journeys.membership import House, one_time_code
from tests.journeys.resident import Resident
from tests.kit.authenticator import Authenticator

LONG_NAME = "Maximiliana Longfellow-X"
"""As long as names may be."""
LINKS = ["https://example.org/ada", "https://games.example.net/players/ada-and-her-friends"]
ABOUT = "Left-handed. Mostly here at lunch; I serve late and read bounces early."


@dataclass(frozen=True)
class Neighbourhood:
    """Who lives there."""

    full: Resident
    bare: Resident
    friend: Resident
    admin: Resident
    promoted: Resident
    """An admin whose role does not count yet: there is no second factor."""


@asynccontextmanager
async def lived_in(house: House) -> AsyncGenerator[Neighbourhood, None]:
    """A house of five who know each other, a newcomer, and somebody who was banned once."""
    async with AsyncExitStack() as stack:
        names = (LONG_NAME, "Bea Brook", "Cyd", "Dan", "Eve", "Newcomer Nell")
        full, bea, cyd, dan, eve, bare = [await stack.enter_async_context(Resident(house, name)) for name in names]
        admin = await stack.enter_async_context(FirstAdmin(house, "Root"))
        for each in (full, bare, dan, admin):
            await each.sign_in()
        await switch_app_on(admin)
        await admin.ask("PATCH", f"/admin/accounts/{dan.account['id']}", role="admin")
        await befriended(full, bea)
        await cyd.ask("PUT", f"/me/friends/{full.slug}")
        await full.ask("PUT", f"/me/friends/{dan.slug}")
        await full.ask("PUT", f"/me/blocks/{eve.slug}")
        await moved_in(full)
        await looked_after(admin, bea, eve)
        yield Neighbourhood(full, bare, bea, admin, dan)


class FirstAdmin(Resident):
    """Comes by the link that the server's own console prints."""

    async def __aenter__(self) -> "FirstAdmin":
        printed = self.house.server.run("admin", "invite").stdout.strip()
        who = {"email": self.address, "name": self.name, "password": self.password}
        self.entered(await self.ask("POST", "/auth/first-admin", token=printed.partition("#")[2], **who))
        return self


async def befriended(one: Resident, other: Resident) -> None:
    await one.ask("PUT", f"/me/friends/{other.slug}")
    await other.ask("PUT", f"/me/friends/{one.slug}")


async def moved_in(resident: Resident) -> None:
    """A profile, a passkey, an authenticator app, two access keys."""
    await resident.ask("PATCH", "/me/profile", about=ABOUT, country="PT", links=LINKS)
    device = Authenticator(resident.house.server.base)
    options = (await resident.ask("POST", "/account/passkeys/options"))["publicKey"]
    await resident.ask("POST", "/account/passkeys", credential=device.create(options), name="Ada's phone")
    await switch_app_on(resident)
    scopes: dict[str, list[Any]] = {"Spreadsheet": ["matches:read", "data:export"], "My bot": ["bot:play"]}
    for name, allowed in scopes.items():
        await resident.ask("POST", "/account/keys", name=name, scopes=allowed, days=90)


async def switch_app_on(resident: Resident) -> None:
    """An authenticator app is their second factor from now on."""
    secret = (await resident.ask("POST", "/account/totp"))["secret"]
    await resident.ask("POST", "/account/totp/confirm", code=one_time_code(secret))


async def looked_after(admin: Resident, *others: Resident) -> None:
    """Leaves a trace of every deed in the audit log."""
    first, last = others[0].account["id"], others[-1].account["id"]
    await admin.ask("PATCH", f"/admin/accounts/{first}", role="referee")
    await admin.ask("DELETE", f"/admin/accounts/{first}/sessions")
    await admin.ask("PUT", f"/admin/accounts/{last}/ban", reason="Sold matches")
    await admin.ask("DELETE", f"/admin/accounts/{last}/ban")
    await admin.ask("PUT", f"/admin/accounts/{last}/ban", reason="Sold matches again, in broad daylight")
