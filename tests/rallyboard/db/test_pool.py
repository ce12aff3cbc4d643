"""Connections that are given back late, and those who get none."""

import asyncio
import gc
from pathlib import Path

import pytest
from sqlalchemy import text

from rallyboard.app.problems import problem_of
from rallyboard.db import pool, postgres, sqlite
from rallyboard.db.engine import Database
from rallyboard.db.errors import DatabaseCrowded


async def hold(database: Database, begun: asyncio.Event, over: asyncio.Event) -> None:
    async with database.transaction() as session:
        await session.execute(text("SELECT 1"))
        begun.set()
        await over.wait()


async def test_one_that_comes_back_after_the_end_is_closed(
    empty: Path | str, monkeypatch: pytest.MonkeyPatch, recwarn: pytest.WarningsRecorder
) -> None:
    monkeypatch.setattr(pool, "LONGEST_S", 0.05)
    database, begun, over = Database(empty), asyncio.Event(), asyncio.Event()
    task = asyncio.create_task(hold(database, begun, over))
    await begun.wait()
    await database.close()
    over.set()
    await task
    del database
    gc.collect()
    assert [str(warning.message) for warning in recwarn if warning.category is ResourceWarning] == []


async def test_the_end_waits_for_what_a_cancelled_task_has_to_undo(empty: Path | str) -> None:
    database, begun = Database(empty), asyncio.Event()

    async def undone_slowly() -> None:
        async with database.transaction() as session:
            await session.execute(text("SELECT 1"))
            begun.set()
            try:
                await asyncio.Event().wait()
            finally:
                await asyncio.sleep(0.2)

    task = asyncio.create_task(undone_slowly())
    await begun.wait()
    task.cancel()
    await database.close()
    assert task.cancelled(), "its connection was taken away before it was done"


async def test_who_waits_too_long_for_a_connection_is_told_to_come_again(
    empty: Path | str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (postgres, sqlite):
        monkeypatch.setattr(module, "WAIT_S", 0.1)
    monkeypatch.setattr(postgres, "CONNECTIONS", 1)
    database, begun, over = Database(empty), asyncio.Event(), asyncio.Event()
    task = asyncio.create_task(hold(database, begun, over))
    await begun.wait()
    with pytest.raises(DatabaseCrowded) as told:
        await hold(database, asyncio.Event(), over)
    problem = problem_of(told.value)
    assert (problem.status, problem.code, told.value.retry_after) == (503, "db/crowded", 1)
    assert "changing" not in problem.title + problem.detail, "nobody changed the same"
    over.set()
    await task
    await database.close()
