import asyncio
from itertools import product

import pytest
from sqlalchemy import func, select

from rallyboard.app.house import House
from rallyboard.players import friends as rules
from rallyboard.players.errors import (
    BlockedByYou,
    NoSuchPlayer,
    NotBefriended,
    TooManyAsks,
    TooManyFriends,
    Yourself,
)
from rallyboard.players.models import Friendship, Player


async def lists(house: House, player: Player) -> tuple[list[str], list[str], list[str]]:
    told = await house.friends.lists(player)
    return tuple([each.player.name for each in part] for part in (told.friends, told.asked, told.asking))


async def rows(house: House) -> int:
    async with house.database.reading() as session:
        return (await session.execute(select(func.count()).select_from(Friendship))).scalar_one()


async def test_a_request_is_seen_by_both_and_makes_friends_when_it_is_answered(house: House, holder) -> None:
    ada, bob = await holder("Ada"), await holder("Bob")
    assert await house.friends.ask(ada, bob.slug) == "asked"
    assert (await lists(house, ada), await lists(house, bob)) == (([], ["Bob"], []), ([], [], ["Ada"]))
    assert await house.friends.ask(bob, ada.slug) == "friends"
    assert (await lists(house, ada), await lists(house, bob)) == ((["Bob"], [], []), (["Ada"], [], []))
    assert await house.friends.ask(ada, bob.slug) == "friends"
    assert await rows(house) == 1


async def test_either_can_end_whatever_is_between_them(house: House, holder) -> None:
    ada, bob = await holder("Ada"), await holder("Bob")
    for accepted, (one, other) in product((False, True), ((ada, bob), (bob, ada))):
        await house.friends.ask(ada, bob.slug)
        if accepted:
            await house.friends.ask(bob, ada.slug)
        await house.friends.part(one, other.slug)
        await house.friends.part(one, other.slug)
        assert await lists(house, ada) == await lists(house, bob) == ([], [], [])


async def test_fifty_equal_requests_at_once_are_one(house: House, holder) -> None:
    ada, bob = await holder("Ada"), await holder("Bob")
    answers = await asyncio.gather(*(house.friends.ask(ada, bob.slug) for _ in range(50)))
    assert (set(answers), await rows(house)) == ({"asked"}, 1)
    answers = await asyncio.gather(*(house.friends.ask(bob, ada.slug) for _ in range(50)))
    assert (set(answers), await rows(house)) == ({"friends"}, 1)


async def test_two_who_ask_each_other_at_once_are_friends(house: House, holder) -> None:
    ada, bob = await holder("Ada"), await holder("Bob")
    asks = [house.friends.ask(*pair) for _ in range(25) for pair in ((ada, bob.slug), (bob, ada.slug))]
    answers = await asyncio.gather(*asks)
    assert (answers.count("asked") >= 1, set(answers)) == (True, {"asked", "friends"})
    assert (await rows(house), await lists(house, ada)) == (1, (["Bob"], [], []))


async def test_there_is_nobody_to_ask_but_other_people_with_accounts(house: House, holder) -> None:
    ada, (guest, _), bot = await holder("Ada"), await house.players.arrive("Gus"), (await house.players.bots())[0]
    for slug, refusal in (
        (ada.slug, Yourself), (guest.slug, NotBefriended), (bot.slug, NotBefriended), ("nobody", NoSuchPlayer)
    ):  # fmt: skip
        with pytest.raises(refusal):
            await house.friends.ask(ada, slug)
    assert await rows(house) == 0


async def test_whom_one_blocks_one_cannot_ask(house: House, holder) -> None:
    ada, bob = await holder("Ada"), await holder("Bob")
    await house.blocks.add(ada, bob.slug)
    with pytest.raises(BlockedByYou):
        await house.friends.ask(ada, bob.slug)


async def test_requests_and_friends_have_an_end(house: House, holder, monkeypatch: pytest.MonkeyPatch) -> None:
    ada, bob, eve = await holder("Ada"), await holder("Bob"), await holder("Eve")
    monkeypatch.setattr(rules, "MOST_UNANSWERED", 1)
    await house.friends.ask(ada, bob.slug)
    with pytest.raises(TooManyAsks):
        await house.friends.ask(ada, eve.slug)
    await house.friends.ask(eve, ada.slug)
    monkeypatch.setattr(rules, "MOST_FRIENDS", 1)
    await house.friends.ask(bob, ada.slug)
    with pytest.raises(TooManyFriends):
        await house.friends.ask(ada, eve.slug)
    assert await lists(house, ada) == (["Bob"], [], ["Eve"])


async def test_those_whose_lists_change_are_told_once_it_is_so(house: House, holder) -> None:
    ada, bob = await holder("Ada"), await holder("Bob")
    heard: list[str] = []

    async def hear(key: str) -> None:
        assert len((await house.friends.lists(bob)).asking) == 1
        heard.append(key)

    house.friends.on_change.append(hear)
    await house.friends.ask(ada, bob.slug)
    await house.friends.ask(ada, bob.slug)
    assert sorted(heard) == sorted([ada.key, bob.key])
