from pathlib import Path

import pytest

from rallyboard.arena.home import NAME, home_of


def test_a_folder_keeps_its_name_and_another_has_another(tmp_path: Path) -> None:
    first = home_of(tmp_path / "a")
    assert home_of(tmp_path / "a") == first
    assert home_of(tmp_path / "b") != first


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"ada", b"0" * 999])
def test_a_damaged_name_is_replaced(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / NAME).write_bytes(damage)
    assert home_of(tmp_path) == home_of(tmp_path)
