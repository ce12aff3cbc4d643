import asyncio

import pytest

from rallyboard.accounts.errors import AliasRefused
from rallyboard.app.house import House
from rallyboard.players import service
from rallyboard.players.errors import NoSuchPlayer
from rallyboard.players.models import Player


async def test_a_guest_arrives_with_an_address_of_their_own(house: House) -> None:
    player, token = await house.players.arrive(" Ada  L ")
    assert (player.name, player.kind, player.level, player.bot) == ("Ada L", "guest", None, None)
    assert (await house.players.by_slug(player.slug)).key == player.key
    assert (await house.players.current(token)) is not None


async def test_many_of_one_name_arrive_at_once_and_stay_apart(house: House) -> None:
    arrived = await asyncio.gather(*(house.players.arrive("Ada") for _ in range(40)))
    assert len({player.key for player, _ in arrived}) == len({player.slug for player, _ in arrived}) == 40


async def test_an_address_that_is_taken_is_not_given_out_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    offered = ["ada-1111", "ada-1111", "ada-1111", "ada-2222", "ada-1111", "ada-3333"]
    monkeypatch.setattr(service, "guest_slug", lambda _: offered.pop(0))
    arrived = await asyncio.gather(*(house.players.arrive("Ada") for _ in range(3)))
    assert sorted(player.slug for player, _ in arrived) == ["ada-1111", "ada-2222", "ada-3333"]


async def test_a_refused_alias_leaves_nobody_behind(house: House) -> None:
    before = (await house.players.find())[1]
    with pytest.raises(AliasRefused):
        await house.players.arrive("<b>")
    assert (await house.players.find())[1] == before


async def test_a_new_name_keeps_the_old_address(house: House) -> None:
    player, _ = await house.players.arrive("Ada")
    renamed = await house.players.rename(player.key, "Grace")
    assert (renamed.name, renamed.slug) == ("Grace", player.slug)
    assert [row.key for row in (await house.players.find(search="grace"))[0]] == [player.key]


async def test_renaming_somebody_who_is_gone_says_so(house: House) -> None:
    with pytest.raises(NoSuchPlayer):
        await house.players.rename("00000000-0000-0000-0000-000000000000", "Grace")


async def test_players_are_found_by_part_of_a_name_whatever_its_case_or_accents(house: House) -> None:
    for alias in ("Zoë Quick", "Joe", "Łukasz"):
        await house.players.arrive(alias)
    assert await names(house, "ZOE") == ["Zoë Quick"]
    assert await names(house, "oe") == ["Joe", "Zoë Quick"]
    assert await names(house, "nobody at all") == []


@pytest.mark.parametrize("text", ["%", "_", "\\", "'", '"; DROP TABLE player; --', "\x00", "\ud800", "(", "%%%"])
async def test_a_search_is_text_and_never_a_pattern(house: House, text: str) -> None:
    await house.players.arrive("Ada")
    assert await names(house, text) == []


async def names(house: House, text: str) -> list[str]:
    rows, total = await house.players.find(search=text, kind="guest")
    assert total == len(rows)
    return [row.name for row in rows]


async def test_pages_hold_everybody_once_in_one_order(house: House) -> None:
    for _ in range(25):
        await house.players.arrive("Ada")
    everybody, total = await house.players.find(kind="guest", limit=100)
    paged: list[Player] = []
    for offset in range(0, 30, 10):
        paged += (await house.players.find(kind="guest", limit=10, offset=offset))[0]
    assert [row.key for row in paged] == [row.key for row in everybody]
    assert total == 25


async def test_many_are_fetched_by_key_and_strangers_are_left_out(house: House) -> None:
    one, _ = await house.players.arrive("Ada")
    other = await house.players.arrive_beside("Bob")
    found = await house.players.many([one.key, other.key, "no such key"])
    assert {key: row.name for key, row in found.items()} == {one.key: "Ada", other.key: "Bob"}
