"""Accounts over HTTP: from the form to the last sign-out, with what must never be sent or told."""

from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient
from sqlalchemy import update

from rallyboard.accounts.models import Session
from rallyboard.app.house import House
from tests.kit.postbox import Postbox

Page = AsyncTestClient[Litestar]
EMAIL, PASSWORD = "ada@example.org", "seven quiet herons at noon"
OURS = {"x-rallyboard": "1"}


@pytest.fixture
async def ada(client: Page, postbox: Postbox) -> dict[str, Any]:
    """What the page of somebody who has just registered got."""
    asked = {"email": EMAIL, "name": "Ada", "password": PASSWORD}
    assert (await client.post("/api/v1/auth/register", json=asked)).status_code == 202
    token = (await postbox.next(to=EMAIL)).token
    answer = await client.post("/api/v1/auth/verify", json={"token": token})
    assert answer.status_code == 201, answer.text
    signed_in: dict[str, Any] = answer.json()
    return signed_in


def bearer(signed_in: dict[str, Any]) -> dict[str, str]:
    return {"authorization": f"Bearer {signed_in['access']}"}


async def test_a_page_that_signed_in_is_its_player(client: Page, ada: dict[str, Any]) -> None:
    assert (ada["type"], ada["account"]["email"], ada["account"]["player"]["name"]) == ("session", EMAIL, "Ada")
    me = (await client.get("/api/v1/me", headers=bearer(ada))).json()
    assert (me["player"]["name"], me["player"]["kind"]) == ("Ada", "human")
    assert (await client.get("/api/v1/account", headers=bearer(ada))).json() == ada["account"]


async def test_the_refresh_cookie_keeps_the_page_signed_in_and_is_out_of_reach(
    client: Page, ada: dict[str, Any]
) -> None:
    first = client.cookies["rb_refresh"]
    answer = await client.post("/api/v1/auth/refresh", headers=OURS)
    cookie = answer.headers["set-cookie"]
    assert answer.status_code == 200
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert client.cookies["rb_refresh"] != first
    assert (await client.get("/api/v1/account", headers=bearer(answer.json()))).status_code == 200
    assert answer.headers["cache-control"] == "no-store"


async def test_without_our_own_header_a_cookie_does_nothing(client: Page, ada: dict[str, Any]) -> None:
    for path in ("refresh", "logout"):
        refused = await client.post(f"/api/v1/auth/{path}")
        assert (refused.status_code, refused.json()["code"]) == (403, "accounts/not_our_page")
    foreign = {**OURS, "origin": "https://evil.example"}
    assert (await client.post("/api/v1/auth/refresh", headers=foreign)).status_code == 403
    assert (await client.post("/api/v1/auth/refresh", headers=OURS)).status_code == 200


async def test_signing_out_voids_the_access_token_too(client: Page, ada: dict[str, Any]) -> None:
    assert (await client.post("/api/v1/auth/logout", headers=OURS)).status_code == 204
    refused = await client.get("/api/v1/account", headers=bearer(ada))
    assert (refused.status_code, refused.json()["code"]) == (401, "accounts/not_signed_in")
    assert (await client.post("/api/v1/auth/refresh", headers=OURS)).status_code == 401
    assert (await client.post("/api/v1/auth/logout", headers=OURS)).status_code == 204


async def test_known_and_unknown_names_get_the_same_answers(client: Page, ada: dict[str, Any]) -> None:
    answers = [
        await client.post("/api/v1/auth/login", json={"email": email, "password": "not this one at all"})
        for email in (EMAIL, "nobody@example.org", "no address")
    ]
    assert {(answer.status_code, answer.text) for answer in answers} == {(401, answers[0].text)}
    for path, body in (("forgot", {}), ("register", {"name": "Someone", "password": PASSWORD})):
        said = [await client.post(f"/api/v1/auth/{path}", json={"email": email, **body})
                for email in (EMAIL, "nobody@example.org")]  # fmt: skip
        assert {(answer.status_code, answer.text) for answer in said} == {(202, said[0].text)}


@pytest.mark.parametrize("token", ["", "Bearer", "Bearer x", "Basic YTpi", "Bearer " + "x" * 5000, "Bearer rbk_x"])
async def test_a_token_that_is_void_is_told_so_even_where_none_is_needed(client: Page, token: str) -> None:
    answer = await client.get("/api/v1/me", headers={"authorization": token})
    assert (answer.status_code, answer.json()["code"]) == (401, "accounts/not_signed_in")


@pytest.mark.parametrize(
    ("method", "path"),
    [("get", "account"), ("patch", "account"), ("post", "account/email"), ("post", "account/password"),
     ("post", "account/prove"), ("get", "account/sessions"), ("delete", "account/sessions"),
     ("delete", "account/sessions/x"), ("get", "account/keys"), ("post", "account/keys"), ("delete", "account/keys/x")],
)  # fmt: skip
async def test_strangers_and_guests_have_no_account(client: Page, method: str, path: str) -> None:
    bodies = {"account": {"name": "Eve"}, "account/email": {"email": EMAIL}, "account/password": {"password": PASSWORD},
              "account/prove": {}, "account/keys": {"name": "x", "scopes": ["account"]}}  # fmt: skip
    await client.post("/api/v1/guests", json={"alias": "Eve"})
    sent = {"json": bodies[path]} if method in ("post", "patch") else {}
    answer = await client.request(method.upper(), f"/api/v1/{path}", **sent)
    assert (answer.status_code, answer.json()["code"]) == (401, "accounts/not_signed_in")


async def test_a_session_ended_from_another_browser_is_over_at_once(client: Page, ada: dict[str, Any]) -> None:
    client.cookies.clear()
    other = (await client.post("/api/v1/auth/login", json={"email": EMAIL, "password": PASSWORD})).json()
    listed = (await client.get("/api/v1/account/sessions", headers=bearer(other))).json()
    assert sorted(row["current"] for row in listed) == [False, True]
    first = next(row["id"] for row in listed if not row["current"])
    ended = await client.delete(f"/api/v1/account/sessions/{first}", headers=bearer(other))
    assert ended.status_code == 204
    assert (await client.get("/api/v1/account", headers=bearer(ada))).status_code == 401
    assert (await client.delete(f"/api/v1/account/sessions/{first}", headers=bearer(other))).status_code == 404


async def test_signing_in_again_leaves_a_browser_one_session(client: Page, ada: dict[str, Any]) -> None:
    again = (await client.post("/api/v1/auth/login", json={"email": EMAIL, "password": PASSWORD})).json()
    (listed,) = (await client.get("/api/v1/account/sessions", headers=bearer(again))).json()
    assert listed["current"]
    assert (await client.get("/api/v1/account", headers=bearer(ada))).status_code == 401
    renewed = await client.post("/api/v1/auth/refresh", headers=OURS)
    assert renewed.status_code == 200


async def test_an_access_key_is_told_once_and_does_what_it_was_made_for(client: Page, ada: dict[str, Any]) -> None:
    wish = {"name": "my script", "scopes": ["matches:read"]}
    made = (await client.post("/api/v1/account/keys", json=wish, headers=bearer(ada))).json()
    key = {"authorization": f"Bearer {made['key']}"}
    assert (await client.get("/api/v1/me", headers=key)).json()["player"]["name"] == "Ada"
    refused = await client.get("/api/v1/account", headers=key)
    assert (refused.status_code, refused.json()["code"]) == (403, "accounts/scope_missing")
    (listed,) = (await client.get("/api/v1/account/keys", headers=bearer(ada))).json()
    assert "key" not in listed
    assert listed["used_at"] is not None
    assert (await client.delete(f"/api/v1/account/keys/{listed['id']}", headers=bearer(ada))).status_code == 204
    assert (await client.get("/api/v1/me", headers=key)).status_code == 401


async def test_a_changed_address_counts_once_it_is_proven_and_the_old_one_is_told(
    client: Page, ada: dict[str, Any], postbox: Postbox
) -> None:
    new = "ada@elsewhere.example"
    assert (await client.post("/api/v1/account/email", json={"email": new}, headers=bearer(ada))).status_code == 202
    assert (await client.get("/api/v1/account", headers=bearer(ada))).json()["email"] == EMAIL
    token = (await postbox.next(to=new)).token
    assert (await client.post("/api/v1/account/email/confirm", json={"token": token})).status_code == 204
    assert (await client.get("/api/v1/account", headers=bearer(ada))).json()["email"] == new
    await postbox.next(to=EMAIL)


async def test_sensitive_changes_ask_again_after_five_minutes(client: Page, ada: dict[str, Any], beside: House) -> None:
    async with beside.database.transaction() as session:
        await session.execute(update(Session).values(fresh_at="2026-01-01T00:00:00+00:00"))
    body = {"password": "nine loud storks at dusk"}
    refused = await client.post("/api/v1/account/password", json=body, headers=bearer(ada))
    assert (refused.status_code, refused.json()["code"]) == (403, "accounts/proof_needed")
    wrong = await client.post("/api/v1/account/prove", json={"password": "wrong"}, headers=bearer(ada))
    assert wrong.status_code == 401
    proven = await client.post("/api/v1/account/prove", json={"password": PASSWORD}, headers=bearer(ada))
    assert proven.status_code == 201
    assert (await client.post("/api/v1/account/password", json=body, headers=bearer(ada))).status_code == 204


async def test_no_secret_is_in_the_log(client: Page, ada: dict[str, Any], caplog: pytest.LogCaptureFixture) -> None:
    await client.post("/api/v1/auth/login", json={"email": EMAIL, "password": "canary-password-xyz"})
    await client.post("/api/v1/auth/refresh", headers=OURS)
    for canary in (EMAIL, PASSWORD, "canary-password-xyz", ada["access"], client.cookies["rb_refresh"]):
        assert canary not in caplog.text
