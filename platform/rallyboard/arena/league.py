"""The house league: bots play bots through the arena's own authority and journal, faster than time.

Every key goes through the same `Room` and every entry into a real journal; only the clock is simulated: it jumps to
the next tick at which anybody does anything. A league is a plan on disk, so one that was killed goes on where it
was, down to the match it was in the middle of. Nobody is told anything before a batch is stored, so its matches
share one sync and one transaction.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from game_engine.intents import Entry
from game_engine.match import Match
from rallyboard.arena import repository
from rallyboard.arena.clock import TICKS, SimulatedClock
from rallyboard.arena.finishing import Finished, store
from rallyboard.arena.fixture import Fixture
from rallyboard.arena.journal import Journal
from rallyboard.arena.pilot import Pilot
from rallyboard.arena.play import pilots_of
from rallyboard.arena.recovery import Recovered, Remains
from rallyboard.arena.room import Room
from rallyboard.arena.schedule import MODE, Plan, forget, load, save
from rallyboard.db.engine import Database

FOLDER: Final = "league"
BATCH: Final = 16
"""Matches that share one sync and one transaction."""
LONGEST: Final = 3_600 * TICKS
"""A match of bots that lasts an hour of play is void."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Played:
    """Matches of the plan in the database now, of how many; how many were played now, and how many went on mid-way."""

    done: int
    planned: int
    played: int
    resumed: int


def unseen(_done: int, _planned: int) -> None:
    """A progress that nobody watches."""


class League:
    """The league over one data folder. `play` may be killed at any time and called again."""

    def __init__(self, journal_folder: Path, database: Database) -> None:
        self._folder, self._database = journal_folder / FOLDER, database

    async def play(self, matches: int, *, seed: int = 0, if_empty: bool = False, progress: Progress = unseen) -> Played:
        """Play a league of so many matches, or finish the one that was interrupted; each is stored exactly once.

        With `if_empty` no new one is begun when league matches are there already.
        """
        plan = load(self._folder)
        if plan is None:
            if if_empty and await self._known():
                return Played(0, 0, 0, 0)
            plan = save(self._folder, matches, seed)
        journal = Journal(self._folder, SimulatedClock().now_ns, _directly)
        remains = Remains(self._folder)
        journal.start()
        try:
            season = Season(plan, journal, self._database, {str(found.match_id): found for found in remains.matches()})
            played = await season.play(progress)
            remains.discard()
            forget(self._folder)
        finally:
            remains.release()
            journal.close()
        return played

    async def _known(self) -> int:
        async with self._database.reading() as session:
            return await repository.count_mode(session, MODE)


class Season:
    """One plan being played. `found` are the matches that an interrupted run had begun."""

    def __init__(self, plan: Plan, journal: Journal, database: Database, found: dict[str, Recovered]) -> None:
        self._plan, self._journal, self._database, self._found = plan, journal, database, found
        self._resumed = 0

    async def play(self, progress: Progress) -> Played:
        """Every match of the plan that is not stored yet, in order."""
        missing = await self._missing()
        before = self._plan.matches - len(missing)
        progress(before, self._plan.matches)
        for start in range(0, len(missing), BATCH):
            batch: list[tuple[int, Finished]] = []
            for index in missing[start : start + BATCH]:
                batch.append(self._play_one(index))
                progress(before + start + len(batch), self._plan.matches)
                await asyncio.sleep(0)
            await self._store(batch)
        return Played(before + len(missing), self._plan.matches, len(missing), self._resumed)

    async def _missing(self) -> list[int]:
        ids = {str(self._plan.match_id(index)): index for index in range(self._plan.matches)}
        stored: set[str] = set()
        async with self._database.reading() as session:
            names = list(ids)
            for start in range(0, len(names), 500):
                stored |= await repository.finished_ids(session, names[start : start + 500])
        return [index for match_id, index in ids.items() if match_id not in stored]

    def _play_one(self, index: int) -> tuple[int, Finished]:
        fixture = self._plan.fixture(index, _now())
        room, pilots = Room.start(fixture.rules, fixture.serve0), pilots_of(fixture)
        found = self._found.get(fixture.match_id)
        entries: list[Entry] = [] if found is None else list(found.entries)
        if found is not None:
            self._resumed += 1
            room = _restored(fixture, pilots, found)
        epoch = 0 if found is None else found.epoch + 1
        no = self._journal.open(fixture.uuid, fixture.pack(), entries, epoch)
        play_out(room, pilots, lambda entry: self._journal.entry(no, entry))
        return no, Finished(fixture, tuple(room.entries), tuple(room.events), room.base, _now())

    async def _store(self, batch: list[tuple[int, Finished]]) -> None:
        self._journal.flush()
        packed = [(finished, finished.pack()) for _, finished in batch]
        async with self._database.transaction() as session:
            for finished, data in packed:
                await store(session, finished, data)
        for no, _ in batch:
            self._journal.close_match(no)


def play_out(room: Room, pilots: list[Pilot], enter: Callable[[Entry], None]) -> None:
    """Play a match of bots to its end; `enter` gets every accepted entry in order, the end marker too."""
    while room.over is None:
        now = max(room.base.tick, min(*(pilot.due() for pilot in pilots), room.due() or 0))
        for pilot in pilots:
            if pilot.due() <= now:
                for entry in pilot.act(room, now):
                    enter(entry)
        if now > LONGEST:
            room.abandon(now)
        else:
            room.settle(now)
    enter(room.end(room.over))


def _restored(fixture: Fixture, pilots: list[Pilot], found: Recovered) -> Room:
    room = Room.restore(fixture.rules, fixture.serve0, found.entries, found.tick)
    for pilot in pilots:
        pilot.remember(Match.start(fixture.rules, fixture.serve0), room.entries)
        pilot.forget_before(found.tick)
    return room


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _directly(call: Callable[[], None]) -> None:
    call()
