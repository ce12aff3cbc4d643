import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from rallyboard.db.engine import Database


@pytest.fixture
async def database(empty: Path | str) -> AsyncGenerator[Database, None]:
    opened = Database(empty)
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


@pytest.mark.parametrize("statement", ["INSERT INTO parent VALUES (1)", "DROP TABLE child"])
async def test_a_block_that_raises_leaves_nothing_behind(database: Database, statement: str) -> None:
    async def fail() -> None:
        async with database.transaction() as session:
            await session.execute(text(statement))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with database.reading() as session:
        await session.execute(text("SELECT count(*) FROM child"))
    assert await count(database) == 0


async def test_a_reader_cannot_write(database: Database) -> None:
    async with database.reading() as session:
        with pytest.raises(DBAPIError, match=r"read-?only"):
            await session.execute(text("INSERT INTO parent VALUES (1)"))


async def test_a_reader_sees_one_moment_while_others_write(database: Database) -> None:
    async with database.reading() as session:
        before = (await session.execute(text("SELECT count(*) FROM parent"))).scalar_one()
        async with database.transaction() as writer:
            await writer.execute(text("INSERT INTO parent VALUES (1)"))
        assert (await session.execute(text("SELECT count(*) FROM parent"))).scalar_one() == before
    assert await count(database) == 1


async def test_references_are_kept_and_an_error_repeats_no_value(database: Database) -> None:
    with pytest.raises(IntegrityError) as broken:
        async with database.transaction() as session:
            await session.execute(text("INSERT INTO child VALUES (:id)"), {"id": 4711})
    assert "[parameters" not in str(broken.value)


async def test_many_writers_queue_and_none_is_refused(database: Database) -> None:
    async def write(number: int) -> None:
        async with database.transaction() as session:
            await session.execute(text("INSERT INTO parent VALUES (:id)"), {"id": number})

    await asyncio.gather(*(write(number) for number in range(50)))
    assert await count(database) == 50


async def test_a_closed_database_opens_again_when_it_is_used(database: Database) -> None:
    await database.close()
    assert await count(database) == 0
    await database.close()
