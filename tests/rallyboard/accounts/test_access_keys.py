"""Access keys: so many for one account, however many are made at once."""

import asyncio

from rallyboard.accounts import access_keys
from rallyboard.accounts.caller import SCOPES, Caller
from rallyboard.accounts.errors import TooManyKeys
from rallyboard.accounts.schemas import KeyWish
from rallyboard.app.house import House
from tests.kit.member import member


async def test_fifty_made_at_once_are_no_more_than_an_account_may_have(house: House, monkeypatch) -> None:
    monkeypatch.setattr(access_keys, "MOST", 20)
    ada = await member(house, "Ada")
    caller, keys = Caller(ada.account_id, ada.player.key, "player", "s", True, SCOPES), house.reception.access_keys
    wishes = [keys.make(caller, KeyWish("program", ["matches:read"])) for _ in range(50)]
    made = await asyncio.gather(*wishes, return_exceptions=True)
    assert {type(one) for one in made if isinstance(one, Exception)} == {TooManyKeys}
    assert len(await keys.of(caller)) == 20
