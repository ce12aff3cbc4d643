"""Nobody gets SQL of their own into the site: sqlmap tries every place of every route, and finds nothing.

Needs sqlmap (`apt-get install sqlmap`) and five or ten minutes, so only `make injections` runs all of it; add
`--database postgres` for the other database. What is tried comes from the OpenAPI document, and is checked in any case.
"""

import asyncio
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import delete

from rallyboard.accounts.models import Throttle
from rallyboard.app.house import House
from rallyboard.settings import Settings
from tests.faults.injection import Attack, Outcome, Target, targets
from tests.faults.leaky import DOCUMENT, Leaky
from tests.kit.member import lasting
from tests.kit.postbox import Postbox
from tests.kit.server import Server

pytestmark = pytest.mark.timeout(7_200)
PUBLISHED = Path(__file__).parents[2] / "web" / "data" / "openapi.json"
HOLDERS, HANDS = 60, 3
TOKEN = "A" * 43
COUNTED = re.compile(r'rallyboard_http_requests_total\{method="\w+",route="(/api[^"]+)",status="(\d+)"\} ([\d.e+]+)')
KNOWN = {
    "email": "ada@example.org", "name": "Somebody", "alias": "Somebody", "alias2": "Neighbour", "token": TOKEN,
    "proof": TOKEN, "code": "12345678", "password": "seven quiet herons at noon", "ruleset": "classic-5",
    "country": "FR", "search": "a", "session_id": "0b5f3a6e-8f5e-4b7c-9a34-2f1d1f0c9a77", "next": "/lobby",
}  # fmt: skip


def document() -> dict[str, Any]:
    return dict(json.loads(PUBLISHED.read_text()))


def headers_of(base: str, slug: str) -> Iterator[Target]:
    """What the document does not name, but the site reads: cookies, keys, and what is noted of a browser."""
    api, login = f"{base}/api/v1", json.dumps({"email": KNOWN["email"], "password": KNOWN["password"]})
    anybody = {"Authorization": ""}
    yield Target("cookie rb_guest", "GET", f"{api}/me", {"Cookie": f"rb_guest={TOKEN}*", **anybody})
    refresh = {"Cookie": f"rb_refresh={TOKEN}*", "X-Rallyboard": "1"}
    yield Target("cookie rb_refresh", "POST", f"{api}/auth/refresh", refresh)
    yield Target("cookie rb_refresh, leaving", "POST", f"{api}/auth/logout", refresh)
    yield Target("cookie rb_device", "POST", f"{api}/auth/login", {"Cookie": f"rb_device={TOKEN}*"}, login)
    yield Target("cookie rb_oauth", "GET", f"{api}/auth/providers/club/callback", {"Cookie": f"rb_oauth={TOKEN}*"})
    yield Target("access key", "GET", f"{api}/account", {"Authorization": f"Bearer rbk_{TOKEN}*"})
    yield Target("browser", "POST", f"{api}/auth/login", {"User-Agent": "Mozilla/5.0*"}, login)
    yield Target("address", "POST", f"{api}/auth/login", {"X-Forwarded-For": "198.51.100.7*"}, login)
    yield Target("etag", "GET", f"{api}/players/{slug}/avatar", {"If-None-Match": '"a"*'})


async def things(server: Server, house: House) -> tuple[list[str], dict[str, str]]:
    """Tokens of many account holders, admins all, and names of what is there."""
    members = [await lasting(house, f"Holder {turn}", "admin") for turn in range(HOLDERS)]
    headers = {"origin": server.base, **members[0].headers}
    async with httpx.AsyncClient(base_url=f"{server.base}/api/v1", headers=headers, timeout=30) as http:
        finished = (await http.get("matches?status=finished")).json()["items"][0]["id"]
        opened = (await http.post("matches", json={"mode": "casual", "ruleset": "classic-5"})).json()
        bot = (await http.get("bots")).json()[0]["slug"]
    there = {
        "code": opened["invite_code"],
        "account_id": members[1].account_id,
        "slug": members[1].player.slug,
        "match_id": finished,
    }
    return [one.access for one in members[2:]], KNOWN | there | {
        "opponent": bot,
        "player": bot,
        "invite": opened["invite_code"],
    }


def refused_by_limits(server: Server) -> dict[str, float]:
    """For each route, the share of answers that were a 429: what is refused so never reached the database."""
    asked, limited = Counter[str](), Counter[str]()
    for route, status, count in COUNTED.findall(httpx.get(f"{server.base}/metrics").text):
        asked[route] += int(float(count))
        limited[route] += int(float(count)) if status == "429" else 0
    return {route: limited[route] / count for route, count in asked.items()}


def test_every_route_that_takes_anything_is_a_target() -> None:
    tried = {target.name: target for target in targets(document(), "http://site", KNOWN)}
    taking = {
        f"{method.upper()} {path}"
        for path, item in document()["paths"].items()
        for method, operation in item.items()
        if operation.get("parameters") or "application/json" in operation.get("requestBody", {}).get("content", {})
    }
    assert set(tried) == taking
    assert tried["GET /api/v1/players"].url.startswith("http://site/api/v1/players?search=a*&kind=")
    assert json.loads(tried["POST /api/v1/auth/login"].body)["email"] == "ada@example.org*"


@pytest.mark.skipif(shutil.which("sqlmap") is None, reason="needs sqlmap (apt-get install sqlmap); CI does without")
def test_a_careless_site_is_found_out(tmp_path: Path) -> None:
    with Leaky() as leaky:
        attack = Attack(tmp_path / "attack", leaky.base, "SQLite")
        outcomes = [attack.on(target) for target in targets(DOCUMENT, leaky.base, {})]
    assert [(one.found, one.missed) for one in outcomes] == [(True, [])] * 3


def test_a_place_that_was_never_reached_is_named() -> None:
    """In an address and a body of one request sqlmap counts from one each time, and tells of each place once."""
    target = Target("both", "PUT", "http://site/a*/b*", {"Cookie": "c*"}, '{"d": "e*"}')
    said = [f"PUT parameter '{name}' does not seem to be injectable" for name in ("JSON #1*", "JSON #2*", "Cookie #1*")]
    assert Outcome(target, found=False, said="\n".join(said)).missed == ["JSON #1*"]
    assert Outcome(target, found=False, said="\n".join([*said, said[0]])).missed == []
    assert Outcome(target, found=False, said="parameter 'Cookie #1*' appears to be dynamic").missed == sorted(
        target.places
    )


async def attacked(attack: Attack, tried: list[Target], house: House) -> list[Outcome]:
    """Some at a time; meanwhile nobody's failures are remembered, or a shut door would answer for the database."""
    hands = asyncio.Semaphore(HANDS)

    async def on(target: Target) -> Outcome:
        async with hands:
            outcome = await asyncio.to_thread(attack.on, target)
        print(f"{target.name}: {len(target.places)} places, {'FOUND' if outcome.found else 'nothing'}", flush=True)
        return outcome

    working = asyncio.gather(*(on(target) for target in tried))
    while not working.done():
        async with house.database.transaction() as session:
            await session.execute(delete(Throttle))
        await asyncio.wait([working], timeout=0.5)
    return await working


async def test_nobody_gets_sql_of_their_own_in(tmp_path: Path, n: int | None) -> None:
    if n is None or shutil.which("sqlmap") is None:
        pytest.skip("five or ten minutes: `make injections`, with sqlmap installed")
    with Postbox() as postbox:
        server = Server(tmp_path / "data", SMTP=postbox.url, ETL="on", ENV="test", PROXIES="127.0.0.1")
        server.run("league", "--matches", "3")
        with server:
            settings = Settings.from_env(server.environment())
            house = House(settings)
            tokens, known = await things(server, house)
            attack = Attack(tmp_path / "attack", server.base, "PostgreSQL" if settings.database else "SQLite", tokens)
            tried = [*targets(document(), server.base, known), *headers_of(server.base, known["slug"])]
            outcomes = await attacked(attack, tried[:n], house)
            await house.database.close()
            limited = refused_by_limits(server)
    report(outcomes, limited)
    assert [one.target.name for one in outcomes if one.found] == []
    assert {one.target.name: one.missed for one in outcomes if one.missed} == {}
    assert {route: share for route, share in limited.items() if share > 0.5} == {}
    assert "Traceback" not in server.log.read_text()


def report(outcomes: list[Outcome], limited: dict[str, float]) -> None:
    """One line for the record."""
    places, found = sum(len(one.target.places) for one in outcomes), sum(one.found for one in outcomes)
    missed, worst = sum(len(one.missed) for one in outcomes), max(limited.values(), default=0.0)
    print(
        f"targets {len(outcomes)} | places {places} | missed {missed} | findings {found} | worst 429 share {worst:.2f}"
    )
