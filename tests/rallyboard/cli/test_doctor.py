import json
import socket
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from rallyboard.app.house import House
from rallyboard.cli import main
from rallyboard.cli.doctor import Finding, examine
from rallyboard.settings import Settings
from tests.kit.server import free_port


def look(settings: Settings) -> dict[str, Finding]:
    return {finding.name: finding for finding in examine(settings)}


@pytest.fixture
def healthy(settings: Settings) -> Settings:
    return msgspec.structs.replace(settings, port=free_port())


def test_a_fresh_machine_has_no_problem(healthy: Settings) -> None:
    findings = look(healthy)
    assert {finding.state for finding in findings.values()} <= {"ok", "note"}
    assert findings["folder"].said.endswith("will be made")
    assert not healthy.data.exists(), "looking changes nothing"


def test_a_used_folder_is_recognised(healthy: Settings) -> None:
    house = House(healthy)
    house.open()
    house.close()
    assert look(healthy)["folder"].said.endswith("is writable")
    assert look(healthy)["database"].said.startswith("is at step")


@pytest.mark.usefixtures("sqlite_file")
def test_a_broken_database_is_a_problem_with_its_fix(healthy: Settings) -> None:
    healthy.data.mkdir()
    healthy.site_file.write_bytes(b"junk" * 1000)
    finding = look(healthy)["database"]
    assert (finding.state, "RALLYBOARD_DATA" in finding.said) == ("problem", True)


def test_a_folder_that_cannot_be_written_is_a_problem(healthy: Settings) -> None:
    assert look(msgspec.structs.replace(healthy, data=Path("/dev/null/x")))["folder"].state == "problem"


def test_a_port_in_use_is_worth_a_note(healthy: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        used = msgspec.structs.replace(healthy, port=other.getsockname()[1])
        assert look(used)["port"].state == "note"


def test_a_variable_that_nothing_reads_is_worth_a_note(healthy: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RALLYBOARD_ORIGIN", "http://localhost")
    finding = look(healthy)["settings"]
    assert (finding.state, "RALLYBOARD_ORIGIN" in finding.said) == ("note", True)


@pytest.mark.usefixtures("sqlite_file")
def test_the_command_speaks_json_and_its_exit_code_tells_of_problems(tmp_path: Path) -> None:
    environment = {"RALLYBOARD_DATA": str(tmp_path), "RALLYBOARD_PORT": str(free_port())}
    well = CliRunner(env=environment).invoke(main, ["doctor", "--json"])
    assert (well.exit_code, json.loads(well.output)[0]["name"]) == (0, "versions")
    (tmp_path / "site.sqlite3").write_bytes(b"junk" * 1000)
    ill = CliRunner(env=environment).invoke(main, ["doctor"])
    assert (ill.exit_code, "problem" in ill.output) == (1, True)
