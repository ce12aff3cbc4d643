"""Boards: asked for on the event loop, made in threads, with the names of players joined at the moment of asking."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from dashboards.filters import Filters
from dashboards.metrics import METRICS
from dashboards.shape import Board, Option
from rallyboard.arena.schemas import MatchCard
from rallyboard.arena.service import Arena
from rallyboard.insights import schemas
from rallyboard.insights.desk import Desk
from rallyboard.insights.errors import BadDates, NotFinished, NothingPlayed
from rallyboard.insights.press import Press
from rallyboard.players.models import Player
from rallyboard.players.service import Players

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from etl.freshness import Freshness as Loaded

PATIENCE_S: Final = 2.5
"""How long a request waits for a match that has just finished to be loaded."""
STEP_S: Final = 0.1


@dataclass(frozen=True, slots=True)
class Wish:
    """A player's board as it is asked for; `opponent` is a player's address, both days count."""

    ruleset: str | None = None
    opponent: str | None = None
    since: date | None = None
    until: date | None = None


class Boards:
    """Making one starts no thread and opens nothing; `cursor` and `freshness` are the worker's."""

    def __init__(
        self,
        cursor: Callable[[], "DuckDBPyConnection"],
        freshness: Callable[[], "Loaded"],
        players: Players,
        arena: Arena,
    ) -> None:
        self._press, self._desk = Press(cursor, freshness), Desk()
        self._players, self._arena = players, arena

    async def of_player(self, slug: str, wish: Wish) -> Board:
        """The board of the player at this address; raises NoSuchPlayer, BadDates, TooBusy."""
        player = await self._players.by_slug(slug)
        filters = await self._filters(wish)
        met = await self._desk.run(lambda: self._press.met(player.key))
        people = await self._players.many({player.key, *met})
        names = {key: person.name for key, person in people.items()}
        board = await self._desk.run(lambda: self._press.player(player.key, filters, names))
        return _addressed(board, player, people)

    async def of_match(self, match_id: str) -> Board | schemas.Pending:
        """The board of a finished match, or that it is not loaded yet even after a short wait.

        Raises NoSuchMatch, NotFinished, NothingPlayed, TooBusy.
        """
        card = await self._arena.card(match_id, None)
        _check_over(card)
        names = {seat.player.key: seat.player.name for seat in card.seats if seat.player is not None}
        if not await self._loaded(match_id):
            fresh = await self.freshness()
            return schemas.Pending("The match is being counted; its board is there in a moment.", fresh.behind)
        board = await self._desk.run(lambda: self._press.match(match_id, names))
        if board is None:
            raise NothingPlayed("The match is over, but no rally of it was counted.")
        return board

    async def freshness(self) -> schemas.Freshness:
        """How far the boards are behind."""
        fresh = await self._desk.run(self._press.freshness)
        at = None if fresh.loaded_at is None else f"{fresh.loaded_at.isoformat()}Z"
        return schemas.Freshness(fresh.offset, fresh.behind, at, fresh.matches, fresh.rejects, fresh.state)

    def close(self) -> None:
        """No further board is made."""
        self._desk.close()

    async def _loaded(self, match_id: str) -> bool:
        """True once the match is loaded, or nothing is left to load; False when patience ends first."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + PATIENCE_S
        while not await self._desk.run(lambda: self._press.holds(match_id)):
            fresh = await self._desk.run(self._press.freshness)
            if not fresh.behind:
                return True
            if loop.time() >= deadline:
                return False
            await asyncio.sleep(STEP_S)
        return True

    async def _filters(self, wish: Wish) -> Filters:
        if wish.since is not None and wish.until is not None and wish.since > wish.until:
            raise BadDates("The first day lies after the last; swap them.", field="from")
        opponent = None if wish.opponent is None else (await self._players.by_slug(wish.opponent)).key
        return Filters(wish.ruleset, opponent, wish.since, wish.until)


def metrics_book() -> list[schemas.Metric]:
    """Every published metric, as it is counted."""
    return [
        schemas.Metric(
            key=one.key, name=one.name, sentence=one.sentence, formula=one.formula, unit=one.unit,
            unit_of_n=one.unit_of_n, show_from=one.show_from, interval=one.interval, version=one.version,
        )
        for one in METRICS.values()
    ]  # fmt: skip


def _check_over(card: MatchCard) -> None:
    if card.status in ("waiting", "live"):
        raise NotFinished("The board begins when the match ends; watch it until then.")
    if card.started_at is None:
        raise NothingPlayed("The match was called off before it began.")


def _addressed(board: Board, player: Player, people: Mapping[str, Player]) -> Board:
    """The board with addresses in place of keys, so that its filters are links."""
    slugs = {key: person.slug for key, person in people.items()}
    offered = [Option(slugs[each.value], each.label) for each in board.filters.opponent if each.value in slugs]
    applied = {name: slugs.get(value, value) for name, value in board.filters.applied.items()}
    subject = board.subject | {"slug": player.slug, "kind": player.kind, "level": player.level}
    return replace(board, subject=subject, filters=replace(board.filters, opponent=offered, applied=applied))
