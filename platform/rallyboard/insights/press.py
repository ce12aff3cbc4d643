"""The press: makes boards out of the warehouse, one at a time in the thread that asks. No event loop in sight."""

from collections.abc import Callable, Generator, Hashable, Mapping
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from msgspec.structs import replace

from dashboards import listings
from dashboards.boards import parts, player_board, session_board
from dashboards.filters import Filters
from dashboards.freshness import Freshness, version
from dashboards.population import Population
from dashboards.shape import Board
from rallyboard.insights.shelf import Shelf

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from etl.freshness import Freshness as Loaded


class Press:
    """`cursor` and `freshness` are the worker's; both raise StatisticsNotReady until the warehouse is open."""

    def __init__(self, cursor: Callable[[], "DuckDBPyConnection"], freshness: Callable[[], "Loaded"]) -> None:
        self._cursor = cursor
        self._freshness = freshness
        self._shelf = Shelf()
        self._population = Population()

    def freshness(self) -> Freshness:
        """How far the warehouse is behind the finished matches."""
        now = self._freshness()
        return Freshness(now.offset, now.behind, now.loaded_at, now.matches, now.rejects, now.state)

    def met(self, player: str) -> set[str]:
        """The keys of everybody the player ever met."""
        with closing(self._cursor()) as cursor:
            return {each.opponent for each in listings.played(cursor, player, Filters())}

    def holds(self, match_id: str) -> bool:
        """Whether the match has been loaded."""
        with closing(self._cursor()) as cursor:
            return listings.match(cursor, match_id) is not None

    def player(self, player: str, filters: Filters, names: Mapping[str, str]) -> Board:
        """The player's board, new or as kept; freshness is always of now."""
        key = ("player", player, filters, tuple(sorted(names.items())))
        fresh = self.freshness()
        with self._snapshot() as cursor:
            at = version(cursor)
            board = self._shelf.get(at, key) or player_board(cursor, player, filters, names, fresh, self._population)
        return self._shelved(at, key, board, fresh)

    def match(self, match_id: str, names: Mapping[str, str]) -> Board | None:
        """The match's board, new or as kept; None while it is not loaded."""
        key = ("match", match_id, tuple(sorted(names.items())))
        fresh = self.freshness()
        with self._snapshot() as cursor:
            at = version(cursor)
            board = self._shelf.get(at, key) or session_board(cursor, match_id, names, fresh)
        return None if board is None else self._shelved(at, key, board, fresh)

    @contextmanager
    def _snapshot(self) -> Generator["DuckDBPyConnection", None, None]:
        """A cursor that sees one state of the data, whatever is loaded meanwhile: a board never mixes two."""
        with closing(self._cursor()) as cursor:
            cursor.begin()
            try:
                yield cursor
            finally:
                cursor.rollback()

    def _shelved(self, at: int, key: Hashable, board: Board, fresh: Freshness) -> Board:
        self._shelf.put(at, key, board)
        return replace(board, freshness=parts.plain(fresh))
