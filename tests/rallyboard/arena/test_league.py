"""The house league: real rooms, real journal, every match stored once, even when it is killed half-way."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from game_engine.codec import decode
from game_engine.replay import replay_log
from rallyboard.app.house import House
from rallyboard.arena.league import League
from rallyboard.arena.models import Match, MatchLog, Outbox
from rallyboard.settings import Settings
from tests.kit.databases import databases

PLAY = """
import asyncio, sys
from pathlib import Path
from rallyboard.app.house import House
from rallyboard.arena.league import League
from rallyboard.settings import Settings

async def main():
    house = House(Settings(data=Path(sys.argv[1]), database=sys.argv[3], env="test"))
    house.open()
    await house.players.seat_bots()
    await League(house.settings.journal_folder, house.database).play(
        int(sys.argv[2]), progress=lambda done, _: print(done, flush=True))

asyncio.run(main())
"""


async def counts(house: House) -> tuple[int, int, int]:
    async with house.database.reading() as session:
        rows = [
            (await session.execute(select(func.count()).select_from(table))).scalar_one()
            for table in (Match, MatchLog, Outbox)
        ]
    return rows[0], rows[1], rows[2]


@pytest.fixture
def league(house: House) -> League:
    return League(house.settings.journal_folder, house.database)


async def test_a_league_is_played_and_every_log_replays(house: House, league: League) -> None:
    seen: list[tuple[int, int]] = []
    played = await league.play(20, seed=1, progress=lambda done, planned: seen.append((done, planned)))
    assert (played.done, played.planned, played.played, played.resumed) == (20, 20, 20, 0)
    assert seen == [(done, 20) for done in range(21)]
    assert await counts(house) == (20, 20, 20)
    async with house.database.reading() as session:
        for row, stored in (
            await session.execute(select(Match, MatchLog).join(MatchLog, MatchLog.match_id == Match.id))
        ).all():
            again = replay_log(decode(stored.data))
            assert again.match.digest() == row.result_hash
            assert (again.match.scores, again.match.winner) == ((row.s0, row.s1), row.winner_slot)


async def test_a_league_is_not_begun_again_when_there_is_one(house: House, league: League) -> None:
    await league.play(3)
    assert (await league.play(3, if_empty=True)).planned == 0
    await league.play(2)
    assert await counts(house) == (5, 5, 5)
    assert list((house.settings.journal_folder / "league").iterdir()) == []


def play_and_kill(data: Path, after: int) -> None:
    """A league in a process of its own, killed in the middle of a match some time after so many."""
    words = [sys.executable, "-c", PLAY, str(data), "34", databases.of(data)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        if int(line) >= after:
            break
    time.sleep(0.06)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


async def test_a_league_killed_half_way_is_finished_and_no_match_is_played_twice(tmp_path: Path) -> None:
    data = tmp_path / "data"
    play_and_kill(data, after=18)
    house = House(Settings(data=data, database=databases.of(data), env="test"))
    house.open()
    before = await counts(house)
    played = await League(house.settings.journal_folder, house.database).play(34, if_empty=True)
    assert 16 <= before[0] < 34
    assert (played.done, played.played) == (34, 34 - before[0])
    assert played.resumed >= 1
    assert await counts(house) == (34, 34, 34)
    async with house.database.reading() as session:
        for stored in (await session.execute(select(MatchLog.data))).scalars():
            log = decode(stored)
            assert list(replay_log(log).events) == list(log.events)
    await house.database.close()
    house.close()
