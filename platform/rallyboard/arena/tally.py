"""The tally: how many finished matches a player won and lost."""

from sqlalchemy import case, func, select

from rallyboard.arena.models import Match, Seat
from rallyboard.db.engine import Database
from rallyboard.players.schemas import Record


class Tally:
    """Counted when it is asked for: a profile shows it once, a board counts in the warehouse."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, player_key: str) -> Record:
        """Wins and losses; zeros for somebody who finished nothing."""
        won = func.coalesce(func.sum(case((Seat.slot == Match.winner_slot, 1), else_=0)), 0)
        query = select(won, func.count()).select_from(Seat).join(Match, Match.id == Seat.match_id)
        finished = query.where(
            Seat.player_key == player_key, Match.status == "finished", Match.winner_slot.is_not(None)
        )
        async with self._database.reading() as session:
            wins, played = (await session.execute(finished)).one()
        return Record(int(wins), int(played) - int(wins))
