"""A line to PostgreSQL: one read-only connection for threads, opened when it is needed and again when it broke."""

import os
import socket
import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

from rallyboard.db.errors import NoDatabase
from rallyboard.db.libpq import Row, connect, shown

if TYPE_CHECKING:
    from psycopg import Connection

ANSWER_S: Final = 10.0


class Line:
    """Safe to use from any thread; one query at a time."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._turn = threading.Lock()
        self._connection: Connection[Row] | None = None

    def rows(self, query: str, values: tuple[Any, ...]) -> list[Row]:
        """All rows of a query with `%s` for its values, seen at one moment; raises `NoDatabase`."""
        import psycopg

        with self._turn:
            try:
                connection = self._opened()
                with _deadline(connection.fileno()):
                    return connection.execute(query.encode(), values).fetchall()
            except (psycopg.OperationalError, psycopg.InterfaceError) as error:
                self._drop()
                raise NoDatabase(f"{shown(self._url)} broke off ({type(error).__name__}).") from error

    def close(self) -> None:
        """Give the connection back; the next query opens another."""
        with self._turn:
            self._drop()

    def _opened(self) -> "Connection[Row]":
        if self._connection is None:
            self._connection = connect(self._url, read_only=True)
        return self._connection

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None


@contextmanager
def _deadline(number: int) -> Generator[None, None, None]:
    """A server that stands still makes nobody wait for ever: the socket is shut under the waiting driver."""
    with socket.socket(fileno=os.dup(number)) as same:
        timer = threading.Timer(ANSWER_S, _shut, [same])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


def _shut(same: socket.socket) -> None:
    with suppress(OSError):
        same.shutdown(socket.SHUT_RDWR)
