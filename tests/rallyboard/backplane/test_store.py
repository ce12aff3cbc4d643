"""What every store does, whatever it is made of."""

import asyncio

from rallyboard.backplane.store import Store


async def test_a_value_is_there_until_its_time_is_over(store: Store) -> None:
    assert await store.get("a") is None
    await store.set("a", b"\x00\xff", 60)
    await store.set("b", b"", 0.05)
    assert (await store.get("a"), await store.get("b")) == (b"\x00\xff", b"")
    await asyncio.sleep(0.08)
    assert (await store.get("a"), await store.get("b")) == (b"\x00\xff", None)


async def test_a_value_is_replaced_and_its_time_begins_anew(store: Store) -> None:
    await store.set("a", b"1", 0.05)
    await store.set("a", b"2", 60)
    await asyncio.sleep(0.08)
    assert await store.get("a") == b"2"


async def test_many_are_written_and_read_in_one_go_and_in_order(store: Store) -> None:
    await store.set_many({"a": b"1", "b": b"2"}, 60)
    assert await store.get_many(["b", "none", "a", "b"]) == [b"2", None, b"1", b"2"]
    await store.set_many({}, 60)
    assert await store.get_many([]) == []


async def test_what_is_deleted_is_gone_and_twice_is_no_error(store: Store) -> None:
    await store.set_many({"a": b"1", "b": b"2", "c": b"3"}, 60)
    await store.delete("a", "b", "never")
    await store.delete("a")
    await store.delete()
    assert await store.get_many(["a", "b", "c"]) == [None, None, b"3"]


async def test_of_fifty_who_take_at_once_one_gets_it(store: Store) -> None:
    await store.set("ticket", b"x", 60)
    taken = await asyncio.gather(*(store.take("ticket") for _ in range(50)))
    assert sorted(value for value in taken if value is not None) == [b"x"]
    assert await store.take("ticket") is None


async def test_fifty_counts_at_once_are_fifty(store: Store) -> None:
    counts = await asyncio.gather(*(store.incr("tries", 60) for _ in range(50)))
    assert sorted(counts) == list(range(1, 51))


async def test_a_count_begins_anew_so_long_after_its_first_not_its_last(store: Store) -> None:
    assert await store.incr("tries", 0.1) == 1
    await asyncio.sleep(0.07)
    assert await store.incr("tries", 0.1) == 2
    await asyncio.sleep(0.07)
    assert await store.incr("tries", 0.1) == 1
