import asyncio
import secrets
from collections.abc import AsyncGenerator
from contextlib import closing
from functools import cache
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from etl.errors import SourceAway
from etl.sources import Source
from rallyboard.app.house import House
from rallyboard.app.outbox import PostgresOutbox, SqliteOutbox, outbox_of
from rallyboard.arena import finishing
from rallyboard.arena.finishing import Finished, row_of
from rallyboard.arena.league import play_out
from rallyboard.arena.models import MatchLog, Outbox
from rallyboard.arena.play import pilots_of
from rallyboard.arena.room import Room
from rallyboard.arena.schedule import Plan
from rallyboard.db.engine import Database
from rallyboard.db.migrate import migrate
from tests.kit.postgres import Postgres, both
from tests.kit.server import free_port

site_database = both
NOW = "2026-11-21T12:00:00.000+00:00"


@pytest.fixture
def place(site_database: str, tmp_path: Path) -> Path | str:
    return site_database or tmp_path / "odd ? name %20.sqlite3"


@pytest.fixture
async def database(place: Path | str) -> AsyncGenerator[Database, None]:
    migrate(place)
    opened = Database(place)
    yield opened
    await opened.close()


@cache
def played() -> Finished:
    fixture = Plan(UUID(int=7), 0, 10).fixture(3, NOW)
    room, pilots = Room.start(fixture.rules, fixture.serve0), pilots_of(fixture)
    play_out(room, pilots, lambda _: None)
    return Finished(fixture, tuple(room.entries), tuple(room.events), room.base, NOW)


def finished(number: int) -> Finished:
    """The same match over and over, each time under another id."""
    one = played()
    return Finished(
        msgspec.structs.replace(one.fixture, match_id=str(UUID(int=number))), one.entries, one.events, one.match, NOW
    )


async def store(database: Database, match_id: str, data: bytes, topic: str = "match.finished") -> None:
    async with database.transaction() as session:
        row = row_of(msgspec.structs.replace(played().fixture, match_id=match_id), "finished")
        row.s0, row.s1, row.result_hash, row.winner_slot = 5, 2, 7, 0
        session.add(row)
        await session.flush()
        session.add(MatchLog(match_id=match_id, data=data, sha256=""))
        session.add(Outbox(topic=topic, match_id=match_id, created_at=NOW))


async def test_finished_matches_are_read_in_order_with_the_result_that_was_told(
    place: Path | str, database: Database
) -> None:
    with closing(outbox_of(place)) as opened:
        source: Source = opened
        assert (list(source.read(0, 10)), source.behind(0)) == ([], 0)
        await store(database, "a", b"first")
        await store(database, "b", b"\x00second")
        told = [(one.seq, one.match_id, one.data, one.result_hash, one.s0, one.winner) for one in source.read(0, 10)]
        assert told == [(1, "a", b"first", 7, 5, 0), (2, "b", b"\x00second", 7, 5, 0)]
        assert (source.behind(0), source.behind(1), source.behind(2)) == (2, 1, 0)


async def test_reading_goes_on_where_it_stopped_and_takes_no_more_than_asked(
    place: Path | str, database: Database
) -> None:
    for number in range(5):
        await store(database, str(number), b"log")
    with closing(outbox_of(place)) as source:
        assert [record.seq for record in source.read(0, 2)] == [1, 2]
        assert [record.seq for record in source.read(2, 2)] == [3, 4]
        assert [record.seq for record in source.read(4, 2)] == [5]


async def test_other_news_are_not_for_the_etl(place: Path | str, database: Database) -> None:
    await store(database, "a", b"log", topic="player.renamed")
    with closing(outbox_of(place)) as source:
        assert source.behind(0) == 0


async def test_a_reader_cannot_change_anything(place: Path | str, database: Database) -> None:
    await store(database, "a", b"log")
    with closing(outbox_of(place)) as source:
        with pytest.raises(Exception, match=r"read-?only"):
            source._rows("DELETE FROM outbox", ())
        assert source.behind(0) == 1


def test_a_warehouse_that_moves_to_another_database_begins_anew() -> None:
    assert SqliteOutbox.name != PostgresOutbox.name


async def test_no_result_is_skipped_however_long_a_commit_takes(house: House) -> None:
    writing = [asyncio.create_task(finish(house, number)) for number in range(1, 61)]
    seen: list[int] = []
    while True:
        done = all(task.done() for task in writing)
        records = await asyncio.to_thread(house.source.read, seen[-1] if seen else 0, 7)
        seen += [record.seq for record in records]
        if done and not records:
            break
    await asyncio.gather(*writing)
    assert (len(seen), sorted(set(seen))) == (60, seen)


async def finish(house: House, number: int) -> None:
    await asyncio.sleep(secrets.randbelow(100) / 500)
    one = finished(number)
    async with house.database.transaction() as session:
        await finishing.store(session, one, b"log")
        await asyncio.sleep(secrets.randbelow(10) / 500)


@pytest.mark.parametrize("turns", [True, False])
async def test_a_reader_between_two_commits_loses_the_first_unless_they_take_turns(
    postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, turns: bool
) -> None:
    if not turns:
        monkeypatch.setattr(finishing, "in_turn", unordered)
    url = postgres.make()
    database = Database(url)
    await seat(database)
    with closing(outbox_of(url)) as source:
        async with database.transaction() as slow:
            await finishing.store(slow, finished(1), b"log")
            quick = asyncio.create_task(commit(database, 2))
            await asyncio.wait([quick], timeout=0.5)
            first = [record.seq for record in source.read(0, 10)]
        await quick
        second = [record.seq for record in source.read(max(first, default=0), 10)]
    assert (first + second == [1, 2]) is turns
    await database.close()


async def unordered(*_: object) -> None:
    """What the site would be without turns: the positive control of the test above."""


async def commit(database: Database, number: int) -> None:
    async with database.transaction() as session:
        await finishing.store(session, finished(number), b"log")


async def seat(database: Database) -> None:
    from rallyboard.players.roster import seat_bots

    async with database.transaction() as session:
        await seat_bots(session, NOW)


def test_a_server_that_is_not_there_is_no_bug_of_the_loader() -> None:
    source = PostgresOutbox(f"postgresql://ada:secret@127.0.0.1:{free_port()}/site")
    with pytest.raises(SourceAway, match="refused") as away:
        source.read(0, 1)
    assert "secret" not in str(away.value)


async def test_a_line_that_broke_is_opened_again(postgres: Postgres) -> None:
    url = postgres.make()
    source = PostgresOutbox(url)
    assert source.behind(0) == 0
    with postgres.admin() as connection:
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'test_%'")
    with pytest.raises(SourceAway):
        source.behind(0)
    assert source.behind(0) == 0
    source.close()
