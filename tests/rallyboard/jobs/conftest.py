"""A migrated database, and workers over it that are quick to look."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from rallyboard.db.engine import Database
from rallyboard.jobs import Jobs
from tests.kit.postgres import both  # noqa: F401 - a fixture: every test runs on each database
from tests.kit.tables import lay


@pytest.fixture
def place(tmp_path: Path, site_database: str) -> Path | str:
    """SQLite, and then PostgreSQL."""
    return site_database or lay(tmp_path / "site.sqlite3")


@pytest.fixture
async def database(place: Path | str) -> AsyncGenerator[Database, None]:
    opened = Database(place)
    yield opened
    await opened.close()


@pytest.fixture
async def jobs(database: Database) -> AsyncGenerator[Jobs, None]:
    """Not started: a test registers its handlers first."""
    made = Jobs(database, lease_s=1)
    yield made
    await made.stop()
