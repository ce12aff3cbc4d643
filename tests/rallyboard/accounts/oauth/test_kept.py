"""What a provider said is kept for an hour, used on through its silence, and never asked for by a herd."""

import asyncio

import pytest

from rallyboard.accounts.oauth.errors import ProviderDown
from rallyboard.accounts.oauth.kept import KEPT_S, SILENCE_S, Kept


class Source:
    """Counts how often it is asked; can fall silent."""

    def __init__(self) -> None:
        self.asked, self.silent, self.now = 0, False, 0.0

    async def __call__(self) -> int:
        self.asked += 1
        await asyncio.sleep(0)
        if self.silent:
            raise ProviderDown
        return self.asked

    def clock(self) -> float:
        return self.now


@pytest.fixture
def source() -> Source:
    return Source()


async def test_fifty_who_ask_at_once_cost_one_question(source: Source) -> None:
    kept = Kept(source, source.clock)
    assert await asyncio.gather(*(kept.get() for _ in range(50))) == [1] * 50
    assert source.asked == 1


async def test_it_is_asked_again_after_an_hour(source: Source) -> None:
    kept = Kept(source, source.clock)
    await kept.get()
    source.now = KEPT_S + 1
    assert await kept.get() == 2


async def test_what_is_known_is_used_through_a_silence(source: Source) -> None:
    kept = Kept(source, source.clock)
    await kept.get()
    source.now, source.silent = KEPT_S + 1, True
    assert await kept.get() == 1


async def test_a_herd_waits_for_one_silence_only(source: Source) -> None:
    kept, source.silent = Kept(source, source.clock), True
    told = await asyncio.gather(*(kept.get() for _ in range(50)), return_exceptions=True)
    assert {type(one) for one in told} == {ProviderDown}
    assert source.asked == 1
    source.now, source.silent = SILENCE_S + 1, False
    assert await kept.get() == 2
