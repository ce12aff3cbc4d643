import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.kit.server import Server, free_port


def serve(data: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    own = {
        f"RALLYBOARD_{name}": value for name, value in {"DATA": str(data), "PORT": str(free_port()), **settings}.items()
    }
    command = [sys.executable, "-m", "rallyboard", "serve"]
    return subprocess.run(command, env={**os.environ, **own}, capture_output=True, text=True, timeout=30)


def one_line(outcome: subprocess.CompletedProcess[str]) -> str:
    assert outcome.stdout == ""
    assert len(outcome.stderr.splitlines()) == 1, outcome.stderr
    return outcome.stderr.strip()


def test_a_port_in_use_is_told_in_one_line_with_the_fix(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        outcome = serve(tmp_path, PORT=str(port))
    assert outcome.returncode == 3
    assert one_line(outcome).startswith(f"rallyboard: port {port} on 127.0.0.1 is in use;")
    assert f"make run PORT={port + 1}" in outcome.stderr


def test_an_address_of_another_machine_is_told_in_one_line(tmp_path: Path) -> None:
    outcome = serve(tmp_path, HOST="192.0.2.1")
    assert (outcome.returncode, "RALLYBOARD_HOST" in one_line(outcome)) == (3, True)


@pytest.mark.parametrize("data", ["/proc/rallyboard", "/dev/null"])
def test_a_data_folder_that_cannot_be_written_is_told_in_one_line(data: str) -> None:
    outcome = serve(Path(data))
    assert outcome.returncode == 4
    assert data in one_line(outcome)
    assert "RALLYBOARD_DATA" in outcome.stderr


def test_a_second_server_over_one_folder_is_told_who_holds_it(tmp_path: Path) -> None:
    with Server(tmp_path / "data", ETL="off", JOBS="off") as first:
        outcome = serve(first.data)
        assert first.process is not None
        assert (outcome.returncode, f"process {first.process.pid}" in one_line(outcome)) == (4, True)
        assert first.answers("/health/ready")


def test_a_bad_setting_is_told_in_one_line(tmp_path: Path) -> None:
    outcome = serve(tmp_path, PORT="eighty")
    assert (outcome.returncode, "RALLYBOARD_PORT" in one_line(outcome)) == (2, True)


def test_a_broken_database_is_told_in_one_line_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "site.sqlite3").write_bytes(b"junk" * 1000)
    outcome = serve(tmp_path)
    assert (outcome.returncode, "cannot be read" in one_line(outcome)) == (4, True)
    assert (tmp_path / "site.sqlite3").read_bytes() == b"junk" * 1000
