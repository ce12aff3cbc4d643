"""Sockets close when what they stand on is over, whether anybody said so or not."""

import time
from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from rallyboard.accounts import open_sockets
from rallyboard.accounts.browsers import Browser
from rallyboard.accounts.models import AccessKey, Account, Session
from rallyboard.accounts.open_sockets import OpenSockets
from rallyboard.accounts.standing import NOTHING, Standing
from rallyboard.accounts.tokens import token_hash
from rallyboard.app.house import House
from rallyboard.backplane.memory import MemoryBus
from tests.kit.member import member
from tests.kit.waiting import until


class Door:
    """A socket that notes that it was closed."""

    def __init__(self) -> None:
        self.closed = 0

    def close(self) -> None:
        self.closed += 1


class Desk:
    """An account with sessions, and the sockets of one worker."""

    def __init__(self, house: House, sockets: OpenSockets, account_id: str) -> None:
        self.house, self.sockets, self.account_id = house, sockets, account_id
        self.sessions = house.reception.sessions

    async def session(self) -> Standing:
        async with self.house.database.transaction() as session:
            account = await session.get(Account, self.account_id)
            assert account is not None
            opened = await self.sessions.open(session, account, ("password",), Browser("Test", ""))
        return Standing(self.account_id, opened.session_id)

    async def key(self) -> Standing:
        now = datetime.now(UTC).isoformat()
        async with self.house.database.transaction() as session:
            session.add(
                AccessKey(id="k", token_hash="h", account_id=self.account_id, name="bot", scopes="", created_at=now)
            )
        return Standing(self.account_id, None, "k")

    async def held(self, standing: Standing) -> Door:
        door = Door()
        await self.sockets.hold(standing, door.close)
        return door

    async def end_silently(self, standing: Standing) -> None:
        ending = update(Session).where(Session.id == standing.session_id)
        async with self.house.database.transaction() as session:
            await session.execute(ending.values(ended_at=datetime.now(UTC).isoformat()))


@pytest.fixture
async def desk(house: House) -> Desk:
    ada = await member(house, "Ada")
    return Desk(house, house.switchboard.open_sockets, ada.account_id)


async def test_one_session_that_ends_closes_its_own_sockets_at_once(desk: Desk) -> None:
    one, two = await desk.session(), await desk.session()
    first, second, other = await desk.held(one), await desk.held(one), await desk.held(two)
    await desk.sessions.end(desk.account_id, one.session_id or "", "test")
    assert (first.closed, second.closed, other.closed) == (1, 1, 0)


async def test_all_sessions_but_one_close_and_access_keys_stay(desk: Desk) -> None:
    one, two, key = await desk.session(), await desk.session(), await desk.key()
    gone, kept, program = await desk.held(one), await desk.held(two), await desk.held(key)
    await desk.sessions.end_all(desk.account_id, "test", two.session_id)
    await until(lambda: gone.closed == 1)
    assert (kept.closed, program.closed) == (0, 0)
    desk.sockets.tell_key("k")
    assert (kept.closed, program.closed) == (0, 1)


async def test_who_is_banned_is_out_with_everything(desk: Desk) -> None:
    page, program = await desk.held(await desk.session()), await desk.held(await desk.key())
    async with desk.house.database.transaction() as session:
        await session.execute(update(Account).values(banned_at=datetime.now(UTC).isoformat()))
    await desk.sessions.end_all(desk.account_id, "banned")
    await until(lambda: (page.closed, program.closed) == (1, 1), 1)


async def test_a_guest_who_leaves_is_out(desk: Desk) -> None:
    _, token = await desk.house.players.arrive("Grace")
    door = await desk.held(Standing(guest=token_hash(token)))
    assert door.closed == 0
    await desk.house.guests.leave(token)
    assert door.closed == 1


async def test_a_standing_that_is_over_already_holds_nothing(desk: Desk) -> None:
    standing = await desk.session()
    await desk.sessions.end(desk.account_id, standing.session_id or "", "test")
    assert (await desk.held(standing)).closed == 1
    assert (await desk.held(Standing("nobody", "no session"))).closed == 1
    assert (await desk.held(Standing(guest="forged"))).closed == 1
    assert (await desk.held(NOTHING)).closed == 0


async def test_a_socket_that_was_released_is_not_closed(desk: Desk) -> None:
    standing, door = await desk.session(), Door()
    release = await desk.sockets.hold(standing, door.close)
    release()
    release()
    await desk.sessions.end_all(desk.account_id, "test")
    assert door.closed == 0


async def test_what_nobody_said_is_found_in_the_database(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_sockets, "CALM_S", 0.1)
    bus = MemoryBus()
    sockets = OpenSockets(desk.house.database, bus)
    await sockets.start()
    standing, door = await desk.session(), Door()
    await sockets.hold(standing, door.close)
    await desk.end_silently(standing)
    await until(lambda: door.closed == 1, 2)
    await sockets.stop()


async def test_a_gap_in_the_messages_makes_it_look_at_once(desk: Desk) -> None:
    standing = await desk.session()
    door = await desk.held(standing)
    await desk.end_silently(standing)
    began = time.monotonic()
    desk.house.switchboard.bus._gap()
    await until(lambda: door.closed == 1, 2)
    assert time.monotonic() - began < 1


async def test_six_hundred_standings_are_asked_about_in_parts(desk: Desk) -> None:
    good = await desk.session()
    door = await desk.held(good)
    false = [Standing("nobody", f"session-{number}") for number in range(600)]
    over = await desk.sockets._over([good, *false])
    assert over == false
    assert door.closed == 0
