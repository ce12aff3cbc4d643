"""The HTTP side of matches: cards, lists, tickets, logs, and a problem for everything else."""

from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

Client = AsyncTestClient[Litestar]


@pytest.fixture
async def guest(client: Client) -> Client:
    assert (await client.post("/api/v1/guests", json={"alias": "Ada"})).status_code == 201
    return client


async def opened(client: Client, **wish: Any) -> dict[str, Any]:
    answer = await client.post("/api/v1/matches", json={"mode": "bot", "ruleset": "classic-5", **wish})
    assert answer.status_code == 201, answer.text
    card: dict[str, Any] = answer.json()
    return card


async def test_the_rulesets_are_told_and_one_is_the_default(client: Client) -> None:
    rulesets = (await client.get("/api/v1/rulesets")).json()
    assert [ruleset["id"] for ruleset in rulesets if ruleset["default"]] == ["classic-11"]
    assert {"id", "name", "version", "target", "win_by", "default"} == set(rulesets[0])


async def test_a_card_says_who_plays_what(guest: Client) -> None:
    card = await opened(guest, opponent="comet")
    assert (await guest.get(f"/api/v1/matches/{card['id']}")).json() == card
    assert card["status"] == "waiting"
    assert [seat["player"]["name"] for seat in card["seats"]] == ["Ada", "Comet"]
    assert [seat["connected"] for seat in card["seats"]] == [False, True]
    assert (card["your_slots"], card["scores"], card["watch"]) == ([0], [0, 0], True)


async def test_matches_are_found_by_status_ruleset_and_player(guest: Client) -> None:
    first, second = await opened(guest), await opened(guest, ruleset="classic-7")

    async def found(**query: Any) -> list[str]:
        page = (await guest.get("/api/v1/matches", params=query)).json()
        return [card["id"] for card in page["items"]]

    assert await found() == [second["id"], first["id"]]
    assert await found(ruleset="classic-7") == [second["id"]]
    assert await found(status="live") == []
    assert await found(player=first["seats"][0]["player"]["slug"], limit=1) == [second["id"]]
    assert await found(limit=1, offset=1) == [first["id"]]


async def test_a_ticket_is_short_lived_and_not_in_the_address(guest: Client) -> None:
    card = await opened(guest)
    ticket = (await guest.post(f"/api/v1/matches/{card['id']}/ticket", json={"role": "play"})).json()
    assert ticket["socket"] == f"/ws/matches/{card['id']}"
    assert ticket["expires_in"] == 30
    assert ticket["ticket"] not in ticket["socket"]


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("/api/v1/matches/nothing/ticket", {"role": "play"}, 404, "arena/no_such_match"),
        ("/api/v1/matches/nothing/ticket", {"role": "king"}, 400, None),
        ("/api/v1/matches/nothing/ticket", {"role": "play", "slot": 1}, 400, None),
        ("/api/v1/matches", {"mode": "bot", "ruleset": "chess"}, 400, "arena/no_such_ruleset"),
        ("/api/v1/matches", {"mode": "bot", "ruleset": "classic-5", "opponent": "hal"}, 400, "arena/no_such_bot"),
        ("/api/v1/matches", {"mode": "bot", "ruleset": "classic-5", "level": 6}, 400, None),
        ("/api/v1/matches", {"mode": "local", "ruleset": "classic-5"}, 400, "matchmaking/alias_missing"),
        ("/api/v1/matches", {"mode": "local", "ruleset": "classic-5", "alias2": "<b>"}, 400, "accounts/alias_refused"),
        ("/api/v1/matches/quick", {"ruleset": "chess"}, 400, "arena/no_such_ruleset"),
        ("/api/v1/invites/x/join", {}, 404, "matchmaking/no_such_invitation"),
    ],
)
async def test_each_mistake_has_its_problem(
    guest: Client, path: str, body: dict[str, Any], status: int, code: str | None
) -> None:
    answer = await guest.post(path, json=body)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert code is None or answer.json()["code"] == code


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/matches/nothing", 404),
        ("/api/v1/matches/nothing/log", 404),
        ("/api/v1/matches/nothing/log.jsonl", 404),
        ("/api/v1/matches?player=nobody", 404),
        ("/api/v1/matches?status=odd", 400),
        ("/api/v1/matches?limit=0", 400),
        ("/api/v1/invites/" + "A" * 22, 404),
        ("/api/v1/invites/%00", 404),
    ],
)
async def test_what_is_not_there_has_a_problem_too(client: Client, path: str, status: int) -> None:
    answer = await client.get(path)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_visitor_without_an_alias_may_watch_and_not_play(client: Client) -> None:
    assert (await client.post("/api/v1/matches", json={"mode": "bot", "ruleset": "classic-5"})).status_code == 401
    assert (await client.post("/api/v1/matches/x/ticket", json={"role": "play"})).status_code == 401
    assert (await client.post("/api/v1/matches/x/ticket", json={"role": "watch"})).status_code == 404


async def test_the_log_of_a_match_in_play_is_not_there_yet(guest: Client) -> None:
    card = await opened(guest)
    answer = await guest.get(f"/api/v1/matches/{card['id']}/log")
    assert (answer.status_code, answer.json()["code"]) == (409, "arena/not_finished")
