"""What both boards are counted from, kept small: every ball, point and match of every player."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from rallyboard.recount.shots import Row
from rallyboard.recount.tape import Tape


@dataclass(frozen=True, slots=True)
class Ball:
    """One serve or contact opportunity, by its owner; names and units as in `fct_shot`."""

    match: str
    rally: int
    slot: int
    serve: bool
    made: bool
    px: float | None
    opp_px: float | None
    opp_made: bool | None
    need: float | None
    rt: float | None
    off: float | None
    zone: int
    opp_zone: int | None
    speed: float | None
    bounces: int | None
    slack: float | None


@dataclass(frozen=True, slots=True)
class Point:
    """One finished rally, seen by one side; `vy` is the serve's vertical speed."""

    match: str
    rally: int
    slot: int
    opponent: str
    served: bool
    won: bool
    hits: int
    vy: float


@dataclass(frozen=True, slots=True)
class Played:
    """One match of one player, in the order they began."""

    match: str
    began: str
    seq: int
    opponent: str
    won: bool | None
    pts: int
    opp_pts: int


@dataclass(slots=True)
class Stock:
    """Per player key, everything; filled match by match."""

    balls: dict[str, list[Ball]] = field(default_factory=lambda: defaultdict[str, list[Ball]](list))
    points: dict[str, list[Point]] = field(default_factory=lambda: defaultdict[str, list[Point]](list))
    played: dict[str, list[Played]] = field(default_factory=lambda: defaultdict[str, list[Played]](list))

    def add(self, tape: Tape, rally_rows: Sequence[Row], shot_rows: Sequence[Row], sides: Sequence[Row]) -> None:
        """Take in one recounted match."""
        seats = {seat.slot: seat.player_key for seat in tape.log.header.players}
        for row in shot_rows:
            self.balls[str(row["player_id"])].append(_ball(row))
        serves = {row["rally_no"]: row["out_vy"] for row in shot_rows if row["kind"] == "serve"}
        for rally in rally_rows:
            if rally["winner_slot"] is not None:
                for slot in (0, 1):
                    self.points[seats[slot]].append(_point(rally, slot, seats[1 - slot], serves[rally["rally_no"]]))
        for side in sides:
            self.played[str(side["player_id"])].append(_played(tape, side, sum(map(len, self.played.values()))))


def _ball(row: Row) -> Ball:
    return Ball(
        match=str(row["match_id"]),
        rally=cast("int", row["rally_no"]),
        slot=cast("int", row["slot"]),
        serve=row["kind"] == "serve",
        made=bool(row["made"]),
        px=cast("float | None", row["px"]),
        opp_px=cast("float | None", row["opp_px"]),
        opp_made=cast("bool | None", row["opp_made"]),
        need=cast("float | None", row["need"]),
        rt=cast("float | None", row["rt"]),
        off=cast("float | None", row["off"]),
        zone=cast("int", row["landing_zone"]),
        opp_zone=cast("int | None", row["opp_zone"]),
        speed=cast("float | None", row["in_speed"]),
        bounces=cast("int | None", row["bounces"]),
        slack=cast("float | None", row["slack"]),
    )


def _point(rally: Row, slot: int, opponent: str, vy: object) -> Point:
    return Point(
        match=str(rally["match_id"]),
        rally=cast("int", rally["rally_no"]),
        slot=slot,
        opponent=opponent,
        served=rally["server_slot"] == slot,
        won=rally["winner_slot"] == slot,
        hits=cast("int", rally["hits"]),
        vy=cast("float", vy),
    )


def _played(tape: Tape, side: Row, seq: int) -> Played:
    return Played(
        match=tape.log.header.match,
        began=tape.log.header.started_at,
        seq=seq,
        opponent=str(side["opp_id"]),
        won=cast("bool | None", side["won"]),
        pts=cast("int", side["pts"]),
        opp_pts=cast("int", side["opp_pts"]),
    )
