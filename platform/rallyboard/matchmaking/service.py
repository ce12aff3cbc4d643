"""The matchmaker: opens matches, seats players, never the same seat twice."""

import asyncio
import secrets
from datetime import UTC, datetime

import msgspec
from uuid_utils import uuid7

from game_engine.bots.roster import ROSTER, Bot
from game_engine.rulesets import RULESETS
from rallyboard.arena import repository
from rallyboard.arena.errors import MatchOver, NoSuchBot, NoSuchRuleset, SeatTaken
from rallyboard.arena.fixture import Fixture, SeatPlan, bot_seat, unpack
from rallyboard.arena.schemas import MatchCard
from rallyboard.arena.service import Arena
from rallyboard.db.engine import Database
from rallyboard.matchmaking.errors import AliasMissing, NoSuchInvitation
from rallyboard.matchmaking.invitations import Invitations, Stamps, invite_hash
from rallyboard.matchmaking.rates import Openings
from rallyboard.matchmaking.schemas import NewMatch
from rallyboard.players.models import Player
from rallyboard.players.roster import bot_key
from rallyboard.players.service import Players

USUAL_LEVEL = 3


class Matchmaker:
    """Answers every wish with a card of the match that fulfils it."""

    def __init__(self, arena: Arena, players: Players, database: Database, stamps: Stamps) -> None:
        self._arena, self._players, self._database = arena, players, database
        self._invitations = Invitations(stamps)
        self.openings = Openings()
        arena.invited = self._invitations.shown
        # Two visitors who want a quick match at once shall find each other, not open one each.
        self._quick = asyncio.Lock()

    async def open(self, host: Player, wish: NewMatch) -> MatchCard:
        """A new match for `host`; raises what names the wrong part of the wish."""
        check_ruleset(wish.ruleset)
        await self._arena.make_room(host.key)
        match wish.mode:
            case "bot":
                return await self._open(host, wish, opponent_seat(wish))
            case "local":
                return await self._open(host, wish, await self._neighbour(wish))
            case "casual":
                return await self._open(host, wish, None)

    async def _open(self, host: Player, wish: NewMatch, other: SeatPlan | None) -> MatchCard:
        fixture = new_fixture(wish.mode, wish.ruleset, (SeatPlan(host.key, host.kind), other))
        if wish.mode == "casual":
            code = self._invitations.issue(fixture.match_id)
            await self._arena.open(fixture, invite_hash=invite_hash(code), public=wish.open)
        else:
            await self._arena.open(fixture)
        return await self._arena.card(fixture.match_id, host.key)

    async def _neighbour(self, wish: NewMatch) -> SeatPlan:
        if wish.alias2 is None:
            raise AliasMissing("Give the second player's name as alias2.", field="alias2")
        player = await self._players.arrive_beside(wish.alias2)
        return SeatPlan(player.key, player.kind)

    async def quick(self, player: Player, ruleset: str) -> MatchCard:
        """A seat beside whoever has waited longest, or a new open match; raises NoSuchRuleset."""
        check_ruleset(ruleset)
        async with self._quick:
            async with self._database.reading() as session:
                waiting = [row.id for row in await repository.waiting_open(session, ruleset)]
                hosts = {seat.match_id: seat.player_key for seat in await repository.seats(session, waiting)}
            for match_id in waiting:
                if hosts.get(match_id) == player.key:
                    return await self._arena.card(match_id, player.key)
                if self._arena.present(match_id):
                    return await self._join(match_id, player)
            return await self.open(player, NewMatch("casual", ruleset, open=True))

    async def invitation(self, code: str, viewer_key: str | None) -> MatchCard:
        """The match an invitation is for; raises NoSuchInvitation."""
        return await self._arena.card(await self._invited(code), viewer_key)

    async def accept(self, code: str, player: Player) -> MatchCard:
        """The free seat is the player's; raises NoSuchInvitation, SeatTaken, MatchOver."""
        return await self._join(await self._invited(code), player)

    async def _invited(self, code: str) -> str:
        hashed = invite_hash(code)
        if hashed is not None:
            async with self._database.reading() as session:
                row = await repository.by_invite(session, hashed)
            if row is not None:
                return row.id
        raise NoSuchInvitation("The invitation is used up or was never made; ask for a new link.")

    async def _join(self, match_id: str, player: Player) -> MatchCard:
        fixture = await self._seated(match_id, player)
        await self._arena.seat(fixture)
        return await self._arena.card(match_id, player.key)

    async def _seated(self, match_id: str, player: Player) -> Fixture:
        async with self._database.transaction() as session:
            row = await repository.hold(session, match_id)
            if row is None or row.status not in repository.OPEN:
                raise MatchOver("This match is over; open a new one.")
            fixture = unpack(row.header.encode())
            if fixture.slots_of(player.key):
                return fixture
            if row.status != "waiting" or fixture.full:
                raise SeatTaken("Somebody was faster; you can still watch.")
            fixture = fixture.seated(1, SeatPlan(player.key, player.kind))
            row.header, row.open = msgspec.json.encode(fixture).decode(), False
            await repository.take_seat(session, match_id, 1, player.key)
            return fixture


def check_ruleset(ruleset: str) -> None:
    """Raises NoSuchRuleset."""
    if ruleset not in RULESETS:
        raise NoSuchRuleset(f"Choose one of {', '.join(RULESETS)}.", field="ruleset")


def new_fixture(mode: str, ruleset: str, seats: tuple[SeatPlan | None, SeatPlan | None]) -> Fixture:
    """A match that nobody has played yet; chance says who serves first."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    return Fixture(str(uuid7()), mode, ruleset, secrets.randbelow(2), now, seats)


def opponent_seat(wish: NewMatch) -> SeatPlan:
    """The bot asked for, or any of the level asked for; raises NoSuchBot."""
    if wish.opponent is not None and wish.opponent not in ROSTER:
        raise NoSuchBot("Choose a house bot from GET /api/v1/bots.", field="opponent")
    chosen: Bot = ROSTER[wish.opponent] if wish.opponent is not None else _any_of(wish.level or USUAL_LEVEL)
    return bot_seat(chosen, bot_key(chosen.slug))


def _any_of(level: int) -> Bot:
    return secrets.choice([bot for bot in ROSTER.values() if bot.level == level])
