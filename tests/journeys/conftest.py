"""What every journey shares: a site that has played a league, a real browser, and readers who notice any trouble."""

import fcntl
import os
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect

from tests.journeys.membership import House
from tests.journeys.places import places
from tests.journeys.reader import Reader
from tests.kit.databases import databases
from tests.kit.postbox import Postbox
from tests.kit.server import Server

MATCHES = 60
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATIENCE_MS = 15_000
"""A page that needs longer than this to show what it promised has failed."""

expect.set_options(timeout=PATIENCE_MS)

Visit = Callable[..., Awaitable[Reader]]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pictures", type=Path, default=None, help="keep the journeys' screenshots in this folder")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All journeys share one browser, so they share its event loop too."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.fixture(scope="session")
def league(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a house league in it; workers side by side wait for the one that plays it.

    On PostgreSQL each plays its own, as each has a server of its own.
    """
    folder = tmp_path_factory.getbasetemp()
    is_shared = "PYTEST_XDIST_WORKER" in os.environ and not databases.on_postgres
    shared = (folder.parent if is_shared else folder) / "league"
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "played").exists():
            played = Server(shared / "data").run("league", "--matches", str(MATCHES))
            assert played.returncode == 0, played.stderr
            (shared / "played").touch()
    return shared / "data"


@pytest.fixture(scope="session")
def house(league: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[House, None, None]:
    """The site as `make run` serves it, after a house league, and the postbox that its mail arrives in.

    Under a host name, which passkeys need and the links of its mail carry.
    """
    data = tmp_path_factory.mktemp("site") / "data"
    databases.copy(league, data)
    with Postbox() as postbox:
        server = Server(data, SMTP=postbox.url)
        server.base = server.base.replace("127.0.0.1", "localhost")
        with server:
            yield House(server, postbox)


@pytest.fixture(scope="session")
def site(house: House) -> Server:
    return house.server


@pytest.fixture(scope="session")
def where(site: Server) -> dict[str, str]:
    return places(site)


@pytest.fixture(scope="session")
def pictures(request: pytest.FixtureRequest) -> Path | None:
    folder: Path | None = request.config.getoption("--pictures")
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncGenerator[Browser, None]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield opened
        await opened.close()


@pytest_asyncio.fixture(loop_scope="session")
async def visit(site: Server, browser: Browser, pictures: Path | None) -> AsyncGenerator[Visit, None]:
    """`await visit(alias)` is a new reader with cookies of their own; no reader may end with a trouble."""
    readers: list[Reader] = []

    async def come(alias: str | None = None, server: Server = site, **looks: Any) -> Reader:
        context = await browser.new_context(
            base_url=server.base, **{"viewport": {"width": 1440, "height": 900}, **looks}
        )
        context.set_default_timeout(PATIENCE_MS)
        reader = Reader(server.base, await context.new_page(), pictures)
        readers.append(reader)
        if alias is not None:
            await reader.arrive(alias)
        return reader

    yield come
    for reader in readers:
        await reader.page.context.close()
    assert [trouble for reader in readers for trouble in reader.troubles] == []
