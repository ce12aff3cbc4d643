"""Generated requests against the real API: no 5xx but a documented 503, no undocumented answer (`--n 5000` of each).

A guest, an account holder and an admin send them, also one after the other as answers lead to further addresses; who is
signed in always has a session proven just now, and may end it, the account, or its role by what they send.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.kit.postbox import Postbox
from tests.kit.server import Server

pytestmark = pytest.mark.timeout(3_600)
CASES = {"guest": 500, "player": 0, "admin": 500}
OPERATIONS = 89
STEPS = 6
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
LENGTHS = """
[phases.stateful]
max-steps = {steps}
[phases.stateful.generation]
max-examples = {scenarios}
"""


def fuzz(server: Server, cases: int, phases: str, role: str) -> subprocess.CompletedProcess[str]:
    lengths = server.data.parent / "schemathesis.toml"
    lengths.write_text(LENGTHS.format(steps=STEPS, scenarios=max(10, cases // 2 // STEPS)))
    command = [
        str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(lengths),
        "run", f"{server.base}/schema/openapi.json",
        "--checks", CHECKS, "--phases", phases, "--mode", "all", "--seed", "7",
        "--max-examples", str(max(3, cases // OPERATIONS)), "--workers", "1", "--continue-on-failure",
        "--header", f"Origin: {server.base}", "--request-timeout", "20", "--no-color",
    ]  # fmt: skip
    driver = {"SCHEMATHESIS_HOOKS": "tests.faults.driver", "FUZZ_ROLE": role, "FUZZ_BASE": server.base}
    return subprocess.run(command, env=server.environment() | driver, capture_output=True, text=True, timeout=3_500)


def judge(server: Server, outcome: subprocess.CompletedProcess[str], cases: int) -> None:
    assert server.answers("/health/ready")
    assert outcome.returncode == 0, (outcome.stdout + outcome.stderr)[-9000:]
    assert "Traceback" not in server.log.read_text()
    generated = re.search(r"([\d,]+) generated, ", outcome.stdout)
    links = re.search(r"API Links: +(\d+) covered", outcome.stdout)
    assert generated is not None, outcome.stdout[-1500:]
    assert links is not None, outcome.stdout[-1500:]
    print(f"cases {generated[1]} | links followed {links[1]} | {outcome.stderr.strip()[-200:]}")
    assert int(generated[1].replace(",", "")) >= cases
    assert int(links[1]) > 0 or "guest came" in outcome.stderr, "an account holder's answers lead on"


@pytest.mark.parametrize(("role", "phases"), [("guest", ""), ("player", ""), ("admin", "coverage,")])
def test_no_request_finds_an_undocumented_answer(role: str, phases: str, tmp_path: Path, n: int | None) -> None:
    cases = n or CASES[role]
    if not cases:
        pytest.skip("an admin asks for all that a player asks for: only with --n")
    with Postbox() as postbox:
        server = Server(tmp_path / "data", SMTP=postbox.url, ETL="on", ENV="test")
        if role == "admin":
            server.run("league", "--matches", "2")
        with server:
            judge(server, fuzz(server, cases, f"{phases}fuzzing,stateful", role), cases)
