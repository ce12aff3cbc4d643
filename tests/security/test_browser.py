"""What every browser is told by every answer: cookies, https, types, other origins, requests that only read."""

import re
import sqlite3
from collections.abc import Iterator
from itertools import product

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from rallyboard.accounts.cookies import GuestCookie, SessionCookies
from rallyboard.accounts.oauth.flow import FlowCookie
from rallyboard.app import create_app
from rallyboard.settings import Settings
from tests.kit.member import Member, member
from tests.rallyboard.app.test_shield import ANSWERS

Client = AsyncTestClient[Litestar]
COOKIES = {
    "__Host-rb_guest": (GuestCookie(secure=True).holding("x"), "strict"),
    "__Host-rb_refresh": (SessionCookies(secure=True).refresh("x"), "strict"),
    "__Host-rb_device": (SessionCookies(secure=True).device("x"), "strict"),
    "__Host-rb_oauth": (FlowCookie(secure=True).holding("x"), "lax"),
}
"""All there are. The last one is lax, because coming back from a provider is a navigation from another site."""


@pytest.fixture
def ada(client: Client) -> Member:
    return client.blocking_portal.call(member, client.app.state.house, "Ada")


@pytest.mark.parametrize("name", COOKIES)
def test_every_cookie_over_https_is_bound_to_the_host_and_out_of_reach(name: str) -> None:
    cookie, same_site = COOKIES[name]
    said = [part.strip() for part in cookie.to_header(header="").split(";")]
    assert said[0].startswith(f"{name}=")
    assert {"HttpOnly", "Secure", "Path=/", f"SameSite={same_site}"} <= set(said)
    assert not [part for part in said if part.startswith("Domain")]


async def test_every_answer_of_a_site_on_https_asks_for_https_for_a_year(settings: Settings) -> None:
    secure = msgspec.structs.replace(settings, origins=("https://pong.example",))
    async with AsyncTestClient(create_app(secure), base_url="https://pong.example") as client:
        for method, path, _ in ANSWERS:
            answer = await client.request(method, path, headers={"origin": "https://pong.example"})
            said = answer.headers["strict-transport-security"]
            assert said == "max-age=31536000; includeSubDomains", (method, path)


async def test_no_answer_may_be_read_by_a_page_of_another_origin(client: Client) -> None:
    asking = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    paths = ("/api/v1/bots", "/api/v1/account", "/", "/schema/openapi.json", "/api/v1/auth/login")
    for method, path in product(("OPTIONS", "GET", "POST"), paths):
        answer = await client.request(method, path, headers=asking)
        assert not [name for name in answer.headers if name.startswith("access-control-allow")], (method, path)


async def test_every_body_says_its_type_and_text_its_alphabet(client: Client) -> None:
    for method, path, _ in [*ANSWERS, ("GET", "/api/v1/players", 200)]:
        answer = await client.request(method, path)
        kind = answer.headers.get("content-type", "")
        assert kind or not answer.content, (method, path)
        assert not kind.startswith(("text/", "application/xml")) or "charset=utf-8" in kind, (method, path, kind)


def reading(app: Litestar) -> Iterator[str]:
    for route in app.routes:
        if "GET" in getattr(route, "methods", ()) and "{path" not in route.path:
            yield route.path_format.replace("{", "").replace("}", "")


async def test_a_request_that_only_reads_changes_nothing(client: Client, app: Litestar, ada: Member) -> None:
    house, said = client.app.state.house, list(reading(app))
    before = kept(house.settings)
    statuses = [(await client.get(path, headers=ada.headers)).status_code for path in said]
    assert (statuses.count(200) > 12, len(said) > 30) == (True, True)
    changed = {re.match(r'\w+ \w+ "(\w+)"', line) for line in kept(house.settings) ^ before}
    tables = {found[1] for found in changed if found}
    assert tables <= {"audit", "sqlite_sequence", "job"}, "an export is noted; jobs come and go by themselves"


def kept(settings: Settings) -> set[str]:
    """Every row of the site's database."""
    if settings.database:
        pytest.skip("read from the file of SQLite")
    with sqlite3.connect(settings.site_file) as connection:
        return set(connection.iterdump())


async def test_a_parameter_counts_only_where_it_belongs(client: Client) -> None:
    """Not from the address where a body is asked for, not from a cookie; of two of one name the last counts."""
    client.cookies.set("alias", "Eve")
    client.cookies.set("limit", "9")
    answer = await client.post("/api/v1/guests?alias=Eve", json={})
    assert (answer.status_code, answer.json()["field"]) == (400, "alias")
    answer = await client.post("/api/v1/guests?alias=Eve", json={"alias": "Ada"})
    assert answer.json()["name"] == "Ada"
    told = [(await client.get(f"/api/v1/players?{asked}")).json()["limit"] for asked in ("", "limit=1&limit=7")]
    assert told == [20, 7]
    twice = [await client.get(f"/api/v1/players?{asked}") for asked in ("limit=1&limit=700", "limit=700&limit=1")]
    assert [answer.status_code for answer in twice] == [400, 200], "what is checked is what counts"
    assert (await client.get("/api/v1/players?kind=ai&kind=human")).json()["total"] == 0, "there are bots, no humans"


async def test_no_environment_variable_turns_debugging_on(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LITESTAR_DEBUG", "1")
    assert create_app(settings).debug is False


async def test_a_page_of_another_site_begins_no_sign_in(client: Client) -> None:
    """It is led to our own page, where somebody has to press something first."""
    start = "/api/v1/auth/providers/club/start?next=/players"
    for site in ("cross-site", "same-site"):
        led = await client.get(start, headers={"sec-fetch-site": site}, follow_redirects=False)
        assert (led.status_code, led.headers["location"]) == (303, "/sign-in?next=%2Fplayers")
        assert "set-cookie" not in led.headers
    own = await client.get(start, headers={"sec-fetch-site": "same-origin"}, follow_redirects=False)
    assert "no_such_provider" in own.headers["location"], "this site has none, but was about to ask it"
