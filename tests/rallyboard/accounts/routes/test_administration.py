"""Who may do what: role by route, and that nobody raises or locks out themselves."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient
from sqlalchemy import Engine, delete, event, text, update
from sqlalchemy.exc import DBAPIError

from rallyboard.accounts.caller import ROLES
from rallyboard.accounts.models import Account, Totp
from rallyboard.app.house import House
from rallyboard.kit.errors import RallyboardError
from tests.kit.member import app_of
from tests.kit.postbox import Postbox
from tests.rallyboard.accounts.desk import registered

Page = AsyncTestClient[Litestar]
STAFF = {
    ("GET", "admin/accounts"): {"moderator", "admin"},
    ("PATCH", "admin/accounts/{id}"): {"admin"},
    ("PUT", "admin/accounts/{id}/ban"): {"moderator", "admin"},
    ("DELETE", "admin/accounts/{id}/ban"): {"moderator", "admin"},
    ("DELETE", "admin/accounts/{id}/sessions"): {"admin"},
    ("GET", "admin/audit"): {"admin"},
}
BODIES: dict[tuple[str, str], dict[str, Any]] = {
    ("PATCH", "admin/accounts/{id}"): {"role": "referee"},
    ("PUT", "admin/accounts/{id}/ban"): {"reason": "cheating"},
}


@pytest.fixture
async def people(client: Page, beside: House, postbox: Postbox) -> tuple[House, dict[str, str], str]:
    """The house, the access token of Ada, and the id of Bob."""
    ada = await registered(beside, postbox)
    bob = await registered(beside, postbox, "bob@example.org", "Bob")
    async with beside.database.transaction() as session:
        session.add(app_of(ada.account.id))  # every role of the staff needs one
    access = beside.reception.access.issue(ada.account.id, ada.session_id)
    return beside, {"authorization": f"Bearer {access}", "id": ada.account.id}, bob.account.id


@contextmanager
def statements() -> Generator[list[str], None, None]:
    """What any database of this process is asked meanwhile."""
    told: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        told.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield told
    event.remove(Engine, "before_cursor_execute", note)


async def give(house: House, account_id: str, role: str) -> None:
    async with house.database.transaction() as session:
        await session.execute(update(Account).where(Account.id == account_id).values(role=role))


@pytest.mark.parametrize("route", STAFF)
async def test_each_role_may_do_what_is_its_own(client: Page, people: Any, route: tuple[str, str]) -> None:
    house, ada, bob = people
    for role in ROLES:
        await give(house, ada["id"], role)
        sent = {"json": BODIES[route]} if route in BODIES else {}
        answer = await client.request(
            route[0], f"/api/v1/{route[1].format(id=bob)}", headers={"authorization": ada["authorization"]}, **sent
        )
        expected = 200 if role in STAFF[route] else 403
        assert (role, answer.status_code // 100) == (role, expected // 100), answer.text
        await give(house, bob, "player")


def test_every_route_of_the_staff_has_its_row(app: Litestar) -> None:
    found = {
        (method, route.path.removeprefix("/api/v1/").replace("{account_id:str}", "{id}"))
        for route in app.routes if route.path.startswith("/api/v1/admin")
        for method in getattr(route, "methods", ()) if method != "OPTIONS"
    }  # fmt: skip
    assert found == set(STAFF)


async def test_nobody_changes_their_own_role_or_closes_their_own_account(client: Page, people: Any) -> None:
    house, ada, _ = people
    await give(house, ada["id"], "admin")
    head = {"authorization": ada["authorization"]}
    own = f"/api/v1/admin/accounts/{ada['id']}"
    assert (await client.patch(own, json={"role": "player"}, headers=head)).status_code == 403
    assert (await client.put(f"{own}/ban", json={"reason": "by mistake"}, headers=head)).status_code == 403


async def test_a_closed_account_is_out_at_once_and_cannot_come_back(client: Page, people: Any) -> None:
    house, ada, bob = people
    await give(house, ada["id"], "admin")
    head = {"authorization": ada["authorization"]}
    (session,) = await house.reception.sessions.running(bob)
    his = {"authorization": f"Bearer {house.reception.access.issue(bob, session.id)}"}
    assert (await client.get("/api/v1/account", headers=his)).status_code == 200
    banned = await client.put(f"/api/v1/admin/accounts/{bob}/ban", json={"reason": "cheating"}, headers=head)
    assert banned.json()["sessions"] == 0
    assert (await client.get("/api/v1/account", headers=his)).status_code == 401
    body = {"email": "bob@example.org", "password": "seven quiet herons at noon"}
    assert (await client.post("/api/v1/auth/login", json=body)).json()["code"] == "accounts/banned"
    assert (await client.delete(f"/api/v1/admin/accounts/{bob}/ban", headers=head)).json()["banned_at"] is None
    assert (await client.post("/api/v1/auth/login", json=body)).status_code == 201


async def test_the_audit_log_tells_people_by_their_names_of_today(client: Page, people: Any) -> None:
    house, ada, bob = people
    await give(house, ada["id"], "admin")
    head = {"authorization": ada["authorization"]}
    await client.patch(f"/api/v1/admin/accounts/{bob}", json={"role": "referee"}, headers=head)
    lines = (await client.get("/api/v1/admin/audit", params={"about": bob}, headers=head)).json()["items"]
    told = [(line["action"], line["actor_name"], line["subject_name"]) for line in lines]
    assert ("role.given", "Ada", "Bob") in told
    assert {line["subject_name"] for line in lines if line["subject"] not in (ada["id"], bob)} <= {None}


async def test_a_page_of_the_audit_log_looks_up_all_its_people_at_once(
    client: Page, people: Any, postbox: Postbox
) -> None:
    house, ada, _ = people
    await give(house, ada["id"], "admin")

    async def asked() -> tuple[int, int]:
        with statements() as told:
            page = await client.get("/api/v1/admin/audit", headers={"authorization": ada["authorization"]})
        return len({line["subject_name"] for line in page.json()["items"]} - {None}), sum(
            "FROM player" in one for one in told
        )

    few, before = await asked()
    for name in ("Cleo", "Dora", "Emil"):
        await registered(house, postbox, f"{name}@example.org", name)
    assert await asked() == (few + 3, before)


@pytest.mark.parametrize("deed", ["UPDATE audit SET actor = 'x'", "DELETE FROM audit"])
async def test_the_audit_log_can_only_grow(people: Any, deed: str) -> None:
    house, _, _ = people
    with pytest.raises((DBAPIError, RallyboardError)):
        async with house.database.transaction() as session:
            await session.execute(text(deed))


async def test_the_first_admin_comes_by_a_link_that_works_once(client: Page, beside: House) -> None:
    token = await beside.reception.first_admins.invite()
    wish = {"token": token, "email": "root@example.org", "name": "Root", "password": "nine loud storks at dusk"}
    answer = await client.post("/api/v1/auth/first-admin", json=wish)
    assert (answer.status_code, answer.json()["account"]["role"]) == (201, "admin")
    again = await client.post("/api/v1/auth/first-admin", json={**wish, "email": "eve@example.org", "name": "Eve"})
    assert (again.status_code, again.json()["code"]) == (410, "accounts/letter_over")


async def test_a_role_without_a_second_factor_opens_nothing(client: Page, people: Any) -> None:
    house, ada, bob = people
    async with house.database.transaction() as session:
        await session.execute(delete(Totp))
    await give(house, ada["id"], "admin")
    for method, path in STAFF:
        sent = {"json": BODIES[method, path]} if (method, path) in BODIES else {}
        headers = {"authorization": ada["authorization"]}
        answer = await client.request(method, f"/api/v1/{path.format(id=bob)}", headers=headers, **sent)
        assert (answer.status_code, answer.json()["code"]) == (403, "accounts/factor_needed")


async def test_a_moderator_does_not_open_again_what_only_an_admin_could_close(client: Page, people: Any) -> None:
    house, ada, bob = people
    headers = {"authorization": ada["authorization"]}
    await give(house, ada["id"], "admin")
    await client.put(f"/api/v1/admin/accounts/{bob}/ban", json={"reason": "cheating"}, headers=headers)
    await give(house, bob, "admin")
    await give(house, ada["id"], "moderator")
    answer = await client.delete(f"/api/v1/admin/accounts/{bob}/ban", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "accounts/not_allowed")
    await give(house, bob, "player")
    assert (await client.delete(f"/api/v1/admin/accounts/{bob}/ban", headers=headers)).status_code == 200
