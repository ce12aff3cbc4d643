import asyncio

import pytest

from rallyboard.app.house import House
from rallyboard.players import blocks as rules
from rallyboard.players.errors import NotBlocked, TooManyBlocks, Yourself
from rallyboard.players.models import Player


async def seen_by(house: House, viewer: Player, other: Player) -> tuple[str, list[str], list[str], list[str], str]:
    """All that a player can find out about how another stands to them."""
    told = await house.friends.lists(viewer)
    profile = await house.profiles.of(other.slug, viewer)
    names = [[each.player.name for each in part] for part in (told.friends, told.asked, told.asking)]
    return (profile.friendship, *names, profile.presence)


async def test_to_the_blocked_one_it_looks_as_if_nobody_answered(house: House, holder) -> None:
    ada, bob, eve = await holder("Ada"), await holder("Bob"), await holder("Eve")
    await house.blocks.add(ada, bob.slug)
    assert await seen_by(house, bob, ada) == ("none", [], [], [], "offline")
    assert await house.friends.ask(bob, ada.slug) == await house.friends.ask(eve, ada.slug) == "asked"
    assert await seen_by(house, bob, ada) == await seen_by(house, eve, ada) == ("asked", [], ["Ada"], [], "offline")
    assert [each.player.name for each in (await house.friends.lists(ada)).asking] == ["Eve"]
    await house.friends.part(bob, ada.slug)
    assert await seen_by(house, bob, ada) == ("none", [], [], [], "offline")


async def test_a_request_that_waits_goes_on_waiting_when_its_sender_is_blocked(house: House, holder) -> None:
    ada, bob = await holder("Ada"), await holder("Bob")
    await house.friends.ask(bob, ada.slug)
    before = await seen_by(house, bob, ada)
    await house.blocks.add(ada, bob.slug)
    assert await seen_by(house, bob, ada) == before
    assert (await seen_by(house, ada, bob))[:4] == ("blocked", [], [], [])


async def test_a_block_ends_a_friendship_and_takes_ones_own_request_back(house: House, holder) -> None:
    ada, bob, eve = await holder("Ada"), await holder("Bob"), await holder("Eve")
    await house.friends.ask(ada, bob.slug)
    await house.friends.ask(bob, ada.slug)
    await house.friends.ask(ada, eve.slug)
    for other in (bob, eve):
        await house.blocks.add(ada, other.slug)
        assert await seen_by(house, other, ada) == ("none", [], [], [], "offline")
    assert [one.name for one in await house.blocks.of(ada)] == ["Bob", "Eve"]


async def test_unblocking_refuses_what_was_asked_meanwhile_and_opens_the_door(house: House, holder) -> None:
    ada, bob = await holder("Ada"), await holder("Bob")
    await house.blocks.add(ada, bob.slug)
    await house.friends.ask(bob, ada.slug)
    for _ in range(2):
        await house.blocks.remove(ada, bob.slug)
    assert await seen_by(house, bob, ada) == await seen_by(house, ada, bob) == ("none", [], [], [], "offline")
    assert await house.friends.ask(ada, bob.slug) == "asked"


async def test_fifty_blocks_at_once_are_one_and_leave_no_friendship_behind(house: House, holder) -> None:
    ada, bob = await holder("Ada"), await holder("Bob")
    blocks = [house.blocks.add(ada, bob.slug) for _ in range(50)]
    asks = [house.friends.ask(bob, ada.slug) for _ in range(10)]
    await asyncio.gather(*blocks, *asks)
    assert [one.name for one in await house.blocks.of(ada)] == ["Bob"]
    assert (await seen_by(house, ada, bob))[:4] == ("blocked", [], [], [])


async def test_the_blocked_one_hears_nothing_of_it(house: House, holder) -> None:
    ada, bob = await holder("Ada"), await holder("Bob")
    heard: list[str] = []

    async def hear(key: str) -> None:
        heard.append(key)

    house.friends.on_change.append(hear)
    await house.blocks.add(ada, bob.slug)
    await house.blocks.remove(ada, bob.slug)
    assert set(heard) == {ada.key}
    await house.blocks.add(ada, bob.slug)
    heard.clear()
    await house.friends.ask(bob, ada.slug)
    await house.friends.part(bob, ada.slug)
    assert set(heard) == {bob.key}, "nor does the one who blocks hear of requests"


async def test_online_state_is_hidden_from_the_blocked_and_by_the_invisible(house: House, holder) -> None:
    ada, bob = await holder("Ada"), await holder("Bob")

    async def playing(keys):
        return dict.fromkeys(keys, "playing")

    house.profiles.presence = playing
    assert (await house.profiles.of(ada.slug, bob)).presence == "playing"
    await house.blocks.add(ada, bob.slug)
    assert (await house.profiles.of(ada.slug, bob)).presence == "offline"
    assert (await house.profiles.of(bob.slug, ada)).presence == "offline"


async def test_not_everybody_can_be_blocked(house: House, holder, monkeypatch: pytest.MonkeyPatch) -> None:
    ada, (guest, _), bot = await holder("Ada"), await house.players.arrive("Gus"), (await house.players.bots())[0]
    with pytest.raises(Yourself):
        await house.blocks.add(ada, ada.slug)
    with pytest.raises(NotBlocked):
        await house.blocks.add(ada, bot.slug)
    monkeypatch.setattr(rules, "MOST", 1)
    await house.blocks.add(ada, guest.slug)
    with pytest.raises(TooManyBlocks):
        await house.blocks.add(ada, (await holder("Bob")).slug)
