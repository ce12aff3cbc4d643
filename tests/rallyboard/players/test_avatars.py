import asyncio
from pathlib import Path

import pytest

from rallyboard.app.house import House
from rallyboard.players.errors import NoAvatar, NoSuchPlayer, PictureRefused, TooManyPictures
from tests.rallyboard.players.pictures.corpus import HOSTILE, drawn

NOBODY = "00000000-0000-0000-0000-000000000000"


def files(house: House) -> list[str]:
    return sorted(path.name for path in Path(house.settings.avatar_folder).iterdir())


async def test_a_new_picture_takes_the_place_of_the_old_one(house: House, holder) -> None:
    ada = await holder("Ada")
    first = (await house.avatars.put(ada.key, drawn("PNG"))).avatar
    second = (await house.avatars.put(ada.key, drawn("JPEG"))).avatar
    assert first != second
    assert files(house) == [f"{second}.webp"]
    assert (await house.avatars.read(second))[8:12] == b"WEBP"


async def test_ten_at_once_leave_one_file_and_the_row_that_names_it(house: House, holder) -> None:
    ada = await holder("Ada")
    sent = await asyncio.gather(*(house.avatars.put(ada.key, drawn()) for _ in range(5)))
    shown = (await house.players.get(ada.key)).avatar
    assert shown in [player.avatar for player in sent]
    assert files(house) == [f"{shown}.webp"]


async def test_a_picture_taken_away_is_gone_and_twice_is_no_error(house: House, holder) -> None:
    ada = await holder("Ada")
    name = (await house.avatars.put(ada.key, drawn())).avatar
    for _ in range(2):
        await house.avatars.remove(ada.key)
    assert (files(house), (await house.players.get(ada.key)).avatar) == ([], None)
    for gone in (name, None):
        with pytest.raises(NoAvatar):
            await house.avatars.read(gone)


async def test_a_refused_picture_changes_nothing_and_leaves_no_file(house: House, holder) -> None:
    ada = await holder("Ada")
    name = (await house.avatars.put(ada.key, drawn())).avatar
    with pytest.raises(PictureRefused):
        await house.avatars.put(ada.key, HOSTILE["a moving PNG"]())
    with pytest.raises(NoSuchPlayer):
        await house.avatars.put(NOBODY, drawn())
    assert (files(house), (await house.players.get(ada.key)).avatar) == ([f"{name}.webp"], name)


async def test_who_sends_many_has_to_wait(house: House, holder) -> None:
    ada = await holder("Ada")
    for _ in range(5):
        await house.avatars.put(ada.key, drawn())
    with pytest.raises(TooManyPictures) as refusal:
        await house.avatars.put(ada.key, drawn())
    assert refusal.value.retry_after >= 1


async def test_what_a_crash_left_behind_goes_at_the_next_start(house: House, holder) -> None:
    ada = await holder("Ada")
    name = (await house.avatars.put(ada.key, drawn())).avatar
    for stray in ("0" * 32 + ".webp", "1" * 32 + ".part", "notes.txt"):
        (house.settings.avatar_folder / stray).write_bytes(b"x")
    await house.avatars.start()
    assert files(house) == [f"{name}.webp"]


async def test_only_an_id_of_ours_opens_a_file(house: House) -> None:
    for name in ("../site.sqlite3", "", "x" * 32, "0" * 31, "/etc/passwd", "..", "0" * 32 + "\n"):
        with pytest.raises(NoAvatar):
            await house.avatars.read(name)
