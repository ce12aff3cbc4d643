"""The constants of `pong/1` are frozen: changed rules are a new version, or nothing replays any more."""

import json
import math
from dataclasses import replace
from pathlib import Path

from game_engine import RULESETS, SUBUNITS, TICKS_PER_SECOND
from game_engine.rulesets.pong1 import COS, SIN, preset

FROZEN = json.loads((Path(__file__).parents[1] / "golden" / "rules_sha.json").read_text())


def test_no_released_rules_have_changed_without_a_new_version() -> None:
    assert {id_: rules.sha() for id_, rules in RULESETS.items() if rules.version == "pong/1"} == FROZEN["pong/1"]


def test_every_version_on_offer_has_its_hashes_frozen() -> None:
    assert {rules.version for rules in RULESETS.values()} <= set(FROZEN)


def test_a_change_of_one_sub_unit_would_be_seen() -> None:
    faster = replace(RULESETS["classic-11"], cap=RULESETS["classic-11"].cap + 1)
    assert faster.sha() not in FROZEN["pong/1"].values()


def test_the_tables_are_rounded_cosines_and_sines() -> None:
    angles = [math.radians(3.75 * index) for index in range(17)]
    assert list(COS) == [round(4096 * math.cos(angle)) for angle in angles]
    assert list(SIN) == [round(4096 * math.sin(angle)) for angle in angles]


def test_the_design_in_units_and_seconds_is_what_the_integers_say() -> None:
    rules = preset("x", "X", 3)
    a_second = TICKS_PER_SECOND / SUBUNITS
    assert (rules.width, rules.height, rules.target) == (1600 * SUBUNITS, 900 * SUBUNITS, 3)
    assert (rules.first_speed * a_second, rules.cap * a_second, rules.paddle_speed * a_second) == (900, 2400, 900)
    assert (rules.serve_earliest, rules.serve_auto) == (TICKS_PER_SECOND, 3 * TICKS_PER_SECOND)
    assert (rules.idle_warning, rules.idle_forfeit) == (20 * TICKS_PER_SECOND, 40 * TICKS_PER_SECOND)
