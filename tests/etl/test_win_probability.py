"""Win probability agrees with the published examples, with simulation-free laws, and covers every score."""

import pytest

from etl.win_probability import Chance, table
from game_engine.rulesets import RULESETS, Ruleset

CLASSIC = RULESETS["classic-11"]


def rows(rules: Ruleset, prior: float | None = None) -> dict[tuple[int, int, int], Chance]:
    return {(row.a, row.b, row.server): row for row in table(rules, prior)}


def test_equal_players_begin_at_one_half() -> None:
    found = rows(CLASSIC, 0.53)
    assert found[0, 0, 0].wp + found[0, 0, 1].wp == pytest.approx(1)
    assert found[0, 0, 0].wp == pytest.approx(0.5, abs=0.001)


@pytest.mark.parametrize(
    ("a", "b", "leverage"), [(0, 0, 0.18), (5, 5, 0.25), (9, 9, 0.50), (10, 9, 0.50), (10, 3, 0.01)]
)
def test_leverage_is_what_the_design_measured(a: int, b: int, leverage: float) -> None:
    row = rows(CLASSIC)[a, b, CLASSIC.server(0, a + b)]
    assert row.wp_won - row.wp_lost == pytest.approx(leverage, abs=0.03)


def test_a_row_is_the_mean_of_its_branches() -> None:
    for row in table(CLASSIC, 0.6):
        rally = 0.6 if row.server == 0 else 0.4
        assert row.wp == pytest.approx(rally * row.wp_won + (1 - rally) * row.wp_lost, abs=1e-9)


def test_deuce_lasts_for_ever_without_a_table_that_does() -> None:
    found = rows(CLASSIC)
    assert (11, 10, 0) in found
    assert (10, 11, 1) in found
    assert max(row.a for row in found.values()) == 11
    assert found[10, 10, 0].wp == found[10, 10, 1].wp == 0.5


def test_mirrored_scores_mirror_the_chance() -> None:
    found = rows(CLASSIC)
    for (a, b, server), row in found.items():
        assert row.wp + found[b, a, 1 - server].wp == pytest.approx(1)


@pytest.mark.parametrize("name", RULESETS)
def test_every_score_before_deuce_has_both_servers(name: str) -> None:
    rules = RULESETS[name]
    found = rows(rules)
    assert all((a, b, s) in found for a in range(rules.target) for b in range(rules.target) for s in (0, 1))
