"""Identities: linked by their proven owner only, never by an address, and never taken away as the last way in."""

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update

from rallyboard.accounts.models import Account, AuditEntry, Passkey, Session
from rallyboard.db.engine import Database
from tests.rallyboard.accounts.oauth.walking import Walker, problem

NOW = datetime.now(UTC).isoformat()


async def test_a_second_identity_opens_the_same_account(walker: Walker) -> None:
    ada = await walker.join("ada")
    assert await ada.link("countess") == "/settings/security?linked=plain"
    assert await ada.identities() == [("club", "ada"), ("plain", "countess")]
    walker.forget()
    assert (await walker.walk("countess", "plain")).startswith("/signed-in#")
    assert (await walker.refresh()).id == ada.id


async def test_an_address_that_both_know_never_links(walker: Walker, database: Database) -> None:
    """Somebody took the victim's address here; the victim comes by the provider, which vouches for the same one."""
    mallory = await walker.join("mallory")
    address = f"ada{walker.tag}@example.org"
    async with database.transaction() as session:
        taken = update(Account).values(email=address, email_folded=address, email_verified_at=NOW)
        await session.execute(taken.where(Account.id == mallory.id))
    walker.forget()
    victim = await walker.join("ada")
    assert victim.id != mallory.id
    assert victim.account["email"] is None
    assert await mallory.identities() == [("club", "mallory")]


async def test_one_subject_at_two_providers_is_two_people(walker: Walker) -> None:
    """The plain provider says `ada` too; that is another house's Ada until she links herself."""
    ada = await walker.join("ada", "club")
    walker.forget()
    page = await walker.walk("ada", "plain")
    assert page.startswith("/welcome?")
    namesake = await walker.welcome(page.partition("#")[2], "Other Ada")
    assert namesake.json()["account"]["id"] != ada.id


async def test_an_identity_opens_one_account_only(walker: Walker) -> None:
    await walker.join("ada", "plain")
    walker.forget()
    mallory = await walker.join("mallory")
    assert problem(await mallory.link("ada")) == "identity_taken"
    assert await mallory.identities() == [("club", "mallory")]


async def test_one_provider_opens_an_account_by_one_identity(walker: Walker) -> None:
    ada = await walker.join("ada")
    assert problem(await ada.link("eve", "club")) == "already_linked"
    assert await ada.link("ada", "club") == "/settings/security?linked=club"


async def test_signing_in_while_signed_in_links_nothing(walker: Walker) -> None:
    ada = await walker.join("ada")
    assert (await walker.walk("eve", "plain")).startswith("/welcome?")
    assert await ada.identities() == [("club", "ada")]


async def test_linking_and_unlinking_ask_for_a_fresh_proof(walker: Walker, database: Database) -> None:
    ada = await walker.join("ada")
    async with database.transaction() as session:
        stale = update(Session).values(fresh_at=(datetime.now(UTC) - timedelta(minutes=6)).isoformat())
        await session.execute(stale.where(Session.account_id == ada.id))
    answer = await ada.ask_to_link()
    assert (answer.status_code, answer.json()["code"]) == (403, "accounts/proof_needed")
    assert await ada.unlink("club") == (403, "accounts/proof_needed")


async def test_linking_needs_an_account(walker: Walker) -> None:
    answer = await walker.post("/account/identities/plain")
    assert (answer.status_code, answer.json()["code"]) == (401, "accounts/not_signed_in")


async def test_a_session_that_ended_on_the_way_links_nothing(walker: Walker) -> None:
    ada = await walker.join("ada")
    location = (await ada.ask_to_link()).json()["location"]
    back = await walker.consent(location, "ada")
    await walker.http.post(f"{walker.api}/auth/logout", headers={"x-rallyboard": "1"})
    assert problem(await walker.come_back(back)) == "not_signed_in"


async def test_a_link_begun_in_another_browser_does_not_bind_this_one(walker: Walker) -> None:
    """An attacker sends the victim to the end of a link that the attacker began."""
    mallory = await walker.join("mallory")
    back = await walker.consent((await mallory.ask_to_link()).json()["location"], "ada")
    walker.forget()
    assert problem(await walker.come_back(back)) == "flow_over"
    assert await mallory.identities() == [("club", "mallory")]


async def test_the_last_way_in_stays(walker: Walker, database: Database) -> None:
    ada = await walker.join("ada")
    assert await ada.unlink("club") == (409, "accounts/last_way_in")
    async with database.transaction() as session:
        session.add(Passkey(credential_id=walker.tag, account_id=ada.id, public_key="p", name="Key", created_at=NOW))
    assert await ada.unlink("club") == (204, "")
    assert await ada.unlink("club") == (404, "accounts/no_such_identity")


async def test_of_two_identities_unlinked_at_once_one_stays(walker: Walker) -> None:
    ada = await walker.join("ada")
    await ada.link("ada")
    ends = await asyncio.gather(*(ada.unlink(name) for name in ("club", "plain") * 10))
    assert [status for status, _ in ends].count(204) == 1
    assert len(await ada.identities()) == 1


async def test_the_record_says_what_was_linked_and_names_nobody(walker: Walker, database: Database) -> None:
    ada = await walker.join("ada")
    await ada.link("ada")
    await ada.unlink("club")
    query = select(AuditEntry).where(AuditEntry.actor == ada.id).order_by(AuditEntry.seq)
    async with database.reading() as session:
        noted = [(one.action, one.detail) for one in (await session.execute(query)).scalars()]
    found = [entry for entry in noted if entry[0].startswith("identity.")]
    assert found == [("identity.linked", "club"), ("identity.linked", "plain"), ("identity.unlinked", "club")]
    assert walker.tag not in str(noted)
