"""Match history and tallies over matches put into the database as they are stored when they end."""

from uuid import uuid4

import pytest

from rallyboard.app.house import House
from rallyboard.arena.models import Match, Seat
from rallyboard.arena.tally import Tally
from rallyboard.arena.wanted import Wanted
from rallyboard.players.models import Player
from rallyboard.players.schemas import Record

PLAYED = [
    ("a", "classic-5", "finished", ("ada", "bob"), 0),
    ("b", "classic-11", "finished", ("ada", "bob"), 1),
    ("c", "classic-5", "finished", ("eve", "ada"), 1),
    ("d", "classic-5", "void", ("ada", "bob"), None),
    ("e", "classic-5", "live", ("bob", "ada"), None),
    ("f", "classic-5", "finished", ("bob", "eve"), 0),
]
"""Name, ruleset, status, who sat where, and which seat won."""
HISTORIES: list[tuple[dict[str, str], str]] = [
    ({}, "fedcba"),
    ({"player": "ada"}, "edcba"),
    ({"player": "ada", "result": "won"}, "ca"),
    ({"player": "ada", "result": "lost"}, "b"),
    ({"player": "ada", "opponent": "bob"}, "edba"),
    ({"player": "ada", "opponent": "bob", "result": "won"}, "a"),
    ({"player": "bob", "opponent": "eve"}, "f"),
    ({"player": "ada", "ruleset": "classic-11"}, "b"),
    ({"player": "ada", "status": "finished", "ruleset": "classic-5"}, "ca"),
    ({"player": "eve", "result": "won", "status": "live"}, ""),
]
"""What is asked for, and the names of the matches that are found, newest first."""


@pytest.fixture
async def people(house: House) -> dict[str, Player]:
    players = {name: (await house.players.arrive(name.title()))[0] for name in ("ada", "bob", "eve")}
    async with house.database.transaction() as session:
        for number, (name, ruleset, status, seats, winner) in enumerate(PLAYED):
            match = Match(
                id=str(uuid4()), mode="casual", ruleset=ruleset, rules="pong/1", rules_sha=name, status=status,
                created_at=f"2026-11-0{number + 1}T00:00:00+00:00", winner_slot=winner,
            )  # fmt: skip
            session.add(match)
            await session.flush()
            session.add_all(
                Seat(match_id=match.id, slot=slot, player_key=players[who].key) for slot, who in enumerate(seats)
            )
    return players


async def found(house: House, people: dict[str, Player], **wanted: str) -> str:
    """The names of the matches found, newest first; players are named as in PLAYED."""
    keys = {name: people[value].key if value in people else value for name, value in wanted.items()}
    items, total = await house.arena.cards(None, Wanted(**keys), limit=10, offset=0)
    assert total == len(items)
    async with house.database.reading() as session:
        return "".join([(await session.get(Match, item.id)).rules_sha for item in items])


async def test_every_filter_narrows(house: House, people: dict[str, Player]) -> None:
    for wanted, names in HISTORIES:
        assert await found(house, people, **wanted) == names, wanted


async def test_a_tally_counts_what_was_finished(house: House, people: dict[str, Player]) -> None:
    tally = Tally(house.database)
    assert await tally.of(people["ada"].key) == Record(2, 1)
    assert await tally.of(people["bob"].key) == Record(2, 1)
    assert await tally.of("nobody") == Record(0, 0)
    assert (await house.profiles.of(people["eve"].slug, None)).record == Record(0, 2)
