"""The arena as a whole: opening, ending, storing, and going on after a crash."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from game_engine.bots.roster import ROSTER
from game_engine.codec import decode
from game_engine.replay import replay_log
from rallyboard.app.house import House
from rallyboard.arena import protocol as wire
from rallyboard.arena import repository, service, storing
from rallyboard.arena.errors import ArenaFull, MatchOver, NoSuchMatch, NotFinished, NotYourMatch, TooManyMatches
from rallyboard.arena.fixture import Fixture, SeatPlan, bot_seat
from rallyboard.arena.hearing import hear
from rallyboard.arena.live import Live
from rallyboard.arena.models import Match, MatchLog, Outbox
from rallyboard.arena.service import Arena
from rallyboard.arena.wanted import Wanted
from rallyboard.matchmaking.service import new_fixture
from rallyboard.players.models import Player
from rallyboard.players.roster import bot_key
from rallyboard.settings import Settings
from tests.kit.postgres import Postgres, both
from tests.rallyboard.arena.stage import Ear

BOT = ROSTER["comet"]


site_database = both


@pytest.fixture
def settings(tmp_path: Path, site_database: str) -> Settings:
    return Settings(data=tmp_path / "data", database=site_database, env="test", spectator_delay_ms=0)


@pytest.fixture
async def ada(house: House) -> Player:
    player, _ = await house.players.arrive("Ada")
    return player


def against_bot(player: Player) -> Fixture:
    return new_fixture("bot", "classic-5", (SeatPlan(player.key, "guest"), bot_seat(BOT, bot_key(BOT.slug))))


async def opened(arena: Arena, player: Player) -> tuple[Fixture, Live]:
    fixture = against_bot(player)
    await arena.open(fixture)
    live = await arena.live(fixture.match_id)
    assert live is not None
    return fixture, live


async def resigned(arena: Arena, live: Live) -> None:
    """The human sits down, gives up, and the match is stored."""
    stored = asyncio.Event()
    arena.on_finished.append(lambda match_id: match_id == live.fixture.match_id and stored.set())
    client = live.attach(Ear(), (0,), 0)
    assert client is not None
    hear(live, client, wire.write_client(wire.ResignFrame(1)), arena.now_ns())
    await asyncio.wait_for(stored.wait(), 8)


async def test_a_match_waits_goes_live_and_is_finished_in_the_database(house: House, ada: Player) -> None:
    fixture, live = await opened(house.arena, ada)
    assert (await house.arena.card(fixture.match_id, ada.key)).status == "waiting"
    await resigned(house.arena, live)
    card = await house.arena.card(fixture.match_id, ada.key)
    assert (card.status, card.reason, card.winner_slot, card.your_slots) == ("finished", "resign", 1, [0])
    again = replay_log(decode(await house.arena.log(fixture.match_id)))
    async with house.database.reading() as session:
        row = await session.get(Match, fixture.match_id)
        stored = await session.get(MatchLog, fixture.match_id)
        topics = (
            (await session.execute(select(Outbox.topic).where(Outbox.match_id == fixture.match_id))).scalars().all()
        )
    assert row is not None
    assert stored is not None
    assert row.result_hash == again.match.digest()
    assert topics == ["match.finished"]


async def test_storing_a_result_twice_changes_nothing(house: House, ada: Player) -> None:
    _, live = await opened(house.arena, ada)
    await resigned(house.arena, live)
    await house.arena._store.over(live, house.arena._on_stage.journal)
    async with house.database.reading() as session:
        assert (await session.execute(select(func.count()).select_from(Outbox))).scalar_one() == 1


async def test_tickets_are_for_those_who_may(house: House, ada: Player) -> None:
    fixture, live = await opened(house.arena, ada)
    bob, _ = await house.players.arrive("Bob")
    ticket = await house.arena.ticket(fixture.match_id, ada.key, "play", ada.key)
    assert ticket.socket == f"/ws/matches/{fixture.match_id}"
    allowed = house.arena.redeem(ticket.ticket)
    assert allowed is not None
    assert allowed.player_key == ada.key
    with pytest.raises(NotYourMatch):
        await house.arena.ticket(fixture.match_id, bob.key, "play", bob.key)
    await house.arena.ticket(fixture.match_id, bob.key, "watch", bob.key)
    await house.arena.ticket(fixture.match_id, None, "watch", "127.0.0.1")
    with pytest.raises(NoSuchMatch):
        await house.arena.ticket("nothing", ada.key, "play", ada.key)
    await resigned(house.arena, live)
    with pytest.raises(MatchOver):
        await house.arena.ticket(fixture.match_id, ada.key, "play", ada.key)


async def test_nobody_opens_more_matches_than_they_can_play(
    house: House, ada: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_OPEN", 2)
    for _ in range(2):
        await house.arena.open(against_bot(ada))
    with pytest.raises(TooManyMatches):
        await house.arena.open(against_bot(ada))


async def test_who_opens_many_at_once_gets_no_more_than_who_opens_one_by_one(
    house: House, ada: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_OPEN", 3)
    outcomes = await asyncio.gather(*(house.arena.open(against_bot(ada)) for _ in range(20)), return_exceptions=True)
    assert sum(outcome is None for outcome in outcomes) == 3
    assert all(outcome is None or isinstance(outcome, TooManyMatches) for outcome in outcomes)


async def test_whoever_asks_for_the_log_as_the_match_ends_waits_for_it(house: House, ada: Player) -> None:
    fixture, live = await opened(house.arena, ada)
    async with house.database.transaction() as session:  # nothing can be stored while this lasts
        await repository.hold(session, fixture.match_id)
        resigning = asyncio.create_task(resigned(house.arena, live))
        for _ in range(300):
            if fixture.match_id in house.arena._store._storing:  # the end is synced and told
                break
            await asyncio.sleep(0.01)
        asked = asyncio.create_task(house.arena.log(fixture.match_id))
        await asyncio.sleep(0.05)
        assert not asked.done()
    await resigning
    assert decode(await asked).entries


async def test_what_is_not_there_is_said_to_be_not_there(house: House, ada: Player) -> None:
    fixture, _ = await opened(house.arena, ada)
    with pytest.raises(NotFinished):
        await house.arena.log(fixture.match_id)
    with pytest.raises(NoSuchMatch):
        await house.arena.log("nothing")
    with pytest.raises(NoSuchMatch):
        await house.arena.card("nothing", None)


async def test_after_a_restart_waiting_and_live_matches_are_still_there(house: House, ada: Player) -> None:
    waiting, _ = await opened(house.arena, ada)
    playing, live = await opened(house.arena, ada)
    live.attach(Ear(), (0,), 0)
    await asyncio.sleep(0.1)
    await house.arena.stop()
    await house.arena.start()
    cards = {card.id: card for card in (await house.arena.cards(
        ada.key, Wanted(player=ada.key), limit=10, offset=0))[0]}  # fmt: skip
    assert cards[waiting.match_id].status == "waiting"
    assert cards[playing.match_id].status == "live"
    again = await house.arena.live(playing.match_id)
    assert again is not None
    assert again is not live
    assert again.fixture.seats == playing.seats
    ear = Ear()
    again.attach(ear, (0,), 0)
    assert [type(frame) for frame in ear.frames] == [wire.State, wire.Countdown]


async def test_a_match_finished_in_the_database_is_not_resumed_from_the_journal(house: House, ada: Player) -> None:
    fixture, live = await opened(house.arena, ada)
    await resigned(house.arena, live)
    house.arena._on_stage.journal._seqs[live.play.no] = 99
    await house.arena.stop()
    await house.arena.start()
    assert await house.arena.live(fixture.match_id) is None
    assert house.arena.numbers()["live_matches"] == 0


async def test_a_live_match_that_no_journal_holds_is_void_and_its_players_are_free(house: House, ada: Player) -> None:
    fixture, live = await opened(house.arena, ada)
    live.attach(Ear(), (0,), 0)
    await asyncio.sleep(0.1)
    assert (await house.arena.card(fixture.match_id, None)).status == "live"
    await house.arena.stop()
    for segment in (house.settings.journal_folder / "live").iterdir():
        segment.unlink()
    await house.arena.start()
    card = await house.arena.card(fixture.match_id, None)
    assert (card.status, card.reason, card.winner_slot) == ("void", "void", None)
    with pytest.raises(MatchOver):
        await house.arena.ticket(fixture.match_id, ada.key, "play", ada.key)


async def test_a_match_of_another_server_on_the_same_database_is_left_alone(postgres: Postgres, tmp_path: Path) -> None:
    url = postgres.make()
    first, second = (House(Settings(data=tmp_path / name, database=url, env="test", etl=False)) for name in "ab")
    async with running(first):
        ada, _ = await first.players.arrive("Ada")
        fixture, live = await opened(first.arena, ada)
        live.attach(Ear(), (0,), 0)
        await became_live(first, fixture)
        async with running(second):
            assert (await second.arena.card(fixture.match_id, None)).status == "live"
        await resigned(first.arena, live)
        assert (await first.arena.card(fixture.match_id, None)).status == "finished"


async def test_a_match_of_a_server_that_never_came_back_is_void_after_a_day(house: House, ada: Player) -> None:
    fixture, live = await opened(house.arena, ada)
    live.attach(Ear(), (0,), 0)
    await became_live(house, fixture)
    long_ago = (datetime.now(UTC) - timedelta(hours=storing.WAITING_HOURS + 1)).isoformat()
    async with house.database.transaction() as session:
        await session.execute(update(Match).where(Match.id == fixture.match_id).values(started_at=long_ago))
    await house.arena._store.sweep()
    assert (await stored(house, fixture)).status == "live", "it is ours, however long it lasts"
    house.arena._store.home = "another"
    await house.arena._store.sweep()
    assert (await stored(house, fixture)).status == "void"


@asynccontextmanager
async def running(house: House) -> AsyncIterator[None]:
    house.open()
    await house.start()
    yield
    await house.stop()
    house.close()


async def stored(house: House, fixture: Fixture) -> Match:
    async with house.database.reading() as session:
        row = await session.get(Match, fixture.match_id)
    assert row is not None
    return row


async def became_live(house: House, fixture: Fixture) -> None:
    for _ in range(100):
        if (await stored(house, fixture)).status == "live":
            return
        await asyncio.sleep(0.02)
    raise AssertionError("the match never became live in the database")


async def test_the_database_takes_a_match_for_live_only_once_the_journal_has_it(house: House, ada: Player) -> None:
    fixture, live = await opened(house.arena, ada)
    with house.arena._on_stage.journal._io:  # nothing can be written while this lasts
        live.attach(Ear(), (0,), 0)
        await asyncio.sleep(0.1)
        assert (await house.arena.card(fixture.match_id, None)).status == "live"  # as the arena itself knows
        assert (await stored(house, fixture)).status == "waiting"
    await became_live(house, fixture)


async def test_matches_that_nobody_joined_for_a_day_are_void(house: House, ada: Player) -> None:
    fixture, _ = await opened(house.arena, ada)
    long_ago = (datetime.now(UTC) - timedelta(hours=storing.WAITING_HOURS + 1)).isoformat()
    async with house.database.transaction() as session:
        await session.execute(update(Match).where(Match.id == fixture.match_id).values(created_at=long_ago))
    await house.arena.stop()
    await house.arena.start()
    for _ in range(200):
        if (await house.arena.card(fixture.match_id, None)).status == "void":
            break
        await asyncio.sleep(0.02)
    assert await house.arena.live(fixture.match_id) is None


async def test_while_saving_fails_no_new_match_begins(house: House, ada: Player) -> None:
    house.arena._on_stage.journal.failure = OSError("full")
    with pytest.raises(ArenaFull):
        await house.arena.open(against_bot(ada))
    house.arena._on_stage.journal.failure = None
    await house.arena.open(against_bot(ada))


async def test_a_stopped_arena_says_so(house: House, ada: Player) -> None:
    await house.arena.stop()
    await house.arena.stop()
    with pytest.raises(ArenaFull):
        await house.arena.open(against_bot(ada))
    await house.arena.start()
