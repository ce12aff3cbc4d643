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
from tests.kit.databases import databases
from tests.kit.postbox import Postbox
from tests.kit.postgres import Postgres
from tests.kit.tables import lay

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


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database", choices=["sqlite", "postgres"], default=None,
        help="run every test on this database alone (without it: on SQLite, and on both where SQL differs or is raced)",
    )  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    databases.chosen = config.getoption("--database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of a test that is there once for each database, only the wanted one is left."""
    unwanted = {"sqlite": "postgres", "postgres": "sqlite"}.get(databases.chosen or "")
    if unwanted:
        config.hook.pytest_deselected(items=[item for item in items if unwanted in parameters(item)])
        items[:] = [item for item in items if unwanted not in parameters(item)]


def parameters(item: pytest.Item) -> list[object]:
    """The values that this test was made for."""
    return list(item.callspec.params.values()) if hasattr(item, "callspec") else []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """When a test's folder has served, so have the databases of the data folders in it."""
    folder = getattr(item, "funcargs", {}).get("tmp_path")
    torn_down = yield
    if folder is not None:
        databases.drop(folder)
    return torn_down


def pytest_sessionfinish() -> None:
    databases.close()


@pytest.fixture(scope="session")
def postgres() -> Postgres:
    """A real server, started for the first test that asks for it."""
    return databases.server


@pytest.fixture
def site_database(tmp_path: Path) -> str:
    """SQLite in the data folder, or what `--database` says; rooms that always run on both override it with `both`."""
    return databases.of(tmp_path / "data")


@pytest.fixture
def sqlite_file() -> None:
    """Asked for by tests that are about the file itself."""
    if databases.on_postgres:
        pytest.skip("it is about the file that SQLite keeps")


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
    lay(settings.site_database)
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
async def client(app: Litestar, settings: Settings) -> AsyncGenerator[AsyncTestClient[Litestar], None]:
    """A page of the site: same origin, keeps its cookies."""
    lay(settings.site_database)
    async with AsyncTestClient(app, base_url=ORIGIN) as opened:
        opened.headers["origin"] = ORIGIN
        yield opened


@pytest.fixture
async def beside(settings: Settings) -> AsyncGenerator[House, None]:
    """The same services over the same database, for tests of a `client`: its site runs in another event loop."""
    house = House(settings)
    yield house
    house.reception.close()
    await house.database.close()
