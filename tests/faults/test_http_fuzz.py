"""Five thousand generated requests against the real API: no 5xx but a documented 503, no undocumented answer.

Half come from a guest, half from an account holder; what would end the holder's own session is left to the guest.
"""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.kit.postbox import Postbox
from tests.kit.server import Server
from tests.kit.visitor import Visitor

pytestmark = pytest.mark.timeout(900)
CASES = 5_000
OPERATIONS = 89
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
SUICIDAL = "^(DELETE /api/v1/account|POST /api/v1/account/anonymise|DELETE /api/v1/account/sessions.*)$"


async def guest_cookie(server: Server) -> str:
    async with Visitor(server.base, "Fuzzer") as visitor:
        await visitor.against_bot("classic-5", 1)
        return "; ".join(f"{name}={value}" for name, value in visitor.http.cookies.items())


def member_token(server: Server, postbox: Postbox) -> str:
    with httpx.Client(base_url=f"{server.base}/api/v1/auth", headers={"origin": server.base}) as http:
        body = {"email": "fuzz@example.org", "name": "Fuzzer", "password": "seven quiet herons at noon"}
        http.post("register", json=body)
        signed_in: Any = http.post("verify", json={"token": postbox.take(to=body["email"]).token}).json()
        return str(signed_in["access"])


def fuzz(server: Server, cases: int, *more: str) -> subprocess.CompletedProcess[str]:
    command = [
        str(Path(sys.executable).with_name("schemathesis")), "run", f"{server.base}/schema/openapi.json",
        "--checks", CHECKS, "--phases", "examples,coverage,fuzzing,stateful", "--mode", "all", "--seed", "7",
        "--max-examples", str(max(10, cases // OPERATIONS)), "--workers", "1", "--continue-on-failure",
        "--header", f"Origin: {server.base}", "--request-timeout", "20", "--no-color", *more,
    ]  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True, timeout=850)


def judge(server: Server, outcome: subprocess.CompletedProcess[str], cases: int) -> None:
    assert server.answers("/health/ready")
    assert outcome.returncode == 0, outcome.stdout[-9000:]
    assert "Traceback" not in server.log.read_text()
    generated = re.search(r"([\d,]+) generated, ", outcome.stdout)
    assert generated is not None, outcome.stdout[-1500:]
    assert int(generated[1].replace(",", "")) >= cases


async def test_a_guest_s_requests_find_no_undocumented_answer(tmp_path: Path, n: int | None) -> None:
    cases = (n or CASES) // 2
    with Server(tmp_path / "data", ETL="on", LOG_LEVEL="info", ENV="test") as server:
        judge(server, fuzz(server, cases, "--header", f"Cookie: {await guest_cookie(server)}"), cases)


def test_an_account_holder_s_requests_find_no_undocumented_answer(tmp_path: Path, n: int | None) -> None:
    cases = (n or CASES) // 2
    with Postbox() as postbox, Server(tmp_path / "data", SMTP=postbox.url, ETL="on", ENV="test") as server:
        bearer = f"Authorization: Bearer {member_token(server, postbox)}"
        judge(server, fuzz(server, cases, "--header", bearer, "--exclude-name-regex", SUICIDAL), cases)
