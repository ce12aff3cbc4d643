import asyncio

import pytest

from rallyboard.players.errors import PictureRefused, StudioBusy
from rallyboard.players.pictures.studio import Studio
from tests.rallyboard.players.pictures.corpus import HTML, drawn


async def test_the_queue_has_an_end_and_opens_again() -> None:
    studio = Studio(queue=2)
    try:
        made = await asyncio.gather(*(studio.portrait(drawn()) for _ in range(5)), return_exceptions=True)
        assert sum(isinstance(one, StudioBusy) for one in made) == 3
        assert (await studio.portrait(drawn()))[8:12] == b"WEBP"
    finally:
        studio.close()


async def test_a_refusal_frees_its_place() -> None:
    studio = Studio(queue=1)
    try:
        for _ in range(3):
            with pytest.raises(PictureRefused):
                await studio.portrait(HTML)
    finally:
        studio.close()
