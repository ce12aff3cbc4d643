"""The HTTP routes of matchmaking: what a program may do with an access key."""

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from tests.kit.member import member

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
