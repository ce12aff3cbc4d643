"""The whole site on PostgreSQL, as its commands see it."""

import json
from collections.abc import Generator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rallyboard.cli import main
from tests.kit.postgres import PASSWORD, Postgres
from tests.kit.server import Server, free_port


class Site:
    """A data folder, and a database of its own on the server."""

    def __init__(self, data: Path, url: str) -> None:
        self.data, self.url = data, url

    def run(self, *words: str, url: str | None = None) -> Result:
        own = {"DATA": str(self.data), "DATABASE": url or self.url, "ENV": "test", "PORT": str(free_port())}
        environment = {f"RALLYBOARD_{name}": value for name, value in own.items()}
        return CliRunner(env=environment).invoke(main, list(words))


@pytest.fixture
def site(tmp_path: Path, postgres: Postgres) -> Generator[Site, None, None]:
    url = postgres.make(migrated=False)
    yield Site(tmp_path / "data", url)
    postgres.drop(url)


def test_a_league_is_played_loaded_and_counted_again(site: Site) -> None:
    played = site.run("league", "--matches", "3", "--json")
    assert played.exit_code == 0, played.output
    told = json.loads(played.stdout)
    assert (told["played"], told["loaded"], told["rejected"]) == (3, 3, 0)
    assert site.run("verify").output.strip().endswith("3 matches, 0 differences")
    assert json.loads(site.run("etl", "rebuild", "--json").stdout)["changed"] == []
    assert not (site.data / "site.sqlite3").exists()


def test_beside_a_running_server_its_matches_can_be_looked_at(site: Site) -> None:
    assert site.run("league", "--matches", "2").exit_code == 0
    with Server(site.data, DATABASE=site.url, ENV="test"):
        assert site.run("verify").output.strip().endswith("2 matches, 0 differences")
        assert json.loads(site.run("etl", "status", "--json").stdout)["behind"] == 0


def test_the_doctor_knows_the_database(site: Site) -> None:
    assert database_of(site.run("doctor", "--json"))["said"] == "will be made at the first start"
    site.run("league", "--matches", "1")
    assert database_of(site.run("doctor", "--json"))["said"].startswith("is at step")


@pytest.mark.parametrize("command", ["serve", "doctor", "league"])
def test_a_server_that_is_not_there_is_told_in_one_line_with_the_fix(site: Site, command: str) -> None:
    away = f"postgresql://ada:{PASSWORD.replace(' ', '%20')}@127.0.0.1:{free_port()}/site"
    outcome = site.run(command, url=away)
    (line,) = [line for line in outcome.output.splitlines() if "PostgreSQL at" in line]
    assert "refused" in line
    assert "RALLYBOARD_DATABASE" in line
    assert outcome.exit_code == (1 if command == "doctor" else 4)
    assert "battery" not in outcome.output


def database_of(outcome: Result) -> dict[str, str]:
    (found,) = [finding for finding in json.loads(outcome.stdout) if finding["name"] == "database"]
    return dict(found)
