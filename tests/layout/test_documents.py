"""The documents tell the truth: the map's rooms exist, the two commands are real targets, links lead somewhere."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"]


def test_every_path_on_the_architecture_map_exists() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text()
    named = re.findall(r"`((?:platform|dashboards|etl|game_engine|web|tests)/[\w./-]*)`", text)
    assert len(named) > 30
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_room_of_the_site_is_on_the_map() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text()
    rooms = [
        path.name
        for path in (ROOT / "platform/rallyboard").iterdir()
        if path.is_dir() and not path.name.startswith("_")
    ]
    assert [room for room in rooms if f"`platform/rallyboard/{room}/`" not in text] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_local_link_leads_to_a_file(document: str) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", (ROOT / document).read_text())
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_the_commands_of_the_readme_are_targets_of_the_makefile() -> None:
    commands = set(re.findall(r"^\s*make ([a-z]+)", (ROOT / "README.md").read_text(), re.MULTILINE))
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {"run", "test"} <= commands <= targets


def test_make_help_prints_every_target() -> None:
    shown = subprocess.run(["make", "-s", "help"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for target in ("help", "setup", "run", "test", "check", "bench", "web", "clean"):
        assert f"make {target} " in shown


def test_every_decision_says_what_was_decided_and_what_would_change_it() -> None:
    for record in sorted((ROOT / "platform" / "decisions").glob("*.md")):
        text = record.read_text()
        assert "**Decision:**" in text.splitlines()[1], record.name
        assert "What would change it:" in text, record.name
