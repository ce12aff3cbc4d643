"""Databases to be opened: each test of the room runs on SQLite and on PostgreSQL."""

from collections.abc import Generator
from pathlib import Path

import pytest

from tests.kit.postgres import Postgres, both

site_database = both


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[Path | str, None, None]:
    """A database without any table: the path of a file that is not there yet, or the URL of a new one."""
    if request.param == "sqlite":
        yield tmp_path / "odd ? name %20.sqlite3"
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.make(migrated=False)
    yield url
    server.drop(url)
