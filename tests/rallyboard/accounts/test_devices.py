"""Devices: a browser has one session and is known; a new one is told to the owner, the first one is no news."""

import asyncio

import pytest
from sqlalchemy import func, select

from rallyboard.accounts.browsers import Browser
from rallyboard.accounts.devices import NONE, Marks
from rallyboard.accounts.errors import NotSignedIn, TooManyTries, WrongCredentials
from rallyboard.accounts.login import TRIES
from rallyboard.accounts.models import Session
from rallyboard.accounts.tokens import token_hash
from rallyboard.app.house import House
from tests.kit.postbox import Delivered, Postbox
from tests.kit.waiting import until
from tests.rallyboard.accounts.desk import EMAIL, HERE, logged_in, registered

THERE = Browser("Safari on iPhone", "198.51.100.0/24")


async def delivered(house: House, postbox: Postbox) -> list[Delivered]:
    """What lies in the box once nothing is on its way any more."""
    await until(house.jobs.idle)
    return postbox.all()


async def test_signing_in_again_ends_the_session_that_this_browser_held(house: House, postbox: Postbox) -> None:
    first = await registered(house, postbox)
    spent, elsewhere = first.refresh, await logged_in(house)
    held = (await house.reception.sessions.rotate(spent)).refresh
    again = await logged_in(house)
    for token in (spent, held):  # a tab may have refreshed while another was at a provider
        await house.reception.devices.settle(again, Marks(None, token_hash(token)), HERE)
    with pytest.raises(NotSignedIn):
        await house.reception.sessions.rotate(held)
    running = await house.reception.sessions.running(first.account.id)
    assert {row.id for row in running} == {elsewhere.session_id, again.session_id}


async def test_a_session_does_not_end_itself(house: House, postbox: Postbox) -> None:
    opened = await registered(house, postbox)
    await house.reception.devices.settle(opened, Marks(None, token_hash(opened.refresh)), HERE)
    assert [row.id for row in await house.reception.sessions.running(opened.account.id)] == [opened.session_id]


async def test_the_next_browser_is_told_by_mail_and_only_once(house: House, postbox: Postbox) -> None:
    opened, devices = await registered(house, postbox), house.reception.devices
    first = await devices.settle(opened, NONE, HERE)
    assert await devices.settle(opened, Marks(first), HERE) == first
    second = await devices.settle(opened, Marks("x" * 43), THERE)
    assert await devices.settle(opened, Marks(second), THERE) == second
    (letter,) = await delivered(house, postbox)
    assert (letter.to, letter.subject) == (EMAIL, "A new sign-in to your account")
    assert "Safari on iPhone, network 198.51.100.0/24" in letter.text


async def test_the_tenth_wrong_password_is_told_to_the_owner_once(house: House, postbox: Postbox) -> None:
    await registered(house, postbox)
    for tries in range(TRIES + 3):
        with pytest.raises(WrongCredentials if tries < TRIES else TooManyTries):
            await logged_in(house, EMAIL, "wrong")
    (letter,) = await delivered(house, postbox)
    assert (letter.to, letter.subject) == (EMAIL, "Somebody is trying passwords on your account")


async def test_logins_at_once_open_as_many_sessions(house: House, postbox: Postbox) -> None:
    opened = await registered(house, postbox)
    await asyncio.gather(*(logged_in(house) for _ in range(TRIES)))
    async with house.database.reading() as session:
        count = (await session.execute(select(func.count()).select_from(Session))).scalar_one()
    assert count == TRIES + 1
    assert len(await house.reception.sessions.running(opened.account.id)) == TRIES + 1
