"""The compose file and the image, read as structure: no container engine is needed, and none was run."""

from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def test_the_site_waits_for_the_league_and_keeps_its_data(compose: dict[str, Any]) -> None:
    site = compose["services"]["site"]
    assert site["depends_on"]["league"]["condition"] == "service_completed_successfully"
    assert site["volumes"] == compose["services"]["league"]["volumes"] == ["data:/var/lib/rallyboard/data"]
    assert "data" in compose["volumes"]


def test_the_site_runs_with_no_rights_it_does_not_need(compose: dict[str, Any]) -> None:
    site = compose["services"]["site"]
    assert site["cap_drop"] == ["ALL"]
    assert site["read_only"] is True
    assert "no-new-privileges:true" in site["security_opt"]


def test_every_setting_named_in_the_compose_file_is_one_the_site_reads(compose: dict[str, Any]) -> None:
    source = (ROOT / "platform/rallyboard/settings.py").read_text()
    for service in compose["services"].values():
        for name in service["environment"]:
            assert name.removeprefix("RALLYBOARD_").lower() in source.lower(), name


def test_every_file_the_image_copies_is_in_the_tree() -> None:
    words = [line.split() for line in (ROOT / "Dockerfile").read_text().splitlines() if line.startswith("COPY ")]
    sources = [name for line in words if "--from" not in line[1] for name in line[1:-1]]
    assert sources
    assert [name for name in sources if not (ROOT / name).exists()] == []


def test_the_image_does_not_run_as_root() -> None:
    assert "USER rallyboard" in (ROOT / "Dockerfile").read_text().splitlines()
