"""Sessions: tokens are spent once, theft ends the family, a lost answer does not."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from rallyboard.accounts.errors import NotSignedIn, RefreshRaced
from rallyboard.accounts.models import AuditEntry, Refresh, Session
from rallyboard.accounts.sessions import Ended, Opened
from rallyboard.accounts.tokens import token_hash
from rallyboard.app.house import House
from tests.kit.postbox import Postbox
from tests.rallyboard.accounts.desk import HERE, logged_in, registered


async def spent_a_while_ago(house: House, token: str) -> None:
    """As if the answer had been waited for in vain."""
    then = (datetime.now(UTC) - timedelta(seconds=5)).isoformat()
    async with house.database.transaction() as session:
        await session.execute(update(Refresh).where(Refresh.token_hash == token_hash(token)).values(spent_at=then))


async def test_each_refresh_spends_a_token_and_gives_out_the_next(house: House, postbox: Postbox) -> None:
    opened = await registered(house, postbox)
    tokens = [opened.refresh]
    for _ in range(4):
        tokens.append((await house.reception.sessions.rotate(tokens[-1])).refresh)
    assert len(set(tokens)) == 5
    (row,) = await house.reception.sessions.running(opened.account.id)
    assert row.id == opened.session_id


async def test_an_old_token_that_comes_back_ends_the_session_for_both(house: House, postbox: Postbox) -> None:
    sessions, told = house.reception.sessions, list[Ended]()
    sessions.on_ended.append(told.append)
    opened = await registered(house, postbox)
    stolen = opened.refresh
    second = await sessions.rotate(stolen)
    third = await sessions.rotate(second.refresh)
    for token in (stolen, third.refresh):
        with pytest.raises(NotSignedIn):
            await sessions.rotate(token)
    assert told == [Ended(opened.account.id, opened.session_id)]
    assert await sessions.running(opened.account.id) == []


async def test_a_lost_answer_is_no_theft(house: House, postbox: Postbox) -> None:
    sessions = house.reception.sessions
    opened = await registered(house, postbox)
    lost = await sessions.rotate(opened.refresh)
    await spent_a_while_ago(house, opened.refresh)
    again = await sessions.rotate(opened.refresh)
    assert (await sessions.rotate(again.refresh)).session_id == opened.session_id
    with pytest.raises(NotSignedIn):
        await sessions.rotate(lost.refresh)


async def test_of_fifty_racing_refreshes_one_passes_and_nobody_is_thrown_out(house: House, postbox: Postbox) -> None:
    opened = await registered(house, postbox)
    racing = [house.reception.sessions.rotate(opened.refresh) for _ in range(50)]
    outcomes = await asyncio.gather(*racing, return_exceptions=True)
    passed = [outcome for outcome in outcomes if not isinstance(outcome, BaseException)]
    assert len(passed) == 1
    assert {type(outcome) for outcome in outcomes if isinstance(outcome, BaseException)} == {RefreshRaced}
    assert (await house.reception.sessions.rotate(passed[0].refresh)).session_id == opened.session_id


async def test_a_proof_and_a_refresh_at_once_wait_for_each_other(house: House, postbox: Postbox) -> None:
    opened = await registered(house, postbox)
    sessions = house.reception.sessions

    async def prove(session_id: str) -> Opened:
        async with house.database.transaction() as session:
            return await sessions.prove(session, session_id, ("password",))

    for _ in range(20):
        async with house.database.transaction() as session:
            each = await sessions.open(session, opened.account, ("password",), HERE)
        racing = [prove(each.session_id), sessions.rotate(each.refresh), prove(each.session_id)]
        outcomes = await asyncio.gather(*racing, return_exceptions=True)
        assert {type(outcome) for outcome in outcomes} <= {Opened, NotSignedIn}, outcomes


@pytest.mark.parametrize("token", [None, "", "x", "A" * 43, "A" * 10_000, "' OR 1=1 --"])
async def test_junk_opens_nothing(house: House, token: str | None) -> None:
    with pytest.raises(NotSignedIn):
        await house.reception.sessions.rotate(token)


@pytest.mark.parametrize("column", ["idle_until", "ends_at"])
async def test_a_session_is_over_when_its_time_is(house: House, postbox: Postbox, column: str) -> None:
    opened = await registered(house, postbox)
    async with house.database.transaction() as session:
        await session.execute(update(Session).values({column: datetime.now(UTC).isoformat()}))
    with pytest.raises(NotSignedIn):
        await house.reception.sessions.rotate(opened.refresh)
    assert await house.reception.sessions.running(opened.account.id) == []


async def test_ending_all_leaves_the_one_that_asked(house: House, postbox: Postbox) -> None:
    sessions = house.reception.sessions
    first = await registered(house, postbox)
    others = [await logged_in(house) for _ in range(3)]
    assert await sessions.end_all(first.account.id, "test", first.session_id) == 3
    assert [row.id for row in await sessions.running(first.account.id)] == [first.session_id]
    with pytest.raises(NotSignedIn):
        await sessions.rotate(others[0].refresh)


async def test_nobody_ends_a_session_of_somebody_else(house: House, postbox: Postbox) -> None:
    ada = await registered(house, postbox)
    bob = await registered(house, postbox, "bob@example.org", "Bob")
    assert not await house.reception.sessions.end(bob.account.id, ada.session_id, "test")
    assert await house.reception.sessions.end(ada.account.id, ada.session_id, "test")
    assert not await house.reception.sessions.end(ada.account.id, ada.session_id, "test")


async def test_tokens_are_kept_as_hashes_and_sessions_are_noted(house: House, postbox: Postbox) -> None:
    opened = await registered(house, postbox)
    async with house.database.reading() as session:
        hashes = (await session.execute(select(Refresh.token_hash))).scalars().all()
        noted = select(func.count()).select_from(AuditEntry).where(AuditEntry.action == "session.opened")
        assert (await session.execute(noted)).scalar_one() == 1
    assert hashes == [token_hash(opened.refresh)]
