import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner

from rallyboard.arena import protocol
from rallyboard.cli import main
from rallyboard.cli.describe import frames


@pytest.fixture(scope="module")
def tree() -> dict[str, Any]:
    return frames()


def test_both_directions_name_every_frame_there_is(tree: dict[str, Any]) -> None:
    for union in ("ClientIn", "ServerOut"):
        named = [option["$ref"].rpartition("/")[2] for option in tree["$defs"][union]["anyOf"]]
        assert all(name in tree["$defs"] for name in named)
    assert len(tree["$defs"]["ClientIn"]["anyOf"]) == 7


def test_every_item_of_a_frame_has_its_name_and_the_tail_may_be_left_out(tree: dict[str, Any]) -> None:
    frame = tree["$defs"]["KeyFrame"]
    assert [item["title"] for item in frame["prefixItems"]] == ["tag", "n", "t", "key", "slot"]
    assert (frame["minItems"], frame["maxItems"]) == (4, 5)


def test_the_tags_are_those_that_the_server_really_speaks(tree: dict[str, Any]) -> None:
    told = msgspec.json.decode(msgspec.json.encode(protocol.Presence(1, True)))
    assert told[0] in tree["$defs"]["Presence"]["prefixItems"][0]["enum"]


def test_the_reasons_to_close_are_told_by_name(tree: dict[str, Any]) -> None:
    assert tree["closes"]["flood"] == 4429
    assert tree["version"] == protocol.VERSION


@pytest.mark.parametrize(("command", "file"), [("wire", "wire.schema.json"), ("schema", "openapi.json")])
def test_what_the_web_was_generated_from_is_what_the_server_says_now(command: str, file: str) -> None:
    checked_in = Path(__file__).parents[3] / "web" / "data" / file
    said = CliRunner().invoke(main, [command]).output
    assert json.loads(said) == json.loads(checked_in.read_text()), f"run `make types`: web/data/{file} is old"
