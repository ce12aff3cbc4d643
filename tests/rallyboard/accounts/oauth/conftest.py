"""A site that signs in with the club, by OpenID Connect and as plain OAuth 2.0, and a browser that walks the way."""

from collections.abc import Generator

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from rallyboard.settings import Settings
from tests.kit.oidc.club import Club
from tests.rallyboard.accounts.oauth.walking import Walker, callback


@pytest.fixture(scope="session")
def club() -> Generator[Club, None, None]:
    with Club(callback("club"), callback("plain")) as opened:
        yield opened


@pytest.fixture
def settings(settings: Settings, club: Club) -> Settings:
    return msgspec.structs.replace(settings, oauth={**club.openid("CLUB"), **club.plain("PLAIN")})


@pytest.fixture
def walker(client: AsyncTestClient[Litestar]) -> Walker:
    return Walker(client)
