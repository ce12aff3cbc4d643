"""A real site that signs in with a real provider, by OpenID Connect and as plain OAuth 2.0, and browsers for it."""

from collections.abc import AsyncGenerator, Generator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import httpx
import pytest

from rallyboard.db.engine import Database
from tests.kit.oidc.club import Club
from tests.kit.postgres import Postgres
from tests.kit.server import Server
from tests.rallyboard.accounts.oauth.walking import Walker, callback

ADDRESSES = count(1)


@dataclass(frozen=True)
class Site:
    """The site, the provider it knows, and the place of its database."""

    server: Server
    club: Club
    place: Path | str


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Generator[Site, None, None]:
    """One for all tests: each has people of its own."""
    data = tmp_path_factory.mktemp("oauth") / "data"
    postgres: Postgres | None = request.getfixturevalue("postgres") if request.param == "postgres" else None
    place = data / "site.sqlite3" if postgres is None else postgres.make()
    server = Server(data, ETL="off", LOG_LEVEL="DEBUG", DATABASE=place if isinstance(place, str) else "")
    with Club(callback(server.base, "club"), callback(server.base, "plain")) as club:
        known = {**club.openid("CLUB"), **club.plain("PLAIN")}
        server.settings |= {f"OAUTH_{name}": value for name, value in known.items()}
        with server:
            yield Site(server, club, place)


@pytest.fixture
async def walker(site: Site) -> AsyncGenerator[Walker, None]:
    """At an address of its own, so that no limit is shared."""
    number = next(ADDRESSES)
    line = httpx.AsyncHTTPTransport(local_address=f"127.0.{1 + number // 250}.{1 + number % 250}")
    async with httpx.AsyncClient(transport=line, headers={"origin": site.server.base}, timeout=30) as http:
        yield Walker(http, site.server.base)


@pytest.fixture
async def database(site: Site) -> AsyncGenerator[Database, None]:
    """The site's own, by connections of ours."""
    opened = Database(site.place)
    yield opened
    await opened.close()
