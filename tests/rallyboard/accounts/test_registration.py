"""Registering: no account without its address, no answer that tells whether one exists, guests keep their matches."""

import asyncio

import pytest
from sqlalchemy import func, select

from rallyboard.accounts.errors import AliasRefused, BadAddress, LetterOver, NameTaken, TooManyTries, WeakPassword
from rallyboard.accounts.models import Account, Letter
from rallyboard.accounts.registration import BY_ADDRESS
from rallyboard.accounts.sessions import Opened
from rallyboard.app.house import House
from tests.kit.postbox import Postbox
from tests.rallyboard.accounts.desk import EMAIL, HERE, PASSWORD, letter_token, registered


async def accounts(house: House) -> int:
    async with house.database.reading() as session:
        return (await session.execute(select(func.count()).select_from(Account))).scalar_one()


async def test_an_account_exists_once_its_address_is_proven(house: House, postbox: Postbox) -> None:
    await house.reception.registration.register(EMAIL, "Ada", PASSWORD, None, HERE)
    assert await accounts(house) == 0
    opened = await house.reception.registration.verify(await letter_token(postbox), None, HERE)
    assert (opened.account.email, opened.account.role) == (EMAIL, "player")
    player = await house.players.get(opened.account.player_key)
    assert player is not None
    assert (player.name, player.kind) == ("Ada", "human")


async def test_a_guest_who_registers_keeps_the_matches_and_the_old_cookie_opens_nothing(
    house: House, postbox: Postbox
) -> None:
    guest, token = await house.players.arrive("Ada")
    opened = await registered(house, postbox, guest=guest.key)
    assert opened.account.player_key == guest.key
    assert await house.players.current(token) is None


async def test_a_guest_is_claimed_once(house: House, postbox: Postbox) -> None:
    guest, _ = await house.players.arrive("Ada")
    first = await registered(house, postbox, guest=guest.key)
    second = await registered(house, postbox, "bob@example.org", "Bob", guest=guest.key)
    assert first.account.player_key == guest.key
    assert second.account.player_key != guest.key


async def test_an_address_that_has_an_account_is_told_and_nobody_else_is(house: House, postbox: Postbox) -> None:
    await registered(house, postbox)
    await house.reception.registration.register(EMAIL.upper(), "Eve", PASSWORD, None, HERE)
    assert (await postbox.next(to=EMAIL)).subject == "You have an account already"
    assert await accounts(house) == 1


async def test_a_link_works_once_however_many_open_it_at_once(house: House, postbox: Postbox) -> None:
    await house.reception.registration.register(EMAIL, "Ada", PASSWORD, None, HERE)
    token = await letter_token(postbox)
    opening = [house.reception.registration.verify(token, None, HERE) for _ in range(50)]
    outcomes = await asyncio.gather(*opening, return_exceptions=True)
    assert sum(isinstance(outcome, Opened) for outcome in outcomes) == 1
    assert {type(outcome) for outcome in outcomes if isinstance(outcome, BaseException)} == {LetterOver}
    assert await accounts(house) == 1


async def test_a_name_taken_meanwhile_can_be_changed_with_the_same_link(house: House, postbox: Postbox) -> None:
    await house.reception.registration.register(EMAIL, "Ada", PASSWORD, None, HERE)
    await registered(house, postbox, "bob@example.org", "Ada")
    token = await letter_token(postbox)
    with pytest.raises(NameTaken):
        await house.reception.registration.verify(token, None, HERE)
    opened = await house.reception.registration.verify(token, "Ada Two", HERE)
    assert opened.account.email == EMAIL


@pytest.mark.parametrize("name", ["Ada", "ADA", "Adа", "A d a", "Ådä"])
async def test_names_that_look_alike_are_one_name(house: House, postbox: Postbox, name: str) -> None:
    await registered(house, postbox)
    with pytest.raises((NameTaken, AliasRefused)):
        await house.reception.registration.register("bob@example.org", name, PASSWORD, None, HERE)


@pytest.mark.parametrize(
    "email",
    ["", "ada", "@example.org", "ada@", "ada@example", "a b@example.org", "ada@exa\nmple.org", "ada@@example.org",
     "x" * 65 + "@example.org", "ada@" + "x" * 300 + ".org", "<ada@example.org>", "ada@example.org, eve@example.org"],
)  # fmt: skip
async def test_what_is_no_address_is_refused_with_the_field(house: House, email: str) -> None:
    with pytest.raises(BadAddress) as refused:
        await house.reception.registration.register(email, "Ada", PASSWORD, None, HERE)
    assert refused.value.field == "email"


async def test_a_weak_password_is_refused_before_anything_is_sent(house: House, postbox: Postbox) -> None:
    with pytest.raises(WeakPassword):
        await house.reception.registration.register(EMAIL, "Ada", "short", None, HERE)
    assert postbox.all() == []


async def test_nobody_is_flooded_with_mail(house: House, postbox: Postbox) -> None:
    for _ in range(BY_ADDRESS):
        await house.reception.registration.register(EMAIL, "Ada", PASSWORD, None, HERE)
    with pytest.raises(TooManyTries):
        await house.reception.registration.register(EMAIL, "Ada", PASSWORD, None, HERE)
    async with house.database.reading() as session:
        letters = (await session.execute(select(func.count()).select_from(Letter))).scalar_one()
    assert letters == BY_ADDRESS
