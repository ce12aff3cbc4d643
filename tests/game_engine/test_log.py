"""A header is read strictly: every field it needs, each of its type."""

import json
from typing import Any

import pytest

from game_engine.errors import CorruptLog, UnknownLogVersion
from game_engine.log import header_dict, read_header
from tests.game_engine.logs import random_log

HEADER = random_log(0).header


def raw() -> dict[str, Any]:
    """The header as it comes out of JSON."""
    return json.loads(json.dumps(header_dict(HEADER)))


def test_a_header_is_read_as_it_was_written() -> None:
    assert read_header(raw()) == HEADER


def test_fields_of_a_later_day_are_left_alone() -> None:
    assert read_header({**raw(), "tournament": "spring", "round": 2}) == HEADER


def test_another_version_is_named() -> None:
    with pytest.raises(UnknownLogVersion, match=r"rallyboard\.log/2"):
        read_header({**raw(), "v": "rallyboard.log/2"})


@pytest.mark.parametrize("name", list(raw()))
@pytest.mark.parametrize("value", [None, 7, True, ["x"]])
def test_a_field_of_another_type_is_corrupt(name: str, value: object) -> None:
    with pytest.raises(CorruptLog, match=f"header's {name}|header's a player"):
        read_header({**raw(), name: value})


@pytest.mark.parametrize("name", ["map", "target", "by2", "team", "serve0", "items"])
def test_every_setting_has_its_type(name: str) -> None:
    config = {**raw()["cfg"], name: 1.5}
    with pytest.raises(CorruptLog, match=f"header's {name}"):
        read_header({**raw(), "cfg": config})


def test_a_truth_value_is_no_number() -> None:
    with pytest.raises(CorruptLog, match="header's target is not a int"):
        read_header({**raw(), "cfg": {"map": "classic", "target": True, "team": 1, "serve0": 0}})


@pytest.mark.parametrize("seat", [3, {"slot": 0}, {"slot": 0, "player_key": "x", "kind": "ai", "ai": 3}])
def test_a_player_has_a_slot_a_key_and_a_kind(seat: object) -> None:
    with pytest.raises(CorruptLog):
        read_header({**raw(), "players": [seat]})
