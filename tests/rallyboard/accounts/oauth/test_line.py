"""A provider that is gone, silent, or will not have us: said on a page, soon, and forgotten once it is back."""

import asyncio
from collections.abc import Generator

import httpx
import msgspec
import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from rallyboard.accounts.oauth import discovery
from rallyboard.settings import Settings
from tests.kit.oidc.club import Club
from tests.kit.postgres import once
from tests.rallyboard.accounts.oauth.walking import Walker, callback, problem

pytestmark = once
ORIGIN = "http://testserver.local"


@pytest.fixture
def club() -> Generator[Club, None, None]:
    with Club(callback(ORIGIN, "club"), callback(ORIGIN, "plain")) as opened:
        yield opened


@pytest.fixture
def settings(settings: Settings, club: Club) -> Settings:
    wrong = {**club.openid("WRONG"), "WRONG_CLIENT_SECRET": "of another site"}
    return msgspec.structs.replace(settings, oauth={**club.openid("CLUB"), **club.plain("PLAIN"), **wrong})


@pytest.fixture
def walker(client: AsyncTestClient[Litestar]) -> Walker:
    assert isinstance(client, httpx.AsyncClient)
    return Walker(client, ORIGIN)


async def test_a_provider_that_is_gone_is_said_on_a_page(walker: Walker, club: Club) -> None:
    back = await walker.consent(await walker.start("plain"), "ada")
    club.stop()
    assert problem(await walker.come_back(back)) == "provider_down"
    assert problem(await walker.start("club")) == "provider_down"


async def test_silence_is_borne_for_three_seconds_by_all_who_wait(walker: Walker, club: Club) -> None:
    club.freeze()
    began = asyncio.get_running_loop().time()
    pages = await asyncio.gather(*(walker.start() for _ in range(20)))
    assert {problem(page) for page in pages} == {"provider_down"}
    assert asyncio.get_running_loop().time() - began < 6


async def test_new_signing_keys_are_found(walker: Walker, club: Club, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discovery, "AGAIN_S", 0.0)
    await walker.join("ada")
    club.stop()
    club.start()
    assert (await walker.walk("ada")).startswith("/signed-in#")


async def test_a_provider_that_will_not_have_us_is_said_on_a_page(walker: Walker, club: Club) -> None:
    location = (await walker.start("wrong")).replace("%2Fwrong%2F", "%2Fclub%2F")
    back = (await walker.consent(location, "ada")).replace("/club/", "/wrong/")
    assert problem(await walker.come_back(back)) == "provider_refused"
