"""Which matches are wanted: by their state and rules, by who played and how it ended for them."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, exists

from rallyboard.arena.models import Match, Seat

Result = Literal["won", "lost"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Every field narrows. Players are named by key; `opponent` and `result` are those of `player`."""

    status: str | None = None
    ruleset: str | None = None
    player: str | None = None
    opponent: str | None = None
    result: Result | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """What a row of `match` has to fulfil."""
        wanted: list[ColumnElement[bool]] = []
        if self.status is not None:
            wanted.append(Match.status == self.status)
        if self.ruleset is not None:
            wanted.append(Match.ruleset == self.ruleset)
        if self.player is not None:
            wanted.append(_sits(self.player, *self._ended()))
        if self.opponent is not None:
            wanted.append(_sits(self.opponent))
        return wanted

    def _ended(self) -> list[ColumnElement[bool]]:
        if self.result is None:
            return []
        won = Seat.slot == Match.winner_slot
        return [Match.status == "finished", won if self.result == "won" else Seat.slot != Match.winner_slot]


def _sits(player_key: str, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(Seat.match_id == Match.id, Seat.player_key == player_key, *more)
