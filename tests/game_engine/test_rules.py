"""The rules as JSON, and the web's copy of it."""

import json
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from game_engine import RULESETS
from game_engine.rules import rules, rules_json

ROOT = Path(__file__).parents[2]
COPY = ROOT / "web" / "court" / "engine" / "rules.json"


def test_every_ruleset_is_there_with_all_its_numbers_and_its_hash() -> None:
    document = json.loads(rules_json())
    assert document == json.loads(json.dumps(rules()))
    assert document["default"] == "classic-11"
    assert {id_: one["sha"] for id_, one in document["rulesets"].items()} == {
        id_: preset.sha() for id_, preset in RULESETS.items()
    }
    assert document["rulesets"]["classic-5"]["cos"] == list(RULESETS["classic-5"].cos)


def test_the_command_prints_the_document() -> None:
    printed = subprocess.run([sys.executable, "-m", "game_engine.rules"], cwd=ROOT, capture_output=True, check=True)
    assert printed.stdout.decode() == rules_json()


def test_the_command_does_nothing_but_print(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "game_engine.rules")
    runpy.run_module("game_engine.rules", run_name="__main__")
    assert capsys.readouterr().out == rules_json()


def test_the_copy_of_the_web_is_the_document() -> None:
    assert not COPY.exists() or json.loads(COPY.read_text()) == json.loads(rules_json())
