"""Guards: a role counts for who has it, in a browser, with a second factor."""

import pytest

from rallyboard.accounts.caller import ROLES, SCOPES, Caller, Role
from rallyboard.accounts.errors import FactorNeeded, NotAllowed
from rallyboard.accounts.guards import with_role
from rallyboard.accounts.models import Totp
from rallyboard.app.house import House
from tests.kit.member import member


def caller(role: Role, *, factorless: bool = False) -> Caller:
    return Caller("a", "p", role, "s", True, SCOPES, factorless=factorless)


@pytest.mark.parametrize("role", ROLES)
def test_admins_may_all_that_others_may_and_others_only_their_own(role: Role) -> None:
    assert with_role(caller(role), role).role == role
    assert with_role(caller("admin"), role).role == "admin"
    for other in set(ROLES) - {role, "admin"}:
        with pytest.raises(NotAllowed):
            with_role(caller(other), role)


def test_no_access_key_of_the_staff_does_what_only_staff_may() -> None:
    key = Caller("a", "p", "admin", None, True, SCOPES, key_id="k")
    with pytest.raises(NotAllowed):
        with_role(key, "moderator")


def test_who_may_not_anyway_is_not_sent_for_a_second_factor() -> None:
    with pytest.raises(NotAllowed):
        with_role(caller("referee", factorless=True), "moderator")


async def test_a_role_counts_once_there_is_a_second_factor(house: House) -> None:
    boss, callers = await member(house, "Boss", "admin"), house.reception.callers
    assert not (await callers.of(f"Bearer {boss.access}")).factorless
    async with house.database.transaction() as session:
        app = await session.get(Totp, boss.account_id)
        await session.delete(app)
    found = await callers.of(f"Bearer {boss.access}")
    with pytest.raises(FactorNeeded):
        with_role(found, "moderator")


async def test_players_are_not_asked_for_one(house: House) -> None:
    ada = await member(house, "Ada")
    found = await house.reception.callers.of(f"Bearer {ada.access}")
    assert found is not None
    assert not found.factorless
