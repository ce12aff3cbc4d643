"""Published boards against the recount's own: every figure's table, its n, and every tile, cell by cell."""

from collections.abc import Iterator, Mapping, Sequence

from rallyboard.recount import career, player_board
from rallyboard.recount.differences import Difference, same
from rallyboard.recount.findings import Findings
from rallyboard.recount.player_board import Everybody
from rallyboard.recount.session_board import session, swing
from rallyboard.recount.shots import Row
from rallyboard.recount.stock import Ball, Point
from rallyboard.recount.tables import Board, Cells, Figure, Tables, Tile
from rallyboard.recount.tape import Tape

SHOWN = 2e-4
"""Tables are rounded to four digits."""


def player(everybody: Everybody, findings: Findings, key: str, board: Board) -> Iterator[Difference]:
    """One player's board."""
    where, played = f"player {key}", career.matches(everybody, key)
    counted = player_board.tables(everybody, key)
    counted["form"] = career.form(played)
    counted["points-trend"] = career.trend(played)
    counted["skill-strip"] = career.strip(everybody, key)
    yield from _figures(where, board.figures, counted)
    yield from _tiles(where, board.tiles, _player_tiles(everybody, findings, key, len(played)))
    subject = {
        "matches": len(played),
        "won": sum(one.won is True for one in played),
        "lost": sum(one.won is False for one in played),
        "points": sum(one.pts for one in played),
        "points_against": sum(one.opp_pts for one in played),
    }
    yield from _cells(f"{where} subject", board.subject, subject)


def _player_tiles(everybody: Everybody, findings: Findings, key: str, played: int) -> dict[str, Cells]:
    strength = everybody.overall["Saves above expected"].get(key)
    tiles = {"finding": findings.tile(key, played)}
    if strength is not None and strength.n >= 40:
        tiles["strength"] = {"n": strength.n, "low": strength.low, "high": strength.high}
    if (change := career.change(everybody, key)) is not None:
        tiles["trend"] = change
    return tiles


def match(
    tape: Tape, rallies: Sequence[Row], shots: Sequence[Row], balls: list[Ball], points: list[Point], board: Board
) -> Iterator[Difference]:
    """One match's session board."""
    where = f"match {tape.log.header.match}"
    yield from _figures(where, board.figures, session(tape, rallies, shots, balls, points))
    seconds, longest = tape.log.entries[-1].t // 240, max((row["hits"] for row in rallies), default=0, key=_number)
    largest = max((swing(row) for row in rallies), default=0.0)
    tiles: dict[str, Cells] = {
        "length": {"value": f"{seconds // 60}:{seconds % 60:02d}", "n": len(rallies)},
        "longest": {"value": str(longest), "n": len(rallies)},
        "swing": {"value": f"{100 * largest:.1f}", "n": len(rallies)},
    }
    yield from _tiles(where, board.tiles, tiles)


def _number(value: object) -> float:
    return value if isinstance(value, int | float) else 0.0


def _figures(where: str, figures: Sequence[Figure], counted: Tables) -> Iterator[Difference]:
    published = {figure.id: figure for figure in figures}
    for name in counted.keys() ^ published.keys():
        yield Difference(where, name, name in published, name in counted)
    for name in sorted(counted.keys() & published.keys()):
        yield from _figure(f"{where} {name}", published[name], counted[name])


def _figure(where: str, figure: Figure, counted: Sequence[Cells]) -> Iterator[Difference]:
    columns = [column.key for column in figure.table.columns]
    if len(figure.table.rows) != len(counted):
        yield Difference(where, "rows", len(figure.table.rows), len(counted))
        return
    for number, (row, mine) in enumerate(zip(figure.table.rows, counted, strict=True)):
        yield from _cells(f"{where} row {number}", dict(zip(columns, row, strict=True)), mine)


def _tiles(where: str, tiles: Sequence[Tile], counted: Mapping[str, Cells]) -> Iterator[Difference]:
    for tile in tiles:
        if tile.key in counted:
            published = {"value": tile.value, "n": tile.n, "low": tile.low, "high": tile.high}
            yield from _cells(f"{where} tile {tile.key}", published, counted[tile.key])


def _cells(where: str, published: Mapping[str, object], counted: Mapping[str, object]) -> Iterator[Difference]:
    for column, value in counted.items():
        if not same(published.get(column), value, near=SHOWN):
            yield Difference(where, column, published.get(column), value)
