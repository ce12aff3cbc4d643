"""The arena: every live match of this process, and the way in for players, spectators and their sockets."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Final

import msgspec
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts.standing import NOTHING, Standing
from rallyboard.arena import cards, repository, schemas
from rallyboard.arena.client import Client
from rallyboard.arena.clock import MS, Clock, RealClock
from rallyboard.arena.errors import ArenaFull, MatchOver, NoSuchMatch, NotFinished, NotYourMatch, TooManyMatches
from rallyboard.arena.finishing import row_of, seats_of
from rallyboard.arena.fixture import Fixture, unpack
from rallyboard.arena.home import home_of
from rallyboard.arena.journal import Journal
from rallyboard.arena.line import Line
from rallyboard.arena.live import Live
from rallyboard.arena.play import Stage
from rallyboard.arena.recovery import Recovered, Remains
from rallyboard.arena.storing import Store
from rallyboard.arena.tickets import LIFE_S, Pass, Role, Tickets
from rallyboard.arena.wakes import Wakes
from rallyboard.arena.wanted import Wanted
from rallyboard.db.engine import Database
from rallyboard.settings import Settings

MOST_LIVE: Final = 10_000
MOST_OPEN: Final = 20
"""Unfinished matches of one player."""
SWEEP_S: Final = 3_600.0
LINGER_S: Final = 2.0
STORING_S: Final = 5.0
STORING: Final = "storing"
log: structlog.stdlib.BoundLogger = structlog.get_logger("rallyboard.arena")


class Arena:
    """Making one opens nothing; `start` and `stop` belong to the event loop that everything else is called from."""

    def __init__(self, settings: Settings, database: Database, clock: Clock | None = None) -> None:
        self._settings, self._database = settings, database
        self._store = Store(database)
        self.invited: Callable[[str, str | None], str | None] = lambda _match_id, _kept: None
        """The invitation code of a match, by the hash that was kept of it; the matchmaker knows."""
        self.attending: Callable[[str, Role], Callable[[], None]] = lambda _player, _role: _nothing
        """Called with a player whose socket plays or watches from now on; what it returns, when that is over."""
        self._clock = clock or RealClock()
        self._tickets = Tickets(self._clock)
        self._lives: dict[str, Live] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._stage: Stage | None = None
        self._closing = False

    @property
    def on_finished(self) -> list[Callable[[str], None]]:
        """Called with the match's id once a finished match is in the database."""
        return self._store.on_finished

    # --- Opening and closing -------------------------------------------------------------------------

    async def start(self) -> None:
        """Start the journal, take over what dead processes were playing, and open the doors."""
        loop, settings = asyncio.get_running_loop(), self._settings
        journal = Journal(
            settings.journal_folder / "live", self._clock.now_ns, loop.call_soon_threadsafe,
            unsafe=settings.env == "test" and settings.unsafe_announce_before_sync,
        )  # fmt: skip
        self._closing = False
        self._stage = Stage(self._clock, journal, Wakes(self._clock), settings.spectator_delay_ms * MS)
        self._store.home = await asyncio.to_thread(home_of, settings.journal_folder)
        remains = await asyncio.to_thread(Remains, journal.folder)
        journal.start()
        await self._resume_all(remains)
        self._run(self._sweep())

    async def _resume_all(self, remains: Remains) -> None:
        """Every match found is in our own journal, on disk, before the old segments go."""
        resumed: list[Live] = []
        for found in await asyncio.to_thread(remains.matches):
            live = await self._restored(found)
            if live is not None:
                resumed.append(live)
        await asyncio.to_thread(self._on_stage.journal.flush)
        remains.discard()
        for live in resumed:
            self._lives[live.fixture.match_id] = live
            live.resume()
        ghosts = await self._store.void_ghosts(live.fixture.match_id for live in resumed)
        if resumed or ghosts:
            log.info("matches resumed", count=len(resumed), void=len(ghosts))

    async def _restored(self, found: Recovered) -> Live | None:
        async with self._database.reading() as session:
            if await repository.log(session, str(found.match_id)) is not None:
                return None
        live = self._new(unpack(found.body))
        live.restore(found)
        self._on_begun(live)
        return live

    async def stop(self) -> None:
        """Clocks stand, sockets close, everything accepted is on disk; the next start goes on from there."""
        self._closing = True
        if self._stage is None:
            return
        self._stage.wakes.stop()
        for live in self._lives.values():
            live.lose_server()
        storing = [task for task in self._tasks if task.get_name() == STORING]
        for task in self._tasks - set(storing):
            task.cancel()
        if storing:
            # What is not stored by then is still in the journal, and stored at the next start.
            _, late = await asyncio.wait(storing, timeout=STORING_S)
            for task in late:
                task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.to_thread(self._stage.journal.close)
        self._lives.clear()
        self._stage = None

    @property
    def _on_stage(self) -> Stage:
        if self._stage is None:
            raise ArenaFull("The server is starting or stopping; try again in a moment.")
        return self._stage

    @property
    def closing(self) -> bool:
        """Whether sockets that close now do so because of us."""
        return self._closing

    @property
    def saving(self) -> bool:
        """Whether what was accepted last is, or is about to be, on disk."""
        return self._stage is None or self._stage.journal.failure is None

    def now_ns(self) -> int:
        """The arena's time."""
        return self._clock.now_ns()

    # --- Matches -------------------------------------------------------------------------------------

    def check_room(self) -> None:
        """Raises ArenaFull when no new match can be promised to be kept."""
        if self._closing or self._on_stage.journal.failure is not None:
            raise ArenaFull("Saving is paused just now, so no new match can begin; try again soon.")
        if len(self._lives) >= MOST_LIVE:
            raise ArenaFull("All courts are taken; try again when a match has ended.", retry_after=30)

    async def make_room(self, player_key: str) -> None:
        """Raises ArenaFull, or TooManyMatches when none of the player's open matches waits deserted for nobody."""
        self.check_room()
        async with self._database.transaction() as session:
            await repository.hold_players(session, [player_key])
            waiting = await repository.waiting_of(session, player_key)
            if await repository.open_of(session, player_key) < MOST_OPEN:
                return
            idle = [match_id for match_id in waiting if not self._attended(match_id)]
            if not idle:
                raise TooManyMatches("Finish one of your open matches first.", retry_after=60)
            await repository.void(session, idle[0], datetime.now(UTC).isoformat(timespec="milliseconds"))
        self._lives.pop(idle[0], None)

    def _attended(self, match_id: str) -> bool:
        live = self._lives.get(match_id)
        return live is not None and not live.play.crowd.empty

    async def open(self, fixture: Fixture, *, invite_hash: str | None = None, public: bool = False) -> None:
        """A new match waits for its players from now on; raises TooManyMatches, ArenaFull."""
        self.check_room()
        row = row_of(fixture, "waiting")
        row.header, row.invite_hash, row.open = fixture.pack().decode(), invite_hash, public
        people = [seat.player_key for seat in fixture.seats if seat is not None and seat.bot is None]
        async with self._database.transaction() as session:
            await repository.hold_players(session, people)
            for player_key in people:
                if await self._too_many(session, player_key):
                    raise TooManyMatches("Finish one of your open matches first.", retry_after=60)
            await repository.add(session, row, seats_of(fixture))
        self._lives[fixture.match_id] = self._new(fixture)

    async def _too_many(self, session: AsyncSession, player_key: str) -> bool:
        return await repository.open_of(session, player_key) >= MOST_OPEN

    async def seat(self, fixture: Fixture) -> None:
        """A waiting match has got this second player, who is in the database already."""
        live = await self.live(fixture.match_id)
        if live is not None and live.status == "waiting":
            live.seat(fixture)

    async def live(self, match_id: str) -> Live | None:
        """The match in play or waiting; None when there is none, or it is over."""
        live = self._lives.get(match_id)
        if live is not None or self._stage is None:
            return live
        async with self._database.reading() as session:
            row = await repository.get(session, match_id)
        if row is None or row.status != "waiting":
            return self._lives.get(match_id)
        return self._lives.setdefault(match_id, self._new(unpack(row.header.encode())))

    def present(self, match_id: str) -> frozenset[int]:
        """The seats of a match that have a socket now."""
        live = self._lives.get(match_id)
        return frozenset() if live is None else live.present

    def _new(self, fixture: Fixture) -> Live:
        return Live(fixture, self._on_stage, self._on_begun, self._on_over)

    # --- Cards and logs ------------------------------------------------------------------------------

    async def card(self, match_id: str, viewer: str | None) -> schemas.MatchCard:
        """One match; raises NoSuchMatch."""
        async with self._database.reading() as session:
            row = await repository.get(session, match_id)
            if row is None:
                raise NoSuchMatch("No match has this id; look it up in the list of matches.")
            (card,) = await cards.cards(session, [row], self._lives, viewer)
        waits = card.status == "waiting" and card.your_slots == [0] and card.seats[1].player is None
        return msgspec.structs.replace(card, invite_code=self.invited(match_id, row.invite_hash) if waits else None)

    async def cards(
        self, viewer: str | None, wanted: Wanted, *, limit: int, offset: int
    ) -> tuple[list[schemas.MatchCard], int]:
        """A page of the wanted matches, newest first, and how many there are in all."""
        async with self._database.reading() as session:
            rows, total = await repository.find(session, wanted, limit=limit, offset=offset)
            return await cards.cards(session, rows, self._lives, viewer), total

    async def log(self, match_id: str) -> bytes:
        """The packed log of a match that is over; raises NoSuchMatch, NotFinished."""
        await self._store.stored(match_id)
        async with self._database.reading() as session:
            data = await repository.log(session, match_id)
            row = await repository.get(session, match_id)
        if row is None:
            raise NoSuchMatch("No match has this id; look it up in the list of matches.")
        if data is None:
            raise NotFinished("The log is there as soon as the match is over.")
        return data

    # --- Sockets -------------------------------------------------------------------------------------

    async def ticket(
        self, match_id: str, player_key: str | None, role: Role, asker: str, standing: Standing = NOTHING
    ) -> schemas.Ticket:
        """A ticket for a socket; raises NoSuchMatch, MatchOver, NotYourMatch, TooManyTickets."""
        live = await self.live(match_id)
        if live is None:
            async with self._database.reading() as session:
                if await repository.get(session, match_id) is None:
                    raise NoSuchMatch("No match has this id; look it up in the list of matches.")
        if live is None or live.status == "over":
            raise MatchOver("This match is over; its page shows how it went.")
        if role == "play" and not live.fixture.slots_of(player_key):
            raise NotYourMatch("You do not sit in this match; ask for a ticket to watch.")
        ticket = self._tickets.issue(Pass(match_id, player_key, role, standing), asker)
        return schemas.Ticket(ticket, LIFE_S, f"/ws/matches/{match_id}")

    def redeem(self, ticket: str) -> Pass | None:
        """What a ticket allows, once."""
        return self._tickets.redeem(ticket)

    def sit(self, live: Live, allowed: Pass, line: Line, last_n: int) -> Client | None:
        """The socket joins the match; None when its seat changes sockets too often."""
        slots = live.fixture.slots_of(allowed.player_key) if allowed.role == "play" else ()
        return live.attach(line, slots, last_n)

    def attend(self, allowed: Pass) -> Callable[[], None]:
        """The socket's player plays or watches from now on; call what is returned when that is over."""
        return _nothing if allowed.player_key is None else self.attending(allowed.player_key, allowed.role)

    # --- What matches say ----------------------------------------------------------------------------

    def _on_begun(self, live: Live) -> None:
        # First the journal: a match that only the database takes for live could never be resumed.
        self._on_stage.journal.after_sync(partial(self._store_begun, live))

    def _store_begun(self, live: Live) -> None:
        if not self._closing:
            self._run(self._store.begun(live.fixture))

    def _on_over(self, live: Live) -> None:
        self._run(self._store.over(live, self._on_stage.journal), STORING)
        self._run(self._forget(live))

    async def _forget(self, live: Live) -> None:
        """Spectators see the end a little later than it happened."""
        await asyncio.sleep(self._settings.spectator_delay_ms / 1000 + LINGER_S)
        self._lives.pop(live.fixture.match_id, None)

    async def _sweep(self) -> None:
        while True:
            try:
                before = await self._store.sweep()
            except Exception:
                log.exception("waiting matches could not be swept")
                before = ""
            for match_id, live in list(self._lives.items()):
                if live.status == "waiting" and live.play.crowd.empty and live.fixture.created_at < before:
                    del self._lives[match_id]
            await asyncio.sleep(SWEEP_S)

    def _run(self, work: Coroutine[None, None, None], name: str = "") -> None:
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("work beside a match failed", exc_info=error)

    # --- Numbers -------------------------------------------------------------------------------------

    def numbers(self) -> dict[str, float]:
        """What the metrics page shows of the arena."""
        lives: Sequence[Live] = list(self._lives.values())
        syncs = self._on_stage.journal.sync_times
        return {
            "live_matches": sum(live.status == "live" for live in lives),
            "waiting_matches": sum(live.status == "waiting" for live in lives),
            "player_sockets": sum(len(live.play.crowd.players) for live in lives),
            "watcher_sockets": sum(len(live.play.crowd.watchers) for live in lives),
            "journal_syncs": syncs.count,
            "journal_sync_ms": syncs.total_ms,
            "journal_sync_worst_ms": syncs.worst_ms,
            "journal_failing": float(self._on_stage.journal.failure is not None),
        }


def _nothing() -> None:
    return
