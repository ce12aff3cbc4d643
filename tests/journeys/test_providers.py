"""Signing in through another house: a certified provider on another site, so that every cookie rule is a real one."""

from collections.abc import Generator
from dataclasses import dataclass

import pytest
from playwright.async_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.reader import Reader
from tests.kit.oidc.club import Club
from tests.kit.server import Server

AT_THE_CLUB = r"left the site for http://127\.0\.0\.1:"


@dataclass(frozen=True)
class Houses:
    """The site, and the club whose members it lets in."""

    server: Server
    club: Club


@pytest.fixture(scope="module")
def houses(tmp_path_factory: pytest.TempPathFactory) -> Generator[Houses, None, None]:
    """To a browser localhost and 127.0.0.1 are two sites."""
    server = Server(tmp_path_factory.mktemp("houses") / "data")
    server.base = f"http://localhost:{server.port}"
    callbacks = (f"{server.base}/api/v1/auth/providers/{name}/callback" for name in ("club", "team"))
    with Club(*callbacks, host="127.0.0.1") as club:
        known = {**club.openid("CLUB"), **club.plain("TEAM")}
        server.settings |= {f"OAUTH_{name}": value for name, value in known.items()}
        with server:
            yield Houses(server, club)


async def coming(visit: Visit, houses: Houses, path: str) -> Reader:
    reader = await visit(server=houses.server)
    reader.forgiven = AT_THE_CLUB
    await reader.open(path)
    return reader


async def through(reader: Reader, login: str, title: str = "Club") -> None:
    """From the sign-in page to wherever the club sends one back to."""
    await reader.page.get_by_role("link", name=f"Continue with {title}").click()
    await reader.page.get_by_label("Name").fill(login)
    await reader.page.get_by_role("button", name="Continue").click()
    await reader.page.wait_for_url(f"{reader.base}/**")


async def named(reader: Reader, name: str, then: str = "/") -> None:
    """From the welcome page to where the reader wanted to go."""
    await reader.page.get_by_role("textbox", name="Name").fill(name)
    await reader.page.get_by_role("button", name="Begin").click()
    await reader.page.wait_for_url(f"{reader.base}{then}")


async def test_a_member_of_the_club_takes_a_name_and_is_known_the_next_time(visit: Visit, houses: Houses) -> None:
    first = await coming(visit, houses, "/sign-in")
    await through(first, "lovelace")
    await first.picture("welcome-by-a-provider")
    await named(first, "Countess")

    again = await coming(visit, houses, "/sign-in?next=/players")
    await through(again, "lovelace")
    await again.page.wait_for_url(f"{again.base}/players")
    await again.open("/settings/security")
    await expect(again.page.get_by_role("button", name="Unlink Club")).to_be_visible()


async def test_a_second_house_is_linked_and_the_last_one_is_never_unlinked(visit: Visit, houses: Houses) -> None:
    reader = await coming(visit, houses, "/sign-in?next=/settings/security")
    await through(reader, "babbage", "Team")
    await named(reader, "Charles", "/settings/security")
    # The club still knows who sits at this browser, and asks nothing.
    await reader.page.get_by_role("button", name="Link Club").click()
    await reader.page.get_by_role("button", name="Unlink Club").click()
    await expect(reader.page.get_by_role("button", name="Link Club")).to_be_visible()
    reader.forgiven = r"409"
    await reader.page.get_by_role("button", name="Unlink Team").click()
    await expect(reader.page.get_by_text("nobody could sign in").first).to_be_visible()
    await expect(reader.page.get_by_role("button", name="Unlink Team")).to_be_visible()


async def test_who_says_no_over_there_reads_so_here(visit: Visit, houses: Houses) -> None:
    reader = await coming(visit, houses, "/sign-in")
    await reader.page.get_by_role("link", name="Continue with Club").click()
    await reader.page.get_by_role("button", name="Cancel").click()
    await expect(reader.page.get_by_role("alert")).to_contain_text("You said no over there")
    await reader.picture("sign-in-after-no")
