"""Storing: what matches say of themselves goes to the database, until it is there.

The journal keeps a match until its result is stored, so a crash, a locked database or a full disk only delays it.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog

from rallyboard.arena import repository
from rallyboard.arena.finishing import Finished, store
from rallyboard.arena.fixture import Fixture
from rallyboard.arena.journal import Journal
from rallyboard.arena.live import Live
from rallyboard.db.engine import Database

RETRY_S: Final = (0.1, 0.5, 2.0, 5.0)
WAITING_HOURS: Final = 24
log: structlog.stdlib.BoundLogger = structlog.get_logger("rallyboard.arena")


class Store:
    """`on_finished` are called with the match's id once a finished match is in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.on_finished: list[Callable[[str], None]] = []

    async def begun(self, fixture: Fixture) -> None:
        """The match is live."""
        async with self._database.transaction() as session:
            await repository.begun(session, fixture)

    async def over(self, live: Live, journal: Journal) -> None:
        """The match is over: keep trying until result and log are stored, then let the journal forget it."""
        room, now = live.play.room, datetime.now(UTC).isoformat(timespec="milliseconds")
        finished = Finished(live.fixture, tuple(room.entries), tuple(room.events), room.base, now)
        data = await asyncio.to_thread(finished.pack)
        attempt = 0
        while not await self._stored(finished, data):
            await asyncio.sleep(RETRY_S[min(attempt, len(RETRY_S) - 1)])
            attempt += 1
        journal.close_match(live.play.no)
        for call in self.on_finished:
            call(live.fixture.match_id)

    async def _stored(self, finished: Finished, data: bytes) -> bool:
        try:
            async with self._database.transaction() as session:
                await store(session, finished, data)
        except Exception:
            log.exception("a result could not be stored yet", match=finished.fixture.match_id)
            return False
        return True

    async def sweep(self) -> str:
        """Matches that nobody joined for a day are void; returns the date before which they were opened."""
        now = datetime.now(UTC)
        before = (now - timedelta(hours=WAITING_HOURS)).isoformat()
        async with self._database.transaction() as session:
            await repository.void_waiting(session, before, now.isoformat())
        return before
