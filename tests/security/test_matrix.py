"""Who may not: every route of the API against everybody who is not let in by it. A new route without a row fails."""

from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient
from sqlalchemy import update

from rallyboard.accounts.models import Session
from rallyboard.app.house import House
from tests.kit.member import Member, member

Client = AsyncTestClient[Litestar]
Headers = dict[str, str]
CREDENTIAL = {
    "id": "AA",
    "rawId": "AA",
    "type": "public-key",
    "response": {"clientDataJSON": "AA", "attestationObject": "AA"},
}
BODIES: dict[str, Any] = {
    "PATCH account": {"name": "Eve"}, "POST account/email": {"email": "eve@example.org"},
    "POST account/password": {"password": "nine loud storks at dusk"}, "POST account/prove": {"password": "x"},
    "POST account/keys": {"name": "x", "scopes": ["account"]}, "POST account/totp/confirm": {"code": "123456"},
    "POST account/passkeys": {"credential": CREDENTIAL, "name": "x"},
    "PATCH admin/accounts/{account_id}": {"role": "admin"},
    "PUT admin/accounts/{account_id}/ban": {"reason": "cheating"}, "PATCH me": {"alias": "Eve"}, "PATCH me/profile": {},
    "PATCH me/privacy": {}, "POST matches": {"mode": "bot", "ruleset": "classic-5", "level": 1},
    "POST matches/quick": {"ruleset": "classic-5"}, "POST matches/{match_id}/ticket": {"role": "play"},
}  # fmt: skip
# By whom a route lets itself be used. What stands under `auth` is opened by what the request itself shows.
ROUTES = {
    "door": "POST auth/first-admin, POST auth/forgot, POST auth/login, POST auth/logout, POST auth/passkey, POST "
    "auth/passkey/options, POST auth/proofs/mail, POST auth/proofs/mail/send, POST auth/proofs/passkey, POST "
    "auth/proofs/passkey/options, POST auth/proofs/recovery, POST auth/proofs/totp, GET auth/providers, GET "
    "auth/providers/{name}/callback, GET auth/providers/{name}/start, POST auth/refresh, POST auth/register, "
    "POST auth/reset, POST auth/verify, POST auth/welcome, POST account/email/confirm",
    "anybody": "GET bots, POST csp-reports, GET freshness, POST guests, GET invites/{code}, GET matches, GET "
    "matches/{match_id}, GET matches/{match_id}/board, GET matches/{match_id}/log, GET "
    "matches/{match_id}/log.jsonl, GET me, POST me/leave, GET metrics-book, GET players, GET players/{slug}, "
    "GET players/{slug}/avatar, GET players/{slug}/board, GET players/{slug}/profile, GET rulesets",
    "player": "POST invites/{code}/join, POST matches, POST matches/quick, POST matches/{match_id}/ticket, POST "
    "me/ticket",
    "guest": "PATCH me",
    "member": "GET account, PATCH account, GET account/factors, GET account/identities, GET account/keys, DELETE "
    "account/keys/{key_id}, POST account/passkeys, POST account/prove, GET account/sessions, POST "
    "account/totp/confirm, PUT me/avatar, DELETE me/avatar, GET me/blocks, PUT me/blocks/{slug}, DELETE "
    "me/blocks/{slug}, GET me/friends, PUT me/friends/{slug}, DELETE me/friends/{slug}, GET me/privacy, PATCH "
    "me/privacy, PATCH me/profile",
    "proven": "DELETE account, POST account/anonymise, POST account/email, GET account/export, POST "
    "account/identities/{name}, DELETE account/identities/{name}, POST account/keys, POST "
    "account/passkeys/options, DELETE account/passkeys/{credential_id}, POST account/password, POST "
    "account/recovery, DELETE account/sessions, DELETE account/sessions/{session_id}, POST account/totp, "
    "DELETE account/totp",
    "moderator": "GET admin/accounts",
    "proven moderator": "PUT admin/accounts/{account_id}/ban, DELETE admin/accounts/{account_id}/ban",
    "admin": "GET admin/audit",
    "proven admin": "PATCH admin/accounts/{account_id}, DELETE admin/accounts/{account_id}/sessions",
}
MAY_NOT = {
    "door": (), "anybody": (), "player": ("stranger", "key"), "guest": ("stranger",),
    "member": ("stranger", "guest", "key"), "proven": ("stranger", "guest", "key", "stale"),
    "moderator": ("stranger", "guest", "key", "fresh"),
    "proven moderator": ("stranger", "guest", "key", "fresh", "stale moderator"),
    "admin": ("stranger", "guest", "key", "fresh", "moderator"),
    "proven admin": ("stranger", "guest", "key", "fresh", "moderator", "stale moderator"),
}  # fmt: skip
REFUSALS = {
    "accounts/not_signed_in", "accounts/guest_needed", "accounts/scope_missing", "accounts/not_allowed",
    "accounts/proof_needed",
}  # fmt: skip


def listed(kind: str) -> list[str]:
    return ROUTES[kind].split(", ")


def test_every_route_has_its_row(app: Litestar) -> None:
    there = {
        f"{method} {route.path_format.removeprefix('/api/v1/')}" for route in app.routes
        if route.path.startswith("/api/v1/") for method in getattr(route, "methods", ()) if method != "OPTIONS"
    }  # fmt: skip
    rows = [row for kind in ROUTES for row in listed(kind)]
    assert sorted(rows) == sorted(there)


async def aged(house: House, *whom: Member) -> None:
    """Their last proof was long ago."""
    async with house.database.transaction() as session:
        old = update(Session).values(fresh_at="2026-01-01T00:00:00+00:00")
        await session.execute(old.where(Session.account_id.in_([one.account_id for one in whom])))


@pytest.fixture
async def people(client: Client) -> dict[str, Headers]:
    """The headers of everybody there is."""
    house: House = client.app.state.house
    call = client.blocking_portal.call
    fresh, stale = call(member, house, "Fresh"), call(member, house, "Stale")
    moderator, tired = call(member, house, "Mod One", "moderator"), call(member, house, "Mod Two", "moderator")
    call(aged, house, stale, tired)
    wish = {"name": "x", "scopes": ["tournaments:write"]}
    key = (await client.post("/api/v1/account/keys", json=wish, headers=fresh.headers)).json()["key"]
    made = await client.post("/api/v1/guests", json={"alias": "Gus"})
    cookie = f"rb_guest={client.cookies['rb_guest']}"
    client.cookies.clear()
    assert made.status_code == 201
    return {
        "stranger": {}, "guest": {"cookie": cookie}, "key": {"authorization": f"Bearer {key}"}, "fresh": fresh.headers,
        "stale": stale.headers, "moderator": moderator.headers, "stale moderator": tired.headers,
    }  # fmt: skip


async def test_nobody_passes_who_may_not(client: Client, people: dict[str, Headers]) -> None:
    tried = 0
    for kind, refused in MAY_NOT.items():
        for row in listed(kind):
            for who in refused:
                answer = await ask(client, row, people[who])
                assert (answer.status_code in (401, 403), answer.json()["code"] in REFUSALS) == (True, True), (row, who)
                tried += 1
    assert tried > 150


async def ask(client: Client, row: str, headers: Headers) -> Any:
    method, path = row.split()
    sent: dict[str, Any] = {"json": BODIES[row]} if row in BODIES else {}
    if row == "PUT me/avatar":
        sent, headers = {"content": b"\x89PNG"}, headers | {"content-type": "image/png"}
    address = path.replace("{", "").replace("}", "")
    return await client.request(method, f"/api/v1/{address}", headers=headers, **sent)
