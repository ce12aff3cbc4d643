"""`verify` finds nothing when all is well, and finds what was tampered with."""

from dataclasses import replace

import pytest
from duckdb import DuckDBPyConnection

from etl.sources import Record
from rallyboard.recount.service import Published, verify


def test_a_sound_house_has_no_differences(
    records: tuple[Record, ...], cursor: DuckDBPyConnection, published: Published
) -> None:
    verdict = verify(records, cursor, published)
    assert [difference.line() for difference in verdict.differences[:5]] == []
    assert verdict.line() == f"{len(records)} matches, 0 differences"
    assert verdict.players == 12


@pytest.mark.parametrize(
    ("statement", "column"),
    [
        ("UPDATE fct_shot SET px = px + 0.01 WHERE match_id = $match AND shot_no = 1", "px"),
        ("UPDATE fct_rally SET leverage = leverage + 0.001 WHERE match_id = $match", "leverage"),
        ("UPDATE agg_match_player SET rt_med = rt_med + 1 WHERE match_id = $match", "rt_med"),
        ("UPDATE dim_match SET paused_ms = 0 WHERE match_id = $match", "paused_ms"),
        ("DELETE FROM fct_shot WHERE match_id = $match AND shot_no = 0", "number of rows"),
    ],
)
def test_a_changed_cell_is_named(
    records: tuple[Record, ...], cursor: DuckDBPyConnection, statement: str, column: str
) -> None:
    cursor.execute("BEGIN")
    cursor.execute(statement, {"match": records[7].match_id})
    found = verify(records[7:8], cursor).differences
    cursor.execute("ROLLBACK")
    assert column in {difference.column for difference in found}
    assert all(records[7].match_id in difference.where for difference in found)


@pytest.mark.parametrize("change", [{"s0": 99}, {"winner": None}, {"result_hash": 1}, {"data": b"RBL1"}])
def test_a_stored_result_that_the_log_does_not_give_is_named(
    records: tuple[Record, ...], cursor: DuckDBPyConnection, change: dict[str, object]
) -> None:
    found = verify([replace(records[3], **change)], cursor).differences
    assert {difference.column for difference in found} == {next(iter(change)) if "data" not in change else "log"}


def test_a_board_that_shows_another_number_is_named(
    records: tuple[Record, ...], cursor: DuckDBPyConnection, published: Published
) -> None:
    other = records[1].match_id
    swapped = Published(published.player, lambda _: published.match(other))
    found = verify(records[:1], cursor, swapped).differences
    assert any("win-probability" in difference.where for difference in found)
