import json
from collections.abc import AsyncGenerator

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from rallyboard.app import create_app
from rallyboard.settings import Settings

Client = AsyncTestClient[Litestar]
REPORT = {"content-type": "application/reports+json"}
TOKEN = {"authorization": "Bearer a-token-for-prometheus"}


@pytest.fixture
async def client(settings: Settings) -> AsyncGenerator[Client, None]:
    told = msgspec.structs.replace(settings, metrics_token="a-token-for-prometheus")
    async with AsyncTestClient(create_app(told), base_url=told.allowed_origins[0]) as opened:
        yield opened


@pytest.mark.parametrize("said", ["", "Bearer", "Bearer ", "Bearer wrong", "Basic a-token-for-prometheus", "Bearer é"])
async def test_metrics_are_for_this_machine_or_a_holder_of_the_token(client: Client, said: str) -> None:
    refused = await client.get("/metrics", headers={"authorization": said.encode()} if said else {})
    assert (refused.status_code, refused.json()["code"]) == (403, "request/metrics_hidden")
    assert (await client.get("/metrics", headers=TOKEN)).status_code == 200


async def test_no_token_set_means_no_token_works(settings: Settings) -> None:
    async with AsyncTestClient(create_app(settings), base_url=settings.allowed_origins[0]) as client:
        assert (await client.get("/metrics", headers={"authorization": "Bearer "})).status_code == 403


async def test_requests_are_counted_by_template_and_never_by_id(client: Client) -> None:
    for number in range(5):
        await client.get(f"/api/v1/players/canary-{number}")
    await client.request("BREW", "/api/v1/me")
    text = (await client.get("/metrics", headers=TOKEN)).text
    assert 'rallyboard_http_requests_total{method="GET",route="/api/v1/players/{slug}",status="404"} 5.0' in text
    assert 'method="other"' in text
    assert "canary" not in text


async def test_a_reported_violation_is_counted_and_shortened(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    body = {"effectiveDirective": "script-src", "blockedURL": "http://evil.example/" + "x" * 5000}
    answer = await client.post(
        "/api/v1/csp-reports", content=json.dumps([{"type": "csp-violation", "body": body}]), headers=REPORT
    )
    assert answer.status_code == 204
    assert "rallyboard_csp_violations_total 1.0" in (await client.get("/metrics", headers=TOKEN)).text
    assert "script-src" in caplog.text
    assert "x" * 300 not in caplog.text


@pytest.mark.parametrize(
    "body", [b"", b"x", b"{}", b"[1]", b'[{"body": 7}]', b"[" * 30_000, b"\xff", b'[{"body": {"blockedURL": 1}}]']
)
async def test_a_nonsense_report_is_dropped(client: Client, body: bytes) -> None:
    assert (await client.post("/api/v1/csp-reports", content=body, headers=REPORT)).status_code == 204
    assert "rallyboard_csp_violations_total 0.0" in (await client.get("/metrics", headers=TOKEN)).text


async def test_strangers_reports_are_all_counted_but_cannot_fill_the_log(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    report = json.dumps([{"type": "csp-violation", "body": {"effectiveDirective": "img-src", "blockedURL": "x"}}] * 10)
    for _ in range(10):
        await client.post("/api/v1/csp-reports", content=report, headers=REPORT)
    assert "rallyboard_csp_violations_total 100.0" in (await client.get("/metrics", headers=TOKEN)).text
    assert 20 <= sum("blocked" in record.getMessage() for record in caplog.records) <= 30
