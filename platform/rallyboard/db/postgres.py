"""PostgreSQL: two small pools of connections, and what its errors mean for those who asked.

A write is READ COMMITTED, a read is REPEATABLE READ READ ONLY: one moment of the whole database. `synchronous_commit`
is set for each connection because an acknowledged write must survive a power cut, whatever the server's own habit is.
"""

import time
from collections.abc import Awaitable, Callable
from typing import Any, Final, Protocol, cast

import structlog
from sqlalchemy import Dialect, event
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from rallyboard.db.errors import DatabaseAway
from rallyboard.db.libpq import patience
from rallyboard.db.meaning import meaning
from rallyboard.db.pool import Pool

CONNECTIONS: Final = 8
"""Of each of the two pools."""
CONNECT_S: Final = 4.0
ALIVE_S: Final = 1.5
"""The longest that a connection which was idle may take to say that it lives."""
ANSWER_S: Final = 5.0
"""The longest that any one statement may take; a commit may have to wait for a busy disk."""
WAIT_S: Final = 5.0
SHUT_S: Final = 0.5
LOCK_MS: Final = 3_000
IDLE_MS: Final = 30_000
REST_S: Final = 1.0
"""A connection that nobody used for so long is asked whether it lives before it is lent again."""
SETTINGS: Final = {
    "application_name": "rallyboard",
    "synchronous_commit": "on",
    "lock_timeout": str(LOCK_MS),
    "idle_in_transaction_session_timeout": str(IDLE_MS),
}
RESTED: Final = "rested"
AWAY: Final = "Saving is paused; nothing was lost. Try again in a few seconds."

log: structlog.stdlib.BoundLogger = structlog.get_logger("rallyboard.db")


class Driver(Protocol):
    """What we ask of the driver's own connection."""

    def is_closed(self) -> bool:
        """True when the socket is known to be gone."""
        ...

    def terminate(self) -> None:
        """Drop the socket without a farewell."""
        ...

    async def execute(self, query: str, *, timeout: float) -> str:  # noqa: ASYNC109 - the driver's own signature
        """Run a statement without parameters."""
        ...


class Lent(Protocol):
    """A connection as the pool keeps it."""

    driver_connection: Driver

    def run_async(self, work: Callable[[Driver], Awaitable[Any]]) -> Any:  # noqa: ANN401 - SQLAlchemy's own signature
        """Wait for the driver."""
        ...


def engines(url: str) -> tuple[AsyncEngine, AsyncEngine]:
    """The writers' and the readers' connections; nothing is opened yet."""
    writer = _engine(url, {"isolation_level": "READ COMMITTED"})
    return writer, _engine(url, {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True})


def _engine(url: str, options: dict[str, Any]) -> AsyncEngine:
    address, seconds = patience(url, CONNECT_S)
    engine = create_async_engine(
        # The driver reads the URL itself, so that it may say all that libpq's URLs can: sslmode, several hosts, …
        "postgresql+asyncpg://",
        connect_args={"dsn": address, "timeout": seconds, "command_timeout": ANSWER_S, "server_settings": SETTINGS},
        poolclass=Pool, pool_size=CONNECTIONS, max_overflow=0, pool_timeout=WAIT_S,
        execution_options=options, hide_parameters=True,
    )  # fmt: skip
    door = Door()
    event.listen(engine.sync_engine, "do_connect", door.connect)
    event.listen(engine.sync_engine, "checkin", door.rest)
    event.listen(engine.sync_engine, "checkout", door.lend)
    event.listen(engine.sync_engine, "handle_error", door.tell)
    return engine


class Door:
    """What happens to a pool's connections on their way in and out."""

    def __init__(self) -> None:
        self._shut_until = 0.0

    def connect(
        self, dialect: Dialect, _record: ConnectionPoolEntry, arguments: tuple[Any, ...], named: dict[str, Any]
    ) -> DBAPIConnection:
        """Open one; right after a failure nobody tries, so that a crowd is told at once and not one by one."""
        if time.monotonic() < self._shut_until:
            raise DatabaseAway(AWAY)
        try:
            return dialect.connect(*arguments, **named)
        except Exception as error:
            raise self._away(error) from error

    def rest(self, _connection: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
        """It is given back."""
        record.info[RESTED] = time.monotonic()

    def lend(self, connection: DBAPIConnection, record: ConnectionPoolEntry, _: object) -> None:
        """None is lent that we know, or suspect, to lead nowhere."""
        lent = cast("Lent", connection)
        if lent.driver_connection.is_closed():
            raise DisconnectionError
        if time.monotonic() - record.info.get(RESTED, time.monotonic()) > REST_S:
            try:
                lent.run_async(lambda driver: driver.execute("SELECT 1", timeout=ALIVE_S))
            except TimeoutError as error:
                lent.driver_connection.terminate()
                raise self._away(error) from error
            except Exception as error:
                raise DisconnectionError from error

    def tell(self, context: ExceptionContext) -> None:
        """Say what an error of the driver means; those that we know no better word for stay what they are."""
        error = context.original_exception
        if not isinstance(error, Exception):
            # A task that is cancelled in the middle of a statement must hear just that.
            return
        if isinstance(error, TimeoutError):
            # The server may still be at it: this connection can never be trusted again.
            if context.connection is not None:
                cast("Lent", context.connection.connection.dbapi_connection).driver_connection.terminate()
            context.is_disconnect = True
            context.invalidate_pool_on_disconnect = False
        if context.is_disconnect:
            raise self._away(error) from error
        known = meaning(getattr(error.__cause__ or error, "sqlstate", None))
        if known is not None:
            log.warning("refused by the database", reason=type(error.__cause__ or error).__name__)
            raise known from error

    def _away(self, error: BaseException) -> DatabaseAway:
        log.error("database away", reason=type(error.__cause__ or error).__name__)
        self._shut_until = time.monotonic() + SHUT_S
        return DatabaseAway(AWAY)
