"""What becomes of who comes back from a provider: known, asked for more, or a stranger."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select, update

from rallyboard.accounts import letters
from rallyboard.accounts.models import Account, Device, Identity, Letter, Totp
from rallyboard.accounts.tokens import token_hash
from rallyboard.db.engine import Database
from tests.rallyboard.accounts.oauth.walking import Walker, problem

NOW = datetime.now(UTC).isoformat()


@pytest.mark.parametrize("name", ["club", "plain"])
async def test_a_stranger_becomes_a_new_account_and_is_known_the_next_time(walker: Walker, name: str) -> None:
    ada = await walker.join("ada", name)
    walker.forget()
    assert await walker.walk("ada", name, "/players?kind=human") == "/signed-in#next=%2Fplayers%3Fkind%3Dhuman"
    assert (await walker.refresh()).id == ada.id
    assert (ada.account["email"], ada.account["has_password"]) == (None, False)


async def test_the_browser_is_known_afterwards_and_keeps_its_mark(walker: Walker, database: Database) -> None:
    ada = await walker.join("ada")
    mark = walker.http.cookies["rb_device"]
    for name in [name for name in walker.http.cookies if name != "rb_device"]:
        walker.http.cookies.delete(name)
    assert (await walker.walk("ada")).startswith("/signed-in#")
    assert walker.http.cookies["rb_device"] == mark
    walker.forget()
    assert (await walker.walk("ada")).startswith("/signed-in#")
    assert walker.http.cookies["rb_device"] != mark
    async with database.reading() as session:
        known = (await session.execute(select(Device.token_hash).where(Device.account_id == ada.id))).scalars()
    assert set(known) == {token_hash(mark), token_hash(walker.http.cookies["rb_device"])}


async def test_fifty_callbacks_with_one_code_open_one_session(walker: Walker) -> None:
    await walker.join("ada")
    back = await walker.consent(await walker.start(), "ada")
    pages = await asyncio.gather(*(walker.come_back(back) for _ in range(50)))
    assert sum(page.startswith("/signed-in#") for page in pages) == 1
    assert [problem(page) for page in pages if not page.startswith("/signed-in#")] == ["flow_over"] * 49
    assert await (await walker.refresh()).sessions() == 1  # the one from before is over


async def test_a_second_factor_is_asked_for_here_too(walker: Walker, database: Database) -> None:
    ada = await walker.join("ada")
    async with database.transaction() as session:
        session.add(Totp(account_id=ada.id, secret="s", created_at=NOW, confirmed_at=NOW))
    walker.forget()
    page = await walker.walk("ada", then="/players")
    assert page.startswith("/sign-in?next=%2Fplayers#proof=")
    assert page.endswith("&factors=totp")
    assert not [name for name in walker.http.cookies if "refresh" in name]


async def test_a_banned_account_is_told_so(walker: Walker, database: Database) -> None:
    ada = await walker.join("ada")
    async with database.transaction() as session:
        await session.execute(update(Account).where(Account.id == ada.id).values(banned_at=NOW))
    walker.forget()
    assert problem(await walker.walk("ada")) == "banned"


async def test_a_guest_keeps_the_player_that_played(walker: Walker) -> None:
    guest = (await walker.post("/guests", alias=f"Guest{walker.tag}")).json()
    ada = await walker.join("ada")
    assert (ada.account["player"]["key"], ada.account["player"]["name"]) == (guest["key"], f"Ada{walker.tag}")


async def test_a_refused_name_leaves_the_token_good(walker: Walker) -> None:
    await walker.join("eve")
    walker.forget()
    token = (await walker.walk("ada")).partition("#")[2]
    assert (await walker.welcome(token, "Eve")).json()["code"] == "accounts/name_taken"
    assert (await walker.welcome(token, "")).json()["code"] == "accounts/alias_refused"
    assert (await walker.welcome(token, "Ada")).status_code == 201


async def test_a_welcome_works_in_the_browser_that_came_back_only(walker: Walker) -> None:
    """Or a link could seat a visitor in an account that somebody else's identity opens."""
    token = (await walker.walk("ada")).partition("#")[2]
    walker.forget()
    answer = await walker.welcome(token, "Ada")
    assert (answer.status_code, answer.json()["code"]) == (410, "accounts/letter_over")


async def test_fifty_welcomes_make_one_account(walker: Walker, database: Database) -> None:
    token = (await walker.walk("ada")).partition("#")[2]
    answers = await asyncio.gather(*(walker.welcome(token, f"Ada {number}") for number in range(50)))
    statuses = [answer.status_code for answer in answers]
    assert (statuses.count(201), statuses.count(410)) == (1, 49)
    query = select(func.count()).select_from(Identity).where(Identity.subject == f"ada{walker.tag}")
    async with database.reading() as session:
        assert (await session.execute(query)).scalar_one() == 1


async def test_two_welcomes_of_one_identity_make_one_account(walker: Walker) -> None:
    first = (await walker.walk("ada")).partition("#")[2]
    kept = dict(walker.http.cookies)
    second = (await walker.walk("ada")).partition("#")[2]
    assert (await walker.welcome(second, "Ada")).status_code == 201
    walker.forget()
    walker.http.cookies.update(kept)
    answer = await walker.welcome(first, "Ada Two")
    assert (answer.status_code, answer.json()["code"]) == (410, "accounts/letter_over")


async def test_nothing_of_a_person_stays_in_letters_once_they_have_an_account(
    walker: Walker, database: Database
) -> None:
    await walker.walk("ada")
    await walker.walk("eve")
    await walker.join("ada")
    async with database.reading() as session:
        kept = [row for row in (await session.execute(select(Letter.payload))).scalars() if walker.tag in row]
    assert [f"eve{walker.tag}" in payload for payload in kept] == [True]


async def test_another_letter_is_no_welcome(walker: Walker, database: Database) -> None:
    await walker.walk("ada")
    async with database.transaction() as session:
        token = await letters.issue(session, "reset")
    assert (await walker.welcome(token, "Ada")).status_code == 410
