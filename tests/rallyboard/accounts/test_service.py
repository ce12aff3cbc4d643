from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select, update

from rallyboard.accounts.cookies import GUEST_DAYS
from rallyboard.accounts.models import Guest
from rallyboard.accounts.tokens import new_token
from rallyboard.app.house import House


async def stored(house: House) -> int:
    async with house.database.reading() as session:
        return int((await session.execute(select(func.count()).select_from(Guest))).scalar_one())


async def test_a_token_opens_its_player_until_its_holder_leaves(house: House) -> None:
    player, token = await house.players.arrive("Ada")
    assert await house.guests.player_key(token) == player.key
    await house.guests.leave(token)
    await house.guests.leave(token)
    assert await house.guests.player_key(token) is None


async def test_only_the_hash_is_on_disk(house: House) -> None:
    _, token = await house.players.arrive("Ada")
    await house.database.close()
    for file in house.settings.data.glob("site.sqlite3*"):
        assert token.encode() not in file.read_bytes()


async def test_a_token_nobody_was_given_opens_nothing(house: House) -> None:
    await house.players.arrive("Ada")
    for forged in (None, "", "x" * 43, new_token(), "' OR 1=1 --", "\x00"):
        assert await house.guests.player_key(forged) is None
        await house.guests.leave(forged)


async def test_a_token_expires_and_is_swept_away(house: House) -> None:
    _, token = await house.players.arrive("Ada")
    async with house.database.transaction() as session:
        await session.execute(update(Guest).values(expires_at=datetime.now(UTC).isoformat()))
    assert await house.guests.player_key(token) is None
    await house.players.arrive("Bob")
    assert await stored(house) == 1


async def test_a_token_is_good_for_a_year(house: House) -> None:
    await house.players.arrive("Ada")
    async with house.database.reading() as session:
        guest = (await session.execute(select(Guest))).scalar_one()
    left = datetime.fromisoformat(guest.expires_at) - datetime.now(UTC)
    assert timedelta(days=GUEST_DAYS - 1) < left <= timedelta(days=GUEST_DAYS)
