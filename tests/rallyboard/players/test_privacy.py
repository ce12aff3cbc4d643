from itertools import product

import pytest

from rallyboard.app.house import House
from rallyboard.players.errors import NotBefriended
from rallyboard.players.models import Player
from rallyboard.players.privacy import may_see
from rallyboard.players.schemas import PrivacyChange, Visibility

SEES: dict[Visibility, set[str]] = {
    "everyone": {"nobody", "guest", "member", "asked", "asking", "blocked", "friend", "self"},
    "members": {"member", "asked", "asking", "blocked", "friend", "self"},
    "friends": {"friend", "self"},
    "me": {"self"},
}
"""Who blocks or is blocked is a stranger with an account: that they are blocked must not show."""


async def test_who_sees_a_board_follows_from_the_setting_and_nothing_else(house: House, holder) -> None:
    ada = await holder("Ada")
    viewers = await people(house, holder, ada)
    for visibility, viewer in product(SEES, viewers):
        await house.profiles.keep_private(ada.key, PrivacyChange(visibility=visibility))
        sees = await house.profiles.may_see(ada.slug, viewers[viewer])
        assert sees == (viewer in SEES[visibility]), (visibility, viewer)


async def people(house: House, holder, ada: Player) -> dict[str, Player | None]:
    """Everybody a setting could mean, as they stand to Ada."""
    found: dict[str, Player | None] = {"nobody": None, "self": ada, "guest": (await house.players.arrive("Gus"))[0]}
    for name in ("member", "asked", "asking", "blocked", "friend"):
        found[name] = await holder(f"The {name}")
    await house.friends.ask(ada, found["asked"].slug)
    await house.friends.ask(found["asking"], ada.slug)
    await house.blocks.add(ada, found["blocked"].slug)
    await house.friends.ask(ada, found["friend"].slug)
    await house.friends.ask(found["friend"], ada.slug)
    return found


async def test_bots_and_guests_hide_nothing_whatever_their_rows_say(house: House) -> None:
    bot, (guest, _) = (await house.players.bots())[0], await house.players.arrive("Gus")
    async with house.database.reading() as session:
        for player, visibility in product((bot, guest), SEES):
            player.visibility = visibility
            assert await may_see(session, None, player)


async def test_a_friendship_that_ended_shows_nothing_any_more(house: House, holder) -> None:
    ada, bob = await holder("Ada"), await holder("Bob")
    await house.profiles.keep_private(ada.key, PrivacyChange(visibility="friends"))
    await house.friends.ask(ada, bob.slug)
    await house.friends.ask(bob, ada.slug)
    assert await house.profiles.may_see(ada.slug, bob)
    await house.blocks.add(ada, bob.slug)
    assert not await house.profiles.may_see(ada.slug, bob)


async def test_who_was_erased_hides_nothing_is_not_found_and_cannot_be_asked(house: House, holder) -> None:
    ada, bob = await holder("Ada"), await holder("Bob")
    await house.profiles.keep_private(bob.key, PrivacyChange(visibility="me"))
    async with house.database.transaction() as session:
        (await session.get(Player, bob.key)).claimed = None
    assert await house.profiles.may_see(bob.slug, None)
    assert [one.name for one in (await house.players.find(kind="human"))[0]] == ["Ada"]
    with pytest.raises(NotBefriended):
        await house.friends.ask(ada, bob.slug)
