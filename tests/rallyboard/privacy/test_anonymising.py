"""Anonymising: once for however many ask at once, and told by mail."""

import asyncio

from sqlalchemy import func, select

from rallyboard.accounts.caller import SCOPES, Caller
from rallyboard.app.house import House
from rallyboard.players.models import Player
from tests.kit.postbox import Postbox
from tests.kit.waiting import until
from tests.rallyboard.accounts.desk import registered


async def players(house: House) -> int:
    async with house.database.reading() as session:
        return int((await session.execute(select(func.count()).select_from(Player))).scalar_one())


async def test_of_twenty_who_ask_at_once_one_makes_a_new_player(house: House, postbox: Postbox) -> None:
    opened = await registered(house, postbox)
    caller = Caller(opened.account.id, opened.account.player_key, "player", opened.session_id, True, SCOPES)
    before = await players(house)
    await asyncio.gather(*(house.erasure.anonymise(caller) for _ in range(20)))
    await until(house.jobs.idle)
    assert await players(house) == before + 1
    assert [letter.subject for letter in postbox.all()] == ["Your player was made anonymous"]
