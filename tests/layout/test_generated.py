"""What is generated from the server is as the server says it now; `make types` writes it again."""

import json
from pathlib import Path

from game_engine.bots.levels import table
from game_engine.rules import rules_json

ROOT = Path(__file__).parents[2]


def test_the_rules_of_the_browser_are_the_rules_of_the_engine() -> None:
    assert (ROOT / "web/court/engine/rules.json").read_text().strip() == rules_json().strip()


def test_the_page_about_the_bots_shows_the_table_they_play_by() -> None:
    assert json.loads((ROOT / "web/data/levels.json").read_text()) == json.loads(json.dumps(table()))
