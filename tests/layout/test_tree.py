"""The house itself: seven names at the top, no trap in `platform/`, no file that outgrew its room."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = {"platform", "dashboards", "game_engine", "etl", "web", "tests"}
LONGEST = 350


def tracked(*patterns: str) -> list[Path]:
    listing = subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, check=True, capture_output=True, text=True)
    return [ROOT / line for line in listing.stdout.splitlines()]


def test_only_the_seven_agreed_names_stand_at_the_top() -> None:
    tops = {path.relative_to(ROOT).parts[0] for path in tracked() if len(path.relative_to(ROOT).parts) > 1}
    assert {name for name in tops if not name.startswith(".")} == FOLDERS
    assert (ROOT / "docker-compose.yml").is_file()


def test_platform_is_a_source_root_and_never_a_package() -> None:
    assert not (ROOT / "platform" / "__init__.py").exists(), "it would shadow Python's own platform module"
    assert not (ROOT / "tests" / "platform").exists(), "tests mirror import names: tests/rallyboard"


@pytest.mark.parametrize("folder", ["platform/rallyboard", "dashboards", "etl", "game_engine"])
def test_no_module_is_called_by_what_it_does_not_say(folder: str) -> None:
    vague = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}
    assert [path for path in tracked(f"{folder}/*.py") if path.stem in vague or path.parent.name in vague] == []


def test_no_source_file_has_outgrown_its_room() -> None:
    sources = [path for path in tracked("*.py", "*.ts") if not path.name.endswith(".d.ts") and path.is_file()]
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sources
        if (lines := len(path.read_text().splitlines())) > LONGEST
    }
    assert long == {}


def test_every_python_module_opens_with_what_it_is() -> None:
    modules = [
        path for path in tracked("platform/*.py", "dashboards/*.py", "etl/*.py", "game_engine/*.py") if path.is_file()
    ]
    silent = [
        str(path.relative_to(ROOT))
        for path in modules
        if (text := path.read_text().lstrip()) and not text.startswith('"""')
    ]
    assert silent == []


def test_no_path_of_one_machine_and_no_registry_host_is_in_the_repo() -> None:
    hosts = [
        "registry." + "npmjs.org",
        "files." + "pythonhosted.org",
        "pypi.org" + "/simple",
        "deb." + "debian.org",
    ]
    found = subprocess.run(
        ["git", "grep", "-nIE", "|".join([*hosts, "/(wor" + "k|farm)/"]), "--", "."],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert found.stdout == ""
