"""Logging in: the same words for every mistake, a door that shuts for strangers only."""

import asyncio

import pytest
from sqlalchemy import select, update

from rallyboard.accounts import passwords
from rallyboard.accounts.errors import Banned, TooBusy, TooManyTries, WrongCredentials
from rallyboard.accounts.login import TRIES
from rallyboard.accounts.models import Account, Session, Throttle
from rallyboard.accounts.schemas import ProofWanted
from rallyboard.app.house import House
from rallyboard.db.engine import Database
from rallyboard.db.errors import DatabaseCrowded
from rallyboard.kit.errors import RallyboardError
from tests.kit.postbox import Postbox
from tests.rallyboard.accounts.desk import EMAIL, HERE, PASSWORD, logged_in, registered


@pytest.mark.parametrize("email", [EMAIL, EMAIL.upper(), " Ada@Example.ORG ", "ada@example.org."])
async def test_the_address_counts_however_it_is_spelled(house: House, postbox: Postbox, email: str) -> None:
    opened = await registered(house, postbox)
    assert (await logged_in(house, email)).account.id == opened.account.id


@pytest.mark.parametrize(
    ("email", "password"),
    [(EMAIL, PASSWORD + "x"), (EMAIL, ""), ("nobody@example.org", PASSWORD), ("no address", PASSWORD), ("", "")],
)
async def test_every_mistake_gets_the_same_answer(house: House, postbox: Postbox, email: str, password: str) -> None:
    await registered(house, postbox)
    with pytest.raises(WrongCredentials) as refused:
        await logged_in(house, email, password)
    assert refused.value.detail == "Check both and try again, or ask for a new password."


@pytest.mark.parametrize("email", [EMAIL, "nobody@example.org"])
async def test_strangers_shut_the_door_for_themselves_but_not_for_a_known_browser(
    house: House, postbox: Postbox, email: str
) -> None:
    opened = await registered(house, postbox)
    known = await house.reception.devices.remember(opened.account.id, None, HERE)
    for _ in range(TRIES):
        with pytest.raises(WrongCredentials):
            await logged_in(house, email, "wrong")
    for password in ("wrong", PASSWORD):
        with pytest.raises(TooManyTries) as refused:
            await logged_in(house, email, password)
    assert 0 < refused.value.retry_after <= 3600
    assert (await logged_in(house, device=known)).account.id == opened.account.id


async def test_a_full_queue_costs_nobody_a_try(house: House, postbox: Postbox, monkeypatch: pytest.MonkeyPatch) -> None:
    await registered(house, postbox)
    with monkeypatch.context() as full:
        full.setattr(passwords, "QUEUE", 0)
        for _ in range(TRIES + 1):
            with pytest.raises(TooBusy):
                await logged_in(house)
    with pytest.raises(WrongCredentials):
        await logged_in(house, password="wrong")
    async with house.database.reading() as session:
        assert set((await session.execute(select(Throttle.count))).scalars()) == {1}


async def changed_meanwhile(house: House, account_id: str, monkeypatch: pytest.MonkeyPatch, **columns: str) -> None:
    """The slow check of the next password ends after somebody changed these `columns` of the account."""
    verify = house.reception.passwords.verify

    async def slowly(stored: str | None, password: str) -> tuple[bool, str | None]:
        verdict = await verify(stored, password)
        async with house.database.transaction() as session:
            await session.execute(update(Account).where(Account.id == account_id).values(**columns))
        return verdict

    monkeypatch.setattr(house.reception.passwords, "verify", slowly)


@pytest.mark.parametrize(
    ("columns", "refusal"),
    [({"password_hash": "another"}, WrongCredentials), ({"banned_at": "2026-01-01T00:00:00+00:00"}, Banned)],
)
async def test_a_password_changed_or_an_account_closed_while_it_is_checked_opens_nothing(
    house: House, postbox: Postbox, monkeypatch: pytest.MonkeyPatch, columns: dict[str, str],
    refusal: type[RallyboardError],
) -> None:  # fmt: skip
    opened = await registered(house, postbox)
    await changed_meanwhile(house, opened.account.id, monkeypatch, **columns)
    with pytest.raises(refusal):
        await logged_in(house)
    async with house.database.reading() as session:
        assert len((await session.execute(select(Session.id))).all()) == 1


async def test_a_shut_door_that_is_hammered_at_costs_no_writer(
    house: House, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    await registered(house, postbox)
    for tries in range(TRIES + 1):
        with pytest.raises(WrongCredentials if tries < TRIES else TooManyTries):
            await logged_in(house, EMAIL, "wrong")
    with monkeypatch.context() as shut:
        shut.setattr(Database, "transaction", None)
        with pytest.raises(TooManyTries):
            await logged_in(house, EMAIL, "wrong")
    with pytest.raises(WrongCredentials):
        await logged_in(house, "somebody@example.org", "wrong")


async def test_of_hundreds_of_tries_at_once_few_are_evaluated_and_the_owner_still_gets_in(
    house: House, postbox: Postbox
) -> None:
    opened = await registered(house, postbox)
    known = await house.reception.devices.remember(opened.account.id, None, HERE)
    outcomes: list[object] = []
    for _ in range(6):
        flood = [logged_in(house, EMAIL, f"guess {number}") for number in range(100)]
        outcomes += await asyncio.gather(*flood, return_exceptions=True)
    evaluated = sum(isinstance(outcome, WrongCredentials) for outcome in outcomes)
    assert {type(outcome) for outcome in outcomes} <= {
        WrongCredentials,
        TooManyTries,
        TooBusy,
        DatabaseCrowded,
    }
    assert evaluated == TRIES
    assert (await logged_in(house, device=known)).account.id == opened.account.id


async def test_a_known_browser_of_one_account_is_a_stranger_to_another(house: House, postbox: Postbox) -> None:
    eve = await registered(house, postbox, "eve@example.org", "Eve")
    await registered(house, postbox)
    device = await house.reception.devices.remember(eve.account.id, None, HERE)
    for _ in range(TRIES):
        with pytest.raises(WrongCredentials):
            await logged_in(house, EMAIL, "wrong", device)
    with pytest.raises(TooManyTries):
        await logged_in(house, EMAIL, "wrong", device)


async def test_the_right_password_opens_the_door_wide_again(house: House, postbox: Postbox) -> None:
    await registered(house, postbox)
    for _ in range(3):
        for _ in range(TRIES - 1):
            with pytest.raises(WrongCredentials):
                await logged_in(house, EMAIL, "wrong")
        await logged_in(house)


async def test_a_closed_account_says_so_to_its_owner_only(house: House, postbox: Postbox) -> None:
    opened = await registered(house, postbox)
    async with house.database.transaction() as session:
        account = await session.get(Account, opened.account.id)
        assert account is not None
        account.banned_at = "2026-01-01T00:00:00+00:00"
    with pytest.raises(WrongCredentials):
        await logged_in(house, EMAIL, "wrong")
    with pytest.raises(Banned):
        await logged_in(house)


async def test_a_short_password_without_a_second_factor_asks_for_a_code_by_mail(house: House, postbox: Postbox) -> None:
    opened = await registered(house, postbox)
    short = "heron-42"
    async with house.database.transaction() as session:
        account = await session.get(Account, opened.account.id)
        assert account is not None
        account.password_hash = await house.reception.passwords.hash(short)
    found = await house.reception.login.login(EMAIL, short, None, HERE)
    assert isinstance(found, ProofWanted)
    assert found.factors == ["mail"]
