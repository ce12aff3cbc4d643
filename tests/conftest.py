"""What most tests of the site share: a data folder of their own, the whole application over it, a page's client."""

import logging
from collections.abc import AsyncGenerator, Generator
from pathlib import Path

import pytest
import structlog
from litestar import Litestar
from litestar.testing import AsyncTestClient

from rallyboard.app import create_app
from rallyboard.app.house import House
from rallyboard.settings import Settings
from tests.kit.postbox import Postbox
from tests.kit.postgres import Postgres

ORIGIN = "http://testserver.local"

# Through the standard library, so that pytest's caplog sees what the site says.
structlog.configure(
    processors=[
        structlog.stdlib.add_log_level,
        structlog.processors.format_exc_info,
        structlog.processors.JSONRenderer(),
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
)
logging.getLogger("httpx").setLevel(logging.WARNING)


@pytest.fixture(scope="session")
def postgres() -> Generator[Postgres, None, None]:
    """A real server, started for the first test that asks for it."""
    with Postgres() as server:
        yield server


@pytest.fixture
def site_database() -> str:
    """SQLite in the data folder; rooms whose tests run on PostgreSQL too override it with `tests.kit.postgres.both`."""
    return ""


@pytest.fixture
def postbox() -> Generator[Postbox, None, None]:
    """A real mail server; the site of a test that asks for it sends its mail there."""
    with Postbox() as opened:
        yield opened


@pytest.fixture
def settings(tmp_path: Path, site_database: str, request: pytest.FixtureRequest) -> Settings:
    """Without the ETL's thread, which most tests have no use for; those that have start a `Worker` or a `Server`."""
    smtp = request.getfixturevalue("postbox").url if "postbox" in request.fixturenames else ""
    data = tmp_path / "data"
    return Settings(data=data, database=site_database, origins=(ORIGIN,), env="test", etl=False, smtp=smtp)


@pytest.fixture
async def house(settings: Settings) -> AsyncGenerator[House, None]:
    """The services over a fresh data folder, without HTTP."""
    opened = House(settings)
    opened.open()
    await opened.start()
    yield opened
    await opened.stop()
    opened.close()


@pytest.fixture
def app(settings: Settings) -> Litestar:
    return create_app(settings)


@pytest.fixture
async def client(app: Litestar) -> AsyncGenerator[AsyncTestClient[Litestar], None]:
    """A page of the site: same origin, keeps its cookies."""
    async with AsyncTestClient(app, base_url=ORIGIN) as opened:
        opened.headers["origin"] = ORIGIN
        yield opened
