"""Forgotten passwords: the link works once, sessions end, second factors stay, strangers learn nothing."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select, update

from rallyboard.accounts.caller import SCOPES, Caller
from rallyboard.accounts.errors import LetterOver, NotSignedIn, TooManyTries, WeakPassword, WrongCredentials
from rallyboard.accounts.models import Letter, Totp
from rallyboard.accounts.recovery import BY_ADDRESS
from rallyboard.app.house import House
from tests.kit.postbox import Postbox
from tests.rallyboard.accounts.desk import EMAIL, HERE, PASSWORD, letter_token, logged_in, registered

NEW = "nine loud storks at dusk"


async def test_a_new_password_ends_every_session_and_the_old_password(house: House, postbox: Postbox) -> None:
    opened = await registered(house, postbox)
    await house.reception.recovery.forgot(EMAIL, HERE)
    await house.reception.recovery.reset(await letter_token(postbox), NEW)
    with pytest.raises(NotSignedIn):
        await house.reception.sessions.rotate(opened.refresh)
    with pytest.raises(WrongCredentials):
        await logged_in(house)
    assert (await logged_in(house, password=NEW)).account.id == opened.account.id


async def test_a_reset_leaves_the_second_factor_on(house: House, postbox: Postbox) -> None:
    opened = await registered(house, postbox)
    now = datetime.now(UTC).isoformat()
    async with house.database.transaction() as session:
        session.add(Totp(account_id=opened.account.id, secret="sealed", created_at=now, confirmed_at=now, last_step=0))
    await house.reception.recovery.forgot(EMAIL, HERE)
    await house.reception.recovery.reset(await letter_token(postbox), NEW)
    async with house.database.reading() as session:
        assert (await session.execute(select(func.count()).select_from(Totp))).scalar_one() == 1


async def test_a_link_works_once_however_many_open_it_at_once(house: House, postbox: Postbox) -> None:
    await registered(house, postbox)
    await house.reception.recovery.forgot(EMAIL, HERE)
    token = await letter_token(postbox)
    resetting = [house.reception.recovery.reset(token, f"{NEW} {number}") for number in range(20)]
    outcomes = await asyncio.gather(*resetting, return_exceptions=True)
    assert outcomes.count(None) == 1
    assert {type(outcome) for outcome in outcomes if outcome is not None} == {LetterOver}


async def test_a_weak_password_does_not_spend_the_link(house: House, postbox: Postbox) -> None:
    await registered(house, postbox)
    await house.reception.recovery.forgot(EMAIL, HERE)
    token = await letter_token(postbox)
    with pytest.raises(WeakPassword):
        await house.reception.recovery.reset(token, PASSWORD[:8])
    await house.reception.recovery.reset(token, NEW)


async def test_only_the_newest_link_works_and_only_for_its_time(house: House, postbox: Postbox) -> None:
    await registered(house, postbox)
    await house.reception.recovery.forgot(EMAIL, HERE)
    older = await letter_token(postbox)
    await house.reception.recovery.forgot(EMAIL, HERE)
    newer = await letter_token(postbox)
    with pytest.raises(LetterOver):
        await house.reception.recovery.reset(older, NEW)
    async with house.database.transaction() as session:
        await session.execute(update(Letter).values(expires_at=datetime.now(UTC).isoformat()))
    with pytest.raises(LetterOver):
        await house.reception.recovery.reset(newer, NEW)


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "' OR 1=1 --"])
async def test_junk_is_a_link_that_is_over(house: House, token: str) -> None:
    with pytest.raises(LetterOver):
        await house.reception.recovery.reset(token, NEW)


async def test_an_unknown_address_gets_as_much_work_and_no_mail(house: House, postbox: Postbox) -> None:
    await house.reception.recovery.forgot("nobody@example.org", HERE)
    async with house.database.reading() as session:
        assert (await session.execute(select(Letter.purpose))).scalars().all() == ["decoy"]
    assert postbox.all() == []


@pytest.mark.parametrize("email", [EMAIL, "nobody@example.org"])
async def test_nobody_is_flooded_with_links(house: House, postbox: Postbox, email: str) -> None:
    await registered(house, postbox)
    for _ in range(BY_ADDRESS):
        await house.reception.recovery.forgot(email, HERE)
    with pytest.raises(TooManyTries):
        await house.reception.recovery.forgot(email, HERE)


async def test_a_password_set_by_mail_meanwhile_is_not_overwritten(
    house: House, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = await registered(house, postbox)
    thief = Caller(opened.account.id, opened.account.player_key, "player", opened.session_id, True, SCOPES)
    await house.reception.recovery.forgot(EMAIL, HERE)
    link, hash_it = await letter_token(postbox), house.reception.passwords.hash

    async def slowly(password: str) -> str:
        with monkeypatch.context() as quick:
            quick.setattr(house.reception.passwords, "hash", hash_it)
            await house.reception.recovery.reset(link, NEW)
        return await hash_it(password)

    with monkeypatch.context() as slow:
        slow.setattr(house.reception.passwords, "hash", slowly)
        with pytest.raises(WrongCredentials):
            await house.reception.changes.change_password(thief, "four tired owls before dawn")
    assert (await logged_in(house, password=NEW)).account.email == EMAIL


async def test_a_new_password_voids_the_change_of_address_that_a_thief_asked_for(
    house: House, postbox: Postbox
) -> None:
    opened = await registered(house, postbox)
    thief = Caller(opened.account.id, opened.account.player_key, "player", opened.session_id, True, SCOPES)
    await house.reception.changes.change_email(thief, "thief@example.org")
    link = await letter_token(postbox, "thief@example.org")
    await house.reception.recovery.forgot(EMAIL, HERE)
    await house.reception.recovery.reset(await letter_token(postbox), NEW)
    with pytest.raises(LetterOver):
        await house.reception.changes.confirm_email(link)
    assert (await logged_in(house, password=NEW)).account.email == EMAIL


@pytest.mark.parametrize("changed", ["password", "address"])
async def test_a_link_in_the_old_mailbox_is_void_once_its_owner_changed_something(
    house: House, postbox: Postbox, changed: str
) -> None:
    opened = await registered(house, postbox)
    owner = Caller(opened.account.id, opened.account.player_key, "player", opened.session_id, True, SCOPES)
    await house.reception.recovery.forgot(EMAIL, HERE)
    link = await letter_token(postbox)
    if changed == "password":
        await house.reception.changes.change_password(owner, NEW)
    else:
        await house.reception.changes.change_email(owner, "ada@example.net")
        await house.reception.changes.confirm_email(await letter_token(postbox, "ada@example.net"))
    with pytest.raises(LetterOver):
        await house.reception.recovery.reset(link, "eleven grey geese at dawn")
