import pytest

from rallyboard.app.house import House
from rallyboard.players.errors import NoSuchPlayer, NotShown, ProfileRefused
from rallyboard.players.schemas import PrivacyChange, ProfileChange, Record


async def test_a_new_profile_is_empty_and_open(house: House, holder) -> None:
    ada = await holder("Ada")
    profile = await house.profiles.of(ada.slug, None)
    assert (profile.about, profile.country, profile.links, profile.avatar) == (None, None, [], None)
    assert (profile.record, profile.presence, profile.friendship) == (Record(0, 0), "offline", "none")
    assert profile.may_see_board
    assert (await house.profiles.of(ada.slug, ada)).friendship == "self"


async def test_what_is_left_out_of_a_change_stays_and_null_clears(house: House, holder) -> None:
    ada = await holder("Ada")
    await house.profiles.edit(ada.key, ProfileChange(about=" hello ", country="ch", links=["https://example.org"]))
    await house.profiles.edit(ada.key, ProfileChange(about=None))
    profile = await house.profiles.of(ada.slug, None)
    assert (profile.about, profile.country, profile.links) == (None, "CH", ["https://example.org"])
    assert profile.player.country == "CH"


async def test_a_change_is_kept_as_a_whole_or_not_at_all(house: House, holder) -> None:
    ada = await holder("Ada")
    with pytest.raises(ProfileRefused):
        await house.profiles.edit(ada.key, ProfileChange(about="new", links=["http://example.org"]))
    assert (await house.profiles.of(ada.slug, None)).about is None


async def test_wins_and_losses_are_for_those_who_may_see_the_board(house: House, holder) -> None:
    ada, bob = await holder("Ada"), await holder("Bob")
    await house.profiles.keep_private(ada.key, PrivacyChange(visibility="me"))
    told = await house.profiles.of(ada.slug, bob)
    assert (told.record, told.may_see_board) == (None, False)
    assert (await house.profiles.of(ada.slug, ada)).record == Record(0, 0)
    with pytest.raises(NotShown):
        await house.profiles.check_shown(ada.slug, bob)
    assert (await house.profiles.check_shown(ada.slug, ada)).key == ada.key


async def test_what_two_played_either_may_list_and_others_only_if_neither_hides(house: House, holder) -> None:
    ada, bob, eve = await holder("Ada"), await holder("Bob"), await holder("Eve")
    gus, _ = await house.players.arrive("Gus")
    await house.profiles.keep_private(ada.key, PrivacyChange(visibility="me"))
    for other in (bob, gus):
        for viewer in (ada, other):
            for one, met in ((ada, other), (other, ada)):
                assert (await house.profiles.check_shown(one.slug, viewer, met.slug)).key == one.key
    for third in (None, eve):
        with pytest.raises(NotShown):
            await house.profiles.check_shown(ada.slug, third, bob.slug)
    with pytest.raises(NotShown):
        await house.profiles.check_shown(ada.slug, bob, eve.slug)


async def test_the_invisible_are_offline_to_all_but_themselves(house: House, holder) -> None:
    ada, bob = await holder("Ada"), await holder("Bob")

    async def watching(keys):
        return dict.fromkeys(keys, "watching")

    house.profiles.presence = watching
    await house.profiles.keep_private(ada.key, PrivacyChange(invisible=True))
    assert (await house.profiles.of(ada.slug, bob)).presence == "offline"
    assert (await house.profiles.of(ada.slug, ada)).presence == "watching"
    assert (await house.profiles.privacy(ada.key)).visibility == "everyone"


async def test_nobody_has_the_profile_of_nobody(house: House) -> None:
    with pytest.raises(NoSuchPlayer):
        await house.profiles.of("nobody", None)
    with pytest.raises(NoSuchPlayer):
        await house.profiles.edit("00000000-0000-0000-0000-000000000000", ProfileChange(about="x"))
