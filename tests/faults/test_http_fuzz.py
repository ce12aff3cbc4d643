"""Five thousand generated requests against the real API: no 5xx but a documented 503, no undocumented answer."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.kit.server import Server
from tests.kit.visitor import Visitor

pytestmark = pytest.mark.timeout(900)
CASES = 5_000
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"


async def guest_cookie(server: Server) -> str:
    async with Visitor(server.base, "Fuzzer") as visitor:
        await visitor.against_bot("classic-5", 1)
        return "; ".join(f"{name}={value}" for name, value in visitor.http.cookies.items())


def fuzz(server: Server, cookie: str, cases: int) -> subprocess.CompletedProcess[str]:
    operations = 20
    command = [
        str(Path(sys.executable).with_name("schemathesis")), "run", f"{server.base}/schema/openapi.json",
        "--checks", CHECKS, "--phases", "examples,coverage,fuzzing,stateful", "--mode", "all", "--seed", "7",
        "--max-examples", str(max(20, cases // operations)), "--workers", "1", "--continue-on-failure",
        "--header", f"Cookie: {cookie}", "--header", f"Origin: {server.base}", "--request-timeout", "20",
        "--no-color",
    ]  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True, timeout=850)


async def test_five_thousand_requests_find_no_undocumented_answer(tmp_path: Path, n: int | None) -> None:
    server = Server(tmp_path / "data", ETL="on", LOG_LEVEL="info", ENV="test")
    with server:
        outcome = fuzz(server, await guest_cookie(server), n or CASES)
        assert server.answers("/health/ready")
    assert outcome.returncode == 0, outcome.stdout[-6000:]
    assert "Traceback" not in server.log.read_text()
    generated = re.search(r"([\d,]+) generated, ", outcome.stdout)
    assert generated is not None, outcome.stdout[-1500:]
    assert int(generated[1].replace(",", "")) >= (n or CASES)
