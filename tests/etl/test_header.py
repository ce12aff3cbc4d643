"""A header is believed only if every field has its type and agrees with the rules it names."""

from dataclasses import replace
from typing import Any

import pytest

from etl.header import Header, read, rules_of
from etl.rejects import Flaw, Reason
from game_engine.log import header_dict
from game_engine.rulesets import RULESETS
from tests.etl.matches import header

GOOD = header_dict(header(3, RULESETS["classic-5"]))
PLAYER = {"slot": 0, "player_key": "93b4d83f-24f3-53e8-9a30-24c937d29f3a", "kind": "guest"}


def changed(**fields: Any) -> dict[str, object]:
    return GOOD | fields


def test_a_good_header_is_read_with_its_types() -> None:
    found = read(GOOD)
    assert isinstance(found, Header)
    assert (found.started.isoformat(), found.players[0].slot) == ("2026-11-01T12:03:00", 0)
    assert found.players[0].level == 4
    assert rules_of(found) == RULESETS["classic-5"]


@pytest.mark.parametrize(
    "fields",
    [
        {"match": "no uuid"},
        {"match": None},
        {"started_at": "yesterday"},
        {"started_at": "2026-11-01T12:00:00"},
        {"started_at": "9999-12-31T23:59:59-14:00"},
        {"players": []},
        {"players": [{"slot": 1}, {"slot": 0}]},
        {"players": [PLAYER | {"slot": 1}, PLAYER | {"slot": 0}]},
        {"players": "ab"},
        {"mode": "x" * 65},
        {"mode": "a\x00b"},
        {"mode": "\ud800"},
        {"cfg": {}},
        {"cfg": None},
    ],
)
def test_a_wrong_field_is_a_flaw_in_the_header(fields: dict[str, object]) -> None:
    found = read(changed(**fields))
    assert isinstance(found, Flaw)
    assert found.reason is Reason.BAD_HEADER
    assert found.detail.encode()


def test_another_format_is_an_unknown_version() -> None:
    found = read(changed(v="rallyboard.log/9"))
    assert isinstance(found, Flaw)
    assert found.reason is Reason.UNKNOWN_VERSION


def test_unknown_rules_are_refused() -> None:
    found = read(changed(rules_sha="0" * 64))
    assert isinstance(found, Header)
    flaw = rules_of(found)
    assert isinstance(flaw, Flaw)
    assert flaw.reason is Reason.UNKNOWN_RULES


def test_a_header_that_contradicts_its_rules_is_refused() -> None:
    other = header(3, RULESETS["classic-5"])
    found = read(header_dict(replace(other, ruleset="classic-7")))
    assert isinstance(found, Header)
    assert isinstance(rules_of(found), Flaw)
