"""The HTTP routes of matchmaking: what a program may do with an access key."""

from functools import partial

import pytest
from httpx import Response
from litestar import Litestar
from litestar.testing import AsyncTestClient

from rallyboard.app import site
from rallyboard.matchmaking.rates import Openings
from rallyboard.players.guards import Arrivals
from tests.kit.member import member
from tests.kit.postgres import once

API = "/api/v1"


@pytest.mark.parametrize(("scope", "status"), [("bot:play", 201), ("matches:read", 403), ("data:export", 403)])
async def test_only_a_key_for_playing_plays(client: AsyncTestClient[Litestar], scope: str, status: int) -> None:
    ada = client.blocking_portal.call(member, client.app.state.house, "Ada")
    wish = {"name": "program", "scopes": [scope]}
    made = (await client.post(f"{API}/account/keys", json=wish, headers=ada.headers)).json()
    key = {"authorization": f"Bearer {made['key']}"}
    game = {"mode": "bot", "ruleset": "classic-5", "level": 1}
    own = (await client.post(f"{API}/matches", json=game, headers=ada.headers)).json()["id"]
    asked = [
        ("/matches", game), ("/matches/quick", {"ruleset": "classic-5"}), (f"/matches/{own}/ticket", {"role": "play"})
    ]  # fmt: skip
    for path, body in asked:
        answer = await client.post(f"{API}{path}", json=body, headers=key)
        assert answer.status_code == status, (path, answer.text)
    watching = await client.post(f"{API}/matches/{own}/ticket", json={"role": "watch"}, headers=key)
    assert watching.status_code == 201


async def test_an_address_cannot_fill_the_database_with_matches(client: AsyncTestClient[Litestar]) -> None:
    client.app.state.house.matchmaker.openings = Openings(burst=3, per_second=0.01)
    answers = [await opened(client, "bot", turn) for turn in range(5)]
    assert [answer.status_code for answer in answers] == [201, 201, 201, 429, 429]
    assert answers[-1].json()["code"] == "matchmaking/too_many_openings"
    assert int(answers[-1].headers["retry-after"]) > 1


@pytest.fixture
def few_arrivals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "Arrivals", partial(Arrivals, burst=5, per_second=0.01))


@once
@pytest.mark.usefixtures("few_arrivals")
async def test_whoever_shares_a_keyboard_arrives_like_every_guest(client: AsyncTestClient[Litestar]) -> None:
    answers = [await opened(client, "local", turn) for turn in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert answers[-1].json()["code"] == "players/too_many_arrivals"


async def opened(client: AsyncTestClient[Litestar], mode: str, turn: int) -> Response:
    await client.post(f"{API}/guests", json={"alias": f"Host {turn}"})
    wish = {"mode": mode, "ruleset": "classic-5", "level": 1, "alias2": "Neighbour"}
    return await client.post(f"{API}/matches", json=wish)
