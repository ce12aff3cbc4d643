"""Storing: what matches say of themselves goes to the database, until it is there.

The journal keeps a match until its result is stored, so a crash, a locked database or a full disk only delays it.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
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
PATIENCE_S: Final = 2.0
log: structlog.stdlib.BoundLogger = structlog.get_logger("rallyboard.arena")


class Store:
    """`on_finished` are called with the match's id once a finished match is in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.home = ""
        """The data folder whose journal holds our matches; other servers may use the same database."""
        self.on_finished: list[Callable[[str], None]] = []
        self._storing: dict[str, asyncio.Event] = {}

    async def begun(self, fixture: Fixture) -> None:
        """The match is live."""
        async with self._database.transaction() as session:
            await repository.begun(session, fixture, self.home)

    async def stored(self, match_id: str) -> None:
        """Wait for a match that is just being stored, but not for ever: players learn the result before it is."""
        if (storing := self._storing.get(match_id)) is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(storing.wait(), PATIENCE_S)

    def over(self, live: Live, journal: Journal) -> Coroutine[None, None, None]:
        """The match is over: keep trying until result and log are stored, then let the journal forget it."""
        self._storing[live.fixture.match_id] = asyncio.Event()
        return self._over(live, journal)

    async def _over(self, live: Live, journal: Journal) -> None:
        room, now = live.play.room, datetime.now(UTC).isoformat(timespec="milliseconds")
        finished = Finished(live.fixture, tuple(room.entries), tuple(room.events), room.base, now)
        data = await asyncio.to_thread(finished.pack)
        attempt = 0
        while not await self._stored(finished, data):
            await asyncio.sleep(RETRY_S[min(attempt, len(RETRY_S) - 1)])
            attempt += 1
        journal.close_match(live.play.no)
        self._storing.pop(live.fixture.match_id).set()
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

    async def void_ghosts(self, kept: Iterable[str]) -> list[str]:
        """Live matches of ours that no journal holds can never end: they are void, and their players free.

        Returns them. Those that another data folder plays are none of our business.
        """
        now, held = datetime.now(UTC).isoformat(timespec="milliseconds"), set(kept)
        async with self._database.transaction() as session:
            ghosts = [match_id for match_id in await repository.live_ids(session, self.home) if match_id not in held]
            for match_id in ghosts:
                await repository.void_live(session, match_id, now)
        return ghosts

    async def sweep(self) -> str:
        """Matches that nobody joined for a day are void; returns the date before which they were opened."""
        now = datetime.now(UTC)
        before = (now - timedelta(hours=WAITING_HOURS)).isoformat()
        async with self._database.transaction() as session:
            await repository.void_waiting(session, before, now.isoformat())
            await repository.void_lost(session, self.home, before, now.isoformat())
        return before
