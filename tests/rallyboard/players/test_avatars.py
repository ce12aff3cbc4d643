import asyncio

import pytest
from sqlalchemy import select

from rallyboard.app.house import House
from rallyboard.db.engine import Database
from rallyboard.players.avatars import Avatars
from rallyboard.players.errors import NoAvatar, NoSuchPlayer, PictureRefused, TooManyPictures
from rallyboard.players.models import Picture
from tests.rallyboard.players.pictures.corpus import HOSTILE, drawn

NOBODY = "00000000-0000-0000-0000-000000000000"


async def kept(house: House) -> list[str]:
    """The ids of all pictures that there are."""
    async with house.database.reading() as session:
        return sorted((await session.execute(select(Picture.id))).scalars())


async def test_a_new_picture_takes_the_place_of_the_old_one(house: House, holder) -> None:
    ada = await holder("Ada")
    first = (await house.avatars.put(ada.key, drawn("PNG"))).avatar
    second = (await house.avatars.put(ada.key, drawn("JPEG"))).avatar
    assert first != second
    assert await kept(house) == [second]
    assert (await house.avatars.read(second))[8:12] == b"WEBP"


async def test_five_at_once_leave_one_picture_and_the_row_that_names_it(house: House, holder) -> None:
    ada = await holder("Ada")
    sent = await asyncio.gather(*(house.avatars.put(ada.key, drawn()) for _ in range(5)))
    shown = (await house.players.get(ada.key)).avatar
    assert shown in [player.avatar for player in sent]
    assert await kept(house) == [shown]


async def test_a_picture_taken_away_is_gone_and_twice_is_no_error(house: House, holder) -> None:
    ada = await holder("Ada")
    name = (await house.avatars.put(ada.key, drawn())).avatar
    for _ in range(2):
        await house.avatars.remove(ada.key)
    assert (await kept(house), (await house.players.get(ada.key)).avatar) == ([], None)
    for gone in (name, None):
        with pytest.raises(NoAvatar):
            await house.avatars.read(gone)


async def test_a_refused_picture_changes_nothing_and_leaves_none(house: House, holder) -> None:
    ada = await holder("Ada")
    name = (await house.avatars.put(ada.key, drawn())).avatar
    with pytest.raises(PictureRefused):
        await house.avatars.put(ada.key, HOSTILE["a moving PNG"]())
    with pytest.raises(NoSuchPlayer):
        await house.avatars.put(NOBODY, drawn())
    assert (await kept(house), (await house.players.get(ada.key)).avatar) == ([name], name)


async def test_who_sends_many_has_to_wait(house: House, holder) -> None:
    ada = await holder("Ada")
    for _ in range(5):
        await house.avatars.put(ada.key, drawn())
    with pytest.raises(TooManyPictures) as refusal:
        await house.avatars.put(ada.key, drawn())
    assert refusal.value.retry_after >= 1


async def test_workers_with_folders_of_their_own_show_the_same_picture(house: House, holder) -> None:
    ada = await holder("Ada")
    database = Database(house.settings.site_database)
    other = Avatars(database, house.settings.data / "elsewhere")
    name = (await house.avatars.put(ada.key, drawn())).avatar
    assert await other.read(name) == await house.avatars.read(name)
    await other.remove(ada.key)
    with pytest.raises(NoAvatar):
        await house.avatars.read(name)
    other.close()
    await database.close()


async def test_only_an_id_of_ours_opens_one(house: House) -> None:
    for name in ("../site.sqlite3", "", "x" * 32, "0" * 31, "/etc/passwd", "..", "0" * 32 + "\n"):
        with pytest.raises(NoAvatar):
            await house.avatars.read(name)
