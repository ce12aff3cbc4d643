import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from rallyboard.db.engine import Database


@pytest.fixture
async def database(tmp_path: Path) -> AsyncGenerator[Database, None]:
    opened = Database(tmp_path / "odd ? name %20.sqlite3")
    async with opened.transaction() as session:
        await session.execute(text("CREATE TABLE parent (id INTEGER PRIMARY KEY)"))
        await session.execute(text("CREATE TABLE child (id INTEGER REFERENCES parent (id))"))
    yield opened
    await opened.close()


async def count(database: Database) -> int:
    async with database.reading() as session:
        return int((await session.execute(text("SELECT count(*) FROM parent"))).scalar_one())


async def test_what_was_written_is_there_after_the_block(database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(text("INSERT INTO parent VALUES (1)"))
    assert await count(database) == 1


@pytest.mark.parametrize("statement", ["INSERT INTO parent VALUES (1)", "DROP TABLE parent"])
async def test_a_block_that_raises_leaves_nothing_behind(database: Database, statement: str) -> None:
    async def fail() -> None:
        async with database.transaction() as session:
            await session.execute(text(statement))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await count(database) == 0


async def test_a_reader_cannot_write(database: Database) -> None:
    async with database.reading() as session:
        with pytest.raises(OperationalError, match="readonly"):
            await session.execute(text("INSERT INTO parent VALUES (1)"))


async def test_a_reader_sees_one_moment_while_others_write(database: Database) -> None:
    async with database.reading() as session:
        before = (await session.execute(text("SELECT count(*) FROM parent"))).scalar_one()
        async with database.transaction() as writer:
            await writer.execute(text("INSERT INTO parent VALUES (1)"))
        assert (await session.execute(text("SELECT count(*) FROM parent"))).scalar_one() == before
    assert await count(database) == 1


async def test_every_connection_is_durable_and_keeps_its_references(database: Database) -> None:
    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}
    for opened in (database.transaction, database.reading):
        async with opened() as session:
            for pragma, value in expected.items():
                assert (await session.execute(text(f"PRAGMA {pragma}"))).scalar() == value
    with pytest.raises(IntegrityError):
        async with database.transaction() as session:
            await session.execute(text("INSERT INTO child VALUES (7)"))


async def test_many_writers_queue_and_none_is_refused(database: Database) -> None:
    async def write(number: int) -> None:
        async with database.transaction() as session:
            await session.execute(text("INSERT INTO parent VALUES (:id)"), {"id": number})

    await asyncio.gather(*(write(number) for number in range(50)))
    assert await count(database) == 50
