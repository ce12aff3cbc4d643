"""Open sockets and what they stand on: when a session ends, its sockets close within a second, on every worker.

Workers tell each other over the bus. Because a message may be lost, they also ask the database what is over: every few
seconds, twice a second while the bus is not well, and at once when it says that something may have been missed.
"""

import asyncio
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from typing import Final

import msgspec
import structlog
from sqlalchemy.exc import SQLAlchemyError

from rallyboard.accounts.holding import holding
from rallyboard.accounts.sessions import Ended
from rallyboard.accounts.standing import NOTHING, Standing
from rallyboard.backplane.bus import Bus
from rallyboard.db.engine import Database
from rallyboard.kit.errors import RallyboardError

CHANNEL: Final = "sessions"
CALM_S: Final = 5.0
WARY_S: Final = 0.5
DATABASE_DOWN: Final = (SQLAlchemyError, RallyboardError, OSError)
log: structlog.stdlib.BoundLogger = structlog.get_logger("rallyboard.accounts")
Close = Callable[[], None]


class Over(msgspec.Struct, frozen=True, omit_defaults=True):
    """What workers tell each other: a session, all of an account (but one), a key, or a guest's token is over."""

    account: str | None = None
    session: str | None = None
    but: str | None = None
    key: str | None = None
    guest: str | None = None

    @property
    def widely(self) -> bool:
        """Whether it is about a whole account, whose access keys may be over too."""
        return self.account is not None and self.session is None

    def ends(self, standing: Standing) -> bool:
        """Whether a socket that stands on this has to close."""
        if self.widely:
            return standing.account_id == self.account and standing.session_id not in (None, self.but)
        named = (standing.session_id, standing.key_id, standing.guest)
        return any(mine is not None and mine == over for mine, over in zip(named, self._named, strict=True))

    @property
    def _named(self) -> tuple[str | None, ...]:
        return (self.session, self.key, self.guest)


class OpenSockets:
    """The sockets of this process. `start` and `stop` belong to its event loop."""

    def __init__(self, database: Database, bus: Bus) -> None:
        self._database, self._bus = database, bus
        self._open: dict[Standing, list[Close]] = {}
        self._doubt = asyncio.Event()
        self._watching: asyncio.Task[None] | None = None
        self._stopping = False
        bus.subscribe(CHANNEL, self._hear)
        bus.on_gap(self._doubt.set)

    async def start(self) -> None:
        """Watch over them."""
        self._stopping = False
        self._watching = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """Nobody is watched any more."""
        self._stopping = True
        self._doubt.set()
        if self._watching is not None:
            # Not cancelled: a question to the database is read to its end.
            await self._watching
            self._watching = None

    # --- Telling ---------------------------------------------------------------------------------------

    def tell(self, ended: Ended) -> None:
        """Sessions are over, and the database knows it: close their sockets, here and everywhere."""
        self._publish(Over(account=ended.account_id, session=ended.session_id, but=ended.but))

    def tell_left(self, guest: str) -> None:
        """The same for a guest's token, named by its hash."""
        self._publish(Over(guest=guest))

    def tell_key(self, key_id: str) -> None:
        """The same for an access key."""
        self._publish(Over(key=key_id))

    def _publish(self, over: Over) -> None:
        self._bus.publish(CHANNEL, msgspec.json.encode(over))

    # --- Holding ---------------------------------------------------------------------------------------

    async def hold(self, standing: Standing, close: Close) -> Callable[[], None]:
        """`close` is called when the standing is over, perhaps already now; call what is returned afterwards."""
        if standing == NOTHING:
            return _nothing
        # First known, then asked about: whatever ends from here on is heard of.
        self._open.setdefault(standing, []).append(close)
        with suppress(*DATABASE_DOWN):
            # Without a database whoever has just shown a ticket may play on; the watch asks again.
            if await self._over([standing]):
                close()
        return lambda: self._release(standing, close)

    def _release(self, standing: Standing, close: Close) -> None:
        held = self._open.get(standing, [])
        if close in held:
            held.remove(close)
        if not held:
            self._open.pop(standing, None)

    def _hear(self, message: bytes) -> None:
        over = msgspec.json.decode(message, type=Over)
        self._close([standing for standing in self._open if over.ends(standing)])
        if over.widely:
            self._doubt.set()

    def _close(self, over: Iterable[Standing]) -> None:
        for standing in over:
            for close in self._open.pop(standing, []):
                close()

    # --- Watching --------------------------------------------------------------------------------------

    async def _watch(self) -> None:
        while not self._stopping:
            with suppress(TimeoutError):
                async with asyncio.timeout(CALM_S if self._bus.well else WARY_S):
                    await self._doubt.wait()
            self._doubt.clear()
            try:
                self._close(await self._over(list(self._open)))
            except DATABASE_DOWN as error:
                log.warning("ended sessions could not be looked up", reason=type(error).__name__)
                await asyncio.sleep(WARY_S)
            except Exception:
                log.exception("ended sessions could not be looked up")
                await asyncio.sleep(WARY_S)

    async def _over(self, held: Collection[Standing]) -> list[Standing]:
        """Those that the database knows nothing good of."""
        if not held:
            return []
        async with self._database.reading() as session:
            good = await holding(session, held)
        return [standing for standing in held if standing not in good]


def _nothing() -> None:
    return
