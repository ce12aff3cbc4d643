"""Which database the site of a data folder has: SQLite in it, or with `--database postgres` one of a real server.

Everything in the tests that makes a site asks here, so the whole suite runs on either.
"""

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tests.kit.postgres import Postgres


class Databases:
    """One for the whole process; the server is started for the first who needs it."""

    def __init__(self) -> None:
        self.chosen: str | None = None
        self._server: Postgres | None = None
        self._urls: dict[Path, str] = {}

    @property
    def on_postgres(self) -> bool:
        """Whether the tests were asked to run on PostgreSQL wherever they can."""
        return self.chosen == "postgres"

    @property
    def name(self) -> str:
        """What a test runs on that runs once."""
        return self.chosen or "sqlite"

    @property
    def server(self) -> "Postgres":
        """The one PostgreSQL that tests share which do it no harm."""
        from tests.kit.postgres import Postgres

        if self._server is None:
            self._server = Postgres().__enter__()
        return self._server

    def of(self, data: Path) -> str:
        """What the setting `database` is for this folder: empty for SQLite, or a URL, the same each time."""
        if not self.on_postgres:
            return ""
        folder = data.absolute()
        if folder not in self._urls:
            self._urls[folder] = self.server.make()
        return self._urls[folder]

    def empty(self, data: Path) -> str:
        """The same, but without any table yet."""
        if self.on_postgres:
            self._urls[data.absolute()] = self.server.make(migrated=False)
        return self.of(data)

    def place(self, data: Path) -> Path | str:
        """Where the database of this folder is."""
        return self.of(data) or data / "site.sqlite3"

    @contextmanager
    def opened(self, data: Path) -> "Generator[Connection, None, None]":
        """One transaction of the test's own in the database of this folder."""
        from sqlalchemy import create_engine
        from sqlalchemy.pool import NullPool

        place = self.place(data)
        url = f"sqlite:///{place}" if isinstance(place, Path) else place.replace("postgresql:", "postgresql+psycopg:")
        with create_engine(url, poolclass=NullPool).begin() as connection:
            yield connection

    def copy(self, data: Path, copy: Path) -> Path:
        """The folder again, with a database of its own that holds the same; nobody may be connected."""
        shutil.copytree(data, copy)
        if self.on_postgres:
            self._urls[copy.absolute()] = self.server.make(origin=self.of(data))
        return copy

    def drop(self, below: Path) -> None:
        """The databases of all folders below this one are gone."""
        for folder in [folder for folder in self._urls if folder.is_relative_to(below)]:
            self.server.drop(self._urls.pop(folder))

    def close(self) -> None:
        """The server is gone, and everything in it."""
        if self._server is not None:
            self._server.__exit__()
        self._server = None
        self._urls.clear()


databases = Databases()
