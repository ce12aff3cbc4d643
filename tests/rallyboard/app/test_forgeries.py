"""No forged token opens anything: every one of them at every route that asks who is there, and at both sockets."""

import json
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from litestar.exceptions import WebSocketDisconnect
from litestar.testing import AsyncTestClient

from tests.faults.injection import Target, targets
from tests.kit.forger import Forger
from tests.kit.member import Member, member

PUBLISHED = Path(__file__).parents[3] / "web" / "data" / "openapi.json"
PICTURE = ("PUT", "/api/v1/me/avatar")
# What these do, they do for whoever asks: they do not look at the header at all.
ASK_NOBODY = {
    "GET /api/v1/auth/providers", "GET /api/v1/auth/providers/{name}/start",
    "GET /api/v1/auth/providers/{name}/callback", "POST /api/v1/account/email/confirm",
    "POST /api/v1/guests", "POST /api/v1/me/leave", "GET /api/v1/bots", "GET /api/v1/rulesets",
    "GET /api/v1/players", "GET /api/v1/players/{slug}", "GET /api/v1/players/{slug}/avatar",
    "GET /api/v1/matches/{match_id}/log", "GET /api/v1/matches/{match_id}/log.jsonl",
    "GET /api/v1/matches/{match_id}/board", "GET /api/v1/metrics-book", "GET /api/v1/freshness",
    "GET /health/live", "GET /health/ready",
}  # fmt: skip


def requests() -> list[Target]:
    """One well-formed request to each operation that is not a way in by itself."""
    document = json.loads(PUBLISHED.read_text())
    found = list(targets(document, "", {"ruleset": "classic-5"}, everything=True))
    return [one for one in found if "/auth/" not in one.name or one.name in ASK_NOBODY]


async def ask(client: AsyncTestClient[Litestar], target: Target, token: str) -> int:
    kind = "image/png" if target.name == " ".join(PICTURE) else "application/json"
    headers = {"authorization": f"Bearer {token}", "content-type": kind}
    body = (target.body or None) if kind != "image/png" else b"x"
    body = body.replace("*", "") if isinstance(body, str) else body
    return (await client.request(target.method, target.url.replace("*", ""), headers=headers, content=body)).status_code


@pytest.fixture
def forger(client: AsyncTestClient[Litestar]) -> Forger:
    """Somebody who knows all of a session that holds, but the key."""
    house = client.app.state.house
    known: Member = client.blocking_portal.call(member, house, "Victim")
    front = house.reception
    read: Any = front.access.read(known.access)
    site, (kid, key) = house.settings.allowed_origins[0], front.keyring.signing[0]
    return Forger(site, kid, key, read.account_id, read.session_id)


async def test_every_route_either_reads_the_token_or_is_known_not_to(
    client: AsyncTestClient[Litestar], forger: Forger
) -> None:
    answers = {target.name: await ask(client, target, "forged") for target in requests()}
    assert {name for name, status in answers.items() if status != 401} == ASK_NOBODY


async def test_a_true_token_passes_where_forged_ones_do_not(client: AsyncTestClient[Litestar], forger: Forger) -> None:
    account = next(target for target in requests() if target.name == "GET /api/v1/account")
    assert await ask(client, account, forger.signed(forger.claims())) == 200


async def test_no_forged_token_opens_any_route(client: AsyncTestClient[Litestar], forger: Forger) -> None:
    guarded = [target for target in requests() if target.name not in ASK_NOBODY]
    tokens = {**{name: forge() for name, forge in forger.corpus().items()}, "no key": "rbk_" + "A" * 43, "word": "rbk_"}
    opened = [
        (target.name, name)
        for name, token in tokens.items()
        for target in guarded
        if await ask(client, target, token) != 401
    ]
    assert (opened, len(guarded) > 50, len(tokens) > 54) == ([], True, True)


@pytest.mark.parametrize(("path", "frame"), [("/ws/me", "me"), ("/ws/matches/any", "match")])
async def test_no_forged_token_opens_a_socket(
    path: str, frame: str, client: AsyncTestClient[Litestar], forger: Forger
) -> None:
    codes = set[int]()
    for forge in forger.corpus().values():
        hello = {"t": "hello", "ticket": forge()} if frame == "me" else ["k", forge(), 1, 0]
        headers = {"origin": client.headers["origin"], "authorization": f"Bearer {forge()}"}
        with await client.websocket_connect(path, headers=headers) as socket:
            socket.send_text(json.dumps(hello))
            with pytest.raises(WebSocketDisconnect) as closed:
                socket.receive_text(timeout=5)
        codes.add(closed.value.code)
    assert codes <= {4400, 4401}
