"""The compose file and the image, read as structure: no container engine is needed, and none was run."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from rallyboard.cli import COMMANDS

ROOT = Path(__file__).parents[2]
HOME = "/var/lib/rallyboard/"
OURS = {"keys", "league", "site", "worker"}
ONCE = {"keys", "league"}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


@pytest.fixture(scope="module")
def services(compose: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return compose["services"]


def mounts(service: dict[str, Any]) -> dict[str, str]:
    """Volume to place."""
    return {each.split(":")[0]: each.split(":", 1)[1] for each in service.get("volumes", [])}


def test_everything_waits_for_what_it_stands_on(services: dict[str, dict[str, Any]]) -> None:
    waits = {
        (name, other): how["condition"].removeprefix("service_")
        for name, service in services.items()
        for other, how in service.get("depends_on", {}).items()
    }
    assert waits == {
        ("postgres", "keys"): "completed_successfully", ("league", "keys"): "completed_successfully",
        ("league", "postgres"): "healthy", ("site", "league"): "completed_successfully",
        ("site", "postgres"): "healthy", ("site", "redis"): "healthy", ("worker", "site"): "healthy",
    }  # fmt: skip


def test_what_goes_on_running_is_asked_whether_it_is_well_and_started_again(services: dict[str, Any]) -> None:
    for name, service in services.items():
        assert (service["healthcheck"] == {"disable": True}) == (name in ONCE)
        assert service["restart"] == ("no" if name in ONCE else "unless-stopped")


def test_only_the_site_can_be_reached_from_outside(compose: dict[str, Any], services: dict[str, Any]) -> None:
    assert [name for name, service in services.items() if "ports" in service] == ["site"]
    assert compose["networks"]["inside"] == {"internal": True}
    assert services["postgres"]["networks"] == services["redis"]["networks"] == ["inside"]
    assert services["keys"]["network_mode"] == "none"


def test_nothing_of_ours_runs_with_rights_it_does_not_need(services: dict[str, dict[str, Any]]) -> None:
    assert {name for name, service in services.items() if service["image"].startswith("rallyboard:")} == OURS
    for name in [*OURS, "redis"]:
        assert (services[name]["cap_drop"], services[name]["read_only"]) == (["ALL"], True)
    assert all("no-new-privileges:true" in service["security_opt"] for service in services.values())


def test_no_secret_is_written_down_and_nobody_gets_anothers(services: dict[str, dict[str, Any]]) -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    assert re.findall(r"//[^/ ]*:[^/ ]*@", text) == []
    for service in services.values():
        for name, value in service.get("environment", {}).items():
            assert name.endswith("_FILE") or not re.search("SECRET|PASSWORD|TOKEN|DATABASE$", name), name
            assert value != "", name
    assert {name for name, service in services.items() if "keys" in mounts(service)} == OURS
    assert {name for name, service in services.items() if "database-keys" in mounts(service)} == {"keys", "postgres"}
    assert all(
        place.endswith(":ro")
        for name, service in services.items() if name != "keys"
        for volume, place in mounts(service).items() if volume.endswith("keys")
    )  # fmt: skip


def test_what_must_last_is_in_volumes_that_their_users_own(compose: dict[str, Any], services: dict[str, Any]) -> None:
    assert set(compose["volumes"]) == {volume for service in services.values() for volume in mounts(service)}
    places = {place.split(":")[0] for name in OURS for place in mounts(services[name]).values()}
    (made,) = [line for line in (ROOT / "Dockerfile").read_text().splitlines() if "install --directory" in line]
    assert places == {word for word in made.split() if word.startswith(HOME)}


def test_every_setting_named_in_the_compose_file_is_one_the_site_reads(services: dict[str, dict[str, Any]]) -> None:
    source = (ROOT / "platform/rallyboard/settings.py").read_text()
    for name in OURS:
        for setting in services[name].get("environment", {}):
            assert setting.removeprefix("RALLYBOARD_").removesuffix("_FILE").lower() in source.lower(), setting


def test_every_command_of_the_compose_file_is_one_there_is(services: dict[str, dict[str, Any]]) -> None:
    for name in OURS:
        program, command, *_ = services[name]["command"]
        assert (program, command in COMMANDS) == ("rallyboard", True)


def test_the_site_and_its_worker_agree_on_everything_but_who_does_the_jobs(services: dict[str, Any]) -> None:
    site, worker = services["site"]["environment"], services["worker"]["environment"]
    assert {name for name in site if name not in worker} == {
        "RALLYBOARD_HOST", "RALLYBOARD_PORT", "RALLYBOARD_JOBS", "RALLYBOARD_PROXIES"
    }  # fmt: skip
    assert (site["RALLYBOARD_JOBS"], worker.items() <= site.items()) == ("off", True)


def test_every_file_the_image_copies_is_in_the_tree() -> None:
    words = [line.split() for line in (ROOT / "Dockerfile").read_text().splitlines() if line.startswith("COPY ")]
    sources = [name for line in words if "--from" not in line[1] for name in line[1:-1]]
    assert sources
    assert [name for name in sources if not (ROOT / name).exists()] == []


def test_the_image_does_not_run_as_root() -> None:
    assert "USER rallyboard" in (ROOT / "Dockerfile").read_text().splitlines()
