import asyncio
from typing import Any

import httpx
import pytest
from litestar import Litestar, get
from litestar.testing import AsyncTestClient

from rallyboard.app import create_app
from rallyboard.app.house import House
from rallyboard.kit.errors import TooMany, Unavailable
from rallyboard.kit.problems import MEDIA_TYPE
from rallyboard.settings import Settings
from tests.rallyboard.accounts.test_aliases import HOSTILE

Client = AsyncTestClient[Litestar]
JSON = {"content-type": "application/json"}
BAD_BODIES: dict[str, tuple[bytes, str, str | None]] = {
    "nothing": (b"", "request/invalid", "body"),
    "no JSON": (b"{", "request/malformed", None),
    "NaN": (b'{"alias": NaN}', "request/malformed", None),
    "no UTF-8": (b'{"alias": "\xff\xfe"}', "request/malformed", None),
    "a lone surrogate": (b'{"alias": "\\ud800"}', "request/malformed", None),
    "no object": (b"[]", "request/invalid", "body"),
    "null": (b"null", "request/invalid", "body"),
    "a missing field": (b"{}", "request/invalid", "alias"),
    "a wrong type": (b'{"alias": 7}', "request/invalid", "alias"),
    "an unknown field": (b'{"alias": "Ada", "role": "admin"}', "request/invalid", "role"),
    "a huge number": (b'{"alias": 1' + b"0" * 400 + b"}", "request/invalid", "alias"),
    "20,000 arrays deep": (b"[" * 20_000 + b"]" * 20_000, "request/too_deep", None),
    "10,000 objects deep": (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, "request/too_deep", None),
    "20,000 deep inside a field": (b'{"alias":' + b"[" * 20_000 + b"]" * 20_000 + b"}", "request/too_deep", None),
}


def check(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """Asserts the whole shape of a problem, and returns it."""
    problem = answer.json()
    assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code), answer.text
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert problem["title"]
    assert problem["detail"].endswith((".", code)), problem["detail"]
    assert "Traceback" not in answer.text
    return dict(problem)


@pytest.mark.parametrize(("body", "code", "field"), BAD_BODIES.values(), ids=BAD_BODIES)
async def test_a_bad_body_is_a_problem_that_names_its_field(
    client: Client, body: bytes, code: str, field: str | None
) -> None:
    problem = check(await client.post("/api/v1/guests", content=body, headers=JSON), 400, code)
    assert problem.get("field") == field


@pytest.mark.parametrize("alias", [name for name in HOSTILE.values() if name.isprintable() or "\ud800" not in name])
async def test_a_hostile_alias_is_a_problem_of_the_field_alias(client: Client, alias: str) -> None:
    problem = check(await client.post("/api/v1/guests", json={"alias": alias}), 400, "accounts/alias_refused")
    assert problem["errors"] == [{"field": "alias", "message": problem["detail"]}]
    assert len(alias) < 3 or alias not in problem["detail"]


async def test_more_bytes_than_the_limit_are_refused(client: Client) -> None:
    check(await client.post("/api/v1/guests", content=b" " * 65_537, headers=JSON), 413, "request/too_large")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/xml", ""])
async def test_a_wrong_content_type_says_which_one_to_send(client: Client, kind: str) -> None:
    answer = await client.post("/api/v1/guests", content=b'{"alias": "Ada"}', headers={"content-type": kind})
    assert "application/json" in check(answer, 415, "request/wrong_content_type")["detail"]


@pytest.mark.parametrize(
    ("query", "field"),
    [("limit=0", "limit"), ("limit=101", "limit"), ("limit=x", "limit"), ("limit=" + "9" * 400, "limit"),
     ("offset=-1", "offset"), ("kind=god", "kind"), ("search=" + "x" * 65, "search"), ("limit=", "limit")],
)  # fmt: skip
async def test_a_bad_query_names_its_parameter(client: Client, query: str, field: str) -> None:
    assert check(await client.get(f"/api/v1/players?{query}"), 400, "request/invalid")["field"] == field


async def test_a_method_that_is_not_for_an_address_says_which_are(client: Client) -> None:
    answer = await client.delete("/api/v1/me")
    assert set(answer.headers["allow"].split(", ")) >= {"GET", "PATCH"}
    assert "PATCH" in check(answer, 405, "request/method_not_allowed")["detail"]


@pytest.mark.parametrize(
    "path", ["/api", "/api/v1/", "/api/v2/me", "/api/v1/me/x", "/api/v1/players/%00", "/api/v1/players/" + "x" * 9000]
)
async def test_nothing_at_an_address_is_a_problem_and_never_a_page(client: Client, path: str) -> None:
    answer = await client.get(path)
    check(answer, 404, "players/no_such_player" if "players" in path else "request/not_found")


async def test_a_stranger_is_asked_for_an_alias_first(client: Client) -> None:
    answer = await client.patch("/api/v1/me", json={"alias": "Ada"})
    check(answer, 401, "accounts/guest_needed")
    assert answer.headers["www-authenticate"]


async def most_pages(client: Client, house: House, pages: int) -> None:
    """A database that may not grow past so many pages; said on the application's own event loop."""

    async def say() -> None:
        async with house.database.transaction() as session:
            await (await session.connection()).exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    await asyncio.to_thread(client.blocking_portal.call, say)


@pytest.mark.usefixtures("sqlite_file")
async def test_a_full_disk_pauses_saving_and_says_so(client: Client, app: Litestar) -> None:
    await most_pages(client, app.state.house, 1)
    answers = [await client.post("/api/v1/guests", json={"alias": "Ada " + "x" * 20}) for _ in range(60)]
    assert answers[0].status_code == 201, "there is room in the pages it has"
    check(answers[-1], 503, "server/unavailable")
    assert answers[-1].headers["retry-after"] == "5"
    assert (await client.get("/api/v1/bots")).status_code == 200, "reading goes on"
    await most_pages(client, app.state.house, 1_000_000)
    assert (await client.post("/api/v1/guests", json={"alias": "Ada"})).status_code == 201, "it mends itself"


@pytest.mark.parametrize(("error", "status"), [(TooMany(retry_after=7), 429), (Unavailable(retry_after=7), 503)])
async def test_come_back_later_says_when(settings: Settings, error: Exception, status: int) -> None:
    @get("/api/v1/later")
    async def later() -> None:
        raise error

    app = create_app(settings)
    app.register(later)
    async with AsyncTestClient(app, base_url=settings.allowed_origins[0]) as client:
        answer = await client.get("/api/v1/later")
    assert (answer.status_code, answer.headers["retry-after"]) == (status, "7")
