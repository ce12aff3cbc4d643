"""Files that leave the site: none under a name that a visitor chose, and no folder is ever listed."""

import re
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from rallyboard.app import create_app, pages
from rallyboard.app.house import House
from rallyboard.arena.league import League
from rallyboard.arena.wanted import Wanted
from rallyboard.settings import Settings
from tests.kit.member import member

Client = AsyncTestClient[Litestar]


async def played(house: House) -> str:
    """A match between two house bots that is over."""
    await League(house.settings.journal_folder, house.database).play(1, seed=5)
    cards, _ = await house.arena.cards(None, Wanted(status="finished"), limit=1, offset=0)
    return cards[0].id


async def test_a_download_has_a_name_of_ours(client: Client) -> None:
    house = client.app.state.house
    ada, match = client.blocking_portal.call(member, house, "Ada"), client.blocking_portal.call(played, house)
    for path, name in {
        "account/export": "rallyboard-my-data.zip",
        f"matches/{match}/log?filename=x.exe": f"{match}.rbl",
        f"matches/{match}/log.jsonl": f"{match}.jsonl",
    }.items():
        answer = await client.get(f"/api/v1/{path}", headers=ada.headers)
        told = (answer.status_code, answer.headers["content-disposition"])
        assert told == (200, f'attachment; filename="{name}"')
    assert re.fullmatch("[0-9a-f-]{36}", match)


async def test_no_name_of_a_match_but_ours_has_a_log(client: Client) -> None:
    match = client.blocking_portal.call(played, client.app.state.house)
    strange = ('x".exe', "..%2f..%2fetc%2fpasswd", "a%0d%0aset-cookie:%20a=b")
    for name in (*strange, match.upper(), f"{match}%22", f"{match}%0a"):
        refused = await client.get(f"/api/v1/matches/{name}/log")
        assert (refused.status_code, "content-disposition" in refused.headers) == (404, False), name


async def test_no_folder_is_listed(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("assets/canary-file.js", "docs/assets/canary-file.js", "index.html"):
        (tmp_path / "dist" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "dist" / name).write_text("<!doctype html>")
    monkeypatch.setattr(pages, "built_web", lambda: tmp_path / "dist")
    async with AsyncTestClient(create_app(settings), base_url=settings.allowed_origins[0]) as client:
        for path in ("/assets", "/assets/", "/docs/assets/", "/.git/", "/.git/HEAD", "/api/v1/", "/schema/"):
            answer = await client.get(path)
            assert answer.status_code == 404 or answer.text == "<!doctype html>", path
            assert "canary" not in answer.text, "an address of no file shows the one page, or nothing"
