import asyncio

from game_engine.bots.roster import ROSTER
from rallyboard.accounts.service import Guests
from rallyboard.app.house import House
from rallyboard.db.engine import Database
from rallyboard.db.migrate import migrate
from rallyboard.players.roster import bot_key
from rallyboard.players.service import Players
from rallyboard.settings import Settings

FIRST = next(iter(ROSTER.values()))


async def test_every_bot_is_a_player_and_seating_twice_adds_nothing(house: House) -> None:
    bots = await house.players.bots()
    assert {(bot.slug, bot.name, bot.level) for bot in bots} == {
        (bot.slug, bot.name, bot.level) for bot in ROSTER.values()
    }
    assert all(bot.kind == "ai" and bot.about for bot in bots)
    assert await house.players.seat_bots() == 0
    assert len(await house.players.bots()) == len(ROSTER)


async def test_a_bot_renamed_in_the_roster_is_renamed_at_the_next_start(house: House) -> None:
    key = bot_key(FIRST.slug)
    await house.players.rename(key, "Somebody Else")
    await house.players.seat_bots()
    bot = await house.players.get(key)
    assert bot is not None
    assert bot.name == FIRST.name


async def test_servers_that_start_at_once_seat_each_bot_once(settings: Settings) -> None:
    settings.data.mkdir()
    migrate(settings.site_database)
    databases = [Database(settings.site_database) for _ in range(4)]
    seated = await asyncio.gather(*(Players(database, Guests(database)).seat_bots() for database in databases))
    assert sorted(seated) == [0, 0, 0, len(ROSTER)]
    for database in databases:
        await database.close()


def test_a_bot_has_the_same_key_in_every_data_folder() -> None:
    assert bot_key("a-bot") == bot_key("a-bot") == "c897ef54-a07f-5475-bbe8-702fc800dcc9"
    assert len({bot_key(bot.slug) for bot in ROSTER.values()}) == len(ROSTER)
