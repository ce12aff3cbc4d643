"""How matches come to be: bots, one keyboard, invitations, whoever waits; and never two players in one seat."""

import asyncio

import pytest
from sqlalchemy import update

from rallyboard.app.house import House
from rallyboard.arena import service
from rallyboard.arena.errors import MatchOver, NoSuchBot, NoSuchRuleset, SeatTaken, TooManyMatches
from rallyboard.arena.models import Match
from rallyboard.matchmaking.errors import AliasMissing, NoSuchInvitation
from rallyboard.matchmaking.schemas import NewMatch
from rallyboard.players.models import Player
from tests.rallyboard.arena.stage import Ear


async def guest(house: House, alias: str) -> Player:
    player, _ = await house.players.arrive(alias)
    return player


async def seated(house: House, match_id: str, slot: int) -> Ear:
    live = await house.arena.live(match_id)
    assert live is not None
    ear = Ear()
    live.attach(ear, (slot,), 0)
    return ear


async def test_a_bot_is_chosen_by_name_or_by_level(house: House) -> None:
    ada = await guest(house, "Ada")
    named = await house.matchmaker.open(ada, NewMatch("bot", "classic-5", opponent="falcon"))
    assert [seat.player.slug for seat in named.seats if seat.player][1] == "falcon"
    for level in range(1, 6):
        card = await house.matchmaker.open(ada, NewMatch("bot", "classic-5", level=level))
        assert card.seats[1].player is not None
        assert card.seats[1].player.level == level
    card = await house.matchmaker.open(ada, NewMatch("bot", "classic-5"))
    assert card.seats[1].player is not None
    assert card.seats[1].player.level == 3


@pytest.mark.parametrize(
    ("wish", "error"),
    [
        (NewMatch("bot", "chess"), NoSuchRuleset),
        (NewMatch("bot", "classic-5", opponent="hal"), NoSuchBot),
        (NewMatch("local", "classic-5"), AliasMissing),
    ],
)
async def test_a_wish_that_cannot_be_fulfilled_says_why(house: House, wish: NewMatch, error: type[Exception]) -> None:
    with pytest.raises(error):
        await house.matchmaker.open(await guest(house, "Ada"), wish)


async def test_two_on_one_keyboard_are_two_players_and_one_holder(house: House) -> None:
    ada = await guest(house, "Ada")
    card = await house.matchmaker.open(ada, NewMatch("local", "classic-5", alias2="Bob"))
    names = [seat.player.name for seat in card.seats if seat.player]
    assert (names, card.your_slots) == (["Ada", "Bob"], [0, 1])


async def test_an_invitation_seats_whoever_is_first(house: House) -> None:
    ada, bob, eve = [await guest(house, alias) for alias in ("Ada", "Bob", "Eve")]
    card = await house.matchmaker.open(ada, NewMatch("casual", "classic-5"))
    assert card.invite_code is not None
    assert len(card.invite_code) == 22
    shown = await house.matchmaker.invitation(card.invite_code, bob.key)
    assert (shown.id, shown.invite_code, shown.your_slots) == (card.id, None, [])
    joined = await house.matchmaker.accept(card.invite_code, bob)
    assert joined.your_slots == [1]
    assert (await house.matchmaker.accept(card.invite_code, bob)).id == joined.id
    assert (await house.matchmaker.accept(card.invite_code, ada)).your_slots == [0]
    with pytest.raises(SeatTaken):
        await house.matchmaker.accept(card.invite_code, eve)
    with pytest.raises(NoSuchInvitation):
        await house.matchmaker.accept("A" * 22, eve)


async def test_fifty_who_accept_at_once_get_one_seat(house: House) -> None:
    ada = await guest(house, "Ada")
    card = await house.matchmaker.open(ada, NewMatch("casual", "classic-5"))
    code = card.invite_code or ""
    others = [await guest(house, f"Guest {number}") for number in range(50)]
    outcomes = await asyncio.gather(*(house.matchmaker.accept(code, other) for other in others), return_exceptions=True)
    assert sum(not isinstance(outcome, SeatTaken) for outcome in outcomes) == 1
    assert all(isinstance(outcome, SeatTaken) for outcome in outcomes if isinstance(outcome, Exception))


async def test_the_code_is_shown_to_its_maker_only_and_until_it_is_used(house: House) -> None:
    ada, bob = await guest(house, "Ada"), await guest(house, "Bob")
    card = await house.matchmaker.open(ada, NewMatch("casual", "classic-5"))
    assert (await house.arena.card(card.id, ada.key)).invite_code == card.invite_code
    assert (await house.arena.card(card.id, bob.key)).invite_code is None
    await house.matchmaker.accept(card.invite_code or "", bob)
    assert (await house.arena.card(card.id, ada.key)).invite_code is None


async def test_two_who_want_a_quick_match_find_each_other(house: House) -> None:
    ada, bob = await guest(house, "Ada"), await guest(house, "Bob")
    mine = await house.matchmaker.quick(ada, "classic-5")
    await seated(house, mine.id, 0)
    assert (await house.matchmaker.quick(ada, "classic-5")).id == mine.id
    theirs = await house.matchmaker.quick(bob, "classic-5")
    assert (theirs.id, theirs.your_slots) == (mine.id, [1])
    ear = await seated(house, mine.id, 1)
    assert [type(frame).__name__ for frame in ear.frames] == ["State", "Countdown"]


async def test_nobody_is_matched_with_an_empty_chair_or_by_other_rules(house: House) -> None:
    ada, bob, eve = [await guest(house, alias) for alias in ("Ada", "Bob", "Eve")]
    empty = await house.matchmaker.quick(ada, "classic-5")
    assert (await house.matchmaker.quick(bob, "classic-5")).id != empty.id
    await seated(house, empty.id, 0)
    assert (await house.matchmaker.quick(eve, "classic-7")).id != empty.id


async def test_an_invitation_to_a_match_that_is_over_is_refused(house: House) -> None:
    ada, bob = await guest(house, "Ada"), await guest(house, "Bob")
    card = await house.matchmaker.open(ada, NewMatch("casual", "classic-5"))
    async with house.database.transaction() as session:
        await session.execute(update(Match).where(Match.id == card.id).values(status="void"))
    with pytest.raises(MatchOver):
        await house.matchmaker.accept(card.invite_code or "", bob)


async def test_accepting_again_while_the_match_is_on_changes_nothing(house: House) -> None:
    ada, bob = await guest(house, "Ada"), await guest(house, "Bob")
    card = await house.matchmaker.open(ada, NewMatch("casual", "classic-5"))
    await house.matchmaker.accept(card.invite_code or "", bob)
    await seated(house, card.id, 0)
    await seated(house, card.id, 1)
    live = await house.arena.live(card.id)
    assert live is not None
    begun = live.fixture
    await house.matchmaker.accept(card.invite_code or "", bob)
    assert live.fixture == begun
    assert begun.started_at


async def test_a_new_match_takes_the_place_of_one_that_waits_deserted(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_OPEN", 2)
    ada = await guest(house, "Ada")
    first, second = [await house.matchmaker.open(ada, NewMatch("bot", "classic-5")) for _ in range(2)]
    await seated(house, first.id, 0)
    await house.matchmaker.open(ada, NewMatch("bot", "classic-5"))
    assert (await house.arena.card(second.id, ada.key)).status == "void"
    assert (await house.arena.card(first.id, ada.key)).status == "live"


async def test_who_is_at_all_their_courts_opens_no_other_and_makes_no_second_player(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_OPEN", 1)
    ada = await guest(house, "Ada")
    await seated(house, (await house.matchmaker.open(ada, NewMatch("bot", "classic-5"))).id, 0)
    _, players = await house.players.find()
    with pytest.raises(TooManyMatches):
        await house.matchmaker.open(ada, NewMatch("local", "classic-5", alias2="Bob"))
    assert (await house.players.find())[1] == players
