"""Throttles: doors that shut after so many tries, however many come at once, and open again with time."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from rallyboard.accounts import throttles
from rallyboard.accounts.errors import TooManyTries
from rallyboard.accounts.models import Throttle
from rallyboard.app.house import House

DOOR, OTHER = throttles.door("login", "ada@example.org"), throttles.door("network", "10.0.0.0/24")


async def admitted(house: House, *doors: tuple[str, int]) -> bool:
    try:
        async with house.database.transaction() as session:
            await throttles.admit(session, *doors)
    except TooManyTries:
        return False
    return True


async def counted(house: House) -> dict[str, int]:
    async with house.database.reading() as session:
        return {row.key: row.count for row in (await session.execute(select(Throttle))).scalars()}


async def test_of_many_at_once_a_door_admits_exactly_its_limit(house: House) -> None:
    answers = await asyncio.gather(*(admitted(house, (DOOR, 5), (OTHER, 50)) for _ in range(20)))
    assert answers.count(True) == 5
    assert await counted(house) == {DOOR: 5, OTHER: 5}


async def test_the_other_doors_of_a_refused_try_do_not_count_it(house: House) -> None:
    assert await admitted(house, (OTHER, 1))
    assert not await admitted(house, (DOOR, 5), (OTHER, 1))
    assert await counted(house) == {OTHER: 1}


async def test_failures_at_once_are_all_counted(house: House) -> None:
    async def fail() -> None:
        async with house.database.transaction() as session:
            await throttles.count(session, OTHER, DOOR)

    await asyncio.gather(*(fail() for _ in range(12)))
    assert await counted(house) == {DOOR: 12, OTHER: 12}


async def test_a_shut_door_says_when_it_opens_and_opens_then(house: House) -> None:
    assert await admitted(house, (DOOR, 1))
    async with house.database.reading() as session:
        with pytest.raises(TooManyTries) as refused:
            await throttles.check(session, (DOOR, 1))
    assert 3590 <= refused.value.retry_after <= 3600
    async with house.database.transaction() as session:
        past = (datetime.now(UTC) - timedelta(seconds=1)).isoformat()
        await session.execute(update(Throttle).values(until=past))
        await throttles.check(session, (DOOR, 1))
    assert await admitted(house, (DOOR, 1))
    assert not await admitted(house, (DOOR, 1))


async def test_counting_and_forgiving_at_once_wait_for_each_other(house: House) -> None:
    async def deed(number: int) -> None:
        change = throttles.count if number % 2 else throttles.forgive
        async with house.database.transaction() as session:
            await change(session, *((DOOR, OTHER) if number % 4 < 2 else (OTHER, DOOR)))

    async with house.database.transaction() as session:
        for _ in range(20):
            await throttles.count(session, DOOR, OTHER)
    await asyncio.gather(*(deed(number) for number in range(40)))
    assert await counted(house) == {DOOR: 20, OTHER: 20}
