"""Every number of a player's board, counted from the stock: no filters, everybody else as peers."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rallyboard.recount.measures import (
    MEASURES,
    NEED,
    OFFSET,
    REACTION,
    SPARE,
    SPEED,
    Measure,
    band,
    everything,
    items,
)
from rallyboard.recount.stock import Ball, Point, Stock
from rallyboard.recount.tables import FIRM, Cells, Cut, Tables, cells, firm, share
from rallyboard.recount.tally import Item, Tally, tally, wilson


def spare(one: Ball | Point) -> int | None:
    """Time to spare."""
    return band(one.slack, SPARE) if isinstance(one, Ball) else None


def landed(one: Ball | Point) -> int | None:
    """Where the own shot landed."""
    return one.opp_zone if isinstance(one, Ball) else None


def came(one: Ball | Point) -> int | None:
    """Where the ball came."""
    return one.zone if isinstance(one, Ball) else None


def fast(one: Ball | Point) -> int | None:
    """How fast it came."""
    return band(one.speed, SPEED) if isinstance(one, Ball) else None


def walls(one: Ball | Point) -> int | None:
    """Wall bounces, three and more together."""
    return band(one.bounces, (1, 2, 3)) if isinstance(one, Ball) else None


def distance(one: Ball | Point) -> int | None:
    """How far beyond reach."""
    return band(one.need, NEED) if isinstance(one, Ball) else None


def reacted(one: Ball | Point) -> int | None:
    """Reaction time by 100 ms."""
    return band(one.rt, REACTION) if isinstance(one, Ball) else None


def offset(one: Ball | Point) -> int | None:
    """Place on the paddle."""
    return band(one.off, OFFSET) if isinstance(one, Ball) else None


def length(one: Ball | Point) -> int | None:
    """Rally length."""
    return band(one.hits, (5, 10)) if isinstance(one, Point) else None


def serving(one: Ball | Point) -> int | None:
    """Serving 0, receiving 1."""
    return int(not one.served) if isinstance(one, Point) else None


def direction(one: Ball | Point) -> int | None:
    """Serve up 0, flat 1, down 2."""
    return 1 + (one.vy > 0) - (one.vy < 0) if isinstance(one, Point) else None


SPLITS: tuple[tuple[str, str, Cut, int], ...] = (
    ("save-curve", "Saves", spare, 14),
    ("targets", "Saves against", landed, 6),
    ("lengths", "Points won", length, 3),
    ("serving", "Points won", serving, 2),
    ("serves", "Aces", direction, 3),
    ("reaction", "Reaction time", distance, 4),
    ("errors", "Unforced errors", came, 6),
    ("bounces", "Saves above expected", walls, 4),
    ("pressure", "Shot pressure", offset, 7),
)
SPREADS: tuple[tuple[str, str, Cut, int], ...] = (
    ("reaction-spread", "Reaction time", reacted, 16),
    ("contacts", "Contact control", offset, 7),
)


@dataclass
class Everybody:
    """All players' items by measure and cut, made once for all boards."""

    stock: Stock

    @cached_property
    def splits(self) -> dict[str, dict[str, dict[int, list[Item]]]]:
        """Figure id -> player -> band -> items."""
        return {figure: self.by_player(MEASURES[name], cut) for figure, name, cut, _ in (*SPLITS, *SPREADS)}

    def by_player(self, measure: Measure, cut: Cut) -> dict[str, dict[int, list[Item]]]:
        """One measure's items of every player."""
        players = self.stock.played
        return {key: items(measure, self.stock.balls[key], self.stock.points[key], cut) for key in players}

    @cached_property
    def overall(self) -> dict[str, dict[str, Tally]]:
        """Measure -> player -> the number without any split."""
        return {name: self._whole(measure) for name, measure in MEASURES.items()}

    def _whole(self, measure: Measure) -> dict[str, Tally]:
        found = {key: groups.get(0, []) for key, groups in self.by_player(measure, everything).items()}
        tallies = {key: tally(measure.kind, measure.scale, each) for key, each in found.items()}
        return {key: each for key, each in tallies.items() if each is not None}

    def others(self, figure: str, player: str, place: int) -> list[float]:
        """The values of all other players in one band."""
        found = self.splits[figure].items()
        return [value for key, groups in found if key != player for _, value in groups.get(place, ())]


def tables(everybody: Everybody, player: str) -> Tables:
    """Figure id -> rows, for the figures that split one number by bands."""
    found: Tables = {}
    for figure, name, _, width in SPLITS:
        found[figure] = [_split(everybody, figure, MEASURES[name], player, place) for place in range(width)]
    for figure, _, _, width in SPREADS:
        found[figure] = _spread(everybody, figure, player, width)
    found["save-map"] = _save_map(everybody, player)
    found["placement"] = _placement(everybody, player)
    found["rivals"] = _rivals(everybody, player)
    return found


def _split(everybody: Everybody, figure: str, measure: Measure, player: str, place: int) -> Cells:
    own = tally(measure.kind, measure.scale, everybody.splits[figure][player].get(place, []))
    rest = everybody.others(figure, player, place)
    middle = statistics.median if measure.kind == "median" else statistics.fmean
    return cells(own) | {"others": middle(rest) * measure.scale if rest else None, "others_n": len(rest)}


def _spread(everybody: Everybody, figure: str, player: str, width: int) -> list[Cells]:
    own = [len(everybody.splits[figure][player].get(place, ())) for place in range(width)]
    rest = [len(everybody.others(figure, player, place)) for place in range(width)]
    whole = sum(rest)
    return [
        share(own[place], sum(own)) | {"others": 100 * rest[place] / whole if whole else None, "others_n": rest[place]}
        for place in range(width)
    ]


def _save_map(everybody: Everybody, player: str) -> list[Cells]:
    measure = MEASURES["Saves above expected"]

    def cell(one: Ball | Point) -> int | None:
        zone, speed = came(one), fast(one)
        return None if zone is None or speed is None else 5 * zone + speed

    found = items(measure, everybody.stock.balls[player], (), cell)
    return [firm(tally(measure.kind, measure.scale, found.get(place, []))) for place in range(30)]


def _placement(everybody: Everybody, player: str) -> list[Cells]:
    measure = MEASURES["Saves against"]

    def cell(one: Ball | Point) -> int | None:
        placed = landed(one)
        return 6 * one.zone + placed if isinstance(one, Ball) and placed is not None else None

    found = items(measure, everybody.stock.balls[player], (), cell)
    n = [[len(found.get(6 * struck + placed, ())) for placed in range(6)] for struck in range(6)]
    whole = [sum(row[placed] for row in n) for placed in range(6)]
    return [share(count, sum(row), FIRM) for row in (*n, whole) for count in row]


def _rivals(everybody: Everybody, player: str) -> list[Cells]:
    met: dict[str, list[Point]] = {}
    for point in everybody.stock.points[player]:
        met.setdefault(point.opponent, []).append(point)
    most = sorted(met.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:12]
    return [_rival(key, points) for key, points in most]


def _rival(key: str, points: Sequence[Point]) -> Cells:
    won, n = sum(point.won for point in points), len(points)
    ends = wilson(won, n) or (0.0, 0.0)
    return {
        "key": key,
        "value": 100 * won / n,
        "low": 100 * ends[0],
        "high": 100 * ends[1],
        "n": n,
        "matches": len({point.match for point in points}),
    }
