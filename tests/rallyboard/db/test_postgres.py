"""What PostgreSQL alone can do to us: go away, stand still, find two changes in each other's way, refuse a text."""

import asyncio
import time
from collections.abc import AsyncGenerator, Generator

import pytest
from sqlalchemy import text

from rallyboard.db import postgres as module
from rallyboard.db.engine import Database
from rallyboard.db.errors import DatabaseAway, DatabaseBusy, Unstorable
from tests.kit.postgres import Postgres
from tests.kit.server import free_port


@pytest.fixture(scope="module")
def server() -> Generator[Postgres, None, None]:
    """One that may be hurt."""
    with Postgres() as opened:
        yield opened


@pytest.fixture
async def database(server: Postgres) -> AsyncGenerator[Database, None]:
    url = server.make(migrated=False, patient=False)
    opened = Database(url)
    async with opened.transaction() as session:
        await session.execute(text("CREATE TABLE box (id INTEGER PRIMARY KEY, word VARCHAR(8))"))
        await session.execute(text("INSERT INTO box VALUES (1, 'one'), (2, 'two')"))
    yield opened
    await opened.close()


async def count(database: Database) -> int:
    async with database.reading() as session:
        return int((await session.execute(text("SELECT count(*) FROM box"))).scalar_one())


async def told(database: Database) -> float:
    """How many seconds until it is said that the database is away."""
    began = time.monotonic()
    with pytest.raises(DatabaseAway):
        await count(database)
    return time.monotonic() - began


async def back(database: Database) -> float:
    """How many seconds until it answers again."""
    began = time.monotonic()
    while time.monotonic() - began < 20:
        try:
            await count(database)
        except DatabaseAway:
            await asyncio.sleep(0.05)
        else:
            break
    return time.monotonic() - began


async def test_a_server_that_is_not_there_is_said_to_be_away() -> None:
    database = Database(f"postgresql://ada:secret@127.0.0.1:{free_port()}/site")
    assert await told(database) < 2
    await database.close()


async def test_a_killed_server_is_away_and_back_as_soon_as_it_is(server: Postgres, database: Database) -> None:
    await asyncio.gather(*(count(database) for _ in range(5)))
    await asyncio.to_thread(server.kill)
    assert await told(database) < 2
    await asyncio.to_thread(server.start)
    assert await back(database) < 2


async def test_a_restart_that_nobody_saw_costs_nobody_an_error(server: Postgres, database: Database) -> None:
    await asyncio.gather(*(count(database) for _ in range(5)))
    await asyncio.to_thread(server.kill)
    await asyncio.to_thread(server.start)
    assert await asyncio.gather(*(count(database) for _ in range(5))) == [2] * 5


async def test_a_crowd_before_a_frozen_server_is_told_within_seconds(server: Postgres, database: Database) -> None:
    await asyncio.gather(*(count(database) for _ in range(5)))
    await asyncio.sleep(module.REST_S + 0.1)
    server.freeze()
    try:
        waits = await asyncio.gather(*(told(database) for _ in range(60)))
    finally:
        server.thaw()
    assert sorted(waits)[40] < 3, "who came later is told at once"
    assert max(waits) < module.CONNECT_S + 2
    assert await back(database) < 3


async def test_a_server_that_freezes_in_the_middle_undoes_the_transaction(
    server: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ANSWER_S", 1.0)
    database = Database(server.make(migrated=False, patient=False))

    async def freeze() -> None:
        async with database.transaction() as session:
            await session.execute(text("CREATE TABLE box (id INTEGER)"))
            server.freeze()
            await session.execute(text("INSERT INTO box VALUES (1)"))

    began = time.monotonic()
    with pytest.raises(DatabaseAway):
        await freeze()
    assert time.monotonic() - began < 4
    server.thaw()
    await asyncio.sleep(module.SHUT_S)
    async with database.reading() as session:
        assert (await session.execute(text("SELECT to_regclass('box')"))).scalar_one() is None
    await database.close()


async def test_of_two_in_each_others_way_one_is_undone_and_may_try_again(database: Database) -> None:
    met = asyncio.Barrier(2)

    async def change(first: int, second: int) -> str:
        try:
            async with database.transaction() as session:
                await session.execute(text("UPDATE box SET word = 'x' WHERE id = :id"), {"id": first})
                await met.wait()
                await session.execute(text("UPDATE box SET word = 'x' WHERE id = :id"), {"id": second})
        except DatabaseBusy as busy:
            return f"{busy.status}"
        return "done"

    assert sorted(await asyncio.gather(change(1, 2), change(2, 1))) == ["503", "done"]


@pytest.mark.parametrize("value", ["\x00", "a\x00b", "nine chars", "ł" * 9])
async def test_a_text_that_cannot_be_stored_is_the_askers_to_change(database: Database, value: str) -> None:
    with pytest.raises(Unstorable) as refused:
        async with database.transaction() as session:
            await session.execute(text("UPDATE box SET word = :word"), {"word": value})
    assert refused.value.status == 400
    assert value not in refused.value.detail


async def test_a_number_that_cannot_be_stored_is_the_askers_to_change(database: Database) -> None:
    with pytest.raises(Unstorable):
        async with database.reading() as session:
            await session.execute(text("SELECT * FROM box WHERE id = :id"), {"id": 2**40})


async def test_a_lock_is_not_waited_for_for_ever(database: Database) -> None:
    async def hurry() -> None:
        async with database.transaction() as session:
            await session.execute(text("SET LOCAL lock_timeout = '100ms'"))
            await session.execute(text("UPDATE box SET word = 'x' WHERE id = 1"))

    async with database.transaction() as holder:
        await holder.execute(text("SELECT * FROM box WHERE id = 1 FOR UPDATE"))
        with pytest.raises(DatabaseBusy):
            await hurry()


async def test_every_connection_is_durable_whatever_the_server_was_told(database: Database) -> None:
    for opened in (database.transaction, database.reading):
        async with opened() as session:
            assert (await session.execute(text("SHOW synchronous_commit"))).scalar_one() == "on"
            assert (await session.execute(text("SHOW lock_timeout"))).scalar_one() == "3s"


async def test_a_task_that_is_cancelled_in_a_statement_is_cancelled_and_nothing_else(database: Database) -> None:
    async def wait() -> None:
        async with database.transaction() as session:
            await session.execute(text("SELECT pg_sleep(3)"))

    waiting = asyncio.create_task(wait())
    await asyncio.sleep(0.3)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await count(database) == 2
