"""Identities: linked by their proven owner only, never by an address, and never taken away as the last way in."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from rallyboard.accounts import letters
from rallyboard.accounts.letters import issue
from rallyboard.accounts.models import Account, AuditEntry, Identity, Passkey, Session, Totp
from rallyboard.db.engine import Database
from rallyboard.settings import Settings
from tests.kit.oidc.club import consent
from tests.rallyboard.accounts.oauth.walking import API, Walker, callback, problem

NOW = datetime.now(UTC).isoformat()


@pytest.fixture
async def database(settings: Settings, walker: Walker) -> AsyncGenerator[Database, None]:
    """The site's own, by connections of ours: the site runs on another event loop."""
    opened = Database(settings.site_database)
    yield opened
    await opened.close()


async def link(walker: Walker, access: str, login: str | None, name: str = "plain") -> str:
    """The page at the end of linking."""
    answer = await walker.post(f"/account/identities/{name}", access)
    assert answer.status_code == 200, answer.text
    return await walker.come_back(await consent(answer.json()["location"], login))


async def identities(walker: Walker, access: str) -> list[tuple[str, str]]:
    answer = await walker.http.get(f"{API}/account/identities", headers={"authorization": f"Bearer {access}"})
    return [(one["provider"], one["label"]) for one in answer.json()]


async def unlink(walker: Walker, access: str, name: str) -> tuple[int, str]:
    answer = await walker.http.delete(f"{API}/account/identities/{name}", headers={"authorization": f"Bearer {access}"})
    return answer.status_code, answer.json()["code"] if answer.content else ""


async def test_a_second_identity_opens_the_same_account(walker: Walker) -> None:
    made = await walker.join("ada", "Ada")
    assert await link(walker, made["access"], "ada-at-plain") == "/settings/security?linked=plain"
    assert await identities(walker, made["access"]) == [("club", "ada"), ("plain", "ada-at-plain")]
    walker.http.cookies.clear()
    assert (await walker.walk("ada-at-plain", "plain")).startswith("/signed-in#")
    assert (await walker.refresh())["account"]["id"] == made["account"]["id"]


async def test_an_address_that_both_know_never_links(walker: Walker, database: Database) -> None:
    """Somebody took the victim's address here; the victim comes by the provider, which vouches for the same one."""
    attacker = await walker.join("mallory", "Mallory")
    async with database.transaction() as session:
        taken = update(Account).values(email="ada@example.org", email_folded="ada@example.org")
        await session.execute(taken.where(Account.id == attacker["account"]["id"]))
    walker.http.cookies.clear()
    victim = await walker.join("ada", "Ada")
    assert victim["account"]["id"] != attacker["account"]["id"]
    assert victim["account"]["email"] is None
    assert await identities(walker, attacker["access"]) == [("club", "mallory")]


async def test_an_identity_opens_one_account_only(walker: Walker) -> None:
    await walker.join("ada", "Ada", "plain")
    walker.http.cookies.clear()
    made = await walker.join("mallory", "Mallory")
    assert problem(await link(walker, made["access"], "ada")) == "identity_taken"
    assert await identities(walker, made["access"]) == [("club", "mallory")]


async def test_one_provider_opens_an_account_by_one_identity(walker: Walker) -> None:
    made = await walker.join("ada", "Ada")
    assert problem(await link(walker, made["access"], "eve", "club")) == "already_linked"
    assert await link(walker, made["access"], "ada", "club") == "/settings/security?linked=club"


async def test_signing_in_while_signed_in_links_nothing(walker: Walker) -> None:
    made = await walker.join("ada", "Ada")
    assert (await walker.walk("eve", "plain")).startswith("/welcome#")
    assert await identities(walker, made["access"]) == [("club", "ada")]


async def test_linking_and_unlinking_ask_for_a_fresh_proof(walker: Walker, database: Database) -> None:
    made = await walker.join("ada", "Ada")
    async with database.transaction() as session:
        await session.execute(update(Session).values(fresh_at=(datetime.now(UTC) - timedelta(minutes=6)).isoformat()))
    answer = await walker.post("/account/identities/plain", made["access"])
    assert (answer.status_code, answer.json()["code"]) == (403, "accounts/proof_needed")
    assert await unlink(walker, made["access"], "club") == (403, "accounts/proof_needed")


async def test_linking_needs_an_account(walker: Walker) -> None:
    assert (await walker.post("/account/identities/plain")).status_code == 401
    assert await unlink(walker, "x", "club") == (401, "accounts/not_signed_in")


async def test_a_session_that_ended_on_the_way_links_nothing(walker: Walker) -> None:
    made = await walker.join("ada", "Ada")
    answer = await walker.post("/account/identities/plain", made["access"])
    back = await consent(answer.json()["location"], "ada")
    await walker.http.post(f"{API}/auth/logout", headers={"x-rallyboard": "1"})
    assert problem(await walker.come_back(back)) == "not_signed_in"


async def test_a_link_begun_by_another_browser_does_not_bind_this_one(walker: Walker) -> None:
    """An attacker sends the victim to the end of a link that the attacker began."""
    made = await walker.join("mallory", "Mallory")
    answer = await walker.post("/account/identities/plain", made["access"])
    back = await consent(answer.json()["location"], "ada")
    walker.http.cookies.clear()
    assert problem(await walker.come_back(back)) == "flow_over"
    assert await identities(walker, made["access"]) == [("club", "mallory")]


async def test_the_last_way_in_stays(walker: Walker, database: Database) -> None:
    made = await walker.join("ada", "Ada")
    assert await unlink(walker, made["access"], "club") == (409, "accounts/last_way_in")
    async with database.transaction() as session:
        key = Passkey(credential_id="k", account_id=made["account"]["id"], public_key="p", name="Key", created_at=NOW)
        session.add(key)
    assert await unlink(walker, made["access"], "club") == (204, "")
    assert await unlink(walker, made["access"], "club") == (404, "accounts/no_such_identity")


async def test_of_two_identities_unlinked_at_once_one_stays(walker: Walker) -> None:
    made = await walker.join("ada", "Ada")
    await link(walker, made["access"], "ada")
    ends = await asyncio.gather(*(unlink(walker, made["access"], name) for name in ("club", "plain") * 10))
    assert [status for status, _ in ends].count(204) == 1
    assert len(await identities(walker, made["access"])) == 1


async def test_a_second_factor_is_asked_for_here_too(walker: Walker, database: Database) -> None:
    made = await walker.join("ada", "Ada")
    async with database.transaction() as session:
        session.add(Totp(account_id=made["account"]["id"], secret="s", created_at=NOW, confirmed_at=NOW))
    walker.http.cookies.clear()
    page = await walker.walk("ada", then="/players")
    assert page.startswith("/sign-in?next=%2Fplayers#proof=")
    assert page.endswith("&factors=totp")
    answer = await walker.http.post(f"{API}/auth/refresh", headers={"x-rallyboard": "1"})
    assert answer.status_code == 401


async def test_a_banned_account_is_told_so(walker: Walker, database: Database) -> None:
    await walker.join("ada", "Ada")
    async with database.transaction() as session:
        await session.execute(update(Account).values(banned_at=NOW))
    assert problem(await walker.walk("ada")) == "banned"


async def test_the_record_says_what_was_linked_and_names_nobody(walker: Walker, database: Database) -> None:
    made = await walker.join("ada-lovelace", "Ada")
    await link(walker, made["access"], "ada-lovelace")
    await unlink(walker, made["access"], "club")
    async with database.reading() as session:
        noted = (await session.execute(select(AuditEntry))).scalars().all()
        left = (await session.execute(select(Identity.provider))).scalars().all()
    found = [(one.action, one.detail) for one in noted if one.action.startswith("identity.")]
    assert found == [("identity.linked", "club"), ("identity.linked", "plain"), ("identity.unlinked", "club")]
    assert (left, "lovelace" in str([one.detail for one in noted])) == (["plain"], False)


# --- Strangers ---------------------------------------------------------------------------------------------


async def welcome_token(walker: Walker, login: str = "ada") -> str:
    return (await walker.walk(login)).partition("#")[2]


async def test_a_guest_keeps_matches_under_the_new_account(walker: Walker) -> None:
    guest = (await walker.post("/guests", alias="Ada")).json()
    made = await walker.join("ada", "Ada L")
    player: dict[str, Any] = made["account"]["player"]
    assert (player["key"], player["name"]) == (guest["key"], "Ada L")


async def test_a_refused_name_leaves_the_token_good(walker: Walker) -> None:
    await walker.join("eve", "Eve")
    walker.http.cookies.clear()
    token = await welcome_token(walker)
    for name, code in (("Eve", "accounts/name_taken"), ("", "accounts/alias_refused")):
        assert (await walker.post("/auth/welcome", token=token, name=name)).json()["code"] == code
    assert (await walker.post("/auth/welcome", token=token, name="Ada")).status_code == 201


async def test_a_welcome_works_in_the_browser_that_came_back_only(walker: Walker) -> None:
    """Or a link could seat a visitor in an account that somebody else's identity opens."""
    token = await welcome_token(walker)
    walker.http.cookies.clear()
    answer = await walker.post("/auth/welcome", token=token, name="Ada")
    assert (answer.status_code, answer.json()["code"]) == (410, "accounts/letter_over")


async def test_fifty_welcomes_make_one_account(walker: Walker, database: Database) -> None:
    token = await welcome_token(walker)
    calls = (walker.post("/auth/welcome", token=token, name=f"Ada {number}") for number in range(50))
    statuses = [answer.status_code for answer in await asyncio.gather(*calls)]
    assert (statuses.count(201), statuses.count(410)) == (1, 49)
    async with database.reading() as session:
        assert len((await session.execute(select(Identity))).scalars().all()) == 1


async def test_two_welcomes_of_one_identity_make_one_account(walker: Walker) -> None:
    first = await welcome_token(walker)
    kept = dict(walker.http.cookies)
    second = await welcome_token(walker)
    assert (await walker.post("/auth/welcome", token=second, name="Ada")).status_code == 201
    walker.http.cookies.clear()
    walker.http.cookies.update(kept)
    answer = await walker.post("/auth/welcome", token=first, name="Ada Two")
    assert (answer.status_code, answer.json()["code"]) == (409, "accounts/identity_taken")


async def test_another_letter_is_no_welcome(walker: Walker, database: Database) -> None:
    await welcome_token(walker)
    async with database.transaction() as session:
        token = await issue(session, "reset")
    assert letters.LIFE["welcome"] <= timedelta(hours=1)
    assert (await walker.post("/auth/welcome", token=token, name="Ada")).status_code == 410


async def test_what_more_is_sent_is_refused(walker: Walker) -> None:
    answer = await walker.post("/auth/welcome", token="x", name="Ada", role="admin")
    assert answer.status_code == 400
    assert callback("club").startswith(API)
