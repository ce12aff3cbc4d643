"""What most tests of the site share: a data folder of their own, the whole application over it, a page's client."""

import logging
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
import structlog
from litestar import Litestar
from litestar.testing import AsyncTestClient

from rallyboard.app import create_app
from rallyboard.app.house import House
from rallyboard.settings import Settings

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


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Without the ETL's thread, which most tests have no use for; those that have start a `Worker` or a `Server`."""
    return Settings(data=tmp_path / "data", origins=(ORIGIN,), env="test", etl=False)


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
