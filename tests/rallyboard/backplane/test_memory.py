"""The memory store does not grow for ever."""

from rallyboard.backplane.memory import SWEPT, MemoryStore


async def test_what_is_over_is_not_kept() -> None:
    now = 0.0
    store = MemoryStore(lambda: now)
    for turn in range(20):
        now = turn * 100.0
        for key in range(SWEPT):
            await store.set(f"{turn}-{key}", b"x", 60)
    assert len(store._kept) <= 3 * SWEPT
    assert await store.get("19-0") == b"x"
