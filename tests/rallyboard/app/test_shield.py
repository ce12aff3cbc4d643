import logging
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from litestar import Litestar, get
from litestar.testing import AsyncTestClient
from structlog.contextvars import bound_contextvars, get_contextvars

from rallyboard.app import create_app
from rallyboard.app.headers import POLICY
from rallyboard.app.metrics import Meter
from rallyboard.app.shield import Shield
from rallyboard.settings import Settings

NEVER_MISSING = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
# Every kind of answer: pages, files, API, refusals by the door, by routing, by validation, by us.
ANSWERS = [
    ("GET", "/", 200),
    ("HEAD", "/", 200),
    ("GET", "/players/ada", 200),
    ("GET", "/docs", 200),
    ("GET", "/assets/no.js", 404),
    ("GET", "/api/v1/me", 200),
    ("GET", "/api/v1/bots", 200),
    ("GET", "/api/v1/nothing", 404),
    ("DELETE", "/api/v1/me", 405),
    ("TRACE", "/api/v1/me", 405),
    ("OPTIONS", "/api/v1/me", 204),
    ("GET", "/api/v1/players?limit=0", 400),
    ("POST", "/api/v1/me/leave", 204),
    ("PATCH", "/api/v1/me", 400),
    ("POST", "/", 405),
    ("GET", "/schema/openapi.json", 200),
    ("GET", "/schema/x", 404),
    ("GET", "/health/live", 200),
    ("GET", "/metrics", 403),
    ("GET", "/%2e%2e/%2e%2e/etc/passwd", 200),
    ("GET", "/assets/..%2f..%2fpyproject.toml", 404),
    ("GET", "/favicon.ico", 404),
]


def routes_of(app: Litestar) -> Iterator[tuple[str, str]]:
    for route in app.routes:
        for method in sorted(getattr(route, "methods", ())):
            yield method, route.path_format.replace("{", "").replace("}", "")


@pytest.mark.parametrize(("method", "path", "status"), ANSWERS)
async def test_every_kind_of_answer_carries_every_header(
    client: AsyncTestClient[Litestar], method: str, path: str, status: int
) -> None:
    answer = await client.request(method, path)
    assert answer.status_code == status
    assert {name: answer.headers.get_list(name) for name in NEVER_MISSING} == {n: [v] for n, v in NEVER_MISSING.items()}
    assert len(answer.headers["x-request-id"]) == 32


async def test_every_route_there_is_carries_every_header(client: AsyncTestClient[Litestar], app: Litestar) -> None:
    walked = list(routes_of(app))
    assert len(walked) > 15
    for method, path in walked:
        answer = await client.request(method, path)
        assert answer.status_code != 500, (method, path)
        assert {name: answer.headers.get(name) for name in NEVER_MISSING} == NEVER_MISSING, (method, path)


async def test_what_the_api_says_is_never_kept_by_a_cache(client: AsyncTestClient[Litestar]) -> None:
    for path in ("/api/v1/me", "/api/v1/nothing", "/health/ready", "/metrics"):
        assert (await client.get(path)).headers["cache-control"] == "no-store"


async def test_https_is_remembered_only_where_the_site_is_https(settings: Settings) -> None:
    secure = msgspec.structs.replace(settings, origins=("https://pong.example",))
    async with AsyncTestClient(create_app(secure), base_url="https://pong.example") as client:
        assert (await client.get("/")).headers["strict-transport-security"].startswith("max-age=31536000")
        set_cookie = (await client.post("/api/v1/guests", json={"alias": "Ada"})).headers["set-cookie"]
    assert set_cookie.startswith("__Host-rb_guest=")
    assert "; Secure" in set_cookie


async def test_a_bug_of_ours_shows_an_id_and_nothing_else(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    @get("/api/v1/broken")
    async def broken() -> None:
        raise ValueError("canary /home/somebody SELECT * FROM guest")

    app = create_app(settings)
    app.register(broken)
    async with AsyncTestClient(app, base_url=settings.allowed_origins[0]) as client:
        answer = await client.get("/api/v1/broken")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "canary" not in answer.text
    assert answer.json()["id"] == answer.headers["x-request-id"]
    assert answer.json()["id"] in caplog.text
    assert "canary" in caplog.text, "the log tells what the client is not told"


async def test_a_failure_past_the_framework_is_still_a_whole_answer(settings: Settings) -> None:
    app = create_app(settings)

    async def explode(*_: object) -> None:
        raise RuntimeError("canary")

    app.asgi_handler._app = explode
    async with AsyncTestClient(app, base_url=settings.allowed_origins[0]) as client:
        answer = await client.get("/api/v1/me")
    assert (answer.status_code, answer.json()["code"]) == (500, "server/unexpected")
    assert answer.headers["content-security-policy"] == POLICY


@pytest.mark.parametrize("kind", ["http", "websocket"])
async def test_what_begins_is_logged_under_an_id_of_its_own(settings: Settings, kind: str) -> None:
    known: list[dict[str, object]] = []

    async def app(*_: object) -> None:
        known.append(get_contextvars())

    async def silent(*_: object) -> None:
        pass

    host = settings.allowed_origins[0].partition("://")[2].encode()
    scope: dict[str, Any] = {"type": kind, "path": "/", "method": "GET", "headers": [(b"host", host)]}
    with bound_contextvars(request_id="an earlier one", account="somebody"):
        await Shield(app, settings, Meter())(scope, silent, silent)
    assert known == [{"request_id": scope["state"]["request_id"]}]


async def test_the_log_of_requests_has_templates_and_no_secret(
    client: AsyncTestClient[Litestar], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="rallyboard")
    await client.post("/api/v1/guests", json={"alias": "canary-alias"})
    token = client.cookies["rb_guest"]
    await client.get(
        "/api/v1/players/canary-slug?search=canary-query", headers={"authorization": "Bearer canary-token"}
    )
    await client.post("/api/v1/guests", json={"alias": "canary\r\n\x1b[31mforged line"})
    assert "/api/v1/players/{slug}" in caplog.text
    assert "canary" not in caplog.text
    assert token not in caplog.text
